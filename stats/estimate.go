package stats

import (
	"encoding/json"
	"fmt"
	"math"
)

// An Estimate is a number together with what is needed to believe it.
type Estimate struct {
	// Value is the estimate itself, NaN when it cannot be computed at all.
	Value float64 `json:"value"`
	// Lo and Hi bound Value with the given Confidence. They are -Inf and +Inf when the
	// sample is too small to bound anything.
	Lo float64 `json:"lo"`
	Hi float64 `json:"hi"`
	// Confidence is the nominal coverage of [Lo, Hi], between 0 and 1, as 0.95.
	Confidence float64 `json:"confidence"`
	// N is the number of observations used.
	N int `json:"n"`
	// Method names the estimator, as "Wilson interval".
	Method string `json:"method"`
	// Warnings are sentences to be shown beside the number.
	Warnings []string `json:"warnings,omitempty"`
}

// Known reports whether the estimate has a value and a bounded interval.
func (e Estimate) Known() bool {
	return !math.IsNaN(e.Value) && !math.IsInf(e.Value, 0) && !math.IsInf(e.Lo, 0) && !math.IsInf(e.Hi, 0)
}

// Excludes reports whether x lies outside the interval.
func (e Estimate) Excludes(x float64) bool { return x < e.Lo || x > e.Hi }

// Warn returns e with one more warning.
func (e Estimate) Warn(format string, args ...any) Estimate {
	e.Warnings = append(e.Warnings[:len(e.Warnings):len(e.Warnings)], fmt.Sprintf(format, args...))
	return e
}

// unbounded is what an estimator returns when n observations are not enough and need would be.
func unbounded(value float64, confidence float64, n, need int, method string) Estimate {
	e := Estimate{Value: value, Lo: math.Inf(-1), Hi: math.Inf(1), Confidence: confidence, N: n, Method: method}
	return e.Warn("need at least %d observations for an interval, have %d", need, n)
}

func checkConfidence(c float64) {
	if !(c > 0 && c < 1) {
		panic(fmt.Sprintf("stats: confidence %v is not between 0 and 1", c))
	}
}

// estimateJSON is Estimate on the wire: JSON has no NaN and no infinity, so null stands for a
// missing value and for an end that is not bounded.
type estimateJSON struct {
	Value      *float64 `json:"value"`
	Lo         *float64 `json:"lo"`
	Hi         *float64 `json:"hi"`
	Confidence float64  `json:"confidence"`
	N          int      `json:"n"`
	Method     string   `json:"method"`
	Warnings   []string `json:"warnings,omitempty"`
}

// MarshalJSON writes NaN and infinities as null.
func (e Estimate) MarshalJSON() ([]byte, error) {
	return json.Marshal(estimateJSON{finite(e.Value), finite(e.Lo), finite(e.Hi),
		e.Confidence, e.N, e.Method, e.Warnings})
}

// UnmarshalJSON reads what MarshalJSON wrote: a null value is NaN, a null end is unbounded.
func (e *Estimate) UnmarshalJSON(b []byte) error {
	var j estimateJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	*e = Estimate{orElse(j.Value, math.NaN()), orElse(j.Lo, math.Inf(-1)), orElse(j.Hi, math.Inf(1)),
		j.Confidence, j.N, j.Method, j.Warnings}
	return nil
}

func finite(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

func orElse(x *float64, other float64) float64 {
	if x == nil {
		return other
	}
	return *x
}
