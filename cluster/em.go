package cluster

import (
	"context"
	"math"
)

const (
	// emGain ends EM once an iteration gains less than this a row.
	emGain = 1e-6
	// leastShare is the posterior below which a row does not count in a component: less than
	// the rounding of the sums.
	leastShare = 1e-16
)

// em is one ascent from given groups to a mode of the posterior.
type em struct {
	m       Matrix
	k       int
	workers int
	b       blocks
	prior   prior
	parts   []*moments // one for each block
	total   *moments   // about the means that x had before
	x       Mixture
	logs    float64 // log prior of x

	objective  float64 // log-likelihood and log prior of the mixture before x
	iterations int
	converged  bool
}

func newEM(m Matrix, p prior, k, workers int) *em {
	e := &em{m: m, k: k, workers: workers, b: blocksOf(m.N), prior: p, total: newMoments(k, m.D), objective: math.Inf(-1)}
	e.parts = make([]*moments, e.b.count())
	for i := range e.parts {
		e.parts[i] = newMoments(k, m.D)
	}
	return e
}

// fromLabels makes the first mixture from groups of whole rows.
func (e *em) fromLabels(ctx context.Context, labels []int32) error {
	of := func(row int) int { return int(labels[row]) }
	means := make([]float64, e.k*e.m.D)
	if err := e.total.gather(ctx, e.m, e.workers, means, of); err != nil {
		return err
	}
	for i, s := range e.total.sum {
		means[i] = s / e.total.n[i/e.m.D]
	}
	e.total.clear()
	if err := e.total.gather(ctx, e.m, e.workers, means, of); err != nil {
		return err
	}
	about := make([][]float64, e.k)
	for g := range about {
		about[g] = means[g*e.m.D : (g+1)*e.m.D]
	}
	return e.maximise(about)
}

// run iterates until the objective gains no more than emGain a row, or up to upTo iterations.
func (e *em) run(ctx context.Context, upTo int) error {
	for !e.converged && e.iterations < upTo {
		if err := e.expect(ctx); err != nil {
			return err
		}
		before := e.objective
		e.objective = e.total.logLik + e.logs
		if err := e.maximise(e.x.Means); err != nil {
			return err
		}
		e.iterations++
		e.converged = e.objective-before <= emGain*float64(e.m.N)
	}
	return nil
}

// expect is the E step: it adds up the moments of the components, about their means, each row
// shared out by its posterior.
func (e *em) expect(ctx context.Context) error {
	err := parallel(ctx, e.workers, len(e.parts), func(i int) {
		p := e.parts[i]
		p.clear()
		z := make([]float64, e.k)
		for lo, hi := e.b.bounds(i); lo < hi; lo++ {
			row := e.m.Row(lo)
			p.logLik += e.x.Posterior(z, row)
			for g, share := range z {
				if share >= leastShare {
					p.add(g, share, row, e.x.Means[g])
				}
			}
		}
	})
	e.total.clear()
	for _, p := range e.parts {
		e.total.merge(p)
	}
	return err
}

// maximise is the M step.
func (e *em) maximise(about [][]float64) (err error) {
	weights, means, covariances := make([]float64, e.k), make([][]float64, e.k), make([][]float64, e.k)
	for g := range weights {
		// A component that lost every row keeps a weight that is one, to be refused later.
		weights[g] = max(e.total.n[g]/float64(e.m.N), math.SmallestNonzeroFloat64)
		means[g], covariances[g] = e.prior.component(e.total, g, about[g])
	}
	if e.x, err = NewMixture(weights, means, covariances); err != nil {
		return err
	}
	e.logs = 0
	for g := range e.x.parts {
		e.logs += e.prior.logDensity(&e.x.parts[g], means[g])
	}
	return nil
}

// collapsed returns the first component that is none, nil when all are.
func (e *em) collapsed() error {
	for g := range e.k {
		if why := e.prior.collapsed(e.total, g, e.m); why != "" {
			return &CollapseError{K: e.k, Component: g, Reason: why}
		}
	}
	return nil
}
