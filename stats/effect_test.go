package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestEffectKnown(t *testing.T) {
	a, b := MomentsOf(some), MomentsOf(other)
	// d = (x.mean()-y.mean()) / sqrt((x.var(ddof=1)*6 + y.var(ddof=1)*8)/14)
	near(t, "d", CohenD(a, b, 0.95).Value, 1.53374188574604, 1e-12)
	// J = gamma(7)/(sqrt(7)*gamma(6.5)); g = J*d; s = sqrt(16/63 + g*g/32); g ± 1.95996·s
	nearEstimate(t, "g", HedgesG(a, b, 0.95), 1.44982738451962, 0.34170088044617497, 2.557953888593065, 1e-9)
	// scipy.stats.mannwhitneyu(some, other).statistic/63
	near(t, "superiority", Superiority(some, other, 0.95).Value, 0.8571428571428571, 1e-12)
}

func TestEffectEdges(t *testing.T) {
	if e := HedgesG(MomentsOf([]float64{1}), MomentsOf(other), 0.95); !math.IsNaN(e.Value) || e.Known() || len(e.Warnings) < 1 {
		t.Errorf("one in the group: %+v", e)
	}
	flat := func(x float64) Moments { return MomentsOf([]float64{x, x, x}) }
	if e := HedgesG(flat(1), flat(2), 0.95); !math.IsNaN(e.Value) || len(e.Warnings) != 1 {
		t.Errorf("two constants: %+v", e)
	}
	if e := HedgesG(flat(1), flat(1), 0.95); e.Value != 0 {
		t.Errorf("one constant: %+v", e)
	}
	e := Superiority([]float64{5, 6, 7}, []float64{1, 2, 3, 4}, 0.95)
	if e.Value != 1 || e.Hi != 1 || e.Lo > 0.5 || len(e.Warnings) != 1 {
		t.Errorf("no overlap: %+v", e)
	}
}

func TestEffectLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOfN(rapid.Float64Range(-9, 9), 2, 20).Draw(t, "xs")
		ys := rapid.SliceOfN(rapid.Float64Range(-9, 9), 2, 20).Draw(t, "ys")
		p, q := Superiority(xs, ys, 0.9), Superiority(ys, xs, 0.9)
		if math.Abs(p.Value+q.Value-1) > 1e-12 || p.Lo > p.Value+1e-12 || p.Hi < p.Value-1e-12 {
			t.Fatalf("superiority %+v and %+v", p, q)
		}
		g, h := HedgesG(MomentsOf(xs), MomentsOf(ys), 0.9), HedgesG(MomentsOf(ys), MomentsOf(xs), 0.9)
		if !(math.IsNaN(g.Value) && math.IsNaN(h.Value)) && math.Abs(g.Value+h.Value) > 1e-9*(1+math.Abs(g.Value)) {
			t.Fatalf("g %+v and %+v", g, h)
		}
	})
}

// The interval covers the truth about as often as it says: 2,000 samples of 30 and 60, true
// difference 0.5. The tolerance is 3.3 Monte-Carlo standard errors plus the method's own error
// (it is a large-sample interval).
func TestHedgesGCoverage(t *testing.T) {
	const samples = 2000
	r, covered := Rand(1), 0
	for range samples {
		var a, b Moments
		for range 30 {
			a.Add(r.NormFloat64() + 0.5)
		}
		for range 60 {
			b.Add(r.NormFloat64())
		}
		if !HedgesG(a, b, 0.9).Excludes(0.5) {
			covered++
		}
	}
	near(t, "coverage", float64(covered)/samples, 0.9, 0.022+0.01)
}

// Cohen 1988, table 6.2.2: φ of .80 is 2.214, of .50 1.571; so h is .643. (And 2*math.asin(math.sqrt(.8)) in Python.)
func TestCohenH(t *testing.T) {
	e := CohenH(0.8, 100, 0.5, 50, 0.95)
	if math.Abs(e.Value-0.6435011) > 1e-6 || math.Abs(e.Hi-e.Lo-2*1.959964*math.Sqrt(0.03)) > 1e-5 || e.N != 150 {
		t.Errorf("%+v", e)
	}
	if e := CohenH(1, 10, 0, 10, 0.95); e.Value != math.Pi || !e.Excludes(0) {
		t.Errorf("all against none: %+v", e)
	}
	if e := CohenH(1, 0, 0, 10, 0.95); !math.IsNaN(e.Value) || len(e.Warnings) == 0 {
		t.Errorf("nobody: %+v", e)
	}
}
