package simulate

import (
	"math"

	"limner/event"
)

const (
	minute = 1.0 / (24 * 60)
	second = minute / 60
)

// visit makes the contact's sessions.
func (l *life) visit() {
	l.happens(l.truth.Visits, 1, l.joined, l.until, func(day float64) {
		t := l.someTime(day)
		where := l.channel()
		l.did(t, act{kind: event.Visit, channel: where, subject: pages[0], value: math.NaN()})
		for range l.d.poisson(l.p.Pages) {
			t += 10*second + l.d.ExpFloat64()*minute
			l.look(t, where)
		}
	})
}

// look opens a page of a session.
func (l *life) look(t float64, where string) {
	if l.d.chance(0.35) {
		l.did(t, act{kind: event.Visit, channel: where, subject: pages[1+l.d.IntN(len(pages)-1)], value: math.NaN()})
		return
	}
	category, product := l.product()
	l.did(t, act{kind: event.ProductView, channel: where, subject: product, category: category, value: math.NaN()})
	if l.d.chance(l.p.Carts) {
		l.did(t+5*second, act{kind: event.CartAdd, channel: where, subject: product, category: category, value: math.NaN()})
	}
}

func (l *life) product() (category, name string) {
	s := &shelves[l.favourite]
	if l.d.chance(0.4) {
		s = &shelves[l.d.IntN(len(shelves))]
	}
	return s.category, s.products[l.d.IntN(len(s.products))]
}

// buy makes the orders of the contact's own accord.
func (l *life) buy() {
	l.happens(l.truth.Orders, l.p.Regular, l.joined, l.until, func(day float64) {
		where := l.channel()
		if l.d.chance(l.store) {
			where = store
		}
		l.order(l.someTime(day), where, l.truth.Haggles)
	})
}

// order makes an order and what leads up to it.
func (l *life) order(t float64, where string, haggles float64) {
	category, product := l.product()
	a := act{channel: where, subject: product, category: category, value: math.NaN()}
	if where != store {
		for _, step := range [...]struct {
			kind   event.Kind
			before float64
		}{{event.ProductView, 6}, {event.CartAdd, 3}, {event.Checkout, 1}} {
			a.kind = step.kind
			l.did(t-step.before*minute*(0.5+l.d.Float64()), a)
		}
	}
	a.kind = event.Order
	full := l.d.logNormal(l.truth.Basket, l.p.Basket.Within)
	if l.d.chance(haggles) {
		a.discount = cents(full * l.d.between(0.1, 0.35))
	}
	a.amount = max(cents(full)-a.discount, 100)
	l.did(t, a)
	if l.d.chance(0.03) {
		a.kind, a.amount, a.discount = event.Refund, -a.amount, 0
		l.add(t+l.d.between(3, 20), a)
	}
}

// cents rounds an amount to hundredths of the unit.
func cents(units float64) event.Money {
	return event.Money(math.Round(units*100)) * (event.MoneyScale / 100)
}
