package event_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"limner/event"
)

func TestBeforeCutsAtTheInstant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ts := rapid.SliceOfN(rapid.Int64Range(-5, 25), 0, 30).Draw(t, "ts")
		slices.Sort(ts)
		from := rapid.IntRange(0, len(ts)).Draw(t, "from")
		to := rapid.IntRange(from, len(ts)).Draw(t, "to")
		at := rapid.Int64Range(-7, 27).Draw(t, "at")
		h := event.History{Columns: &event.Columns{TS: ts}, From: from, To: to}
		cut := h.Before(at)
		want := from
		for want < to && ts[want] <= at {
			want++
		}
		if cut.From != from || cut.To != want || cut.Count() != want-from || h.To != to {
			t.Fatalf("%v from %d to %d before %d: from %d to %d, want to %d", ts, from, to, at, cut.From, cut.To, want)
		}
	})
}

func TestKnownChannelsHaveTheirCodes(t *testing.T) {
	for code, want := range map[uint8]string{
		event.NoChannel: "", event.EmailChannel: "email", event.StoreChannel: "store", event.SalesChannel: "sales", event.InAppChannel: "in_app",
	} {
		if got := event.KnownChannels[code]; got != want {
			t.Errorf("channel %d is %q, want %q", code, got, want)
		}
	}
}

func TestFieldsAreDistinct(t *testing.T) {
	var union event.Fields
	for f := event.FieldName; f <= event.FieldID; f <<= 1 {
		if union&f != 0 || !event.AllFields.Has(f) || union.Has(f) {
			t.Errorf("field %b", f)
		}
		union |= f
	}
	if union != event.AllFields {
		t.Errorf("all fields are %b, together they are %b", event.AllFields, union)
	}
}

func TestTimesAreStoredToTheMicrosecond(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		micros := rapid.Int64Range(event.Micros(event.Timeless), event.Micros(event.Latest)).Draw(t, "micros")
		if at := event.At(micros); event.Micros(at) != micros || at.Location() != time.UTC {
			t.Fatalf("%d is %v, which is %d", micros, at, event.Micros(at))
		}
	})
}
