package report

import (
	"fmt"
	"html/template"
	"slices"

	"limner/persona"
)

// flowRow is contacts who came from or went to one persona.
type flowRow struct {
	ID, Ink       int // 0: none
	Name          string
	Contacts      string
	Share         string
	Bar           template.HTML
	Because       string
	contacts, all int
}

// past fills in a persona's size over time and its movement, or says what is missing for them.
func (p *Paper) past(v *personaView, x *persona.Persona) {
	if counts := pastOf(p.Sizes, x.ID); counts != nil {
		v.Line = p.sizeLine(fmt.Sprintf("line-%d", x.ID), x.Name, p.Sizes.At, counts)
	} else {
		v.NoLine = fmt.Sprintf("The size over time is not drawn: it takes %d month ends or more of history.", fewestMonths)
	}
	m := p.Movement
	if m == nil || m.Known == 0 || !slices.Contains(m.IDs, x.ID) {
		v.NoFlow = "Who came and who left is not known: there is no earlier instant to compare with."
		return
	}
	v.Span = fmt.Sprintf("from %s to %s", p.day(m.From), p.day(m.To))
	most := mostFlows
	if v.LongWhy {
		most = fewFlows
	}
	v.Arrivals, v.Leavings = p.arrivals(m, x.ID, most), p.leavings(m, x.ID, most)
}

// arrivals is where the members of now were before: here already, elsewhere, or not known yet.
func (p *Paper) arrivals(m *persona.Movement, id, most int) []flowRow {
	col := slices.Index(m.IDs, id)
	all := m.Newcomers[col]
	for i := range m.IDs {
		all += m.Counts[i][col]
	}
	rows := []flowRow{{ID: id, Name: "Already here", contacts: m.Counts[col][col], all: all}}
	rows = append(rows, p.flows(m, all, most, func(f persona.Flow) (int, bool) { return f.From, f.To == id })...)
	return p.finish(append(rows, flowRow{Name: "New contacts", contacts: m.Newcomers[col], all: all}))
}

// leavings is where the members of then are now.
func (p *Paper) leavings(m *persona.Movement, id, most int) []flowRow {
	row := slices.Index(m.IDs, id)
	all := 0
	for j := range m.IDs {
		all += m.Counts[row][j]
	}
	rows := []flowRow{{ID: id, Name: "Still here", contacts: m.Counts[row][row], all: all}}
	return p.finish(append(rows, p.flows(m, all, most, func(f persona.Flow) (int, bool) { return f.To, f.From == id })...))
}

// flows are the largest moves that concern a persona, the others added up.
func (p *Paper) flows(m *persona.Movement, all, most int, other func(persona.Flow) (id int, ok bool)) []flowRow {
	var rows []flowRow
	rest := flowRow{Name: "Other personas", all: all}
	for _, f := range m.Flows {
		id, ok := other(f)
		switch {
		case !ok:
		case len(rows) < most:
			rows = append(rows, flowRow{ID: id, Name: p.nameOf(id), contacts: f.Contacts, all: all})
		default:
			rest.contacts += f.Contacts
		}
	}
	if rest.contacts > 0 {
		rows = append(rows, rest)
	}
	return rows
}

// finish writes the figures of rows, leaving out those of nobody.
func (p *Paper) finish(rows []flowRow) []flowRow {
	rows = slices.DeleteFunc(rows, func(r flowRow) bool { return r.contacts == 0 })
	for i := range rows {
		r := &rows[i]
		share := float64(r.contacts) / float64(max(1, r.all))
		r.Contacts, r.Share = Whole(int64(r.contacts)), Percent(share)
		r.Bar = shareBar("mark", share)
		if r.ID > 0 {
			r.Ink = ink(r.ID)
		}
	}
	return rows
}

func (p *Paper) nameOf(id int) string {
	if x := p.Set.Find(id); x != nil {
		return x.Name
	}
	return "No persona"
}
