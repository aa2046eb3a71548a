package report

import (
	"fmt"
	"io"
	"math"
	"strings"

	"limner/cluster"
	"limner/persona"
)

// shownTraits is how many traits a card shows.
const shownTraits = 4

// Personas writes a set of personas for a terminal: a heading, a card each, and how the number was
// chosen; or, where there are none, why.
func (s Style) Personas(w io.Writer, set *persona.Set) error {
	p := printer{w: w}
	p.line("%s as of %s", count(set.Contacts, "contact", "contacts"), set.AsOf.In(s.zone()).Format("2 January 2006 15:04 MST"))
	for i := range set.Divisions {
		s.division(&p, set, &set.Divisions[i])
	}
	s.notes(&p, set)
	if len(set.Personas) == 0 {
		s.meetings(&p, set)
		return p.err
	}
	p.line("")
	p.line("Run %d, seed %d, data %s. Differences are in standard deviations (Hedges' g); their intervals hold", set.Run, set.Settings.Seed, set.Fingerprint)
	p.line("for all comparisons of the set at once at 95%%.")
	return p.err
}

// meetings writes how many contacts meet the archetypes: what can be said where there are no personas.
func (s Style) meetings(p *printer, set *persona.Set) {
	if len(set.Archetypes) == 0 {
		return
	}
	p.line("")
	p.line("Who meets the definitions that every team knows (95%% intervals; a contact may meet several):")
	for _, m := range set.Archetypes {
		p.line("  %s: %s of %s, %s [%s–%s]; %s", m.Archetype, Whole(int64(m.Meets)), Whole(int64(set.Contacts)), Percent(m.Share.Value),
			Percent(m.Share.Lo), Percent(m.Share.Hi), s.Money(m.Revenue))
		p.line("      %s", m.Definition)
	}
}

// division writes the personas of one part of the population and how they were chosen.
func (s Style) division(p *printer, set *persona.Set, d *persona.Division) {
	if d.Stage != "" {
		p.line("")
		p.line("Stage %s: %s", d.Stage, count(d.Contacts, "contact", "contacts"))
	}
	if len(d.IDs) == 0 {
		p.line("")
		p.wrapped("No personas. ", "", d.Choice.Reason)
		s.trade(p, d)
		return
	}
	p.line("%s, told apart by %s", count(len(d.IDs), "persona", "personas"), axes(d))
	for _, id := range d.IDs {
		s.card(p, set.Find(id))
	}
	p.line("")
	p.wrapped("Why: ", "", d.Choice.Reason)
	s.trade(p, d)
}

func axes(d *persona.Division) string {
	names := make([]string, len(d.Axes))
	for i, a := range d.Axes {
		names[i] = a.Metric
	}
	return strings.Join(names, ", ")
}

// card writes one persona.
func (s Style) card(p *printer, x *persona.Persona) {
	p.line("")
	p.line("%d. %s", x.ID, x.Name)
	p.line("   %s", s.Headline(x))
	s.told(p, x)
	shown := 0
	for _, t := range x.Traits {
		if t.Repeats == "" && shown < shownTraits {
			p.line("   · %s", s.trait(t))
			shown++
		}
	}
	if r := s.rule(x.Rule); r != "" {
		p.line("   Rule: %s", r)
		p.line("         %s of those it picks are of this persona; it finds %s of them; it agrees on %s of all contacts",
			Percent(x.Rule.Precision.Value), Percent(x.Rule.Recall.Value), Percent(x.Rule.Fidelity.Value))
	}
	s.overlap(p, x)
	p.line("   Found again in resampled data: %.2f (%s); %s", x.Stability.Value, cluster.Reading(x.Stability.Value), borderline(x))
	if len(x.Typical) > 0 {
		p.line("   Typical: limner contact %s", strings.Join(x.Typical, ", "))
	}
}

