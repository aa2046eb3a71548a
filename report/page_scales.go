package report

import (
	"cmp"
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
func scalesOf(t *portrait.Table, d persona.Division, rows map[int][]int) []scale {
	var chosen []scale
	for _, a := range d.Axes {
		if i := indexOf(t, a.Metric); i >= 0 {
			chosen = append(chosen, newScale(t.Metrics[i], t.X[i]))
		}
	}
	chosen = telltale(chosen, d.IDs, rows)
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
	return s.is(other) || math.Abs(s.correlation(other)) >= axisRepeat
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

// telltale is the scales on which the personas of a division lie furthest apart, in the order given: those
// that repeat another only where there are too few without them.
func telltale(scales []scale, ids []int, rows map[int][]int) []scale {
	if len(scales) <= mostAxes {
		return scales
	}
	order := slices.Clone(scales)
	slices.SortStableFunc(order, func(a, b scale) int { return cmp.Compare(b.spread(ids, rows), a.spread(ids, rows)) })
	var chosen []scale
	for _, s := range order {
		if len(chosen) < mostAxes && !slices.ContainsFunc(chosen, s.repeats) {
			chosen = append(chosen, s)
		}
	}
	for _, s := range order {
		if len(chosen) < wantedAxes && !slices.ContainsFunc(chosen, s.is) {
			chosen = append(chosen, s)
		}
	}
	return slices.DeleteFunc(slices.Clone(scales), func(s scale) bool { return !slices.ContainsFunc(chosen, s.is) })
}

func (s scale) is(other scale) bool { return s.def.Name == other.def.Name }

// spread is how far the personas' mean ranks lie apart.
func (s scale) spread(ids []int, rows map[int][]int) float64 {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, id := range ids {
		if r := s.standing(rows[id]).Rank; !math.IsNaN(r) {
			lo, hi = min(lo, r), max(hi, r)
		}
	}
	return max(0, hi-lo)
}
