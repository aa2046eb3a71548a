package report

import (
	"fmt"
	"math"
	"strings"
	"time"

	"limner/persona"
	"limner/stats"
)

// instant writes a moment with its zone: "10 December 2011 00:00 GMT".
func (s Style) instant(t time.Time) string { return t.In(s.zone()).Format("2 January 2006 15:04 MST") }

// settings says what the run was told, in a line.
func settings(s persona.Settings) string {
	var parts []string
	if s.K > 0 {
		parts = append(parts, fmt.Sprintf("%d personas asked for", s.K))
	} else {
		parts = append(parts, fmt.Sprintf("2 to %d personas, as the data choose", s.MaxK))
	}
	if len(s.Axes) > 0 {
		parts = append(parts, "told apart by "+strings.Join(s.Axes, ", "))
	}
	if s.ByStage {
		parts = append(parts, "within each lifecycle stage")
	}
	return strings.Join(parts, "; ")
}

// inHundred says a share as people count: "97 of 100", "fewer than 1 of 100".
func inHundred(x float64) string {
	n := math.Round(100 * x)
	switch {
	case math.IsNaN(x):
		return "an unknown number of 100"
	case n == 0 && x > 0:
		return "fewer than 1 of 100"
	case n == 100 && x < 1:
		return "more than 99 of 100"
	default:
		return fmt.Sprintf("%.0f of 100", n)
	}
}

// between writes the interval of a share: "96–98%", nothing where there is none.
func between(e stats.Estimate) string {
	if !e.Known() {
		return ""
	}
	lo, hi := Percent(e.Lo), Percent(e.Hi)
	if lo == hi {
		return lo
	}
	if !strings.ContainsAny(lo+hi, "<>−") {
		lo = strings.TrimSuffix(lo, "%")
	}
	return lo + "–" + hi
}

// apart says a standardised difference in words (Cohen 1988).
func apart(g float64) string {
	how := "higher"
	if g < 0 {
		how = "lower"
	}
	switch a := math.Abs(g); {
	case a >= 0.8:
		return "far " + how
	case a >= 0.5:
		return "clearly " + how
	default:
		return "somewhat " + how
	}
}

// clearness says a silhouette in words (Kaufman & Rousseeuw 1990).
func clearness(silhouette float64) string {
	switch {
	case silhouette >= 0.5:
		return "stands clearly apart from the others"
	case silhouette >= 0.25:
		return "is recognisable, but its edges run into its neighbours"
	default:
		return "runs into its neighbours: it divides the contacts where there is no gap between them"
	}
}

// sentence makes a text end as a sentence does.
func sentence(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".!?:") {
		return text
	}
	return text + "."
}

// joined writes a list as one would say it: "a, b and c".
func joined(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
