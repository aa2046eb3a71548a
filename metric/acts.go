package metric

import "limner/event"

const timeless = -2208988800 * second // event.Timeless

// pause is how long nothing happens before the next act opens a new session.
const pause = 30 * minute

// acting is when and where a contact did anything at all.
type acting struct {
	n           int
	first, last int64
	lastDay     int64
	days        int
	returned    int64 // the last act after a pause of stageQuiet or more; 0 for none
	n30         int
	first30     int64
	hours       [24]int32
	weekdays    [7]int32
	lastHour    [24]int64
	lastWeekday [7]int64
	channels    [256]tally
	used        []uint8 // the channels with acts
	bouts       []int64 // the beginnings of runs of acts, not older than boutReach
	older       bool    // there are bouts older than that
}

// tally counts something and remembers when it last was.
type tally struct {
	n    int32
	last int64
}

func (a *acting) reset() {
	for _, c := range a.used {
		a.channels[c] = tally{}
	}
	if a.n > 0 {
		a.hours, a.weekdays = [24]int32{}, [7]int32{}
	}
	a.n, a.days, a.n30, a.returned, a.older = 0, 0, 0, 0, false
	a.used, a.bouts = a.used[:0], a.bouts[:0]
}

// act takes in one act, at a local time, in a channel.
func (a *acting) act(ts, local, t int64, channel uint8) {
	d := dayOf(local)
	h := uint64(local-d*day) / uint64(hour) % 24
	w := weekdayOf(d)
	a.hours[h]++
	a.lastHour[h] = ts
	a.weekdays[w]++
	a.lastWeekday[w] = ts
	if c := &a.channels[channel]; channel != 0 {
		if c.n == 0 {
			a.used = append(a.used, channel)
		}
		c.n++
		c.last = ts
	}
	if a.n == 0 {
		a.first, a.last, a.lastDay, a.days = ts, ts-pause-1, d, 1
	} else if d > a.lastDay {
		a.days++
		a.lastDay = d
	}
	if ts-a.last > pause {
		a.bout(ts, t)
	}
	if ts > t-30*day {
		if a.n30 == 0 {
			a.first30 = ts
		}
		a.n30++
	}
	a.n++
	a.last = ts
}

// bout begins a run of acts.
func (a *acting) bout(ts, t int64) {
	if a.n > 0 && ts-a.last >= stageQuiet {
		a.returned = ts
	}
	if ts > t-boutReach {
		a.bouts = append(a.bouts, ts)
	} else {
		a.older = true
	}
}

// The metrics of the family Activity, in the order of activityDefinitions.
const (
	mActs = iota
	mActs30
	mActiveDays
	mFirstSeen
	mLastSeen
	mInactiveDays
	mPreferredChannel
	mPreferredChannelShare
	mPreferredHour
	mPreferredHourShare
	mPreferredWeekday
	mPreferredWeekdayShare
	activityMetrics
)

// activity finishes the family Activity.
func (f *Folder) activity(s sheet) {
	a := &f.acting
	if a.n == 0 {
		return
	}
	s.count(mActs, a.n)
	if a.n30 > 0 {
		s.put(mActs30, float64(a.n30), a.first30+30*day)
	}
	s.count(mActiveDays, a.days)
	s.keep(mFirstSeen, float64(a.first))
	s.keep(mLastSeen, float64(a.last))
	s.put(mInactiveDays, float64(f.day-a.lastDay), f.tomorrow)
	a.favourites(s)
}

func (a *acting) favourites(s sheet) {
	best, in := tally{}, 0
	for _, c := range a.used {
		t := a.channels[c]
		in += int(t.n)
		if t.n > best.n || t.n == best.n && (t.last > best.last || t.last == best.last && float64(c) < s.x[mPreferredChannel]) {
			best = t
			s.keep(mPreferredChannel, float64(c))
		}
	}
	s.share(mPreferredChannelShare, int(best.n), in)
	h := most(a.hours[:], a.lastHour[:])
	s.count(mPreferredHour, h)
	s.share(mPreferredHourShare, int(a.hours[h]), a.n)
	w := most(a.weekdays[:], a.lastWeekday[:])
	s.count(mPreferredWeekday, w)
	s.share(mPreferredWeekdayShare, int(a.weekdays[w]), a.n)
}

// most is the index of the largest count; of equals the one that was last, then the lower. Entries
// without a count may hold an old last.
func most(n []int32, last []int64) int {
	best := 0
	for i := 1; i < len(n); i++ {
		if n[i] > n[best] || n[i] == n[best] && n[i] > 0 && last[i] > last[best] {
			best = i
		}
	}
	return best
}

// isAct reports whether a row is an act that no machine did. It is for evidence; the fold itself looks
// at each row once.
func (f *Folder) isAct(row int) bool {
	switch k := f.h.Kind[row]; k {
	case event.Opened, event.Clicked:
		return !f.mailing.isMachine(row)
	default:
		return f.c.act[k]
	}
}
