package simulate

import (
	"fmt"
	"math"

	"limner/event"
)

// campaign is an email to everyone, on a day at nine in the morning of each contact's zone.
type campaign struct {
	name string
	day  int
	sale bool
}

// calendar plans the world's campaigns: every fourth is a sale.
func calendar(c Config) []campaign {
	var all []campaign
	for day := c.EmailEvery; day < c.Days; day += c.EmailEvery {
		n := len(all) + 1
		k := campaign{fmt.Sprintf("newsletter %02d", n), day, n%4 == 0}
		if k.sale {
			k.name = fmt.Sprintf("sale %02d", n)
		}
		all = append(all, k)
	}
	return all
}

const welcome = "welcome"

// readMail sends the contact the welcome and every campaign after it, and makes what follows.
func (l *life) readMail() {
	if l.d.chance(0.01) { // the address is wrong
		l.add(l.joined+3*minute, act{kind: event.Sent, channel: email, subject: welcome, message: 1, value: math.NaN()})
		l.add(l.joined+3*minute+8*second, act{kind: event.Bounced, channel: email, subject: welcome, message: 1, value: math.NaN()})
		return
	}
	subscribed := l.send(l.joined+l.d.between(2, 8)*minute, welcome, 1, false)
	for i, c := range l.w.campaigns {
		t := l.zone.utc(c.day, 9+l.d.Float64()/3)
		if !subscribed {
			return
		}
		if t > l.joined {
			subscribed = l.send(t, c.name, i+2, c.sale)
		}
	}
}

// send sends one email and reports whether the contact is still subscribed after it.
func (l *life) send(t float64, subject string, message int, sale bool) bool {
	a := act{channel: email, subject: subject, message: message, value: math.NaN()}
	tell := func(kind event.Kind, at float64) {
		a.kind = kind
		l.add(at, a)
	}
	tell(event.Sent, t)
	if l.truth.Scanned {
		l.scan(t, tell)
	}
	opens := l.truth.Opens * math.Pow(1-l.p.Tires, (t-l.joined)/30)
	opened := t + max(l.d.logNormal(l.truth.Delay, l.p.Delay.Within)*minute, humanAfter*second)
	if !l.d.chance(opens) || opened >= l.until {
		return true
	}
	tell(event.Opened, opened)
	if l.d.chance(0.002) {
		tell(event.Unsubscribe, opened+30*second)
		return false
	}
	clicked := opened + (5+40*l.d.ExpFloat64())*second
	if !l.d.chance(l.truth.Clicks) || clicked >= l.until {
		return true
	}
	tell(event.Clicked, clicked)
	if l.d.chance(l.truth.Acts) {
		l.follow(clicked, sale)
	}
	return true
}

// A human opens no email sooner than this many seconds after it was sent, a machine none later.
const humanAfter = 10

// scan is what a security scanner does: it opens at once and often follows every link.
func (l *life) scan(t float64, tell func(event.Kind, float64)) {
	at := t + l.d.between(0.2, 4)*second
	tell(event.Opened, at)
	if l.d.chance(0.5) {
		for range 3 {
			at += l.d.between(0.05, 0.6) * second
			tell(event.Clicked, at)
		}
	}
}

// follow makes the order that a click leads to, a few hours later at most.
func (l *life) follow(clicked float64, sale bool) {
	t := clicked + (8+60*l.d.ExpFloat64())*minute
	if t >= l.until {
		return
	}
	haggles := l.truth.Haggles
	if sale {
		haggles = 1 - (1-haggles)*0.6
	}
	l.order(t, l.channel(), haggles)
}
