package event_test

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"limner/event"
)

func TestIDsTellWhereTheyComeFrom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		if id := event.HashID(text); id <= 0 || id&1 != 0 || id.Derived() {
			t.Fatalf("HashID(%q) = %d", text, id)
		}
		if id := event.HashKey(event.Key(text)); id <= 0 {
			t.Fatalf("HashKey(%q) = %d", text, id)
		}
		if id := event.HashMessage(text); id < 0 || (id == 0) != (text == "") {
			t.Fatalf("HashMessage(%q) = %d", text, id)
		}
		e := event.Event{Contact: event.Key(text), Text: rapid.String().Draw(t, "more"), Value: event.None()}
		id := e.Fingerprint()
		if id <= 0 || !id.Derived() {
			t.Fatalf("the fingerprint of %+v is %d", e, id)
		}
		if again := e.Fingerprint(); again != id {
			t.Fatalf("the fingerprint of %+v is %d, and then %d", e, id, again)
		}
	})
}

func TestNthAreDistinct(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := event.ID(rapid.Int64Range(0, 1<<62-1).Draw(t, "id")*2 + 1)
		if id.Nth(0) != id {
			t.Fatalf("the first of its like is %d, not %d itself", id.Nth(0), id)
		}
		seen := map[event.ID]int{}
		for n := range 300 {
			nth := id.Nth(n)
			if before, ok := seen[nth]; ok || nth <= 0 || !nth.Derived() {
				t.Fatalf("number %d of %d is %d, as number %d was", n, id, nth, before)
			}
			seen[nth] = n
		}
	})
}

// change makes one field of an event another one; the fields that the fingerprint leaves out return false:
// the id itself, what the id before the contact was known, when Limner was told, and the kind, which the event
// map may change later.
func change(e *event.Event, field string) bool {
	f := reflect.ValueOf(e).Elem().FieldByName(field)
	switch field {
	case "ID", "Anonymous", "Received", "Kind":
		return false
	case "Time":
		e.Time = e.Time.Add(time.Microsecond)
	default:
		switch f.Kind() {
		case reflect.String:
			f.SetString(f.String() + "x")
		case reflect.Int64:
			f.SetInt(f.Int() + 1)
		case reflect.Float64:
			f.SetFloat(1234.5)
		}
	}
	return true
}

func TestFingerprintSeesEveryField(t *testing.T) {
	fields := reflect.VisibleFields(reflect.TypeFor[event.Event]())
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-c]{0,2}`)
		e := event.Event{
			Contact: event.Key(text.Draw(t, "contact")), Time: time.UnixMicro(rapid.Int64Range(0, 1e15).Draw(t, "time")),
			Name: text.Draw(t, "name"), Channel: text.Draw(t, "channel"), Subject: text.Draw(t, "subject"),
			Category: text.Draw(t, "category"), Message: text.Draw(t, "message"), Amount: event.Money(rapid.Int64Range(-3, 3).Draw(t, "amount")),
			Discount: event.Money(rapid.Int64Range(0, 3).Draw(t, "discount")), Value: event.None(),
			Text: text.Draw(t, "text"), Props: text.Draw(t, "props"),
		}
		for _, f := range fields {
			other := e
			if told := change(&other, f.Name); told == (other.Fingerprint() == e.Fingerprint()) {
				t.Fatalf("changed %s (part of the fingerprint: %v): %d of %+v, %d of %+v", f.Name, told, e.Fingerprint(), e, other.Fingerprint(), other)
			}
		}
	})
}

// What one field says must not be taken for another's.
func TestFingerprintKeepsFieldsApart(t *testing.T) {
	none := event.Event{Value: event.None()}
	a, b := none, none
	a.Name, a.Channel = "ab", "c"
	b.Name, b.Channel = "a", "bc"
	if a.Fingerprint() == b.Fingerprint() {
		t.Error("ab, c and a, bc have one fingerprint")
	}
	a, b = none, none
	a.Subject, b.Category = "x", "x"
	if a.Fingerprint() == b.Fingerprint() {
		t.Error("a subject and a category have one fingerprint")
	}
	zero := none
	zero.Value = 0
	if zero.Fingerprint() == none.Fingerprint() {
		t.Error("a value of 0 and no value have one fingerprint")
	}
}
