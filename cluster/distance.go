package cluster

import "math"

// centers holds k points in two layouts: flat, row after row, and in quads of four centres
// side by side, so that one pass over a row measures four distances at once. The last quad is
// filled up with points at infinity, which are never nearest.
type centers struct {
	k, d  int
	flat  []float64
	quads [][4]float64 // quad q, coordinate j at q·d+j
}

func newCenters(k, d int) *centers {
	return &centers{k: k, d: d, flat: make([]float64, k*d), quads: make([][4]float64, (k+3)/4*d)}
}

func (c *centers) row(i int) []float64 { return c.flat[i*c.d : (i+1)*c.d] }

// pack refreshes quads after flat has changed.
func (c *centers) pack() {
	for i := range (c.k + 3) / 4 * 4 {
		for j := range c.d {
			x := math.Inf(1)
			if i < c.k {
				x = c.flat[i*c.d+j]
			}
			c.quads[i/4*c.d+j][i%4] = x
		}
	}
}

// nearest returns the centre nearest to x, the lowest of equals, and the squared distances to
// it and to the second nearest (+Inf when there is only one centre).
//
// Distances are compared by their bits, which order as the numbers do since none is negative:
// integers are chosen between without a branch, and no processor can guess which centre wins.
func (c *centers) nearest(x []float64) (best int, d1, d2 float64) {
	var buffer [4][4]float64
	b1, b2 := infinite, infinite
	for q := 0; q*4 < c.k; q += len(buffer) {
		found := buffer[:min(len(buffer), (c.k+3)/4-q)]
		quads(x, c.quads[q*c.d:], found)
		for i := range found {
			for j, s := range &found[i] {
				b := math.Float64bits(s)
				if b < b1 {
					best = (q+i)*4 + j
				}
				b1, b2 = min(b1, b), min(b2, max(b1, b))
			}
		}
	}
	return best, math.Float64frombits(b1), math.Float64frombits(b2)
}

// infinite is the bits of +Inf.
const infinite uint64 = 0x7ff0000000000000

// quadsGo is quads in plain Go: out[q][i] becomes the squared distance from x to point i of
// quad q, quad after quad.
//
// Squares of differences are summed, column by column. The form |x|² - 2x·c + |c|² would save a
// third of the work and lose digits exactly where clusters touch. The conversions keep a
// compiler from fusing the operations, so that every machine gets the same bits.
func quadsGo(x []float64, points [][4]float64, out [][4]float64) {
	for q := range out {
		var s0, s1, s2, s3 float64
		points := points[q*len(x) : (q+1)*len(x)]
		for j, v := range x {
			p := &points[j]
			a, b, c, d := v-p[0], v-p[1], v-p[2], v-p[3]
			s0 += float64(a * a)
			s1 += float64(b * b)
			s2 += float64(c * c)
			s3 += float64(d * d)
		}
		out[q] = [4]float64{s0, s1, s2, s3}
	}
}

// squared returns the squared distance of x and y, summed as in quads, to the same bits.
func squared(x, y []float64) (s float64) {
	y = y[:len(x)]
	for j, v := range x {
		a := v - y[j]
		s += float64(a * a)
	}
	return s
}
