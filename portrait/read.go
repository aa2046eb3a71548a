package portrait

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"limner/event"
	"limner/metric"
	"limner/warehouse"
)

// Reader is what reading portraits needs of an engine.
type Reader interface {
	ReadPortraits(ctx context.Context, cols []warehouse.Column) ([]event.ContactID, [][]float64, error)
	Fact(ctx context.Context, key string) (string, error)
	Text(d event.Dictionary, c event.Code) string
}

// Table is portraits as columns, sorted by contact id.
type Table struct {
	Contact []event.ContactID
	Metrics []metric.Definition
	X       [][]float64 // one slice a metric, NaN where it is missing
	AsOf    time.Time

	texts func(event.Dictionary, event.Code) string
}

// Text is what a value of a metric that is a text or a word says, "" for another or a missing one.
func (t *Table) Text(d metric.Definition, x float64) string {
	switch {
	case math.IsNaN(x):
		return ""
	case d.Unit == metric.Word:
		return d.Words[int(x)]
	case d.Unit == metric.Text && t.texts != nil:
		return t.texts(d.Dictionary, event.Code(x))
	}
	return ""
}

// Read reads the portraits as they were last refreshed: all metrics of the catalogue or, with names,
// only these, in the catalogue's order.
func Read(ctx context.Context, w Reader, c *metric.Catalogue, names ...string) (*Table, error) {
	t := &Table{texts: w.Text}
	var cols []warehouse.Column
	all := Columns(c)
	for i, d := range c.Definitions() {
		if len(names) == 0 || slices.Contains(names, d.Name) {
			t.Metrics, cols = append(t.Metrics, d), append(cols, all[i])
		}
	}
	var err error
	if t.AsOf, err = AsOf(ctx, w); err != nil {
		return nil, err
	}
	t.Contact, t.X, err = w.ReadPortraits(ctx, cols)
	return t, err
}

// AsOf is the instant the kept portraits are as of; the zero time when there are none.
func AsOf(ctx context.Context, w Reader) (time.Time, error) {
	fact, err := w.Fact(ctx, AsOfFact)
	if err != nil || fact == "" {
		return time.Time{}, err
	}
	micros, err := strconv.ParseInt(fact, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("portrait: the warehouse's fact %s=%q is not an instant", AsOfFact, fact)
	}
	return event.At(micros), nil
}

// Column is the values of a metric, nil when the table has no such metric.
func (t *Table) Column(name string) []float64 {
	for i, d := range t.Metrics {
		if d.Name == name {
			return t.X[i]
		}
	}
	return nil
}

// Rows is a table of some of the contacts, given by their rows in ascending order.
func (t *Table) Rows(rows []int) *Table {
	out := &Table{Metrics: t.Metrics, AsOf: t.AsOf, texts: t.texts, Contact: make([]event.ContactID, len(rows)), X: make([][]float64, len(t.X))}
	for i, r := range rows {
		out.Contact[i] = t.Contact[r]
	}
	for j, x := range t.X {
		out.X[j] = make([]float64, len(rows))
		for i, r := range rows {
			out.X[j][i] = x[r]
		}
	}
	return out
}

// Known counts the values of a column that are not missing.
func Known(x []float64) int {
	n := 0
	for _, v := range x {
		if !math.IsNaN(v) {
			n++
		}
	}
	return n
}
