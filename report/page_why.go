package report

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"

	"limner/metric"
	"limner/persona"
)

// standingRow is a row of the table beside a radar.
type standingRow struct{ Title, Own, Everyone, Rank string }

// standings fills in the radar and its table, or what is missing for them.
func (p *Paper) standings(v *personaView, x *persona.Persona) {
	m, ok := p.Measured[x.ID]
	switch {
	case !ok:
		v.NoRadar = "Where these contacts stand among all others cannot be drawn: the data have changed since this run. `limner build` brings both up to date."
		return
	case len(m.Standings) < fewestAxes:
		v.NoRadar = fmt.Sprintf("Where these contacts stand among all others is not drawn: that takes at least %d measures known of enough contacts, and there are %d.", fewestAxes, len(m.Standings))
	default:
		v.Radar = radar(fmt.Sprintf("radar-%d", x.ID), x.Name, m.Standings)
	}
	for _, s := range m.Standings {
		row := standingRow{s.Title, p.Value(s.Median, s.Unit), p.Value(s.Everyone, s.Unit), "–"}
		if math.IsNaN(s.Rank) {
			v.OpenRadar = true
		} else {
			row.Rank = fmt.Sprintf("%.0f", s.Rank)
		}
		v.Standings = append(v.Standings, row)
	}
}

// traitRow is a row of the table of differences.
type traitRow struct {
	Title, Own, Rest, Words, Figure string
	Bar                             template.HTML
}

// traits fills in the most telling traits; those that only repeat a stronger one are counted.
func (p *Paper) traits(v *personaView, x *persona.Persona) {
	var shown []persona.Trait
	most := mostTraits
	if v.LongWhy {
		most = fewTraits
	}
	for _, t := range x.Traits {
		switch {
		case t.Repeats != "":
			v.Repeated++
		case contradicts(t):
			v.Unclear++
		case len(shown) < most:
			shown = append(shown, t)
		}
	}
	scale := scaleFor(shown)
	v.Scale = scale.axis()
	for i, t := range shown {
		own, rest := p.medians(t)
		v.Traits = append(v.Traits, traitRow{
			Title: t.Title, Own: own, Rest: rest, Words: apart(t.Difference.Value),
			Figure: fmt.Sprintf("%s %s", figure(t.Difference.Value), Interval(t.Difference.Lo, t.Difference.Hi)),
			Bar:    scale.bar(fmt.Sprintf("bar-%d-%d", x.ID, i+1), t.Title, t.Difference),
		})
	}
}

// medians writes the two sides of a trait: medians, or means where the medians are the same.
func (p *Paper) medians(t persona.Trait) (own, rest string) {
	own, rest = p.Value(t.Median, t.Unit), p.Value(t.RestMedian, t.Unit)
	if own == rest {
		own, rest = p.Value(t.Mean, t.Unit)+" (mean)", p.Value(t.RestMean, t.Unit)+" (mean)"
	}
	return own, rest
}

// contradicts reports whether the figures that would be shown point the other way than the difference: of a
// skewed metric many small values can outweigh a few large ones. A row that says both confuses.
func contradicts(t persona.Trait) bool {
	shown := t.Median - t.RestMedian
	if shown == 0 {
		shown = t.Mean - t.RestMean
	}
	return shown*t.Difference.Value < 0
}

// conditionCode writes a condition in the language of segments: "orders > 5".
func conditionCode(c persona.Condition) []string {
	lo, hi := float64(c.Above), float64(c.UpTo)
	var parts []string
	if math.IsInf(lo, 1) {
		return []string{c.Metric + " is missing"}
	}
	if !math.IsInf(lo, -1) {
		parts = append(parts, c.Metric+" > "+literal(lo, c.Unit))
	}
	if !math.IsInf(hi, 1) {
		parts = append(parts, c.Metric+" <= "+literal(hi, c.Unit))
	}
	if len(parts) == 0 {
		parts = []string{c.Metric + " is known"}
	}
	if c.Missing {
		return []string{"(" + strings.Join(parts, " and ") + " or " + c.Metric + " is missing)"}
	}
	return parts
}

// literal writes a threshold exactly; a share is written as a percentage.
func literal(x float64, u metric.Unit) string {
	if u == metric.Share {
		return strconv.FormatFloat(math.Round(x*1e6)/1e4, 'f', -1, 64) + "%"
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// upper makes the first letter of a sentence a capital.
func upper(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
