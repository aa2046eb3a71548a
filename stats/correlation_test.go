package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestCorrelationKnown(t *testing.T) {
	a := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	b := []float64{2, 1, 4, 3, 7, 8, 6, 9, 9, 12}
	// r = scipy.stats.pearsonr(a, b); r.confidence_interval()
	nearEstimate(t, "Pearson", Pearson(a, b, 0.95), 0.9377231417972777, 0.7522173814128541, 0.9854970506690469, 1e-9)
	near(t, "Spearman", Spearman(a, b, 0.95).Value, 0.9361745372672995, 1e-12) // scipy.stats.spearmanr(a, b)
	if e := Pearson(a[:3], b[:3], 0.95); e.Known() || len(e.Warnings) != 1 {
		t.Errorf("three pairs: %+v", e)
	}
	if e := Pearson(a, make([]float64, 10), 0.95); !math.IsNaN(e.Value) || len(e.Warnings) != 1 {
		t.Errorf("constant: %+v", e)
	}
	nearEstimate(t, "itself", Pearson(a, a, 0.95), 1, 1, 1, 1e-12)
	panics(t, "unequal", func() { Pearson(a, b[:2], 0.95) })
}

func TestSpearmanSeesOrderOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOfN(rapid.Float64Range(-5, 5), 4, 30).Draw(t, "x")
		y := make([]float64, len(x))
		for i := range y {
			y[i] = rapid.Float64Range(-5, 5).Draw(t, "y")
		}
		cubed := make([]float64, len(x))
		for i, v := range x {
			cubed[i] = 3 * v // monotone, and exact enough to keep ties and order
		}
		a, b := Spearman(x, y, 0.9), Spearman(cubed, y, 0.9)
		if !(math.IsNaN(a.Value) && math.IsNaN(b.Value)) && math.Abs(a.Value-b.Value) > 1e-12 {
			t.Fatalf("%v and %v", a.Value, b.Value)
		}
		if a.Lo > a.Value+1e-12 || a.Hi < a.Value-1e-12 {
			t.Fatalf("interval %+v", a)
		}
	})
}

func TestRanks(t *testing.T) {
	want := []float64{2.5, 1, 2.5, 4}
	for i, r := range Ranks([]float64{7, 3, 7, 9}) {
		near(t, "rank", r, want[i], 0)
	}
}
