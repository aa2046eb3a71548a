package cluster

import (
	"context"
	"errors"
	"math"

	"limner/stats"
)

// What a division must show before it is recommended.
const (
	// MinJaccard is the stability that every group must reach (Hennig 2007: valid, stable).
	MinJaccard = 0.75
	// MinRows and MinShare bound the smallest group: too few members cannot be described with
	// any precision, nor addressed with any effect.
	MinRows  = 20
	MinShare = 0.02

	// nearBest is the share of the best silhouette that a finer division may cost.
	nearBest = 0.95
	// standsOut is how many times the silhouette of every finer division two groups must
	// reach to be recommended in their place.
	standsOut = 1.5
	// resamplesToChoose bring the Monte-Carlo error of a Jaccard to about 0.02.
	resamplesToChoose = 100
)

// A Verdict is the kind of answer that [Choose] gives.
type Verdict string

const (
	// Chosen: K is recommended.
	Chosen Verdict = "chosen"
	// NoneHolds: divisions were found, but in none do all groups hold.
	NoneHolds Verdict = "none_holds"
	// TooFewRows: even the fewest groups asked for would be too small.
	TooFewRows Verdict = "too_few_rows"
	// Identical: all rows are the same, or there is no column to tell them apart.
	Identical Verdict = "identical"
)

// A Candidate is one number of groups, with everything it is judged by.
type Candidate struct {
	K          int              `json:"k"`
	Fit        Fit              `json:"-"`
	Inertia    float64          `json:"inertia"`
	Sizes      []int            `json:"sizes"`
	Silhouette SilhouetteScore  `json:"silhouette"`
	Stability  []stats.Estimate `json:"stability"`
	// LeastJaccard is that of the least stable group.
	LeastJaccard float64 `json:"least_jaccard"`
	// Holds reports whether every group is stable and large enough; Note says what is
	// lacking, in words.
	Holds bool   `json:"holds"`
	Note  string `json:"note,omitempty"`
}

// A Choice is the answer of [Choose].
type Choice struct {
	Verdict Verdict `json:"verdict"`
	// K is the recommended number of groups, 0 unless the verdict is Chosen.
	K int `json:"k"`
	// Reason says why, in sentences with the numbers behind them.
	Reason string `json:"reason"`
	// MoreRows is how many more rows would allow the fewest groups asked for.
	MoreRows int `json:"more_rows,omitempty"`
	// Candidates has every number of groups that was tried, in ascending order.
	Candidates []Candidate `json:"candidates"`
}

// Best returns the recommended candidate, nil when there is none.
func (c Choice) Best() *Candidate {
	for i := range c.Candidates {
		if c.Candidates[i].K == c.K {
			return &c.Candidates[i]
		}
	}
	return nil
}

// Choose fits kMin to kMax groups, measures each division, and recommends one or says why none
// can be.
//
// A division holds when every group comes back in resampled rows ([Stability] of at least
// [MinJaccard]) and has at least [MinRows] rows and [MinShare] of all. Among those that hold,
// three groups and more are preferred to two, which mostly say "large and small", unless two
// have half as high again a silhouette. Of these the finest division is taken whose
// silhouette is within 5% of the best: detail is worth having as long as it costs no
// clearness. Nothing here is a test against chance: points spread evenly can be divided
// stably too.
//
// No numbers of groups, or rows that hold no numbers, are errors; too few rows, rows all
// alike and groups that do not hold are answers.
func Choose(ctx context.Context, m Matrix, kMin, kMax int, opt Options) (Choice, error) {
	if err := m.check(); err != nil {
		return Choice{}, err
	}
	if kMin < 2 || kMax < kMin {
		return Choice{}, errors.New("cluster: choose among 2 or more groups, the fewest first")
	}
	least := leastRows(m.N)
	if m.N < kMin*least {
		return tooFew(m.N, kMin), nil
	}
	if m.identical() {
		return Choice{Verdict: Identical, Reason: identicalReason(m)}, nil
	}
	var choice Choice
	for k := kMin; k <= kMax && k*least <= m.N; k++ {
		c, err := measure(ctx, m, k, opt)
		if few := (*DistinctError)(nil); errors.As(err, &few) {
			return choice.recommend(m.N, few), nil
		}
		if err != nil {
			return Choice{}, err
		}
		choice.Candidates = append(choice.Candidates, c)
	}
	return choice.recommend(m.N, nil), nil
}

// leastRows is how many rows each of the groups of n rows must have.
func leastRows(n int) int { return max(MinRows, int(math.Ceil(MinShare*float64(n)))) }

// measure fits k groups and judges them.
func measure(ctx context.Context, m Matrix, k int, opt Options) (Candidate, error) {
	f, err := KMeans(ctx, m, k, opt)
	if err != nil {
		return Candidate{}, err
	}
	c := Candidate{K: k, Fit: f, Inertia: f.Inertia, Sizes: f.Sizes, LeastJaccard: 1}
	if c.Silhouette, err = Silhouette(ctx, m, f.Labels, k, opt); err != nil {
		return Candidate{}, err
	}
	if c.Stability, err = Stability(ctx, m, f, resamplesToChoose, opt); err != nil {
		return Candidate{}, err
	}
	for _, e := range c.Stability {
		c.LeastJaccard = min(c.LeastJaccard, e.Value)
	}
	c.Note = lacking(c, leastRows(m.N))
	c.Holds = c.Note == ""
	return c, nil
}

// recommend picks among the candidates and says why. few tells that finer divisions could not
// be tried.
func (c Choice) recommend(n int, few *DistinctError) Choice {
	best := c.pick()
	if best == nil {
		c.Verdict, c.Reason = NoneHolds, noneReason(c, n, few)
		return c
	}
	c.Verdict, c.K = Chosen, best.K
	c.Reason = chosenReason(c, *best, few)
	return c
}

func (c Choice) pick() *Candidate {
	two, finer := c.clearest(2, 2), c.clearest(3, math.MaxInt)
	if finer == nil || (two != nil && two.silhouette() >= standsOut*finer.silhouette()) {
		return two
	}
	best := finer
	for i := range c.Candidates {
		x := &c.Candidates[i]
		if x.Holds && x.K >= 3 && x.silhouette() >= nearBest*finer.silhouette() {
			best = x
		}
	}
	return best
}

// clearest returns the candidate of highest silhouette among those of lo to hi groups that
// hold, nil when none does.
func (c Choice) clearest(lo, hi int) *Candidate {
	var best *Candidate
	for i := range c.Candidates {
		x := &c.Candidates[i]
		if x.Holds && x.K >= lo && x.K <= hi && (best == nil || x.silhouette() > best.silhouette()) {
			best = x
		}
	}
	return best
}

func (c Candidate) silhouette() float64 { return c.Silhouette.Mean.Value }
