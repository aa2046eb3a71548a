package cluster

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"limner/stats"

	"pgregory.net/rapid"
)

func profiles(t testing.TB, m Matrix, k int, opt Options) ProfilesFit {
	t.Helper()
	f, err := FitProfiles(t.Context(), m, k, opt)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// f = NMF(k, init='nndsvd', tol=1e-12, max_iter=20000).fit(X), scikit-learn 1.2.1:
// f.reconstruction_err_/norm(X), H/norm of its rows, and the sizes of argmax of W*norm
func TestFitProfilesMatchesScikitLearn(t *testing.T) {
	m, _ := lehmerGroups()
	one := profiles(t, m, 1, Options{})
	near(t, "error of one", one.RelativeError, 0.27640151971408305, 1e-9)
	for j, want := range []float64{0.5804528439253284, 0.5748492166912352, 0.576734665204435} {
		near(t, "profile", one.Profiles.Parts[0][j], want, 1e-6)
	}
	two := profiles(t, m, 2, Options{})
	near(t, "error of two", two.RelativeError, 0.18869175494419724, 1e-5)
	if !slices.Equal(two.Sizes, []int{119, 81}) {
		t.Errorf("sizes %v", two.Sizes)
	}
	for g, want := range [][]float64{{0.5200728736285251, 0, 0.8541218918373232}, {0.37020501912782344, 0.9289500760603704, 0}} {
		for j, v := range want {
			near(t, "profile", two.Profiles.Parts[g][j], v, 1e-2)
		}
	}
	// As many profiles as columns explain all.
	if three := profiles(t, m, 3, Options{}); three.RelativeError > 0.01 {
		t.Errorf("three profiles of three columns leave %v", three.RelativeError)
	}
}

// habits are rows of two habits that share a column, each row mostly of one.
func habits(n int, noise float64, seed uint64) (Matrix, []int32) {
	r := stats.Rand(seed)
	m, of := Matrix{N: n, D: 5}, make([]int32, n)
	parts := [][]float64{{1, .8, .3, 0, 0}, {0, 0, .3, .9, 1}}
	for i := range n {
		if i%3 == 0 {
			of[i] = 1
		}
		main, other := 0.5+r.Float64(), 0.2*r.Float64()
		for j := range m.D {
			m.X = append(m.X, main*parts[of[i]][j]+other*parts[1-of[i]][j]+noise*r.Float64())
		}
	}
	return m, of
}

func TestFitProfilesFindsHabits(t *testing.T) {
	m, of := habits(300, 0, 2)
	f := profiles(t, m, 2, Options{})
	if f.RelativeError > 1e-3 || !slices.Equal(f.Labels, of) || !slices.Equal(f.Sizes, []int{200, 100}) {
		t.Errorf("error %v, sizes %v", f.RelativeError, f.Sizes)
	}
	noisy, of := habits(300, 0.2, 2)
	if j := jaccards(of, profiles(t, noisy, 2, Options{}).Labels, 2); slices.Min(j) < 0.95 {
		t.Errorf("with noise %v of the habits come back", j)
	}
}

// What holds for every factorisation: nothing negative, parts of length 1, the error as said and
// no greater than that of nothing, amounts that none better can be found for by moving one.
func TestFitProfilesLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := Matrix{N: rapid.IntRange(1, 30).Draw(t, "n"), D: rapid.IntRange(1, 5).Draw(t, "d")}
		value := rapid.OneOf(rapid.Just(0.), rapid.Float64Range(0, 1), rapid.Float64Range(0, 100))
		m.X = rapid.SliceOfN(value, m.N*m.D, m.N*m.D).Draw(t, "x")
		k := rapid.IntRange(1, 4).Draw(t, "k")
		f, err := FitProfiles(t.Context(), m, k, Options{Workers: 1})
		if c := (*CollapseError)(nil); errors.As(err, &c) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range f.Profiles.Parts {
			if slices.Min(part) < 0 || math.Abs(dot(part, part)-1) > 1e-9 {
				t.Fatalf("part %v", part)
			}
		}
		if slices.Min(f.W) < 0 || slices.Min(f.Sizes) == 0 || !slices.IsSortedFunc(f.Sizes, func(a, b int) int { return b - a }) {
			t.Fatalf("W %v, sizes %v", f.W, f.Sizes)
		}
		var loss float64
		for i := range m.N {
			loss += lossOf(f, m.Row(i), f.W[i*k:(i+1)*k])
			for g := range k {
				for _, step := range []float64{1e-3, -1e-3} {
					w := slices.Clone(f.W[i*k : (i+1)*k])
					w[g] = max(0, w[g]+step)
					if base := lossOf(f, m.Row(i), f.W[i*k:(i+1)*k]); lossOf(f, m.Row(i), w) < base-1e-5*(1+dot(m.Row(i), m.Row(i))) {
						t.Fatalf("row %d: %v is better than what was found", i, w)
					}
				}
			}
		}
		near := math.Abs(math.Sqrt(loss/dot(m.X, m.X)) - f.RelativeError)
		if near > 1e-9 || f.RelativeError > 1 {
			t.Fatalf("error %v, measured %v", f.RelativeError, math.Sqrt(loss/dot(m.X, m.X)))
		}
	})
}

