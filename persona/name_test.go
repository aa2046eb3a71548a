package persona

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"limner/metric"
	"limner/stats"
)

// trait is a difference of a test.
func trait(metric string, g, median float64) Trait {
	return Trait{Metric: metric, Title: strings.ReplaceAll(metric, "_", " "), Difference: stats.Estimate{Value: g}, Median: median}
}

func TestNames(t *testing.T) {
	buyers := facts{buyers: 1, others: true}
	once := facts{buyers: 1, oneTime: 0.9, others: true}
	for _, c := range []struct {
		facts  facts
		traits []Trait
		want   string
	}{
		{buyers, nil, "Buyers"},
		{facts{}, nil, "Contacts"},
		{facts{others: true}, nil, "Contacts who never purchase"},
		{facts{others: true}, []Trait{trait("sessions", 1, 9)}, "Frequent visitors who never purchase"},
		{facts{}, []Trait{trait("sessions", 1, 9)}, "Contacts with high sessions"},
		{buyers, []Trait{trait("discount_share", 0.9, 1)}, "Discount-driven buyers"},
		{buyers, []Trait{trait("orders", 1, 9), trait("revenue", 1, 900)}, "Best customers"},
		{buyers, []Trait{trait("orders", 1, 9)}, "Regular buyers"},
		{once, nil, "One-time buyers"},
		{once, []Trait{trait("recency_days", 1, 200)}, "Lapsed one-time buyers"},
		{once, []Trait{trait("recency_days", 1, 90)}, "Lapsed one-time buyers"},
		{once, []Trait{trait("recency_days", 1, 89)}, "Slipping one-time buyers"},
		{once, []Trait{trait("recency_days", 3, 29)}, "One-time buyers"},
		{once, []Trait{trait("recency_days", 0.5, 200)}, "Slipping one-time buyers"},
		{once, []Trait{trait("recency_days", -1, 3)}, "Recent one-time buyers"},
		{buyers, []Trait{trait("recency_days", -1, 3)}, "Active buyers"},
		{once, []Trait{trait("recency_days", -1, 3), trait("tenure_days", -1, 3)}, "New one-time buyers"},
	} {
		p := Persona{facts: c.facts, Traits: c.traits, Share: stats.Estimate{Value: 0.2}}
		if got := nameOf(viewOf(&p)); got != c.want {
			t.Errorf("%+v with %v: %q, want %q", c.facts, c.traits, got, c.want)
		}
	}
}

func TestNoTwoHaveOneName(t *testing.T) {
	titles := []string{"orders", "revenue", "recency_days", "sessions", "discount_share", "inactive_days", "average_order_value", "MntWines", "income"}
	rapid.Check(t, func(t *rapid.T) {
		all := make([]Persona, rapid.IntRange(0, 12).Draw(t, "personas"))
		for i := range all {
			all[i].facts = facts{buyers: float64(rapid.IntRange(0, 1).Draw(t, "buyers")), oneTime: float64(rapid.IntRange(0, 1).Draw(t, "once")), others: rapid.Bool().Draw(t, "others")}
			for range rapid.IntRange(0, 3).Draw(t, "traits") {
				x := trait(rapid.SampledFrom(titles).Draw(t, "metric"), rapid.SampledFrom([]float64{-2, -0.6, 0.3, 0.9}).Draw(t, "g"), float64(rapid.IntRange(0, 200).Draw(t, "median")))
				x.Repeats = rapid.SampledFrom([]string{"", "orders"}).Draw(t, "repeats")
				all[i].Traits = append(all[i].Traits, x)
			}
		}
		nameAll(all)
		seen := map[string]bool{}
		for _, p := range all {
			if p.Name == "" || seen[p.Name] || strings.Count(p.Name, " with ") > 1 {
				t.Fatalf("%q, among %v", p.Name, seen)
			}
			seen[p.Name] = true
		}
	})
}

func TestNamesakes(t *testing.T) {
	all := make([]Persona, 4)
	for i := range all {
		all[i].facts = facts{buyers: 1, others: true}
	}
	echo := trait("revenue_90d", 0.5, 1)
	echo.Repeats = "revenue"
	all[1].Traits = []Trait{echo, trait("sessions", -0.5, 1)}
	all[2].Traits = []Trait{echo}
	nameAll(all)
	got := fmt.Sprintf("%s; %s; %s; %s", all[0].Name, all[1].Name, all[2].Name, all[3].Name)
	if got != "Buyers; Buyers with low sessions; Buyers with high revenue 90d; Buyers (2)" {
		t.Error(got)
	}
}

func TestPlain(t *testing.T) {
	for title, want := range map[string]string{"Days since last order": "days since last order", "MntWines": "MntWines", "NPS": "NPS", "X": "X", "Orders": "orders"} {
		if got := Plain(title); got != want {
			t.Errorf("%q inside a sentence is %q, want %q", title, got, want)
		}
	}
}

func TestTidy(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		x    float64
		unit metric.Unit
		want float64
	}{
		{517.4999, metric.Money, 517}, {63.4567, metric.Money, 63.5}, {1234, metric.Money, 1230}, {-1234, metric.Money, -1230}, {0.4567, metric.Money, 0.46}, {0.004, metric.Money, 0},
		{2.5, metric.Count, 2}, {2.999, metric.Count, 2}, {-0.5, metric.Count, -1}, {43.5, metric.Days, 43}, {1234.5, metric.Days, 1234},
		{0.3456, metric.Share, 0.35}, {0.03456, metric.Share, 0.035}, {1.5, metric.Ratio, 1.5}, {0.1234, metric.Ratio, 0.12},
		{0, metric.Money, 0}, {inf, metric.Money, inf}, {-inf, metric.Days, -inf},
	} {
		if got := tidy(stats.Bound(c.x), c.unit); float64(got) != c.want {
			t.Errorf("%v %v is said as %v, want %v", c.x, c.unit, got, c.want)
		}
	}
}

// A persona that is an archetype goes by its name, unless its own facts already name another of the library;
// of two that are the same archetype the closer one does.
func TestNamedAfterArchetypes(t *testing.T) {
	is := func(name string, jaccard float64) []Overlap { return []Overlap{{Archetype: name, Jaccard: jaccard}} }
	buyers := facts{buyers: 1, others: true}
	all := []Persona{
		{Archetypes: is("champions", 0.6), facts: buyers},
		{Archetypes: is("champions", 0.7), facts: buyers},
		{Archetypes: is("cart abandoners", 0.9), facts: facts{others: true}, Traits: []Trait{trait("sessions", 1, 9)}},
		{Archetypes: is("support-heavy", 0.59), facts: buyers},
	}
	nameAll(all)
	for i, want := range []string{"Buyers", "Champions", "Frequent visitors who never purchase", "Buyers (2)"} {
		if all[i].Name != want {
			t.Errorf("persona %d is called %q, want %q", i, all[i].Name, want)
		}
	}
}
