package metric

import (
	"math"

	"limner/event"
)

// aggregate computes count, sum, …, most_frequent of the picked events. It adds them from the last to the
// first, so that on the way it meets the value of every window that has lost its oldest events: when
// the value becomes another is read off that list.
func (f *Folder) aggregate(d *defined) (float64, int64) {
	s := &f.defined
	s.rows = f.picked(s.rows, &d.pick, d.window)
	n := len(s.rows)
	a := aggregator{d: d, h: &f.h, s: s}
	a.start()
	if d.window == 0 {
		for i := n - 1; i >= 0; i-- {
			a.add(s.rows[i])
		}
		return a.value(), Never
	}
	s.suffix = append(s.suffix[:0], a.value())
	for i := n - 1; i >= 0; i-- {
		a.add(s.rows[i])
		s.suffix = append(s.suffix, a.value()) // s.suffix[k] is of the last k events
	}
	now := s.suffix[n]
	for i, row := range s.rows {
		if i+1 < n && f.h.TS[s.rows[i+1]] == f.h.TS[row] {
			continue // they leave together
		}
		if !same(s.suffix[n-1-i], now) {
			return now, f.h.TS[row] + d.window
		}
	}
	return now, Never
}

// aggregator adds events, each earlier than the one before.
type aggregator struct {
	d     *defined
	h     *event.History
	s     *definedScratch
	n     int // events with what is asked for
	money event.Money
	x     float64 // sum, minimum, maximum or latest met
	best  int     // of most_frequent: place in tally
}

func (a *aggregator) start() {
	a.x = missing()
	if a.d.verb == uniqueVerb || a.d.verb == mostVerb {
		a.s.find.clear()
		a.s.tally, a.s.last = a.s.tally[:0], a.s.last[:0]
	}
}

// add takes in an earlier event.
func (a *aggregator) add(row int) {
	switch a.d.verb {
	case countVerb:
		a.n++
	case uniqueVerb:
		if key, ok := a.key(row); ok && a.s.find.find(key) < 0 {
			a.s.find.put(key, 0)
			a.n++
		}
	case mostVerb:
		a.addMost(row)
	case firstVerb: // the earliest is the last to come
		a.n++
		a.x = a.content(row)
	case lastVerb:
		if a.n++; a.n == 1 {
			a.x = a.content(row)
		}
	default:
		a.addNumber(row)
	}
}

func (a *aggregator) addNumber(row int) {
	x := a.d.of.number(a.h, row)
	if x != x {
		return
	}
	a.n++
	switch {
	case a.d.verb == minVerb:
		if !(a.x <= x) {
			a.x = x
		}
	case a.d.verb == maxVerb:
		if !(a.x >= x) {
			a.x = x
		}
	case a.d.of.field == amountField:
		a.money += a.h.Amount[row]
	case a.d.of.field == discountField:
		a.money += a.h.Discount[row]
	case a.n == 1:
		a.x = x
	default:
		a.x += x
	}
}

// addMost counts a code; the one counted most so far can only be replaced by the one just counted.
func (a *aggregator) addMost(row int) {
	code := a.d.of.code(a.h, row)
	if code == 0 {
		return
	}
	a.n++
	i := a.s.find.find(int64(code))
	if i < 0 {
		i = len(a.s.tally)
		a.s.find.put(int64(code), i)
		a.s.tally = append(a.s.tally, tally{last: a.h.TS[row]})
		a.s.last = append(a.s.last, float64(code))
	}
	t, best := &a.s.tally[i], &a.s.tally[a.best]
	t.n++
	if t.beats(best, a.s.last[i] < a.s.last[a.best]) {
		a.best = i
	}
}

// content is what an event holds: a number, or a code as one.
func (a *aggregator) content(row int) float64 {
	if _, ok := a.d.of.text(); ok {
		if c := a.d.of.code(a.h, row); c != 0 {
			return float64(c)
		}
		return missing()
	}
	return a.d.of.number(a.h, row)
}

// key is what unique tells apart; false for none.
func (a *aggregator) key(row int) (int64, bool) {
	switch a.d.of.field {
	case messageField:
		m := a.h.Message[row]
		return int64(m), m != 0
	case propsField:
		p := find(a.h.Props[row], a.d.of.path)
		switch p.kind {
		case noProperty:
			return 0, false
		case numberProperty:
			return int64(math.Float64bits(p.number+0) * 0x9e3779b97f4a7c15), true
		default:
			return hashText(p.text), true
		}
	default:
		c := a.d.of.code(a.h, row)
		return int64(c), c != 0
	}
}

// hashText is FNV-1a.
func hashText(s string) int64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return int64(h)
}

// value is the answer for the events so far.
func (a *aggregator) value() float64 {
	switch a.d.verb {
	case countVerb, uniqueVerb:
		return float64(a.n)
	case sumVerb:
		switch {
		case a.d.of.money():
			return a.money.Float()
		case a.n == 0:
			return 0
		}
		return a.x
	case avgVerb:
		switch {
		case a.n == 0:
			return missing()
		case a.d.of.money():
			return a.money.Float() / float64(a.n)
		}
		return a.x / float64(a.n)
	case mostVerb:
		if a.n == 0 {
			return missing()
		}
		return a.s.last[a.best]
	default:
		return a.x
	}
}
