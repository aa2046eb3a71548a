package segment

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"limner/event"
	"limner/metric"
)

// small is a vocabulary with a metric of each sort.
var small = Vocabulary{
	Metrics: []metric.Definition{
		{Name: "orders", Unit: metric.Count}, {Name: "revenue", Unit: metric.Money}, {Name: "recency_days", Unit: metric.Days},
		{Name: "wait_hours", Unit: metric.Hours}, {Name: "discount_share", Unit: metric.Share}, {Name: "umsätze", Unit: metric.Number},
		{Name: "stage", Unit: metric.Word, Words: []string{"new", "active", "at \"risk\""}},
		{Name: "channel", Unit: metric.Text, Dictionary: event.Channels},
	},
	Texts: &texts{{""}, {""}, {""}, {"", "email", "web"}},
}

// drawRule draws a bound rule, built by the functions of the package.
func drawRule(depth int) *rapid.Generator[Rule] {
	return rapid.Custom(func(t *rapid.T) Rule {
		shape := rapid.IntRange(0, 9).Draw(t, "shape")
		if depth == 0 || shape > 4 {
			return drawComparison().Draw(t, "comparison")
		}
		if shape == 0 {
			return Not(drawRule(depth-1).Draw(t, "not"))
		}
		parts := rapid.SliceOfN(drawRule(depth-1), 0, 3).Draw(t, "parts")
		if shape%2 == 0 {
			return All(parts...)
		}
		return Any(parts...)
	})
}

func drawComparison() *rapid.Generator[Rule] {
	return rapid.Custom(func(t *rapid.T) Rule {
		d := rapid.SampledFrom(small.Metrics).Draw(t, "metric")
		r := rapid.SampledFrom([]Rule{Missing(d.Name), Known(d.Name), Is(d.Name, ""), Is(d.Name, "")}).Draw(t, "kind")
		switch {
		case !r.test.asksText():
		case d.Unit == metric.Word:
			r = rapid.SampledFrom([]Rule{Is(d.Name, d.Words[0]), Is(d.Name, d.Words[2])}).Draw(t, "word")
		case d.Unit == metric.Text:
			r = Is(d.Name, rapid.SampledFrom([]string{"email", "web", "nowhere", `a "\b`, "\xff"}).Draw(t, "text"))
		case d.Unit == metric.Share:
			r = AtLeast(d.Name, rapid.Float64Range(-1, 1).Draw(t, "share"))
		default:
			x := rapid.Float64Range(-1e9, 1e9).Draw(t, "number")
			relations := []func(string, float64) Rule{Below, AtMost, Over, AtLeast, Equal}
			r = rapid.SampledFrom(relations).Draw(t, "relation")(d.Name, x)
		}
		bound, err := r.Bind(small)
		if err != nil {
			t.Fatal(err)
		}
		return bound
	})
}

// drawPerson draws a value for every metric.
func drawPerson() *rapid.Generator[map[string]float64] {
	return rapid.Custom(func(t *rapid.T) map[string]float64 {
		person := map[string]float64{}
		for _, d := range small.Metrics {
			person[d.Name] = rapid.SampledFrom([]float64{math.NaN(), 0, 1, 2, 0.5, 100, -3}).Draw(t, d.Name)
			if d.Unit == metric.Word || d.Unit == metric.Text {
				person[d.Name] = rapid.SampledFrom([]float64{math.NaN(), 1, 2}).Draw(t, d.Name)
			}
		}
		return person
	})
}

func lookup(person map[string]float64) func(string) float64 {
	return func(name string) float64 { return person[name] }
}

func TestTextParsesToTheSameRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRule(4).Draw(t, "rule")
		back, err := Parse(r.String(), small)
		if err != nil {
			t.Fatalf("%s: %v", r, err)
		}
		// NaN, the code of an unknown text, is not equal to itself
		if back.String() != r.String() || !reflect.DeepEqual(back, r) && len(r.Unknown()) == 0 {
			t.Fatalf("%#v\nis written %s\nand read   %#v", r, r, back)
		}
		person := drawPerson().Draw(t, "person")
		if back.Holds(lookup(person)) != r.Holds(lookup(person)) {
			t.Fatalf("%s: two answers for %v", r, person)
		}
		body, err := json.Marshal(r)
		var unbound Rule
		if err == nil {
			err = json.Unmarshal(body, &unbound)
		}
		if err == nil {
			back, err = unbound.Bind(small)
		}
		if err != nil || back.String() != r.String() {
			t.Fatalf("%s came out of JSON as %s, %v", r, back, err)
		}
	})
}

// Columns and single people give the same answers, and and, or and not mean what they say.
func TestPickAgreesWithHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawRule(3).Draw(t, "a"), drawRule(3).Draw(t, "b")
		people := rapid.SliceOfN(drawPerson(), 1, 8).Draw(t, "people")
		column := func(name string) []float64 {
			x := make([]float64, len(people))
			for i, p := range people {
				x[i] = p[name]
			}
			return x
		}
		both, either, neither := All(a, b).Pick(column, len(people)), Any(a, b).Pick(column, len(people)), Not(Any(a, b)).Pick(column, len(people))
		for i, p := range people {
			ha, hb := a.Holds(lookup(p)), b.Holds(lookup(p))
			if both[i] != (ha && hb) || either[i] != (ha || hb) || neither[i] != (!ha && !hb) {
				t.Fatalf("a %s: %v, b %s: %v; both %v, either %v, neither %v", a, ha, b, hb, both[i], either[i], neither[i])
			}
		}
	})
}

