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
	hour        int // the hour of most acts so far; of equals, the last
	weekday     int
	channels    [256]tally
	used        []uint8 // the channels with acts
	channel     uint8   // that of most of them
	inChannels  int     // acts with a channel
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
	a.hour, a.weekday, a.channel, a.inChannels = 0, 0, 0, 0
	a.used, a.bouts = a.used[:0], a.bouts[:0]
}

// act takes in one act, on a local day d in the hour h, in a channel.
func (a *acting) act(ts, d int64, h int, t int64, channel uint8) {
	w := weekdayOf(d)
	// Only what is counted just now can overtake, and of equals it is the one counted last.
	if a.hours[h]++; a.hours[h] >= a.hours[a.hour] {
		a.hour = h
	}
	if a.weekdays[w]++; a.weekdays[w] >= a.weekdays[a.weekday] {
		a.weekday = w
	}
	if channel != 0 {
		a.through(channel, ts)
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

// through counts an act in a channel.
func (a *acting) through(channel uint8, ts int64) {
	a.inChannels++
	c := &a.channels[channel]
	if c.n == 0 {
		a.used = append(a.used, channel)
	}
	c.n++
	c.last = ts
	if c.beats(&a.channels[a.channel], channel < a.channel) {
		a.channel = channel
	}
}

// beats reports whether a tally just counted stands before another: more, or as many and later; with
// all equal the lower code.
func (t *tally) beats(best *tally, lower bool) bool {
	return t.n > best.n || t.n == best.n && (t.last > best.last || t.last == best.last && lower)
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
	if a.channel != 0 {
		s.count(mPreferredChannel, int(a.channel))
		s.share(mPreferredChannelShare, int(a.channels[a.channel].n), a.inChannels)
	}
	s.count(mPreferredHour, a.hour)
	s.share(mPreferredHourShare, int(a.hours[a.hour]), a.n)
	s.count(mPreferredWeekday, a.weekday)
	s.share(mPreferredWeekdayShare, int(a.weekdays[a.weekday]), a.n)
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
