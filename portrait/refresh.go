// Package portrait computes what every contact is and keeps it: the histories come out of the
// warehouse, metric folds them, and one wide row a contact goes back in. It is where metric's pure
// functions meet storage.
package portrait

import (
	"context"
	"math"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"limner/event"
	"limner/metric"
	"limner/warehouse"
)

// Warehouse is what portraits need of an engine.
type Warehouse interface {
	scanner
	WritePortraits(ctx context.Context, cols []warehouse.Column, facts map[string]string, writers int,
		produce func(add []func(warehouse.Portraits) error) error) error
}

type scanner interface {
	Scan(ctx context.Context, over warehouse.Range, want event.Fields, workers int, each func(worker int, p warehouse.Part) error) error
	Text(d event.Dictionary, c event.Code) string
}

// AsOfFact is the fact of the warehouse that says as of when its portraits are, in microseconds.
const AsOfFact = "portraits_as_of"

// Refresh writes the portraits of all contacts as of an instant, replacing those there, and returns how
// many there are. Contacts whose every event is later have none: as of then nobody knew them.
func Refresh(ctx context.Context, w Warehouse, c *metric.Catalogue, at time.Time, workers int) (int, error) {
	facts := map[string]string{AsOfFact: strconv.FormatInt(event.Micros(at), 10)}
	rows := make([]int, workers)
	err := w.WritePortraits(ctx, Columns(c), facts, workers, func(add []func(warehouse.Portraits) error) error {
		return fold(ctx, w, warehouse.Everyone, c, event.Micros(at), workers, func(worker int, p warehouse.Portraits) error {
			rows[worker] += len(p.Contact)
			return add[worker](p)
		})
	})
	total := 0
	for _, n := range rows {
		total += n
	}
	return total, err
}

// Columns describes the columns of the portraits table, one a metric.
func Columns(c *metric.Catalogue) []warehouse.Column {
	defs := c.Definitions()
	cols := make([]warehouse.Column, len(defs))
	for i, d := range defs {
		cols[i] = warehouse.Column{Name: d.Name, Type: typeOf(d), Dictionary: d.Dictionary, Words: d.Words}
	}
	return cols
}

// definedFamily is the family of the metrics a workspace defines.
const definedFamily = "Defined"

func typeOf(d metric.Definition) warehouse.Type {
	switch d.Unit {
	case metric.Text:
		return warehouse.Text
	case metric.Word:
		return warehouse.Word
	case metric.Instant:
		return warehouse.Instant
	case metric.Count, metric.Flag:
		if d.Family == definedFamily { // whoever defines one may call an average a count
			return warehouse.Double
		}
		return warehouse.Whole
	default:
		return warehouse.Double
	}
}

// fold computes the portraits of a range of contacts. Each worker has a span of it to itself and hands
// its portraits on in blocks, in the order of contact ids; a block may not be kept.
func fold(ctx context.Context, w scanner, over warehouse.Range, c *metric.Catalogue, at int64, workers int,
	each func(worker int, p warehouse.Portraits) error) error {
	g, ctx := errgroup.WithContext(ctx)
	for worker, span := range over.Split(workers) {
		g.Go(func() error {
			f := newFolder(c)
			emit := func(p warehouse.Portraits) error { return each(worker, p) }
			err := w.Scan(ctx, span, c.Fields(), 1, func(_ int, p warehouse.Part) error {
				return f.part(p, at, emit)
			})
			if err != nil {
				return err
			}
			return f.flush(emit)
		})
	}
	return g.Wait()
}

// blockRows is how many portraits go into a block: few enough to stay in the processor's cache.
const blockRows = 2048

// folder is one goroutine's means to compute portraits.
type folder struct {
	f     *metric.Folder
	x     []float64
	until []int64
	block warehouse.Portraits
}

func newFolder(c *metric.Catalogue) *folder {
	n := len(c.Definitions())
	f := &folder{f: c.Folder(), x: make([]float64, n), until: make([]int64, n)}
	f.block.Contact = make([]event.ContactID, 0, blockRows)
	f.block.Until = make([]int64, 0, blockRows)
	f.block.X = make([][]float64, n)
	for i := range f.block.X {
		f.block.X[i] = make([]float64, 0, blockRows)
	}
	return f
}

func (f *folder) part(p warehouse.Part, at int64, emit func(warehouse.Portraits) error) error {
	return p.Each(func(h event.History) error {
		h = h.Before(at)
		if h.Count() == 0 {
			return nil
		}
		f.f.Fold(h, at, f.x, f.until)
		f.add(h.Contact)
		if len(f.block.Contact) < blockRows {
			return nil
		}
		return f.flush(emit)
	})
}

// add puts the portrait just folded into the block.
func (f *folder) add(id event.ContactID) {
	b := &f.block
	b.Contact = append(b.Contact, id)
	soonest := int64(math.MaxInt64)
	for i, v := range f.x {
		b.X[i] = append(b.X[i], v)
		soonest = min(soonest, f.until[i])
	}
	b.Until = append(b.Until, soonest)
}

// flush hands the block on and empties it.
func (f *folder) flush(emit func(warehouse.Portraits) error) error {
	b := &f.block
	if len(b.Contact) == 0 {
		return nil
	}
	if err := emit(*b); err != nil {
		return err
	}
	b.Contact, b.Until = b.Contact[:0], b.Until[:0]
	for i := range b.X {
		b.X[i] = b.X[i][:0]
	}
	return nil
}
