// Package segment picks people by a rule over their portrait.
//
// A rule is text that a marketer can read and write:
//
//	revenue > 200 and recency_days > 90
//	stage is "dormant" and not (discount_share >= 60%)
//	first_email_response_hours is missing or orders = 0
//
// It compares metrics (see limner metrics) by < <= > >= = and !=, texts by is and is not, and joins
// comparisons by and, or and not; and binds tighter than or, and parentheses bind tightest. A
// comparison with a missing value is false, != and is not included: whose favourite channel nobody
// knows is not among those whose channel "is not email". `is missing` and `is known` ask for it.
// `everyone` picks all.
//
// Values of metrics with days or hours may name their unit (recency_days > 3 weeks), shares may be
// written in percent.
package segment

import "fmt"

// Rule is a condition on a portrait. The zero Rule is that of everyone.
//
// Rules from Parse are bound: their metrics exist, and their texts have been looked up. Those from the
// functions of this package, or out of JSON, are not; they can be evaluated as long as they compare no
// texts. Bind binds them.
type Rule struct {
	op   op
	of   []Rule     // of and, or, not
	test comparison // of one
}

// op is how a Rule is made up.
type op uint8

const (
	and op = iota // all its parts; without any it is everyone
	or            // at least one of its parts
	not           // not its one part
	one           // a comparison
)

// All is the rule that all rules hold: everyone, if there are none.
func All(rules ...Rule) Rule { return join(and, rules) }

// Any is the rule that at least one of the rules holds: nobody, if there are none.
func Any(rules ...Rule) Rule { return join(or, rules) }

// Not is the rule that a rule does not hold, be it for want of a value.
func Not(r Rule) Rule {
	if r.op == not {
		return r.of[0]
	}
	if r.nobody() {
		return All()
	}
	return Rule{op: not, of: []Rule{r}}
}

// join flattens: one way to say the same keeps texts canonical.
func join(op op, rules []Rule) Rule {
	var parts []Rule
	for _, r := range rules {
		switch {
		case r.everyone() && op == or, r.nobody() && op == and:
			return r
		case r.everyone(), r.nobody(): // changes nothing
		case r.op == op:
			parts = append(parts, r.of...)
		default:
			parts = append(parts, r)
		}
	}
	switch {
	case len(parts) == 1:
		return parts[0]
	case len(parts) == 0 && op == or:
		return Rule{op: not, of: []Rule{{}}}
	default:
		return Rule{op: op, of: parts}
	}
}

func (r Rule) everyone() bool { return r.op == and && len(r.of) == 0 }

func (r Rule) nobody() bool { return r.op == not && r.of[0].everyone() }

// Metrics names the metrics that the rule reads, each once, in the order of the text.
func (r Rule) Metrics() []string {
	var names []string
	seen := map[string]bool{}
	r.each(func(c *comparison) {
		if !seen[c.metric] {
			seen[c.metric] = true
			names = append(names, c.metric)
		}
	})
	return names
}

// Unknown lists comparisons with texts that no event has held yet, such as favourite_content is
// "prizing": they hold for no one until one does, or the text is misspelt. Bind the rule anew when the
// dictionaries have grown.
func (r Rule) Unknown() []string {
	var texts []string
	r.each(func(c *comparison) {
		if c.asksText() && c.def != nil && c.code != c.code {
			texts = append(texts, c.String())
		}
	})
	return texts
}

// depth is how deep the rule nests.
func (r Rule) depth() int {
	deepest := 0
	for _, part := range r.of {
		deepest = max(deepest, part.depth())
	}
	return deepest + 1
}

func (r Rule) each(do func(c *comparison)) {
	if r.op == one {
		do(&r.test)
		return
	}
	for _, part := range r.of {
		part.each(do)
	}
}

// MarshalText is the canonical text: rules are kept as people write them.
func (r Rule) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads a rule without a vocabulary: its grammar is checked, its names are not. Bind does.
func (r *Rule) UnmarshalText(text []byte) error {
	read, err := parse(string(text), nil)
	if err != nil {
		return err
	}
	*r = read
	return nil
}

// Bind looks the rule's names and texts up.
func (r Rule) Bind(v Vocabulary) (Rule, error) {
	bound, err := Parse(r.String(), v)
	if err != nil {
		return Rule{}, fmt.Errorf("segment: %w", err)
	}
	return bound, nil
}
