package metric

import (
	"limner/event"
)

// kindSet is a set of kinds.
type kindSet [4]uint64

func kindsOf(kinds ...event.Kind) kindSet {
	var s kindSet
	for _, k := range kinds {
		s[k>>6] |= 1 << (k & 63)
	}
	return s
}

func (s *kindSet) has(k event.Kind) bool { return s[k>>6]>>(k&63)&1 != 0 }

// where collects the dated rows of a history that a test accepts.
func where(h event.History, accept func(row int) bool) []int {
	var rows []int
	for i := h.From; i < h.To; i++ {
		if h.TS[i] > timeless && accept(i) {
			rows = append(rows, i)
		}
	}
	return rows
}

// all is every event of some kinds.
func all(kinds ...event.Kind) because {
	set := kindsOf(kinds...)
	return func(_ *Folder, h event.History, _ []float64) []int {
		return where(h, func(i int) bool { return set.has(h.Kind[i]) })
	}
}

// within is the events of some kinds in a window that ends now.
func within(window int64, kinds ...event.Kind) because {
	set := kindsOf(kinds...)
	return func(f *Folder, h event.History, _ []float64) []int {
		return where(h, func(i int) bool { return set.has(h.Kind[i]) && h.TS[i] > f.t-window })
	}
}

// firstOf is the first event of some kinds.
func firstOf(kinds ...event.Kind) because {
	every := all(kinds...)
	return func(f *Folder, h event.History, x []float64) []int {
		rows := every(f, h, x)
		return rows[:min(1, len(rows))]
	}
}

// lastOf is the last event of some kinds.
func lastOf(kinds ...event.Kind) because {
	every := all(kinds...)
	return func(f *Folder, h event.History, x []float64) []int {
		rows := every(f, h, x)
		return rows[max(0, len(rows)-1):]
	}
}

// acts is every act.
func acts(f *Folder, h event.History, _ []float64) []int {
	return where(h, f.isAct)
}

// actsWithin is the acts in a window that ends now.
func actsWithin(window int64) because {
	return func(f *Folder, h event.History, _ []float64) []int {
		return where(h, func(i int) bool { return h.TS[i] > f.t-window && f.isAct(i) })
	}
}

// firstAct and lastAct are single acts.
func firstAct(f *Folder, h event.History, x []float64) []int {
	rows := acts(f, h, x)
	return rows[:min(1, len(rows))]
}

func lastAct(f *Folder, h event.History, x []float64) []int {
	rows := acts(f, h, x)
	return rows[max(0, len(rows)-1):]
}

// both is the events of either, in order.
func both(a, b because) because {
	return func(f *Folder, h event.History, x []float64) []int {
		p, q := a(f, h, x), b(f, h, x)
		var rows []int
		for len(p) > 0 || len(q) > 0 {
			switch {
			case len(q) == 0 || len(p) > 0 && p[0] < q[0]:
				rows, p = append(rows, p[0]), p[1:]
			case len(p) == 0 || q[0] < p[0]:
				rows, q = append(rows, q[0]), q[1:]
			default:
				rows, p, q = append(rows, p[0]), p[1:], q[1:]
			}
		}
		return rows
	}
}

// Evidence returns the rows of h behind a metric's value as of an instant, in order of time: the orders
// of a revenue, the uses of the feature that was dropped. It is for showing one number to a person,
// and allocates.
func (f *Folder) Evidence(h event.History, at int64, metric int) []int {
	h = h.Before(at)
	n := len(f.c.defs)
	x, until := make([]float64, n), make([]int64, n)
	f.fold(h, at, x, until)
	rows := f.c.defs[metric].because(f, h, x)
	if rows == nil {
		rows = []int{}
	}
	return rows
}
