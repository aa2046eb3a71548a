package metric

import (
	"math"
	"strconv"
	"strings"
	"time"

	"limner/event"
)

func parseFloat(s string) (float64, error) { return strconv.ParseFloat(s, 64) }

// value writes a value as scripts do.
func (s *stage) value(d Definition, x float64) string {
	switch {
	case math.IsNaN(x):
		return "missing"
	case d.Unit == Text:
		return s.dict.Text(d.Dictionary, event.Code(x))
	case d.Unit == Word:
		return d.Words[int(x)]
	case d.Unit == Instant:
		return time.UnixMicro(int64(x)).UTC().Format(time.RFC3339Nano)
	default:
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
}

// near reports whether two numbers agree to as many decimals as are wanted.
func near(got, want string) bool {
	g, err1 := parseFloat(got)
	w, err2 := parseFloat(want)
	if err1 != nil || err2 != nil {
		return false
	}
	_, decimals, _ := strings.Cut(want, ".")
	if decimals == "" {
		return g == w
	}
	return math.Abs(g-w) <= 0.5*math.Pow10(-len(decimals))+1e-12
}
