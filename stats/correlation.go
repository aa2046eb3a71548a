package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Pearson returns the correlation of x and y with Fisher's interval, tanh(atanh r ± z/√(n-3))
// (Fisher 1921). It needs four pairs; a constant side gives NaN. It panics when the lengths
// differ.
func Pearson(x, y []float64, confidence float64) Estimate {
	return correlation(x, y, confidence, "Pearson correlation, Fisher interval",
		func(float64) float64 { return 1 })
}

// Spearman is the correlation of the ranks, ties at their mean rank, with the interval of
// Bonett & Wright (2000): as Fisher's, its variance times 1 + r²/2. It needs four pairs; a
// constant side gives NaN. It panics when the lengths differ.
func Spearman(x, y []float64, confidence float64) Estimate {
	return correlation(Ranks(x), Ranks(y), confidence, "Spearman correlation, Bonett-Wright interval",
		func(r float64) float64 { return 1 + r*r/2 })
}

func correlation(x, y []float64, confidence float64, method string, inflate func(r float64) float64) Estimate {
	checkConfidence(confidence)
	r, n := Correlation(x, y), len(x)
	if n < 4 {
		return unbounded(r, confidence, n, 4, method)
	}
	e := Estimate{Value: r, Lo: r, Hi: r, Confidence: confidence, N: n, Method: method}
	if math.IsNaN(r) {
		e.Lo, e.Hi = -1, 1
		return e.Warn("one side does not vary")
	}
	if math.Abs(r) < 1 {
		z := distuv.UnitNormal.Quantile((1 + confidence) / 2)
		half := z * math.Sqrt(inflate(r)/float64(n-3))
		e.Lo, e.Hi = math.Tanh(math.Atanh(r)-half), math.Tanh(math.Atanh(r)+half)
	}
	return e
}

// Correlation returns Pearson's r alone, NaN when a side is constant or shorter than two. It
// panics when the lengths differ.
func Correlation(x, y []float64) float64 {
	if len(x) != len(y) {
		panic("stats: correlation of slices of unequal length")
	}
	mx, my := MomentsOf(x), MomentsOf(y)
	if mx.N < 2 || mx.M2 == 0 || my.M2 == 0 {
		return math.NaN()
	}
	var sxy float64
	for i := range x {
		sxy += (x[i] - mx.Mean) * (y[i] - my.Mean)
	}
	return max(-1, min(1, sxy/math.Sqrt(mx.M2)/math.Sqrt(my.M2)))
}

// Ranks returns the rank of each value, counted from 1, ties sharing the mean of theirs.
func Ranks(xs []float64) []float64 {
	order := ascending(xs)
	ranks := make([]float64, len(xs))
	for lo := 0; lo < len(order); {
		hi := lo + 1
		for hi < len(order) && xs[order[hi]] == xs[order[lo]] {
			hi++
		}
		for _, i := range order[lo:hi] {
			ranks[i] = float64(lo+hi+1) / 2
		}
		lo = hi
	}
	return ranks
}
