package report

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"limner/cluster"
	"limner/metric"
	"limner/persona"
	"limner/stats"
)

func condition(title string, u metric.Unit, above, upTo float64, missing bool) persona.Condition {
	return persona.Condition{Title: title, Unit: u, Above: stats.Bound(above), UpTo: stats.Bound(upTo), Missing: missing}
}

func TestRuleInWords(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		in   persona.Condition
		want string
	}{
		{condition("Orders", metric.Count, 3, inf, false), "orders over 3"},
		{condition("Days since last order", metric.Days, -inf, 60, false), "days since last order at most 60 days"},
		{condition("Revenue", metric.Money, 517, 1230, false), "revenue over £517 and at most £1,230"},
		{condition("Median gap", metric.Days, -inf, inf, false), "median gap known"},
		{condition("Median gap", metric.Days, -inf, 30, true), "median gap at most 30 days (or none)"},
		{condition("MntWines", metric.Number, 63.5, inf, false), "MntWines over 63.5"},
		{condition("Orders on discount", metric.Share, 0.35, inf, false), "orders on discount over 35%"},
	} {
		if got := (Style{Currency: "GBP"}).condition(c.in); got != c.want {
			t.Errorf("%+v is written %q, want %q", c.in, got, c.want)
		}
	}
}

func TestCard(t *testing.T) {
	share := stats.Estimate{Value: 0.33, Lo: 0.32, Hi: 0.35}
	set := &persona.Set{
		AsOf: time.Date(2011, 12, 10, 0, 0, 0, 0, time.UTC), Contacts: 4371,
		Divisions: []persona.Division{{
			Contacts: 4371, Axes: []persona.Axis{{Metric: "orders"}, {Metric: "revenue"}},
			Choice: cluster.Choice{Reason: "2 groups: they hold."}, IDs: []int{1},
		}},
		Personas: []persona.Persona{{
			ID: 1, Name: "Lapsed buyers", Size: 1461, Share: share, Revenue: 393866, RevenueShare: 0.0442, Stability: stats.Estimate{Value: 0.91}, Typical: []string{"16338"},
			Traits: []persona.Trait{
				{Title: "Revenue", Unit: metric.Money, Difference: stats.Estimate{Value: -1.75, Lo: -1.88, Hi: -1.62}, Median: 243, RestMedian: 1190},
				{Title: "Biggest order", Unit: metric.Money, Repeats: "revenue"},
				{Title: "Refunds", Difference: stats.Estimate{Value: -0.68, Lo: -0.79, Hi: -0.56}, Mean: 0.2, RestMean: 1.16},
			},
			Rule: persona.Rule{Conditions: []persona.Condition{condition("Orders", metric.Count, math.Inf(-1), 2, false)},
				Precision: stats.Estimate{Value: 0.97}, Recall: stats.Estimate{Value: 0.82}, Fidelity: stats.Estimate{Value: 0.93}},
		}},
		Notes: []string{"something to know"},
	}
	var b strings.Builder
	if err := (Style{Currency: "GBP"}).Personas(&b, set); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"4,371 contacts as of 10 December 2011 00:00 UTC", "1 persona, told apart by orders, revenue", "1. Lapsed buyers",
		"1,461 contacts, 33% of all [32%–35%]; £393,866, 4.4% of the revenue",
		"· Revenue: £243, the others £1,190 (difference −1.75 [−1.88, −1.62])",
		"· Refunds: 0.2 on average, the others 1.16 (difference −0.68 [−0.79, −0.56])",
		"Rule: orders at most 2", "97% of those it picks are of this persona; it finds 82% of them; it agrees on 93% of all contacts",
		"Found again in resampled data: 0.91", "Typical: limner contact 16338", "Note: something to know.",
	} {
		if !strings.Contains(b.String(), line+"\n") && !strings.Contains(b.String(), line+" (") {
			t.Errorf("no line %q in\n%s", line, b.String())
		}
	}
	if strings.Contains(b.String(), "Biggest order") {
		t.Errorf("a trait that repeats another is shown:\n%s", b.String())
	}
}

var errFull = errors.New("no space left")

// full is a writer that takes no more.
type full struct{ error }

func (f full) Write([]byte) (int, error) { return 0, f.error }

func TestWritingFails(t *testing.T) {
	err := (Style{}).Personas(full{errFull}, &persona.Set{})
	if err != errFull {
		t.Errorf("got %v", err)
	}
}

func TestProposalOfNobody(t *testing.T) {
	run := &persona.Run{Set: &persona.Set{Run: 3, Divisions: []persona.Division{{Choice: cluster.Choice{Reason: "No structure here."}}}}}
	var b strings.Builder
	if err := (Style{}).Proposal(&b, run); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"run 3 found no personas", "  No structure here.", "`limner runs accept 3` does without"} {
		if !strings.Contains(b.String(), line) {
			t.Errorf("no %q in\n%s", line, b.String())
		}
	}
}

func TestDifferenceOfNobody(t *testing.T) {
	d := &persona.Difference{A: 1, B: 2, Lineage: &persona.Lineage{Against: 1, Kept: stats.Proportion(0, 0, 0.95)}, Changed: stats.Proportion(0, 0, 0.95)}
	var b strings.Builder
	if err := (Style{}).Difference(&b, d); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"Against run 1: no contact has a persona by both.", "No contact has a persona in both."} {
		if !strings.Contains(b.String(), line) {
			t.Errorf("no %q in\n%s", line, b.String())
		}
	}
	if strings.Contains(b.String(), "922") || strings.Contains(b.String(), "–]") {
		t.Errorf("a number of nobody:\n%s", b.String())
	}
}
