package persona

import (
	"cmp"
	"fmt"
	"slices"

	"limner/event"
	"limner/metric"
	"limner/portrait"
	"limner/segment"
	"limner/stats"
)

// An Archetype is a kind of contact that marketers speak of, defined so that anyone can check it: a rule of
// package segment over a portrait, with thresholds that do not depend on who else there is (scores go by the
// calibration, which is fixed).
type Archetype struct {
	Name string
	Rule string
}

// Archetypes is the library. The first four are the ones every team knows by name; a contact may meet several.
func Archetypes() []Archetype {
	return []Archetype{
		{"frequent visitors who never purchase", `orders = 0 and sessions >= 10`}, // said only where somebody purchases
		{"fast deciders after the first email", `orders >= 1 and click_rate >= 20% and time_to_open_hours <= 2`},
		{"discount-driven buyers", `orders >= 2 and discount_share >= 60%`},
		{"silent churn risks", `acts >= 10 and orders >= 2 and inactive_days >= 45 and inactive_days < 365 and lateness >= 2`},

		{"champions", `r_score >= 4 and f_score >= 4 and m_score >= 4`},
		{"loyal regulars", `orders >= 5 and gap_cv <= 1 and lateness < 2`},
		{"big-ticket rare buyers", `f_score <= 2 and m_score >= 4`},
		{"newcomers", `stage is "new"`},
		{"one-and-done buyers", `orders = 1 and recency_days > 90`},
		{"second-purchase drop-offs", `orders = 2 and recency_days > 90`},
		{"slipping regulars", `orders >= 4 and lateness >= 1.5 and lateness < 4 and inactive_days < 45`},
		{"dormant customers", `orders >= 1 and inactive_days >= 180`},
		{"resurrected customers", `orders >= 1 and stage is "resurrected"`},
		{"feature explorers", `features_used >= 4`},
		{"single-feature users", `features_used = 1 and active_days >= 5`},
		{"early activators of core features", `core_features_week_one >= 2`},
		{"email-fatigued", `emails_sent >= 15 and email_fatigue <= -0.2`},
		{"support-heavy", `tickets_90d >= 2 or tickets >= 4`},
		{"other-channel customers who ignore email", `orders >= 1 and emails_sent >= 10 and open_rate <= 5%`},
		{"cart abandoners", `carts_abandoned >= 3 and orders <= 1`},
	}
}

// Meeting is how many of the population meet an archetype's definition, whatever personas there are.
type Meeting struct {
	Archetype  string         `json:"archetype"`
	Definition string         `json:"definition"`
	Meets      int            `json:"meets"`
	Share      stats.Estimate `json:"share"` // of all contacts
	Revenue    float64        `json:"revenue"`
}

// met is an archetype and the contacts who meet it.
type met struct {
	Archetype
	by []bool
	n  int
}

// meet finds the contacts who meet each archetype, and nobody for those whose metrics are not measured.
func meet(t *portrait.Table) ([]met, error) {
	v := segment.Vocabulary{Metrics: t.Metrics, Texts: wordless{}}
	sold := totals(t).Buyers > 0 // else to have no orders says nothing of anyone
	var all []met
	for _, a := range Archetypes() {
		r, err := segment.Parse(a.Rule, v)
		if err != nil {
			return nil, fmt.Errorf("persona: the archetype %q cannot be measured: %w", a.Name, err)
		}
		m := met{Archetype: Archetype{a.Name, r.String()}, by: r.Pick(t.Column, len(t.Contact))}
		if !sold && slices.Contains(r.Metrics(), "orders") {
			clear(m.by)
		}
		for _, yes := range m.by {
			if yes {
				m.n++
			}
		}
		all = append(all, m)
	}
	return all, nil
}

// amongRows is the archetypes among some of the contacts; nil rows are all of them.
func amongRows(all []met, rows []int) []met {
	if rows == nil {
		return all
	}
	some := make([]met, len(all))
	for i, a := range all {
		some[i] = met{Archetype: a.Archetype, by: make([]bool, len(rows))}
		for j, row := range rows {
			if some[i].by[j] = a.by[row]; some[i].by[j] {
				some[i].n++
			}
		}
	}
	return some
}

// wordless is dictionaries without texts: archetypes ask for none.
type wordless struct{}

func (wordless) Code(event.Dictionary, string) (event.Code, bool) { return 0, false }
func (wordless) Text(event.Dictionary, event.Code) string         { return "" }

var _ metric.Dictionaries = wordless{}

// meetings is the archetypes that anybody meets, the commonest first.
func meetings(t *portrait.Table, all []met) []Meeting {
	revenue := t.Column("revenue")
	out := []Meeting{}
	for _, a := range all {
		if a.n == 0 {
			continue
		}
		m := Meeting{Archetype: a.Name, Definition: a.Rule, Meets: a.n, Share: stats.Proportion(a.n, len(t.Contact), Confidence)}
		for i, yes := range a.by {
			if yes && revenue != nil && revenue[i] > 0 {
				m.Revenue += revenue[i]
			}
		}
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(a, b Meeting) int { return cmp.Compare(b.Meets, a.Meets) })
	return out
}

// overlaps compares a group with each archetype and keeps those that are clearly commoner in it than
// elsewhere, the closest first. family is how many comparisons are made in all (Bonferroni).
func overlaps(all []met, labels []int32, group int32, family int) []Overlap {
	confidence := 1 - (1-Confidence)/float64(max(1, family))
	found := []Overlap{}
	for _, a := range all {
		in, size := 0, 0
		for i, l := range labels {
			if l != group {
				continue
			}
			size++
			if a.by[i] {
				in++
			}
		}
		rest := len(labels) - size
		if in == 0 || !stats.ProportionDifference(in, size, a.n-in, rest, confidence).Excludes(0) || in*rest <= (a.n-in)*size {
			continue
		}
		found = append(found, Overlap{
			Archetype: a.Name, Definition: a.Rule, Meets: in, Of: a.n,
			Share:     stats.Proportion(in, size, Confidence),
			RestShare: stats.Proportion(a.n-in, max(rest, 1), Confidence),
			Jaccard:   float64(in) / float64(size+a.n-in),
		})
	}
	slices.SortStableFunc(found, func(a, b Overlap) int { return cmp.Compare(b.Jaccard, a.Jaccard) })
	return found
}
