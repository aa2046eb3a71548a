package cluster

import (
	"testing"
)

func TestModelPlacesAsFitted(t *testing.T) {
	m := blobs(500, 3, 4, 2, 1)
	f := fit(t, m, 4, Options{Seed: 1})
	all, err := f.Model().AssignAll(t.Context(), m, 2)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range all {
		if p.Group != f.Labels[i] || p.Second == p.Group || p.Margin < 0 || p.Margin > 1 || p.Distance > p.SecondDistance {
			t.Fatalf("row %d of group %d: %+v", i, f.Labels[i], p)
		}
	}
}

func TestAssignMargin(t *testing.T) {
	model := Model{Centers: [][]float64{{0, 0}, {4, 0}}}
	for _, c := range []struct {
		x             []float64
		group, second int32
		margin        float64
	}{
		{[]float64{0, 0}, 0, 1, 1},
		{[]float64{2, 0}, 0, 1, 0}, // halfway: the lower group
		{[]float64{3, 0}, 1, 0, 1 - 1./3},
	} {
		p := model.Assign(c.x)
		if p.Group != c.group || p.Second != c.second {
			t.Errorf("%v: %+v", c.x, p)
		}
		near(t, "margin", p.Margin, c.margin, 1e-15)
	}
	if p := (Model{Centers: [][]float64{{1}}}).Assign([]float64{3}); p.Second != -1 || p.Margin != 1 || p.Distance != 2 {
		t.Errorf("one group: %+v", p)
	}
	x := []float64{1, 2}
	if n := testing.AllocsPerRun(100, func() { model.Assign(x) }); n != 0 {
		t.Errorf("%v allocations a row", n)
	}
}

func TestMedoidHasLeastSum(t *testing.T) {
	m := blobs(200, 3, 3, 2, 5)
	f := fit(t, m, 3, Options{Seed: 1})
	for g, rows := range Nearest(m, f, 3) {
		row := rows[0]
		for i := 1; i < len(rows); i++ {
			if squared(m.Row(rows[i-1]), f.Centers[g]) > squared(m.Row(rows[i]), f.Centers[g]) {
				t.Errorf("group %d: %v are not in order", g, rows)
			}
		}
		if f.Labels[row] != int32(g) {
			t.Fatalf("the medoid of %d belongs to %d", g, f.Labels[row])
		}
		sum := func(of int) (s float64) {
			for i, c := range f.Labels {
				if c == int32(g) {
					s += squared(m.Row(i), m.Row(of))
				}
			}
			return s
		}
		for i, c := range f.Labels {
			if c == int32(g) && sum(i) < sum(row)-1e-9 {
				t.Fatalf("row %d stands for group %d better than %d", i, g, row)
			}
		}
	}
}
