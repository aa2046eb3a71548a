package cluster

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"limner/stats"
)

// What it takes to say that there are groups at all.
const (
	// MinExcess is by how much more of the inertia (as a logarithm) a division must remove than it
	// does in data without groups. Below, groups may be significant and yet not worth a name.
	MinExcess = 0.03
	// MaxChance is the probability that data without groups look so divided.
	MaxChance = 0.01
	// nullDraws is the fewest that can show MaxChance: one in a hundred.
	nullDraws = 99
	// nullRows is how many rows the test looks at: groups that do not show in so many are no
	// ground for treating people differently, and with enough rows any small departure from the
	// reference would count.
	nullRows = 2000
)

// A NullTest compares the rows with rows like them in which there are no groups.
type NullTest struct {
	// Structure is the answer: the rows fall into groups.
	Structure bool `json:"structure"`
	// P is the share of all draws, the rows themselves counted as one, that look as divided as the
	// rows; at the least 1/(Draws+1).
	P     float64 `json:"p"`
	Draws int     `json:"draws"`
	Rows  int     `json:"rows"` // looked at
	// Excess has by how much better each number of groups, from 2, divides the rows than the
	// draws: the mean of log(W*(K)/W*(1)) less log(W(K)/W(1)). SD is its deviation from draw to draw.
	Excess []float64 `json:"excess"`
	SD     []float64 `json:"sd"`
	// Strongest is the number of groups that stands out most, in deviations.
	Strongest int     `json:"strongest"`
	Deviation float64 `json:"deviation"`
}

// Test asks whether the rows fall into groups at all, or whether 2 to kMax groups would divide data
// without any as well.
//
// The comparison is with structureless data that share with the rows every marginal distribution and
// every pairwise rank correlation: a Gaussian copula (Nelsen 2006, chapter 2.3), with one hump. What
// is known only of some rows, and columns of two values, are kept as they occur together; only within
// such a pattern is anything drawn, so that the trivial division into those who have a value and those
// who have none is no evidence. The statistic is the gap of Tibshirani, Walther & Hastie (2001) against
// this reference, in units of its standard deviation over the draws, the greatest over all K (each draw
// is standardised by the others, so that it is a permutation test over all K at once).
//
// What a single column shows by itself, as two humps in its distribution, is no evidence here either,
// since the reference has it too; see [Choose] for groups so far apart that no test is needed.
func Test(ctx context.Context, m Matrix, kMax int, opt Options) (NullTest, error) {
	if err := m.check(); err != nil {
		return NullTest{}, err
	}
	m = m.sampleForNull(opt)
	t := NullTest{Draws: nullDraws, Rows: m.N, P: 1}
	own, err := logs(ctx, m, kMax, opt, inertia)
	if err != nil || len(own) < 2 {
		return t, err
	}
	null, err := logsOf(ctx, oneHump(m), kMax, nullDraws, opt, inertia)
	if err != nil {
		return t, err
	}
	t.judge(own, null)
	return t, nil
}

// sampleForNull is the rows that the comparison looks at.
func (m Matrix) sampleForNull(opt Options) Matrix {
	if m.N <= nullRows {
		return m
	}
	return m.Gather(sampleOf(m.N, nullRows, stats.Rand(opt.Seed, streamNull)))
}

// judge compares the logarithms of inertias of the rows with those of the draws.
func (t *NullTest) judge(own []float64, null [][]float64) {
	greatest, as := math.Inf(-1), 1
	best := make([]float64, len(null)) // of each draw, its greatest deviation
	for b := range best {
		best[b] = math.Inf(-1)
	}
	for i := 1; i < len(own); i++ {
		var all stats.Moments
		for _, d := range null {
			all.Add(d[i] - d[0])
		}
		excess, sd := all.Mean-(own[i]-own[0]), all.SD(1)
		t.Excess, t.SD = append(t.Excess, excess), append(t.SD, sd)
		if z := excess / max(sd, leastSD); z > greatest {
			greatest, t.Strongest = z, i+1
		}
		for b, d := range null {
			best[b] = max(best[b], apartFromOthers(all, d[i]-d[0]))
		}
	}
	for _, z := range best {
		if !(greatest > z) {
			as++
		}
	}
	t.Deviation, t.P = greatest, float64(as)/float64(len(null)+1)
	t.Structure = t.P <= MaxChance && slices.Max(t.Excess) >= MinExcess
}

