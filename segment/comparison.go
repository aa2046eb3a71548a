package segment

import (
	"fmt"
	"math"
	"strconv"

	"limner/metric"
)

// comparison holds a metric against a number or a text, or asks whether it is there.
type comparison struct {
	metric string
	how    relation
	number float64
	text   string
	code   float64            // of text in the metric's dictionary or words; NaN: no event holds it
	def    *metric.Definition // nil: not bound
	texts  metric.Dictionaries
}

// relation is how a comparison compares.
type relation uint8

const (
	below relation = iota
	atMost
	over
	atLeast
	equal
	unequal
	is
	isNot
	isMissing
	isKnown
)

var relationWords = [...]string{"<", "<=", ">", ">=", "=", "!=", "is", "is not", "is missing", "is known"}

func (c *comparison) asksText() bool { return c.how == is || c.how == isNot }

// holds reports whether the comparison is true of a value.
func (c *comparison) holds(x float64) bool {
	known := x == x
	switch c.how {
	case below:
		return x < c.number
	case atMost:
		return x <= c.number
	case over:
		return x > c.number
	case atLeast:
		return x >= c.number
	case equal:
		return x == c.number
	case unequal:
		return known && x != c.number
	case is:
		return x == c.code
	case isNot:
		return known && x != c.code
	case isMissing:
		return !known
	default:
		return known
	}
}

// ready panics when the comparison cannot be evaluated: that is the caller's mistake, and a rule that
// silently holds for nobody would hide it.
func (c *comparison) ready() {
	if c.asksText() && c.def == nil {
		panic(fmt.Sprintf("segment: bind the rule before it is evaluated: the text of %s has not been looked up", c.String()))
	}
}

// compare is a rule of one comparison with a number.
func compare(name string, how relation, x float64) Rule {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		panic(fmt.Sprintf("segment: %s %s %v compares with no number", name, relationWords[how], x))
	}
	return Rule{op: one, test: comparison{metric: name, how: how, number: x + 0}} // + 0: there is no minus zero
}

// Below is `name < x`.
func Below(name string, x float64) Rule { return compare(name, below, x) }

// AtMost is `name <= x`.
func AtMost(name string, x float64) Rule { return compare(name, atMost, x) }

// Over is `name > x`.
func Over(name string, x float64) Rule { return compare(name, over, x) }

// AtLeast is `name >= x`.
func AtLeast(name string, x float64) Rule { return compare(name, atLeast, x) }

// Equal is `name = x`.
func Equal(name string, x float64) Rule { return compare(name, equal, x) }

// Is is `name is "text"`, of a metric that says a text or a word.
func Is(name, text string) Rule {
	return Rule{op: one, test: comparison{metric: name, how: is, text: text}}
}

// Missing is `name is missing`.
func Missing(name string) Rule { return Rule{op: one, test: comparison{metric: name, how: isMissing}} }

// Known is `name is known`.
func Known(name string) Rule { return Rule{op: one, test: comparison{metric: name, how: isKnown}} }

// Within is the rule of a value that lies above one bound and is at most another, or, with orMissing, is
// missing. Either bound may be infinite; above +Inf lies no value.
func Within(name string, above, upTo float64, orMissing bool) Rule {
	var r Rule
	switch {
	case math.IsInf(above, 1) || math.IsInf(upTo, -1):
		r = Any()
	case math.IsInf(above, -1) && math.IsInf(upTo, 1) && orMissing:
		return All()
	case math.IsInf(above, -1) && math.IsInf(upTo, 1):
		r = Known(name)
	case math.IsInf(above, -1):
		r = AtMost(name, upTo)
	case math.IsInf(upTo, 1):
		r = Over(name, above)
	default:
		r = All(Over(name, above), AtMost(name, upTo))
	}
	if orMissing {
		return Any(r, Missing(name))
	}
	return r
}

// String is the comparison as the language writes it.
func (c *comparison) String() string {
	text := c.metric + " " + relationWords[c.how]
	switch {
	case c.how == isMissing || c.how == isKnown:
		return text
	case c.asksText():
		return text + " " + strconv.Quote(c.text)
	case c.def != nil && c.def.Unit == metric.Share:
		return text + " " + percent(c.number) + "%"
	default:
		return text + " " + plain(c.number)
	}
}
