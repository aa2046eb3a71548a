package segment

import (
	"math"

	"limner/event"
	"limner/metric"
)

// Fact is a comparison that decided about a person, with the person's value.
type Fact struct {
	Metric     string      `json:"metric"`
	Comparison string      `json:"comparison"` // "revenue > 200"
	Holds      bool        `json:"holds"`
	Unit       metric.Unit `json:"-"` // Number when the rule is not bound
	X          float64     `json:"-"`
	Number     *float64    `json:"value,omitempty"` // absent when missing, or when Text says it
	Text       string      `json:"text,omitempty"`  // of a value that is a text or a word
}

// String is the metric and its value: "recency_days 121", "stage dormant", "nps missing".
func (f Fact) String() string {
	switch {
	case f.Text != "":
		return f.Metric + " " + f.Text
	case f.Number == nil:
		return f.Metric + " missing"
	case f.Unit == metric.Share:
		return f.Metric + " " + percent(f.X) + "%"
	default:
		return f.Metric + " " + plain(f.X)
	}
}

// Because is the comparisons that decided, in the order of the text: the parts that hold of a rule that
// holds, and those that do not of one that does not. Of `a and b` that does not hold these are all that
// must change for it to hold; of `a or b` any one of them would do. Everyone has no reasons.
func (r Rule) Because(value func(name string) float64) []Fact {
	return r.because(value, r.Holds(value), nil)
}

// because appends the facts of the parts that made the rule hold, or not.
func (r Rule) because(value func(name string) float64, holds bool, facts []Fact) []Fact {
	switch r.op {
	case one:
		return append(facts, r.test.fact(value(r.test.metric), holds))
	case not:
		return r.of[0].because(value, !holds, facts)
	}
	for _, part := range r.of {
		if part.Holds(value) == holds {
			facts = part.because(value, holds, facts)
		}
	}
	return facts
}

func (c *comparison) fact(x float64, holds bool) Fact {
	f := Fact{Metric: c.metric, Comparison: c.String(), Holds: holds, X: x, Unit: metric.Number}
	if c.def != nil {
		f.Unit = c.def.Unit
	}
	switch {
	case math.IsNaN(x):
	case f.Unit == metric.Word:
		f.Text = c.def.Words[int(x)]
	case f.Unit == metric.Text && c.texts != nil:
		f.Text = c.texts.Text(c.def.Dictionary, event.Code(x))
	default:
		f.Number = &x
	}
	return f
}
