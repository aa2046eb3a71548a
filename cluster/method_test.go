package cluster

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"testing"
)

var methods = []Method{KMeansMethod, MixtureMethod, ProfilesMethod}

func find(t testing.TB, m Matrix, k int, opt Options) Fit {
	t.Helper()
	f, err := Find(t.Context(), m, k, opt)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// What is true of a fit by any method: sizes and centres are of the labels, the largest group
// first, the inertia is measured, and its model places the rows as they were, read back from
// JSON too.
func TestFindByAnyMethod(t *testing.T) {
	m, _ := habits(500, 0.4, 8)
	for _, method := range methods {
		f := find(t, m, 2, Options{Seed: 1, Method: method})
		if f.Method != method || f.K() != 2 || f.Iterations < 1 || f.Sizes[0] < f.Sizes[1] || !slices.Equal(f.Sizes, countLabels(f.Labels, 2)) {
			t.Fatalf("%s: %v", method, f.Sizes)
		}
		var inertia float64
		sums := newCenters(2, m.D)
		for i, g := range f.Labels {
			inertia += squared(m.Row(i), f.Centers[g])
			add(sums.row(int(g)), m.Row(i))
		}
		near(t, "inertia", f.Inertia, inertia, 1e-12)
		for g, c := range f.Centers {
			for j := range c {
				near(t, "centre", c[j], sums.row(g)[j]/float64(f.Sizes[g]), 1e-12)
			}
		}
		b, err := json.Marshal(f.Model())
		var back Model
		if err != nil || json.Unmarshal(b, &back) != nil || !reflect.DeepEqual(f.Model(), back) {
			t.Fatalf("%s: %s reads back as %+v, %v", method, b, back, err)
		}
		placed, err := back.AssignAll(t.Context(), m, 2)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range placed {
			if p.Group != f.Labels[i] || p.Second != 1-p.Group || !(p.Margin >= 0 && p.Margin <= 1) {
				t.Fatalf("%s: row %d of group %d: %+v", method, i, f.Labels[i], p)
			}
			near(t, "distance", p.Distance, math.Sqrt(squared(m.Row(i), f.Centers[p.Group])), 1e-15)
			near(t, "second", p.SecondDistance, math.Sqrt(squared(m.Row(i), f.Centers[p.Second])), 1e-15)
		}
		if n := testing.AllocsPerRun(50, func() { back.Assign(m.Row(3)) }); n != 0 {
			t.Errorf("%s: %v allocations a row", method, n)
		}
	}
}

// The margin of a mixture is the difference of its posteriors, that of profiles of the shares.
func TestMargins(t *testing.T) {
	x, err := NewMixture([]float64{.5, .5}, [][]float64{{-1}, {1}}, [][]float64{{1}, {1}})
	if err != nil {
		t.Fatal(err)
	}
	m := Model{Method: MixtureMethod, Centers: [][]float64{{-1}, {1}}, Mixture: &x}
	for _, v := range []float64{0, .3, -2} {
		// p(1|x) = 1/(1+exp(-2x)), so the difference is tanh |x|.
		near(t, "margin", m.Assign([]float64{v}).Margin, math.Tanh(math.Abs(v)), 1e-14)
	}
	p, err := NewProfiles([][]float64{{2, 0}, {0, 5}})
	if err != nil {
		t.Fatal(err)
	}
	m = Model{Method: ProfilesMethod, Centers: [][]float64{{1, 0}, {0, 1}}, Profiles: &p}
	if a := m.Assign([]float64{1, 3}); a.Group != 1 || a.Second != 0 || math.Abs(a.Margin-.5) > 1e-14 {
		t.Errorf("%+v", a)
	}
	if a := m.Assign([]float64{0, 0}); a.Group != 0 || a.Margin != 0 {
		t.Errorf("a row that does nothing: %+v", a)
	}
}

func TestFindIsKMeansByDefault(t *testing.T) {
	m := blobs(300, 3, 3, 3, 2)
	want := fit(t, m, 3, Options{Seed: 4})
	if !reflect.DeepEqual(want, find(t, m, 3, Options{Seed: 4})) || want.Method != KMeansMethod {
		t.Error("the empty method is not KMeans")
	}
	if _, err := Find(t.Context(), m, 3, Options{Method: "spectral"}); err == nil {
		t.Error("unknown method: no error")
	}
	// Models written before there were methods are of k-means.
	var old Model
	if err := json.Unmarshal([]byte(`{"centers":[[0],[4]]}`), &old); err != nil || old.Assign([]float64{3}).Group != 1 {
		t.Errorf("%+v, %v", old, err)
	}
}

// Far groups come back in resamples whatever finds them, the same for any number of workers.
func TestStabilityByAnyMethod(t *testing.T) {
	additive, _ := habits(300, 0.1, 9)
	for _, method := range methods {
		m := blobs(300, 3, 2, 10, 9)
		if method == ProfilesMethod {
			m = additive
		}
		f := find(t, m, 2, Options{Seed: 1, Method: method})
		one, err := Stability(t.Context(), m, f, 20, Options{Seed: 1, Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		two, err := Stability(t.Context(), m, f, 20, Options{Seed: 1, Workers: 3})
		if err != nil || !reflect.DeepEqual(one, two) {
			t.Errorf("%s: workers change stability, %v", method, err)
		}
		for _, e := range one {
			if e.Value < 0.9 {
				t.Errorf("%s: %+v", method, e)
			}
		}
	}
}

// Four groups of five rows each are too few for normal distributions of three columns in every
// resample: none comes back.
func TestStabilityCountsCollapseAsNothing(t *testing.T) {
	m := blobs(20, 3, 4, 20, 3)
	f := find(t, m, 4, Options{Seed: 1})
	f.Method = MixtureMethod
	found, err := Stability(t.Context(), m, f, 30, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	for g, e := range found {
		if e.Value > 0.1 {
			t.Errorf("group %d: %v", g, e.Value)
		}
	}
}

// Larger resamples miss less of what is there.
func TestResampleRows(t *testing.T) {
	m := blobs(300, 3, 3, 5, 4)
	f := fit(t, m, 3, Options{Seed: 1})
	few, err := Stability(t.Context(), m, f, 60, Options{Seed: 1, ResampleRows: 6})
	if err != nil {
		t.Fatal(err)
	}
	all, err := Stability(t.Context(), m, f, 60, Options{Seed: 1, ResampleRows: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	usual, err := Stability(t.Context(), m, f, 60, Options{Seed: 1})
	if err != nil || !reflect.DeepEqual(all, usual) {
		t.Errorf("all rows are not all rows, %v", err)
	}
	for g := range all {
		if few[g].Value >= all[g].Value-0.05 {
			t.Errorf("group %d: %v from 6 rows, %v from all", g, few[g].Value, all[g].Value)
		}
	}
}
