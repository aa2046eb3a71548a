package persona

import (
	"math"
	"testing"
)

// TestMovement moves some shoppers by hand and finds them, with their reason.
func TestMovement(t *testing.T) {
	before, after := shoppers(t), shoppers(t)
	after.AsOf = before.AsOf.AddDate(0, 1, 0)
	set := build(t, before, Settings{Seed: 1, Axes: []string{"orders", "recency_days", "revenue"}}, 1)
	for i := range 60 { // twenty of the recent ones lapse
		if i%3 == 1 {
			after.set("recency_days", i, 220)
		}
	}
	before.Table = before.Rows(rowsBut(300, 299, 298)) // two are not known yet
	m, err := set.Move(t.Context(), before.Table, after.Table, 2)
	if err != nil {
		t.Fatal(err)
	}
	if m.Known != 298 || len(m.Flows) != 1 || m.Flows[0].Contacts != 20 || math.Abs(m.Moved.Value-20.0/298) > 1e-12 {
		t.Fatalf("%d known, %+v", m.Known, m.Flows)
	}
	if why := m.Flows[0].Because; len(why) == 0 || why[0].Metric != "recency_days" || *why[0].Before > 20 || *why[0].After != 220 || why[0].Share < 0.5 {
		t.Errorf("because %+v", why)
	}
	all := 0
	for i := range m.IDs {
		all += m.Newcomers[i]
		for j := range m.IDs {
			all += m.Counts[i][j]
		}
	}
	if all != 300 {
		t.Errorf("the matrix holds %d contacts", all)
	}
}

func rowsBut(n int, but ...int) (rows []int) {
	for i := range n {
		out := false
		for _, b := range but {
			out = out || i == b
		}
		if !out {
			rows = append(rows, i)
		}
	}
	return rows
}

func TestDrift(t *testing.T) {
	m := shoppers(t)
	set, members, err := Build(t.Context(), m.Table, Settings{Seed: 1, Axes: []string{"orders", "recency_days", "revenue"}}, m.AsOf, 1)
	if err != nil {
		t.Fatal(err)
	}
	run := &Run{Set: set, Reference: ReferenceOf(set, m.Table, members)}
	if d := run.Drift(m.Table, members); d.Refit || d.Mix.Value != 0 || len(d.Axes) != 3 {
		t.Errorf("the same population: %+v", d)
	}
	later := shoppers(t)
	for i := range 300 {
		later.set("recency_days", i, later.Column("recency_days")[i]+90)
	}
	moved, err := set.Place(t.Context(), later.Table, 1)
	if err != nil {
		t.Fatal(err)
	}
	d := run.Drift(later.Table, moved)
	if !d.Refit || len(d.Because) == 0 {
		t.Errorf("everyone three months later: %+v", d)
	}
	for _, a := range d.Axes {
		if moved := a.Metric == "recency_days"; moved != (a.PSI.Value > 0.25) {
			t.Errorf("%s: %+v", a.Metric, a.PSI)
		}
	}
}