// Whoever has the values that decided gets the same answer, whatever the other values are.
func TestBecauseDecides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRule(4).Draw(t, "rule")
		person, other := drawPerson().Draw(t, "person"), drawPerson().Draw(t, "other")
		holds := r.Holds(lookup(person))
		for _, f := range r.Because(lookup(person)) {
			test, err := Parse(f.Comparison, small)
			if err != nil || test.Holds(lookup(person)) != f.Holds || !strings.HasPrefix(f.String(), f.Metric+" ") {
				t.Fatalf("%+v: %v", f, err)
			}
			other[f.Metric] = person[f.Metric]
		}
		if r.Holds(lookup(other)) != holds {
			t.Fatalf("%s: %v because of %v, but not for %v", r, holds, r.Because(lookup(person)), other)
		}
	})
}

func TestWithin(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		rule Rule
		want string
	}{
		{Within("orders", 3, inf, false), "orders > 3"},
		{Within("orders", -inf, 3, true), "orders <= 3 or orders is missing"},
		{Within("orders", 1, 3, false), "orders > 1 and orders <= 3"},
		{Within("orders", 1, 3, true), "(orders > 1 and orders <= 3) or orders is missing"},
		{Within("orders", -inf, inf, false), "orders is known"},
		{Within("orders", -inf, inf, true), "everyone"},
		{Within("orders", inf, inf, true), "orders is missing"},
		{Within("orders", inf, inf, false), "not everyone"},
		{All(Over("orders", 3), Within("recency_days", -inf, 60, true)), "orders > 3 and (recency_days <= 60 or recency_days is missing)"},
		{Rule{}, "everyone"},
		{Not(Not(Is("stage", "new"))), `stage is "new"`},
		{Over("orders", math.Copysign(0, -1)), "orders > 0"},
	} {
		if got := c.rule.String(); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

func TestCanonicalText(t *testing.T) {
	for text, want := range map[string]string{
		"orders>1 AND revenue >= 3.50 or recency_days<2 weeks": "(orders > 1 and revenue >= 3.5) or recency_days < 14",
		"((orders > 1)) and (revenue > 2 and revenue < 9)":     "orders > 1 and revenue > 2 and revenue < 9",
		"not not orders > 1":             "orders > 1",
		"not orders > 1 and revenue > 2": "not (orders > 1) and revenue > 2",
		"discount_share >= 33.3%":        "discount_share >= 33.3%",
		"discount_share >= 0.07":         "discount_share >= 7%",
		"discount_share != -0.125":       "discount_share != -12.5%",
		"discount_share > 250%":          "discount_share > 250%",
		"wait_hours < 2 days":            "wait_hours < 48",
		"recency_days > 12 hours":        "recency_days > 0.5",
		`stage != "new"`:                 `stage is not "new"`,
		"orders is not missing":          "orders is known",
		"orders is not known":            "orders is missing",
		"umsätze > 3\n\tor everyone":     "everyone",
	} {
		r, err := Parse(text, small)
		if err != nil || r.String() != want {
			t.Errorf("%s is %s, want %s; %v", text, r, want, err)
		}
	}
	r, _ := Parse("orders > 1 and (revenue > 2 or orders = 0)", small)
	if got := strings.Join(r.Metrics(), " "); got != "orders revenue" {
		t.Errorf("metrics %s", got)
	}
}

// Columns of an error count letters, not bytes.
func TestErrorColumn(t *testing.T) {
	for text, want := range map[string]int{"": 1, "  ": 3, "umsätze > 1 and x = 2": 17, "orders > 1 and (revenue > 2": 16, strings.Repeat("(", 2000) + "orders = 1": 1001,
		strings.Repeat("orders = 1 or revenue = 1 and (", 60) + "orders = 1" + strings.Repeat(")", 60): 1} {
		_, err := Parse(text, small)
		if e, ok := errors.AsType[*Error](err); !ok || e.Column != want {
			t.Errorf("%q: %v, want column %d", text, err, want)
		}
	}
}

func TestUnboundTextsAreNotEvaluated(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a text that nobody looked up has been compared")
		}
	}()
	Is("stage", "new").Holds(func(string) float64 { return 1 })
}

func TestUnmarshalRefuses(t *testing.T) {
	var r Rule
	for body, want := range map[string]string{`"orders >"`: "compared with a number", `"recency_days > 3 weeks"`: "in the metric's own unit", `3`: "cannot unmarshal"} {
		if err := json.Unmarshal([]byte(body), &r); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", body, err)
		}
	}
	if _, err := Over("order", 3).Bind(small); err == nil || !strings.Contains(err.Error(), `did you mean "orders"`) {
		t.Error(err)
	}
}

func TestPickAllocatesByRuleAndNotByPerson(t *testing.T) {
	r, err := Parse(`orders > 1 and (revenue > 2 or not (stage is "new"))`, small)
	if err != nil {
		t.Fatal(err)
	}
	x := make([]float64, 10_000)
	column := func(string) []float64 { return x }
	if n := testing.AllocsPerRun(5, func() { r.Pick(column, len(x)) }); n > 4 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"revenue > 200 and recency_days > 3 weeks", `not (stage is "new") or channel is not "a\"b"`, "discount_share >= 60% or orders is missing", "((everyone", "orders > 1,000", "“"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Parse(text, small)
		if err != nil {
			if e, ok := errors.AsType[*Error](err); !ok || e.Column < 1 || e.Column > len([]rune(text))+1 || e.Problem == "" {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		back, err := Parse(r.String(), small)
		if err != nil || back.String() != r.String() {
			t.Fatalf("%q is written %q and read %q, %v", text, r, back, err)
		}
		r.Holds(func(string) float64 { return 1 })
	})
}
