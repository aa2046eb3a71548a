package stats

import "math"

// grower holds the state of one GrowTree. rows is permuted so that every node owns a range.
type grower struct {
	columns []binned
	class   []int32
	classes int
	opt     TreeOptions
	rows    []int32
	nodes   []Node
}

// split is a candidate question: bins ≤ bin go left. A bin of len(thresholds) sends every
// present value left, so that only what is missing goes right.
type split struct {
	feature, bin int
	missingLeft  bool
	score        float64
}

// grow makes the node of rows[lo:hi] and everything below it, and returns its index.
func (g *grower) grow(lo, hi, depth int) int {
	counts := make([]int, g.classes)
	for _, r := range g.rows[lo:hi] {
		counts[g.class[r]]++
	}
	at := len(g.nodes)
	g.nodes = append(g.nodes, Node{Counts: counts, Class: mostFrequent(counts)})
	if depth == g.opt.MaxDepth || hi-lo < 2*g.opt.MinLeaf {
		return at
	}
	s, found := g.best(lo, hi, purity(counts, hi-lo))
	if !found {
		return at
	}
	mid := g.partition(lo, hi, s)
	left := g.grow(lo, mid, depth+1)
	right := g.grow(mid, hi, depth+1)
	n := &g.nodes[at]
	n.Feature, n.MissingLeft, n.Left, n.Right = s.feature, s.missingLeft, left, right
	n.Threshold = Bound(math.Inf(1))
	if t := g.columns[s.feature].thresholds; s.bin < len(t) {
		n.Threshold = Bound(t[s.bin])
	}
	return at
}

// purity is Σ nᵧ²/n. The sum over the two sides of a split is largest where the weighted Gini
// index Σ n(1 - Σ(nᵧ/n)²) is smallest.
func purity(counts []int, n int) float64 {
	var sum float64
	for _, c := range counts {
		sum += float64(c) * float64(c)
	}
	return sum / float64(n)
}

func mostFrequent(counts []int) int {
	best := 0
	for i, c := range counts {
		if c > counts[best] {
			best = i
		}
	}
	return best
}

// best returns the split of rows[lo:hi] with the highest purity above the node's own.
func (g *grower) best(lo, hi int, own float64) (split, bool) {
	// A gain must exceed what rounding could pretend.
	best := split{score: own * (1 + 1e-12)}
	found := false
	hist := make([]int, (missingBin+1)*g.classes)
	for f := range g.columns {
		clear(hist)
		bin := g.columns[f].bin
		for _, r := range g.rows[lo:hi] {
			hist[int(bin[r])*g.classes+int(g.class[r])]++
		}
		if s, ok := g.bestOf(f, hist, hi-lo, best.score); ok {
			best, found = s, true
		}
	}
	return best, found
}

// bestOf scans one feature's histogram for a split that scores above the given one.
func (g *grower) bestOf(f int, hist []int, n int, above float64) (best split, found bool) {
	bins := len(g.columns[f].thresholds) + 1
	missing := hist[missingBin*g.classes:]
	var nMissing int
	for _, c := range missing {
		nMissing += c
	}
	sc := newSideCounter(hist, g.classes, bins)
	best.score = above
	for b := range bins {
		nLeft := sc.advance(b)
		for _, missingLeft := range []bool{false, true} {
			if missingLeft && (nMissing == 0 || b == bins-1) {
				continue
			}
			nl, add := nLeft, []int(nil)
			if missingLeft {
				nl, add = nLeft+nMissing, missing
			}
			if nl < g.opt.MinLeaf || n-nl < g.opt.MinLeaf {
				continue
			}
			if score := sc.score(add, nl, n); score > best.score {
				best, found = split{f, b, missingLeft, score}, true
			}
		}
	}
	if found && nMissing == 0 {
		best.missingLeft = 2*sc.leftOf(best.bin) >= n
	}
	return best, found
}

// sideCounter keeps the class counts left of a moving cut.
type sideCounter struct {
	hist        []int
	classes     int
	left, total []int
	n           int
}

func newSideCounter(hist []int, classes, bins int) *sideCounter {
	s := &sideCounter{hist: hist, classes: classes, left: make([]int, classes), total: make([]int, classes)}
	for i := range bins * classes {
		s.total[i%classes] += hist[i]
	}
	for c, k := range hist[missingBin*classes:] {
		s.total[c] += k
	}
	return s
}

// advance moves bin b to the left side and returns the number of rows there.
func (s *sideCounter) advance(b int) int {
	for c := range s.left {
		k := s.hist[b*s.classes+c]
		s.left[c] += k
		s.n += k
	}
	return s.n
}

// score is the purity of both sides when add goes left with what is there.
func (s *sideCounter) score(add []int, nl, n int) float64 {
	var l2, r2 float64
	for c, k := range s.left {
		if add != nil {
			k += add[c]
		}
		r := float64(s.total[c] - k)
		l2 += float64(k) * float64(k)
		r2 += r * r
	}
	return l2/float64(nl) + r2/float64(n-nl)
}

func (s *sideCounter) leftOf(bin int) (n int) {
	for _, k := range s.hist[:(bin+1)*s.classes] {
		n += k
	}
	return n
}

// partition moves the rows that go left to the front, each side keeping its order, and
// returns where the right side begins.
func (g *grower) partition(lo, hi int, s split) int {
	bin := g.columns[s.feature].bin
	right := make([]int32, 0, hi-lo)
	mid := lo
	for _, r := range g.rows[lo:hi] {
		b := bin[r]
		if (b != missingBin && int(b) <= s.bin) || (b == missingBin && s.missingLeft) {
			g.rows[mid] = r
			mid++
		} else {
			right = append(right, r)
		}
	}
	copy(g.rows[mid:hi], right)
	return mid
}
