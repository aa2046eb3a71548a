package persona

import (
	"cmp"
	"slices"
)

// action is something to do about a persona: when, what, how to see whether it helped, and what to keep
// from doing. The sentences are written as those of a narrative are (teller.write).
type action struct {
	archetype string // of the library; the action fits who overlaps it
	metric    string // that speaks for it
	fits      func(t *teller) bool
	do        string
	measure   string
	not       string
}

// mostActions is how many actions are recommended: more would be none.
const mostActions = 3

// actions recommends what to do, the most telling first.
func (t *teller) actions() []Clause {
	var all []Clause
	for _, a := range actions {
		if len(all) == mostActions {
			break
		}
		if c, ok := t.recommend(a); ok {
			all = append(all, c)
		}
	}
	return all
}

func (t *teller) recommend(a action) (Clause, bool) {
	var because string
	switch {
	case t.overlaps(a.archetype):
		because = becauseArchetype + ": " + a.archetype
	case a.fits != nil && a.fits(t):
		because = becauseMetric + ": " + t.speaking(a.metric)
	default:
		return Clause{}, false
	}
	text := a.do
	for _, more := range []string{a.measure, a.not} {
		if more != "" {
			text += " " + more
		}
	}
	c, ok := t.write(text)
	c.Because = because
	return c, ok
}

// speaking is the metric that speaks for an action: its own, or what sets the persona apart most.
func (t *teller) speaking(metric string) string {
	for i := range t.Traits {
		if x := &t.Traits[i]; metric == "" && (x.measure == nil || !x.measure.level) {
			return x.Metric
		}
	}
	return cmp.Or(metric, "acts")
}

// overlaps reports whether most of the members meet an archetype's definition, and fewer of the others do.
func (t *teller) overlaps(archetype string) bool {
	return archetype != "" && slices.ContainsFunc(t.Archetypes, func(o Overlap) bool {
		return o.Archetype == archetype && o.Share.Value >= clearly && o.Share.Value > o.RestShare.Value
	})
}

// differs is the standardised difference in a metric, 0 where it is small or chance.
func (t *teller) differs(metric string) float64 {
	if x := t.traits[metric]; x != nil {
		return x.Difference.Value
	}
	return 0
}

func (t *teller) typical(metric string) float64 { return t.number("median", metric) }

func (t *teller) buys() bool { return t.number("any", "orders") > clearly }

// onSite reports whether anything but orders is on record of them: of people who do nothing but order one
// can only say that they have not ordered.
func (t *teller) onSite() bool { return t.number("any", "sessions") > clearly }

// recorded reports whether anything is on record about a side of customers.
func (t *teller) recorded(a area) bool {
	return t.number("any", a.metric) > 0 || t.number("rest_any", a.metric) > 0
}

func (t *teller) mailed() bool { return t.number("any", "emails_sent") >= clearly }

// inStage reports whether most of the members are in a stage.
func (t *teller) inStage(word string) bool {
	f, _ := t.figure("word", "stage")
	return f.Word == word && f.Value >= clearly
}

// Unlike is the archetypes of the library that the persona does not overlap.
func (p *Persona) Unlike() []string {
	var names []string
	for _, a := range actions {
		if a.archetype != "" && !slices.ContainsFunc(p.Archetypes, func(o Overlap) bool { return o.Archetype == a.archetype }) {
			names = append(names, a.archetype)
		}
	}
	return names
}
