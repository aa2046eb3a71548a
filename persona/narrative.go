package persona

import (
	"fmt"
	"slices"

	"limner/event"
	"limner/metric"
	"limner/portrait"
	"limner/stats"
	"limner/warehouse"
)

// Texts is what codes of texts mean.
type Texts func(d event.Dictionary, c event.Code) string

// Tell writes the narrative and the actions of every persona, checks each figure in them against the
// portraits, and notes the clauses that did not hold. It is called when the personas have their final
// ids and archetypes, and again when these change.
func (s *Set) Tell(t *portrait.Table, m warehouse.Members, texts Texts) {
	facts := NewFacts(s, t, m, texts)
	for i := range s.Personas {
		p := &s.Personas[i]
		told := newTeller(s, p, facts)
		p.Narrative = s.keep(p, told.narrative(), facts)
		p.Actions = s.keep(p, told.actions(), facts)
	}
}

// keep is the clauses that hold; the others become notes.
func (s *Set) keep(p *Persona, clauses []Clause, facts *Facts) []Clause {
	kept, dropped := Check(clauses, facts)
	for _, d := range dropped {
		s.Notes = append(s.Notes, fmt.Sprintf("a sentence about persona %d was left out, as %s: %q", p.ID, d.Reason, d.Clause.Text))
	}
	return kept
}

// teller puts one persona into words. Its figures come from the persona where that has them, from the
// portraits otherwise.
type teller struct {
	*Persona
	set       *Set
	table     *portrait.Table
	texts     Texts
	own, rest []int // rows of the table
	traits    map[string]*Trait
}

func newTeller(s *Set, p *Persona, f *Facts) *teller {
	t := &teller{Persona: p, set: s, table: f.table, texts: f.texts, own: f.members[p.ID], rest: f.rest(p.ID), traits: map[string]*Trait{}}
	for i := range p.Traits {
		t.traits[p.Traits[i].Metric] = &p.Traits[i]
	}
	return t
}

// narrative is the paragraph, a clause a sentence: how many, what they bring in, what sets them apart,
// how they came, how sure that is, and what is not known.
func (t *teller) narrative() []Clause {
	var all []Clause
	say := func(texts ...string) {
		for _, text := range texts {
			if c, ok := t.write(text); ok {
				all = append(all, c)
				return
			}
		}
	}
	told := t.strongest()
	say(t.howMany())
	say(t.bringIn()...)
	for _, text := range t.apart(told) {
		say(text)
	}
	say(t.howLong(told))
	say(t.channel())
	say(t.sure())
	say(t.rough())
	if c, ok := t.unknown(); ok {
		all = append(all, c)
	}
	return all
}

// few is the size below which figures are called rough.
const few = 100

func (t *teller) howMany() string {
	text := "They are {size} of the {contacts} contacts, {share} of all"
	if t.Stage != "" {
		text += ", and in the stage " + t.Stage
	}
	if t.Size < few {
		return text + "."
	}
	return text + " (between {share_lo} and {share_hi}, allowing for chance)."
}

// bringIn says what they spend, the fitting words first.
func (t *teller) bringIn() []string {
	bought, others := t.number("any", "orders"), t.number("rest_any", "orders")
	switch {
	case !(bought > 0) && !(others > 0):
		return nil
	case bought <= hardlyAny:
		return []string{"{any orders} of them have ever ordered, against {rest_any orders} of everyone else."}
	case bought < nearlyAll:
		return []string{"{any orders} of them have ordered; together they spent {revenue}, which is {revenue_share} of all revenue."}
	case t.RevenueShare > 1.5*t.Share.Value:
		return []string{"Their orders add up to {revenue}: {revenue_share} of all revenue, from {share} of the contacts."}
	default:
		return []string{"Together they spent {revenue}, which is {revenue_share} of all revenue."}
	}
}

// howLong says since when they have been customers, unless that was told.
func (t *teller) howLong(told []saying) string {
	if slices.ContainsFunc(told, func(s saying) bool { return s.topic == "tenure" }) {
		return ""
	}
	for _, s := range sayings {
		if s.topic == "tenure" && t.number("known", s.metric) >= clearly {
			return "Typically they " + s.with("median", s.metric) + " ({rest_median " + s.metric + "} for everyone else)."
		}
	}
	return ""
}

// tellingChannel is by how much a channel must be commoner than among everyone else to be told.
const tellingChannel = 0.1

func (t *teller) channel() string {
	const m = "preferred_channel"
	if t.number("known", m) < clearly || t.number("word", m)-t.number("rest_word", m) < tellingChannel {
		return ""
	}
	return "The channel most of them use is {the " + m + "}: {word " + m + "} of them use it above any other, against {rest_word " + m + "} of everyone else."
}

func (t *teller) sure() string {
	return "When the contacts are drawn anew, the same group comes back with a similarity of {stability}: {reading}."
}

// rough warns where there are few to go by.
func (t *teller) rough() string {
	if t.Size >= few {
		return ""
	}
	return "With {size|contact|contacts} to go by, every figure here is rough; the group may be anything from {share_lo} to {share_hi} of all."
}

