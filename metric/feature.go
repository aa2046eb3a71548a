package metric

import (
	"math"

	"limner/event"
)

// features is what a contact does with each feature.
type features struct {
	find table // from a subject to its place in list
	list []feature
}

type feature struct {
	subject     event.Code
	first, last int64
	lastDay     int64
	days        int
}

func (p *features) reset() {
	p.list = p.list[:0]
	p.find.clear()
}

// use takes in one use of a feature.
func (p *features) use(ts, day int64, subject event.Code) {
	if subject == 0 {
		return
	}
	i := p.find.find(int64(subject))
	if i < 0 {
		p.find.put(int64(subject), len(p.list))
		p.list = append(p.list, feature{subject: subject, first: ts, last: ts, lastDay: day, days: 1})
		return
	}
	e := &p.list[i]
	e.last = ts
	if day > e.lastDay {
		e.lastDay = day
		e.days++
	}
}

// of returns a feature's use, nil when it was never used.
func (p *features) of(subject event.Code) *feature {
	if i := p.find.find(int64(subject)); i >= 0 {
		return &p.list[i]
	}
	return nil
}

// A feature is dropped when it was used on two days or more and the pause since its last use is
// dropAfter at least, and at least dropGaps times its own mean gap between days of use.
const (
	dropAfter = 30 * day
	dropGaps  = 3
)

// dropped is the instant from which a feature counts as dropped if it is not used again; Never for
// one that was tried on a single day.
func (e *feature) dropped() int64 {
	if e.days < 2 {
		return Never
	}
	return e.last + max(dropAfter, dropGaps*(e.last-e.first)/int64(e.days-1))
}

func (f *Folder) featureMetrics(s sheet) {
	list := f.features.list
	s.count(mFeaturesUsed, len(list))
	recent, oldest := 0, int64(math.MaxInt64)
	dropped, next := 0, int64(Never)
	var first *feature // of the dropped ones, the one that stopped first
	for i := range list {
		e := &list[i]
		if e.last > f.t-30*day {
			recent++
			oldest = min(oldest, e.last)
		}
		if d := e.dropped(); d > f.t {
			next = min(next, d)
		} else {
			dropped++
			if first == nil || e.before(first) {
				first = e
			}
		}
	}
	if recent > 0 {
		s.put(mFeatures30, float64(recent), oldest+30*day)
	}
	s.put(mDropped, float64(dropped), next)
	f.firstStopped(s, first)
}

// before orders features by when they were last used.
func (e *feature) before(g *feature) bool {
	return e.last < g.last || e.last == g.last && e.subject < g.subject
}

// firstStopped puts the feature that stopped first and when. They change when a feature that was last
// used even earlier, but more rarely, counts as dropped too.
func (f *Folder) firstStopped(s sheet, first *feature) {
	name, when := int64(Never), int64(Never)
	for i := range f.features.list {
		e := &f.features.list[i]
		if d := e.dropped(); d > f.t && (first == nil || e.before(first)) {
			name = min(name, d)
			if first == nil || e.last < first.last {
				when = min(when, d)
			}
		}
	}
	if first == nil {
		s.put(mFirstStopped, missing(), name)
		s.put(mFirstStoppedAt, missing(), when)
		return
	}
	s.put(mFirstStopped, float64(first.subject), name)
	s.put(mFirstStoppedAt, float64(first.last), when)
}

// weekOne is the time in which first uses of core features count as a good start.
const weekOne = 7 * day

// core finishes the metrics of core features, which are about sign-up: the ones listed in Settings, in
// their order, at the head of s.
func (f *Folder) core(s sheet, product sheet) {
	signup := f.living.signedUp
	if signup == 0 || len(f.c.settings.CoreFeatures) == 0 {
		return
	}
	early := 0
	for i, subject := range f.c.settings.CoreFeatures {
		e := f.features.of(subject)
		if e == nil {
			continue
		}
		s.keep(i, float64(f.clock.day(e.first)-f.clock.day(signup)))
		if e.first < signup+weekOne {
			early++
		}
	}
	product.count(mCoreWeekOne, early)
}
