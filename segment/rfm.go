package segment

import (
	"fmt"
	"math"

	"limner/metric"
)

// Dimension is one of the three things that RFM scores.
type Dimension int

// The dimensions.
const (
	Recency Dimension = iota
	Frequency
	Monetary
)

var dimensionWords = [...]string{"recency", "frequency", "monetary"}

// String is the dimension's word.
func (d Dimension) String() string { return dimensionWords[d] }

// Letter is R, F or M.
func (d Dimension) Letter() string { return "RFM"[d : d+1] }

// MarshalText is the dimension's letter.
func (d Dimension) MarshalText() ([]byte, error) { return []byte(d.Letter()), nil }

// UnmarshalText reads a dimension's letter.
func (d *Dimension) UnmarshalText(text []byte) error {
	for _, known := range Dimensions() {
		if known.Letter() == string(text) {
			*d = known
			return nil
		}
	}
	return fmt.Errorf("segment: %q is none of R, F and M", text)
}

// Metric is the metric that the dimension scores.
func (d Dimension) Metric() string { return RFMColumns()[d] }

// Dimensions lists the dimensions.
func Dimensions() []Dimension { return []Dimension{Recency, Frequency, Monetary} }

// RFMColumns names the metrics that RFM reads, in the order of the dimensions.
func RFMColumns() []string { return []string{"recency_days", "orders", "revenue"} }

// Buying is the three values of a contact: days since the last order, orders, revenue.
type Buying [3]float64

// bought reports whether there are orders.
func (b Buying) bought() bool { return b[Frequency] > 0 }

// Scores are the three scores of a contact, 1 to 5, 5 being the most recent, frequent, and worth. All
// are zero when there are none.
type Scores [3]int

// Known reports whether there are scores.
func (s Scores) Known() bool { return s != Scores{} }

// String is "R5 F4 M4", "none" when there are no scores.
func (s Scores) String() string {
	if !s.Known() {
		return "none"
	}
	return fmt.Sprintf("R%d F%d M%d", s[Recency], s[Frequency], s[Monetary])
}

// Thresholds are the four cut points, ascending, of each dimension. They are fixed until somebody sets
// or measures them anew, so that nobody's scores change because of what others did.
type Thresholds [3][]float64

// ThresholdsOf are those of a calibration.
func ThresholdsOf(c metric.Calibration) Thresholds {
	return Thresholds{c.Recency, c.Frequency, c.Monetary}
}

// Known reports whether every dimension has its thresholds.
func (t Thresholds) Known() bool {
	for _, cuts := range t {
		if len(cuts) != 4 {
			return false
		}
	}
	return true
}

// Scores scores a contact by its own three values. They are the metrics r_score, f_score and m_score.
func (t Thresholds) Scores(b Buying) Scores {
	if !t.Known() || !b.bought() || math.IsNaN(b[Recency]) {
		return Scores{}
	}
	return Scores{5 - exceeded(t[Recency], b[Recency]), 1 + exceeded(t[Frequency], b[Frequency]), 1 + exceeded(t[Monetary], b[Monetary])}
}

// exceeded counts the cut points below x.
func exceeded(cuts []float64, x float64) int {
	n := 0
	for n < len(cuts) && x > cuts[n] {
		n++
	}
	return n
}

// Crossing is a threshold that a contact's own value crossed between two instants.
type Crossing struct {
	Dimension Dimension `json:"dimension"`
	From      int       `json:"from"` // the score before, 0 before the first order
	To        int       `json:"to"`
	Was       *float64  `json:"was,omitempty"` // the value before; absent before the first order
	Is        float64   `json:"is"`
	Threshold float64   `json:"threshold"` // the last one crossed
	Passed    bool      `json:"passed"`    // the value exceeds it now; otherwise it no longer does
}

// First reports whether it was the first order that gave the score.
func (c Crossing) First() bool { return c.From == 0 }

// crossings are the thresholds that brought one pair of scores to the other.
func (t Thresholds) crossings(was, is Buying) []Crossing {
	from, to := t.Scores(was), t.Scores(is)
	var crossed []Crossing
	for _, d := range Dimensions() {
		if from[d] == to[d] || !to.Known() {
			continue
		}
		c := Crossing{Dimension: d, From: from[d], To: to[d], Is: is[d]}
		if from.Known() {
			c.Was = &was[d]
			now := exceeded(t[d], is[d])
			c.Passed = now > exceeded(t[d], was[d])
			c.Threshold = t[d][now-map[bool]int{true: 1}[c.Passed]]
		}
		crossed = append(crossed, c)
	}
	return crossed
}
