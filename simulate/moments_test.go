package simulate_test

import (
	"math"
	"testing"
	"time"

	"limner/event"
	"limner/simulate"
)

// sample gathers values and compares their mean with what the configuration says.
type sample struct {
	n         int
	sum, sum2 float64
}

func (s *sample) add(x float64) { s.n++; s.sum += x; s.sum2 += x * x }

func (s *sample) mean() float64 { return s.sum / float64(s.n) }

func (s *sample) variance() float64 {
	m := s.mean()
	return (s.sum2 - float64(s.n)*m*m) / float64(s.n-1)
}

// near fails when the mean is more than four of its standard errors from want; slack is a bias that is
// known of, relative to want.
func (s *sample) near(t *testing.T, what string, want, slack float64) {
	t.Helper()
	se := math.Sqrt(s.variance() / float64(s.n))
	if d := math.Abs(s.mean() - want); d > 4*se+slack*math.Abs(want) || math.IsNaN(d) {
		t.Errorf("%s: mean %.4f of %d, want %.4f (standard error %.4f)", what, s.mean(), s.n, want, se)
	}
}

// one is a world of one persona whose contacts are there from the first day.
func one(t *testing.T, p simulate.Persona, contacts int) *simulate.World {
	t.Helper()
	p.Name, p.Share, p.Joined = "one", 1, simulate.Span{}
	return world(t, simulate.Config{Seed: 11, Contacts: contacts, Personas: []simulate.Persona{p}, Scanned: -1})
}

func each(t *testing.T, w *simulate.World, do func(tr *simulate.Truth, events []event.Event)) {
	t.Helper()
	err := w.Each(func(tr *simulate.Truth, events []event.Event) error { do(tr, events); return nil })
	if err != nil {
		t.Fatal(err)
	}
}

