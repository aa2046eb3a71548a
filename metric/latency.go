package metric

import (
	"slices"
	"sort"
)

// timeTo puts the median time from a send to its first human response, by Kaplan & Meier (1958): a
// message without a response is censored at its present age, so that the impatient do not look fast.
// The median is the least d with S(d) <= 1/2, and missing while S stays above.
func (f *Folder) timeTo(s sheet, metric int, response func(*send) int64) {
	f.spans, f.waiting = f.spans[:0], f.waiting[:0]
	for i := range f.mailing.sends {
		e := &f.mailing.sends[i]
		if r := response(e); r != 0 {
			f.spans = append(f.spans, r-e.ts)
		} else {
			f.waiting = append(f.waiting, e.ts)
		}
	}
	if len(f.spans) <= 24 {
		insertionSort(f.spans)
	} else {
		slices.Sort(f.spans)
	}
	d, ok := survivalMedian(f.spans, f.waiting, f.t)
	if ok {
		s.put(metric, hours(d), f.medianUntil(d))
	}
}

// medianUntil is when the median d becomes another. As messages that wait grow older they count at
// risk for longer, so that S rises and the median can only become longer: the instants at which it is
// no more d begin at one instant, found by bisection.
func (f *Folder) medianUntil(d int64) int64 {
	n := len(f.waiting)
	if n == 0 || f.t-f.waiting[n-1] >= d {
		return Never
	}
	moved := func(u int64) bool {
		m, ok := survivalMedian(f.spans, f.waiting, u)
		return !ok || m != d
	}
	end := f.waiting[n-1] + d
	if !moved(end) {
		return Never
	}
	return f.t + 1 + int64(sort.Search(int(end-f.t-1), func(i int) bool { return moved(f.t + 1 + int64(i)) }))
}

// survivalMedian is the Kaplan–Meier median of spans (ascending) with messages still waiting as of t
// (their sends, ascending). Censored at d counts at risk at d.
func survivalMedian(spans, waiting []int64, t int64) (int64, bool) {
	const half = 0.5 + 1e-12 // products of factors that should give 1/2 may miss it by rounding
	alive, atRisk, j := 1.0, len(spans)+len(waiting), len(waiting)-1
	for i := 0; i < len(spans); {
		d, n := spans[i], 1
		for i+n < len(spans) && spans[i+n] == d {
			n++
		}
		for ; j >= 0 && t-waiting[j] < d; j-- {
			atRisk--
		}
		alive *= 1 - float64(n)/float64(atRisk)
		if alive <= half {
			return d, true
		}
		atRisk -= n
		i += n
	}
	return 0, false
}

// Fatigue compares the last fatigueLast messages with all before, once each had fatigueWait to be
// opened.
const (
	fatigueLast = 10
	fatigueWait = 72 * hour
)

// fatigue puts the open rate of the last ten messages minus that of those before.
func (m *mailing) fatigue(s sheet, t int64) {
	n := 0 // messages that had their time
	for n < len(m.sends) && m.sends[n].ts <= t-fatigueWait {
		n++
	}
	last, before := 0, 0
	for i := range m.sends[:n] {
		switch {
		case m.sends[i].opened == 0:
		case i < n-fatigueLast:
			before++
		default:
			last++
		}
	}
	now, until := fatigueOf(last, before, n), int64(Never)
	for n < len(m.sends) {
		u := m.sends[n].ts
		for ; n < len(m.sends) && m.sends[n].ts == u; n++ {
			if m.sends[n].opened != 0 {
				last++
			}
			if n >= fatigueLast && m.sends[n-fatigueLast].opened != 0 {
				last--
				before++
			}
		}
		if !same(fatigueOf(last, before, n), now) {
			until = u + fatigueWait
			break
		}
	}
	s.put(mFatigue, now, until)
}

// fatigueOf is the change in open rate with n messages, last and before of them opened.
func fatigueOf(last, before, n int) float64 {
	if n < 2*fatigueLast {
		return missing()
	}
	return float64(last)/fatigueLast - float64(before)/float64(n-fatigueLast)
}
