package simulate_test

import (
	"io"
	"testing"

	"limner/event"
	"limner/simulate"
)

func BenchmarkWorld(b *testing.B) {
	count(b, func(*simulate.Truth, []event.Event) error { return nil })
}

func BenchmarkSegment(b *testing.B) {
	s := simulate.NewSegment(io.Discard)
	count(b, func(_ *simulate.Truth, events []event.Event) error { return s.Write(events) })
}

func BenchmarkCSV(b *testing.B) {
	c, err := simulate.NewCSV(io.Discard)
	if err != nil {
		b.Fatal(err)
	}
	count(b, func(_ *simulate.Truth, events []event.Event) error { return c.Write(events) })
}

// count makes worlds and reports how many events a second there were.
func count(b *testing.B, do func(*simulate.Truth, []event.Event) error) {
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		w, err := simulate.New(simulate.Config{Seed: 1, Contacts: 1000})
		if err != nil {
			b.Fatal(err)
		}
		err = w.Each(func(t *simulate.Truth, events []event.Event) error {
			n += len(events)
			return do(t, events)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(float64(n)/float64(b.N)/1000, "events/contact")
}
