package report

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"limner/persona"
)

// overviewView is the first pages of a report.
type overviewView struct {
	Lead       string
	Rows       []overviewRow
	HasRevenue bool
	Divisions  []divisionView
	Notes      []string
	Limits     []string
	Matrix     *matrixView
	NoMatrix   string
	Archetypes []archetypeRow
	Meetings   []meetingRow // where there are no personas
}

// overviewRow is one persona in the table of all.
type overviewRow struct {
	ID, Ink                       int
	Name, Stage                   string
	Contacts, Share, Interval     string
	Revenue, RevenueShare, Stable string
	Bar, RevenueBar               template.HTML
	Borderline                    string
}

// divisionView is why a part of the population has this number of personas.
type divisionView struct {
	Title  string
	Axes   string
	Reason []string
	Trade  []tradeRow
}

// tradeRow is what one number of personas would cost.
type tradeRow struct {
	K, Silhouette, Gap, Chance, Least, Smallest, Holds string
	Chosen                                             bool
}

// meetingRow is how many contacts meet an archetype's definition.
type meetingRow struct{ Name, Definition, Meets, Share, Revenue string }

// archetypeRow is who meets the definition of an archetype of the library.
type archetypeRow struct {
	Name, Definition, Of, Share string
	ID, Ink                     int
	Persona                     string
}

func (p *Paper) overview() *overviewView {
	s := p.Set
	v := &overviewView{HasRevenue: s.Totals.Revenue > 0, Limits: p.limits()}
	v.Lead = fmt.Sprintf("%s as of %s", count(s.Contacts, "contact", "contacts"), p.instant(s.AsOf))
	switch len(s.Personas) {
	case 0:
		v.Lead += ". No personas were found; the reason stands below."
	default:
		v.Lead += ": " + count(len(s.Personas), "persona", "personas") + "."
	}
	for i := range s.Personas {
		v.Rows = append(v.Rows, p.overviewRow(&s.Personas[i]))
	}
	for i := range s.Divisions {
		v.Divisions = append(v.Divisions, p.divisionView(&s.Divisions[i]))
	}
	for _, n := range s.Notes {
		v.Notes = append(v.Notes, upper(sentence(n)))
	}
	v.Archetypes = p.archetypes()
	v.Meetings = p.meetings()
	p.matrix(v)
	return v
}

func (p *Paper) overviewRow(x *persona.Persona) overviewRow {
	return overviewRow{
		ID: x.ID, Ink: ink(x.ID), Name: x.Name, Stage: x.Stage,
		Contacts: Whole(int64(x.Size)), Share: Percent(x.Share.Value), Interval: between(x.Share),
		Revenue: p.Money(x.Revenue), RevenueShare: Percent(x.RevenueShare),
		Stable: fmt.Sprintf("%s (%.2f)", stability(x.Stability), x.Stability.Value),
		Bar:    shareBar("mark", x.Share.Value), RevenueBar: shareBar("mark", x.RevenueShare),
	}
}

func (p *Paper) divisionView(d *persona.Division) divisionView {
	v := divisionView{Title: "Everyone", Axes: p.axesInWords(d)}
	if d.Stage != "" {
		v.Title = "Stage " + d.Stage + ", " + count(d.Contacts, "contact", "contacts")
	}
	v.Reason = strings.SplitAfter(d.Choice.Reason, ". ")
	if len(d.Choice.Candidates) < 2 {
		return v
	}
	for _, c := range d.Choice.Candidates {
		row := tradeRow{fmt.Sprint(c.K), fmt.Sprintf("%.3f", c.Silhouette.Mean.Value), fmt.Sprintf("%.3f", c.Gap.Value),
			fmt.Sprintf("%.3f ± %.3f", c.Excess, c.ExcessSD), fmt.Sprintf("%.2f", c.LeastJaccard),
			Whole(int64(smallest(c.Sizes))), "yes", len(d.IDs) == c.K}
		if !c.Holds {
			row.Holds = "no: " + c.Note
		}
		v.Trade = append(v.Trade, row)
	}
	return v
}

// axesInWords lists what contacts were told apart by, by their titles.
func (p *Paper) axesInWords(d *persona.Division) string {
	names := make([]string, len(d.Axes))
	for i, a := range d.Axes {
		names[i] = p.title(a.Metric)
	}
	return joined(names)
}

// archetypes lists the library's definitions that most members of a persona meet, each with the persona closest
// to it.
func (p *Paper) archetypes() []archetypeRow {
	var rows []archetypeRow
	best := map[string]float64{}
	for _, x := range p.Set.Personas {
		for _, o := range x.Archetypes {
			if !isClose(o) {
				continue
			}
			row := archetypeRow{o.Archetype, o.Definition, Whole(int64(o.Of)),
				fmt.Sprintf("%s (%s)", Percent(o.Share.Value), between(o.Share)), x.ID, ink(x.ID), x.Name}
			at := slices.IndexFunc(rows, func(r archetypeRow) bool { return r.Name == o.Archetype })
			switch {
			case at < 0:
				rows = append(rows, row)
			case o.Jaccard > best[o.Archetype]:
				rows[at] = row
			default:
				continue
			}
			best[o.Archetype] = o.Jaccard
		}
	}
	return rows
}

// meetings lists who meets the library's definitions, where there are no personas to compare with.
func (p *Paper) meetings() []meetingRow {
	var rows []meetingRow
	if len(p.Set.Personas) > 0 {
		return rows
	}
	for _, m := range p.Set.Archetypes {
		rows = append(rows, meetingRow{m.Archetype, m.Definition, Whole(int64(m.Meets)),
			fmt.Sprintf("%s (%s)", Percent(m.Share.Value), between(m.Share)), p.Money(m.Revenue)})
	}
	return rows
}

// limits are what a reader should know before acting.
func (p *Paper) limits() []string {
	return []string{
		"Nothing that happened after " + p.instant(p.Set.AsOf) + " was looked at.",
		"Personas describe what contacts did. That an action will work does not follow: try it on a part of a persona, and compare with the rest.",
		"Intervals are at 95%. Those of differences hold for all comparisons of the report at once.",
	}
}

func (p *Paper) day(t time.Time) string { return t.In(p.zone()).Format("2 January 2006") }
