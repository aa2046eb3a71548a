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

	// Dissolved is the stability below which a group is gone in most resamples (Hennig 2008): a
	// division with such a group is not recommended even in part.
	Dissolved = 0.5
	// farBetter is by how many standard deviations the excess of a division must lie above that of two
	// groups that hold to be recommended although only some of its groups are sure.
	farBetter = 3
	// Strong is the silhouette from which groups lie visibly apart (Kaufman & Rousseeuw 1990, table 4:
	// 0.71 to 1, "a strong structure has been found").
	Strong = 0.71
	// resamplesToChoose bring the Monte-Carlo error of a Jaccard to about 0.02.
	resamplesToChoose = 100
)

// A Verdict is the kind of answer that [Choose] gives.
type Verdict string

const (
	// Chosen: K is recommended.
	Chosen Verdict = "chosen"
	// Partly: K is recommended, but only some of its groups are sure.
	Partly Verdict = "partly"
	// NoStructure: data without groups would be divided as well.
	NoStructure Verdict = "no_structure"
	// NoneHolds: divisions were found, but in none do all groups hold.
	NoneHolds Verdict = "none_holds"
	// TooFewRows: even the fewest groups asked for would be too small.
	TooFewRows Verdict = "too_few_rows"
	// Identical: all rows are the same, or there is no column to tell them apart.
	Identical Verdict = "identical"
)

// A Candidate is one number of groups, with everything it is judged by.
type Candidate struct {
	K          int             `json:"k"`
	Fit        Fit             `json:"-"`
	Inertia    float64         `json:"inertia"`
	Sizes      []int           `json:"sizes"`
	Silhouette SilhouetteScore `json:"silhouette"`
	// Gap is the gap statistic against evenly spread rows; Excess is that against rows like these
	// without groups, and ExcessSD its deviation: see [Gaps] and [Test].
	Gap       Gap              `json:"gap"`
	Excess    float64          `json:"excess"`
	ExcessSD  float64          `json:"excess_sd"`
	Stability []stats.Estimate `json:"stability"`
	// LeastJaccard is that of the least stable group; Sure counts the groups that reach MinJaccard.
	LeastJaccard float64 `json:"least_jaccard"`
	Sure         int     `json:"sure"`
	// Holds reports whether every group is stable and large enough; Note says what is
	// lacking, in words.
	Holds bool   `json:"holds"`
	Note  string `json:"note,omitempty"`

	large bool // the smallest group has rows enough
}

// A Choice is the answer of [Choose].
type Choice struct {
	Verdict Verdict `json:"verdict"`
	// K is the recommended number of groups, 0 unless the verdict is Chosen or Partly.
	K int `json:"k"`
	// Reason says why, in sentences with the numbers behind them.
	Reason string `json:"reason"`
	// MoreRows is how many more rows would allow the fewest groups asked for.
	MoreRows int `json:"more_rows,omitempty"`
	// Null is the test whether there are groups at all.
	Null NullTest `json:"null"`
	// Collapsed has the numbers of groups that the method could not find.
	Collapsed []CollapseError `json:"collapsed,omitempty"`
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
// First it asks whether there are groups at all: whether [Test] finds them, or they lie visibly apart
// (a silhouette of at least [Strong]). A division holds when every group comes
// back in resampled rows ([Stability] of at least [MinJaccard]) and has at least [MinRows] rows and
// [MinShare] of all. Among those that hold, the coarsest is taken whose excess over data without
// groups is within one standard deviation of the best: detail is worth having as long as there is
// more in it than chance. Groups that lie visibly apart are taken as
// they lie. Where nothing holds, or only two groups (which mostly say "large and small")
// and a division of which only some groups are sure lies far above them, that one is recommended and
// its unsure groups are named as such.
//
// No numbers of groups, or rows that hold no numbers, are errors; too few rows, rows all
// alike, no structure and groups that do not hold are answers.
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
	choice := Choice{Candidates: []Candidate{}}
	gaps, err := choice.compare(ctx, m, kMax, opt)
	if err != nil {
		return Choice{}, err
	}
	for k := kMin; k <= kMax && k*least <= m.N; k++ {
		c, err := measure(ctx, m, k, opt)
		if gone := (*CollapseError)(nil); errors.As(err, &gone) {
			choice.Collapsed = append(choice.Collapsed, *gone)
			continue
		}
		if few := (*DistinctError)(nil); errors.As(err, &few) {
			return choice.recommend(m.N, few), nil
		}
		if err != nil {
			return Choice{}, err
		}
		if k <= len(gaps) {
			c.Gap = gaps[k-1]
		}
		c.Excess, c.ExcessSD = choice.Null.of(k)
		choice.Candidates = append(choice.Candidates, c)
	}
	return choice.recommend(m.N, nil), nil
}

