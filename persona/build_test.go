package persona

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"limner/cluster"
	"limner/event"
	"limner/metric"
	"limner/portrait"
)

// nothingSaid is dictionaries without texts.
type nothingSaid struct{}

func (nothingSaid) Code(event.Dictionary, string) (event.Code, bool) { return 0, false }
func (nothingSaid) Text(event.Dictionary, event.Code) string         { return "" }

// made is portraits whose metrics a test fills in; all others are missing.
type made struct {
	*portrait.Table
	t testing.TB
}

func newMade(t testing.TB, contacts int) made {
	t.Helper()
	c, err := metric.New(metric.Settings{}, nothingSaid{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	m := made{&portrait.Table{Metrics: c.Definitions(), AsOf: time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC)}, t}
	for i := range contacts {
		m.Contact = append(m.Contact, event.ContactID(10*i+1))
	}
	for range m.Metrics {
		m.X = append(m.X, slices.Repeat([]float64{math.NaN()}, contacts))
	}
	return m
}

// set sets one contact's value.
func (m made) set(metric string, row int, x float64) {
	c := m.Column(metric)
	if c == nil {
		m.t.Fatalf("there is no metric %q", metric)
	}
	c[row] = x
}

// shoppers is 300 contacts of three kinds: regulars, lapsed one-time buyers, and recent one-time buyers of little.
func shoppers(t testing.TB) made {
	m := newMade(t, 300)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 300 {
		orders, recency, basket := 1.0, 200+40*r.Float64(), 60+10*r.Float64()
		switch i % 3 {
		case 0:
			orders, recency = float64(12+r.IntN(8)), 10*r.Float64()
		case 1:
			recency, basket = 5+10*r.Float64(), 10+5*r.Float64()
		}
		m.set("orders", i, orders)
		m.set("recency_days", i, math.Floor(recency))
		m.set("revenue", i, orders*basket)
		m.set("average_order_value", i, basket)
		m.set("sessions", i, float64(r.IntN(4)))
	}
	return m
}

func build(t testing.TB, m made, s Settings, workers int) *Set {
	t.Helper()
	set, _, err := Build(t.Context(), m.Table, s, time.Unix(0, 0), workers)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func body(t testing.TB, s *Set) string {
	t.Helper()
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestBuildIsAFunctionOfItsInput(t *testing.T) {
	want := body(t, build(t, shoppers(t), Settings{Seed: 7}, 1))
	for _, workers := range []int{1, 2, 5} {
		if got := body(t, build(t, shoppers(t), Settings{Seed: 7}, workers)); got != want {
			t.Errorf("with %d workers:\n%s\nwith one:\n%s", workers, got, want)
		}
	}
	if body(t, build(t, shoppers(t), Settings{Seed: 8}, 2)) == want {
		t.Error("another seed gives the same bytes: is it kept?")
	}
}

func TestBuildFindsWhatWasPlanted(t *testing.T) {
	m := shoppers(t)
	set, members, err := Build(t.Context(), m.Table, Settings{Seed: 1, Axes: []string{"orders", "recency_days", "revenue"}}, time.Unix(0, 0), 2)
	if err != nil || len(set.Personas) != 3 {
		t.Fatalf("%d personas, %v: %s", len(set.Personas), err, set.Divisions[0].Choice.Reason)
	}
	for i := range members.Contact {
		if members.Persona[i] != members.Persona[i%3] || members.Contact[i] != m.Contact[i] {
			t.Fatalf("contact %d is of persona %d, others planted with it of %d", i, members.Persona[i], members.Persona[i%3])
		}
	}
	for _, x := range set.Personas {
		n := 0
		for _, p := range members.Persona {
			if int(p) == x.ID {
				n++
			}
		}
		if n != x.Size || x.Size != 100 || x.Share.Value != 100.0/300 {
			t.Errorf("%s has %d members, says %d, share %v", x.Name, n, x.Size, x.Share.Value)
		}
		if x.Rule.Precision.Value != 1 || x.Rule.Recall.Value != 1 || x.Rule.Fidelity.Value != 1 {
			t.Errorf("the rule of %s: %+v", x.Name, x.Rule)
		}
	}
	names := set.Personas[members.Persona[0]-1].Name + "; " + set.Personas[members.Persona[1]-1].Name + "; " + set.Personas[members.Persona[2]-1].Name
	if names != "Best customers; One-and-done buyers; Recent one-time buyers" && names != "Best customers; Recent one-time buyers; One-and-done buyers" {
		t.Errorf("names: %s", names)
	}
}

func TestBuildSaysWhyNot(t *testing.T) {
	for asked, says := range map[string]string{
		"nonsense":    "there is no such metric",
		"first_order": "it is not a measure of behaviour",
		"refunds":     "it is the same for everyone, or known of nobody",
	} {
		_, _, err := Build(t.Context(), shoppers(t).Table, Settings{Axes: []string{asked}}, time.Unix(0, 0), 1)
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("told apart by %s: %v, want %q", asked, err, says)
		}
	}
	for n, says := range map[int]string{0: "40 more", 39: "1 more", 60: "60 contacts apart"} {
		set := build(t, newMade(t, n), Settings{}, 1)
		if len(set.Personas) != 0 || !strings.Contains(set.Divisions[0].Choice.Reason, says) {
			t.Errorf("%d contacts of whom nothing is known: %q, want %q", n, set.Divisions[0].Choice.Reason, says)
		}
	}
}

func TestFingerprintSeesEveryValue(t *testing.T) {
	want := fingerprint(shoppers(t).Table)
	if again := fingerprint(shoppers(t).Table); again != want {
		t.Fatalf("%s, and then %s", want, again)
	}
	seen := map[string]string{want: "nothing"}
	note := func(what string, change func(m made)) {
		m := shoppers(t)
		change(m)
		f := fingerprint(m.Table)
		if before, ok := seen[f]; ok {
			t.Errorf("changing %s gives the fingerprint of changing %s", what, before)
		}
		seen[f] = what
	}
	for i, d := range shoppers(t).Metrics {
		note("the first value of "+d.Name, func(m made) { m.X[i][0] = 12345 })
		note("the last value of "+d.Name, func(m made) { m.X[i][299] = 12345 })
	}
	note("a value by one bit", func(m made) { m.X[0][5] = math.Nextafter(m.X[0][5], math.Inf(1)) })
	note("a contact", func(m made) { m.Contact[299]++ })
	note("the instant", func(m made) { m.AsOf = m.AsOf.Add(time.Microsecond) })
	note("a metric's name", func(m made) { m.Metrics[3].Name += "x" })
	m := shoppers(t)
	m.X[0][7], m.X[2][7] = m.X[2][7], math.Float64frombits(math.Float64bits(math.NaN())^1)
	n := shoppers(t)
	n.X[0][7], n.X[2][7] = n.X[2][7], math.NaN()
	if fingerprint(m.Table) != fingerprint(n.Table) {
		t.Error("two kinds of missing give two fingerprints")
	}
}

func TestFamiliesWeighEqually(t *testing.T) {
	m := shoppers(t)
	all := measures(m.Table)
	var chosen []measure
	for _, name := range []string{"recency_days", "orders", "revenue", "sessions"} {
		i := slices.IndexFunc(all, func(x measure) bool { return x.def.Name == name })
		if i < 0 {
			t.Fatalf("%s is no measure", name)
		}
		chosen = append(chosen, all[i])
	}
	_, x, err := transform(chosen, recipeFor(cluster.KMeansMethod))
	if err != nil {
		t.Fatal(err)
	}
	// The squared distance of two contacts is, on average, twice the sum of the columns' variances: what
	// a family adds to that is its say.
	say := map[string]float64{}
	for j, c := range chosen {
		var sum, squares float64
		for i := range x.N {
			v := x.Row(i)[j]
			sum, squares = sum+v, squares+v*v
		}
		n := float64(x.N)
		say[c.def.Family] += squares/n - sum/n*sum/n
	}
	if len(say) != 2 {
		t.Fatalf("families %v", say)
	}
	value, other := 0.0, 0.0
	for family, s := range say {
		if family == "Value" {
			value = s
		} else {
			other = s
		}
	}
	if value/other < 0.5 || value/other > 2 {
		t.Errorf("the three metrics of value have a say of %.2f, the one of product %.2f", value, other)
	}
	plain, _, err := transform(chosen[:3], recipeFor(cluster.KMeansMethod))
	if err != nil || plain.Steps[0].Weight != 1 && plain.Steps[0].Weight != math.Sqrt(0.5) {
		t.Errorf("one family alone is weighed %v, %v", plain.Steps[0].Weight, err)
	}
}
