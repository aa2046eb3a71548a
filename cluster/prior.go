package cluster

import (
	"context"
	"fmt"
	"math"
)

const (
	// priorShrinkage is κ of Fraley & Raftery (2007): the prior knows the means as well as a
	// hundredth of a row would tell them.
	priorShrinkage = 0.01
	// priorRidge is the share of the columns' mean variance that the prior's scale gets on
	// its diagonal besides, so that it is positive definite when columns determine each other.
	priorRidge = 1e-6
	// floorShare is the share of the prior's scale below which what rows scatter themselves is
	// nothing: of two groups, 20 rows fall below it when these lie fifty deviations apart, 1000 rows
	// at 350, while rows that are alike do not scatter at all.
	floorShare = 0.05
)

// prior is the conjugate prior of Fraley & Raftery (2007, §4; the defaults of mclust's
// defaultPrior): μ|Σ is normal around the mean of all rows with covariance Σ/κ, and Σ inverse
// Wishart with ν = D+2 degrees of freedom and scale Λ, the covariance of all rows divided by
// K^(2/D), as if they were shared out to K equal volumes. Of no more rows than columns only the
// variances are used.
type prior struct {
	d     int
	mean  []float64
	scale []float64 // Λ
	ridge float64   // what of Λ's diagonal is no row's doing
}

func (p prior) dof() float64 { return float64(p.d + 2) }

func priorOf(ctx context.Context, m Matrix, k, workers int) (prior, error) {
	all := newMoments(1, m.D)
	if err := all.gather(ctx, m, workers, make([]float64, m.D), func(int) int { return 0 }); err != nil {
		return prior{}, err
	}
	p := prior{d: m.D, mean: make([]float64, m.D)}
	for j := range p.mean {
		p.mean[j] = all.sum[j] / float64(m.N)
	}
	all = newMoments(1, m.D)
	if err := all.gather(ctx, m, workers, p.mean, func(int) int { return 0 }); err != nil {
		return prior{}, err
	}
	p.scale = all.scatter(0)
	share := math.Pow(1/float64(k), 2/float64(m.D)) / math.Max(1, float64(m.N-1))
	var trace float64
	for i := range m.D {
		for j := range m.D {
			p.scale[i*m.D+j] *= share
			if i != j && m.N <= m.D {
				p.scale[i*m.D+j] = 0
			}
		}
		trace += p.scale[i*m.D+i]
	}
	if p.ridge = priorRidge * trace / float64(m.D); p.ridge == 0 {
		p.ridge = 1 // all rows alike: any unit will do
	}
	for i := range m.D {
		p.scale[i*m.D+i] += p.ridge
	}
	return p, nil
}

// component returns mean and covariance of the posterior's mode for group g of the moments,
// which are about the given mean (Fraley & Raftery 2007; the M step of mclust's me for VVV):
//
//	μ = (n m + κ μₚ)/(n + κ),  Σ = (Λ + S + nκ/(n+κ) (m-μₚ)(m-μₚ)ᵀ)/(ν + n + D + 2)
//
// with n the group's weight in rows, m its mean and S its scatter about that.
func (p prior) component(mo *moments, g int, about []float64) (mean, covariance []float64) {
	n, d := mo.n[g], p.d
	covariance, mean = mo.scatter(g), make([]float64, d)
	off := make([]float64, d)
	for j := range d {
		m := about[j]
		if n > 0 {
			m += mo.sum[g*d+j] / n
		}
		off[j] = m - p.mean[j]
		mean[j] = (n*m + priorShrinkage*p.mean[j]) / (n + priorShrinkage)
	}
	pull := n * priorShrinkage / (n + priorShrinkage)
	for i := range d {
		for j := range d {
			c := &covariance[i*d+j]
			*c = (*c + p.scale[i*d+j] + pull*off[i]*off[j]) / (p.dof() + n + float64(d) + 2)
		}
	}
	return mean, covariance
}

// logDensity returns the log of the prior's density at one component, less a constant.
func (p prior) logDensity(n *normal, mean []float64) float64 {
	off := make([]float64, p.d)
	for j := range off {
		off[j] = mean[j] - p.mean[j]
	}
	return -(p.dof()+float64(p.d)+2)*n.halfDet - n.traceWith(p.scale)/2 - priorShrinkage/2*n.whitened(off)
}

// collapsed says why group g of the moments is no distribution of its own, or nothing. It is
// none when it weighs fewer rows than span its columns, or when in some direction its rows
// scatter next to nothing beside what the prior adds, S < Λ/20: its least eigenvalue is then the
// floor that regularisation set, and says nothing of the rows.
func (p prior) collapsed(mo *moments, g int, m Matrix) string {
	if n := mo.n[g]; n < float64(p.d+1) {
		return fmt.Sprintf("no more than %.1f rows are left to it, and a normal distribution in %d columns needs %d", n, p.d, p.d+1)
	}
	rest, s := mo.scatter(g), mo.scatter(g)
	for i, v := range p.scale {
		rest[i] -= floorShare * v
	}
	least, at := math.Inf(1), 0
	for i := range p.d {
		// The ridge is left out twice: a direction in which no row of all varies is none.
		rest[i*p.d+i] += 2 * floorShare * p.ridge
		if r := s[i*p.d+i] / p.scale[i*p.d+i]; r < least {
			least, at = r, i
		}
	}
	if cholesky(make([]float64, p.d*p.d), rest, p.d) {
		return ""
	}
	return fmt.Sprintf("%.0f rows are so alike, above all in column %s, that their spread would be made up by the regularisation", mo.n[g], m.name(at))
}
