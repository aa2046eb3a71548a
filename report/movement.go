package report

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"limner/persona"
)

// notable is the share of all known contacts from which a move is told.
const notable = 0.01

// Movement writes who moved between personas from one instant to another.
func (s Style) Movement(w io.Writer, m *persona.Movement) error {
	p := printer{w: w}
	p.line("From %s to %s, by the personas of run %d: %s known at both, %s of them moved [%s–%s]", s.day(m.From), s.day(m.To), m.Run,
		count(m.Known, "contact", "contacts"), Percent(m.Moved.Value), Percent(m.Moved.Lo), Percent(m.Moved.Hi))
	if m.Known == 0 {
		p.line("Nobody was known on %s: there is nothing to compare with.", s.day(m.From))
	}
	p.line("")
	if p.err == nil {
		p.err = s.matrix(w, m)
	}
	s.flows(&p, m)
	return p.err
}

// matrix writes the counts, a row each persona as it was, with their share of the row.
func (s Style) matrix(w io.Writer, m *persona.Movement) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(t, "then \\ now\t")
	for _, id := range m.IDs {
		fmt.Fprintf(t, "%s\t", numbered(id))
	}
	fmt.Fprintln(t, "all\t")
	for i, id := range m.IDs {
		row(t, numbered(id), m.Counts[i])
	}
	row(t, "newcomers", m.Newcomers)
	if err := t.Flush(); err != nil {
		return err
	}
	p := printer{w: w}
	p.line("")
	for i, id := range m.IDs {
		p.line("  %s  %s", numbered(id), m.Names[i])
	}
	return p.err
}

func numbered(id int) string {
	if id == 0 {
		return "none"
	}
	return fmt.Sprintf("%d.", id)
}

func row(w io.Writer, name string, counts []int) {
	all := 0
	for _, n := range counts {
		all += n
	}
	cells := make([]string, len(counts))
	for j, n := range counts {
		cells[j] = "–"
		if n > 0 {
			cells[j] = fmt.Sprintf("%s (%s)", Whole(int64(n)), Percent(float64(n)/float64(all)))
		}
	}
	fmt.Fprintf(w, "%s\t%s\t%s\t\n", name, strings.Join(cells, "\t"), Whole(int64(all)))
}

// flows writes the moves of note with their reasons.
func (s Style) flows(p *printer, m *persona.Movement) {
	told, small := 0, 0
	for _, f := range m.Flows {
		if float64(f.Contacts) < notable*float64(m.Known) {
			small += f.Contacts
			continue
		}
		if told == 0 {
			p.line("")
		}
		told++
		p.line("%s → %s: %s (%s of %s), who had brought in %s by then", numbered(f.From), numbered(f.To), count(f.Contacts, "contact", "contacts"),
			Percent(f.Share.Value), numbered(f.From), s.Money(f.Revenue))
		if why := s.pushes(f.Because); why != "" {
			p.line("      %s (medians)", why)
		}
	}
	if small > 0 {
		p.line("%s moved in smaller numbers.", count(small, "other contact", "other contacts"))
	}
}
