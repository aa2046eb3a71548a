package segment

import "fmt"

// Holds reports whether the rule holds for the person whose metrics value returns.
func (r Rule) Holds(value func(name string) float64) bool {
	switch r.op {
	case one:
		r.test.ready()
		return r.test.holds(value(r.test.metric))
	case not:
		return !r.of[0].Holds(value)
	}
	for _, part := range r.of {
		if part.Holds(value) == (r.op == or) {
			return r.op == or
		}
	}
	return r.op == and
}

// Pick reports for each of n people whether the rule holds: column returns a metric's values, one a
// person.
func (r Rule) Pick(column func(name string) []float64, n int) []bool {
	out := make([]bool, n)
	r.pick(column, out)
	return out
}

// pick writes the answers into out, a part of the rule at a time.
func (r Rule) pick(column func(name string) []float64, out []bool) {
	switch r.op {
	case one:
		r.test.pick(column(r.test.metric), out)
		return
	case not:
		r.of[0].pick(column, out)
		for i := range out {
			out[i] = !out[i]
		}
		return
	}
	for i := range out {
		out[i] = r.op == and
	}
	own := make([]bool, len(out))
	for _, part := range r.of {
		part.pick(column, own)
		for i, holds := range own {
			if r.op == and {
				out[i] = out[i] && holds
			} else {
				out[i] = out[i] || holds
			}
		}
	}
}

func (c *comparison) pick(x []float64, out []bool) {
	c.ready()
	if len(x) != len(out) {
		panic(fmt.Sprintf("segment: %d values of %s for %d people", len(x), c.metric, len(out)))
	}
	for i, v := range x {
		out[i] = c.holds(v)
	}
}
