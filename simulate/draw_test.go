package simulate

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"limner/stats"
)

// TestDrawsFollowTheirDistributions holds each variate against gonum's distribution function:
// Kolmogorov–Smirnov at the 0.001 level.
func TestDrawsFollowTheirDistributions(t *testing.T) {
	const n = 20000
	d := draw{stats.Rand(1)}
	for name, c := range map[string]struct {
		draw func() float64
		cdf  func(float64) float64
	}{
		"gamma 0.3":    {func() float64 { return d.gamma(0.3, 2) }, distuv.Gamma{Alpha: 0.3, Beta: 0.5}.CDF},
		"gamma 1":      {func() float64 { return d.gamma(1, 1) }, distuv.Gamma{Alpha: 1, Beta: 1}.CDF},
		"gamma 7":      {func() float64 { return d.gamma(7, 0.1) }, distuv.Gamma{Alpha: 7, Beta: 10}.CDF},
		"beta 2 5":     {func() float64 { return d.beta(2, 5) }, distuv.Beta{Alpha: 2, Beta: 5}.CDF},
		"beta 0.5 0.5": {func() float64 { return d.beta(0.5, 0.5) }, distuv.Beta{Alpha: 0.5, Beta: 0.5}.CDF},
		"log-normal":   {func() float64 { return d.logNormal(20, 0.7) }, distuv.LogNormal{Mu: math.Log(20), Sigma: 0.7}.CDF},
		"rate":         {func() float64 { return Rate{3, 0.5}.draw(d) }, distuv.Gamma{Alpha: 4, Beta: 4.0 / 3}.CDF},
		"chance":       {func() float64 { return Chance{0.3, 10}.draw(d) }, distuv.Beta{Alpha: 3, Beta: 7}.CDF},
	} {
		x := make([]float64, n)
		for i := range x {
			x[i] = c.draw()
		}
		slices.Sort(x)
		worst := 0.0
		for i, v := range x {
			f := c.cdf(v)
			worst = max(worst, math.Abs(f-float64(i)/n), math.Abs(f-float64(i+1)/n))
		}
		if limit := 1.95 / math.Sqrt(n); worst > limit {
			t.Errorf("%s: Kolmogorov–Smirnov distance %.4f, above %.4f", name, worst, limit)
		}
	}
}

func TestPoisson(t *testing.T) {
	d := draw{stats.Rand(2)}
	const n, mean = 20000, 3.0
	sum, sum2 := 0.0, 0.0
	for range n {
		x := float64(d.poisson(mean))
		sum, sum2 = sum+x, sum2+x*x
	}
	m := sum / n
	if v := sum2/n - m*m; math.Abs(m-mean) > 0.05 || math.Abs(v-mean) > 0.15 {
		t.Errorf("mean %.3f and variance %.3f, want %g both", m, v, mean)
	}
}

func TestSeasonIsUndone(t *testing.T) {
	w, err := New(Config{Days: 800})
	if err != nil {
		t.Fatal(err)
	}
	for day := 0.0; day < 800; day += 0.7 {
		if back := w.season.day(w.season.bent(day)); math.Abs(back-day) > 1e-9 {
			t.Fatalf("day %g comes back as %g", day, back)
		}
	}
}
