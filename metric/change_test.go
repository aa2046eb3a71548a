package metric

import (
	"math"
	"testing"
)

// binomial is the probability of k in n by the gamma function.
func binomial(n, k int) float64 {
	ln := func(x int) float64 { v, _ := math.Lgamma(float64(x) + 1); return v }
	return math.Exp(ln(n) - ln(k) - ln(n-k) + float64(k)*math.Log(alarmShare) + float64(n-k)*math.Log(1-alarmShare))
}

// The cut points agree with binomial probabilities computed another way.
func TestAlarm(t *testing.T) {
	a := newAlarm()
	if a.fewest != 21 { // 0.8^20 = 1.15%, 0.8^21 = 0.92%
		t.Errorf("slowdown can be raised from %d bouts, want 21", a.fewest)
	}
	for n := range alarmMost {
		p := make([]float64, n+1)
		for k := range p {
			p[k] = binomial(n, k)
		}
		tail := func(from, to int) (s float64) {
			for k := from; k <= to; k++ {
				s += p[k]
			}
			return s
		}
		if m := a.many[n]; tail(m, n) > alarmLevel || m > 0 && tail(m-1, n) <= alarmLevel {
			t.Errorf("spike of %d from %d", n, m)
		}
		if f := a.few[n]; f >= 0 && tail(0, f) > alarmLevel || tail(0, f+1) <= alarmLevel {
			t.Errorf("slowdown of %d down to %d", n, f)
		}
	}
}
