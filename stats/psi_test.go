package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestStabilityIndexByHand(t *testing.T) {
	// Shares of large counts, where half an observation does not show: (.5,.3,.2) to (.4,.3,.3) has
	// -.1·ln(.8) + .1·ln(1.5) = 0.0628609.
	s := StabilityIndex([]int{5e8, 3e8, 2e8}, []int{4e8, 3e8, 3e8}, 0.99)
	if math.Abs(s.Value-0.0628609) > 1e-6 || s.Bins != 3 || s.N != 1e9 || s.Reading() != "stable" {
		t.Errorf("%+v", s)
	}
	// qchisq(.99, 2) = 9.210340
	if want := 9.210340 * 2e-9; math.Abs(s.Critical/want-1) > 1e-6 || !s.Real() {
		t.Errorf("critical %v, want %v", s.Critical, want)
	}
	if s := StabilityIndex([]int{5, 0, 0}, []int{0, 0, 5}, 0.99); s.Bins != 2 || math.IsInf(s.Value, 0) || s.Value < LargeShift || !s.Real() {
		t.Errorf("from one bin to another: %+v", s)
	}
	if s := StabilityIndex([]int{0, 4}, []int{0, 9}, 0.99); s.Value != 0 || s.Real() {
		t.Errorf("one bin: %+v", s)
	}
	if s := StabilityIndex([]int{2, 1}, []int{1, 2}, 0.99); s.Value < SomeShift || s.Reading() != "within chance" {
		t.Errorf("three people: %+v, %s", s, s.Reading())
	}
}

func TestStabilityIndexLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 8).Draw(t, "bins")
		counts := rapid.SliceOfN(rapid.IntRange(0, 50), n, n)
		a, b := counts.Draw(t, "a"), counts.Draw(t, "b")
		x, y := StabilityIndex(a, b, 0.95), StabilityIndex(b, a, 0.95)
		if math.Abs(x.Value-y.Value) > 1e-12 || x.Value < 0 || StabilityIndex(a, a, 0.95).Value != 0 {
			t.Fatalf("%v to %v is %v, back %v", a, b, x.Value, y.Value)
		}
	})
}

// TestStabilityIndexByChance draws both samples from one population: the index is more than chance about
// as often as it says, and calls it by the fixed threshold far more often.
func TestStabilityIndexByChance(t *testing.T) {
	r := Rand(1)
	draw := func(n int) []int {
		counts := make([]int, 10)
		for range n {
			counts[r.IntN(10)]++
		}
		return counts
	}
	const trials = 4000
	called, fixed, sum := 0, 0, 0.0
	for range trials {
		s := StabilityIndex(draw(200), draw(200), 0.95)
		sum += s.Value
		if s.Real() {
			called++
		}
		if s.Value >= SomeShift {
			fixed++
		}
	}
	if called < trials*3/100 || called > trials*65/1000 {
		t.Errorf("called changed %d times of %d at 95%%", called, trials)
	}
	if share := float64(fixed) / trials; math.Abs(share-0.35) > 0.08 {
		t.Errorf("the fixed threshold is passed in %.3f of trials", share)
	}
	if mean, want := sum/trials, StabilityIndex(draw(200), draw(200), 0.95).Expected; math.Abs(mean/want-1) > 0.1 {
		t.Errorf("mean index %v, expected %v", mean, want)
	}
}

func TestQuantileBins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOf(rapid.Map(rapid.IntRange(-3, 9), func(n int) float64 {
			if n < 0 {
				return math.NaN()
			}
			return float64(n)
		})).Draw(t, "values")
		ends := QuantileBins(values, 10)
		counts := CountBins(values, ends)
		total, missing := 0, 0
		for _, v := range values {
			if math.IsNaN(v) {
				missing++
			}
		}
		for i, c := range counts {
			total += c
			if c == 0 && i <= len(ends) && missing < len(values) {
				t.Fatalf("bin %d of %v is empty for %v", i, ends, values)
			}
		}
		if total != len(values) || counts[len(counts)-1] != missing {
			t.Fatalf("%v counts %v", values, counts)
		}
	})
}
