package report

import (
	"fmt"
	"html/template"
	"math"
	"strconv"

	"limner/persona"
	"limner/stats"
)

// The geometry of a difference bar; all bars of a table share one scale.
const (
	barW, barH = 200.0, 20.0
	barPad     = 8.0 // so that the numbers at the ends of the scale are not cut
	barSteps   = 5   // of the scale, about
)

// barScale is the scale that the difference bars of a persona share.
type barScale struct{ lo, hi float64 }

// scaleFor holds all the intervals and zero, and ends in round numbers.
func scaleFor(all []persona.Trait) barScale {
	lo, hi := 0.0, 0.0
	for _, t := range all {
		for _, x := range []float64{t.Difference.Value, t.Difference.Lo, t.Difference.Hi} {
			if !math.IsNaN(x) && !math.IsInf(x, 0) {
				lo, hi = min(lo, x), max(hi, x)
			}
		}
	}
	ends := ticks(lo, hi, barSteps)
	return barScale{ends[0], ends[len(ends)-1]}
}

func (s barScale) at(x float64) float64 {
	if s.hi == s.lo {
		return barW / 2
	}
	x = min(max(x, s.lo), s.hi)
	return barPad + (barW-2*barPad)*(x-s.lo)/(s.hi-s.lo)
}

// axis draws the scale's numbers, for the head of the column.
func (s barScale) axis() template.HTML {
	d := &drawing{}
	fmt.Fprintf(d, `<svg class="chart axis" viewBox="0 0 %g 14" aria-hidden="true">`, barW)
	for _, t := range ticks(s.lo, s.hi, barSteps) {
		d.label("tick", "middle", s.at(t), 10, signed(t))
	}
	return d.end()
}

// bar draws a difference from zero, and its interval as a line across.
func (s barScale) bar(id, title string, e stats.Estimate) template.HTML {
	d := begin(id, "bar", barW, barH, title,
		fmt.Sprintf("Difference %s standard deviations, interval %s.", figure(e.Value), Interval(e.Lo, e.Hi)))
	for _, t := range ticks(s.lo, s.hi, barSteps) {
		d.line("grid", s.at(t), 0, s.at(t), barH)
	}
	from, to := s.at(min(0, e.Value)), s.at(max(0, e.Value))
	d.rect("mark", from, 5, max(1, to-from), barH-10)
	d.line("zero", s.at(0), 0, s.at(0), barH)
	lo, hi := s.at(e.Lo), s.at(e.Hi)
	d.line("whisker", lo, barH/2, hi, barH/2)
	d.line("whisker", lo, barH/2-3, lo, barH/2+3)
	d.line("whisker", hi, barH/2-3, hi, barH/2+3)
	return d.end()
}

// signed writes a number of a scale with a proper minus.
func signed(x float64) string {
	text := strconv.FormatFloat(math.Abs(x), 'g', 3, 64)
	if x < 0 {
		return "−" + text
	}
	return text
}

// share draws a part of a whole as a bar; the figure stands beside it.
func shareBar(class string, x float64) template.HTML {
	d := &drawing{}
	d.WriteString(`<svg class="chart share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">`)
	d.rect("whole", 0, 0, 100, 10)
	d.rect(class, 0, 0, 100*min(max(x, 0), 1), 10)
	return d.end()
}
