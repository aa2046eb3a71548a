package persona

import (
	"math"

	"limner/metric"
	"limner/segment"
	"limner/stats"
)

// ruleDepth is how many thresholds a rule may have: three can be kept in mind.
const ruleDepth = 3

// worthSaying is the share of contacts without a value from which a rule says what becomes of them.
const worthSaying = 0.02

// ruleFor finds a short rule that picks out a group: the leaf of a small tree that does it best.
func ruleFor(axes []measure, labels []int32, group int32) Rule {
	if len(axes) == 0 {
		return Rule{}
	}
	columns := make([][]float64, len(axes))
	for i, m := range axes {
		columns[i] = m.raw
	}
	class := make([]int32, len(labels))
	size := 0
	for i, l := range labels {
		if l == group {
			class[i] = 1
			size++
		}
	}
	tree, err := stats.GrowTree(columns, class, 2, stats.TreeOptions{MaxDepth: ruleDepth, MinLeaf: max(5, size/20)})
	if err != nil {
		return Rule{}
	}
	best, score := Rule{}, -1.0
	for _, leaf := range tree.Rules() {
		if leaf.Class != 1 || len(leaf.Conditions) == 0 {
			continue
		}
		r, f := judge(conditions(leaf.Conditions, axes), axes, class, size)
		if f > score {
			best, score = r, f
		}
	}
	return best
}

func conditions(leaf []stats.Condition, axes []measure) []Condition {
	out := make([]Condition, len(leaf))
	for i, c := range leaf {
		d := axes[c.Feature].def
		out[i] = Condition{Metric: d.Name, Title: d.Title, Unit: d.Unit, Above: tidy(c.Above, d.Unit), UpTo: tidy(c.UpTo, d.Unit)}
		out[i].Missing = c.Missing && 1-known(axes[c.Feature]) >= worthSaying
	}
	return out
}

// tidy rounds a threshold to what can be said aloud: whole counts and days, three figures otherwise, and
// none finer than a report shows.
func tidy(b stats.Bound, u metric.Unit) stats.Bound {
	x := float64(b)
	if math.IsInf(x, 0) || x == 0 {
		return b
	}
	if u == metric.Count || u == metric.Days {
		return stats.Bound(math.Floor(x))
	}
	places := int(min(2-math.Floor(math.Log10(math.Abs(x))), 2))
	if u == metric.Share { // a percent, or a tenth of one below ten
		places = 2
		if math.Abs(x) < 0.1 {
			places = 3
		}
	}
	return stats.Bound(roundTo(x, places))
}

// roundTo rounds to so many decimals, or to a power of ten when places is negative. (Multiplying by a whole
// power of ten and dividing gives the double nearest to the decimal; multiplying by 0.01 would not.)
func roundTo(x float64, places int) float64 {
	if places < 0 {
		unit := math.Pow10(-places)
		return math.Round(x/unit) * unit
	}
	unit := math.Pow10(places)
	return math.Round(x*unit) / unit
}

// judge measures a rule as it will be shown, rounding included, and its F1 score.
func judge(cs []Condition, axes []measure, class []int32, size int) (Rule, float64) {
	columns := make([][]float64, len(cs))
	for j, c := range cs {
		for _, m := range axes {
			if m.def.Name == c.Metric {
				columns[j] = m.raw
			}
		}
	}
	picks, right, agree := 0, 0, 0
	for i, own := range class {
		picked := holds(cs, columns, i)
		if picked {
			picks++
			right += int(own)
		}
		if picked == (own == 1) {
			agree++
		}
	}
	r := Rule{
		Segment: segmentOf(cs).String(), Conditions: cs, Picks: picks,
		Precision: stats.Proportion(right, picks, Confidence),
		Recall:    stats.Proportion(right, size, Confidence),
		Fidelity:  stats.Proportion(agree, len(class), Confidence),
	}
	return r, 2 * float64(right) / float64(picks+size)
}

func holds(cs []Condition, columns [][]float64, row int) bool {
	for j := range cs {
		if !cs[j].Holds(columns[j][row]) {
			return false
		}
	}
	return true
}

// segmentOf is the conditions as a rule of package segment, which anyone can use on anyone.
func segmentOf(cs []Condition) segment.Rule {
	rules := make([]segment.Rule, len(cs))
	for i, c := range cs {
		rules[i] = segment.Within(c.Metric, float64(c.Above), float64(c.UpTo), c.Missing)
	}
	return segment.All(rules...)
}

// Holds reports whether a value meets the condition.
func (c Condition) Holds(x float64) bool {
	return stats.Condition{Above: c.Above, UpTo: c.UpTo, Missing: c.Missing}.Holds(x)
}
