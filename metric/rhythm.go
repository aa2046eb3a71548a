package metric

import "math"

// The metrics of the family Rhythm, in the order of rhythmDefinitions.
const (
	mPurchaseDays = iota
	mMeanGap
	mMedianGap
	mGapCV
	mExpectedGap
	mExpectedNext
	mLateness
	mLateQuantile
	rhythmMetrics
)

// rhythm finishes the family Rhythm.
func (f *Folder) rhythm(s sheet) {
	b := &f.buying
	if b.days == 0 {
		return
	}
	s.count(mPurchaseDays, b.days)
	f.expectation(s)
	n := len(b.gaps)
	if n == 0 {
		return
	}
	s.keep(mMeanGap, float64(b.gapSum)/float64(n))
	f.lateQuantile(s)
	s.keep(mMedianGap, median(b.gaps))
	if n > 1 {
		// n·Σg² − (Σg)² in whole numbers: no cancellation, the same bits everywhere.
		ss := float64(int64(n)*b.gapSquares - b.gapSum*b.gapSum)
		sd := math.Sqrt(ss / float64(n) / float64(n-1))
		s.keep(mGapCV, sd/(float64(b.gapSum)/float64(n)))
	}
}

// expectation puts the expected gap and what follows from it. With n own gaps that add up to S days,
// and a population whose mean gap m weighs as much as k own gaps, the estimate is (k·m + S)/(k + n):
// the posterior mean gap when purchases are Poisson and their rate has a gamma prior, and Bühlmann's
// credibility estimate without that assumption.
func (f *Folder) expectation(s sheet) {
	b, p := &f.buying, &f.c.settings.Calibration.Gap
	weight := p.Strength + float64(len(b.gaps))
	if weight == 0 {
		return
	}
	gap := (float64(p.Strength*p.Mean) + float64(b.gapSum)) / weight
	if !(gap > 0) {
		return
	}
	s.keep(mExpectedGap, gap)
	last := b.orders[len(b.orders)-1].ts
	s.keep(mExpectedNext, float64(last+int64(math.Round(gap*float64(day)))))
	s.put(mLateness, float64(f.day-b.lastDay)/gap, f.tomorrow)
}

// lateQuantile puts the share of own gaps that are shorter than the present one.
func (f *Folder) lateQuantile(s sheet) {
	b := &f.buying
	if len(b.gaps) < 3 {
		return
	}
	now, shorter := f.day-b.lastDay, 0
	lo, hi := int64(-maxDay), int64(maxDay) // the gaps around now: lo < now <= hi
	for _, g := range b.gaps {
		if g < now {
			shorter++
			lo = max(lo, g)
		} else {
			hi = min(hi, g)
		}
	}
	s.put(mLateQuantile, float64(shorter)/float64(len(b.gaps)), f.c.zone.leaves(f.t, b.lastDay+lo+1, b.lastDay+hi))
}

// median is the middle value, or halfway between the two middle ones. It puts x into another order.
func median(x []int64) float64 {
	n := len(x)
	hi := selectNth(x, n/2)
	if n%2 == 1 {
		return float64(hi)
	}
	lo := x[0] // what is left of the middle is not larger: its largest is the other middle one
	for _, v := range x[1 : n/2] {
		lo = max(lo, v)
	}
	return float64(lo+hi) / 2
}

// selectNth moves the k-th smallest value to its place and returns it: insertion sort for a few,
// quickselect (Hoare 1961) with the median of three as pivot for more.
func selectNth(x []int64, k int) int64 {
	lo, hi := 0, len(x)-1
	for hi-lo > 24 {
		p := middle(x[lo], x[(lo+hi)/2], x[hi])
		i, j := lo, hi
		for i <= j {
			for x[i] < p {
				i++
			}
			for x[j] > p {
				j--
			}
			if i <= j {
				x[i], x[j] = x[j], x[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			hi = j
		case k >= i:
			lo = i
		default:
			return x[k]
		}
	}
	insertionSort(x[lo : hi+1])
	return x[k]
}

func middle(a, b, c int64) int64 {
	return max(min(a, b), min(max(a, b), c))
}

func insertionSort(x []int64) {
	for i := 1; i < len(x); i++ {
		v, j := x[i], i
		for ; j > 0 && x[j-1] > v; j-- {
			x[j] = x[j-1]
		}
		x[j] = v
	}
}
