package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Proportion returns k/n with Wilson's score interval (Wilson 1927),
//
//	(p + z²/2n ± z·√(p(1-p)/n + z²/4n²)) / (1 + z²/n),
//
// which stays within [0, 1] and is honest at 0 of n and n of n. With n = 0 the value is NaN
// and the interval [0, 1]. It panics unless 0 ≤ k ≤ n.
func Proportion(k, n int, confidence float64) Estimate {
	checkConfidence(confidence)
	checkCount(k, n)
	e := Estimate{Confidence: confidence, N: n, Method: "Wilson interval"}
	if n == 0 {
		e.Value, e.Hi = math.NaN(), 1
		return e.Warn("no observations: need at least 1")
	}
	p, nf := float64(k)/float64(n), float64(n)
	z := distuv.UnitNormal.Quantile((1 + confidence) / 2)
	mid := p + z*z/(2*nf)
	half := z * math.Sqrt(p*(1-p)/nf+z*z/(4*nf*nf))
	e.Value, e.Lo, e.Hi = p, (mid-half)/(1+z*z/nf), (mid+half)/(1+z*z/nf)
	// At the ends the formula is exact in theory and off by a rounding in practice.
	if k == 0 {
		e.Lo = 0
	}
	if k == n {
		e.Hi = 1
	}
	return e
}

// ProportionDifference returns k₁/n₁ - k₂/n₂ with the interval that Newcombe (1998, method 10)
// builds from the two Wilson intervals [l, u]:
//
//	lo = δ - √((p₁-l₁)² + (u₂-p₂)²),  hi = δ + √((u₁-p₁)² + (p₂-l₂)²).
//
// With an empty side the value is NaN and the interval [-1, 1]. It panics unless 0 ≤ k ≤ n on
// both sides.
func ProportionDifference(k1, n1, k2, n2 int, confidence float64) Estimate {
	a, b := Proportion(k1, n1, confidence), Proportion(k2, n2, confidence)
	e := Estimate{Confidence: confidence, N: n1 + n2, Method: "Newcombe hybrid score interval"}
	if n1 == 0 || n2 == 0 {
		e.Value, e.Lo, e.Hi = math.NaN(), -1, 1
		return e.Warn("one side has no observations: need at least 1 on each")
	}
	e.Value = a.Value - b.Value
	e.Lo = e.Value - math.Hypot(a.Value-a.Lo, b.Hi-b.Value)
	e.Hi = e.Value + math.Hypot(a.Hi-a.Value, b.Value-b.Lo)
	return e
}

func checkCount(k, n int) {
	if k < 0 || k > n {
		panic(fmt.Sprintf("stats: %d successes of %d", k, n))
	}
}
