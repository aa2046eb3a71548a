package report

import (
	"fmt"
	"html/template"
	"math"
	"time"

	"limner/persona"
)

// The geometry of a persona's size over time.
const (
	lineW, lineH         = 300.0, 135.0
	lineLeft, lineRight  = 40.0, 22.0
	lineTop, lineBottom  = 16.0, 24.0
	fewestMonths         = 3 // fewer make no line
	monthLabels          = 4 // at the most, under the line
	valueAbove, dotSpace = 8.0, 3.0
)

// sizeLine draws how many were of a persona at each instant, on a scale that begins at zero.
func (s Style) sizeLine(id, name string, at []time.Time, counts []int) template.HTML {
	most := 0
	for _, n := range counts {
		most = max(most, n)
	}
	scale := ticks(0, float64(max(1, most)), 3)
	top := scale[len(scale)-1]
	y := func(n float64) float64 { return lineH - lineBottom - (lineH-lineTop-lineBottom)*n/top }
	first, span := at[0], at[len(at)-1].Sub(at[0]).Hours()
	x := func(t time.Time) float64 { return lineLeft + (lineW-lineLeft-lineRight)*t.Sub(first).Hours()/span }

	d := begin(id, "line", lineW, lineH, "How many are "+name+" over time", s.sizeWords(at, counts))
	for _, t := range scale {
		if t == math.Trunc(t) {
			d.line("grid", lineLeft, y(t), lineW-lineRight, y(t))
			d.label("tick", "end", lineLeft-6, y(t)+3.5, Whole(int64(t)))
		}
	}
	points := make([]point, len(at))
	for i, n := range counts {
		points[i] = point{x(at[i]), y(float64(n))}
	}
	d.shape("polyline", "outline", points)
	every := (len(at) + monthLabels - 1) / monthLabels
	for i, p := range points {
		d.circle("dot", p.x, p.y, dotSpace)
		if (len(at)-1-i)%every == 0 {
			d.label("tick", "middle", p.x, lineH-8, s.month(at[i]))
		}
	}
	last := len(points) - 1
	d.label("value halo", "end", points[last].x+dotSpace, points[last].y-valueAbove, Whole(int64(counts[last])))
	return d.end()
}

// month names an instant by its day: the beginning of a month is the end of the one before.
func (s Style) month(t time.Time) string {
	t = t.In(s.zone())
	if t.Day() == 1 && t.Hour() == 0 {
		return t.AddDate(0, 0, -1).Format("Jan 06")
	}
	return t.Format("2 Jan 06")
}

func (s Style) sizeWords(at []time.Time, counts []int) string {
	last := len(at) - 1
	low, high := counts[0], counts[0]
	for _, n := range counts {
		low, high = min(low, n), max(high, n)
	}
	return fmt.Sprintf("From %s at the end of %s to %s on %s; between %s and %s.",
		Whole(int64(counts[0])), s.month(at[0]), Whole(int64(counts[last])), at[last].In(s.zone()).Format("2 January 2006"),
		Whole(int64(low)), Whole(int64(high)))
}

// pastOf is a persona's size at each instant, nil when the past is too short to draw.
func pastOf(z *persona.Sizes, id int) []int {
	if z == nil || len(z.At) < fewestMonths {
		return nil
	}
	for i, own := range z.IDs {
		if own == id && len(z.Counts[i]) == len(z.At) {
			return z.Counts[i]
		}
	}
	return nil
}
