package stats

import (
	"math"
	"testing"
)

// near fails the test unless got is within tol of want, relatively for large numbers. Two
// NaNs and equal infinities are near.
func near(t testing.TB, what string, got, want, tol float64) {
	t.Helper()
	if got == want || (math.IsNaN(got) && math.IsNaN(want)) {
		return
	}
	if !(math.Abs(got-want) <= tol*math.Max(1, math.Abs(want))) {
		t.Errorf("%s = %.15g, want %.15g", what, got, want)
	}
}

func nearEstimate(t testing.TB, what string, got Estimate, value, lo, hi, tol float64) {
	t.Helper()
	near(t, what+" value", got.Value, value, tol)
	near(t, what+" lo", got.Lo, lo, tol)
	near(t, what+" hi", got.Hi, hi, tol)
}

func panics(t testing.TB, what string, f func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Errorf("%s: no panic", what)
		}
	}()
	f()
}

// The two samples behind most known values.
var (
	some  = []float64{2.1, 3.4, 1.9, 5.6, 4.4, 3.8, 2.7}
	other = []float64{1.0, 2.2, 3.1, 0.4, 1.8, 2.0, 2.9, 1.1, 0.7}
)
