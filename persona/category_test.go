package persona

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"limner/metric"
	"limner/segment"
	"limner/warehouse"
)

// Two kinds of contacts who differ in a category and a little in a number: the category tells them apart,
// what they have in common is a trait, and a rule stays one of numbers.
func TestCategoriesTellApart(t *testing.T) {
	m := newMade(t, 300)
	for i := range 300 {
		m.set("preferred_weekday", i, float64(i%2*3)) // Monday or Thursday, say
		m.set("orders", i, float64(1+i%2*4+i%3))
		m.set("revenue", i, float64(50+i%7))
	}
	set, members, err := Build(t.Context(), m.Table, Settings{Seed: 1, K: 2, Axes: []string{"orders", "preferred_weekday"}}, time.Unix(0, 0), 2)
	if err != nil || len(set.Personas) != 2 {
		t.Fatalf("%d personas, %v", len(set.Personas), err)
	}
	for i, p := range members.Persona {
		if p != members.Persona[i%2] {
			t.Fatalf("contact %d is of persona %d, others of its kind of %d", i, p, members.Persona[i%2])
		}
	}
	found := false
	for _, x := range set.Personas[0].Traits {
		if strings.HasPrefix(x.Metric, "preferred_weekday is ") && x.Mean != x.RestMean {
			found = true
		}
	}
	if !found {
		t.Errorf("no trait tells the day: %+v", set.Personas[0].Traits)
	}
	for _, c := range set.Personas[0].Rule.Conditions {
		if c.Metric == "preferred_weekday" {
			t.Errorf("a rule has a threshold on a category: %+v", c)
		}
	}
}

// The rule of a persona is one of package segment, and picks whom it says it picks.
func TestRuleIsASegment(t *testing.T) {
	m := shoppers(t)
	for i := range m.Contact { // those of the last kind have no basket: a rule must say what becomes of them
		if i%3 == 2 {
			m.set("average_order_value", i, math.NaN())
		}
	}
	set := build(t, m, Settings{Seed: 1, Axes: []string{"orders", "average_order_value"}}, 2)
	missing := false
	for _, p := range set.Personas {
		missing = missing || strings.Contains(p.Rule.Segment, "average_order_value is missing")
		r, err := segment.Parse(p.Rule.Segment, segment.Vocabulary{Metrics: m.Metrics, Texts: wordless{}})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, yes := range r.Pick(m.Column, len(m.Contact)) {
			if yes {
				n++
			}
		}
		if n != p.Rule.Picks || n == 0 {
			t.Errorf("%s picks %d, says %d: %s", p.Name, n, p.Rule.Picks, p.Rule.Segment)
		}
	}
	if !missing {
		t.Error("no rule speaks of those without a basket")
	}
}

// Members are placed with a probability, and their second persona is the likeliest other one.
func TestPlacedWithProbability(t *testing.T) {
	m := shoppers(t)
	set, members, err := Build(t.Context(), m.Table, Settings{Seed: 1, Axes: []string{"orders", "recency_days", "revenue"}}, time.Unix(0, 0), 2)
	if err != nil {
		t.Fatal(err)
	}
	d := set.Divisions[0]
	x, err := d.Transform.Matrix([][]float64{m.Column("orders"), m.Column("recency_days"), m.Column("revenue")})
	if err != nil {
		t.Fatal(err)
	}
	post := make([]float64, len(d.IDs))
	for i := range x.N {
		group := d.Model.Assign(x.Row(i)).Group
		p, second, _ := d.Confidence.Of(post, x.Row(i), group)
		if members.Confidence[i] != p || int(members.Second[i]) != d.IDs[second] || int(members.Persona[i]) != d.IDs[group] {
			t.Fatalf("contact %d is %v sure of %d, else %d; want %v of %d, else %d", i, members.Confidence[i], members.Persona[i], members.Second[i], p, d.IDs[group], d.IDs[second])
		}
	}
}

func TestOtherMethods(t *testing.T) {
	for _, method := range []string{"mixture", "profiles"} {
		m := shoppers(t)
		set, members, err := Build(t.Context(), m.Table, Settings{Seed: 1, K: 3, Method: method, Axes: []string{"orders", "recency_days", "revenue"}}, time.Unix(0, 0), 2)
		if err != nil {
			t.Fatal(err)
		}
		t.Log(method, len(set.Personas), set.Divisions[0].Choice.Reason, set.Notes)
		if len(set.Personas) == 0 {
			if len(set.Divisions[0].Choice.Collapsed) == 0 {
				t.Errorf("%s finds nothing and does not say that a group collapsed: %s", method, set.Divisions[0].Choice.Reason)
			}
			continue
		}
		for i, c := range members.Confidence {
			if math.IsNaN(c) || c < 0 || c > 1 {
				t.Fatalf("%s: contact %d is placed with confidence %v", method, i, c)
			}
		}
	}
}

