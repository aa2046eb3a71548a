package simulate

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"time"

	"limner/event"
)

// life is one contact while it is made: who they are, and what they did so far, in no order.
type life struct {
	w      *World
	p      *Persona
	d      draw
	number int
	truth  Truth

	joined, until float64 // days since the start; nothing is done outside
	zone          *zone
	store, app    float64 // shares of orders in a store, of sessions in the app
	favourite     int     // the shelf they like

	acts   []act
	keys   []key
	events []event.Event
	ids    []byte
	ends   []int
}

// act is something that happened, before it is told as an event.
type act struct {
	kind     event.Kind
	channel  string
	subject  string
	category string
	trait    string // a trait's name
	message  int    // 1 more than the number of the email it belongs to; 0: none
	amount   event.Money
	discount event.Money
	value    float64
	text     string
}

// key orders the acts: by time, and as they were made.
type key struct {
	at  int64 // milliseconds since the world's start
	act int32
}

const day = 24 * 60 * 60 * 1000

// add notes an act of a day. What lies outside the world is left out.
func (l *life) add(days float64, a act) {
	at := int64(days * day)
	if at < 0 || at >= int64(l.w.Days)*day {
		return
	}
	l.keys = append(l.keys, key{at, int32(len(l.acts))})
	l.acts = append(l.acts, a)
}

// did notes an act of the contact's own; what they would do before they join or once they are silent is
// left out.
func (l *life) did(days float64, a act) {
	if days >= l.joined && days < l.until {
		l.add(days, a)
	}
}

// live makes all of a contact's acts.
func (l *life) live() {
	l.signUp()
	l.visit()
	l.buy()
	l.readMail()
	l.useProduct()
	l.speak()
	slices.SortFunc(l.keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.act, b.act))
	})
}

func (l *life) signUp() {
	none := math.NaN()
	l.add(l.joined, act{kind: event.Trait, trait: "country", subject: l.zone.country, value: none})
	l.add(l.joined, act{kind: event.Trait, trait: "timezone", subject: l.zone.name, value: none})
	age := math.Round(min(max(42+13*l.d.NormFloat64(), 18), 90))
	l.add(l.joined, act{kind: event.Trait, trait: "age", value: age}) // has nothing to do with anything
	l.add(l.joined, act{kind: event.SignedUp, channel: l.channel(), value: none})
}

// happens calls do with the days on which something of that monthly rate happens, gaps being gamma
// distributed with the shape, from one day to another.
func (l *life) happens(rate, shape, from, to float64, do func(day float64)) {
	if rate <= 0 || from >= to {
		return
	}
	if shape <= 0 {
		shape = 1
	}
	gap := 30 / (rate * l.w.Pace)
	scale := gap / shape
	// The process was running before: the gap that covers the first day is longer than most, and the
	// day stands anywhere in it.
	b := l.w.season.bent(from) + l.d.gamma(shape+1, scale)*l.d.Float64()
	for {
		day := l.w.season.day(b)
		if day >= to {
			return
		}
		do(day)
		if shape == 1 {
			b += l.d.ExpFloat64() * gap
		} else {
			b += l.d.gamma(shape, scale)
		}
	}
}

// someTime moves a day's act to an hour the contact likes.
func (l *life) someTime(days float64) float64 {
	hour := math.Mod(l.truth.Hour+2.5*l.d.NormFloat64()+48, 24)
	t := l.zone.utc(int(days), hour)
	return min(max(t, l.joined+0.002+0.01*l.d.Float64()), max(l.until-0.001-0.01*l.d.Float64(), l.joined))
}

func (l *life) channel() string {
	if l.d.chance(l.app) {
		return app
	}
	return web
}

// tell turns the acts into events.
func (l *life) tell() []event.Event {
	l.events, l.ids, l.ends = l.events[:0], l.ids[:0], l.ends[:0]
	for n, k := range l.keys {
		l.id('-', n)
		if m := l.acts[k.act].message; m > 0 {
			l.id('m', m-1)
		} else {
			l.ends = append(l.ends, len(l.ids))
		}
	}
	all, from := string(l.ids), 0 // one allocation for all ids of a contact
	cut := func(end int) string {
		s := all[from:end]
		from = end
		return s
	}
	for n, k := range l.keys {
		a := &l.acts[k.act]
		l.events = append(l.events, event.Event{
			ID: cut(l.ends[2*n]), Contact: l.truth.Contact,
			Time: l.w.Start.Add(time.Duration(k.at) * time.Millisecond),
			Kind: a.kind, Name: a.name(), Channel: a.channel, Subject: a.subject, Category: a.category,
			Message: cut(l.ends[2*n+1]), Amount: a.amount, Discount: a.discount,
			Value: event.Number(a.value), Text: a.text,
		})
	}
	return l.events
}

// id writes the id of the contact's n-th event or message.
func (l *life) id(mark byte, n int) {
	l.ids = append(l.ids, l.truth.Contact...)
	l.ids = append(l.ids, mark)
	l.ids = strconv.AppendInt(l.ids, int64(n), 10)
	l.ends = append(l.ends, len(l.ids))
}
