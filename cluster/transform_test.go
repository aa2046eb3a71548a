package cluster

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"limner/internal/datatest"
	"limner/stats"

	"pgregory.net/rapid"
)

func learn(t testing.TB, r Recipe, columns ...Column) (Transform, Matrix) {
	t.Helper()
	tr, err := Learn(columns, r)
	if err != nil {
		t.Fatal(err)
	}
	raw := make([][]float64, len(columns))
	for j, c := range columns {
		raw[j] = c.Values
	}
	m, err := tr.Matrix(raw)
	if err != nil {
		t.Fatal(err)
	}
	return tr, m
}

// log1p and ddof 0, asked for, give the matrix that METHODS measures inertia on.
func TestTransformOnlineRetail(t *testing.T) {
	want := retailRFM(t)
	path := datatest.Path(t, "online-retail", "expected_rfm.csv.gz")
	names := []string{"recency_days", "frequency", "monetary"}
	var columns []Column
	for j, v := range readColumns(t, path, ',', names...) {
		columns = append(columns, Column{Name: names[j], Values: v, Log: LogAlways})
	}
	tr, m := learn(t, Recipe{Scale: Standard}, columns...)
	for i := range m.X {
		if math.Abs(m.X[i]-want.X[i]) > 1e-9 {
			t.Fatalf("row %d: %v, want %v", i/3, m.Row(i/3), want.Row(i/3))
		}
	}
	if !slices.Equal(tr.Names(), names) || len(tr.Twins) != 0 {
		t.Errorf("names %v twins %v", tr.Names(), tr.Twins)
	}
}

func TestTransformDecides(t *testing.T) {
	r := stats.Rand(1)
	const n = 1000
	normal, amount, gappy, zeros, rare := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range n {
		normal[i], amount[i], gappy[i] = r.NormFloat64(), math.Exp(3+r.NormFloat64()), r.Float64()
		if i%10 == 0 {
			gappy[i], zeros[i] = math.NaN(), float64(1+r.IntN(3))
		}
	}
	rare[5] = 1
	constant, none := make([]float64, n), make([]float64, n)
	for i := range none {
		constant[i], none[i] = 7, math.NaN()
	}
	tr, m := learn(t, Recipe{Trim: 0.01},
		Column{Name: "normal", Values: normal}, Column{Name: "amount", Values: amount},
		Column{Name: "raw amount", Values: amount, Log: LogNever}, Column{Name: "gappy", Values: gappy},
		Column{Name: "zeros", Values: zeros}, Column{Name: "rare", Values: rare},
		Column{Name: "constant", Values: constant}, Column{Name: "none", Values: none})
	want := []string{"normal", "amount", "raw amount", "gappy", "gappy missing", "zeros"}
	if !slices.Equal(tr.Names(), want) || m.D != len(want) || tr.Width() != len(want) {
		t.Fatalf("names %v", tr.Names())
	}
	if tr.Steps[0].Log || !tr.Steps[1].Log || tr.Steps[2].Log {
		t.Error("only the skewed column takes a logarithm, unless told not to")
	}
	for j, words := range map[int]string{5: "all but the trimmed 1%", 6: "same value", 7: "no row has a value"} {
		if !strings.Contains(tr.Steps[j].Dropped, words) {
			t.Errorf("%s: dropped because %q", tr.Steps[j].Name, tr.Steps[j].Dropped)
		}
	}
	near(t, "share missing", tr.Steps[3].Missing, 0.1, 1e-12)
	near(t, "missing row", m.Row(0)[4]-m.Row(1)[4], 1, 1e-12)
	near(t, "filled with the median", m.Row(0)[3], 0, 1e-12)
	// Mostly zeros have no middle half; their deviation serves.
	near(t, "zeros", stats.MomentsOf(m.Column(5)).SD(0), 1, 1e-9)
	for j := range m.D {
		if hi := slices.Max(m.Column(j)); hi > 10 {
			t.Errorf("%s reaches %v deviations", m.Names[j], hi)
		}
	}
}

