package cluster

import (
	"context"
	"errors"
	"sync"

	"limner/stats"
)

// stabilityRows bounds a resample unless ResampleRows says otherwise. More would only tell of finer differences than a reading of
// stability makes.
const stabilityRows = 10_000

// Stability returns, for each group of f, how much of it comes back when the rows are
// different ones of the same kind: the mean over resamples of the greatest Jaccard similarity
// |A∩B|/|A∪B| between the group, as far as it was drawn, and a group found anew (Hennig 2007;
// clusterboot of the R package fpc). See [Reading] for what the values mean.
//
// Each resample draws as many rows as there are, with replacement, at most 10,000, keeps each
// row drawn once, and fits it by f.Method from one fresh start (k-means++), as clusterboot does. Starting
// from the centres of f as well, or many times, would be kinder and wrong: measured on round
// groups, of which one is cut in two for want of a fifth, the halves then come back at 0.83
// and look stable, at 0.55 from a fresh start. Of many more rows than 10,000 a resample holds
// the smaller part, and the result is a little lower than it would be; opt.ResampleRows draws more.
//
// A resample with fewer different rows than groups is divided into as many as there are. One
// whose fit collapses (see [CollapseError]) finds no group at all, and counts as 0 for each.
//
// The interval is for the Monte-Carlo error of the mean; 100 resamples bring that to about 0.02.
func Stability(ctx context.Context, m Matrix, f Fit, resamples int, opt Options) ([]stats.Estimate, error) {
	o := opt.filled(m)
	o.Restarts = 1
	found := make([][]float64, resamples)
	errs := make([]error, resamples)
	var rooms sync.Pool // for the rows of a resample: finding new room for many takes longer than copying them
	if err := parallel(ctx, o.Workers, resamples, func(b int) {
		room, _ := rooms.Get().(*[]float64)
		if room == nil {
			room = new([]float64)
		}
		found[b], errs[b] = o.resample(ctx, m, f, uint64(b), room)
		rooms.Put(room)
	}); err != nil {
		return nil, err
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	out := make([]stats.Estimate, f.K())
	for g := range out {
		var mo stats.Moments
		for b := range found {
			mo.Add(found[b][g])
		}
		out[g] = mo.Estimate(0.95)
		out[g].Lo, out[g].Hi = max(0, out[g].Lo), min(1, out[g].Hi)
		out[g].Method = "bootstrap Jaccard, Monte-Carlo interval"
	}
	return out, nil
}

// Reading puts a mean Jaccard similarity into the words of Hennig (2007) and clusterboot.
func Reading(jaccard float64) string {
	switch {
	case jaccard >= 0.85:
		return "highly stable"
	case jaccard >= 0.75:
		return "stable"
	case jaccard >= 0.6:
		return "a pattern, its members uncertain"
	}
	return "not to be trusted"
}

// resample fits the rows of one draw, copied to room, and compares; o has its defaults in place.
func (o Options) resample(ctx context.Context, m Matrix, f Fit, b uint64, room *[]float64) ([]float64, error) {
	size := stabilityRows
	if o.ResampleRows > 0 {
		size = o.ResampleRows
	}
	rows := drawn(m.N, min(m.N, size), stats.Rand(o.Seed, streamResample, b))
	o.Workers = 1
	o.Seed = stats.Rand(o.Seed, streamResample, b, 1).Uint64()
	s := m.gatherInto(*room, rows)
	*room = s.X
	found, err := o.again(ctx, s, f)
	if collapse := (*CollapseError)(nil); errors.As(err, &collapse) {
		return make([]float64, f.K()), nil
	}
	if err != nil {
		return nil, err
	}
	old := make([]int32, len(rows))
	for i, r := range rows {
		old[i] = f.Labels[r]
	}
	return jaccards(old, found.Labels, f.K()), nil
}

// again finds as many groups as f has, by the same method, in other rows.
func (o Options) again(ctx context.Context, m Matrix, f Fit) (Fit, error) {
	find := o.fit // the units of Tol are those of all rows
	if f.Method == MixtureMethod || f.Method == ProfilesMethod {
		o.Method = f.Method
		find = func(ctx context.Context, m Matrix, k int) (Fit, error) { return Find(ctx, m, k, o) }
	}
	found, err := find(ctx, m, f.K())
	if few := (*DistinctError)(nil); errors.As(err, &few) && few.Distinct > 0 {
		return find(ctx, m, few.Distinct)
	}
	return found, err
}

// jaccards returns, for each of the k old groups, the greatest similarity to a new one, 0 for a
// group that has no row here.
func jaccards(old, new []int32, k int) []float64 {
	both := contingency(old, new, k)
	inOld, inNew := make([]int, k), make([]int, k)
	for a := range k {
		for b := range k {
			inOld[a] += both[a*k+b]
			inNew[b] += both[a*k+b]
		}
	}
	out := make([]float64, k)
	for a := range k {
		for b := range k {
			if n := both[a*k+b]; n > 0 {
				out[a] = max(out[a], float64(n)/float64(inOld[a]+inNew[b]-n))
			}
		}
	}
	return out
}

// contingency counts the rows of each old group (by rows of the table) and new group, k of either.
func contingency(old, new []int32, k int) []int {
	both := make([]int, k*k)
	for i := range old {
		both[int(old[i])*k+int(new[i])]++
	}
	return both
}
