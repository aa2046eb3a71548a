package cluster

import (
	"context"
	"fmt"
	"math"
	"slices"
)

const (
	// profileSweeps is how often each iteration goes over the amounts, and over the profiles.
	profileSweeps = 2
	// profileGain ends the descent: the share of the rows' squares that an iteration must gain.
	profileGain = 1e-8
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

// hals is one descent. Profiles always have length 1.
type hals struct {
	m       Matrix
	k       int
	workers int
	b       blocks
	parts   [][]float64 // H
	gram    []float64   // HHᵀ
	w       []float64
	sums    []halsPart // one for each block

	iterations int
	converged  bool
}

// halsPart is what a block of rows adds to WᵀX, WᵀW and the squared error.
type halsPart struct{ wx, ww, loss []float64 }

func newHALS(m Matrix, parts [][]float64, workers int) *hals {
	h := &hals{m: m, k: len(parts), workers: workers, b: blocksOf(m.N), parts: parts, w: make([]float64, m.N*len(parts))}
	h.sums = make([]halsPart, h.b.count())
	for i := range h.sums {
		h.sums[i] = halsPart{make([]float64, h.k*m.D), make([]float64, h.k*h.k), make([]float64, 1)}
	}
	return h
}

func (h *hals) run(ctx context.Context, maxIter int) error {
	squares := dot(h.m.X, h.m.X)
	last := math.Inf(1)
	for !h.converged && h.iterations < maxIter {
		h.gram = gramOf(h.parts)
		if err := parallel(ctx, h.workers, len(h.sums), h.amounts); err != nil {
			return err
		}
		all := halsPart{make([]float64, h.k*h.m.D), make([]float64, h.k*h.k), make([]float64, 1)}
		for _, p := range h.sums {
			add(all.wx, p.wx)
			add(all.ww, p.ww)
			add(all.loss, p.loss)
		}
		h.iterations++
		h.converged = last-all.loss[0] <= profileGain*squares
		last = all.loss[0]
		if !h.converged {
			h.profiles(all)
		}
	}
	return nil
}

// amounts improves the amounts of the rows of block i for the profiles as they are.
func (h *hals) amounts(i int) {
	p := &h.sums[i]
	clear(p.wx)
	clear(p.ww)
	p.loss[0] = 0
	k, d, a := h.k, h.m.D, make([]float64, h.k)
	for lo, hi := h.b.bounds(i); lo < hi; lo++ {
		row, w := h.m.Row(lo), h.w[lo*k:(lo+1)*k]
		for g, part := range h.parts {
			a[g] = dot(part, row)
		}
		nonNegative(w, a, h.gram, profileSweeps)
		p.loss[0] += dot(row, row)
		for g, v := range w {
			p.loss[0] += v * (dot(h.gram[g*k:(g+1)*k], w) - 2*a[g])
			if v == 0 {
				continue
			}
			wx := p.wx[g*d : (g+1)*d]
			for j, x := range row {
				wx[j] += v * x
			}
			ww := p.ww[g*k : (g+1)*k]
			for j, u := range w {
				ww[j] += v * u
			}
		}
	}
}

// profiles improves the profiles for the amounts as they are, and brings them back to length 1.
func (h *hals) profiles(s halsPart) {
	k, d := h.k, h.m.D
	for range profileSweeps {
		for g, part := range h.parts {
			if s.ww[g*k+g] == 0 {
				continue // no row has any of it
			}
			for j := range part {
				rest := s.wx[g*d+j]
				for o, other := range h.parts {
					rest -= s.ww[g*k+o] * other[j]
				}
				part[j] = max(0, part[j]+rest/s.ww[g*k+g])
			}
		}
	}
	for g, part := range h.parts {
		length := math.Sqrt(dot(part, part))
		if length == 0 {
			continue
		}
		for j := range part {
			part[j] /= length
		}
		for i := g; i < len(h.w); i += k {
			h.w[i] *= length
		}
	}
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
