package metric

import (
	"math/rand/v2"
	"slices"
	"testing"

	"limner/event"
)

// synthetic makes about n events of contacts with 20 events each on average over two years: a shop
// and product with mail, in the proportions of a lively workspace.
func synthetic(n int) []event.History {
	r := rand.New(rand.NewPCG(1, 2))
	kinds := []event.Kind{event.Sent, event.Sent, event.Sent, event.Delivered, event.Opened, event.Clicked, event.Visit, event.Visit,
		event.Visit, event.ProductView, event.ProductView, event.CartAdd, event.Order, event.Order, event.FeatureUse,
		event.FeatureUse, event.FeatureUse, event.ContentView, event.SignedIn, event.Ticket}
	c := &event.Columns{}
	var hs []event.History
	for len(c.TS) < n {
		h := event.History{Columns: c, Contact: event.ContactID(len(hs) + 1), From: len(c.TS)}
		count := 1 + r.IntN(39)
		ts := make([]int64, count)
		for i := range ts {
			ts[i] = randomNow - r.Int64N(730*day)
		}
		slices.Sort(ts)
		message := event.MessageID(r.Int64())
		for i := range ts {
			k := kinds[r.IntN(len(kinds))]
			if i == 0 {
				k = event.SignedUp
			}
			if k == event.Sent {
				message = event.MessageID(r.Int64())
			}
			c.Contact = append(c.Contact, h.Contact)
			c.TS = append(c.TS, ts[i])
			c.ID = append(c.ID, event.ID(len(c.TS)))
			c.Kind = append(c.Kind, k)
			c.Name = append(c.Name, event.Code(k))
			c.Channel = append(c.Channel, uint8(1+r.IntN(3)))
			c.Subject = append(c.Subject, event.Code(1+r.IntN(20)))
			c.Category = append(c.Category, event.Code(1+r.IntN(8)))
			c.Message = append(c.Message, message)
			c.Amount = append(c.Amount, event.Money(r.IntN(1e6)))
			c.Discount = append(c.Discount, event.Money(max(0, r.IntN(2e4)-1e4)))
			c.Value = append(c.Value, r.Float64())
			if k == event.Opened || k == event.Clicked || k == event.Sent || k == event.Delivered {
				c.Channel[len(c.TS)-1] = event.EmailChannel
			}
		}
		h.To = len(c.TS)
		hs = append(hs, h)
	}
	return hs
}

// BenchmarkFold folds a million events of some fifty thousand contacts; ns/event is what to read.
func BenchmarkFold(b *testing.B) {
	hs := synthetic(1_000_000)
	events := hs[len(hs)-1].To
	c, err := New(Settings{CoreFeatures: []event.Code{1, 2, 3}, Traits: []Trait{{Name: 50}},
		Calibration: Calibration{Recency: []float64{14, 33, 72, 180}, Frequency: []float64{1, 2, 3, 6}, Monetary: []float64{50, 90, 200, 500}, Gap: GapPrior{50, 1}}},
		benchTexts(), nil)
	if err != nil {
		b.Fatal(err)
	}
	f := c.Folder()
	x, until := make([]float64, len(c.defs)), make([]int64, len(c.defs))
	b.ReportAllocs()
	for b.Loop() {
		for _, h := range hs {
			f.Fold(h, randomNow, x, until)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(events), "ns/event")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(hs)), "ns/contact")
}

func benchTexts() *texts {
	d := newTexts()
	for i := range 60 {
		d.learn(event.Names, string(rune('A'+i)))
		d.learn(event.Subjects, string(rune('A'+i)))
	}
	return d
}
