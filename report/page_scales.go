package report

import (
	"math"
	"slices"

	"limner/metric"
	"limner/persona"
	"limner/portrait"
	"limner/stats"
)

// How many axes a radar has: fewer make no shape, more cannot be read.
const (
	fewestAxes = 3
	wantedAxes = 6
	mostAxes   = 8
)

// furtherAxes fill a radar up where contacts are told apart by few metrics.
var furtherAxes = []string{
	"average_order_value", "tenure_days", "days_since_signup", "discount_share", "open_rate", "click_rate",
	"sessions", "features_used", "inactive_days", "refunds", "carts_abandoned", "median_gap_days", "tickets",
	"orders", "revenue", "recency_days",
}

// What a metric must be to fill up a radar: known of enough contacts, not mostly one value, and not what an
// axis shows already.
const (
	axisKnown  = 0.5
	axisSame   = 0.9
	axisRepeat = 0.8
)

// scalesOf is the axes of a radar: what the contacts of a division were told apart by, then others until
// there are enough. The ranks are among everyone in the table.
func scalesOf(t *portrait.Table, d persona.Division) []scale {
	var chosen []scale
	for _, a := range d.Axes {
		if i := indexOf(t, a.Metric); i >= 0 {
			chosen = append(chosen, newScale(t.Metrics[i], t.X[i]))
		}
	}
	for len(chosen) > mostAxes {
		chosen = thin(chosen)
	}
	for _, name := range furtherAxes {
		i := indexOf(t, name)
		if len(chosen) >= wantedAxes || i < 0 || !telling(t.X[i]) {
			continue
		}
		if s := newScale(t.Metrics[i], t.X[i]); !slices.ContainsFunc(chosen, s.repeats) {
			chosen = append(chosen, s)
		}
	}
	return chosen
}

func indexOf(t *portrait.Table, name string) int {
	return slices.IndexFunc(t.Metrics, func(d metric.Definition) bool { return d.Name == name })
}

// telling reports whether enough contacts have a value, and not nearly all the same one.
func telling(x []float64) bool {
	counts, known, most := map[float64]int{}, 0, 0
	for _, v := range x {
		if !math.IsNaN(v) {
			known++
			counts[v]++
			most = max(most, counts[v])
		}
	}
	return float64(known) >= axisKnown*float64(len(x)) && float64(most) < axisSame*float64(known)
}

func (s scale) repeats(other scale) bool {
	return s.def.Name == other.def.Name || math.Abs(s.correlation(other)) >= axisRepeat
}

// correlation is Spearman's, over contacts who have both; 0 where it cannot be said.
func (s scale) correlation(other scale) float64 {
	var x, y []float64
	for i, r := range s.rank {
		if !math.IsNaN(r) && !math.IsNaN(other.rank[i]) {
			x, y = append(x, r), append(y, other.rank[i])
		}
	}
	if r := stats.Correlation(x, y); !math.IsNaN(r) {
		return r
	}
	return 0
}

// thin leaves out the scale that repeats an earlier one most.
func thin(chosen []scale) []scale {
	worst, most := len(chosen)-1, -1.0
	for i := range chosen {
		for j := range i {
			if r := math.Abs(chosen[i].correlation(chosen[j])); r > most {
				worst, most = i, r
			}
		}
	}
	return slices.Delete(chosen, worst, worst+1)
}
