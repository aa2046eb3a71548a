package metric

import (
	"sort"
	"time"
)

// dayBias keeps dividends positive, so that whole-number division rounds down: days are numbered from
// 1970-01-01 but counted from this many days before.
const dayBias = 1 << 20

// zone is a time zone as a table: offset[i] holds from start[i] until start[i+1]. It is made once, and
// read by every Folder.
type zone struct {
	start  []int64 // microseconds
	offset []int64
}

// zoneFrom and zoneTo bound the table; outside them the first and last offset are used.
var (
	zoneFrom = time.Date(1890, 1, 1, 0, 0, 0, 0, time.UTC)
	zoneTo   = time.Date(2250, 1, 1, 0, 0, 0, 0, time.UTC)
)

func newZone(loc *time.Location) *zone {
	if loc == nil {
		loc = time.UTC
	}
	z := &zone{}
	for t := zoneFrom; t.Before(zoneTo); {
		_, off := t.In(loc).Zone()
		z.add(t.UnixMicro(), int64(off)*second)
		_, end := t.In(loc).ZoneBounds()
		switch {
		case end.IsZero():
			return z
		case end.After(t):
			t = end
		default: // ZoneBounds is a day off at the end of leap years after 2037: feel the way
			t = t.Add(15 * time.Minute)
		}
	}
	return z
}

// add notes an offset from an instant on, unless it is the one in force.
func (z *zone) add(from, offset int64) {
	n := len(z.start)
	if n > 0 && z.offset[n-1] == offset {
		return
	}
	if n == 0 {
		from = -1 << 62
	}
	z.start = append(z.start, from)
	z.offset = append(z.offset, offset)
}

// find is the index of the offset in force at t.
func (z *zone) find(t int64) int {
	return sort.Search(len(z.start), func(i int) bool { return z.start[i] > t }) - 1
}

// end is when offset i ceases to hold.
func (z *zone) end(i int) int64 {
	if i+1 < len(z.start) {
		return z.start[i+1]
	}
	return Never
}

// clock reads a zone with the memory of where it read last: events in time order rarely change offset.
type clock struct {
	z      *zone
	lo, hi int64 // off holds for lo <= t < hi
	off    int64
}

// local is the local time of t, in microseconds since the local beginning of 1970.
func (c *clock) local(t int64) int64 {
	if t < c.lo || t >= c.hi {
		c.seek(t)
	}
	return t + c.off
}

func (c *clock) seek(t int64) {
	i := c.z.find(t)
	c.lo, c.hi, c.off = c.z.start[i], c.z.end(i), c.z.offset[i]
}

// dayOf numbers the calendar day of a local time, 1970-01-01 being 0.
func dayOf(local int64) int64 {
	return int64(uint64(local+dayBias*day)/uint64(day)) - dayBias
}

// weekdayOf is the day of the week of a numbered day, Monday being 0. (1970-01-01 was a Thursday.)
func weekdayOf(d int64) int { return int(uint64(d+3+7*dayBias) % 7) }

// day numbers the local calendar day of an instant.
func (c *clock) day(t int64) int64 { return dayOf(c.local(t)) }

// dated reports whether t looks like a date without a time of day: exactly midnight, here or in UTC.
func (c *clock) dated(t int64) bool {
	return uint64(t+dayBias*day)%uint64(day) == 0 || uint64(c.local(t)+dayBias*day)%uint64(day) == 0
}

// leaves is the first instant after t at which the local day is not one of first to last. It walks the
// zone's offsets, so it is right where a day has 23 or 25 hours, begins at one o'clock, comes twice
// (St. John's set clocks back at 00:01) or is left out (Samoa, 2011-12-30).
func (z *zone) leaves(t, first, last int64) int64 {
	for i := z.find(t); ; i++ {
		from, end := max(z.start[i], t+1), z.end(i)
		if from >= end { // t was the last microsecond of its offset
			continue
		}
		if d := dayOf(from + z.offset[i]); d < first || d > last {
			return from
		}
		if last >= maxDay {
			return Never
		}
		if u := (last+1)*day - z.offset[i]; u < end {
			return u
		}
		if end == Never {
			return Never
		}
	}
}

// maxDay stands for a day that never comes.
const maxDay = 1 << 24