func lossOf(f ProfilesFit, row, w []float64) (loss float64) {
	for j, x := range row {
		for g, v := range w {
			x -= v * f.Profiles.Parts[g][j]
		}
		loss += x * x
	}
	return loss
}

func TestFitProfilesSameForAnyWorkers(t *testing.T) {
	m, _ := habits(9000, 0.3, 5)
	for _, sample := range []int{0, 2000} {
		a := profiles(t, m, 2, Options{Workers: 1, sample: sample})
		for _, w := range []int{2, 5} {
			if !reflect.DeepEqual(a, profiles(t, m, 2, Options{Workers: w, sample: sample})) {
				t.Errorf("sample %d: %d workers change the fit", sample, w)
			}
		}
	}
}

func TestFitProfilesRefuses(t *testing.T) {
	m, _ := habits(20, 0, 1)
	var c *CollapseError
	for what, k := range map[string]int{"more than habits": 3, "more than columns": 6} {
		if _, err := FitProfiles(t.Context(), m, k, Options{}); !errors.As(err, &c) || !strings.Contains(c.Reason, "no more than 2 independent") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := FitProfiles(t.Context(), Matrix{X: make([]float64, 6), N: 3, D: 2}, 1, Options{}); !errors.As(err, &c) {
		t.Errorf("nothing done by anybody: %v", err)
	}
	m.Names = []string{"a", "b", "c", "d", "e"}
	m.X[13] = -0.5
	if _, err := FitProfiles(t.Context(), m, 2, Options{}); err == nil || !strings.Contains(err.Error(), "row 2, column d is -0.5") {
		t.Errorf("negative: %v", err)
	}
}

func TestProfilesJSON(t *testing.T) {
	m, _ := habits(60, 0.1, 4)
	p := profiles(t, m, 2, Options{}).Profiles
	b, err := json.Marshal(p)
	var back Profiles
	if err != nil || json.Unmarshal(b, &back) != nil || !reflect.DeepEqual(p, back) {
		t.Fatalf("%s reads back as %+v, %v", b, back, err)
	}
	w := make([]float64, 2)
	if n := testing.AllocsPerRun(100, func() { back.Shares(w, m.Row(1)) }); n != 0 {
		t.Errorf("%v allocations a row", n)
	}
	near(t, "sum of shares", w[0]+w[1], 1, 1e-15)
	if back.Shares(w, make([]float64, 5)); w[0] != 0 || w[1] != 0 {
		t.Errorf("shares of nothing: %v", w)
	}
	for _, s := range []string{`{"parts":[[1,-1]]}`, `{"parts":[[0,0]]}`, `{"parts":[[1],[1,0]]}`} {
		if json.Unmarshal([]byte(s), &back) == nil {
			t.Errorf("%s: no error", s)
		}
	}
}

// A = VΛVᵀ with orthonormal V, the greatest value first.
func TestEigen(t *testing.T) {
	for d := 1; d <= 12; d++ {
		r := stats.Rand(uint64(d))
		a := make([]float64, d*d)
		for i := range d {
			for j := range i + 1 {
				a[i*d+j] = r.NormFloat64()
				a[j*d+i] = a[i*d+j]
			}
		}
		values, vectors := eigen(slices.Clone(a), d)
		for i := range d {
			if i > 0 && values[i] > values[i-1] {
				t.Fatalf("values %v", values)
			}
			for j := range d {
				want := 0.0
				if i == j {
					want = 1
				}
				near(t, "orthonormal", dot(vectors[i], vectors[j]), want, 1e-12)
				near(t, "Av", dot(a[j*d:(j+1)*d], vectors[i]), values[i]*vectors[i][j], 1e-11)
			}
		}
	}
}
