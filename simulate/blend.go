package simulate

import "math"

// blend is one process for all contacts that has the averages of the personas and, as far as one hump
// can, their spreads: what a structureless world is made of. Chances differ between contacts by no more
// than a distribution with one hump allows, and nobody is offered a plan, since a plan for a few would be
// a group.
func blend(personas []Persona, days int) Persona {
	m := mix{personas: personas}
	for _, p := range personas {
		m.total += p.Share
	}
	return Persona{
		Name:     "everyone",
		Share:    1,
		Joined:   m.span(func(p *Persona) Span { return p.Joined }),
		Life:     m.life(days),
		Orders:   m.rate(func(p *Persona) Rate { return p.Orders }),
		Regular:  m.mean(func(p *Persona) float64 { return max(p.Regular, 1) }),
		Basket:   m.amount(func(p *Persona) Amount { return p.Basket }),
		Haggles:  m.chance(func(p *Persona) Chance { return p.Haggles }),
		InStore:  m.chance(func(p *Persona) Chance { return p.InStore }),
		Visits:   m.rate(func(p *Persona) Rate { return p.Visits }),
		Pages:    m.mean(func(p *Persona) float64 { return p.Pages }),
		Carts:    m.mean(func(p *Persona) float64 { return p.Carts }),
		Opens:    m.chance(func(p *Persona) Chance { return p.Opens }),
		Clicks:   m.chance(func(p *Persona) Chance { return p.Clicks }),
		Delay:    m.amount(func(p *Persona) Amount { return p.Delay }),
		Acts:     m.chance(func(p *Persona) Chance { return p.Acts }),
		Tires:    m.mean(func(p *Persona) float64 { return p.Tires }),
		Features: m.chance(func(p *Persona) Chance { return p.Features }),
		Uptake:   m.amount(func(p *Persona) Amount { return p.Uptake }),
		Uses:     m.rate(func(p *Persona) Rate { return p.Uses }),
		Drops:    m.chance(func(p *Persona) Chance { return p.Drops }),
		Tickets:  m.rate(func(p *Persona) Rate { return p.Tickets }),
		Happy:    m.chance(func(p *Persona) Chance { return p.Happy }),
		Hour:     m.mean(func(p *Persona) float64 { return p.Hour }),
		App:      m.chance(func(p *Persona) Chance { return p.App }),
	}
}

// mix is personas in their shares.
type mix struct {
	personas []Persona
	total    float64
}

func (m mix) mean(of func(*Persona) float64) float64 {
	sum := 0.0
	for i := range m.personas {
		p := &m.personas[i]
		sum += p.Share / m.total * of(p)
	}
	return sum
}

// moments is the mean and variance of a mixture, from the mean and variance of each part.
func (m mix) moments(of func(*Persona) (mean, variance float64)) (mean, variance float64) {
	mean = m.mean(func(p *Persona) float64 { a, _ := of(p); return a })
	second := m.mean(func(p *Persona) float64 { a, v := of(p); return v + a*a })
	return mean, max(second-mean*mean, 0)
}

func (m mix) rate(of func(*Persona) Rate) Rate {
	mean, variance := m.moments(func(p *Persona) (float64, float64) {
		r := of(p)
		return r.Mean, r.Mean * r.Mean * r.Spread * r.Spread
	})
	if mean == 0 {
		return Rate{}
	}
	return Rate{mean, math.Sqrt(variance) / mean}
}

func (m mix) chance(of func(*Persona) Chance) Chance {
	mean, variance := m.moments(func(p *Persona) (float64, float64) {
		c := of(p)
		if c.Sure <= 0 {
			return c.Mean, 0
		}
		return c.Mean, c.Mean * (1 - c.Mean) / (c.Sure + 1)
	})
	if mean <= 0 || mean >= 1 || variance == 0 {
		return Chance{Mean: mean}
	}
	oneHump := 1 / min(mean, 1-mean) // both shapes at least one
	return Chance{mean, max(mean*(1-mean)/variance-1, oneHump)}
}

// amount matches logarithms; personas without the amount do not count.
func (m mix) amount(of func(*Persona) Amount) Amount {
	has := mix{}
	for _, p := range m.personas {
		if of(&p).Median > 0 {
			has.personas, has.total = append(has.personas, p), has.total+p.Share
		}
	}
	if has.total == 0 {
		return Amount{}
	}
	mean, between := has.moments(func(p *Persona) (float64, float64) {
		a := of(p)
		return math.Log(a.Median), a.Between * a.Between
	})
	within := has.mean(func(p *Persona) float64 { w := of(p).Within; return w * w })
	return Amount{math.Exp(mean), math.Sqrt(between), math.Sqrt(within)}
}

func (m mix) span(of func(*Persona) Span) Span {
	return Span{
		m.mean(func(p *Persona) float64 { return of(p).From }),
		m.mean(func(p *Persona) float64 { return of(p).To }),
	}
}

// life is the mean life with which as many fall silent by the end as in the personas together, for a
// contact who joins at the middle of the world.
func (m mix) life(days int) float64 {
	silent := m.mean(func(p *Persona) float64 {
		stays := 1 - p.Fades.Mean
		if p.Life > 0 {
			stays *= math.Exp(-float64(days) / 2 / p.Life)
		}
		return 1 - stays
	})
	if silent <= 0 || silent >= 1 {
		return 0
	}
	return -float64(days) / 2 / math.Log1p(-silent)
}
