package report

import (
	"fmt"
	"html/template"
	"math"
	"strings"
)

// The radar's geometry.
const (
	radarW, radarH = 380.0, 318.0
	radarX, radarY = radarW / 2, radarH / 2
	radarR         = 96.0
	labelLetters   = 16
	labelLines     = 3
)

// radar draws where a persona stands in each metric: from the centre (0: below everyone) to the rim (100:
// above everyone), the ring of 50 being everyone together. A metric that too few members have is left open.
func radar(id, name string, all []Standing) template.HTML {
	d := begin(id, "radar", radarW, radarH, "Where "+name+" stand among all contacts", radarWords(all))
	for _, ring := range []float64{25, 50, 75, 100} {
		class := "ring"
		if ring == 50 {
			class = "ring middle"
		}
		d.circle(class, radarX, radarY, radarR*ring/100)
	}
	for i, s := range all {
		rim := spoke(i, len(all), 100)
		d.line("ring", radarX, radarY, rim.x, rim.y)
		axisLabel(d, i, len(all), s)
	}
	outline(d, all)
	for _, ring := range []float64{50, 100} { // the scale, between two spokes where nothing else is written
		angle := math.Pi / float64(len(all))
		r := radarR * ring / 100
		d.label("tick halo", "middle", radarX+r*math.Sin(angle), radarY-r*math.Cos(angle)+3.5, fmt.Sprintf("%.0f", ring))
	}
	return d.end()
}

// spoke is the point of a value on an axis; the first axis points up.
func spoke(i, n int, value float64) point {
	angle := 2 * math.Pi * float64(i) / float64(n)
	r := radarR * value / 100
	return point{radarX + r*math.Sin(angle), radarY - r*math.Cos(angle)}
}

// outline joins the known values; between two axes of which one is unknown there is no line.
func outline(d *drawing, all []Standing) {
	var points []point
	whole := true
	for i, s := range all {
		if math.IsNaN(s.Rank) {
			whole = false
			continue
		}
		points = append(points, spoke(i, len(all), s.Rank))
	}
	if whole {
		d.shape("polygon", "area", points)
	} else {
		for i := range all {
			j := (i + 1) % len(all)
			if !math.IsNaN(all[i].Rank) && !math.IsNaN(all[j].Rank) {
				d.shape("polyline", "outline", []point{spoke(i, len(all), all[i].Rank), spoke(j, len(all), all[j].Rank)})
			}
		}
	}
	for _, p := range points {
		d.circle("dot", p.x, p.y, 3.5)
	}
}

// axisLabel writes an axis's name and the value outside the rim.
func axisLabel(d *drawing, i, n int, s Standing) {
	value := "no value"
	if !math.IsNaN(s.Rank) {
		value = fmt.Sprintf("%.0f", s.Rank)
	}
	lines := append(wrapped(s.Title, labelLetters, labelLines), value)
	at, anchor := spoke(i, n, 110), "middle"
	switch dx := at.x - radarX; {
	case dx > 8:
		anchor = "start"
	case dx < -8:
		anchor = "end"
	}
	const height = 12.5
	// Above the centre a label grows upwards, below it downwards, at its height both ways.
	up := (1 - (at.y-radarY)/(radarR*1.1)) / 2
	y := at.y - up*height*float64(len(lines)) + height*0.8
	for j, line := range lines {
		class := "name"
		if j == len(lines)-1 {
			class = "value"
		}
		d.label(class, anchor, at.x, y+float64(j)*height, line)
	}
}

func radarWords(all []Standing) string {
	parts := make([]string, len(all))
	for i, s := range all {
		if math.IsNaN(s.Rank) {
			parts[i] = s.Title + ": too few have a value"
		} else {
			parts[i] = fmt.Sprintf("%s: %.0f", s.Title, s.Rank)
		}
	}
	return "Mean percentile rank of the members among all contacts who have a value, 0 to 100; everyone together is 50. " + strings.Join(parts, "; ") + "."
}
