package stats

import (
	"cmp"
	"slices"
)

// Holm returns p-values adjusted so that rejecting those ≤ α keeps the chance of even one
// false rejection in the family at α or less, whatever their dependence (Holm 1979). Every
// test that was looked at belongs into ps, not only those worth telling.
func Holm(ps []float64) []float64 {
	order := ascending(ps)
	out := make([]float64, len(ps))
	running := 0.0
	for rank, i := range order {
		running = max(running, min(1, float64(len(ps)-rank)*ps[i]))
		out[i] = running
	}
	return out
}

// BenjaminiHochberg returns q-values: rejecting those ≤ α keeps the expected share of false
// rejections among all rejections at α or less, for independent or positively dependent tests
// (Benjamini & Hochberg 1995).
func BenjaminiHochberg(ps []float64) []float64 {
	order := ascending(ps)
	out := make([]float64, len(ps))
	running := 1.0
	for rank := len(order) - 1; rank >= 0; rank-- {
		i := order[rank]
		running = min(running, float64(len(ps))/float64(rank+1)*ps[i])
		out[i] = running
	}
	return out
}

// ascending returns the indices of xs by value, ties in their given order.
func ascending(xs []float64) []int {
	order := make([]int, len(xs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(xs[a], xs[b]) })
	return order
}
