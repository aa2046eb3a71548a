package cluster

import "context"

// moments are the weights, sums and squares of k groups of rows about a point for each.
type moments struct {
	k, d   int
	n      []float64 // K: the weight of each group, in rows
	sum    []float64 // K·D: Σ z(x-c)
	square []float64 // K·D·D: Σ z(x-c)(x-c)ᵀ, of which the lower triangles are kept
	logLik float64
	diff   []float64
}

func newMoments(k, d int) *moments {
	return &moments{k: k, d: d, n: make([]float64, k), sum: make([]float64, k*d),
		square: make([]float64, k*d*d), diff: make([]float64, d)}
}

// add counts row x with weight z in group g, about c.
func (mo *moments) add(g int, z float64, x, c []float64) {
	d := mo.d
	diff := mo.diff[:len(x)]
	c = c[:len(x)]
	sum := mo.sum[g*d : (g+1)*d]
	for j, v := range x {
		diff[j] = v - c[j]
		sum[j] += z * diff[j]
	}
	mo.n[g] += z
	for i, v := range diff {
		v *= z
		square := mo.square[(g*d+i)*d : (g*d+i)*d+i+1]
		for j, w := range diff[:len(square)] {
			square[j] += v * w
		}
	}
}

func (mo *moments) merge(part *moments) {
	add(mo.n, part.n)
	add(mo.sum, part.sum)
	add(mo.square, part.square)
	mo.logLik += part.logLik
}

func (mo *moments) clear() {
	clear(mo.n)
	clear(mo.sum)
	clear(mo.square)
	mo.logLik = 0
}

// scatter returns Σ z(x-m)(x-m)ᵀ of group g about its own mean m.
func (mo *moments) scatter(g int) []float64 {
	d := mo.d
	out := make([]float64, d*d)
	for i := range d {
		for j := range i + 1 {
			s := mo.square[(g*d+i)*d+j]
			if mo.n[g] > 0 {
				s -= mo.sum[g*d+i] * mo.sum[g*d+j] / mo.n[g]
			}
			out[i*d+j], out[j*d+i] = s, s
		}
	}
	return out
}

// gather counts every row whole in the group that of gives, about centers, D numbers a group.
func (mo *moments) gather(ctx context.Context, m Matrix, workers int, centers []float64, of func(row int) int) error {
	b := blocksOf(m.N)
	parts := make([]*moments, b.count())
	err := parallel(ctx, workers, len(parts), func(i int) {
		p := newMoments(mo.k, mo.d)
		for lo, hi := b.bounds(i); lo < hi; lo++ {
			g := of(lo)
			p.add(g, 1, m.Row(lo), centers[g*mo.d:(g+1)*mo.d])
		}
		parts[i] = p
	})
	if err != nil {
		return err
	}
	for _, p := range parts {
		mo.merge(p)
	}
	return nil
}
