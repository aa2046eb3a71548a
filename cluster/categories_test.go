package cluster

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"limner/stats"

	"pgregory.net/rapid"
)

// plans are 40% 1, 30% 3, 20% missing, 9% 7, and 1% of 8 and 9, too rare for columns.
func plans() []float64 {
	out := make([]float64, 1000)
	for i := range out {
		switch i %= 100; {
		case i < 40:
			out[i] = 1
		case i < 70:
			out[i] = 3
		case i < 90:
			out[i] = math.NaN()
		case i < 99:
			out[i] = 7
		}
	}
	for i := range out {
		out[i] = out[i%100]
		if i%100 == 99 {
			out[i] = 8 + float64(i/100%2)
		}
	}
	return out
}

func TestCategories(t *testing.T) {
	values := plans()
	tr, m := learn(t, Recipe{Scale: Standard}, Column{Name: "plan", Values: values, Categories: true})
	if want := []string{"plan is 1", "plan is 3", "plan is 7", "plan is other", "plan is missing"}; !slices.Equal(m.Names, want) {
		t.Fatalf("names %v", m.Names)
	}
	// fpc: 2*distancefactor(5, n=5e6)^2 = 1.25 for any two of five levels
	for _, pair := range [][2]int{{0, 41}, {0, 71}, {41, 91}, {91, 99}, {99, 71}} {
		near(t, "distance of levels", squared(m.Row(pair[0]), m.Row(pair[1])), 1.25, 1e-12)
	}
	if squared(m.Row(0), m.Row(1)) != 0 || squared(m.Row(99), m.Row(199)) != 0 {
		t.Error("rows of one level, or rare ones, lie apart")
	}
	for j := range m.D {
		near(t, "mean", stats.MomentsOf(m.Column(j)).Mean, 0, 1e-12)
	}
	later := make([]float64, m.D)
	if tr.Apply(later, []float64{1234}); !slices.Equal(later, m.Row(99)) {
		t.Errorf("a level not seen: %v, others %v", later, m.Row(99))
	}
	if tr.Apply(later, []float64{math.NaN()}); !slices.Equal(later, m.Row(80)) {
		t.Errorf("no value: %v, missing %v", later, m.Row(80))
	}
}

// A level not seen, where there were no others to go with, says nothing.
func TestCategoriesUnknown(t *testing.T) {
	tr, m := learn(t, Recipe{}, Column{Name: "a", Values: []float64{1, 1, 2, 2}, Categories: true})
	near(t, "two levels", squared(m.Row(0), m.Row(2)), 2, 1e-15)
	x := make([]float64, 2)
	for _, v := range []float64{5, math.NaN()} {
		if tr.Apply(x, []float64{v}); x[0] != 0 || x[1] != 0 {
			t.Errorf("%v becomes %v", v, x)
		}
	}
	for words, values := range map[string][]float64{"same value": {4, 4, 4}, "no row": {math.NaN(), math.NaN()}} {
		tr, m := learn(t, Recipe{}, Column{Values: values, Categories: true})
		if m.D != 0 || !strings.Contains(tr.Steps[0].Dropped, words) {
			t.Errorf("%v: %q", values, tr.Steps[0].Dropped)
		}
	}
	if _, err := Learn([]Column{{Values: []float64{1, math.Inf(1)}, Categories: true}}, Recipe{}); err == nil {
		t.Error("infinite code: no error")
	}
}

// Beside a category, measures are what they are without it, twins among them included, and two
// columns of a yes or no are no twins.
func TestCategoriesLeaveMeasuresAlone(t *testing.T) {
	r := stats.Rand(3)
	a, b, code := make([]float64, 200), make([]float64, 200), make([]float64, 200)
	for i := range a {
		a[i], code[i] = r.NormFloat64(), float64(i%2)
		b[i] = 2 * a[i]
	}
	without, m := learn(t, Recipe{}, Column{Name: "a", Values: a}, Column{Name: "b", Values: b})
	with, n := learn(t, Recipe{}, Column{Name: "a", Values: a}, Column{Name: "c", Values: code, Categories: true}, Column{Name: "b", Values: b})
	if !reflect.DeepEqual(without.Twins, with.Twins) || len(with.Twins) != 1 {
		t.Errorf("twins %v and %v", without.Twins, with.Twins)
	}
	if !slices.Equal(m.Column(0), n.Column(0)) || !slices.Equal(m.Column(1), n.Column(3)) || n.D != 4 {
		t.Errorf("names %v", n.Names)
	}
}

