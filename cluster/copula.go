package cluster

import (
	"math"
	"math/rand/v2"
	"slices"

	"limner/stats"
)

// A copula draws rows with the marginal distributions and the rank correlations of some rows of a matrix.
type copula struct {
	rows   []int32
	sorted [][]float64 // of each column, its values
	varies []int       // the columns that are not constant
	root   []float64   // lower triangular root of the correlations of their normal scores
}

// shrink keeps the correlations of few rows, or of columns that tell the same, positive definite.
const shrink = 0.999

// copulaOf learns from the rows. Without enough of them root is nil, and rows are drawn as they are.
func copulaOf(m Matrix, rows []int32) copula {
	c := copula{rows: rows}
	var scores [][]float64
	for j := range m.D {
		x := make([]float64, len(rows))
		for i, r := range rows {
			x[i] = m.X[int(r)*m.D+j]
		}
		s := slices.Clone(x)
		slices.Sort(s)
		c.sorted = append(c.sorted, s)
		if s[0] != s[len(s)-1] {
			c.varies = append(c.varies, j)
			scores = append(scores, normalScores(x))
		}
	}
	d := len(c.varies)
	if len(rows) < leastToCopy*m.D || d == 0 {
		return c
	}
	r := make([]float64, d*d)
	for a := range d {
		r[a*d+a] = 1
		for b := range a {
			r[a*d+b] = shrink * stats.Correlation(scores[a], scores[b])
			r[b*d+a] = r[a*d+b]
		}
	}
	root := make([]float64, d*d)
	if cholesky(root, r, d) {
		c.root = root
	}
	return c
}

// normalScores puts the normal distribution's quantiles in the place of the values: of their mid-ranks,
// less a half, over n (van der Waerden's scores in Blom's general form with c = 1/2; Hazen).
func normalScores(x []float64) []float64 {
	out := stats.Ranks(x)
	for i, rank := range out {
		out[i] = math.Sqrt2 * math.Erfinv(2*(rank-0.5)/float64(len(x))-1)
	}
	return out
}

// draw appends as many new rows as the copula was learned from. (It may run in several goroutines.)
func (c *copula) draw(to []float64, m Matrix, r *rand.Rand) []float64 {
	if c.root == nil {
		for range c.rows {
			to = append(to, m.Row(int(c.rows[r.IntN(len(c.rows))]))...)
		}
		return to
	}
	d, n := len(c.varies), len(c.rows)
	e := make([]float64, d)
	for range c.rows {
		at := len(to)
		for j := range m.D {
			to = append(to, c.sorted[j][0])
		}
		for a := range e {
			e[a] = r.NormFloat64()
		}
		for a, j := range c.varies {
			z := 0.0
			for b := range a + 1 {
				z += c.root[a*d+b] * e[b]
			}
			u := math.Erfc(-z/math.Sqrt2) / 2
			to[at+j] = c.sorted[j][min(int(u*float64(n)), n-1)]
		}
	}
	return to
}
