package stats

import (
	"encoding/json"
	"fmt"
	"math"
)

// A Bound is a limit that may be infinite. JSON has no infinity, so it is written as the
// string "inf" or "-inf" there.
type Bound float64

// MarshalJSON writes a number, "inf" or "-inf".
func (b Bound) MarshalJSON() ([]byte, error) {
	switch {
	case math.IsInf(float64(b), 1):
		return []byte(`"inf"`), nil
	case math.IsInf(float64(b), -1):
		return []byte(`"-inf"`), nil
	}
	return json.Marshal(float64(b))
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (b *Bound) UnmarshalJSON(text []byte) error {
	switch string(text) {
	case `"inf"`:
		*b = Bound(math.Inf(1))
	case `"-inf"`:
		*b = Bound(math.Inf(-1))
	default:
		var x float64
		if err := json.Unmarshal(text, &x); err != nil {
			return fmt.Errorf("bound %s: %w", text, err)
		}
		*b = Bound(x)
	}
	return nil
}
