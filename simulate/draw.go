package simulate

import (
	"math"
	"math/rand/v2"
)

// draw is a source of random variates.
type draw struct{ *rand.Rand }

// gamma draws from Gamma(shape, scale) by Marsaglia & Tsang (2000), raised from shape+1 for shapes below one.
func (d draw) gamma(shape, scale float64) float64 {
	if shape < 1 {
		return d.gamma(shape+1, scale) * math.Pow(1-d.Float64(), 1/shape)
	}
	c := shape - 1.0/3
	k := 1 / math.Sqrt(9*c)
	for {
		x := d.NormFloat64()
		v := 1 + k*x
		if v <= 0 {
			continue
		}
		v = v * v * v
		if math.Log(1-d.Float64()) < 0.5*x*x+c-c*v+c*math.Log(v) {
			return c * v * scale
		}
	}
}

// beta draws from Beta(a, b) as a ratio of gammas.
func (d draw) beta(a, b float64) float64 {
	x, y := d.gamma(a, 1), d.gamma(b, 1)
	if x+y == 0 {
		return 0.5
	}
	return x / (x + y)
}

// poisson draws from Poisson(mean) by counting exponential gaps; means here are small.
func (d draw) poisson(mean float64) int {
	n := 0
	for t := d.ExpFloat64(); t < mean; t += d.ExpFloat64() {
		n++
	}
	return n
}

// chance is true with probability p.
func (d draw) chance(p float64) bool { return d.Float64() < p }

// between draws evenly from lo to hi.
func (d draw) between(lo, hi float64) float64 { return lo + (hi-lo)*d.Float64() }

// logNormal draws a value whose median is m and whose logarithm has the standard deviation sigma.
func (d draw) logNormal(m, sigma float64) float64 { return m * math.Exp(sigma*d.NormFloat64()) }

// Rate is how often something happens, in times a month (30 days). Each contact has a rate of their own,
// gamma distributed: Mean on average, with the coefficient of variation Spread.
type Rate struct{ Mean, Spread float64 }

func (r Rate) draw(d draw) float64 {
	if r.Mean <= 0 {
		return 0
	}
	if r.Spread <= 0 {
		return r.Mean
	}
	shape := 1 / (r.Spread * r.Spread)
	return d.gamma(shape, r.Mean/shape)
}

// Chance is a probability. Each contact has one of their own, beta distributed: Mean on average; the larger
// Sure is, the more alike contacts are (it is the sum of the two shapes; 0 means all are the same).
type Chance struct{ Mean, Sure float64 }

func (c Chance) draw(d draw) float64 {
	if c.Mean <= 0 || c.Mean >= 1 || c.Sure <= 0 {
		return min(max(c.Mean, 0), 1)
	}
	return d.beta(c.Mean*c.Sure, (1-c.Mean)*c.Sure)
}

// Amount is a positive quantity, such as the value of an order or the minutes until an email is opened.
// Each contact has a median of their own, log-normal around Median with Between; each single value is
// log-normal around that with Within.
type Amount struct{ Median, Between, Within float64 }

func (a Amount) draw(d draw) float64 { return d.logNormal(a.Median, a.Between) }
