package cluster

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// A Method is a way of finding groups.
type Method string

const (
	// KMeansMethod: groups around means, see [KMeans]. The empty Method means this too.
	KMeansMethod Method = "kmeans"
	// MixtureMethod: normal distributions of any shape, which may overlap, see [FitMixture].
	MixtureMethod Method = "mixture"
	// ProfilesMethod: habits that add up, see [FitProfiles]; for numbers that are not negative.
	ProfilesMethod Method = "profiles"
)

// Known reports whether there is such a method.
func (m Method) Known() bool {
	return m == "" || m == KMeansMethod || m == MixtureMethod || m == ProfilesMethod
}

// A CollapseError is the answer of a method that found K groups of which one is none: a normal
// distribution that shrank onto rows alike, or a profile that nobody follows. Such a fit scores
// high and says nothing, so it is refused. Fewer groups, or another method, may do.
type CollapseError struct {
	K int `json:"k"`
	// Component is the group that collapsed, from 0 in the order it was started from.
	Component int `json:"component"`
	// Reason says what happened, in words that end a sentence.
	Reason string `json:"reason"`
}

func (e *CollapseError) Error() string {
	return fmt.Sprintf("cluster: %d groups asked for, but one collapsed: %s", e.K, e.Reason)
}

// Find divides the rows of m into k groups by opt.Method. It returns what that method's own
// function does, in the form common to all: [DistinctError] and [CollapseError] among the
// errors, an unknown method another.
func Find(ctx context.Context, m Matrix, k int, opt Options) (Fit, error) {
	switch opt.Method {
	case "", KMeansMethod:
		return KMeans(ctx, m, k, opt)
	case MixtureMethod:
		f, err := FitMixture(ctx, m, k, opt)
		if err != nil {
			return Fit{}, err
		}
		out := fitAround(m, f.Labels, f.Sizes)
		out.Method, out.Mixture, out.Iterations, out.Converged = MixtureMethod, &f.Mixture, f.Iterations, f.Converged
		return out, nil
	case ProfilesMethod:
		f, err := FitProfiles(ctx, m, k, opt)
		if err != nil {
			return Fit{}, err
		}
		out := fitAround(m, f.Labels, f.Sizes)
		out.Method, out.Profiles, out.Iterations, out.Converged = ProfilesMethod, &f.Profiles, f.Iterations, f.Converged
		return out, nil
	}
	return Fit{}, fmt.Errorf("cluster: no method %q; there are %s, %s and %s", opt.Method, KMeansMethod, MixtureMethod, ProfilesMethod)
}

// fitAround measures the centres and the inertia of a division found by whatever method.
func fitAround(m Matrix, labels []int32, sizes []int) Fit {
	k, b := len(sizes), blocksOf(m.N)
	sums := make([]float64, k*m.D)
	for i := range b.count() {
		lo, hi := b.bounds(i)
		part := make([]float64, k*m.D)
		for r := lo; r < hi; r++ {
			g := int(labels[r])
			add(part[g*m.D:(g+1)*m.D], m.Row(r))
		}
		add(sums, part)
	}
	f := Fit{Labels: labels, Sizes: sizes, Centers: make([][]float64, k)}
	for g := range f.Centers {
		f.Centers[g] = sums[g*m.D : (g+1)*m.D : (g+1)*m.D]
		for j := range f.Centers[g] {
			f.Centers[g][j] /= float64(sizes[g])
		}
	}
	for i := range b.count() {
		var part float64
		for lo, hi := b.bounds(i); lo < hi; lo++ {
			part += squared(m.Row(lo), f.Centers[labels[lo]])
		}
		f.Inertia += part
	}
	return f
}

// countLabels counts the rows of each of k groups.
func countLabels(labels []int32, k int) []int {
	sizes := make([]int, k)
	for _, g := range labels {
		sizes[g]++
	}
	return sizes
}

// canonical returns the groups in their canonical order, the largest first, equal ones in the
// order of their points, and renames the labels to match.
func canonical(labels []int32, sizes []int, points [][]float64) (order []int) {
	order = make([]int, len(sizes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(sizes[b], sizes[a]), slices.Compare(points[a], points[b]))
	})
	name := make([]int32, len(order))
	for to, from := range order {
		name[from] = int32(to)
	}
	for i, g := range labels {
		labels[i] = name[g]
	}
	return order
}

// reordered returns the elements of xs in the given order.
func reordered[T any](xs []T, order []int) []T {
	out := make([]T, len(xs))
	for to, from := range order {
		out[to] = xs[from]
	}
	return out
}
