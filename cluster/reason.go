package cluster

import (
	"fmt"
	"strings"
)

// tooFew is the answer for n rows when kMin groups need more. 2% of the rows is the larger
// bound only beyond 50 groups, so the rows needed are those that MinRows asks for.
func tooFew(n, kMin int) Choice {
	more := kMin*MinRows - n
	if n >= kMin*MinRows {
		return Choice{Verdict: TooFewRows, Reason: fmt.Sprintf(
			"%d groups cannot each hold %.0f%% of the rows: ask for fewer.", kMin, 100*MinShare)}
	}
	return Choice{Verdict: TooFewRows, MoreRows: more, Reason: fmt.Sprintf(
		"Too few rows: a group needs %d to be described, so %d groups need %d; there are %s, and %d more would help.",
		MinRows, kMin, kMin*MinRows, countOf(n), more)}
}

func countOf(n int) string {
	if n == 0 {
		return "none"
	}
	return fmt.Sprint(n)
}

func identicalReason(m Matrix) string {
	if m.D == 0 {
		return "There is no column that varies, so nothing tells the rows apart."
	}
	return fmt.Sprintf("All %d rows are the same in every column: there is one group.", m.N)
}

// lacking says what keeps c from holding, or nothing.
func lacking(c Candidate, least int) string {
	var parts []string
	unstable := 0
	for _, e := range c.Stability {
		if e.Value < MinJaccard {
			unstable++
		}
	}
	switch {
	case unstable == 1:
		parts = append(parts, fmt.Sprintf("one group comes back at only %.2f, %.2f needed", c.LeastJaccard, MinJaccard))
	case unstable > 1:
		parts = append(parts, fmt.Sprintf("%d groups do not come back, the least at %.2f, %.2f needed", unstable, c.LeastJaccard, MinJaccard))
	}
	if n := c.Sizes[len(c.Sizes)-1]; n < least {
		parts = append(parts, fmt.Sprintf("the smallest group counts %d, fewer than %d", n, least))
	}
	return strings.Join(parts, "; ")
}

func chosenReason(c Choice, best Candidate, few *DistinctError) string {
	s := []string{fmt.Sprintf(
		"%d groups: each comes back in resampled rows (the least at %.2f, %.2f needed), the smallest has %d rows, and the silhouette is %.3f.",
		best.K, best.LeastJaccard, MinJaccard, best.Sizes[best.K-1], best.silhouette())}
	var fails []string
	for _, x := range c.Candidates {
		switch {
		case !x.Holds:
			fails = append(fails, fmt.Sprint(x.K))
		case x.K != best.K:
			s = append(s, comparison(x, best))
		}
	}
	switch len(fails) {
	case 0:
	case 1:
		s = append(s, fails[0]+" does not hold.")
	default:
		s = append(s, strings.Join(fails[:len(fails)-1], ", ")+" and "+fails[len(fails)-1]+" do not hold.")
	}
	if few != nil {
		s = append(s, fmt.Sprintf("There are only %d different rows, so %d groups and more were not tried.", few.Distinct, few.K))
	}
	if best.silhouette() < 0.25 {
		s = append(s, "A silhouette below 0.25 means that the groups run into one another: they divide the rows, but there may be no gap between them.")
	}
	return strings.Join(s, " ")
}

// comparison says in a sentence how x, which holds but was not recommended, stands beside best.
func comparison(x, best Candidate) string {
	at := x.silhouette()
	switch {
	case x.K < best.K && at > best.silhouette():
		return fmt.Sprintf("%d separates better (silhouette %.3f) but says less.", x.K, at)
	case x.K < best.K:
		return fmt.Sprintf("%d holds too, no clearer (silhouette %.3f) and coarser.", x.K, at)
	}
	return fmt.Sprintf("%d holds too, finer but less clear (silhouette %.3f).", x.K, at)
}

func noneReason(c Choice, n int, few *DistinctError) string {
	s := []string{fmt.Sprintf("No division of these %d rows holds.", n)}
	for _, x := range c.Candidates {
		s = append(s, fmt.Sprintf("%d groups: %s.", x.K, x.Note))
	}
	if few != nil {
		s = append(s, fmt.Sprintf("There are only %d different rows, so %d groups and more were not tried.", few.Distinct, few.K))
	}
	return strings.Join(s, " ")
}
