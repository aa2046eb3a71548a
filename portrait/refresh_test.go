package portrait_test

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"limner/event"
	"limner/metric"
	"limner/portrait"
	"limner/simulate"
	"limner/warehouse"
	"limner/warehouse/duckdb"
)

var firstDay = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)

// history is half a year of a made-up company: orders, emails, visits, features, plans, tickets.
func history(t *testing.T) []event.Event {
	t.Helper()
	w, err := simulate.New(simulate.Config{Contacts: 80, Days: 180, Seed: 3, Pace: 1, EmailEvery: 7, Start: firstDay})
	if err != nil {
		t.Fatal(err)
	}
	var all []event.Event
	err = w.Each(func(_ *simulate.Truth, events []event.Event) error {
		all = append(all, events...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// land makes a warehouse of events, brought by so many imports.
func land(t *testing.T, events []event.Event, imports int) *duckdb.Warehouse {
	t.Helper()
	w, err := duckdb.Open(t.Context(), filepath.Join(t.TempDir(), "warehouse.duckdb"), duckdb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	for i := range imports {
		l, err := w.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var b warehouse.Batch
		for j := i * len(events) / imports; j < (i+1)*len(events)/imports; j++ {
			b.Add(&events[j])
		}
		if err := l.Append(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Commit(t.Context(), warehouse.Source{Name: "test", Door: "test"}); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func catalogue(t *testing.T, w *duckdb.Warehouse) *metric.Catalogue {
	t.Helper()
	s := metric.Settings{Calibration: metric.Calibration{Contacts: 100, Recency: []float64{5, 15, 40, 90}, Frequency: []float64{1, 2, 4, 8},
		Monetary: []float64{20, 60, 150, 400}, Gap: metric.GapPrior{Mean: 30, Strength: 2}}}
	traits, err := w.Traits(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(traits, func(a, b warehouse.Trait) int { return cmp.Compare(a.Name, b.Name) })
	for _, x := range traits {
		s.Traits = append(s.Traits, metric.Trait{Name: x.Code, Numeric: x.Numeric})
	}
	c, err := metric.New(s, w, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// refreshed is everybody's portraits as of an instant.
func refreshed(t *testing.T, w *duckdb.Warehouse, at time.Time, workers int) *portrait.Table {
	t.Helper()
	c := catalogue(t, w)
	n, err := portrait.Refresh(t.Context(), w, c, at, workers)
	if err != nil {
		t.Fatal(err)
	}
	table, err := portrait.Read(t.Context(), w, c)
	if err != nil {
		t.Fatal(err)
	}
	if n != len(table.Contact) || !table.AsOf.Equal(at) {
		t.Fatalf("%d portraits were written, %d read; as of %v, %v", n, len(table.Contact), at, table.AsOf)
	}
	return table
}

// said is a value as it is compared: codes as their texts, since each warehouse has its own.
func said(w *duckdb.Warehouse, d metric.Definition, x float64) any {
	switch {
	case math.IsNaN(x):
		return "missing"
	case d.Unit == metric.Text:
		return w.Text(d.Dictionary, event.Code(x))
	default:
		return math.Float64bits(x)
	}
}

// same fails where two tables differ in any value.
func same(t *testing.T, what string, w *duckdb.Warehouse, a *portrait.Table, v *duckdb.Warehouse, b *portrait.Table) {
	t.Helper()
	if len(a.Contact) == 0 || !slices.Equal(a.Contact, b.Contact) || len(a.Metrics) != len(b.Metrics) {
		t.Fatalf("%s: %d contacts of %d metrics, and %d of %d", what, len(a.Contact), len(a.Metrics), len(b.Contact), len(b.Metrics))
	}
	for i, d := range a.Metrics {
		wrong := 0
		for r := range a.Contact {
			if d.Name == b.Metrics[i].Name && said(w, d, a.X[i][r]) == said(v, d, b.X[i][r]) {
				continue
			}
			if wrong++; wrong == 1 {
				t.Errorf("%s: %s of %d is %v (%v), and %s %v (%v)", what, d.Name, a.Contact[r], a.X[i][r], said(w, d, a.X[i][r]), b.Metrics[i].Name, b.X[i][r], said(v, d, b.X[i][r]))
			}
		}
	}
}

func TestRefreshIsTheSameHoweverItIsDone(t *testing.T) {
	events := history(t)
	at := firstDay.AddDate(0, 0, 200)
	w := land(t, events, 1)
	want := refreshed(t, w, at, 1)
	if len(want.Contact) != 80 {
		t.Fatalf("%d portraits", len(want.Contact))
	}
	for _, workers := range []int{2, 5} {
		same(t, "by several workers", w, want, w, refreshed(t, w, at, workers))
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
	v := land(t, events, 7)
	same(t, "arrived in another order", w, want, v, refreshed(t, v, at, 3))
	if err := v.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	same(t, "compacted", w, want, v, refreshed(t, v, at, 2))
}

func TestRefreshLooksAtNothingLater(t *testing.T) {
	events := history(t)
	for _, days := range []int{30, 60, 130} {
		at := firstDay.AddDate(0, 0, days).Add(11*time.Hour + 7*time.Microsecond)
		var early []event.Event
		for _, e := range events {
			if !e.Time.After(at) {
				early = append(early, e)
			}
		}
		w, v := land(t, events, 1), land(t, early, 1)
		same(t, "as of then, and known then", w, refreshed(t, w, at, 2), v, refreshed(t, v, at, 2))
	}
	w := land(t, events, 1)
	if before := refreshed(t, w, firstDay.AddDate(-1, 0, 0), 2); len(before.Contact) != 0 {
		t.Errorf("%d portraits of people nobody knew", len(before.Contact))
	}
}

// One contact's portrait is what the portraits of all say of that contact, and the events behind each
// number are that contact's own, none of them later.
func TestOneContactIsAsAmongAll(t *testing.T) {
	events := history(t)
	w := land(t, events, 2)
	at := firstDay.AddDate(0, 0, 120)
	all := refreshed(t, w, at, 2)
	row := map[event.ContactID]int{}
	for r, id := range all.Contact {
		row[id] = r
	}
	c := catalogue(t, w)
	seen := map[event.Key]bool{}
	for _, e := range events {
		if seen[e.Contact] {
			continue
		}
		seen[e.Contact] = true
		p, err := portrait.Of(t.Context(), w, c, e.Contact, at)
		if err != nil {
			t.Fatal(err)
		}
		r, known := row[event.HashKey(e.Contact)]
		if known != (p.Events > 0) || len(p.Values) != len(all.Metrics) {
			t.Fatalf("%s has %d events and %d values, among all: %v", e.Contact, p.Events, len(p.Values), known)
		}
		for i, v := range p.Values {
			if known && v.X != all.X[i][r] && !(math.IsNaN(v.X) && math.IsNaN(all.X[i][r])) {
				t.Errorf("%s of %s alone is %v, among all %v", v.Metric, e.Contact, v.X, all.X[i][r])
			}
			if v.Until != nil && !v.Until.After(at) {
				t.Errorf("%s of %s changes at %v, before %v", v.Metric, e.Contact, v.Until, at)
			}
			for _, f := range v.Because {
				if f.Time.After(at) {
					t.Errorf("%s of %s as of %v comes from %v", v.Metric, e.Contact, at, f.Time)
				}
			}
		}
	}
}

func TestCancelledRefreshLeavesWhatWasThere(t *testing.T) {
	w := land(t, history(t), 1)
	at := firstDay.AddDate(0, 0, 90)
	want := refreshed(t, w, at, 2)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := portrait.Refresh(ctx, w, catalogue(t, w), at.AddDate(0, 0, 1), 2); err == nil {
		t.Fatal("a cancelled refresh succeeded")
	}
	left, err := portrait.Read(t.Context(), w, catalogue(t, w))
	if err != nil || !left.AsOf.Equal(at) {
		t.Fatalf("as of %v, %v", left.AsOf, err)
	}
	same(t, "after a refresh that was cancelled", w, want, w, left)
}

// What is measured of a population is the same however many measured it: averages are added up in one order.
func TestCalibrationIsTheSameForAnyWorkers(t *testing.T) {
	events := history(t)
	w := land(t, events, 1)
	at := firstDay.AddDate(0, 0, 180)
	var want metric.Calibration
	for _, workers := range []int{1, 2, 5} {
		got, err := portrait.Calibrate(t.Context(), w, catalogue(t, w), at, int64(len(events)), workers)
		if err != nil || got.Contacts == 0 || len(got.Monetary) != 4 {
			t.Fatalf("%+v, %v", got, err)
		}
		if workers == 1 {
			want = got
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%d workers measure %+v, one %+v", workers, got, want)
		}
	}
}
