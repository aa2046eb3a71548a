package report

import (
	"fmt"
	"io"
	"strings"

	"limner/segment"
)

// shownWays is how many moves from group to group are explained.
const shownWays = 12

// RFMMoves writes who went from which group to which between two instants, and why.
func (s Style) RFMMoves(w io.Writer, m *segment.Moves) error {
	p := printer{w: w}
	p.line("From %s to %s: %s of %s known then changed groups, %s came in", s.rfmDay(m.Since), s.rfmDay(m.AsOf),
		Whole(int64(m.Moved)), count(m.Known, "contact", "contacts"), Whole(int64(m.Grown)))
	if m.Unbuilt > 0 {
		p.line("Note: %s known then by events that were imported after the last build are left out: run `limner build`.", count(m.Unbuilt, "contact", "contacts"))
	}
	p.line("")
	rfmMatrix(&p, m)
	if m.Moved == 0 {
		return p.err
	}
	p.line("")
	p.line("Why: the thresholds are the same on both days, so every move comes from the contact's own orders, or from time")
	p.line("passing without one. Movers by the last threshold they crossed; one can cross several, for R, F and M:")
	for _, r := range m.Reasons {
		p.line("  %8s  %s", Whole(int64(r.Contacts)), s.rfmReason(r))
	}
	p.line("")
	for i, way := range m.Ways {
		if i == shownWays {
			p.line("  and %s by fewer contacts; --json lists them", count(len(m.Ways)-i, "move", "moves"))
			break
		}
		because := make([]string, len(way.Because))
		for i, b := range way.Because {
			because[i] = fmt.Sprintf("%s %s", b.What, Whole(int64(b.Contacts)))
		}
		p.line("  %8s  %s → %s: %s", Whole(int64(way.Contacts)), way.From, way.To, strings.Join(because, "; "))
	}
	return p.err
}

// rfmMatrix writes the matrix; groups of nobody at either instant are left out.
func rfmMatrix(p *printer, m *segment.Moves) {
	var rows, columns []int
	for i := range m.Groups {
		from, to := 0, m.New[i]
		for j := range m.Groups {
			from, to = from+m.Matrix[i][j], to+m.Matrix[j][i]
		}
		if from > 0 {
			rows = append(rows, i)
		}
		if to > 0 {
			columns = append(columns, i)
		}
	}
	line := fmt.Sprintf("%-22s", "from (down) to (across)")
	for _, j := range columns {
		line += fmt.Sprintf(" %*s", rfmWidth(m.Groups[j]), m.Groups[j])
	}
	p.line("%s", line)
	row := func(name string, counts []int) {
		line := fmt.Sprintf("%-23s", name)
		for _, j := range columns {
			text := "·"
			if counts[j] > 0 {
				text = Whole(int64(counts[j]))
			}
			line += fmt.Sprintf(" %*s", rfmWidth(m.Groups[j]), text)
		}
		p.line("%s", line)
	}
	for _, i := range rows {
		row(m.Groups[i], m.Matrix[i])
	}
	if m.Grown > 0 {
		row("not known then", m.New)
	}
}

func rfmWidth(name string) int { return max(6, len(name)) }

// rfmReason writes a threshold that movers crossed.
func (s Style) rfmReason(r segment.Reasoned) string {
	cut := s.Value(r.Threshold, rfmUnits[r.Dimension])
	switch {
	case r.First:
		return "first order"
	case r.Dimension == segment.Recency && r.Passed:
		return "R fell: days since last order passed " + cut
	case r.Dimension == segment.Recency:
		return "R rose: ordered again, last order at most " + cut + " ago"
	case r.Passed:
		return fmt.Sprintf("%s rose: %s passed %s", r.Dimension.Letter(), r.Dimension.Metric(), cut)
	default:
		return fmt.Sprintf("%s fell: %s is at most %s", r.Dimension.Letter(), r.Dimension.Metric(), cut)
	}
}

// RFMSteps writes where a contact stood from instant to instant, and what moved it.
func (s Style) RFMSteps(w io.Writer, x *segment.Steps) error {
	p := printer{w: w}
	p.line("%s", x.Contact)
	for _, step := range x.Steps {
		day := step.AsOf.In(s.zone()).Format("2 Jan 2006")
		if !step.Known {
			p.line("  %11s  not known yet", day)
			continue
		}
		move := ""
		if step.Moved {
			move = "→ "
		}
		p.line("  %11s  %s%s", day, move, s.rfmStep(step))
		for _, c := range step.Because {
			p.line("               %s", s.rfmCrossing(c))
		}
	}
	p.line("")
	s.rfmScores(&p, x.Thresholds)
	return p.err
}

func (s Style) rfmStep(step segment.Step) string {
	text := step.Group
	if step.Scores.Known() {
		text += " (" + step.Scores.String() + ")"
	}
	var values []string
	for d, v := range step.Values {
		if v != nil && step.Values[segment.Recency] != nil {
			values = append(values, [3]string{"last order ", "orders ", "revenue "}[d]+s.Value(*v, rfmUnits[d])+[3]string{" ago", "", ""}[d])
		}
	}
	if len(values) > 0 {
		text += ": " + strings.Join(values, ", ")
	}
	return text
}

// rfmCrossing writes why a score of a contact changed.
func (s Style) rfmCrossing(c segment.Crossing) string {
	letter := c.Dimension.Letter()
	if c.First() {
		return fmt.Sprintf("%s is %d: first order", letter, c.To)
	}
	is, cut := s.Value(c.Is, rfmUnits[c.Dimension]), s.Value(c.Threshold, rfmUnits[c.Dimension])
	text := fmt.Sprintf("%s %d → %d: ", letter, c.From, c.To)
	switch {
	case c.Dimension == segment.Recency && c.Passed:
		return text + is + " since last order passed " + cut
	case c.Dimension == segment.Recency:
		return text + "ordered again, " + is + " since last order is at most " + cut
	case c.Passed:
		return text + c.Dimension.Metric() + " " + is + " passed " + cut
	default:
		return text + c.Dimension.Metric() + " " + is + " is at most " + cut
	}
}
