package simulate

import (
	"math"

	"limner/event"
)

// useProduct makes the contact take up features and use them, and a trial and a plan where the persona
// knows them.
func (l *life) useProduct() {
	if l.truth.Features > 0 {
		uptake, drops := l.p.Uptake.draw(l.d), l.p.Drops.draw(l.d)
		uses := l.p.Uses.draw(l.d)
		for _, f := range features {
			if l.d.chance(l.truth.Features) {
				l.takeUp(f, l.joined+l.d.logNormal(uptake, l.p.Uptake.Within), drops, uses)
			}
		}
	}
	if l.p.Pays.Mean > 0 {
		l.subscribe()
	}
}

// takeUp uses a feature for the first time on a day and from then on, until it is dropped.
func (l *life) takeUp(feature string, from, drops, uses float64) {
	if from >= l.until {
		return
	}
	to := l.until
	if l.d.chance(drops) {
		to = l.d.between(from, float64(l.w.Days))
	}
	use := func(t float64) {
		l.add(t, act{kind: event.FeatureUse, channel: l.channel(), subject: feature, value: math.NaN()})
	}
	use(from)
	l.happens(uses, 1, from, min(to, l.until), func(day float64) { use(max(l.someTime(day), from)) })
}

const trialDays = 14

// subscribe makes a trial, and a plan that renews every thirty days if the contact pays.
func (l *life) subscribe() {
	a := act{channel: web, value: math.NaN()}
	tell := func(kind event.Kind, t float64) {
		a.kind = kind
		l.add(t, a)
	}
	tell(event.TrialStart, l.joined)
	t := l.joined + trialDays
	tell(event.TrialEnd, t)
	if t >= l.until || !l.d.chance(l.p.Pays.draw(l.d)) {
		return
	}
	price := prices[l.d.IntN(len(prices))]
	a.amount, a.subject = cents(price.amount), price.plan
	tell(event.Subscribed, t+minute)
	for t += 30; t < l.until; t += 30 {
		tell(event.Renewed, t)
	}
	if l.until < float64(l.w.Days) {
		a.amount = 0
		tell(event.Cancelled, l.until-second)
	}
}

var prices = []struct {
	plan   string
	amount float64
}{{"basic", 9}, {"basic", 9}, {"plus", 19}, {"pro", 49}}
