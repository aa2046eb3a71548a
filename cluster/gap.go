package cluster

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"limner/stats"
)

// A Gap is by how much rows divide better into K groups than rows spread evenly would: the mean over draws
// of log W*(K), less log W(K), where W is the dispersion within groups (Tibshirani, Walther & Hastie
// 2001, equation 3).
type Gap struct {
	K     int     `json:"k"`
	Value float64 `json:"value"`
	// SE is s_K of that paper: the standard deviation of log W*(K) over the draws (ddof 0), times
	// √(1 + 1/draws).
	SE float64 `json:"se"`
}

// Streams of the seed, beside those of k-means and mixtures.
const (
	streamNull = 200 + iota
	streamConfidence
)

// A reference draws data of as many rows as there are, without groups.
type reference func(r *rand.Rand) Matrix

// Gaps returns the gap statistic of 1 to kMax groups as clusGap of the R package cluster has it by
// default: rows are drawn evenly from the box along the principal components of m (the paper's reference
// b), and W sums over groups the distances of all pairs, not squared, over twice the group's size. It
// takes time in proportion to the square of the rows.
func Gaps(ctx context.Context, m Matrix, kMax, draws int, opt Options) ([]Gap, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	m = principal(m)
	own, err := logs(ctx, m, kMax, opt, dispersion)
	if err != nil {
		return nil, err
	}
	drawn, err := logsOf(ctx, box(m), len(own), draws, opt, dispersion)
	if err != nil {
		return nil, err
	}
	gaps := make([]Gap, len(own))
	for i := range gaps {
		var mo stats.Moments
		for _, d := range drawn {
			mo.Add(d[i])
		}
		gaps[i] = Gap{K: i + 1, Value: mo.Mean - own[i], SE: mo.SD(0) * math.Sqrt(1+1/float64(draws))}
	}
	return gaps, nil
}

// GapChoice is the number of groups that the gaps speak for, by the rule that maxSE of the R package
// cluster calls firstSEmax: the fewest whose gap is within one standard error of the first local maximum.
func GapChoice(gaps []Gap) int {
	if len(gaps) == 0 {
		return 0
	}
	top := 0
	for top+1 < len(gaps) && gaps[top+1].Value > gaps[top].Value {
		top++
	}
	for _, g := range gaps {
		if g.Value >= gaps[top].Value-gaps[top].SE {
			return g.K
		}
	}
	return gaps[top].K
}

// principal turns the rows so that the columns are their principal components.
func principal(m Matrix) Matrix {
	out := Matrix{X: make([]float64, len(m.X)), N: m.N, D: m.D}
	mean := make([]float64, m.D)
	for i, x := range m.X {
		mean[i%m.D] += x / float64(m.N)
	}
	c := mat.NewSymDense(m.D, nil)
	for i := range m.N {
		r := m.Row(i)
		for a := range m.D {
			for b := range a + 1 {
				c.SetSym(a, b, c.At(a, b)+(r[a]-mean[a])*(r[b]-mean[b])/float64(m.N))
			}
		}
	}
	var e mat.EigenSym
	if !e.Factorize(c, true) {
		return m // no axes to turn to
	}
	var v mat.Dense
	e.VectorsTo(&v)
	for i := range m.N {
		r := m.Row(i)
		for a := range m.D {
			for b, x := range r {
				out.X[i*m.D+a] += (x - mean[b]) * v.At(b, a)
			}
		}
	}
	return out
}

// box draws evenly from the range of each column.
func box(m Matrix) reference {
	lo, hi := make([]float64, m.D), make([]float64, m.D)
	for j := range m.D {
		lo[j], hi[j] = math.Inf(1), math.Inf(-1)
	}
	for i, x := range m.X {
		j := i % m.D
		lo[j], hi[j] = min(lo[j], x), max(hi[j], x)
	}
	return func(r *rand.Rand) Matrix {
		out := Matrix{X: make([]float64, len(m.X)), N: m.N, D: m.D, Names: m.Names}
		for i := range out.X {
			j := i % m.D
			out.X[i] = lo[j] + (hi[j]-lo[j])*r.Float64()
		}
		return out
	}
}

// inertia is the sum of squared distances to the centres.
func inertia(_ Matrix, f Fit) float64 { return f.Inertia }

// dispersion sums over groups the distances of all pairs over the group's size (twice that, each pair
// counted twice).
func dispersion(m Matrix, f Fit) float64 {
	rows := make([][]int32, f.K())
	for i, g := range f.Labels {
		rows[g] = append(rows[g], int32(i))
	}
	total := 0.0
	for _, in := range rows {
		sum := 0.0
		for i, a := range in {
			for _, b := range in[:i] {
				sum += math.Sqrt(squared(m.Row(int(a)), m.Row(int(b))))
			}
		}
		total += sum / float64(len(in))
	}
	return total
}

// logsOf are the logs of each draw.
func logsOf(ctx context.Context, from reference, kMax, draws int, opt Options, w within) ([][]float64, error) {
	out := make([][]float64, draws)
	errs := make([]error, draws)
	err := parallel(ctx, workersOr(opt.Workers), draws, func(b int) {
		r := stats.Rand(opt.Seed, streamNull, uint64(b))
		own := opt
		own.Workers, own.Seed = 1, r.Uint64()
		out[b], errs[b] = logs(ctx, from(r), kMax, own, w)
	})
	return out, errors.Join(err, errors.Join(errs...))
}

// restartsToCompare are enough to come near the best division; what is missed is missed alike in the data
// and in what they are compared with.
const restartsToCompare = 5

// perfect is how many times less may lie within groups than in all before the rest is rounding error.
const perfect = 1e12

// within is how far apart the rows of the same group are.
type within func(m Matrix, f Fit) float64

// logs is the logarithm of what lies within 1 to kMax groups; where there are fewer different rows it
// stays as it is with so many.
func logs(ctx context.Context, m Matrix, kMax int, opt Options, w within) ([]float64, error) {
	opt.Restarts, opt.Method = restartsToCompare, KMeansMethod
	var out []float64
	for k := 1; k <= kMax; k++ {
		f, err := KMeans(ctx, m, k, opt)
		if few := (*DistinctError)(nil); errors.As(err, &few) {
			break
		}
		if err != nil {
			return nil, err
		}
		out = append(out, math.Log(max(w(m, f), math.SmallestNonzeroFloat64)))
		out[k-1] = max(out[k-1], out[0]-math.Log(perfect))
	}
	for len(out) < kMax && len(out) > 0 { // no rows are left apart
		out = append(out, out[len(out)-1])
	}
	return out, nil
}
