package cluster

import (
	"fmt"
	"slices"
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
	s := []string{structureReason(c, best), recommendation(best)}
	s = append(s, criteria(c))
	if few != nil {
		s = append(s, fewReason(few))
	}
	if best.silhouette() < 0.25 {
		s = append(s, "A silhouette below 0.25 means that the groups run into one another: they divide the rows, but there may be no gap between them.")
	}
	return strings.Join(s, " ")
}

func structureReason(c Choice, best Candidate) string {
	if !c.Null.Structure {
		return fmt.Sprintf("There are groups: they lie visibly apart (a silhouette of %.3f; %.2f and more is a strong structure).", best.silhouette(), Strong)
	}
	return fmt.Sprintf("There are groups: into %d, the rows divide better than %d sets of rows drawn with the same distributions and correlations but without groups (%.1f standard deviations beyond them).",
		c.Null.Strongest, c.Null.Draws, c.Null.Deviation)
}

// noStructureReason says that there are no groups and what would have been seen.
func noStructureReason(c Choice) string {
	t := c.Null
	if len(t.Excess) == 0 {
		return "No structure here: too few rows differ from one another."
	}
	if more := t.moreRows(); more > 0 {
		return fmt.Sprintf("Not sure: there is a hint of groups in these %d rows, but of %d sets of rows drawn with the same distributions and correlations, and without groups, %.0f%% divide as well; %.0f%% is the most allowed. Too few rows: about %d more would settle it.",
			t.Rows, t.Draws, 100*t.P, 100*MaxChance, more)
	}
	s := fmt.Sprintf("No structure here: rows drawn with the same distributions and correlations, but without groups, divide as well (%.0f%% of %d such sets do, and the rows are at best %.3f better, %.3f needed).",
		100*t.P, t.Draws, slices.Max(t.Excess), MinExcess)
	return s + " The rows differ by degree, not in kind: rank or threshold them rather than naming groups."
}

func recommendation(best Candidate) string {
	smallest := best.Sizes[best.K-1]
	if best.Holds {
		return fmt.Sprintf("%d groups: each comes back in resampled rows (the least at %.2f, %.2f needed), the smallest has %d rows, and the silhouette is %.3f.",
			best.K, best.LeastJaccard, MinJaccard, smallest, best.silhouette())
	}
	return fmt.Sprintf("%d groups, of which only %s sure: these come back in resampled rows at %.2f or more, the least of the others at %.2f. The smallest has %d rows, and the silhouette is %.3f. More rows would make the others surer.",
		best.K, are(best.Sure), MinJaccard, best.LeastJaccard, smallest, best.silhouette())
}

func are(n int) string {
	if n == 1 {
		return "1 is"
	}
	return fmt.Sprintf("%d are", n)
}

// criteria says what each way of choosing would choose: they need not agree.
func criteria(c Choice) string {
	silhouette, excess := c.Candidates[0], c.Candidates[0]
	var holds []string
	gaps := make([]Gap, len(c.Candidates))
	for i, x := range c.Candidates {
		gaps[i] = x.Gap
		if x.silhouette() > silhouette.silhouette() {
			silhouette = x
		}
		if x.Excess > excess.Excess {
			excess = x
		}
		if x.Holds {
			holds = append(holds, fmt.Sprint(x.K))
		}
	}
	gap := "the gap statistic none up to " + fmt.Sprint(gaps[len(gaps)-1].K)
	if k := GapChoice(gaps); k > 0 {
		gap = "the gap statistic " + fmt.Sprint(k)
	}
	stable := "and no number of groups holds in all of them"
	if len(holds) > 0 {
		stable = "and every group is stable and large enough at " + list(holds)
	}
	return fmt.Sprintf("The silhouette alone would take %d, %s, the distance from data without groups %d, %s.", silhouette.K, gap, excess.K, stable)
}

func list(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

func fewReason(few *DistinctError) string {
	return fmt.Sprintf("There are only %d different rows, so %d groups and more were not tried.", few.Distinct, few.K)
}

// collapsedReason says why a method found nothing at all.
func collapsedReason(c Choice) string {
	if len(c.Collapsed) == 0 {
		return "No division could be tried."
	}
	return fmt.Sprintf("No division could be found: of %d groups one collapses (%s), and so it goes with every other number. Another method may do: k-means does not collapse.",
		c.Collapsed[0].K, strings.TrimSuffix(c.Collapsed[0].Reason, "."))
}

func noneReason(c Choice, n int, few *DistinctError) string {
	s := []string{structureReason(c, Candidate{}), fmt.Sprintf("But no division of these %d rows holds.", n)}
	for _, x := range c.Candidates {
		s = append(s, fmt.Sprintf("%d groups: %s.", x.K, x.Note))
	}
	if few != nil {
		s = append(s, fewReason(few))
	}
	return strings.Join(s, " ")
}
