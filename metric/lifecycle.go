package metric

import "limner/event"

// living is where a contact stands in the course of being a customer.
type living struct {
	signedUp                                  int64 // first
	trial, paid, renewed, expanded, cancelled int64 // 0 for none
	renewals, expansions                      int
	gone                                      bool // cancelled, and nothing bought since
}

// living takes in an event of the lifecycle.
func (l *living) event(k event.Kind, ts int64) {
	switch k {
	case event.SignedUp:
		first(&l.signedUp, ts)
	case event.TrialStart:
		first(&l.trial, ts)
	case event.Subscribed:
		first(&l.paid, ts)
	case event.Renewed:
		l.renewed = ts
		l.renewals++
	case event.Expanded:
		l.expanded = ts
		l.expansions++
	case event.Cancelled:
		l.cancelled = ts
	}
	l.gone = k == event.Cancelled || l.gone && k == event.SignedUp
}

func first(at *int64, ts int64) {
	if *at == 0 {
		*at = ts
	}
}

// The stages, as values of the metric stage. Thresholds are lengths of time, not calendar days.
const (
	StageNew         = iota // first act less than 28 days ago
	StageActive             // last act less than 28 days ago
	StageResurrected        // as active, but back less than 28 days ago from a pause of 28 or more
	StageSlipping           // last act 28 days ago or more
	StageDormant            // last act 90 days ago or more
	StageChurned            // last act 365 days ago or more, or cancelled and bought nothing since
)

// stageWords names the stages.
var stageWords = []string{"new", "active", "resurrected", "slipping", "dormant", "churned"}

const (
	stageQuiet   = 28 * day
	stageDormant = 90 * day
	stageChurned = 365 * day
)

// stage is the stage as of t.
func (f *Folder) stage(t int64) int {
	a := &f.acting
	switch quiet := t - a.last; {
	case f.living.gone || quiet >= stageChurned:
		return StageChurned
	case quiet >= stageDormant:
		return StageDormant
	case quiet >= stageQuiet:
		return StageSlipping
	case t-a.first < stageQuiet:
		return StageNew
	case a.returned != 0 && t-a.returned < stageQuiet:
		return StageResurrected
	default:
		return StageActive
	}
}

// stageUntil is when the stage becomes another.
func (f *Folder) stageUntil() int64 {
	if f.living.gone {
		return Never
	}
	a := &f.acting
	until := int64(Never)
	for _, u := range [...]int64{a.first + stageQuiet, a.returned + stageQuiet, a.last + stageQuiet, a.last + stageDormant, a.last + stageChurned} {
		if u > f.t && u < until {
			until = u
		}
	}
	return until
}

// The metrics of the family Lifecycle, in the order of lifecycleDefinitions.
const (
	mStage = iota
	mSignedUp
	mDaysSinceSignup
	mTrialStarted
	mSubscribed
	mRenewed
	mRenewals
	mExpanded
	mExpansions
	mCancelled
	lifecycleMetrics
)

// lifecycle finishes the family Lifecycle.
func (f *Folder) lifecycle(s sheet) {
	l := &f.living
	if f.acting.n > 0 {
		s.put(mStage, float64(f.stage(f.t)), f.stageUntil())
	}
	if l.signedUp != 0 {
		s.instant(mSignedUp, l.signedUp)
		s.put(mDaysSinceSignup, float64(f.day-f.clock.day(l.signedUp)), f.tomorrow)
	}
	s.instant(mTrialStarted, l.trial)
	s.instant(mSubscribed, l.paid)
	s.instant(mRenewed, l.renewed)
	s.count(mRenewals, l.renewals)
	s.instant(mExpanded, l.expanded)
	s.count(mExpansions, l.expansions)
	s.instant(mCancelled, l.cancelled)
}
