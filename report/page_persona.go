package report

import (
	"fmt"
	"html/template"
	"strings"

	"limner/persona"
	"limner/stats"
)

// inks is how many colours there are for personas; the number beside each says which persona it is.
const inks = 8

// What two sheets hold of a persona.
const (
	mostTraits   = 7
	mostOverlaps = 3
	mostTypical  = 3
	mostFlows    = 4
)

// personaView is a persona as the template sees it.
type personaView struct {
	ID, Ink   int
	Name      string
	Stage     string
	Tiles     []tile
	Narrative [][]piece
	Plainly   []string // the strongest traits in words, where there is no narrative
	Actions   []action
	Typical   []string

	Standings []standingRow
	Radar     template.HTML
	NoRadar   string
	OpenRadar bool // too few members have a value on some axis

	Scale    template.HTML
	Traits   []traitRow
	Repeated int // traits left out, as they repeat another
	Unclear  int // traits left out, as figures and difference point different ways
	Rule     ruleView
	Overlaps []overlapRow

	Sure []pair

	Line     template.HTML
	NoLine   string
	Arrivals []flowRow
	Leavings []flowRow
	Span     string // what the movement is from and to
	NoFlow   string

	Notes []note

	// LongWho and LongWhy say that there is much on the first or the second sheet: it is printed smaller.
	LongWho, LongWhy bool
}

// tile is a headline figure.
type tile struct{ Name, Figure, Text string }

// action is what to do, and what it rests on.
type action struct {
	Pieces  []piece
	Because string
}

// persona puts one persona into words and drawings.
func (p *Paper) persona(x *persona.Persona) personaView {
	n := p.notes(x)
	v := personaView{ID: x.ID, Ink: ink(x.ID), Name: x.Name, Stage: x.Stage, Tiles: p.tiles(x),
		Narrative: n.told, Actions: n.todo, Notes: n.list, LongWho: n.wordy(), LongWhy: n.heavy(x)}
	if len(v.Narrative) == 0 {
		v.Plainly = p.plainly(x)
	}
	v.Typical = x.Typical[:min(len(x.Typical), mostTypical)]
	p.standings(&v, x)
	p.traits(&v, x)
	v.Rule = p.ruleView(x.Rule)
	v.Overlaps = p.overlaps(x)
	v.Sure = p.sure(x)
	p.past(&v, x)
	return v
}

// ink is the colour of a persona, the same wherever it is drawn.
func ink(id int) int { return (id-1)%inks + 1 }

// tiles are the figures to remember a persona by.
func (p *Paper) tiles(x *persona.Persona) []tile {
	all := []tile{{"Contacts", Whole(int64(x.Size)), fmt.Sprintf("%s of all (%s)", Percent(x.Share.Value), between(x.Share))}}
	if p.Set.Totals.Revenue > 0 {
		rest := (p.Set.Totals.Revenue - x.Revenue) / float64(max(1, p.Set.Contacts-x.Size))
		all = append(all,
			tile{"Revenue", p.Money(x.Revenue), Percent(x.RevenueShare) + " of all revenue"},
			tile{"Revenue a head", p.Money(x.Revenue / float64(max(1, x.Size))), "the others " + p.Money(rest)})
	}
	return append(all, tile{"Stability", stability(x.Stability), "in resampled data"})
}

// plainly says the strongest traits, for a run that wrote no narrative.
func (p *Paper) plainly(x *persona.Persona) []string {
	var out []string
	for _, t := range x.Traits {
		if t.Repeats == "" && !contradicts(t) && len(out) < shownTraits {
			own, rest := p.medians(t)
			out = append(out, fmt.Sprintf("%s: %s, the others %s", t.Title, own, rest))
		}
	}
	return out
}

// because says what an action rests on ("metric: orders", "archetype: champions") in words.
func (p *Paper) because(of string) string {
	if name, ok := strings.CutPrefix(of, "archetype: "); ok {
		return "they come close to the archetype “" + name + "”"
	}
	return p.title(strings.TrimPrefix(of, "metric: "))
}

// title is a metric's title inside a sentence; its name where it is not known any more.
func (p *Paper) title(metric string) string {
	for _, d := range p.Metrics {
		if d.Name == metric {
			return persona.Plain(d.Title)
		}
	}
	return metric
}

// stability says in a word whether a persona comes back.
func stability(e stats.Estimate) string {
	switch {
	case e.Value >= 0.85:
		return "Very stable"
	case e.Value >= 0.75:
		return "Stable"
	case e.Value >= 0.6:
		return "Uncertain"
	default:
		return "Not to be trusted"
	}
}

// overlapRow is how far a persona meets the definition of an archetype.
type overlapRow struct{ Name, Definition, Meets, Rest string }

// isClose reports whether most members of a persona meet an archetype's definition.
func isClose(o persona.Overlap) bool { return o.Share.Value >= 0.5 }

func (p *Paper) overlaps(x *persona.Persona) []overlapRow {
	var rows []overlapRow
	for _, o := range x.Archetypes {
		if isClose(o) && len(rows) < mostOverlaps {
			rows = append(rows, overlapRow{o.Archetype, o.Definition,
				fmt.Sprintf("%s (%s)", Percent(o.Share.Value), between(o.Share)), Percent(o.RestShare.Value)})
		}
	}
	return rows
}

// ruleView is a rule in words, as text for a segment, and how well it does.
type ruleView struct {
	Words []string
	Code  string
	How   []string
}

func (p *Paper) ruleView(r persona.Rule) ruleView {
	var v ruleView
	var code []string
	for _, c := range r.Conditions {
		v.Words = append(v.Words, p.condition(c))
		code = append(code, conditionCode(c)...)
	}
	v.Code = strings.Join(code, " and ")
	if len(v.Words) > 0 {
		v.How = []string{
			fmt.Sprintf("It picks %s. %s of them are of this persona (%s).", count(r.Picks, "contact", "contacts"), upper(inHundred(r.Precision.Value)), between(r.Precision)),
			fmt.Sprintf("It finds %s of the persona's members (%s) and misses the rest.", inHundred(r.Recall.Value), between(r.Recall)),
			fmt.Sprintf("Rule and persona agree on %s contacts (%s).", inHundred(r.Fidelity.Value), between(r.Fidelity)),
		}
	}
	return v
}
