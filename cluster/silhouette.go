package cluster

import (
	"context"
	"fmt"
	"math"

	"limner/stats"
)

const (
	// exactRows is how many rows are compared pair by pair.
	exactRows = 10_000
	// Beyond that, this many samples of this many rows each.
	silhouetteSamples    = 8
	silhouetteSampleRows = 2000
)

// A SilhouetteScore tells how well groups are set apart: near 1 when rows lie much closer to
// their own group than to the next one, near 0 between groups, negative in the wrong one.
// Kaufman & Rousseeuw (1990) read a mean above 0.5 as a reasonable structure, above 0.25 as a
// weak one, and below that as none to speak of.
type SilhouetteScore struct {
	// Mean is over all rows.
	Mean stats.Estimate `json:"mean"`
	// Groups has the mean of each group.
	Groups []float64 `json:"groups"`
}

// Silhouette returns the mean over rows of (b-a)/max(a, b), where a is the mean distance to
// the other rows of the own group and b that to the rows of the nearest other group; a row
// alone in its group counts 0 (Rousseeuw 1987).
//
// Up to 10,000 rows it is exact, and its interval has no width. Beyond that it is the mean of
// eight samples of 2,000 rows, drawn group by group in proportion (at least 20 of each, and
// weighted back), each measured within itself; the interval is Student's from their spread.
// Fewer than two groups have no silhouette: NaN with a warning. labels must hold 0..k-1 and
// only that.
func Silhouette(ctx context.Context, m Matrix, labels []int32, k int, opt Options) (SilhouetteScore, error) {
	if len(labels) != m.N {
		return SilhouetteScore{}, fmt.Errorf("cluster: %d labels for %d rows", len(labels), m.N)
	}
	groups := make([][]int32, k)
	for i, c := range labels {
		groups[c] = append(groups[c], int32(i))
	}
	workers := workersOr(opt.Workers)
	if k < 2 {
		nan := stats.Estimate{Value: math.NaN(), Lo: -1, Hi: 1, N: m.N, Method: "silhouette"}
		return SilhouetteScore{Mean: nan.Warn("needs at least two groups, have %d", k)}, nil
	}
	if m.N <= exactRows {
		means, err := groupSilhouettes(ctx, m, groups, workers)
		v := weighted(means, groups, m.N)
		e := stats.Estimate{Value: v, Lo: v, Hi: v, Confidence: 0.95, N: m.N, Method: "silhouette, all pairs of rows"}
		return SilhouetteScore{Mean: e, Groups: means}, err
	}
	return sampledSilhouette(ctx, m, groups, workers, opt.Seed)
}

func sampledSilhouette(ctx context.Context, m Matrix, groups [][]int32, workers int, seed uint64) (SilhouetteScore, error) {
	means := make([][]float64, silhouetteSamples)
	errs := make([]error, silhouetteSamples)
	err := parallel(ctx, workers, silhouetteSamples, func(s int) {
		r := stats.Rand(seed, streamSilhouette, uint64(s))
		drawn := make([][]int32, len(groups))
		for g, rows := range groups {
			share := int(math.Round(silhouetteSampleRows * float64(len(rows)) / float64(m.N)))
			drawn[g] = sampleOf(len(rows), max(20, share), r)
			for i, at := range drawn[g] {
				drawn[g][i] = rows[at]
			}
		}
		means[s], errs[s] = groupSilhouettes(ctx, m, drawn, 1)
	})
	if err != nil {
		return SilhouetteScore{}, err
	}
	var all stats.Moments
	score := SilhouetteScore{Groups: make([]float64, len(groups))}
	for s := range means {
		if errs[s] != nil {
			return SilhouetteScore{}, errs[s]
		}
		all.Add(weighted(means[s], groups, m.N))
		for g, v := range means[s] {
			score.Groups[g] += v / silhouetteSamples
		}
	}
	score.Mean = all.Estimate(0.95)
	score.Mean.N = silhouetteSamples * silhouetteSampleRows
	score.Mean.Method = fmt.Sprintf("silhouette, %d stratified samples of %d rows", silhouetteSamples, silhouetteSampleRows)
	return score, nil
}

// weighted returns the mean over n rows from the means of the groups.
func weighted(means []float64, groups [][]int32, n int) (sum float64) {
	for g, v := range means {
		sum += v * float64(len(groups[g])) / float64(n)
	}
	return sum
}

// groupSilhouettes compares the given rows with each other and returns each group's mean.
func groupSilhouettes(ctx context.Context, m Matrix, groups [][]int32, workers int) ([]float64, error) {
	packed := make([]*centers, len(groups))
	for g, rows := range groups {
		packed[g] = newCenters(len(rows), m.D)
		for i, r := range rows {
			copy(packed[g].row(i), m.Row(int(r)))
		}
		packed[g].pack()
	}
	means := make([]float64, len(groups))
	for g, rows := range groups {
		scores := make([]float64, len(rows))
		if err := parallel(ctx, workers, len(rows), func(i int) {
			scores[i] = silhouetteOf(m.Row(int(rows[i])), g, packed)
		}); err != nil {
			return nil, err
		}
		var sum float64
		for _, s := range scores {
			sum += s
		}
		means[g] = sum / math.Max(1, float64(len(rows)))
	}
	return means, nil
}

// silhouetteOf scores row x, which is one of group own.
func silhouetteOf(x []float64, own int, packed []*centers) float64 {
	if packed[own].k < 2 {
		return 0
	}
	var a float64
	b := math.Inf(1)
	for g, c := range packed {
		sum := sumOfDistances(x, c)
		switch {
		case g == own:
			a = sum / float64(c.k-1)
		case c.k > 0:
			b = min(b, sum/float64(c.k))
		}
	}
	if most := max(a, b); most > 0 && !math.IsInf(b, 1) {
		return (b - a) / most
	}
	return 0
}

// sumOfDistances adds up the distances from x to all points of c.
func sumOfDistances(x []float64, c *centers) (sum float64) {
	var buffer [16][4]float64
	n := (c.k + 3) / 4
	for q := 0; q < n; q += len(buffer) {
		found := buffer[:min(len(buffer), n-q)]
		quads(x, c.quads[q*c.d:], found)
		if q+len(found) == n { // the last quad is filled up with infinities
			for i := c.k % 4; i > 0 && i < 4; i++ {
				found[len(found)-1][i] = 0
			}
		}
		for i := range found {
			s := &found[i]
			sum += (math.Sqrt(s[0]) + math.Sqrt(s[1])) + (math.Sqrt(s[2]) + math.Sqrt(s[3]))
		}
	}
	return sum
}
