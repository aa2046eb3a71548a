package cluster

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"
)

// Two clouds that overlap: the probability that Bayes' rule gives is what a placement is right with.
func TestConfidenceIsCalibrated(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	m := Matrix{N: 3000, D: 2}
	truth := make([]int, m.N)
	for i := range m.N {
		truth[i] = i % 3 / 2 // two of three are of the first
		m.X = append(m.X, 2.5*float64(truth[i])+r.NormFloat64(), r.NormFloat64())
	}
	f := must2(KMeans(t.Context(), m, 2, Options{Seed: 1}))
	c := must2(LearnConfidence(t.Context(), m, f, Options{Seed: 1}))
	var sure, right [10]float64
	first := f.Labels[0] // row 0 is of cloud 0, unless it is misplaced
	if f.Centers[first][0] > f.Centers[1-first][0] {
		first = 1 - first
	}
	post := make([]float64, 2)
	for i, g := range f.Labels {
		p, second, q := c.Of(post, m.Row(i), g)
		if second != 1-g || math.Abs(p+q-1) > 1e-9 {
			t.Fatalf("row %d: %v of %d, %v of %d", i, p, g, q, second)
		}
		bin := min(9, int(10*p))
		sure[bin] += p
		if (g == first) == (truth[i] == 0) {
			right[bin]++
		}
	}
	e := 0.0
	for b := range sure {
		e += math.Abs(sure[b] - right[b])
	}
	if e /= float64(m.N); e > 0.05 {
		t.Errorf("calibration error %.3f at temperature %g", e, c.Temperature)
	}
	var back Confidence
	if err := json.Unmarshal(must(json.Marshal(c)), &back); err != nil {
		t.Fatal(err)
	}
	p, _, _ := c.Of(post, m.Row(5), f.Labels[5])
	if q, _, _ := back.Of(post, m.Row(5), f.Labels[5]); p != q {
		t.Errorf("%v, and after writing and reading %v", p, q)
	}
}

func TestConfidenceIsAFunctionOfTheSeed(t *testing.T) {
	m := blobs(300, 3, 3, 4, 9)
	f := must2(KMeans(t.Context(), m, 3, Options{Seed: 1}))
	one := string(must(json.Marshal(must2(LearnConfidence(t.Context(), m, f, Options{Seed: 3, Workers: 1})))))
	if five := string(must(json.Marshal(must2(LearnConfidence(t.Context(), m, f, Options{Seed: 3, Workers: 5}))))); five != one {
		t.Errorf("workers change the answer:\n%s\n%s", one, five)
	}
}

func must2[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}
