package metric

// The metrics of the family Change, in the order of changeDefinitions. Engagement is counted in bouts:
// runs of acts with no pause over 30 minutes, so that one visit of twenty clicks is one.
const (
	mEngagement7 = iota
	mVelocity7
	mVelocity28
	mSpike
	mSlowdown
	changeMetrics
)

// boutReach is how far back the bouts are needed.
const boutReach = 112 * day

var (
	weekWindows  = []int64{7 * day, 35 * day}
	monthWindows = []int64{28 * day, 112 * day}
)

// change finishes the family Change.
func (f *Folder) change(s sheet) {
	a := &f.acting
	if a.n == 0 {
		return
	}
	old := 0 // bouts older than are listed
	if a.older {
		old = 1
	}
	c := crossing{ts: a.bouts, k: f.counts[:2]}
	c.off = weekWindows
	n := len(a.bouts)
	c.start(f.t)
	if k := c.k[0]; k < n {
		s.put(mEngagement7, float64(n-k), a.bouts[k]+7*day)
	}
	f.flags(s, &c, old)
	v, until := c.follow(f.t, func(k []int) float64 { return velocity(n, k, old, 4) })
	s.put(mVelocity7, v, until)
	c.off = monthWindows
	v, until = c.follow(f.t, func(k []int) float64 { return velocity(n, k, old, 3) })
	s.put(mVelocity28, v, until)
}

// velocity is the recent rate over the rate before: k[0] of n bouts are before the recent window, k[1]
// before the baseline, which is longer times as long. It is missing until the contact has been known
// for the whole baseline, and when the baseline is empty.
func velocity(n int, k []int, old, longer int) float64 {
	recent, base := n-k[0], k[0]-k[1]
	if k[1]+old == 0 || base == 0 {
		return missing()
	}
	return float64(recent*longer) / float64(base)
}

// flags puts spike and slowdown; c has started.
func (f *Folder) flags(s sheet, c *crossing, old int) {
	n := len(c.ts)
	spike, slow := f.c.alarm.flags(n, c.k, old)
	spikeUntil, slowUntil := int64(Never), int64(Never)
	spikeOpen, slowOpen := true, true
	for spikeOpen || slowOpen {
		if recent, base := n-c.k[0], c.k[0]-c.k[1]; c.k[1]+old > 0 {
			// Shortcuts that only say what the walk would find: without enough bouts neither can begin.
			spikeOpen = spikeOpen && (spike != 0 || recent >= 3)
			slowOpen = slowOpen && (slow != 0 || recent+base >= f.c.alarm.fewest)
		}
		u := c.next()
		if u == Never {
			break
		}
		p, q := f.c.alarm.flags(n, c.k, old)
		if spikeOpen && !same(p, spike) {
			spikeUntil, spikeOpen = u, false
		}
		if slowOpen && !same(q, slow) {
			slowUntil, slowOpen = u, false
		}
	}
	s.put(mSpike, spike, spikeUntil)
	s.put(mSlowdown, slow, slowUntil)
}

// alarm holds, for each number N of bouts in 35 days, how many of them in the last 7 are too many or too
// few for chance. If the rate of bouts did not change, their number in the last week is binomial with
// N and 7/35 (the conditional test of two Poisson rates, Przyborowski & Wilenski 1940). Each flag is
// raised at a probability of 1% or less, so falsely at most once in a hundred weeks.
type alarm struct {
	many, few []int // by N: the flag is up from, or down to, this many; few is -1 for never
	fewest    int   // the least N at which slowdown can be raised
}

const (
	alarmLevel = 0.01
	alarmShare = 7.0 / 35
	alarmMost  = 256 // beyond, the normal approximation
)

func newAlarm() alarm {
	a := alarm{many: make([]int, alarmMost), few: make([]int, alarmMost)}
	p := make([]float64, alarmMost) // P(X = k) of the binomial of n
	p[0] = 1
	for n := range alarmMost {
		if n > 0 {
			for k := n; k > 0; k-- {
				p[k] = float64(p[k]*(1-alarmShare)) + float64(p[k-1]*alarmShare)
			}
			p[0] *= 1 - alarmShare
		}
		a.many[n], a.few[n] = cuts(p[:n+1])
		if a.fewest == 0 && a.few[n] >= 0 {
			a.fewest = n
		}
	}
	return a
}

// cuts returns the least k with P(X >= k) and the greatest with P(X <= k) of at most alarmLevel. Each
// tail is summed from its end, so that no digits are lost.
func cuts(p []float64) (many, few int) {
	many, few = len(p), -1
	for tail := p[many-1]; tail <= alarmLevel; tail += p[many-1] {
		many--
	}
	for tail := p[0]; tail <= alarmLevel; tail += p[few+1] {
		few++
	}
	return many, few
}

// flags returns spike and slowdown, missing until the contact has been known for 35 days.
func (a *alarm) flags(n int, k []int, old int) (spike, slow float64) {
	if k[1]+old == 0 {
		return missing(), missing()
	}
	recent, all := n-k[0], n-k[1]
	if all < alarmMost {
		return flag(recent >= a.many[all]), flag(recent <= a.few[all])
	}
	const z = 2.3263478740408408 // the normal quantile of 99%
	d := float64(recent) - float64(alarmShare*float64(all))
	limit := z * z * alarmShare * (1 - alarmShare) * float64(all)
	return flag(d > 0 && d*d > limit), flag(d < 0 && d*d > limit)
}

func flag(up bool) float64 {
	if up {
		return 1
	}
	return 0
}
