package metric

import (
	"math"

	"limner/event"
)

// Never is the Until of a value that time alone will not change.
const Never = math.MaxInt64

// Lengths of time in microseconds.
const (
	second int64 = 1e6
	minute       = 60 * second
	hour         = 60 * minute
	day          = 24 * hour
)

// Unit says what a value counts or names.
type Unit uint8

// The units.
const (
	Count   Unit = iota // how many
	Money               // units of the workspace's currency
	Days                // calendar days, or days of 24 hours where the definition says so
	Hours               // hours
	Share               // 0 to 1
	Ratio               // one number relative to another, around 1
	Score               // a mark on a stated scale
	Number              // a number without a unit
	Flag                // 1 or 0
	Instant             // microseconds since 1970 UTC
	Text                // a code of the definition's Dictionary
	Word                // an index into the definition's Words
)

var unitWords = [...]string{"count", "money", "days", "hours", "share", "ratio", "score", "number", "flag", "instant", "text", "word"}

// String is the unit's word: "count", "money", …
func (u Unit) String() string { return unitWords[u] }

// Direction says which way a business would like a value to move.
type Direction int8

// The directions.
const (
	Worse   Direction = -1 // higher is worse
	Neither Direction = 0
	Better  Direction = 1 // higher is better
)

// Definition describes one metric.
type Definition struct {
	Name       string // "recency_days": snake_case, unique
	Family     string // "Value", "Rhythm", …
	Unit       Unit
	Title      string           // "Days since last order"
	Doc        string           // the exact definition, one or two sentences
	Source     string           // the paper or convention it follows, or "own"
	Dictionary event.Dictionary // whose codes a Text value holds
	Words      []string         // what a Word value says: Words[value]
	HigherIs   Direction
	Shape      bool // numeric behaviour, fit to compare contacts by: no instant, text, word or id

	zero    bool // 0 rather than missing when nothing happened
	grows   bool // with every day, once it is not zero or missing; so it never comes back to that by time alone
	because because
}

// because finds the events behind a value; the folder has just folded h as of t into x.
type because func(f *Folder, h event.History, x []float64) []int

// same reports whether two values are the same: equal bits, or both missing.
func same(a, b float64) bool {
	return math.Float64bits(a) == math.Float64bits(b) || a != a && b != b
}

// missing is the value of what cannot be said.
func missing() float64 { return math.NaN() }
