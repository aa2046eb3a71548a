package cluster

import (
	"math"
	"testing"

	"limner/stats"
)

// Whatever the machine offers must give the bits of plain Go, or results would depend on it.
func TestQuadsSameBits(t *testing.T) {
	r := stats.Rand(1)
	for d := 1; d <= 41; d++ {
		for n := range 6 {
			x := make([]float64, d)
			points, fast, plain := make([][4]float64, n*d), make([][4]float64, n), make([][4]float64, n)
			for j := range x {
				x[j] = r.NormFloat64()
			}
			for i := range points {
				for l := range 4 {
					points[i][l] = r.NormFloat64() * math.Exp(5*r.NormFloat64())
				}
			}
			quads(x, points, fast)
			quadsGo(x, points, plain)
			for q := range n {
				if fast[q] != plain[q] {
					t.Fatalf("d=%d quad %d of %d: %v, plain %v", d, q, n, fast[q], plain[q])
				}
			}
		}
	}
}

func TestNearestAgreesWithSquared(t *testing.T) {
	m := blobs(200, 5, 3, 1, 2)
	for _, k := range []int{1, 2, 4, 5, 16, 17, 23} {
		c := newCenters(k, m.D)
		for i := range k {
			copy(c.row(i), m.Row(i))
		}
		c.pack()
		for i := range m.N {
			best, d1, d2 := c.nearest(m.Row(i))
			w1, w2, at := math.Inf(1), math.Inf(1), 0
			for j := range k {
				if s := squared(m.Row(i), c.row(j)); s < w1 {
					at, w1, w2 = j, s, w1
				} else {
					w2 = min(w2, s)
				}
			}
			if best != at || d1 != w1 || d2 != w2 {
				t.Fatalf("k=%d row %d: %d %v %v, want %d %v %v", k, i, best, d1, d2, at, w1, w2)
			}
		}
	}
}
