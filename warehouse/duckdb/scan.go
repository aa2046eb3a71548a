package duckdb

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"limner/event"
	"limner/warehouse"
)

// partRows is how many events a part should hold: enough to forget the cost of a query, few enough
// that every worker's part fits its cache of memory.
const partRows = 1 << 18

// Scan reads the events of a range of contacts in parts, a part at a time on each of the workers; each
// gets called with its number and must not keep the part. Parts come in no order: Index tells it.
func (w *Warehouse) Scan(ctx context.Context, over warehouse.Range, want event.Fields, workers int,
	each func(worker int, p warehouse.Part) error) error {
	total, err := w.Events(ctx)
	if err != nil {
		return err
	}
	ranges := over.Split(int(max(1, float64(total)*over.Share()/partRows)))
	var next atomic.Int64
	g, ctx := errgroup.WithContext(ctx)
	for worker := range min(workers, len(ranges)) {
		g.Go(func() error {
			r, err := w.reader(ctx, want)
			if err != nil {
				return err
			}
			defer r.c.close()
			for i := int(next.Add(1)) - 1; i < len(ranges); i = int(next.Add(1)) - 1 {
				cols, err := r.read(ctx, between(ranges[i]))
				if err != nil {
					return err
				}
				if err := each(worker, warehouse.Part{Index: i, Of: len(ranges), Columns: cols}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}

func between(r warehouse.Range) string {
	return fmt.Sprintf("contact_id BETWEEN %d AND %d", r.From, r.To)
}

// Histories reads the events of some contacts, all of them, in one go.
func (w *Warehouse) Histories(ctx context.Context, want event.Fields, ids []event.ContactID) (*event.Columns, error) {
	if len(ids) == 0 {
		return &event.Columns{}, nil
	}
	r, err := w.reader(ctx, want)
	if err != nil {
		return nil, err
	}
	defer r.c.close()
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = fmt.Sprint(int64(id))
	}
	return r.read(ctx, "contact_id IN ("+strings.Join(list, ", ")+")")
}

// Events is how many events there are.
func (w *Warehouse) Events(ctx context.Context) (int64, error) {
	var n int64
	err := w.db.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM tail)").Scan(&n)
	return n, err
}

// reader reads sorted events into memory of its own, used again from part to part.
type reader struct {
	c       *conn
	want    event.Fields
	columns string
	tail    bool // there is one
	main    event.Columns
	recent  event.Columns
	merged  event.Columns
}

// reader makes a reader. Ids are read only where they are wanted or a tail has to be merged by them: they
// are the largest column there is.
func (w *Warehouse) reader(ctx context.Context, want event.Fields) (*reader, error) {
	c, err := w.connect()
	if err != nil {
		return nil, err
	}
	r := &reader{c: c, want: want}
	err = c.query(ctx, "SELECT count(*) > 0 FROM tail", func(ch chunk) error {
		r.tail = column[bool](ch, 0)[0]
		return nil
	})
	if err != nil {
		c.close()
		return nil, err
	}
	if r.tail {
		r.want |= event.FieldID
	}
	r.columns = selectList(r.want)
	return r, nil
}

// read returns the events that satisfy the condition, sorted by contact, time and id.
func (r *reader) read(ctx context.Context, where string) (*event.Columns, error) {
	if err := r.load(ctx, &r.main, "SELECT "+r.columns+" FROM events WHERE "+where); err != nil {
		return nil, err
	}
	if !r.tail {
		return &r.main, nil
	}
	err := r.load(ctx, &r.recent, "SELECT "+r.columns+" FROM tail WHERE "+where+" ORDER BY contact_id, ts, id")
	if err != nil {
		return nil, err
	}
	if r.recent.Len() == 0 {
		return &r.main, nil
	}
	if r.main.Len() == 0 {
		return &r.recent, nil
	}
	merge(&r.merged, &r.main, &r.recent, r.want)
	return &r.merged, nil
}

func (r *reader) load(ctx context.Context, into *event.Columns, sql string) error {
	truncate(into)
	if err := r.c.query(ctx, sql, func(ch chunk) error { readEvents(ch, into, r.want); return nil }); err != nil {
		return err
	}
	return inOrder(into)
}

// inOrder guards against an engine that loses the order of rows: a contact in two pieces would be two
// half portraits, silently.
func inOrder(c *event.Columns) error {
	for i := 1; i < c.Len(); i++ {
		if less(c, i, c, i-1) {
			return fmt.Errorf("duckdb: events came out of order at contact %d: the file is damaged; import into a new data folder", c.Contact[i])
		}
	}
	return nil
}

// less orders event i of a before event j of b.
func less(a *event.Columns, i int, b *event.Columns, j int) bool {
	switch {
	case a.Contact[i] != b.Contact[j]:
		return a.Contact[i] < b.Contact[j]
	case a.TS[i] != b.TS[j]:
		return a.TS[i] < b.TS[j]
	case len(a.ID) == 0 || len(b.ID) == 0: // not fetched: nothing to merge, only an order to check
		return false
	default:
		return a.ID[i] < b.ID[j]
	}
}
