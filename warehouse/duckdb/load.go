package duckdb

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"limner/event"
	"limner/warehouse"
)

// load is events on their way in: they are sorted outside the database, and written in one transaction
// at the end. It holds the warehouse's one writing place.
type load struct {
	w       *Warehouse
	c       *conn
	id      warehouse.ImportID
	sorter  sorter
	terms   *pending
	keys    map[event.ContactID]event.Key
	earlier bool // there were events before this load
	over    bool
}

// Begin opens a Load. It waits while another is open.
func (w *Warehouse) Begin(ctx context.Context) (warehouse.Load, error) {
	select {
	case <-w.load:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	l := &load{w: w, terms: w.dict.extend(), keys: map[event.ContactID]event.Key{}}
	l.sorter.near = filepath.Dir(w.path)
	if err := l.start(ctx); err != nil {
		return nil, errors.Join(err, l.Rollback())
	}
	return l, nil
}

func (l *load) start(ctx context.Context) error {
	var err error
	if l.c, err = l.w.connect(); err != nil {
		return err
	}
	if _, err := l.c.exec(ctx, "BEGIN TRANSACTION"); err != nil {
		return err
	}
	return l.c.query(ctx, `SELECT (SELECT coalesce(max(id), 0) + 1 FROM imports),
		(SELECT count(*) FROM events) + (SELECT count(*) FROM tail) > 0`, func(ch chunk) error {
		l.id = warehouse.ImportID(column[int32](ch, 0)[0])
		l.earlier = column[bool](ch, 1)[0]
		return nil
	})
}

// Append stages a batch: nothing of it can be seen outside the load.
func (l *load) Append(ctx context.Context, b *warehouse.Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := l.meet(b); err != nil {
		return err
	}
	if err := l.recode(b); err != nil {
		return err
	}
	return l.sorter.deal(&b.Columns)
}

// meet notes the contacts of the batch, and refuses two keys with one hash.
func (l *load) meet(b *warehouse.Batch) error {
	for _, k := range b.Keys {
		id := event.HashKey(k)
		if other, ok := l.keys[id]; ok && other != k {
			return collision(k, other)
		}
		l.keys[id] = k
	}
	return nil
}

func collision(a, b event.Key) error {
	return fmt.Errorf("the contact ids %q and %q have the same 63-bit hash, one chance in nine quintillion a pair: "+
		"change one of them (a prefix will do) and import again", a, b)
}

// recode turns the batch's own codes into the warehouse's.
func (l *load) recode(b *warehouse.Batch) error {
	var codes [4][]event.Code
	for d := range codes {
		codes[d] = make([]event.Code, len(b.Texts[d])+1)
		for i, text := range b.Texts[d] {
			c, err := l.terms.code(event.Dictionary(d), text)
			if err != nil {
				return err
			}
			codes[d][i+1] = c
		}
	}
	swap(b.Name, codes[event.Names])
	swap(b.Subject, codes[event.Subjects])
	swap(b.Category, codes[event.Categories])
	for i, c := range b.Channel {
		b.Channel[i] = uint8(codes[event.Channels][c])
	}
	return nil
}

func swap(column, codes []event.Code) {
	for i, c := range column {
		column[i] = codes[c]
	}
}

// fillEvents writes rows of columns into a chunk of the event table.
func fillEvents(ch chunk, from int, e *event.Columns, batch []int32) {
	to := from + ch.n
	put(ch, 0, e.Contact[from:to])
	put(ch, 1, e.TS[from:to])
	put(ch, 2, e.ID[from:to])
	put(ch, 3, e.Kind[from:to])
	put(ch, 4, e.Name[from:to])
	put(ch, 5, e.Channel[from:to])
	put(ch, 6, e.Subject[from:to])
	put(ch, 7, e.Category[from:to])
	put(ch, 8, e.Message[from:to])
	put(ch, 9, e.Amount[from:to])
	put(ch, 10, e.Discount[from:to])
	putNumbers(ch, 11, e.Value[from:to])
	putTexts(ch, 12, span(e.Text, from, to))
	putTexts(ch, 13, span(e.Props, from, to))
	put(ch, 14, batch[from:to])
}

// span is a part of a column of texts; one that is not there is all "".
func span(column []string, from, to int) []string {
	if len(column) == 0 {
		return nil
	}
	return column[from:to]
}

// Commit lands the load: whole, once, with its line in the ledger.
func (l *load) Commit(ctx context.Context, s warehouse.Source) (warehouse.Import, error) {
	imp, err := l.commit(ctx, s)
	if err != nil {
		return warehouse.Import{}, errors.Join(err, l.Rollback())
	}
	l.terms.join()
	if err := l.w.compactIfDue(ctx); err != nil {
		imp.Notes = append(imp.Notes, fmt.Sprintf("the events landed, but could not be sorted yet (%v); reading them is slower until they are", err))
	}
	l.end()
	return imp, nil
}

func (l *load) commit(ctx context.Context, s warehouse.Source) (warehouse.Import, error) {
	imp := warehouse.Import{Source: s, ID: l.id, At: l.w.now().UTC().Truncate(time.Microsecond)}
	if l.over {
		return imp, errors.New("the load is over already")
	}
	for _, step := range []func(context.Context, *warehouse.Import) error{
		l.write, l.leaveRepeated, l.addContacts, l.addTerms, l.measure, l.enter,
	} {
		if err := step(ctx, &imp); err != nil {
			return imp, err
		}
	}
	_, err := l.c.exec(ctx, "COMMIT")
	return imp, err
}

// write writes the events, sorted. The first ones of a warehouse are its sorted table at once.
func (l *load) write(ctx context.Context, imp *warehouse.Import) error {
	app, err := l.c.appendTo(l.table())
	if err != nil {
		return err
	}
	defer app.close()
	imp.Repeated, err = l.sorter.drain(ctx, func(c *event.Columns) error {
		batch := make([]int32, c.Len())
		for i := range batch {
			batch[i] = int32(l.id)
		}
		return app.rows(c.Len(), func(ch chunk, from int) { fillEvents(ch, from, c, batch) })
	})
	if err != nil {
		return err
	}
	return app.flush()
}

func (l *load) table() string {
	if l.earlier {
		return "tail"
	}
	return "events"
}

// leaveRepeated drops the events that were here before, and remembers that this load brought them too.
func (l *load) leaveRepeated(ctx context.Context, imp *warehouse.Import) error {
	if !l.earlier {
		return nil
	}
	echoes, err := l.c.exec(ctx, fmt.Sprintf(`INSERT INTO echoes SELECT %[1]d, contact_id, id FROM tail t WHERE batch = %[1]d AND (
		EXISTS (SELECT 1 FROM events e WHERE e.contact_id = t.contact_id AND e.id = t.id) OR
		EXISTS (SELECT 1 FROM tail o WHERE o.batch <> %[1]d AND o.contact_id = t.contact_id AND o.id = t.id))`, l.id))
	if err != nil || echoes == 0 {
		return err
	}
	imp.Repeated += echoes
	_, err = l.c.exec(ctx, fmt.Sprintf(`DELETE FROM tail WHERE batch = %[1]d AND EXISTS (
		SELECT 1 FROM echoes e WHERE e.batch = %[1]d AND e.contact_id = tail.contact_id AND e.id = tail.id)`, l.id))
	return err
}

// addContacts enters the contacts seen for the first time.
func (l *load) addContacts(ctx context.Context, imp *warehouse.Import) error {
	if _, err := l.c.exec(ctx, "CREATE TEMP TABLE met (contact_id BIGINT, key VARCHAR)"); err != nil {
		return err
	}
	defer l.c.exec(ctx, "DROP TABLE met") //nolint:errcheck // a temporary table goes with the connection
	if err := l.stageContacts(); err != nil {
		return err
	}
	err := l.c.query(ctx, "SELECT m.key, c.key FROM met m JOIN contacts c ON c.contact_id = m.contact_id WHERE c.key <> m.key LIMIT 1",
		func(ch chunk) error {
			return collision(event.Key(column[text](ch, 0)[0].String()), event.Key(column[text](ch, 1)[0].String()))
		})
	if err != nil {
		return err
	}
	imp.Contacts, err = l.c.exec(ctx, fmt.Sprintf(`INSERT INTO contacts SELECT contact_id, key, %d FROM met m
		WHERE NOT EXISTS (SELECT 1 FROM contacts c WHERE c.contact_id = m.contact_id) ORDER BY contact_id`, l.id))
	return err
}

func (l *load) stageContacts() error {
	app, err := l.c.appendTo("met")
	if err != nil {
		return err
	}
	defer app.close()
	ids := make([]event.ContactID, 0, len(l.keys))
	keys := make([]string, 0, len(l.keys))
	for id, k := range l.keys {
		ids = append(ids, id)
		keys = append(keys, string(k))
	}
	err = app.rows(len(ids), func(ch chunk, from int) {
		put(ch, 0, ids[from:from+ch.n])
		putTexts(ch, 1, keys[from:from+ch.n])
	})
	if err != nil {
		return err
	}
	return app.flush()
}

func (l *load) addTerms(ctx context.Context, _ *warehouse.Import) error {
	app, err := l.c.appendTo("terms")
	if err != nil {
		return err
	}
	defer app.close()
	t := l.terms.terms
	err = app.rows(len(t), func(ch chunk, from int) {
		dicts, codes := column[uint8](ch, 0), column[int32](ch, 1)
		texts := make([]string, ch.n)
		for i := range ch.n {
			dicts[i], codes[i], texts[i] = uint8(t[from+i].dictionary), int32(t[from+i].code), t[from+i].text
		}
		putTexts(ch, 2, texts)
	})
	if err != nil {
		return err
	}
	return app.flush()
}

// measure counts what stays, and its span.
func (l *load) measure(ctx context.Context, imp *warehouse.Import) error {
	return l.c.query(ctx, fmt.Sprintf(`SELECT count(*), coalesce(epoch_us(min(ts) FILTER (ts >= '1970-01-01')), 0),
		coalesce(epoch_us(max(ts) FILTER (ts >= '1970-01-01')), 0), count(*) FILTER (ts >= '1970-01-01') FROM %s WHERE batch = %d`, l.table(), l.id),
		func(ch chunk) error {
			imp.Added = column[int64](ch, 0)[0]
			if column[int64](ch, 3)[0] > 0 {
				imp.First, imp.Last = event.At(column[int64](ch, 1)[0]), event.At(column[int64](ch, 2)[0])
			}
			return nil
		})
}

// enter writes the line of the ledger.
func (l *load) enter(ctx context.Context, imp *warehouse.Import) error {
	_, err := l.c.exec(ctx, fmt.Sprintf("INSERT INTO imports VALUES (%d, %s, %s, %s, %s, %s, %d, %d, %d, %d, %d, %s, %s, %s, NULL)",
		imp.ID, stamp(imp.At), quote(imp.Name), quote(imp.Door), quote(imp.Digest), quote(imp.Mapping),
		imp.Read, imp.Rejected, imp.Added, imp.Repeated, imp.Contacts, stamp(imp.First), stamp(imp.Last),
		quote(strings.Join(imp.Notes, "\n"))))
	return err
}

// stamp writes an instant as an SQL literal.
func stamp(t time.Time) string {
	if t.IsZero() {
		return "NULL"
	}
	return fmt.Sprintf("make_timestamp(%d)", event.Micros(t))
}

// Rollback drops the load. After Commit it does nothing.
func (l *load) Rollback() error {
	if l.over {
		return nil
	}
	var err error
	if l.c != nil {
		_, err = l.c.exec(context.Background(), "ROLLBACK")
		if err != nil && strings.Contains(err.Error(), "no transaction") {
			err = nil
		}
	}
	l.end()
	return err
}

// end frees what the load holds.
func (l *load) end() {
	if l.over {
		return
	}
	l.over = true
	_ = l.sorter.close() // what stays of it is swept away when the warehouse is next opened
	if l.c != nil {
		l.c.close()
	}
	l.w.load <- struct{}{}
}
