package report

import (
	"math"
	"slices"
	"testing"

	"limner/event"
	"limner/metric"
	"limner/persona"
	"limner/portrait"
	"limner/warehouse"
)

func TestRanks(t *testing.T) {
	nan := math.NaN()
	got := ranks([]float64{5, nan, 1, 5, 9})
	want := []float64{50, nan, 12.5, 50, 87.5} // of four: 1 has half of one below it, each 5 one and half of two
	for i := range want {
		if got[i] != want[i] && !(math.IsNaN(got[i]) && math.IsNaN(want[i])) {
			t.Fatalf("ranks %v, want %v", got, want)
		}
	}
}

// crowd is forty contacts of two personas: the first twenty have low values, the others high ones.
func crowd() (*persona.Set, *portrait.Table, warehouse.Members) {
	set := &persona.Set{Personas: []persona.Persona{{ID: 1, Size: 20}, {ID: 2, Size: 20}}, Divisions: []persona.Division{{IDs: []int{1, 2}}}}
	t := &portrait.Table{}
	names := []string{"orders", "twin", "noise", "a", "b", "c", "d", "e", "f", "sparse"}
	for j, name := range names {
		t.Metrics = append(t.Metrics, metric.Definition{Name: name, Title: name, Shape: true})
		set.Divisions[0].Axes = append(set.Divisions[0].Axes, persona.Axis{Metric: name})
		x := make([]float64, 40)
		for i := range x {
			switch name {
			case "orders", "twin":
				x[i] = float64(i)
			case "sparse":
				x[i] = math.NaN()
				if i < 15 {
					x[i] = 1
				}
			default:
				x[i] = float64((i*7 + i*i*(j+3)) % 11)
			}
		}
		t.X = append(t.X, x)
	}
	var m warehouse.Members
	for i := range 40 {
		t.Contact = append(t.Contact, event.ContactID(i))
		m.Contact = append(m.Contact, event.ContactID(i))
		m.Persona, m.Second = append(m.Persona, int32(1+i/20)), append(m.Second, int32(2-i/20))
		m.Confidence = append(m.Confidence, float64(i%20)/20)
	}
	return set, t, m
}

func TestMeasure(t *testing.T) {
	set, table, m := crowd()
	all := Measure(set, table, m)
	one, two := all[1], all[2]
	find := func(x Measured, name string) *Standing {
		if i := slices.IndexFunc(x.Standings, func(s Standing) bool { return s.Metric == name }); i >= 0 {
			return &x.Standings[i]
		}
		return nil
	}
	if s := find(one, "orders"); s == nil || s.Rank != 25 || s.Median != 9.5 || s.Everyone != 19.5 || s.Known != 20 {
		t.Errorf("the first persona's orders stand at %+v", s)
	}
	if s := find(two, "orders"); s == nil || s.Rank != 75 {
		t.Errorf("the second persona's orders stand at %+v", s)
	}
	if find(one, "twin") != nil {
		t.Error("an axis tells again what another does, though there are enough")
	}
	if n := len(one.Standings); n > mostAxes || n < wantedAxes {
		t.Errorf("%d axes", n)
	}
	if one.Confidence != 0.475 || one.Next != 2 || one.NextShare != 1 || two.Next != 1 {
		t.Errorf("placed %+v and %+v", one, two)
	}
	if s := newScale(table.Metrics[9], table.X[9]).standing([]int{20, 21, 30}); !math.IsNaN(s.Rank) || s.Known != 0 {
		t.Errorf("members without a value stand at %+v", s)
	}
}

// Portraits of other people than those of the set are not measured at all.
func TestMeasureOfOtherPeople(t *testing.T) {
	set, table, m := crowd()
	set.Personas[0].Size = 21
	if Measure(set, table, m) != nil {
		t.Error("a set is measured by the portraits of others")
	}
}
