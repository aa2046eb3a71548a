package warehouse

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"limner/event"
)

// TestBatchFingerprint: the batch derives the id that the event itself would.
func TestBatchFingerprint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(0, 20, 60)
		e := event.Event{
			Contact: event.Key(text.Draw(t, "contact")), Time: time.UnixMicro(rapid.Int64Range(-1e15, 4e15).Draw(t, "time")),
			Name: text.Draw(t, "name"), Channel: text.Draw(t, "channel"), Subject: text.Draw(t, "subject"),
			Category: text.Draw(t, "category"), Message: text.Draw(t, "message"),
			Amount: event.Money(rapid.Int64().Draw(t, "amount")), Discount: event.Money(rapid.Int64().Draw(t, "discount")),
			Value: event.Number(rapid.SampledFrom([]float64{0, 1.5, -3, math.NaN()}).Draw(t, "value")),
			Text:  text.Draw(t, "text"), Props: text.Draw(t, "props"),
		}
		var b Batch
		b.Add(&e)
		if want := e.Fingerprint(); b.ID[0] != want {
			t.Fatalf("batch gives %d, the event %d", b.ID[0], want)
		}
	})
}

// TestBatchContacts: a batch lists each contact once, in order of appearance, also after Reset.
func TestBatchContacts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := rapid.SliceOf(rapid.SampledFrom([]event.Key{"a", "b", "c", "d", "e", "f", "g"})).Draw(t, "keys")
		var b Batch
		for range 2 {
			b.Reset()
			var want []event.Key
			seen := map[event.Key]bool{}
			for _, k := range keys {
				b.Add(&event.Event{Contact: k})
				if !seen[k] {
					want = append(want, k)
				}
				seen[k] = true
			}
			if len(want) != len(b.Keys) {
				t.Fatalf("keys %v, want %v", b.Keys, want)
			}
			for i := range want {
				if want[i] != b.Keys[i] {
					t.Fatalf("keys %v, want %v", b.Keys, want)
				}
			}
		}
	})
}

// TestBatchCopies: a parser may use its buffer again after Add.
func TestBatchCopies(t *testing.T) {
	buf := []byte("name")
	var b Batch
	b.Add(&event.Event{Contact: "ann", Name: string(buf), Text: "first", Props: `{"a":1}`})
	b.Add(&event.Event{Contact: "bob", Name: "other", Text: "second"})
	if b.Text[0] != "first" || b.Text[1] != "second" || b.Props[0] != `{"a":1}` || b.Props[1] != "" || b.Texts[event.Names][0] != "name" {
		t.Errorf("texts %q, props %q, names %q", b.Text, b.Props, b.Texts[event.Names])
	}
}
