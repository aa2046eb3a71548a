package cluster

import (
	"context"
	"math"
)

const (
	// profileSweeps is how often each iteration goes over the amounts, and over the profiles.
	profileSweeps = 2
	// profileGain ends the descent: the share of the rows' squares that an iteration must gain.
	profileGain = 1e-8
)

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
