package stats

import (
	"math"
	"testing"
)

func TestRandIsAFunctionOfSeedAndStream(t *testing.T) {
	if Rand(1, 2, 3).Uint64() != Rand(1, 2, 3).Uint64() {
		t.Error("the same seed and stream differ")
	}
	seen := map[uint64]bool{}
	for _, s := range [][]uint64{{1}, {2}, {1, 0}, {1, 1}, {1, 0, 0}, {1, 0, 1}, {1, 1, 0}, {2, 1, 0}} {
		x := Rand(s[0], s[1:]...).Uint64()
		if seen[x] {
			t.Errorf("stream %v repeats another", s)
		}
		seen[x] = true
	}
}

// First draws of neighbouring streams must look independent: their correlation over 10,000
// streams stays within four standard errors.
func TestRandNeighboursAreUnrelated(t *testing.T) {
	const n = 10_000
	x, y := make([]float64, n), make([]float64, n)
	for i := range x {
		x[i], y[i] = Rand(7, uint64(i)).Float64(), Rand(7, uint64(i+1)).Float64()
	}
	if r := Correlation(x, y); math.Abs(r) > 4/math.Sqrt(n) {
		t.Errorf("correlation %v", r)
	}
	near(t, "mean", MomentsOf(x).Mean, 0.5, 4*0.29/math.Sqrt(n))
}