// overlap says which archetype the persona is closest to, by its definition.
func (s Style) overlap(p *printer, x *persona.Persona) {
	for _, o := range x.Archetypes[:min(1, len(x.Archetypes))] {
		p.wrapped("   Overlaps: ", "             ", fmt.Sprintf("%s (%s): %s of them meet this, %s of everyone else; they are %s of all who do",
			o.Archetype, o.Definition, Percent(o.Share.Value), Percent(o.RestShare.Value), Percent(float64(o.Meets)/float64(o.Of))))
	}
}

// borderline says how many members may as well be of another persona.
func borderline(x *persona.Persona) string {
	if x.Borderline == 0 {
		return "no member is borderline"
	}
	return fmt.Sprintf("%s borderline, less than %s sure", Whole(int64(x.Borderline)), Percent(persona.BorderlineConfidence))
}

// Headline says how many a persona is and what it brings in.
func (s Style) Headline(x *persona.Persona) string {
	h := fmt.Sprintf("%s, %s of all [%s–%s]", count(x.Size, "contact", "contacts"), Percent(x.Share.Value), Percent(x.Share.Lo), Percent(x.Share.Hi))
	if x.Revenue > 0 {
		h += fmt.Sprintf("; %s, %s of the revenue", s.Money(x.Revenue), Percent(x.RevenueShare))
	}
	return h
}

// trait writes a difference: of medians, or of means where the medians are the same.
func (s Style) trait(t persona.Trait) string {
	own, rest, how := s.Value(t.Median, t.Unit), s.Value(t.RestMedian, t.Unit), ""
	if own == rest {
		own, rest, how = s.Value(t.Mean, t.Unit), s.Value(t.RestMean, t.Unit), " on average"
	}
	return fmt.Sprintf("%s: %s%s, the others %s (difference %s %s)", t.Title, own, how, rest,
		figure(t.Difference.Value), Interval(t.Difference.Lo, t.Difference.Hi))
}

// rule writes a rule in words: "orders over 3 and days since last order at most 60".
func (s Style) rule(r persona.Rule) string {
	parts := make([]string, len(r.Conditions))
	for i, c := range r.Conditions {
		parts[i] = s.condition(c)
	}
	return strings.Join(parts, " and ")
}

func (s Style) condition(c persona.Condition) string {
	name, lo, hi := persona.Plain(c.Title), float64(c.Above), float64(c.UpTo)
	var text string
	switch {
	case math.IsInf(lo, 1):
		return name + ": none"
	case math.IsInf(lo, -1) && math.IsInf(hi, 1):
		text = name + " known"
	case math.IsInf(lo, -1):
		text = name + " at most " + s.Value(hi, c.Unit)
	case math.IsInf(hi, 1):
		text = name + " over " + s.Value(lo, c.Unit)
	default:
		text = name + " over " + s.Value(lo, c.Unit) + " and at most " + s.Value(hi, c.Unit)
	}
	if c.Missing {
		text += " (or none)"
	}
	return text
}

// trade writes what every number of personas would have cost.
func (s Style) trade(p *printer, d *persona.Division) {
	if len(d.Choice.Candidates) < 2 {
		return
	}
	p.line("")
	p.line("  personas  silhouette    gap  beyond chance  least stable  smallest  holds")
	for _, c := range d.Choice.Candidates {
		mark := " "
		if c.K == len(d.IDs) {
			mark = "→"
		}
		note := "yes"
		if !c.Holds {
			note = c.Note
		}
		p.line("%s %8d  %10.3f  %5.3f  %6.3f ±%5.3f  %12.2f  %8s  %s", mark, c.K, c.Silhouette.Mean.Value, c.Gap.Value,
			c.Excess, c.ExcessSD, c.LeastJaccard, Whole(int64(smallest(c.Sizes))), note)
	}
}

func smallest(sizes []int) int {
	least := math.MaxInt
	for _, n := range sizes {
		least = min(least, n)
	}
	return least
}

func (s Style) notes(p *printer, set *persona.Set) {
	for _, n := range set.Notes {
		p.line("Note: %s.", n)
	}
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Whole(int64(n)) + " " + many
}

// printer writes lines; the first error ends the writing and stays.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}
