package stats

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Quantiles returns the p-quantile of xs for each p, by linear interpolation between order
// statistics at 1 + (n-1)p (Hyndman & Fan 1996, type 7: the default of R and of NumPy).
//
// xs is not changed and need not be sorted; it must hold no NaN. Each p must lie in [0, 1] or
// Quantiles panics. An empty xs gives NaN.
func Quantiles(xs []float64, ps ...float64) []float64 {
	sorted := slices.Clone(xs)
	slices.Sort(sorted)
	qs := make([]float64, len(ps))
	for i, p := range ps {
		qs[i] = QuantileSorted(sorted, p)
	}
	return qs
}

// QuantileSorted is [Quantiles] for one p and values that are in ascending order already.
func QuantileSorted(sorted []float64, p float64) float64 {
	if !(p >= 0 && p <= 1) {
		panic(fmt.Sprintf("stats: quantile %v is not between 0 and 1", p))
	}
	if len(sorted) == 0 {
		return math.NaN()
	}
	h := p * float64(len(sorted)-1)
	i := int(h)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	lo, hi := sorted[i], sorted[i+1]
	if lo == hi {
		return lo
	}
	return lo + (h-float64(i))*(hi-lo)
}

// Median returns the middle of xs, the mean of the two middle values when their number is
// even, and NaN when xs is empty.
func Median(xs []float64) float64 { return Quantiles(xs, 0.5)[0] }

// MAD returns the median absolute deviation from the median, times 1.4826 so that it
// estimates the standard deviation of a normal sample (Hampel 1974; R's mad).
func MAD(xs []float64) float64 {
	m := Median(xs)
	dev := make([]float64, len(xs))
	for i, x := range xs {
		dev[i] = math.Abs(x - m)
	}
	return 1.482602218505602 * Median(dev)
}

// MedianInterval returns the median with a distribution-free interval between two order
// statistics: the narrowest symmetric pair that a Binomial(n, ½) covers with at least the
// given confidence (Conover 1999, §3.2). The stated Confidence is the one attained, which is
// never less than the one asked for.
func MedianInterval(xs []float64, confidence float64) Estimate {
	checkConfidence(confidence)
	const method = "median, order-statistic interval"
	n := len(xs)
	// The widest pair, minimum to maximum, covers 1 - 2·½ⁿ.
	need := int(math.Ceil(1 - math.Log2(1-confidence)))
	sorted := slices.Clone(xs)
	slices.Sort(sorted)
	if n < need {
		return unbounded(QuantileSorted(sorted, 0.5), confidence, n, need, method)
	}
	r, attained := medianRank(n, confidence)
	return Estimate{Value: QuantileSorted(sorted, 0.5), Lo: sorted[r-1], Hi: sorted[n-r],
		Confidence: attained, N: n, Method: method}
}

// medianRank returns the largest r with P(X₍r₎ ≤ median ≤ X₍n-r+1₎) ≥ confidence.
func medianRank(n int, confidence float64) (r int, attained float64) {
	b := distuv.Binomial{N: float64(n), P: 0.5}
	// The normal approximation is within a rank or two; walk from just below it.
	z := distuv.UnitNormal.Quantile((1 + confidence) / 2)
	r = max(1, int(float64(n)/2-z*math.Sqrt(float64(n))/2)-2)
	for r > 1 && 1-2*b.CDF(float64(r-1)) < confidence {
		r--
	}
	for 2*(r+1) <= n && 1-2*b.CDF(float64(r)) >= confidence {
		r++
	}
	return r, 1 - 2*b.CDF(float64(r-1))
}
