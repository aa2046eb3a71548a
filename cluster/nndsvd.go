package cluster

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// leastSingular is the share of the largest squared singular value below which one is rounding.
const leastSingular = 1e-12

// startProfiles returns k first profiles for rows that are not negative, by the non-negative
// double singular value decomposition (Boutsidis & Gallopoulos 2008): of each pair of singular
// vectors u, v either the positive or the negative parts, whichever have the larger product of
// lengths, are the best profile of their sign. Only the v are needed, the amounts being fitted
// to them.
func startProfiles(ctx context.Context, m Matrix, k, workers int) ([][]float64, error) {
	all := newMoments(1, m.D)
	if err := all.gather(ctx, m, workers, make([]float64, m.D), func(int) int { return 0 }); err != nil {
		return nil, err
	}
	squares := make([]float64, m.D*m.D) // XᵀX = VS²Vᵀ
	for i := range m.D {
		for j := range m.D {
			squares[i*m.D+j] = all.square[max(i, j)*m.D+min(i, j)]
		}
	}
	values, vectors := eigen(squares, m.D)
	parts := make([][]float64, k)
	for g := range parts {
		if g >= m.D || values[g] <= leastSingular*values[0] {
			return nil, &CollapseError{K: k, Component: g, Reason: fmt.Sprintf("the columns hold no more than %d independent habits", g)}
		}
		parts[g] = onesided(m, vectors[g], g == 0)
	}
	return parts, nil
}

// onesided returns the positive or the negative part of v, of length 1, by the lengths of the
// parts of v and of u = Xv. The leading pair has one sign (Perron & Frobenius), up to rounding.
func onesided(m Matrix, v []float64, leading bool) []float64 {
	var up, down float64 // squared lengths of the parts of u
	for i := range m.N {
		if u := dot(m.Row(i), v); u > 0 {
			up += u * u
		} else {
			down += u * u
		}
	}
	plus, minus := make([]float64, len(v)), make([]float64, len(v))
	for j, x := range v {
		plus[j], minus[j] = max(0, x), max(0, -x)
	}
	out := plus
	switch {
	case leading:
		for j, x := range v {
			out[j] = math.Abs(x)
		}
	case down*dot(minus, minus) > up*dot(plus, plus):
		out = minus
	}
	length := math.Sqrt(dot(out, out))
	for j := range out {
		out[j] /= length
	}
	return out
}

// eigen returns the eigenvalues of a symmetric d·d matrix, the greatest first, and their vectors,
// by Jacobi's rotations in cyclic order (Golub & Van Loan, Matrix Computations, §8.5). It
// overwrites a.
func eigen(a []float64, d int) (values []float64, vectors [][]float64) {
	v := make([]float64, d*d) // column j is vector j
	for i := range d {
		v[i*d+i] = 1
	}
	for sweep := 0; sweep < 60 && rotateAll(a, v, d); sweep++ {
	}
	order := make([]int, d)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch x, y := a[i*d+i], a[j*d+j]; {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	for _, j := range order {
		vector := make([]float64, d)
		for i := range vector {
			vector[i] = v[i*d+j]
		}
		values, vectors = append(values, a[j*d+j]), append(vectors, vector)
	}
	return values, vectors
}

// rotateAll takes every element off the diagonal to 0 once; it reports whether any was not.
func rotateAll(a, v []float64, d int) (turned bool) {
	for p := range d {
		for q := p + 1; q < d; q++ {
			x := a[p*d+q]
			if math.Abs(x) <= 1e-17*math.Sqrt(math.Abs(a[p*d+p]*a[q*d+q])) {
				continue
			}
			turned = true
			tau := (a[q*d+q] - a[p*d+p]) / (2 * x)
			t := 1 / (math.Abs(tau) + math.Hypot(1, tau))
			if tau < 0 {
				t = -t
			}
			c := 1 / math.Hypot(1, t)
			rotate(a, v, d, p, q, c, t*c)
		}
	}
	return turned
}

// rotate applies the rotation of coordinates p and q with cosine c and sine s from both sides.
func rotate(a, v []float64, d, p, q int, c, s float64) {
	for i := range d {
		x, y := a[i*d+p], a[i*d+q]
		a[i*d+p], a[i*d+q] = c*x-s*y, s*x+c*y
		x, y = v[i*d+p], v[i*d+q]
		v[i*d+p], v[i*d+q] = c*x-s*y, s*x+c*y
	}
	for i := range d {
		x, y := a[p*d+i], a[q*d+i]
		a[p*d+i], a[q*d+i] = c*x-s*y, s*x+c*y
	}
}
