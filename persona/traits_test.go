package persona

import (
	"math"
	"math/rand/v2"
	"testing"

	"limner/metric"
	"limner/stats"
)

func column(name string, x []float64, axis bool) measure {
	m, ok := prepare(metric.Definition{Name: name, Title: name}, x)
	if !ok {
		panic(name + " does not vary")
	}
	m.axis = axis
	return m
}

func TestTraitsSayAFactOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	n := 600
	a, again, own, noise, labels := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n), make([]int32, n)
	for i := range labels {
		labels[i] = int32(i % 2)
		a[i] = r.NormFloat64() + 2*float64(labels[i])
		again[i] = -a[i] + 0.1*r.NormFloat64()
		own[i] = r.NormFloat64() - 0.8*float64(labels[i])
		noise[i] = r.NormFloat64()
	}
	all := []measure{column("noise", noise, true), column("own", own, false), column("again", again, false), column("a", a, true)}
	got := traits(all, labels, 1, len(all)*2)
	if len(got) != 3 || got[0].Metric != "a" || got[1].Metric != "again" || got[2].Metric != "own" {
		t.Fatalf("traits %+v", got)
	}
	if got[0].Repeats != "" || got[1].Repeats != "a" || got[2].Repeats != "" {
		t.Errorf("repeats %q, %q, %q; want only the second to repeat a", got[0].Repeats, got[1].Repeats, got[2].Repeats)
	}
	if got[0].Difference.Value < 1.5 || got[1].Difference.Value > -1.5 || got[0].Median <= got[0].RestMedian {
		t.Errorf("differences %v and %v", got[0].Difference, got[1].Difference)
	}
	if got[0].Known != 300 || math.Abs(got[0].Mean-2) > 0.3 || math.Abs(got[0].RestMean) > 0.3 {
		t.Errorf("%+v", got[0])
	}
}

// Intervals hold for all comparisons at once: the more there are, the wider each.
func TestTraitsAllowForHowManyThereAre(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	x, labels := make([]float64, 200), make([]int32, 200)
	for i := range x {
		labels[i] = int32(i % 2)
		x[i] = r.NormFloat64() + float64(labels[i])
	}
	all := []measure{column("x", x, true)}
	width := func(family int) float64 {
		d := traits(all, labels, 0, family)[0].Difference
		return d.Hi - d.Lo
	}
	if one, hundred := width(1), width(100); hundred < 1.5*one {
		t.Errorf("the interval is %v wide among 1 comparison, %v among 100", one, hundred)
	}
	if want, got := stats.HedgesG(moments(x, labels, 0), moments(x, labels, 1), 0.95), traits(all, labels, 0, 1)[0].Difference; want.Value != got.Value || want.Lo != got.Lo {
		t.Errorf("alone it is %v, want %v", got, want)
	}
}

func moments(x []float64, labels []int32, group int32) stats.Moments {
	var m stats.Moments
	for i, v := range x {
		if labels[i] == group {
			m.Add(v)
		}
	}
	return m
}

func TestMissingValuesAreNoDifference(t *testing.T) {
	x, labels := make([]float64, 50), make([]int32, 50)
	for i := range x {
		labels[i], x[i] = int32(i%2), float64(i)
		if i%2 == 1 && i > 1 {
			x[i] = math.NaN()
		}
	}
	if got := traits([]measure{column("x", x, true)}, labels, 1, 1); len(got) != 0 {
		t.Errorf("one value on one side makes %+v", got)
	}
}
