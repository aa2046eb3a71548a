package stats

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestQuantilesKnown(t *testing.T) {
	// numpy.quantile(some, [0, .1, .25, .5, .9, 1])
	want := []float64{1.9, 2.02, 2.4, 3.4, 4.88, 5.6}
	for i, q := range Quantiles(some, 0, .1, .25, .5, .9, 1) {
		near(t, "quantile", q, want[i], 1e-14)
	}
	near(t, "even", Median([]float64{4, 1, 3, 2}), 2.5, 0)
	near(t, "empty", Median(nil), math.NaN(), 0)
	panics(t, "p above 1", func() { Quantiles(some, 1.01) })
	// scipy.stats.median_abs_deviation(some, scale='normal')
	near(t, "MAD", MAD(some), 1.4826022185056027, 1e-12)
}

func TestQuantileLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), 1, 50).Draw(t, "xs")
		before := slices.Clone(xs)
		p, q := rapid.Float64Range(0, 1).Draw(t, "p"), rapid.Float64Range(0, 1).Draw(t, "q")
		qs := Quantiles(xs, min(p, q), max(p, q))
		if qs[0] > qs[1] || qs[0] < slices.Min(xs) || qs[1] > slices.Max(xs) {
			t.Fatalf("quantiles %v of %v", qs, xs)
		}
		if !slices.Equal(before, xs) {
			t.Fatal("the input was changed")
		}
	})
}

func TestMedianInterval(t *testing.T) {
	// n = 16: ranks 4 and 13, attained 1 - 2·scipy.stats.binom.cdf(3, 16, .5)
	xs := make([]float64, 16)
	for i := range xs {
		xs[i] = float64(i + 1)
	}
	e := MedianInterval(xs, 0.95)
	nearEstimate(t, "n=16", e, 8.5, 4, 13, 0)
	near(t, "attained", e.Confidence, 1-2*0.0106353759765625, 1e-12)

	e = MedianInterval(xs[:5], 0.95)
	if !math.IsInf(e.Lo, -1) || !math.IsInf(e.Hi, 1) || len(e.Warnings) != 1 || e.Value != 3 {
		t.Errorf("n=5: %+v", e)
	}
	if e := MedianInterval(xs[:6], 0.95); e.Lo != 1 || e.Hi != 6 {
		t.Errorf("n=6: %+v", e)
	}
	if e := MedianInterval(make([]float64, 100_000), 0.95); e.Confidence < 0.95 || e.Confidence > 0.96 {
		t.Errorf("attained %v", e.Confidence)
	}
}