func TestNonNegative(t *testing.T) {
	spend, rare := make([]float64, 1000), make([]float64, 1000)
	for i := range spend {
		spend[i] = float64(i)
	}
	spend[3], rare[7] = math.NaN(), 4
	tr, m := learn(t, Recipe{Scale: NonNegative}, Column{Name: "spend", Values: spend, Log: LogNever},
		Column{Name: "rare", Values: rare}, Column{Name: "plan", Values: plans(), Categories: true})
	near(t, "half of the 99th percentile", m.Row(500)[0], 500/tr.Steps[0].Scale, 1e-15)
	near(t, "99th percentile", tr.Steps[0].Scale, 989, 1e-3)
	if m.Row(999)[0] != 1 || m.Row(0)[0] != 0 || m.Row(3)[0] != 0 || m.Row(7)[1] != 1 || m.Row(8)[1] != 0 {
		t.Errorf("rows %v %v %v", m.Row(999), m.Row(3), m.Row(7))
	}
	near(t, "distance of levels", squared(m.Row(0)[2:], m.Row(41)[2:]), 1, 1e-12)
	if slices.Min(m.X) < 0 {
		t.Error("negative")
	}
	if _, err := Learn([]Column{{Name: "balance", Values: []float64{3, 1, -2}}}, Recipe{Scale: NonNegative}); err == nil || !strings.Contains(err.Error(), `"balance" is negative in row 2`) {
		t.Errorf("negative: %v", err)
	}
}

// Whatever the columns, NonNegative gives numbers from 0 to 1 for all rows, later ones too, of
// which profiles can be made; a transform of categories reads back from JSON as it was.
func TestNonNegativeLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 60).Draw(t, "n")
		value := rapid.OneOf(rapid.Just(math.NaN()), rapid.Just(0.), rapid.Float64Range(0, 900), rapid.Just(2.))
		var columns []Column
		var raw [][]float64
		for j := range rapid.IntRange(1, 4).Draw(t, "d") {
			raw = append(raw, rapid.SliceOfN(value, n, n).Draw(t, "column"))
			columns = append(columns, Column{Name: string(rune('a' + j)), Values: raw[j], Categories: rapid.Bool().Draw(t, "categories")})
		}
		tr, err := Learn(columns, Recipe{Scale: NonNegative})
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(tr)
		var back Transform
		if err != nil || json.Unmarshal(b, &back) != nil || !reflect.DeepEqual(tr, back) {
			t.Fatalf("%s reads back as %+v, was %+v, %v", b, back, tr, err)
		}
		m, err := back.Matrix(raw)
		if err != nil || m.check() != nil || len(m.Names) != m.D {
			t.Fatal(err, m.check())
		}
		later := make([]float64, m.D)
		row := rapid.SliceOfN(rapid.OneOf(value, rapid.Just(-5.), rapid.Just(1e300)), len(raw), len(raw)).Draw(t, "later")
		if allocs := testing.AllocsPerRun(3, func() { back.Apply(later, row) }); allocs != 0 {
			t.Fatalf("%v allocations", allocs)
		}
		for _, x := range slices.Concat(later, m.X) {
			if !(x >= 0 && x <= 1) {
				t.Fatalf("%v", x)
			}
		}
	})
}

// Every column that comes out has a source, in order.
func TestSources(t *testing.T) {
	tr := must2(Learn([]Column{
		{Name: "same", Values: []float64{1, 1, 1, 1}},
		{Name: "plan", Values: []float64{3, 5, math.NaN(), 3}, Categories: true},
		{Name: "x", Values: []float64{1, math.NaN(), 2, 4}},
	}, Recipe{}))
	if got := tr.Sources(); !slices.Equal(got, []int{1, 1, 1, 2, 2}) || len(got) != tr.Width() || len(got) != len(tr.Names()) {
		t.Errorf("%v for %v", got, tr.Names())
	}
}
