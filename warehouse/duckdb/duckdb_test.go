package duckdb_test

import (
	"errors"
	"math"
	"path/filepath"
	"testing"

	"limner/event"
	"limner/warehouse"
	"limner/warehouse/duckdb"
	"limner/warehouse/warehousetest"
)

func open(t *testing.T) *duckdb.Warehouse {
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
	return w
}

func TestConformance(t *testing.T) {
	warehousetest.Run(t, func(t *testing.T) warehousetest.Warehouse { return open(t) })
}

func TestPortraits(t *testing.T) {
	w := open(t)
	if _, _, err := w.ReadPortraits(t.Context(), nil); err == nil {
		t.Error("portraits before any build")
	}
	cols := []warehouse.Column{
		{Name: "revenue"},
		{Name: "channel", Type: warehouse.Text, Dictionary: event.Channels},
		{Name: "last_order", Type: warehouse.Instant},
	}
	rows := warehouse.Portraits{
		Contact: []event.ContactID{3, 9},
		Until:   []int64{1e15, math.MaxInt64},
		X:       [][]float64{{1.5, math.NaN()}, {math.NaN(), 1}, {1e15, math.NaN()}},
	}
	first := warehouse.Portraits{Contact: rows.Contact[:1], Until: rows.Until[:1], X: [][]float64{rows.X[0][:1], rows.X[1][:1], rows.X[2][:1]}}
	second := warehouse.Portraits{Contact: rows.Contact[1:], Until: rows.Until[1:], X: [][]float64{rows.X[0][1:], rows.X[1][1:], rows.X[2][1:]}}
	for range 2 { // the second time replaces the first
		err := w.WritePortraits(t.Context(), cols, map[string]string{"as_of": "x"}, 2, func(add []func(warehouse.Portraits) error) error {
			return errors.Join(add[0](first), add[1](second))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	ids, x, err := w.ReadPortraits(t.Context(), cols)
	if err != nil {
		t.Fatal(err)
	}
	if len(ids) != 2 || ids[0] != 3 || ids[1] != 9 {
		t.Fatalf("ids %v", ids)
	}
	for i := range cols {
		for r := range ids {
			if math.Float64bits(x[i][r]) != math.Float64bits(rows.X[i][r]) && !(math.IsNaN(x[i][r]) && math.IsNaN(rows.X[i][r])) {
				t.Errorf("%s of row %d: got %v, want %v", cols[i].Name, r, x[i][r], rows.X[i][r])
			}
		}
	}
	if fact, err := w.Fact(t.Context(), "as_of"); err != nil || fact != "x" {
		t.Errorf("fact %q, %v", fact, err)
	}
}

func TestReopen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "warehouse.duckdb")
	for i := range 3 {
		w, err := duckdb.Open(t.Context(), path, duckdb.Options{})
		if err != nil {
			t.Fatal(err)
		}
		l, err := w.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var b warehouse.Batch
		b.Add(&event.Event{Contact: "ann", Time: event.At(1), Kind: event.Visit, Name: []string{"a", "b", "a"}[i], Value: event.None()})
		if err := l.Append(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Commit(t.Context(), warehouse.Source{Name: "f"}); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	w, err := duckdb.Open(t.Context(), path, duckdb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	names, err := w.Names(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(names) != 2 || names[0].Name != "a" || names[1].Name != "b" || names[0].Events != 1 {
		t.Errorf("names %+v", names)
	}
}
