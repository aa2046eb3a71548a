package cluster

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"limner/stats"
)

const (
	// mixtureStarts is how many starts are tried when Restarts is 0.
	mixtureStarts = 5
	// shortRun is how many iterations each start gets before the best goes on.
	shortRun = 10
)

// A MixtureFit is a mixture fitted to the rows of a matrix.
type MixtureFit struct {
	Mixture Mixture
	// Labels has the most likely component of each row, from 0, the first of equals; the
	// component with the most rows comes first.
	Labels []int32
	// Sizes counts the rows of each; none is empty.
	Sizes []int
	// LogLikelihood is of all rows, natural logarithm, without the prior.
	LogLikelihood float64
	// BIC is -2·LogLikelihood + p log N with p = K-1 + K·D + K·D(D+1)/2: less is better, as
	// scikit-learn has it (mclust's has the other sign). At the mode of the posterior in
	// place of the maximum of the likelihood it is the modified BIC of Fraley & Raftery (2007).
	BIC float64
	// ICL is BIC - 2 Σ log of each row's greatest posterior (Biernacki, Celeux & Govaert
	// 2000; icl of mclust, with the other sign): components that overlap cost more.
	ICL float64
	// Iterations counts those of the ascent that was kept, Converged tells whether it came to
	// rest before MaxIter.
	Iterations int
	Converged  bool
}

// FitMixture fits k normal distributions with covariances of their own to the rows of m by EM,
// to the mode of the posterior under the prior of Fraley & Raftery (2007), which weighs about
// as much as one row and keeps covariances from becoming singular.
//
// What a prior cannot do is make a distribution of rows that are all alike: where many rows
// share a value, as everyone who bought once does, a component shrinks onto these, the
// likelihood jumps by thousands, and neither BIC nor labels mean anything. Such a component,
// whose spread in some direction is the prior's rather than the rows', or one that weighs fewer
// rows than there are columns and one more, makes a fit collapsed, and collapsed fits are
// refused: the best of the others is returned, and when there is none, a [*CollapseError].
// (Restricting the likelihood so is Hathaway's (1985) remedy in effect, if not in form.)
//
// It starts from the groups of [KMeans] with opt.Restarts starts, and from Restarts-1 others
// (4, when that is 0) found from one start each; each gets ten iterations, and the best goes on
// to rest (the em-EM of Biernacki, Celeux & Govaert 2003). An iteration that gains less than
// 1e-6 a row is the last; Tol is not used. Beyond 65,536 rows all this happens on a random
// 32,768 of them, as in [KMeans], and the others are only given their posteriors: labels,
// sizes, likelihood and criteria are always of all rows.
//
// The result is a function of m, k and the options other than Workers, to the last bit. Besides
// a CollapseError it returns a [*DistinctError] when k is more than there are different rows.
func FitMixture(ctx context.Context, m Matrix, k int, opt Options) (MixtureFit, error) {
	if err := m.check(); err != nil {
		return MixtureFit{}, err
	}
	switch {
	case k < 1:
		return MixtureFit{}, fmt.Errorf("cluster: %d groups asked for", k)
	case m.N == 0:
		return MixtureFit{}, &DistinctError{K: k}
	case m.D == 0:
		return MixtureFit{}, errors.New("cluster: no column to find normal distributions in")
	}
	rows, o := opt.sampled(m), opt.filled(m)
	runs, err := o.ascents(ctx, rows, k, opt.Restarts)
	if err != nil {
		return MixtureFit{}, err
	}
	var refused error
	for _, e := range runs {
		if err := e.run(ctx, o.MaxIter); err != nil {
			return MixtureFit{}, err
		}
		err := e.collapsed()
		if err == nil {
			var f MixtureFit
			if f, err = e.finish(ctx, m); err == nil || ctx.Err() != nil {
				return f, err
			}
		}
		if refused == nil {
			refused = err
		}
	}
	return MixtureFit{}, refused
}

// sampled returns the rows that restarts see: all, or a sample of many.
func (o Options) sampled(m Matrix) Matrix {
	size := o.sample
	if size == 0 {
		size = sampleRows
	}
	if m.N <= 2*size {
		return m
	}
	return m.Gather(sampleOf(m.N, size, stats.Rand(o.Seed, streamSample)))
}

// ascents runs every start for a short while and returns them, the best first.
func (o Options) ascents(ctx context.Context, m Matrix, k, restarts int) ([]*em, error) {
	starts := mixtureStarts
	if restarts > 0 {
		starts = restarts
	}
	p, err := priorOf(ctx, m, k, o.Workers)
	if err != nil {
		return nil, err
	}
	runs := make([]*em, starts)
	for s := range runs {
		from := Options{Seed: o.Seed, Restarts: restarts, Workers: o.Workers}
		if s > 0 {
			from.Seed, from.Restarts = stats.Rand(o.Seed, streamMixture, uint64(s)).Uint64(), 1
		}
		groups, err := KMeans(ctx, m, k, from)
		if err != nil {
			return nil, err
		}
		runs[s] = newEM(m, p, k, o.Workers)
		if err := runs[s].fromLabels(ctx, groups.Labels); err != nil {
			return nil, err
		}
		if err := runs[s].run(ctx, min(shortRun, o.MaxIter)); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(runs, func(a, b *em) int { return cmp.Compare(b.objective, a.objective) })
	return runs, nil
}

// finish gives all rows of m their components and brings these into canonical order.
func (e *em) finish(ctx context.Context, m Matrix) (MixtureFit, error) {
	f := MixtureFit{Labels: make([]int32, m.N), Iterations: e.iterations, Converged: e.converged}
	b := blocksOf(m.N)
	logs, doubts := make([]float64, b.count()), make([]float64, b.count())
	if err := parallel(ctx, e.workers, b.count(), func(i int) {
		z := make([]float64, e.k)
		for lo, hi := b.bounds(i); lo < hi; lo++ {
			logs[i] += e.x.Posterior(z, m.Row(lo))
			g, _ := largest(z)
			f.Labels[lo] = int32(g)
			doubts[i] += math.Log(z[g])
		}
	}); err != nil {
		return MixtureFit{}, err
	}
	var doubt float64
	for i := range logs {
		f.LogLikelihood += logs[i]
		doubt += doubts[i]
	}
	k, d := float64(e.k), float64(m.D)
	f.BIC = -2*f.LogLikelihood + (k-1+k*d+k*d*(d+1)/2)*math.Log(float64(m.N))
	f.ICL = f.BIC - 2*doubt
	sizes := countLabels(f.Labels, e.k)
	if g := slices.Index(sizes, 0); g >= 0 {
		return MixtureFit{}, &CollapseError{K: e.k, Component: g, Reason: "no row is more likely to be of it than of another"}
	}
	order := canonical(f.Labels, sizes, e.x.Means)
	f.Sizes, f.Mixture = reordered(sizes, order), Mixture{
		Weights: reordered(e.x.Weights, order), Means: reordered(e.x.Means, order),
		Covariances: reordered(e.x.Covariances, order), parts: reordered(e.x.parts, order)}
	return f, nil
}

// largest returns where the greatest and the second greatest of xs are, the first of equals;
// second is -1 when there is only one.
func largest(xs []float64) (first, second int) {
	first, second = -1, -1
	for i, x := range xs {
		switch {
		case first < 0 || x > xs[first]:
			first, second = i, first
		case second < 0 || x > xs[second]:
			second = i
		}
	}
	return first, second
}
