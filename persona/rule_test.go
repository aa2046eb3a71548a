package persona

import (
	"math"
	"math/rand/v2"
	"testing"

	"limner/metric"
)

// A rule is judged as it is shown: where rounding its threshold moves contacts across, its figures say so.
func TestRuleIsJudgedAfterRounding(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	m := measure{def: metric.Definition{Name: "revenue", Title: "Revenue", Unit: metric.Money}}
	labels := make([]int32, 400)
	for i := range labels {
		m.raw = append(m.raw, 1000+r.Float64()*3) // thresholds between 1,000 and 1,003 cannot be said in three figures
		if m.raw[i] > 1001.5 {
			labels[i] = 1
		}
	}
	m.x = m.raw
	got := ruleFor([]measure{m}, labels, 1)
	recount(t, got, map[string][]float64{"revenue": m.raw}, labels, 1)
	if got.Fidelity.Value == 1 {
		t.Errorf("the rule %+v is perfect, though its threshold was rounded", got.Conditions)
	}
}

// recount counts by hand what a rule says of itself.
func recount(t *testing.T, rule Rule, columns map[string][]float64, labels []int32, group int32) {
	t.Helper()
	var picks, right, size, agree float64
	for i, l := range labels {
		picked := true
		for _, c := range rule.Conditions {
			x := columns[c.Metric][i]
			holds := x > float64(c.Above) && x <= float64(c.UpTo) || math.IsNaN(x) && c.Missing
			picked = picked && holds
		}
		if l == group {
			size++
		}
		if picked {
			picks++
		}
		if picked && l == group {
			right++
		}
		if picked == (l == group) {
			agree++
		}
	}
	if float64(rule.Picks) != picks || rule.Precision.Value != right/picks || rule.Recall.Value != right/size || rule.Fidelity.Value != agree/float64(len(labels)) {
		t.Errorf("%+v says %d picks, %v, %v, %v; counted %v, %v, %v, %v", rule.Conditions, rule.Picks, rule.Precision.Value, rule.Recall.Value,
			rule.Fidelity.Value, picks, right/picks, right/size, agree/float64(len(labels)))
	}
}

func TestRuleWithMissingValues(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	gap := measure{def: metric.Definition{Name: "median_gap_days", Title: "Median gap", Unit: metric.Days}}
	orders := measure{def: metric.Definition{Name: "orders", Title: "Orders", Unit: metric.Count}}
	labels := make([]int32, 500)
	for i := range labels {
		gap.raw = append(gap.raw, math.Floor(r.Float64()*60))
		orders.raw = append(orders.raw, float64(1+r.IntN(9)))
		if i%4 == 0 {
			gap.raw[i] = math.NaN()
		}
		if math.IsNaN(gap.raw[i]) || gap.raw[i] > 40 && orders.raw[i] > 3 {
			labels[i] = 2
		}
	}
	gap.x, orders.x = gap.raw, orders.raw
	for _, group := range []int32{0, 2} {
		rule := ruleFor([]measure{gap, orders}, labels, group)
		if len(rule.Conditions) == 0 || len(rule.Conditions) > ruleDepth {
			t.Fatalf("rule %+v", rule)
		}
		recount(t, rule, map[string][]float64{"median_gap_days": gap.raw, "orders": orders.raw}, labels, group)
	}
}

func TestNothingToRule(t *testing.T) {
	m := measure{def: metric.Definition{Name: "orders"}, raw: make([]float64, 100)}
	if r := ruleFor([]measure{m}, make([]int32, 100), 0); len(r.Conditions) != 0 {
		t.Errorf("a rule where nothing differs: %+v", r)
	}
}
