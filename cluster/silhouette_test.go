package cluster

import (
	"math"
	"testing"
)

// lehmer returns 200 points and a division of them into groups of unequal size, one of them a
// single point, by a generator that is three lines in any language (16807 mod 2³¹-1, seed 12345).
func lehmer() (Matrix, []int32) {
	s := 12345
	m := Matrix{X: make([]float64, 600), N: 200, D: 3}
	labels := make([]int32, 200)
	for i := range m.X {
		s = s * 16807 % (1<<31 - 1)
		m.X[i] = float64(s) / (1<<31 - 1)
	}
	for i := range labels {
		labels[i] = []int32{0, 0, 0, 0, 1, 1, 2}[i%7]
		if i == 199 {
			labels[i] = 3
		}
		for j := range 3 {
			m.X[i*3+j] += float64(labels[i]) * .4
		}
	}
	return m, labels
}

func TestSilhouetteMatchesScikitLearn(t *testing.T) {
	m, labels := lehmer()
	s, err := Silhouette(t.Context(), m, labels, 4, Options{})
	if err != nil {
		t.Fatal(err)
	}
	// silhouette_score(X, lab), [silhouette_samples(X, lab)[lab == g].mean() for g in range(4)]
	near(t, "mean", s.Mean.Value, 0.19454643741806982, 1e-12)
	for g, want := range []float64{0.2125881905800961, 0.1447267777361783, 0.22703378620274753, 0} {
		near(t, "group", s.Groups[g], want, 1e-12)
	}
}

// Sampling must find what counting every pair finds, within its own interval's reach: 20,000
// rows, four standard errors and a bias allowance of 0.005.
func TestSilhouetteSampled(t *testing.T) {
	m := blobs(20_000, 4, 4, 2, 3)
	f := fit(t, m, 4, Options{Seed: 1, Restarts: 3})
	groups := make([][]int32, 4)
	for i, c := range f.Labels {
		groups[c] = append(groups[c], int32(i))
	}
	means, err := groupSilhouettes(t.Context(), m, groups, 2)
	if err != nil {
		t.Fatal(err)
	}
	exact := weighted(means, groups, m.N)
	s, err := Silhouette(t.Context(), m, f.Labels, 4, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	se := (s.Mean.Hi - s.Mean.Lo) / 2 / 2.365 // Student's t, 7 degrees of freedom
	if d := math.Abs(s.Mean.Value - exact); d > 4*se+0.005 || se > 0.01 || se == 0 {
		t.Errorf("sampled %+v, exact %v", s.Mean, exact)
	}
}

func TestSilhouetteEdges(t *testing.T) {
	m := blobs(10, 2, 1, 1, 1)
	s, err := Silhouette(t.Context(), m, make([]int32, 10), 1, Options{})
	if err != nil || !math.IsNaN(s.Mean.Value) || len(s.Mean.Warnings) != 1 {
		t.Errorf("one group: %+v %v", s, err)
	}
	if _, err := Silhouette(t.Context(), m, make([]int32, 9), 2, Options{}); err == nil {
		t.Error("9 labels for 10 rows: no error")
	}
	same := Matrix{X: make([]float64, 8), N: 4, D: 2}
	if s, _ := Silhouette(t.Context(), same, []int32{0, 0, 1, 1}, 2, Options{}); s.Mean.Value != 0 {
		t.Errorf("identical rows: %+v", s.Mean)
	}
}
