package report

import (
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"

	"limner/event"
	"limner/metric"
	"limner/portrait"
	"limner/warehouse"
)

// Portrait writes a contact's portrait: what is known, since and until when, and the last few of the
// events behind each number.
func (s Style) Portrait(w io.Writer, c *portrait.Contact, events int) error {
	p := printer{w: w}
	p.line("%s as of %s: %s", c.Key, c.AsOf.In(s.zone()).Format("2 January 2006 15:04 MST"), count(c.Events, "event", "events"))
	if c.Later > 0 {
		p.line("(%s after that, not looked at)", count(c.Later, "event", "events"))
	}
	family, behind := "", ""
	for _, v := range c.Values {
		if math.IsNaN(v.X) || nothing(v) {
			continue
		}
		because := s.because(v, events)
		if because != behind || v.Family != family {
			p.behind(behind)
		}
		if v.Family != family {
			family = v.Family
			p.line("")
			p.line("%s", family)
		}
		behind = because
		p.line("  %-34s %s%s", v.Metric, s.shown(v), s.until(v))
	}
	p.behind(behind)
	return p.err
}

// behind writes the events behind the values above it, which they share.
func (p *printer) behind(events string) {
	if events != "" {
		p.line("      from %s", events)
	}
}

// nothing reports whether a value says only that something never happened.
func nothing(v portrait.Value) bool { return v.X == 0 && v.Text == "" && len(v.Because) == 0 }

func (s Style) shown(v portrait.Value) string {
	if v.Text != "" {
		return v.Text
	}
	return s.Value(v.X, v.Unit)
}

func (s Style) until(v portrait.Value) string {
	if v.Until == nil {
		return ""
	}
	return "  (until " + v.Until.In(s.zone()).Format("2 Jan 2006 15:04") + ")"
}

// because says the last few of the events behind a value.
func (s Style) because(v portrait.Value, events int) string {
	if events <= 0 || len(v.Because) == 0 {
		return ""
	}
	from := max(0, len(v.Because)-events)
	parts := []string{}
	for _, f := range v.Because[from:] {
		parts = append(parts, s.fact(f))
	}
	more := ""
	if from > 0 {
		more = fmt.Sprintf(" and %s before", count(from, "event", "events"))
	}
	return strings.Join(parts, "; ") + more
}

func (s Style) fact(f portrait.Fact) string {
	text := f.Name
	if f.Subject != "" {
		text += " " + f.Subject
	}
	if f.Amount != "" {
		text += " " + f.Amount
	}
	if f.Time.Equal(event.Timeless) {
		return text
	}
	return f.Time.In(s.zone()).Format("2 Jan 2006 15:04") + " " + text
}

// Metrics writes the catalogue: every metric's name, unit and exact definition.
func (s Style) Metrics(w io.Writer, defs []metric.Definition) error {
	p := printer{w: w}
	family := ""
	for _, d := range defs {
		if d.Family != family {
			family = d.Family
			p.line("%s", family)
		}
		p.line("  %s (%s): %s", d.Name, d.Unit, d.Title)
		p.line("      %s", d.Doc)
		if d.Source != "" && d.Source != "own" {
			p.line("      Source: %s", d.Source)
		}
	}
	return p.err
}

// Names writes the event names.
func (s Style) Names(w io.Writer, names []warehouse.NameCount) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "name\tmeans\tevents\tcontacts\tfirst\tlast")
	for _, n := range names {
		first := n.First.In(s.zone()).Format("2006-01-02")
		if n.First.Equal(event.Timeless) {
			first = "–"
		}
		last := n.Last.In(s.zone()).Format("2006-01-02")
		if n.Last.Equal(event.Timeless) {
			last = "–"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", n.Name, n.Kind, Whole(n.Events), Whole(n.Contacts), first, last)
	}
	return t.Flush()
}
