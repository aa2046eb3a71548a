package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestProportionKnown(t *testing.T) {
	// scipy.stats.binomtest(k, n).proportion_ci(.95, 'wilson')
	for _, c := range []struct {
		k, n   int
		lo, hi float64
	}{
		{0, 10, 0, 0.27753279986288926},
		{10, 10, 0.7224672001371109, 1},
		{15, 148, 0.06238639953073629, 0.16048724172330803},
		{81, 263, 0.2552885198782742, 0.36620957698280004},
	} {
		nearEstimate(t, "Wilson", Proportion(c.k, c.n, 0.95), float64(c.k)/float64(c.n), c.lo, c.hi, 1e-9)
	}
	if e := Proportion(0, 0, 0.95); !math.IsNaN(e.Value) || e.Lo != 0 || e.Hi != 1 || len(e.Warnings) != 1 {
		t.Errorf("nothing seen: %+v", e)
	}
	panics(t, "3 of 2", func() { Proportion(3, 2, 0.95) })
	panics(t, "confidence 95", func() { Proportion(1, 2, 95) })
}

func TestProportionDifferenceKnown(t *testing.T) {
	// a, b = [scipy.stats.binomtest(k, n).proportion_ci(.95, 'wilson') for k, n in ...]
	// p-q - math.hypot(p-a.low, b.high-q), p-q + math.hypot(a.high-p, q-b.low)
	nearEstimate(t, "a", ProportionDifference(56, 70, 48, 80, 0.95), 0.2, 0.05243147240236484, 0.3338726540369059, 1e-9)
	nearEstimate(t, "b", ProportionDifference(9, 10, 3, 10, 0.95), 0.6, 0.17052272393450296, 0.8090179735354881, 1e-9)
	if e := ProportionDifference(1, 2, 0, 0, 0.95); !math.IsNaN(e.Value) || e.Lo != -1 || e.Hi != 1 {
		t.Errorf("empty side: %+v", e)
	}
}

func TestProportionLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 500).Draw(t, "n")
		k := rapid.IntRange(0, n).Draw(t, "k")
		e, mirror := Proportion(k, n, 0.95), Proportion(n-k, n, 0.95)
		if e.Lo < 0 || e.Hi > 1 || e.Lo > e.Value || e.Hi < e.Value || math.Abs(e.Lo-(1-mirror.Hi)) > 1e-12 {
			t.Fatalf("%d of %d: %+v", k, n, e)
		}
		d, back := ProportionDifference(k, n, n-k, n, 0.95), ProportionDifference(n-k, n, k, n, 0.95)
		if d.Lo < -1-1e-12 || d.Hi > 1+1e-12 || math.Abs(d.Lo+back.Hi) > 1e-12 {
			t.Fatalf("difference %+v and %+v", d, back)
		}
	})
}
