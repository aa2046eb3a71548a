package report

import (
	"fmt"
	"html"
	"html/template"
	"math"
	"strings"
)

// drawing is an SVG picture in the making. Colours come from the page's classes, so that one drawing
// serves light, dark and print; text goes through label and caption, which escape it.
type drawing struct {
	strings.Builder
	id string // of the drawing on its page
}

// begin opens a drawing with its text alternative.
func begin(id, class string, w, h float64, title, desc string) *drawing {
	d := &drawing{id: id}
	fmt.Fprintf(d, `<svg class="chart %s" id="%s" viewBox="0 0 %g %g" role="img" aria-labelledby="%s-t %s-d"><title id="%s-t">%s</title><desc id="%s-d">%s</desc>`,
		class, id, w, h, id, id, id, html.EscapeString(title), id, html.EscapeString(desc))
	return d
}

func (d *drawing) end() template.HTML {
	d.WriteString("</svg>")
	return template.HTML(d.String())
}

func (d *drawing) line(class string, x1, y1, x2, y2 float64) {
	fmt.Fprintf(d, `<line class="%s" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, class, x1, y1, x2, y2)
}

func (d *drawing) rect(class string, x, y, w, h float64) {
	fmt.Fprintf(d, `<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, class, x, y, w, h)
}

func (d *drawing) circle(class string, x, y, r float64) {
	fmt.Fprintf(d, `<circle class="%s" cx="%.1f" cy="%.1f" r="%.1f"/>`, class, x, y, r)
}

// shape draws a closed figure (polygon) or a line (polyline) through points.
func (d *drawing) shape(kind, class string, points []point) {
	fmt.Fprintf(d, `<%s class="%s" points="`, kind, class)
	for i, p := range points {
		if i > 0 {
			d.WriteByte(' ')
		}
		fmt.Fprintf(d, "%.1f,%.1f", p.x, p.y)
	}
	d.WriteString(`"/>`)
}

// label writes text; anchor is start, middle or end.
func (d *drawing) label(class, anchor string, x, y float64, text string) {
	fmt.Fprintf(d, `<text class="%s" text-anchor="%s" x="%.1f" y="%.1f">%s</text>`, class, anchor, x, y, html.EscapeString(text))
}

type point struct{ x, y float64 }

// wrapped breaks a text into lines of about so many letters; what does not fit into the last line is cut
// with an ellipsis.
func wrapped(text string, width, lines int) []string {
	var out []string
	for word := range strings.FieldsSeq(text) {
		last := len(out) - 1
		if last >= 0 && len([]rune(out[last]))+1+len([]rune(word)) <= width {
			out[last] += " " + word
		} else {
			out = append(out, word)
		}
	}
	if len(out) > lines {
		out = append(out[:lines-1], strings.Join(out[lines-1:], " "))
	}
	for i, line := range out {
		if r := []rune(line); len(r) > width+4 {
			out[i] = strings.TrimRight(string(r[:width+3]), " ") + "…"
		}
	}
	return out
}

// ticks are round numbers from lo to hi, about so many steps of them.
func ticks(lo, hi float64, steps int) []float64 {
	if !(hi > lo) {
		return []float64{lo}
	}
	rough := (hi - lo) / float64(steps)
	unit := math.Pow(10, math.Floor(math.Log10(rough)))
	step := unit
	for _, m := range []float64{1, 2, 5, 10} {
		if step = m * unit; step >= rough {
			break
		}
	}
	var out []float64
	for i := math.Floor(lo / step); ; i++ {
		out = append(out, i*step)
		if i*step >= hi {
			return out
		}
	}
}