// leastSD keeps draws that are all alike from being infinitely far from anything.
const leastSD = 1e-6

// apartFromOthers is how far x lies below the mean of the other values that went into all, in their
// standard deviations.
func apartFromOthers(all stats.Moments, x float64) float64 {
	n := float64(all.N)
	mean := (n*all.Mean - x) / (n - 1)
	squares := all.M2 - (x-all.Mean)*(x-mean)
	return (mean - x) / max(math.Sqrt(max(squares, 0)/(n-2)), leastSD)
}

// hint is the probability up to which an unproven division is worth mentioning.
const hint = 0.1

// moreRows estimates how many more rows would show the groups that these few only hint at, 0 when there
// is no hint: the deviation grows with the root of the rows, and has to reach three.
func (t NullTest) moreRows() int {
	const enough = 3
	if t.P > hint || t.Rows >= nullRows || t.Deviation <= 1 || slices.Max(t.Excess) < MinExcess {
		return 0
	}
	missing := max(enough/t.Deviation, 1.1)
	return int(math.Ceil(float64(t.Rows) * (missing*missing - 1)))
}

// of returns the excess of K groups and its deviation, 0 when it was not tried.
func (t NullTest) of(k int) (excess, sd float64) {
	if k < 2 || k-2 >= len(t.Excess) {
		return 0, 0
	}
	return t.Excess[k-2], t.SD[k-2]
}

// leastToCopy is how many rows a column needs for a pattern's marginals and correlations to be drawn from.
const leastToCopy = 3

// oneHump draws rows like those of m without their groups.
func oneHump(m Matrix) reference {
	var parts []copula
	for _, rows := range patterns(m) {
		parts = append(parts, copulaOf(m, rows))
	}
	return func(r *rand.Rand) Matrix {
		out := Matrix{X: make([]float64, 0, len(m.X)), N: m.N, D: m.D, Names: m.Names}
		for i := range parts {
			out.X = parts[i].draw(out.X, m, r)
		}
		return out
	}
}

// patterns divides the rows by what their columns of two values hold, in order of first appearance.
// Patterns of too few rows to learn from are put together.
func patterns(m Matrix) [][]int32 {
	var two []int
	for j := range m.D {
		if m.takesTwo(j) {
			two = append(two, j)
		}
	}
	at := map[string]int{}
	var all [][]int32
	key := make([]byte, len(two))
	for i := range m.N {
		for b, j := range two {
			key[b] = '0'
			if m.X[i*m.D+j] != m.X[j] { // the first row's
				key[b] = '1'
			}
		}
		n, ok := at[string(key)]
		if !ok {
			n = len(all)
			at[string(key)] = n
			all = append(all, nil)
		}
		all[n] = append(all[n], int32(i))
	}
	var enough [][]int32
	var rest []int32
	for _, rows := range all {
		if len(rows) >= leastToCopy*m.D {
			enough = append(enough, rows)
		} else {
			rest = append(rest, rows...)
		}
	}
	if len(rest) > 0 {
		enough = append(enough, rest)
	}
	return enough
}

// takesTwo reports whether a column takes just two values.
func (m Matrix) takesTwo(j int) bool {
	first, second, found := m.X[j], 0.0, false
	for i := 1; i < m.N; i++ {
		switch x := m.X[i*m.D+j]; {
		case x == first || found && x == second:
		case found:
			return false
		default:
			second, found = x, true
		}
	}
	return found
}