func TestByStage(t *testing.T) {
	m := shoppers(t)
	for i := range m.Contact { // the third kind is slipping, the others active; one contact's stage is unknown
		if i > 0 {
			m.set("stage", i, float64(1+i%3/2*2))
		}
	}
	set, members, err := Build(t.Context(), m.Table, Settings{Seed: 1, ByStage: true, Axes: []string{"orders", "recency_days", "revenue"}}, time.Unix(0, 0), 2)
	if err != nil || len(set.Divisions) != 2 {
		t.Fatalf("%d divisions, %v", len(set.Divisions), err)
	}
	active, slipping := set.Divisions[0], set.Divisions[1]
	if active.Stage != "active" || active.Contacts != 199 || slipping.Stage != "slipping" || slipping.Contacts != 100 {
		t.Fatalf("%s of %d, %s of %d", active.Stage, active.Contacts, slipping.Stage, slipping.Contacts)
	}
	of := map[int32]string{}
	for _, p := range set.Personas {
		of[int32(p.ID)] = p.Stage
	}
	for i, id := range members.Contact {
		kind := (int(id) - 1) / 10 % 3
		if want := map[bool]string{true: "slipping", false: "active"}[kind == 2]; of[members.Persona[i]] != want {
			t.Fatalf("contact %d of stage %s is in a persona of stage %q", id, want, of[members.Persona[i]])
		}
	}
	kinds := map[int32]int{}
	for i, id := range members.Contact {
		kind := (int(id)-1)/10%3 + 1
		if k := kinds[members.Persona[i]]; k != 0 && k != kind {
			t.Errorf("persona %d mixes contacts of the kinds %d and %d", members.Persona[i], k, kind)
		}
		kinds[members.Persona[i]] = kind
	}
	if len(active.IDs) < 2 {
		t.Errorf("the two active kinds are %d personas: %s", len(active.IDs), active.Choice.Reason)
	}
}

// What drove a contact from one persona to another can be a category: the words are told, not their codes.
func TestCategoriesDriveMoves(t *testing.T) {
	m := newMade(t, 300)
	for i := range 300 {
		m.set("preferred_weekday", i, float64(i%2*3))
		m.set("orders", i, float64(1+i%2*4+i%3))
	}
	set, members, err := Build(t.Context(), m.Table, Settings{Seed: 1, K: 2, Axes: []string{"orders", "preferred_weekday"}}, time.Unix(0, 0), 2)
	if err != nil || len(set.Personas) != 2 {
		t.Fatalf("%d personas, %v", len(set.Personas), err)
	}
	later := newMade(t, 300)
	for i := range 300 {
		later.set("preferred_weekday", i, 3) // all come on the day of the second kind, and order as they did
		later.set("orders", i, float64(5+i%3))
	}
	moved, err := set.Move(t.Context(), m.Table, later.Table, 2)
	if err != nil || len(moved.Flows) != 1 || moved.Flows[0].Contacts != 150 || moved.Flows[0].From != int(members.Persona[0]) {
		t.Fatalf("%+v, %v", moved, err)
	}
	days := m.Metrics[slices.IndexFunc(m.Metrics, func(d metric.Definition) bool { return d.Name == "preferred_weekday" })].Words
	told := map[string]string{}
	for _, p := range moved.Flows[0].Because {
		told[p.Metric] = p.Was + " → " + p.Is
		if p.Metric == "orders" && (p.Before == nil || *p.Before != 2 || p.After == nil || *p.After != 6) {
			t.Errorf("orders: %+v", p)
		}
	}
	if want := days[0] + " → " + days[3]; told["preferred_weekday"] != want {
		t.Errorf("the day is told as %q, want %q", told["preferred_weekday"], want)
	}
}

// Borderline means the same in a persona and in the drift: less than BorderlineConfidence sure.
func TestBorderlineIsOneThing(t *testing.T) {
	set := &Set{Contacts: 4, Personas: []Persona{{ID: 1}, {ID: 2}}, Divisions: []Division{{IDs: []int{1, 2}}}}
	m := warehouse.Members{Persona: []int32{1, 1, 2, 2}, Confidence: []float64{0.59, 0.61, 0.3, 1}}
	set.countBorderline(m)
	if n := countUnsure(m); n != 2 || set.Personas[0].Borderline != 1 || set.Personas[1].Borderline != 1 {
		t.Errorf("%d in all; of the personas %d and %d", n, set.Personas[0].Borderline, set.Personas[1].Borderline)
	}
}
