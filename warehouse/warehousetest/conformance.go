// Package warehousetest is the one suite every engine of the warehouse must pass.
package warehousetest

import (
	"context"
	"slices"
	"testing"
	"time"

	"limner/event"
	"limner/warehouse"
)

// Warehouse is what the suite asks of an engine.
type Warehouse interface {
	Begin(ctx context.Context) (warehouse.Load, error)
	Imports(ctx context.Context) ([]warehouse.Import, error)
	Undo(ctx context.Context, id warehouse.ImportID) (warehouse.Import, error)
	Compact(ctx context.Context) error
	Events(ctx context.Context) (int64, error)
	Contacts(ctx context.Context) (int64, error)
	Scan(ctx context.Context, over warehouse.Range, want event.Fields, workers int, each func(worker int, p warehouse.Part) error) error
	Histories(ctx context.Context, want event.Fields, ids []event.ContactID) (*event.Columns, error)
	Text(d event.Dictionary, c event.Code) string
}

// Run runs the suite; open gives a new, empty warehouse each time.
func Run(t *testing.T, open func(t *testing.T) Warehouse) {
	for name, test := range map[string]func(*testing.T, Warehouse){
		"an empty warehouse answers":                testEmpty,
		"an event comes back as it went in":         testRoundTrip,
		"a rolled back load leaves nothing":         testRollback,
		"the same load again adds nothing":          testRepeat,
		"a given id twice is told twice":            testGivenTwice,
		"events alike without ids stay apart":       testAlike,
		"undo leaves what another import brought":   testUndoShared,
		"undo of all leaves nothing":                testUndoAll,
		"order of arrival and compaction are equal": testOrder,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

func day(n int) time.Time { return time.Date(2024, 1, 1, 9, 0, 0, 0, time.UTC).AddDate(0, 0, n) }

func order(contact event.Key, id string, d int, amount event.Money) event.Event {
	return event.Event{ID: id, Contact: contact, Time: day(d), Kind: event.Order, Name: "Order Completed",
		Channel: "web", Amount: amount, Value: event.None()}
}

// load lands events as one import.
func load(t *testing.T, w Warehouse, events ...event.Event) warehouse.Import {
	t.Helper()
	l, err := w.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Append(t.Context(), batch(events)); err != nil {
		t.Fatal(err)
	}
	imp, err := l.Commit(t.Context(), warehouse.Source{Name: "test", Door: "test", Read: int64(len(events))})
	if err != nil {
		t.Fatal(err)
	}
	return imp
}

func batch(events []event.Event) *warehouse.Batch {
	var b warehouse.Batch
	for i := range events {
		b.Add(&events[i])
	}
	return &b
}

// all reads every event, in order.
func all(t *testing.T, w Warehouse) []row {
	t.Helper()
	var rows []row
	err := w.Scan(t.Context(), warehouse.Everyone, event.AllFields, 1, func(_ int, p warehouse.Part) error {
		for i := range p.Len() {
			rows = append(rows, rowOf(w, p.Columns, i))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(rows, row.compare)
	return rows
}

func count(t *testing.T, what string, got func(context.Context) (int64, error), want int64) {
	t.Helper()
	n, err := got(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if n != want {
		t.Errorf("%s: got %d, want %d", what, n, want)
	}
}
