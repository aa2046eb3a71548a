package report

import (
	"fmt"
	"math"
	"slices"
)

// match finds a figure of its own for every number of a sentence, or says which number has none.
func (e evidence) match(all []token, numbers []int) (used []int, reason string) {
	candidates := make([][]int, len(numbers))
	for n, at := range numbers {
		if widened(all, at) {
			return nil, fmt.Sprintf("%q is not what %s is", all[at-1].text+" "+all[at].text, all[at].text)
		}
		for f := range e.figures {
			if e.figures[f].writtenAs(all, at) && e.fits(all, at, f) {
				candidates[n] = append(candidates[n], f)
			}
		}
		if len(candidates[n]) == 0 {
			return nil, fmt.Sprintf("%s is no figure of what it is said of", all[at].text)
		}
	}
	used = make([]int, len(numbers))
	if !e.assign(candidates, used, 0) {
		return nil, "its numbers are not the figures in this place"
	}
	return used, ""
}

// widened reports whether the words before a number make it another: "more than 9", "up to 9"; but "add up to 9".
func widened(all []token, at int) bool {
	word := func(back int) string {
		if at < back {
			return ""
		}
		return all[at-back].text
	}
	return slices.Contains(widening, word(1)) || word(1) == "to" && word(2) == "up" && word(3) != "add"
}

// assign gives each number a figure that no other has; an interval's ends only in this order, side by side.
func (e evidence) assign(candidates [][]int, used []int, n int) bool {
	if n == len(candidates) {
		for i, f := range used {
			statistic := e.figures[f].Statistic
			if statistic == "share_lo" && (i+1 == len(used) || e.figures[used[i+1]].Statistic != "share_hi") ||
				statistic == "share_hi" && (i == 0 || e.figures[used[i-1]].Statistic != "share_lo") {
				return false
			}
		}
		return true
	}
	for _, f := range candidates[n] {
		if slices.ContainsFunc(used[:n], func(o int) bool { return o == f }) {
			continue
		}
		if used[n] = f; e.assign(candidates, used, n+1) {
			return true
		}
	}
	return false
}

// writtenAs reports whether the number at a place is the figure, as exact as it is written.
func (f shown) writtenAs(all []token, at int) bool {
	t, own := all[at], f.number
	after := ""
	if at+1 < len(all) && timeWord(all[at+1].stem) {
		after = all[at+1].stem
	}
	switch {
	case t.percent != own.percent, t.currency != own.currency, t.bound != own.bound, after != own.after:
		return false
	case t.text == own.text:
		return true
	case t.bound != "":
		return false
	}
	exact := f.Value
	switch {
	case own.percent:
		exact *= 100
	case own.after == "minute":
		exact *= 60
	case own.after == "day" && math.Abs(f.Value/24-own.value) < 0.6*math.Pow10(-own.decimals):
		exact /= 24
	}
	return math.Abs(t.value-exact) <= (0.5+1e-9)*t.unit
}

// fits reports whether the number at a place is said of what the figure is of, and of whom.
func (e evidence) fits(all []token, at, figure int) bool {
	f := e.figures[figure]
	if f.Statistic != "median_ratio" && f.Statistic != "contacts" && ofRest(all, at) != f.rest {
		return false
	}
	ofAll := at > 0 && all[at-1].text == "of" || at > 1 && all[at-1].text == "the" && all[at-2].text == "of"
	if f.Statistic == "contacts" && !ofAll || f.Statistic == "size" && ofAll {
		return false // "853 of the 4,371": the part before, the whole behind
	}
	if f.rest { // "…, against 2 for everyone else": of what was named last
		for i := at - 1; i >= 0; i-- {
			if !all[i].isNumber && e.every[all[i].stem] {
				return f.keywords[all[i].stem]
			}
		}
	}
	own, other := math.MaxInt, math.MaxInt
	for i, t := range all {
		d := max(i-at, at-i) + farther*max(t.part-all[at].part, all[at].part-t.part)
		switch {
		case t.isNumber:
		case f.keywords[t.stem]:
			own = min(own, d)
		case e.every[t.stem]:
			other = min(other, d)
		}
	}
	return own <= other && own < math.MaxInt
}

// farther is by how many words the end of a part of a sentence keeps a number and what it is of apart.
const farther = 4

// ofRest reports whether the part of the sentence that a number stands in is about everyone else.
func ofRest(all []token, at int) bool {
	from, to := at, at
	for from > 0 && all[from].part == all[from-1].part {
		from--
	}
	for to+1 < len(all) && all[to+1].part == all[at].part {
		to++
	}
	return slices.ContainsFunc(all[from:to+1], func(t token) bool { return slices.Contains(restWords, t.text) })
}
