package metric

import (
	"limner/event"
)

// Defined is the language in which a workspace defines metrics of its own: YAML, a list under "metrics".
// Each has a name (snake_case), optionally a title, a doc and a unit, and one of these verbs:
//
//	metrics:
//	  - name: exports_30d
//	    title: Reports exported in 30 days
//	    count: feature_use                     # a kind of event, or a list of them
//	    where: [subject = "report export"]     # all must hold
//	    window: 30d                            # days (d), hours (h), minutes (m) or weeks (w); without: ever
//	  - name: pro_seats
//	    last: "Subscription Changed"           # or an event by its own name
//	    of: props.seats
//	    where:
//	      - props.plan in ("pro", "team")
//	      - amount >= 50
//	  - name: export_share
//	    ratio: [exports_30d, features_used]    # of two metrics, built in or defined above
//	  - name: trials_without_use
//	    sequence: {first: trial_start, then_not: feature_use, within: 7d}
//	  - name: steady_buyer
//	    regularly: {event: order, times: 1, per: 30d, in: 3, of: 4}
//	  - name: gone_quiet
//	    stopped: {event: visit, where: [channel = app], for: 14d}
//
// The verbs:
//
//   - count: how many events.
//   - sum, avg, min, max: of a number (of: amount, discount, value or props.KEY; min and max also of time).
//     An event without the number does not count.
//   - first, last: what the first or last event holds (of: time when not said; any field but message).
//   - unique: how many different ones (of: subject, category, channel, name, message or props.KEY).
//   - most_frequent: the most frequent (of: subject, category, channel or name); of equals the one seen last.
//   - ratio: of two metrics; missing when the second is zero or either is missing.
//   - sequence: how many first events were followed by a "then" event within a time, or not followed by a
//     "then_not" event, which is known once the time is over. An event at the same instant follows. A window
//     applies to the first events.
//   - regularly: 1 when the event happened "times" times or more in "in" or more of the last "of" periods of
//     length "per", counted back from now; else 0.
//   - stopped: 1 when it happened in the time before the last "for", but not in that; else 0.
//   - started_again: 1 when it happened in the last "for", not in the time of that length before, and
//     before that; else 0.
//
// Conditions compare subject, category, channel, name, amount, discount, value or props.KEY (dots go
// deeper) by =, !=, <, <=, >, >=, or in with a list of texts. What an event does not have meets only "!=".
//
// Values have Until and evidence as the built-in metrics have. A ratio of two metrics that go on changing
// while it stays equal is followed through 64 of those changes; its Until may then be early, never late.
type Defined = []byte

// verb is how a defined metric is computed.
type verb uint8

const (
	countVerb verb = iota
	sumVerb
	avgVerb
	minVerb
	maxVerb
	firstVerb
	lastVerb
	uniqueVerb
	mostVerb
	ratioVerb
	thenVerb
	thenNotVerb
	regularlyVerb
	stoppedVerb
	againVerb
)

var verbWords = [...]string{"count", "sum", "avg", "min", "max", "first", "last", "unique", "most_frequent", "ratio",
	"sequence", "sequence", "regularly", "stopped", "started_again"}

// defined is a compiled definition.
type defined struct {
	verb   verb
	pick   selector
	of     of
	window int64 // 0: ever

	top, bottom int      // of a ratio: places of two metrics
	then        selector // of a sequence
	within      int64

	times, need int     // regularly: times in need periods or more
	offsets     []int64 // the distances back at which the value can change
}

// definedScratch is the memory for computing them.
type definedScratch struct {
	rows, others []int
	ts           []int64
	suffix       []float64
	counts       []int
	find         table
	tally        []tally
	last         []float64
	again        *Folder // for ratios: the same history later
	later        portraitScratch
	plain        bool // do not follow ratios
}

type portraitScratch struct {
	x     []float64
	until []int64
}

// finishDefined computes the defined metrics, after the built-in ones.
func (f *Folder) finishDefined(x []float64, until []int64) {
	base := len(f.c.defs) - len(f.c.defined)
	for i := range f.c.defined {
		d, at := &f.c.defined[i], base+i
		switch d.verb {
		case ratioVerb:
			x[at], until[at] = f.ratio(d, at, x, until)
		case thenVerb, thenNotVerb:
			x[at], until[at] = f.sequence(d)
		case regularlyVerb, stoppedVerb, againVerb:
			x[at], until[at] = f.pattern(d)
		default:
			x[at], until[at] = f.aggregate(d)
		}
	}
}

// picked collects the rows in a window that a selector picks, in order.
func (f *Folder) picked(into []int, s *selector, window int64) []int {
	into = into[:0]
	from := f.h.From
	if window > 0 {
		from = f.h.Before(f.t - window).To
	}
	for i := from; i < f.h.To; i++ {
		if s.match(&f.h, i) {
			into = append(into, i)
		}
	}
	return into
}

// ratio divides one metric by another.
func (f *Folder) ratio(d *defined, at int, x []float64, until []int64) (float64, int64) {
	now, next := f.quotient(d, x, until)
	if next == Never || f.defined.plain {
		return now, next
	}
	s := &f.defined
	if s.again == nil {
		s.again = f.c.Folder()
		s.again.defined.plain = true
		s.later = portraitScratch{make([]float64, len(f.c.defs)), make([]int64, len(f.c.defs))}
	}
	for range f.c.ratioSteps {
		s.again.fold(f.h, next, s.later.x, s.later.until)
		if !same(s.later.x[at], now) {
			break
		}
		if _, after := f.quotient(d, s.later.x, s.later.until); after == Never {
			return now, Never
		} else {
			next = after
		}
	}
	return now, next
}

// quotient is the ratio, and an instant before which it does not change.
func (f *Folder) quotient(d *defined, x []float64, until []int64) (float64, int64) {
	a, b := x[d.top], x[d.bottom]
	ua, ub := until[d.top], until[d.bottom]
	switch noA, noB := a != a, b != b || b == 0; {
	case noA && noB:
		return missing(), max(ua, ub)
	case noA:
		return missing(), ua
	case noB:
		return missing(), ub
	case a == 0 && f.c.defs[d.bottom].grows:
		return 0, ua
	default:
		return a / b, min(ua, ub)
	}
}

// because returns the evidence of a defined metric.
func (d *defined) because() because {
	switch d.verb {
	case ratioVerb:
		return func(f *Folder, h event.History, x []float64) []int {
			return both(f.c.defs[d.top].because, f.c.defs[d.bottom].because)(f, h, x)
		}
	case thenVerb, thenNotVerb:
		return func(f *Folder, h event.History, x []float64) []int {
			first := func(*Folder, event.History, []float64) []int { return f.picked(nil, &d.pick, d.window) }
			then := func(*Folder, event.History, []float64) []int { return f.picked(nil, &d.then, d.window) }
			return both(first, then)(f, h, x)
		}
	default:
		return func(f *Folder, h event.History, x []float64) []int {
			rows := f.picked(nil, &d.pick, d.window)
			switch {
			case d.verb == firstVerb:
				rows = rows[:min(1, len(rows))]
			case d.verb == lastVerb:
				rows = rows[max(0, len(rows)-1):]
			case d.offsets != nil && d.verb == regularlyVerb:
				rows = f.picked(rows, &d.pick, d.offsets[len(d.offsets)-1])
			}
			return rows
		}
	}
}
