package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestMomentsKnown(t *testing.T) {
	m := MomentsOf(some)
	near(t, "skewness", m.Skewness(), 0.42030918931178096, 1e-12) // scipy.stats.skew(some)
	// scipy.stats.t.interval(.95, 6, numpy.mean(some), scipy.stats.sem(some))
	nearEstimate(t, "mean", m.Estimate(0.95), 3.4142857142857146, 2.1949983060096714, 4.6335731225617565, 1e-9)
	if e := MomentsOf(some[:1]).Estimate(0.95); e.Value != 2.1 || e.Known() || len(e.Warnings) == 0 {
		t.Errorf("one observation: %+v", e)
	}
	near(t, "empty", Moments{}.Estimate(0.95).Value, math.NaN(), 0)
	near(t, "constant", MomentsOf([]float64{5, 5, 5}).Skewness(), 0, 0)
}

func TestMomentsShifted(t *testing.T) {
	// Sum of squares minus square of sum would lose every digit here.
	m := MomentsOf([]float64{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16})
	near(t, "variance", m.Variance(1), 30, 1e-9)
}

func TestMergeIsAppend(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOf(rapid.Float64Range(-100, 100)).Draw(t, "xs")
		cut := rapid.IntRange(0, len(xs)).Draw(t, "cut")
		a, all := MomentsOf(xs[:cut]), MomentsOf(xs)
		a.Merge(MomentsOf(xs[cut:]))
		ok := a.N == all.N && math.Abs(a.Mean-all.Mean) < 1e-9 &&
			math.Abs(a.M2-all.M2) <= 1e-9*(1+all.M2) && math.Abs(a.M3-all.M3) <= 1e-6*(1+math.Abs(all.M3)+all.M2*100)
		if !ok {
			t.Fatalf("merged %+v, all %+v", a, all)
		}
	})
}
