package warehousetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"limner/event"
	"limner/warehouse"
)

func testEmpty(t *testing.T, w Warehouse) {
	count(t, "events", w.Events, 0)
	count(t, "contacts", w.Contacts, 0)
	if rows := all(t, w); len(rows) != 0 {
		t.Errorf("an empty warehouse handed out %d events", len(rows))
	}
	if h, err := w.Histories(t.Context(), event.AllFields, []event.ContactID{1}); err != nil || h.Len() != 0 {
		t.Errorf("history of nobody: %d events, %v", h.Len(), err)
	}
}

func testRoundTrip(t *testing.T, w Warehouse) {
	e := event.Event{ID: "m1", Contact: "ann", Time: day(3), Kind: event.Ticket, Name: "Ticket Created",
		Channel: "carrier pigeon", Subject: "exports fail since the update", Category: "bug", Message: "mail 7",
		Amount: -125001, Discount: 5, Value: 9.5, Text: "it says: “naïve”, twice", Props: `{"plan":"pro"}`}
	imp := load(t, w, e)
	if imp.Added != 1 || imp.Contacts != 1 || !imp.First.Equal(day(3)) || !imp.Last.Equal(day(3)) {
		t.Errorf("the ledger says %+v", imp)
	}
	got := all(t, w)
	if len(got) != 1 {
		t.Fatalf("got %d events, want 1", len(got))
	}
	want := row{Contact: event.HashKey("ann"), TS: event.Micros(day(3)), ID: event.HashID("m1"), Kind: event.Ticket,
		Name: e.Name, Channel: e.Channel, Subject: e.Subject, Category: e.Category, Message: event.HashMessage("mail 7"),
		Amount: e.Amount, Discount: e.Discount, Value: "9.50", Text: e.Text, Props: e.Props}
	if got[0] != want {
		t.Errorf("got  %+v\nwant %+v", got[0], want)
	}
}

func testRollback(t *testing.T, w Warehouse) {
	load(t, w, order("ann", "1", 0, 100))
	l, err := w.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Append(t.Context(), batch([]event.Event{order("bob", "2", 0, 100)})); err != nil {
		t.Fatal(err)
	}
	if err := l.Rollback(); err != nil {
		t.Fatal(err)
	}
	count(t, "events", w.Events, 1)
	count(t, "contacts", w.Contacts, 1)
	if _, err := l.Commit(t.Context(), warehouse.Source{}); err == nil {
		t.Error("a load that was rolled back let itself be committed")
	}
	load(t, w, order("bob", "2", 0, 100)) // the place is free again
	count(t, "events", w.Events, 2)
}

func testRepeat(t *testing.T, w Warehouse) {
	events := []event.Event{order("ann", "1", 0, 100), order("ann", "", 1, 200), order("ann", "", 1, 200)}
	load(t, w, events...)
	imp := load(t, w, events...)
	if imp.Added != 0 || imp.Repeated != 3 || imp.Contacts != 0 {
		t.Errorf("again: added %d, repeated %d, contacts %d; want 0, 3, 0", imp.Added, imp.Repeated, imp.Contacts)
	}
	count(t, "events", w.Events, 3)
}

func testGivenTwice(t *testing.T, w Warehouse) {
	imp := load(t, w, order("ann", "1", 0, 100), order("ann", "1", 5, 100), order("bob", "1", 0, 100))
	if imp.Added != 2 || imp.Repeated != 1 {
		t.Errorf("added %d, repeated %d; want 2, 1", imp.Added, imp.Repeated)
	}
	if got := all(t, w); !slices.ContainsFunc(got, func(r row) bool { return r.TS == event.Micros(day(0)) && r.Contact == event.HashKey("ann") }) {
		t.Error("the first telling should have stayed")
	}
}

func testAlike(t *testing.T, w Warehouse) {
	imp := load(t, w, order("ann", "", 0, 100), order("ann", "", 0, 100), order("ann", "", 0, 100))
	if imp.Added != 3 || imp.Repeated != 0 {
		t.Errorf("added %d, repeated %d; want 3, 0", imp.Added, imp.Repeated)
	}
	rows := all(t, w)
	if rows[0].ID == rows[1].ID || rows[1].ID == rows[2].ID {
		t.Error("events alike share an id")
	}
	imp = load(t, w, order("ann", "", 0, 100), order("ann", "", 0, 100), order("ann", "", 0, 100), order("ann", "", 0, 100))
	if imp.Added != 1 || imp.Repeated != 3 {
		t.Errorf("a file with one more: added %d, repeated %d; want 1, 3", imp.Added, imp.Repeated)
	}
}

func testUndoShared(t *testing.T, w Warehouse) {
	a := load(t, w, order("ann", "1", 0, 100), order("bob", "2", 0, 100))
	b := load(t, w, order("bob", "2", 0, 100), order("cyd", "3", 0, 100))
	if _, err := w.Undo(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	count(t, "events", w.Events, 2)
	count(t, "contacts", w.Contacts, 2)
	if _, err := w.Undo(t.Context(), a.ID); err == nil {
		t.Error("an import was undone twice")
	}
	if _, err := w.Undo(t.Context(), b.ID); err != nil {
		t.Fatal(err)
	}
	count(t, "events", w.Events, 0)
	count(t, "contacts", w.Contacts, 0)
	if _, err := w.Undo(t.Context(), 99); err == nil {
		t.Error("an import that never was, was undone")
	}
}

func testUndoAll(t *testing.T, w Warehouse) {
	a := load(t, w, order("ann", "", 0, 100), order("ann", "", 0, 100))
	if err := w.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Undo(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	count(t, "events", w.Events, 0)
	ledger, err := w.Imports(t.Context())
	if err != nil || len(ledger) != 1 || ledger[0].Undone.IsZero() {
		t.Errorf("the ledger says %+v, %v", ledger, err)
	}
	if imp := load(t, w, order("ann", "", 0, 100)); imp.Added != 1 || imp.Contacts != 1 {
		t.Errorf("after the undo: %+v", imp)
	}
}

// testOrder loads the same events in one order at once, and in another in pieces, with compactions in
// between: what is read must be the same to the byte.
func testOrder(t *testing.T, w Warehouse) {
	rng := rand.New(rand.NewPCG(1, 2))
	var events []event.Event
	for i := range 5000 {
		events = append(events, order(event.Key(fmt.Sprint("c", rng.IntN(200))), fmt.Sprint(i), rng.IntN(50), event.Money(i)))
	}
	first := load(t, w, events...)
	want := all(t, w)
	if _, err := w.Undo(t.Context(), first.ID); err != nil {
		t.Fatal(err)
	}
	rng.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
	for part := range slices.Chunk(events, 700) {
		load(t, w, part...)
		if rng.IntN(3) == 0 {
			if err := w.Compact(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := all(t, w); !slices.Equal(got, want) {
		t.Errorf("another order of arrival reads differently: %d events against %d", len(got), len(want))
	}
	one, err := w.Histories(t.Context(), event.AllFields, []event.ContactID{event.HashKey("c7"), event.HashKey("c8")})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, r := range want {
		if r.Contact == event.HashKey("c7") || r.Contact == event.HashKey("c8") {
			n++
		}
	}
	if one.Len() != n || n == 0 {
		t.Errorf("the histories of two contacts hold %d events, want %d", one.Len(), n)
	}
}