func TestTwinsCountOnce(t *testing.T) {
	r := stats.Rand(2)
	a, b, c, d := make([]float64, 300), make([]float64, 300), make([]float64, 300), make([]float64, 300)
	for i := range a {
		a[i], d[i] = r.NormFloat64(), r.NormFloat64()
		b[i], c[i] = 3*a[i]+1, -a[i]+0.01*r.NormFloat64()
	}
	tr, m := learn(t, Recipe{Scale: Standard}, Column{Name: "a", Values: a}, Column{Name: "b", Values: b},
		Column{Name: "c", Values: c}, Column{Name: "d", Values: d})
	if len(tr.Twins) != 2 || tr.Twins[0].Of != "a" || tr.Twins[1].Name != "c" || tr.Twins[1].R > -0.98 {
		t.Fatalf("twins %+v", tr.Twins)
	}
	var variance float64
	for j := range 3 {
		variance += stats.MomentsOf(m.Column(j)).Variance(0)
	}
	near(t, "one fact told thrice", variance, 1, 1e-9)
	near(t, "the other", stats.MomentsOf(m.Column(3)).Variance(0), 1, 1e-9)
}

func TestTransformRefuses(t *testing.T) {
	for what, c := range map[string]struct {
		columns []Column
		r       Recipe
	}{
		"negative":  {[]Column{{Name: "a", Values: []float64{1, -1}, Log: LogAlways}}, Recipe{}},
		"infinite":  {[]Column{{Name: "a", Values: []float64{1, math.Inf(1)}}}, Recipe{}},
		"unequal":   {[]Column{{Values: []float64{1, 2}}, {Values: []float64{1}}}, Recipe{}},
		"trim half": {nil, Recipe{Trim: 0.5}},
	} {
		if _, err := Learn(c.columns, c.r); err == nil {
			t.Errorf("%s: no error", what)
		}
	}
	tr, m := learn(t, Recipe{})
	if tr.Width() != 0 || m.N != 0 {
		t.Errorf("no columns: %+v", tr)
	}
}

// A frozen transform, read back from JSON, measures any later row: finite, within the bounds
// seen, without allocating, to the same bits as before.
func TestTransformLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 40).Draw(t, "n")
		value := rapid.OneOf(rapid.Just(math.NaN()), rapid.Just(0.0), rapid.Float64Range(-5, 500), rapid.Float64Range(0, 1))
		columns := make([]Column, rapid.IntRange(1, 4).Draw(t, "d"))
		raw := make([][]float64, len(columns))
		for j := range columns {
			raw[j] = rapid.SliceOfN(value, n, n).Draw(t, "column")
			columns[j] = Column{Name: string(rune('a' + j)), Values: raw[j]}
		}
		r := Recipe{Scale: Scale(rapid.IntRange(0, 1).Draw(t, "scale")), Trim: rapid.SampledFrom([]float64{0, 0.01, 0.1}).Draw(t, "trim")}
		tr, err := Learn(columns, r)
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(tr)
		var back Transform
		if err != nil || json.Unmarshal(b, &back) != nil || !reflect.DeepEqual(tr, back) {
			t.Fatalf("JSON %s: %+v, was %+v, %v", b, back, tr, err)
		}
		m, err := tr.Matrix(raw)
		if err != nil || m.check() != nil || m.D != tr.Width() || len(tr.Names()) != m.D {
			t.Fatalf("%v %v", err, m.check())
		}
		row := rapid.SliceOfN(rapid.OneOf(value, rapid.Just(math.Inf(1)), rapid.Just(-1e300)), len(columns), len(columns)).Draw(t, "row")
		x, y := make([]float64, m.D), make([]float64, m.D)
		tr.Apply(x, row)
		if allocs := testing.AllocsPerRun(3, func() { back.Apply(y, row) }); allocs != 0 || !slices.Equal(x, y) {
			t.Fatalf("%v allocations, %v and %v", allocs, x, y)
		}
		for j, v := range x {
			if c := m.Column(j); n > 0 && r.Trim == 0 && !strings.HasSuffix(m.Names[j], "missing") && (v > slices.Max(c) || v < slices.Min(c)) {
				t.Fatalf("%v lies outside of what was seen", v)
			}
		}
	})
}
