package file

import "time"

// wall turns wall-clock times of one zone into instants. It remembers the last days it saw, so that a
// column costs one look into the zone's rules a day, not one a row. One goroutine uses it.
type wall struct {
	zone *time.Location // nil or UTC: nothing to do
	days [64]wallDay

	skipped int64 // times that the clocks jumped over
	twice   int64 // times that happened twice
}

// wallDay is what the zone did on one day of its calendar.
type wallDay struct {
	day    int64 // since 1970, plus one so that the zero wallDay is no day
	offset int64 // microseconds east of Greenwich, when steady
	steady bool
}

// instant is when the clocks of the zone showed t (micros as if UTC). A time that was skipped is moved
// on by the length of the gap; of a time that happened twice the first is taken. Both are counted.
func (w *wall) instant(t int64) int64 {
	if w.zone == nil || w.zone == time.UTC {
		return t
	}
	d := t / day
	if t < 0 && t%day != 0 {
		d--
	}
	slot := &w.days[uint64(d)%uint64(len(w.days))]
	if slot.day != d+1 {
		*slot = w.look(d)
	}
	if slot.steady {
		return t - slot.offset
	}
	return w.unsteady(t)
}

// look finds out whether the zone's offset was the same all day, a margin around it included.
func (w *wall) look(d int64) wallDay {
	before := w.offset(d*day - 15*hour)
	after := w.offset((d+1)*day + 15*hour)
	return wallDay{day: d + 1, offset: before, steady: before == after}
}

// offset is how far east of Greenwich the zone was at an instant, in microseconds.
func (w *wall) offset(utc int64) int64 {
	_, s := time.UnixMicro(utc).In(w.zone).Zone()
	return int64(s) * second
}

// unsteady is instant for a day on which the clocks were changed.
func (w *wall) unsteady(t int64) int64 {
	before, after := w.offset(t-15*hour), w.offset(t+15*hour)
	first, second := t-before, t-after
	isFirst, isSecond := w.offset(first) == before, w.offset(second) == after
	switch {
	case isFirst && isSecond && first != second:
		w.twice++
		return first
	case isFirst:
		return first
	case isSecond:
		return second
	}
	w.skipped++
	return first
}
