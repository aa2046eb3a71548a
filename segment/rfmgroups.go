package segment

// Group is a named group of contacts by their RFM scores.
type Group struct {
	Name  string `json:"name"`
	Means string `json:"means"`          // in words
	R     Span   `json:"r,omitzero"`     // the scores it takes
	F     Span   `json:"f,omitzero"`     //
	M     Span   `json:"m,omitzero"`     //
	Other string `json:"other,omitzero"` // what it takes contacts by, when not by their scores
}

// Span is scores from Lo to Hi.
type Span struct {
	Lo int `json:"lo"`
	Hi int `json:"hi"`
}

func (s Span) holds(score int) bool { return s.Lo <= score && score <= s.Hi }

// Numbers of groups that no score leads to.
const (
	unscored  = 10
	prospects = 11
)

// Groups lists the groups. The first one whose three spans hold takes a contact.
//
// The names are those the field knows: Braze's RFM groups (Champions, Loyal, Potential Loyalists,
// Promising, New, Needing Attention, Cannot Lose, At Risk, Hibernating) and Shopify's CustomerRfmGroup
// (the same less a few, with ALMOST_LOST, DORMANT and PROSPECTS). The scores are Limner's own, on 1 to
// 5: Braze's table, on 0 to 3, leaves a triple without a group.
func Groups() []Group {
	return []Group{
		{"Champions", "bought lately, often, and for much", Span{5, 5}, Span{4, 5}, Span{4, 5}, ""},
		{"Loyal", "buy often and have not stayed away", Span{3, 5}, Span{4, 5}, Span{1, 5}, ""},
		{"Potential loyalists", "bought lately, and more than once in a while", Span{4, 5}, Span{2, 3}, Span{2, 5}, ""},
		{"Promising", "few orders, lately, but worth much", Span{4, 5}, Span{1, 1}, Span{3, 5}, ""},
		{"New", "few orders or small ones, lately", Span{4, 5}, Span{1, 3}, Span{1, 5}, ""},
		{"Needs attention", "neither lately nor long ago, nor often", Span{3, 3}, Span{1, 3}, Span{1, 5}, ""},
		{"Cannot lose", "bought often and for much, but not for long now", Span{1, 2}, Span{4, 5}, Span{4, 5}, ""},
		{"At risk", "bought now and then, but not for long now", Span{1, 2}, Span{2, 5}, Span{2, 5}, ""},
		{"Almost lost", "bought little, a while ago", Span{2, 2}, Span{1, 5}, Span{1, 5}, ""},
		{"Dormant", "bought little, long ago", Span{1, 1}, Span{1, 5}, Span{1, 5}, ""},
		unscored: {Name: "Buyers without scores", Means: "bought, but there are no thresholds to score by", Other: "orders > 0 and r_score is missing"},
		// The name is Shopify's for customers who have not bought.
		prospects: {Name: "Prospects", Means: "known, but never bought", Other: "orders = 0"},
	}
}

// takes reports whether the group's spans hold the scores.
func (g *Group) takes(s Scores) bool {
	return g.R.holds(s[Recency]) && g.F.holds(s[Frequency]) && g.M.holds(s[Monetary])
}

// groupOf is the place in groups of a contact.
func groupOf(groups []Group, b Buying, s Scores) int {
	switch {
	case !b.bought():
		return prospects
	case !s.Known():
		return unscored
	}
	for i := range groups[:unscored] {
		if groups[i].takes(s) {
			return i
		}
	}
	return unscored // a test goes through all triples: none comes here
}