func number(events []event.Event, kind event.Kind) float64 {
	n := 0.0
	for _, e := range events {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

const months = 365.0 / 30

// A gamma-Poisson count with mean m and spread s has the variance m + (m s)².
func TestOrdersAreGammaPoisson(t *testing.T) {
	w := one(t, simulate.Persona{Orders: simulate.Rate{Mean: 2, Spread: 0.5}, Basket: simulate.Amount{Median: 10}}, 4000)
	var count sample
	each(t, w, func(_ *simulate.Truth, events []event.Event) { count.add(number(events, event.Order)) })
	m := 2 * months
	count.near(t, "orders", m, 0.005)
	if want := m + m*m*0.25; math.Abs(count.variance()/want-1) > 0.12 {
		t.Errorf("variance of orders %.1f, want %.1f", count.variance(), want)
	}
}

func TestRegularOrdersHaveEvenGaps(t *testing.T) {
	w := one(t, simulate.Persona{Orders: simulate.Rate{Mean: 2}, Regular: 5, Basket: simulate.Amount{Median: 10}}, 2000)
	var gaps, count sample
	each(t, w, func(_ *simulate.Truth, events []event.Event) {
		count.add(number(events, event.Order))
		var last time.Time
		for _, e := range events {
			if e.Kind == event.Order {
				if !last.IsZero() {
					gaps.add(e.Time.Sub(last).Hours() / 24)
				}
				last = e.Time
			}
		}
	})
	count.near(t, "orders", 2*months, 0.005)
	gaps.near(t, "gap", 15, 0.02)
	if cv := math.Sqrt(gaps.variance()) / gaps.mean(); math.Abs(cv-1/math.Sqrt(5)) > 0.05 {
		t.Errorf("coefficient of variation of gaps %.3f, want about %.3f (the season adds a little)", cv, 1/math.Sqrt(5))
	}
}

func TestBasketsAreLogNormal(t *testing.T) {
	w := one(t, simulate.Persona{
		Orders: simulate.Rate{Mean: 0.5}, Basket: simulate.Amount{Median: 80, Between: 0.3, Within: 0.4},
		Haggles: simulate.Chance{Mean: 0.4, Sure: 10},
	}, 6000)
	var value, haggles, depth sample
	each(t, w, func(_ *simulate.Truth, events []event.Event) {
		for _, e := range events {
			if e.Kind != event.Order {
				continue
			}
			full := (e.Amount + e.Discount).Float()
			value.add(math.Log(full))
			haggles.add(map[bool]float64{true: 1}[e.Discount > 0])
			if e.Discount > 0 {
				depth.add(e.Discount.Float() / full)
			}
			break // a contact's orders are alike: one each
		}
	})
	value.near(t, "log of the basket", math.Log(80), 0.005)
	if sd := math.Sqrt(value.variance()); math.Abs(sd-0.5) > 0.03 {
		t.Errorf("the basket's logarithm spreads %.3f, want 0.5", sd)
	}
	haggles.near(t, "share on discount", 0.4, 0)
	depth.near(t, "depth of discounts", 0.225, 0.005)
}

func TestMailIsOpenedAndClickedAsOften(t *testing.T) {
	w := one(t, simulate.Persona{
		Opens: simulate.Chance{Mean: 0.4, Sure: 10}, Clicks: simulate.Chance{Mean: 0.3, Sure: 10},
		Delay: simulate.Amount{Median: 60, Between: 0.4, Within: 0.8}, Acts: simulate.Chance{Mean: 0.5, Sure: 20},
		Basket: simulate.Amount{Median: 20},
	}, 6000)
	var opened, clicked, delay, acts sample
	each(t, w, func(_ *simulate.Truth, events []event.Event) {
		var sent time.Time
		did := map[event.Kind]float64{}
		for _, e := range events {
			if e.Subject == "newsletter 02" {
				did[e.Kind]++
				switch e.Kind {
				case event.Sent:
					sent = e.Time
				case event.Opened:
					delay.add(math.Log(e.Time.Sub(sent).Minutes()))
				}
			}
		}
		if did[event.Sent] == 1 {
			opened.add(did[event.Opened])
		}
		if did[event.Opened] == 1 {
			clicked.add(did[event.Clicked])
		}
		if all := number(events, event.Clicked); all > 0 {
			acts.add(number(events, event.Order) / all)
		}
	})
	opened.near(t, "opened", 0.4, 0)
	clicked.near(t, "clicked", 0.3, 0)
	delay.near(t, "log of the delay", math.Log(60), 0.01)
	acts.near(t, "orders a click", 0.5, 0.02)
}

func TestLifeIsExponential(t *testing.T) {
	w := one(t, simulate.Persona{Life: 200}, 5000)
	var silent sample
	for i := range 5000 {
		silent.add(map[bool]float64{true: 1}[!w.Truth(i).Silent.IsZero()])
	}
	silent.near(t, "silent by the end", 1-math.Exp(-365.0/200), 0)
}

func TestFeaturesAreTakenUp(t *testing.T) {
	w := one(t, simulate.Persona{Features: simulate.Chance{Mean: 0.6, Sure: 10}, Uptake: simulate.Amount{Median: 10, Between: 0.2, Within: 0.3}, Uses: simulate.Rate{Mean: 1}}, 3000)
	var share, uptake sample
	each(t, w, func(tr *simulate.Truth, events []event.Event) {
		first := map[string]time.Time{}
		for _, e := range events {
			if _, ok := first[e.Subject]; e.Kind == event.FeatureUse && !ok {
				first[e.Subject] = e.Time
			}
		}
		share.add(float64(len(first)) / 8)
		if at, ok := first["reorder"]; ok {
			uptake.add(math.Log(at.Sub(tr.Joined).Hours() / 24))
		}
	})
	share.near(t, "features taken up", 0.6, 0)
	uptake.near(t, "log of the days to it", math.Log(10), 0.005)
	if sd := math.Sqrt(uptake.variance()); math.Abs(sd-math.Hypot(0.2, 0.3)) > 0.03 {
		t.Errorf("log of the days to it spreads %.3f, want %.3f", sd, math.Hypot(0.2, 0.3))
	}
}

func TestVisitsKeepToTheHourAndTheSeason(t *testing.T) {
	w := one(t, simulate.Persona{Visits: simulate.Rate{Mean: 6, Spread: 0.3}, Hour: 20}, 2000)
	var count sample
	var x, y, june, december float64
	each(t, w, func(tr *simulate.Truth, events []event.Event) {
		loc, err := time.LoadLocation(tr.Zone)
		if err != nil {
			t.Fatal(err)
		}
		count.add(number(events, event.Visit))
		for _, e := range events {
			if e.Kind != event.Visit {
				continue
			}
			local := e.Time.In(loc)
			a := 2 * math.Pi * (float64(local.Hour()) + float64(local.Minute())/60) / 24
			x, y = x+math.Cos(a), y+math.Sin(a)
			switch e.Time.Month() {
			case time.June:
				june++
			case time.December:
				december++
			}
		}
	})
	count.near(t, "visits", 6*months, 0.005)
	hour := math.Mod(math.Atan2(y, x)*24/(2*math.Pi)+24, 24)
	if math.Abs(hour-20) > 0.3 {
		t.Errorf("visits gather at %.2f o'clock, want 20", hour)
	}
	if r := december / 31 / (june / 30); r < 1.4 || r > 1.6 {
		t.Errorf("December has %.2f times the visits a day of June, want about 1.5", r)
	}
}
