package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Moments accumulates count, mean and central moments in one pass without cancellation
// (Welford 1962; third moment and merging by Pébay 2008, eqs. 2.1 and 3.1). The zero value is
// empty and ready to use. Missing values (NaN) are the caller's to skip.
type Moments struct {
	N    int
	Mean float64
	// M2 and M3 are the sums of squared and cubed deviations from the mean.
	M2, M3 float64
}

// MomentsOf returns the moments of xs.
func MomentsOf(xs []float64) Moments {
	var m Moments
	for _, x := range xs {
		m.Add(x)
	}
	return m
}

// Add takes one observation in.
func (m *Moments) Add(x float64) {
	n0 := float64(m.N)
	m.N++
	n := float64(m.N)
	delta := x - m.Mean
	step := delta / n
	term := delta * step * n0
	m.Mean += step
	m.M3 += term*step*(n-2) - 3*step*m.M2
	m.M2 += term
}

// Merge takes in all that other has seen.
func (m *Moments) Merge(other Moments) {
	if m.N == 0 || other.N == 0 {
		if m.N == 0 {
			*m = other
		}
		return
	}
	na, nb := float64(m.N), float64(other.N)
	n := na + nb
	delta := other.Mean - m.Mean
	m.M3 += other.M3 + delta*delta*delta*na*nb*(na-nb)/(n*n) + 3*delta*(na*other.M2-nb*m.M2)/n
	m.M2 += other.M2 + delta*delta*na*nb/n
	m.Mean += delta * nb / n
	m.N += other.N
}

// Variance returns M2/(N-ddof): ddof 1 is the unbiased estimate, 0 the population's. It is NaN
// when N ≤ ddof.
func (m Moments) Variance(ddof int) float64 {
	if m.N <= ddof {
		return math.NaN()
	}
	return m.M2 / float64(m.N-ddof)
}

// SD is the square root of [Moments.Variance].
func (m Moments) SD(ddof int) float64 { return math.Sqrt(m.Variance(ddof)) }

// Skewness returns the moment coefficient g₁ = m₃/m₂^(3/2), 0 for a constant.
func (m Moments) Skewness() float64 {
	if m.M2 == 0 {
		return 0
	}
	return math.Sqrt(float64(m.N)) * m.M3 / math.Pow(m.M2, 1.5)
}

// Estimate returns the mean with Student's t interval. It needs two observations.
func (m Moments) Estimate(confidence float64) Estimate {
	checkConfidence(confidence)
	const method = "mean, t interval"
	if m.N < 2 {
		value := math.NaN()
		if m.N == 1 {
			value = m.Mean
		}
		return unbounded(value, confidence, m.N, 2, method)
	}
	t := distuv.StudentsT{Sigma: 1, Nu: float64(m.N - 1)}.Quantile((1 + confidence) / 2)
	half := t * m.SD(1) / math.Sqrt(float64(m.N))
	return Estimate{Value: m.Mean, Lo: m.Mean - half, Hi: m.Mean + half,
		Confidence: confidence, N: m.N, Method: method}
}
