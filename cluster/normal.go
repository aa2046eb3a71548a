package cluster

import "math"

// normal is one component of a mixture, ready to be evaluated. With Σ = LLᵀ the density is
// found from |L⁻¹(x-μ)|²; the rows of L⁻¹ lie in quads of four side by side, so that one pass
// over the row sums four of them at once.
type normal struct {
	d        int
	log      float64      // log w - ½(D log 2π + log|Σ|)
	halfDet  float64      // ½ log|Σ|
	inverse  []float64    // L⁻¹, row after row
	quads    [][4]float64 // quad q holds rows 4q to 4q+3 of L⁻¹, columns 0 to 4q+3
	constant [][4]float64 // L⁻¹μ
}

// newNormal prepares a component; ok is false when the covariance is not positive definite.
func newNormal(weight float64, mean, covariance []float64) (n normal, ok bool) {
	d := len(mean)
	l := make([]float64, d*d)
	if !cholesky(l, covariance, d) {
		return n, false
	}
	n = normal{d: d, inverse: invertLower(l, d)}
	for i := range d {
		n.halfDet += math.Log(l[i*d+i])
	}
	n.log = math.Log(weight) - float64(d)/2*math.Log(2*math.Pi) - n.halfDet
	n.pack(mean)
	return n, true
}

func (n *normal) pack(mean []float64) {
	d := n.d
	n.constant = make([][4]float64, (d+3)/4)
	for q := range n.constant {
		for j := range min(d, 4*q+4) {
			var p [4]float64
			for i := 4 * q; i < min(d, 4*q+4); i++ {
				p[i-4*q] = n.inverse[i*d+j]
				n.constant[q][i-4*q] += n.inverse[i*d+j] * mean[j]
			}
			n.quads = append(n.quads, p)
		}
	}
}

// logDensity returns log(w N(x; μ, Σ)).
func (n *normal) logDensity(x []float64) float64 {
	x = x[:n.d:n.d]
	var sum float64
	quads := n.quads
	for q := range n.constant {
		var s0, s1, s2, s3 float64
		part := x[:min(n.d, 4*q+4)]
		points := quads[:len(part)]
		for j, v := range part {
			p := &points[j]
			s0 += p[0] * v
			s1 += p[1] * v
			s2 += p[2] * v
			s3 += p[3] * v
		}
		quads = quads[len(part):]
		c := &n.constant[q]
		s0, s1, s2, s3 = s0-c[0], s1-c[1], s2-c[2], s3-c[3]
		sum += s0*s0 + s1*s1 + s2*s2 + s3*s3
	}
	if sum != sum { // infinities cancelled: farther away than can be measured
		return math.Inf(-1)
	}
	return n.log - sum/2
}

// whitened returns |L⁻¹v|².
func (n *normal) whitened(v []float64) (sum float64) {
	for i := range n.d {
		var s float64
		for j, a := range n.inverse[i*n.d : i*n.d+i+1] {
			s += a * v[j]
		}
		sum += s * s
	}
	return sum
}

// traceWith returns tr(Σ⁻¹A) = Σᵢ rᵢ A rᵢᵀ over the rows rᵢ of L⁻¹, for a symmetric A.
func (n *normal) traceWith(a []float64) (sum float64) {
	d := n.d
	for i := range d {
		row := n.inverse[i*d : i*d+i+1]
		for j, u := range row {
			var s float64
			for l, v := range row {
				s += a[j*d+l] * v
			}
			sum += u * s
		}
	}
	return sum
}

// cholesky writes to l the lower triangle with LLᵀ = a, of which the lower triangle is read; it
// reports whether a is positive definite.
func cholesky(l, a []float64, d int) bool {
	for i := range d {
		for j := range i + 1 {
			s := a[i*d+j]
			for m := range j {
				s -= l[i*d+m] * l[j*d+m]
			}
			switch {
			case j < i:
				l[i*d+j] = s / l[j*d+j]
			case s > 0 && !math.IsInf(s, 1):
				l[i*d+i] = math.Sqrt(s)
			default:
				return false
			}
		}
	}
	return true
}

// invertLower returns the inverse of a lower triangle.
func invertLower(l []float64, d int) []float64 {
	out := make([]float64, d*d)
	for j := range d {
		out[j*d+j] = 1 / l[j*d+j]
		for i := j + 1; i < d; i++ {
			var s float64
			for m := j; m < i; m++ {
				s += l[i*d+m] * out[m*d+j]
			}
			out[i*d+j] = -s / l[i*d+i]
		}
	}
	return out
}
