// Package portrait computes what every contact is and keeps it: the histories come out of the
// warehouse, metric folds them, and one wide row a contact goes back in. It is where metric's pure
// functions meet storage.
package portrait

import (
	"context"
	"errors"
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
	WritePortraits(ctx context.Context, cols []warehouse.Column, facts map[string]string,
		produce func(add func(warehouse.Portraits) error) error) error
}

type scanner interface {
	Scan(ctx context.Context, over warehouse.Range, want event.Fields, workers int, each func(worker int, p warehouse.Part) error) error
}

// AsOfFact is the fact of the warehouse that says as of when its portraits are, in microseconds.
const AsOfFact = "portraits_as_of"

// Refresh writes the portraits of all contacts as of an instant, replacing those there, and returns how
// many there are. Contacts whose every event is later have none: as of then nobody knew them.
func Refresh(ctx context.Context, w Warehouse, c *metric.Catalogue, at time.Time, workers int) (int, error) {
	cols := Columns(c)
	facts := map[string]string{AsOfFact: strconv.FormatInt(event.Micros(at), 10)}
	total := 0
	err := w.WritePortraits(ctx, cols, facts, func(add func(warehouse.Portraits) error) error {
		return fold(ctx, w, warehouse.Everyone, c, event.Micros(at), workers, func(b *block) error {
			total += len(b.Contact)
			return add(b.Portraits)
		})
	})
	return total, err
}

// Columns describes the columns of the portraits table, one a metric.
func Columns(c *metric.Catalogue) []warehouse.Column {
	defs := c.Definitions()
	cols := make([]warehouse.Column, len(defs))
	for i, d := range defs {
		cols[i] = warehouse.Column{Name: d.Name, Dictionary: d.Dictionary}
		switch d.Unit {
		case metric.Text:
			cols[i].Type = warehouse.Text
		case metric.Word:
			cols[i].Type, cols[i].Words = warehouse.Word, d.Words
		case metric.Instant:
			cols[i].Type = warehouse.Instant
		default:
			cols[i].Type = warehouse.Double
		}
	}
	return cols
}

// block is the portraits of one part of the contacts.
type block struct {
	warehouse.Portraits
	index int
}

// fold computes the portraits of a range of contacts, parts in parallel, and hands the blocks on in the order of
// contact ids, one at a time. Blocks are used again once handed on.
func fold(ctx context.Context, w scanner, over warehouse.Range, c *metric.Catalogue, at int64, workers int, each func(*block) error) error {
	free := make(chan *block, 2*workers)
	done := make(chan *block, workers)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(done)
		return scan(ctx, w, over, c, at, workers, free, done)
	})
	g.Go(func() error { return inOrder(ctx, done, free, each) })
	return g.Wait()
}

func scan(ctx context.Context, w scanner, over warehouse.Range, c *metric.Catalogue, at int64, workers int,
	free <-chan *block, done chan<- *block) error {
	folders := make([]*folder, workers)
	return w.Scan(ctx, over, c.Fields(), workers, func(worker int, p warehouse.Part) error {
		if folders[worker] == nil {
			folders[worker] = newFolder(c)
		}
		b := take(free, len(c.Definitions()))
		b.reset(p.Index)
		if err := folders[worker].fill(b, p, at); err != nil {
			return err
		}
		select {
		case done <- b:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
}

// take uses a block again, or makes one: a worker never waits for a block, since the one that everybody
// waits for might be its own.
func take(free <-chan *block, metrics int) *block {
	select {
	case b := <-free:
		return b
	default:
		return newBlock(metrics)
	}
}

// inOrder hands blocks on by their index; a block that comes early waits.
func inOrder(ctx context.Context, done <-chan *block, free chan<- *block, each func(*block) error) error {
	waiting := map[int]*block{}
	next := 0
	for b := range done {
		waiting[b.index] = b
		for waiting[next] != nil {
			b := waiting[next]
			delete(waiting, next)
			next++
			if err := each(b); err != nil {
				return err
			}
			select {
			case free <- b:
			default:
			}
		}
	}
	if len(waiting) > 0 && ctx.Err() == nil {
		return errors.New("portrait: a part of the contacts never arrived")
	}
	return ctx.Err()
}

// folder is one goroutine's means to compute portraits.
type folder struct {
	f     *metric.Folder
	x     []float64
	until []int64
}

func newFolder(c *metric.Catalogue) *folder {
	n := len(c.Definitions())
	return &folder{f: c.Folder(), x: make([]float64, n), until: make([]int64, n)}
}

func (f *folder) fill(b *block, p warehouse.Part, at int64) error {
	return p.Each(func(h event.History) error {
		h = h.Before(at)
		if h.Count() == 0 {
			return nil
		}
		f.f.Fold(h, at, f.x, f.until)
		b.add(h.Contact, f.x, f.until)
		return nil
	})
}

func newBlock(metrics int) *block {
	return &block{Portraits: warehouse.Portraits{X: make([][]float64, metrics)}}
}

func (b *block) reset(index int) {
	b.index = index
	b.Contact, b.Until = b.Contact[:0], b.Until[:0]
	for i := range b.X {
		b.X[i] = b.X[i][:0]
	}
}

func (b *block) add(id event.ContactID, x []float64, until []int64) {
	b.Contact = append(b.Contact, id)
	soonest := int64(math.MaxInt64)
	for i, v := range x {
		b.X[i] = append(b.X[i], v)
		soonest = min(soonest, until[i])
	}
	b.Until = append(b.Until, soonest)
}
