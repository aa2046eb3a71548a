package simulate_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"limner/event"
	"limner/simulate"
)

func world(t *testing.T, c simulate.Config) *simulate.World {
	t.Helper()
	w, err := simulate.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// all copies a part of a world.
func all(t *testing.T, w *simulate.World, from, to int) (events [][]event.Event, truth []simulate.Truth) {
	t.Helper()
	err := w.Range(from, to, func(tr *simulate.Truth, e []event.Event) error {
		events, truth = append(events, slices.Clone(e)), append(truth, *tr)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return events, truth
}

// same compares events; an unknown Value is not equal to itself.
func same(a, b [][]event.Event) bool {
	for _, x := range [][][]event.Event{a, b} {
		for i := range x {
			for j := range x[i] {
				if !x[i][j].Value.Known() {
					x[i][j].Value = -1
				}
			}
		}
	}
	return reflect.DeepEqual(a, b)
}

func TestWorldIsAFunctionOfItsSeed(t *testing.T) {
	c := simulate.Config{Seed: 7, Contacts: 200}
	whole, truth := all(t, world(t, c), 0, 200)
	late, lateTruth := all(t, world(t, c), 120, 200)
	if !same(whole[120:], late) || !reflect.DeepEqual(truth[120:], lateTruth) {
		t.Error("a part of the world differs from the same part of the whole")
	}
	for i, tr := range truth {
		if got := world(t, c).Truth(i); got != tr {
			t.Fatalf("Truth(%d) = %+v, while Each says %+v", i, got, tr)
		}
	}
	c.Seed = 8
	if other, _ := all(t, world(t, c), 0, 200); same(whole, other) {
		t.Error("another seed made the same world")
	}
	c.Seed, c.Contacts = 7, 500
	if larger, _ := all(t, world(t, c), 0, 200); !same(whole, larger) {
		t.Error("a larger world does not begin with the smaller one")
	}
}

func TestEventsAreInOrderAndInTheWorld(t *testing.T) {
	for _, structureless := range []bool{false, true} {
		w := world(t, simulate.Config{Seed: 1, Contacts: 800, Structureless: structureless})
		ids := map[string]bool{}
		events, _ := all(t, w, 0, 800)
		for _, es := range events {
			sent := map[string]time.Time{}
			for i, e := range es {
				if ids[e.ID] {
					t.Fatalf("the id %s twice", e.ID)
				}
				ids[e.ID] = true
				if i > 0 && e.Time.Before(es[i-1].Time) {
					t.Fatalf("%s comes after %s", e.Time, es[i-1].Time)
				}
				if e.Time.Before(w.Start) || !e.Time.Before(w.End) {
					t.Fatalf("%s is outside the world", e.Time)
				}
				if e.Contact != es[0].Contact || e.Name == "" {
					t.Fatalf("odd event %+v", e)
				}
				if e.Kind == event.Sent {
					sent[e.Message] = e.Time
				} else if _, ok := sent[e.Message]; !ok && e.Message != "" {
					t.Fatalf("%s %s was never sent", e.Name, e.Message)
				}
			}
		}
	}
}

// TestTruthIsWhatTheEventsShow: nobody acts before they join or after they fall silent, and no persona
// does what its process cannot.
func TestTruthIsWhatTheEventsShow(t *testing.T) {
	w := world(t, simulate.Config{Seed: 3, Contacts: 2000})
	events, truth := all(t, w, 0, 2000)
	silent := 0
	for i, tr := range truth {
		p := w.Personas[tr.Persona]
		if !tr.Silent.IsZero() {
			silent++
		}
		for _, e := range events[i] {
			if e.Time.Before(tr.Joined) {
				t.Fatalf("%s %s: %s before joining on %s", tr.Contact, p.Name, e.Name, tr.Joined)
			}
			if e.Kind == event.Order && p.Orders.Mean == 0 {
				t.Fatalf("%s %s: an order", tr.Contact, p.Name)
			}
			machine := tr.Scanned && (e.Kind == event.Opened || e.Kind == event.Clicked)
			if e.Kind.Act() && !machine && !tr.Silent.IsZero() && !e.Time.Before(tr.Silent) {
				t.Fatalf("%s %s: %s at %s, silent since %s", tr.Contact, p.Name, e.Name, e.Time, tr.Silent)
			}
		}
		if !tr.Silent.IsZero() && tr.Buys != 0 {
			t.Fatalf("%s is silent and buys with probability %g", tr.Contact, tr.Buys)
		}
	}
	if silent < 200 {
		t.Errorf("only %d of 2000 fell silent", silent)
	}
}

func TestStructurelessHasTheAveragesOfThePersonas(t *testing.T) {
	c := simulate.Config{Seed: 5, Contacts: 20000}
	means := func(c simulate.Config) (m [6]float64) {
		w := world(t, c)
		for i := range c.Contacts {
			tr := w.Truth(i)
			for j, x := range [...]float64{tr.Orders, tr.Haggles, tr.Visits, tr.Opens, tr.Clicks, tr.Happy} {
				m[j] += x / float64(c.Contacts)
			}
			if c.Structureless && tr.Persona != 0 {
				t.Fatal("a persona in a structureless world")
			}
		}
		return m
	}
	planted := means(c)
	c.Structureless = true
	for j, m := range means(c) {
		if m < 0.95*planted[j] || m > 1.05*planted[j] {
			t.Errorf("mean %d is %g without structure, %g with", j, m, planted[j])
		}
	}
}

func TestNewRefuses(t *testing.T) {
	for name, c := range map[string]simulate.Config{
		"contacts": {Contacts: -1}, "days": {Days: -3}, "century": {Days: 40000},
		"emails": {EmailEvery: -1}, "pace": {Pace: -1}, "share": {Personas: []simulate.Persona{{Name: "a"}}},
	} {
		if _, err := simulate.New(c); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestEmptyWorld(t *testing.T) {
	events, _ := all(t, world(t, simulate.Config{}), 0, 0)
	if len(events) != 0 {
		t.Error("contacts in an empty world")
	}
}
