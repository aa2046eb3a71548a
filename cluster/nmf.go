package cluster

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// A ProfilesFit is a factorisation of a matrix into profiles and each row's amounts of them.
type ProfilesFit struct {
	// Profiles holds H, K·D, the profile that most rows follow first.
	Profiles Profiles
	// W has K amounts for each of the N rows, row after row, none negative.
	W []float64
	// Labels has for each row the profile with the largest amount, from 0, the first of
	// equals; a row that does nothing goes to 0.
	Labels []int32
	// Sizes counts the rows of each; none is empty.
	Sizes []int
	// RelativeError is |X - WH|/|X|, Frobenius norms over all rows: 0 when the profiles
	// explain everything, at most 1.
	RelativeError float64
	// Iterations counts the passes of the descent, Converged tells whether it came to rest
	// before MaxIter.
	Iterations int
	Converged  bool
}

// FitProfiles factorises m, whose numbers must not be negative, into k profiles and their
// amounts in each row, X ≈ WH with W, H ≥ 0 of least squared error, by hierarchical alternating
// least squares (Cichocki & Phan 2009; Gillis & Glineur 2012, eq. 2.3, for the step) from a
// start that is a function of m: the non-negative double singular value decomposition of
// Boutsidis & Gallopoulos (2008). Each row's group is the profile of which it has most, the
// profiles having equal length.
//
// Columns should be comparable, as [NonNegative] makes them, or the one with the largest
// numbers decides. The descent ends when an iteration gains less than 1e-8 of the sum of
// squares. Beyond 65,536 rows profiles are learned from a random 32,768 of them, as in
// [KMeans], and amounts and error are of all.
//
// The result is a function of m, k and the options other than Workers, to the last bit. A
// negative number is an error that names row and column. A [*CollapseError] says that there are
// fewer than k habits: no more independent columns, or a profile that no row has most of.
func FitProfiles(ctx context.Context, m Matrix, k int, opt Options) (ProfilesFit, error) {
	if err := m.check(); err != nil {
		return ProfilesFit{}, err
	}
	for i, x := range m.X {
		if x < 0 {
			return ProfilesFit{}, fmt.Errorf("cluster: row %d, column %s is %v; profiles are of numbers that are not negative", i/m.D, m.name(i%m.D), x)
		}
	}
	if k < 1 {
		return ProfilesFit{}, fmt.Errorf("cluster: %d groups asked for", k)
	}
	if m.N == 0 {
		return ProfilesFit{}, &DistinctError{K: k}
	}
	rows, o := opt.sampled(m), opt.filled(m)
	parts, err := startProfiles(ctx, rows, k, o.Workers)
	if err != nil {
		return ProfilesFit{}, err
	}
	h := newHALS(rows, parts, o.Workers)
	if err := h.run(ctx, o.MaxIter); err != nil {
		return ProfilesFit{}, err
	}
	for i, part := range parts {
		if slices.Max(part) == 0 {
			return ProfilesFit{}, &CollapseError{K: k, Component: i, Reason: "the others explain all that it did"}
		}
	}
	return h.finish(ctx, m)
}

// finish gives all rows of m their amounts and brings the profiles into canonical order.
func (h *hals) finish(ctx context.Context, m Matrix) (ProfilesFit, error) {
	f := ProfilesFit{Iterations: h.iterations, Converged: h.converged}
	parts := h.parts
	// The order in which profiles are fitted to a row can decide a tie, so that rows are
	// placed anew once it changes; it comes to rest at the second time, ties or not at the third.
	for range 4 {
		var err error
		if f.Profiles, err = NewProfiles(parts); err != nil {
			return f, err
		}
		if err := f.place(ctx, m, h.workers); err != nil {
			return f, err
		}
		f.Sizes = countLabels(f.Labels, h.k)
		if g := slices.Index(f.Sizes, 0); g >= 0 {
			return f, &CollapseError{K: h.k, Component: g, Reason: "no row has more of its profile than of another"}
		}
		order := canonical(slices.Clone(f.Labels), f.Sizes, parts)
		if slices.IsSorted(order) {
			break
		}
		parts = reordered(parts, order)
	}
	return f, nil
}

// place fills W, Labels and RelativeError from the profiles.
func (f *ProfilesFit) place(ctx context.Context, m Matrix, workers int) error {
	k, b := f.Profiles.K(), blocksOf(m.N)
	f.W, f.Labels = make([]float64, m.N*k), make([]int32, m.N)
	left, all := make([]float64, b.count()), make([]float64, b.count())
	err := parallel(ctx, workers, b.count(), func(i int) {
		for lo, hi := b.bounds(i); lo < hi; lo++ {
			w, row := f.W[lo*k:(lo+1)*k], m.Row(lo)
			f.Profiles.Amounts(w, row)
			g, _ := largest(w)
			f.Labels[lo] = int32(g)
			for j, x := range row {
				all[i] += x * x
				for g, v := range w {
					x -= v * f.Profiles.Parts[g][j]
				}
				left[i] += x * x
			}
		}
	})
	var loss, squares float64
	for i := range left {
		loss += left[i]
		squares += all[i]
	}
	f.RelativeError = math.Sqrt(loss / squares)
	return err
}
