package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"limner/metric"
	"limner/segment"
)

// rfmUnits are those of the three values that RFM scores.
var rfmUnits = [3]metric.Unit{metric.Days, metric.Count, metric.Money}

// RFM writes how a population divides into RFM groups.
func (s Style) RFM(w io.Writer, x *segment.Standing) error {
	p := printer{w: w}
	p.line("%s as of %s: %s, %s", count(x.Contacts, "contact", "contacts"), s.rfmDay(x.AsOf), count(x.Buyers, "buyer", "buyers"), s.Money(x.Revenue))
	p.line("")
	if x.Buyers == 0 {
		rfmNobody(&p)
		return p.err
	}
	s.rfmScores(&p, x.Thresholds)
	p.line("%-22s %8s %6s %12s %6s   %s", "", "contacts", "share", "revenue", "share", "medians: last order, orders, revenue")
	for _, g := range x.Groups {
		if g.Size > 0 || g.Other == "" && x.Thresholds.Known() {
			p.line("%s", strings.TrimRight(fmt.Sprintf("%-22s %8s %6s %12s %6s   %s", g.Name, Whole(int64(g.Size)), Percent(g.Share),
				s.Money(g.Revenue), Percent(g.RevenueShare), s.rfmMedians(g)), " "))
		}
	}
	p.line("")
	for _, g := range x.Groups {
		if g.Size > 0 {
			p.line("  %-22s %s", g.Name, strings.TrimRight(fmt.Sprintf("%-14s %s", rfmSpans(g.Group), g.Means), " "))
		}
	}
	if x.Thresholds.Known() {
		p.line("The first group whose scores fit takes a contact. Where the thresholds come from: limner rfm thresholds")
	}
	return p.err
}

func rfmNobody(p *printer) {
	p.line("Nobody had ordered by then, so recency, frequency and monetary value have nothing to say.")
	p.line("If orders go by another name in your data, `limner events map NAME order` says so.")
}

func (s Style) rfmDay(t time.Time) string { return t.In(s.zone()).Format("2 January 2006 15:04 MST") }

// rfmMedians writes the medians of a group of buyers.
func (s Style) rfmMedians(g segment.GroupSize) string {
	var parts []string
	for d, m := range g.Medians {
		if m == nil {
			return "" // nobody, or nobody with an order
		}
		parts = append(parts, s.Value(*m, rfmUnits[d]))
	}
	return strings.Join(parts, ", ")
}

// rfmSpans writes the scores that a group takes: "R5 F4–5 M4–5".
func rfmSpans(g segment.Group) string {
	var parts []string
	for d, span := range []segment.Span{g.R, g.F, g.M} {
		letter := segment.Dimension(d).Letter()
		switch {
		case g.Other != "" || span.Lo == 1 && span.Hi == 5:
		case span.Lo == span.Hi:
			parts = append(parts, fmt.Sprintf("%s%d", letter, span.Lo))
		default:
			parts = append(parts, fmt.Sprintf("%s%d–%d", letter, span.Lo, span.Hi))
		}
	}
	return strings.Join(parts, " ")
}

// RFMMonths writes the sizes of the groups at several instants, side by side.
func (s Style) RFMMonths(w io.Writer, months []*segment.Standing) error {
	p := printer{w: w}
	last := months[len(months)-1]
	if last.Buyers == 0 {
		rfmNobody(&p)
		return p.err
	}
	line := fmt.Sprintf("%-22s", "contacts as of")
	for _, m := range months {
		line += fmt.Sprintf(" %11s", m.AsOf.In(s.zone()).Format("2 Jan 2006"))
	}
	p.line("%s", line)
	for i, g := range last.Groups {
		line, most := fmt.Sprintf("%-22s", g.Name), 0
		for _, m := range months {
			line += fmt.Sprintf(" %11s", Whole(int64(m.Groups[i].Size)))
			most = max(most, m.Groups[i].Size)
		}
		if most > 0 {
			p.line("%s", line)
		}
	}
	line = fmt.Sprintf("%-22s", "all")
	for _, m := range months {
		line += fmt.Sprintf(" %11s", Whole(int64(m.Contacts)))
	}
	p.line("%s", line)
	p.line("By the thresholds of today throughout: what changed is what people did, not the yardstick.")
	return p.err
}
