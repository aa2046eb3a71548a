package simulate

import (
	"fmt"
	"math"
	"time"

	"limner/event"
)

// Truth is what is true of a contact, and what no event says.
type Truth struct {
	Contact event.Key
	Persona int       // index into the world's Personas
	Joined  time.Time // when the contact signed up
	Silent  time.Time // since when the contact is silent for good; zero: not by the world's end
	Scanned bool      // whether a machine opens and clicks this contact's mail

	Orders   float64 // a month of 30 days at pace 1, of the contact's own accord (emails may bring more)
	Basket   float64 // median value of an order at full price
	Haggles  float64 // chance that an order is on discount
	Visits   float64 // a month
	Opens    float64 // chance that the contact opens an email, machines aside
	Clicks   float64 // chance that they click an email they opened
	Delay    float64 // median minutes until they open it
	Acts     float64 // chance that a click becomes an order
	Features float64 // chance that they take up a feature
	Happy    float64 // satisfaction, 0 to 1
	Hour     float64 // their hour of the day, in their zone
	Zone     string

	// Buys is the chance that the contact orders in the 30 days after the world's end, given that they
	// do not fall silent in them: what a perfect model would say.
	Buys float64
}

// begin draws who the contact is.
func (l *life) begin(w *World, i int) {
	l.w, l.d, l.number = w, w.contact(i), i
	l.acts, l.keys = l.acts[:0], l.keys[:0]
	d := l.d
	t := Truth{Contact: event.Key(fmt.Sprintf("u%07d", i)), Persona: w.pick(d)}
	p := &w.Personas[t.Persona]
	l.p = p
	days := float64(w.Days)

	l.joined = p.Joined.draw(d) * days
	l.until = days
	if silent := l.silence(days); silent < days {
		l.until = silent
		t.Silent = w.at(silent)
	}
	t.Joined = w.at(l.joined)

	l.zone = &w.zones[pickZone(d)]
	t.Zone = l.zone.name
	t.Scanned = d.chance(w.Scanned)
	t.Orders, t.Basket, t.Haggles = p.Orders.draw(d), p.Basket.draw(d), p.Haggles.draw(d)
	t.Visits = p.Visits.draw(d)
	t.Opens, t.Clicks, t.Delay, t.Acts = p.Opens.draw(d), p.Clicks.draw(d), p.Delay.draw(d), p.Acts.draw(d)
	t.Features, t.Happy = p.Features.draw(d), p.Happy.draw(d)
	t.Hour = math.Mod(p.Hour+2*d.NormFloat64()+24, 24)
	l.store, l.app = p.InStore.draw(d), p.App.draw(d)
	l.favourite = d.IntN(len(shelves))
	if t.Silent.IsZero() {
		emails := 30 / float64(w.EmailEvery)
		t.Buys = 1 - math.Exp(-t.Orders*w.Pace-emails*t.Opens*t.Clicks*t.Acts)
	}
	l.truth = t
}

// silence draws the day on which the contact falls silent; past the world's end is never.
func (l *life) silence(days float64) float64 {
	if l.d.chance(l.p.Fades.draw(l.d)) {
		return max(l.p.Silent.draw(l.d)*days, l.joined)
	}
	if l.p.Life > 0 {
		return l.joined + l.p.Life*l.d.ExpFloat64()
	}
	return math.Inf(1)
}

// pick draws a persona by the shares.
func (w *World) pick(d draw) int {
	x := d.Float64() * w.upTo[len(w.upTo)-1]
	for i, up := range w.upTo {
		if x < up {
			return i
		}
	}
	return len(w.upTo) - 1
}