// area is a side of a customer, and the metric that shows whether anything is on record about it.
type area struct{ metric, noun string }

var areas = []area{
	{"orders", "orders"}, {"emails_sent", "emails"}, {"sessions", "visits"}, {"tickets", "support tickets"},
}

// unknown says what is on record for nobody. That it is nobody is a figure too, though no mark shows it.
func (t *teller) unknown() (Clause, bool) {
	var c Clause
	var nouns []string
	for _, a := range areas {
		f, ok := t.figure("any", a.metric)
		if ok && !t.recorded(a) {
			nouns, c.Figures = append(nouns, a.noun), append(c.Figures, f)
		}
	}
	switch {
	case len(nouns) == 0:
		return t.mostly()
	case len(nouns) == len(areas):
		c.Text = "No " + either(nouns) + " are on record for any of them: this persona rests on what was told about them, not on what they did."
	default:
		c.Text = "No " + either(nouns) + " are on record for any of them, so nothing can be said about those."
	}
	return c, true
}

// mostly says what is on record for the smaller part.
func (t *teller) mostly() (Clause, bool) {
	if mailed := t.number("any", "emails_sent"); mailed > 0 && mailed < clearly {
		return t.write("Emails are on record for {any emails_sent} of them; how the others take to email is not known.")
	}
	return Clause{}, false
}

// number is the value of a statistic, NaN when it has none.
func (t *teller) number(statistic, metric string) float64 {
	f, _ := t.figure(statistic, metric)
	return f.Value
}

// figure is a statistic of the persona, false when it has no value.
func (t *teller) figure(statistic, of string) (Figure, bool) {
	s, ok := StatisticOf(statistic)
	f := Figure{Value: missing, Unit: s.Unit, Persona: t.ID, Statistic: statistic, Metric: of}
	if statistic == "contacts" {
		f.Persona = 0
	}
	if !ok || s.Metric != (of != "") {
		return f, false
	}
	if !s.Metric {
		f.Value = t.whole(statistic)
		return f, f.Value == f.Value
	}
	at := slices.IndexFunc(t.table.Metrics, func(d metric.Definition) bool { return d.Name == of })
	if at < 0 || of == "full_price_share" && !t.recorded(area{metric: "discount_share"}) { // where no discount is on record, none may be kept
		return f, false
	}
	if s.Own {
		f.Unit = t.table.Metrics[at].Unit
	}
	if statistic == "word" || statistic == "rest_word" {
		f.Value, f.Word = t.word(statistic, at)
	} else {
		f.Value = t.of(statistic, of, t.table.X[at])
	}
	return f, f.Value == f.Value
}

// whole is a statistic of the persona as a whole.
func (t *teller) whole(statistic string) float64 {
	switch statistic {
	case "contacts":
		return float64(t.set.Contacts)
	case "size":
		return float64(t.Size)
	case "share":
		return t.Share.Value
	case "share_lo":
		return t.Share.Lo
	case "share_hi":
		return t.Share.Hi
	case "revenue":
		return t.Revenue
	case "revenue_share":
		return t.RevenueShare
	case "stability":
		return t.Stability.Value
	case "holdout":
		return float64(holdout(t.Size))
	}
	return missing
}

// of is a statistic of a metric.
func (t *teller) of(statistic, of string, x []float64) float64 {
	if statistic == "window" {
		if days, ok := window(of); ok {
			return days
		}
		return missing
	}
	if trait := t.traits[of]; trait != nil {
		switch statistic {
		case "median":
			return trait.Median
		case "rest_median":
			return trait.RestMedian
		case "mean":
			return trait.Mean
		case "rest_mean":
			return trait.RestMean
		}
	}
	own, rest := valuesAt(x, t.own), valuesAt(x, t.rest)
	switch statistic {
	case "median":
		return stats.Median(own)
	case "rest_median":
		return stats.Median(rest)
	case "median_ratio":
		return ratio(t.of("median", of, x), t.of("rest_median", of, x))
	case "mean":
		return average(own)
	case "rest_mean":
		return average(rest)
	case "any":
		return ratio(above(own, 0), float64(len(t.own)))
	case "rest_any":
		return ratio(above(rest, 0), float64(len(t.rest)))
	case "once":
		return ratio(exactly(own, 1), above(own, 0))
	case "known":
		return ratio(float64(len(own)), float64(len(t.own)))
	case "mode":
		v, _ := commonest(own)
		return v
	}
	return missing
}

// word is the share of contacts for whom a metric says what it says most often of the persona.
func (t *teller) word(statistic string, at int) (float64, string) {
	d, x := t.table.Metrics[at], t.table.X[at]
	code, n := commonest(valuesAt(x, t.own))
	text := wordOf(d, code, t.texts)
	if text == "" {
		return missing, ""
	}
	if statistic == "word" {
		return ratio(float64(n), float64(len(t.own))), text
	}
	return ratio(exactly(valuesAt(x, t.rest), code), float64(len(t.rest))), text
}