// gapDraws bring the standard error of the gap statistic near that of its limit (the paper uses 20).
const gapDraws = 20

// compare holds the rows, or a sample of many, against rows without groups.
func (c *Choice) compare(ctx context.Context, m Matrix, kMax int, opt Options) (gaps []Gap, err error) {
	m = m.sampleForNull(opt)
	if c.Null, err = Test(ctx, m, kMax, opt); err != nil {
		return nil, err
	}
	return Gaps(ctx, m, kMax, gapDraws, opt)
}

// leastRows is how many rows each of the groups of n rows must have.
func leastRows(n int) int { return max(MinRows, int(math.Ceil(MinShare*float64(n)))) }

// measure fits k groups and judges them.
func measure(ctx context.Context, m Matrix, k int, opt Options) (Candidate, error) {
	f, err := Find(ctx, m, k, opt)
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
		if e.Value >= MinJaccard {
			c.Sure++
		}
	}
	c.large = c.Sizes[len(c.Sizes)-1] >= leastRows(m.N)
	c.Note = lacking(c, leastRows(m.N))
	c.Holds = c.Note == ""
	return c, nil
}

// recommend picks among the candidates and says why. few tells that finer divisions could not
// be tried.
func (c Choice) recommend(n int, few *DistinctError) Choice {
	if len(c.Candidates) == 0 {
		c.Verdict, c.Reason = NoneHolds, collapsedReason(c)
		return c
	}
	best := c.evident()
	if best == nil && !c.Null.Structure {
		c.Verdict, c.Reason, c.MoreRows = NoStructure, noStructureReason(c), c.Null.moreRows()
		return c
	}
	if best == nil {
		best = c.pick()
	}
	if best == nil {
		c.Verdict, c.Reason = NoneHolds, noneReason(c, n, few)
		return c
	}
	c.Verdict, c.K = Chosen, best.K
	if !best.Holds {
		c.Verdict = Partly
	}
	c.Reason = chosenReason(c, *best, few)
	return c
}

func (c Choice) pick() *Candidate {
	holding := c.best(func(x *Candidate) bool { return x.Holds })
	partly := c.best(func(x *Candidate) bool {
		return x.Holds || x.large && x.Sure >= max(2, (x.K+1)/2) && x.LeastJaccard >= Dissolved
	})
	if holding == nil || holding.K == 2 && partly.Excess > holding.Excess+farBetter*partly.ExcessSD {
		return partly
	}
	return holding
}

// evident is the clearest of the candidates that hold and whose groups lie visibly apart, nil when there
// is none. Where one column alone shows the groups, the test against the same distributions cannot.
func (c Choice) evident() *Candidate {
	var best *Candidate
	for i := range c.Candidates {
		x := &c.Candidates[i]
		if x.Holds && x.silhouette() >= Strong && (best == nil || x.silhouette() > best.silhouette()) {
			best = x
		}
	}
	return best
}

// best is the coarsest of the candidates that will do whose excess is within one deviation of their
// greatest, nil when none will.
func (c Choice) best(will func(*Candidate) bool) *Candidate {
	var top *Candidate
	for i := range c.Candidates {
		if x := &c.Candidates[i]; will(x) && (top == nil || x.Excess > top.Excess) {
			top = x
		}
	}
	for i := range c.Candidates {
		if x := &c.Candidates[i]; will(x) && x.Excess >= top.Excess-top.ExcessSD {
			return x
		}
	}
	return top
}

func (c Candidate) silhouette() float64 { return c.Silhouette.Mean.Value }
