package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// HedgesG returns the standardised difference between a group and the rest: the distance
// between their means in pooled standard deviations, corrected for small-sample bias
// (Hedges 1981, eq. 6e),
//
//	g = J(n₁+n₂-2)·(m₁-m₂)/s,  J(m) = Γ(m/2) / (√(m/2)·Γ((m-1)/2)),
//
// with the large-sample interval g ± z·σ, σ² = (n₁+n₂)/(n₁n₂) + g²/(2(n₁+n₂)) (Hedges & Olkin
// 1985, ch. 5, eq. 14). Readings in use: 0.2 small, 0.5 medium, 0.8 large (Cohen 1988).
//
// Both sides need two observations. When neither side varies the value is 0 for equal means
// and NaN otherwise, with a warning. The interval is approximate; below ten on a side a
// warning says so.
func HedgesG(group, rest Moments, confidence float64) Estimate {
	d := CohenD(group, rest, confidence)
	d.Method = "Hedges' g, large-sample interval"
	if !d.Known() {
		return d
	}
	d.Value *= hedgesJ(float64(d.N - 2))
	return d.withEffectInterval(group.N, rest.N)
}

// CohenD is [HedgesG] without the correction for small samples (Cohen 1988, §2.2).
func CohenD(group, rest Moments, confidence float64) Estimate {
	checkConfidence(confidence)
	const method = "Cohen's d, large-sample interval"
	n := group.N + rest.N
	if small := min(group.N, rest.N); small < 2 {
		return unbounded(math.NaN(), confidence, small, 2, method).Warn("the smaller side has %d", small)
	}
	e := Estimate{Confidence: confidence, N: n, Method: method}
	diff := group.Mean - rest.Mean
	s := math.Sqrt((group.M2 + rest.M2) / float64(n-2))
	if s == 0 && diff != 0 {
		e.Value, e.Lo, e.Hi = math.NaN(), math.Inf(-1), math.Inf(1)
		return e.Warn("neither side varies, so their difference has no scale")
	}
	if s > 0 {
		e.Value = diff / s
	}
	if small := min(group.N, rest.N); small < 10 {
		e = e.Warn("only %d on the smaller side: the interval is approximate below 10", small)
	}
	return e.withEffectInterval(group.N, rest.N)
}

func (e Estimate) withEffectInterval(group, rest int) Estimate {
	n1, n2 := float64(group), float64(rest)
	sigma := math.Sqrt((n1+n2)/(n1*n2) + e.Value*e.Value/(2*(n1+n2)))
	half := distuv.UnitNormal.Quantile((1+e.Confidence)/2) * sigma
	e.Lo, e.Hi = e.Value-half, e.Value+half
	return e
}

// hedgesJ is the exact correction; log-gammas keep it finite for any m ≥ 1. J(1) is 0 by the
// pole of Γ at 0.
func hedgesJ(m float64) float64 {
	if m <= 1 {
		return 0
	}
	a, _ := math.Lgamma(m / 2)
	b, _ := math.Lgamma((m - 1) / 2)
	return math.Exp(a-b) / math.Sqrt(m/2)
}

// Superiority returns the chance that a member of the group exceeds one of the rest, ties
// counting half: A = P(X > Y) + ½P(X = Y), the area under the ROC curve. It depends on order
// alone, so that no outlier and no change of unit can sway it; 0.5 is no difference, and
// 0.56, 0.64 and 0.71 match Cohen's small, medium and large.
//
// The variance is that of DeLong, DeLong & Clarke-Pearson (1988, eq. 3-4), the interval
// symmetric on the logit scale so that it stays within [0, 1]. Both sides need two
// observations. When the sides do not overlap at all the variance is 0 and says nothing; the
// end at stake then comes from Wilson's interval for the smaller side, with a warning.
func Superiority(group, rest []float64, confidence float64) Estimate {
	checkConfidence(confidence)
	const method = "probability of superiority, DeLong interval"
	n1, n2 := len(group), len(rest)
	if small := min(n1, n2); small < 2 {
		return unbounded(math.NaN(), confidence, small, 2, method).Warn("the smaller side has %d", small)
	}
	above := placements(group, rest) // for each x: share of rest below it
	below := placements(rest, group) // for each y: share of group below it
	v := above.Variance(1)/float64(n1) + below.Variance(1)/float64(n2)
	e := Estimate{Value: above.Mean, Confidence: confidence, N: n1 + n2, Method: method}
	return e.withLogitInterval(v, min(n1, n2))
}

func (e Estimate) withLogitInterval(variance float64, small int) Estimate {
	a := e.Value
	if a <= 0 || a >= 1 {
		w := Proportion(int(a)*small, small, e.Confidence)
		e.Lo, e.Hi = w.Lo, w.Hi
		return e.Warn("the two sides do not overlap: the interval is Wilson's for %d observations", small)
	}
	z := distuv.UnitNormal.Quantile((1 + e.Confidence) / 2)
	logit := math.Log(a / (1 - a))
	half := z * math.Sqrt(variance) / (a * (1 - a))
	e.Lo, e.Hi = 1/(1+math.Exp(half-logit)), 1/(1+math.Exp(-half-logit))
	return e
}

// placements returns the moments, over xs, of the share of ys that x exceeds.
func placements(xs, ys []float64) Moments {
	sorted := slices.Clone(ys)
	slices.Sort(sorted)
	var m Moments
	for _, x := range xs {
		lo, _ := slices.BinarySearch(sorted, x)
		hi := lo
		if lo < len(sorted) && sorted[lo] == x {
			hi, _ = slices.BinarySearch(sorted, math.Nextafter(x, math.Inf(1)))
		}
		m.Add(float64(lo+hi) / 2 / float64(len(ys)))
	}
	return m
}

// CohenH returns the difference of two shares on the arcsine scale, h = 2·asin√p₁ - 2·asin√p₂ (Cohen 1988,
// §6.2, eq. 6.2.1), where it means as much near 0 and 1 as in between; the readings are those of d. The
// interval is h ± z·√(1/n₁ + 1/n₂), since 2·asin√p has variance 1/n whatever p is. Shares are from 0 to 1;
// both sides need an observation.
func CohenH(group float64, n1 int, rest float64, n2 int, confidence float64) Estimate {
	checkConfidence(confidence)
	const method = "Cohen's h, arcsine interval"
	if small := min(n1, n2); small < 1 {
		return unbounded(math.NaN(), confidence, small, 1, method)
	}
	h := 2*math.Asin(math.Sqrt(group)) - 2*math.Asin(math.Sqrt(rest))
	half := distuv.UnitNormal.Quantile((1+confidence)/2) * math.Sqrt(1/float64(n1)+1/float64(n2))
	return Estimate{Value: h, Lo: h - half, Hi: h + half, Confidence: confidence, N: n1 + n2, Method: method}
}
