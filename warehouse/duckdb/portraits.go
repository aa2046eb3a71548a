package duckdb

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	"golang.org/x/sync/errgroup"

	"limner/event"
	"limner/warehouse"
)

// never is the end of time as DuckDB writes it: a portrait that no passing of time will change.
const never = math.MaxInt64

// WritePortraits replaces all portraits. produce gets as many add functions as writers are asked for: each
// takes blocks of rows in the order of contact ids, from one goroutine, and all rows of a writer stand
// before those of the next. What was there stays until all is written, and for good when anything fails.
// The facts given are remembered together with the portraits.
//
// Writing is most of a build's work, and one transaction is written by one thread; so each writer has a
// table and a transaction of its own, and a last transaction puts the new tables in the place of the old.
func (w *Warehouse) WritePortraits(ctx context.Context, cols []warehouse.Column, facts map[string]string, writers int,
	produce func(add []func(warehouse.Portraits) error) error) error {
	c, err := w.connect()
	if err != nil {
		return err
	}
	defer c.close()
	generation, old, err := c.generations(ctx)
	if err != nil {
		return err
	}
	tables := make([]string, writers)
	for i := range tables {
		tables[i] = fmt.Sprintf("portraits_%d_%d", generation, i)
	}
	if err := w.writeTables(ctx, cols, tables, produce); err != nil {
		return errors.Join(err, c.drop(context.WithoutCancel(ctx), tables))
	}
	return c.transact(ctx, swapPortraits(cols, tables, old, facts))
}

// generations numbers the next generation of portrait tables, and lists all tables of earlier ones, those
// of a build that was killed included.
func (c *conn) generations(ctx context.Context) (next int, old []string, err error) {
	err = c.query(ctx, "SELECT table_name FROM duckdb_tables() WHERE regexp_matches(table_name, '^portraits_[0-9]+_[0-9]+$')", func(ch chunk) error {
		for _, t := range column[text](ch, 0) {
			name := t.String()
			old = append(old, name)
			var g, i int
			if _, err := fmt.Sscanf(name, "portraits_%d_%d", &g, &i); err == nil {
				next = max(next, g+1)
			}
		}
		return nil
	})
	return next, old, err
}

func (c *conn) drop(ctx context.Context, tables []string) error {
	var err error
	for _, t := range tables {
		_, e := c.exec(ctx, "DROP TABLE IF EXISTS "+t)
		err = errors.Join(err, e)
	}
	return err
}

// writeTables lets produce fill the tables, each in a transaction of its own.
func (w *Warehouse) writeTables(ctx context.Context, cols []warehouse.Column, tables []string, produce func(add []func(warehouse.Portraits) error) error) (err error) {
	writers := make([]*portraitWriter, len(tables))
	add := make([]func(warehouse.Portraits) error, len(tables))
	defer func() {
		for _, pw := range writers {
			if pw != nil {
				err = errors.Join(err, pw.close(ctx))
			}
		}
	}()
	for i, t := range tables {
		if writers[i], err = w.portraitWriter(ctx, cols, t); err != nil {
			return err
		}
		add[i] = writers[i].add
	}
	if err := produce(add); err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	for _, pw := range writers {
		g.Go(func() error { return pw.commit(ctx) })
	}
	return g.Wait()
}

// portraitWriter writes one table.
type portraitWriter struct {
	c    *conn
	app  *appender
	cols []warehouse.Column
	done bool
}

func (w *Warehouse) portraitWriter(ctx context.Context, cols []warehouse.Column, table string) (*portraitWriter, error) {
	c, err := w.connect()
	if err != nil {
		return nil, err
	}
	pw := &portraitWriter{c: c, cols: cols}
	if err := c.all(ctx, []string{"BEGIN TRANSACTION", "CREATE TABLE " + table + " (" + portraitColumns(cols) + ")"}); err != nil {
		return pw, err
	}
	pw.app, err = c.appendTo(table)
	return pw, err
}

func (pw *portraitWriter) add(p warehouse.Portraits) error {
	return pw.app.rows(len(p.Contact), func(ch chunk, from int) { fillPortraits(ch, from, p, pw.cols) })
}

func (pw *portraitWriter) commit(ctx context.Context) error {
	if err := pw.app.flush(); err != nil {
		return err
	}
	_, err := pw.c.exec(ctx, "COMMIT")
	pw.done = err == nil
	return err
}

func (pw *portraitWriter) close(ctx context.Context) error {
	var err error
	if pw.app != nil {
		pw.app.close()
	}
	if !pw.done {
		_, err = pw.c.exec(context.WithoutCancel(ctx), "ROLLBACK")
	}
	pw.c.close()
	return err
}

func (c *conn) all(ctx context.Context, statements []string) error {
	for _, s := range statements {
		if _, err := c.exec(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// portraitColumns is the columns of a table of portraits: codes for texts and words.
func portraitColumns(cols []warehouse.Column) string {
	defs := []string{"contact_id BIGINT", "until TIMESTAMP"}
	for _, col := range cols {
		switch col.Type {
		case warehouse.Text, warehouse.Word, warehouse.Whole:
			defs = append(defs, ident(col.Name)+" INTEGER")
		case warehouse.Instant:
			defs = append(defs, ident(col.Name)+" TIMESTAMP")
		default:
			defs = append(defs, ident(col.Name)+" DOUBLE")
		}
	}
	return strings.Join(defs, ", ")
}

// swapPortraits puts new tables in the place of the old: the view "portrait_rows" holds their rows in
// order, the view "portraits" is for people, with texts for codes and the contact's key.
func swapPortraits(cols []warehouse.Column, tables, old []string, facts map[string]string) []string {
	rows := make([]string, len(tables))
	for i, t := range tables {
		rows[i] = "SELECT * FROM " + t
	}
	s := []string{
		"CREATE OR REPLACE VIEW portrait_rows AS " + strings.Join(rows, " UNION ALL "),
		"CREATE OR REPLACE VIEW all_terms AS SELECT dictionary, code, text FROM terms UNION ALL SELECT * FROM (VALUES " + knownChannels() + ") k(dictionary, code, text)",
		"CREATE OR REPLACE VIEW portraits AS SELECT " + shown(cols) + " FROM portrait_rows p JOIN contacts c ON c.contact_id = p.contact_id",
	}
	for _, t := range old {
		s = append(s, "DROP TABLE "+t)
	}
	for key, value := range facts {
		s = append(s, "DELETE FROM facts WHERE key = "+quote(key), fmt.Sprintf("INSERT INTO facts VALUES (%s, %s)", quote(key), quote(value)))
	}
	return s
}

// shown is the columns of the view for people.
func shown(cols []warehouse.Column) string {
	list := []string{"c.key AS contact", "p.contact_id", "p.until"}
	for _, col := range cols {
		name := ident(col.Name)
		switch col.Type {
		case warehouse.Text:
			list = append(list, fmt.Sprintf("(SELECT t.text FROM all_terms t WHERE t.dictionary = %d AND t.code = p.%s) AS %s", col.Dictionary, name, name))
		case warehouse.Word:
			list = append(list, fmt.Sprintf("[%s][p.%s + 1] AS %s", words(col.Words), name, name))
		default:
			list = append(list, "p."+name)
		}
	}
	return strings.Join(list, ", ")
}

func knownChannels() string {
	var rows []string
	for code, name := range event.KnownChannels[1:] {
		rows = append(rows, fmt.Sprintf("(%d, %d, %s)", event.Channels, code+1, quote(name)))
	}
	return strings.Join(rows, ", ")
}

// ident writes a name as an SQL identifier.
func ident(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// words writes a list of words as SQL literals.
func words(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = quote(s)
	}
	return strings.Join(quoted, ", ")
}

func fillPortraits(ch chunk, from int, p warehouse.Portraits, cols []warehouse.Column) {
	to := from + ch.n
	put(ch, 0, p.Contact[from:to])
	putMoments(ch, 1, p.Until[from:to])
	for i, col := range cols {
		x := p.X[i][from:to]
		switch col.Type {
		case warehouse.Text, warehouse.Word, warehouse.Whole:
			putWhole(ch, i+2, x, func(f float64) int32 { return int32(f) })
		case warehouse.Instant:
			putWhole(ch, i+2, x, func(f float64) int64 { return int64(f) })
		default:
			putNumbers(ch, i+2, x)
		}
	}
}

// putMoments copies instants, never as NULL.
func putMoments(ch chunk, i int, micros []int64) {
	out := column[int64](ch, i)
	var mask []uint64
	for r, m := range micros[:ch.n] {
		out[r] = m
		if m == never {
			if mask == nil {
				mask = writableNulls(ch, i)
			}
			mask[r>>6] &^= 1 << (uint(r) & 63)
		}
	}
}

// putWhole copies doubles that hold whole numbers, NaN as NULL.
func putWhole[T any](ch chunk, i int, x []float64, convert func(float64) T) {
	out := column[T](ch, i)
	var mask []uint64
	for r, f := range x[:ch.n] {
		if f == f {
			out[r] = convert(f)
			continue
		}
		if mask == nil {
			mask = writableNulls(ch, i)
		}
		mask[r>>6] &^= 1 << (uint(r) & 63)
	}
}

// ReadPortraits reads columns of the portraits, sorted by contact id; x has one slice a column, NaN where
// a value is missing.
func (w *Warehouse) ReadPortraits(ctx context.Context, cols []warehouse.Column) (ids []event.ContactID, x [][]float64, err error) {
	c, err := w.connect()
	if err != nil {
		return nil, nil, err
	}
	defer c.close()
	names := []string{"contact_id"}
	for _, col := range cols {
		names = append(names, asDouble(col))
	}
	x = make([][]float64, len(cols))
	err = c.query(ctx, "SELECT "+strings.Join(names, ", ")+" FROM portrait_rows", func(ch chunk) error {
		ids = append(ids, column[event.ContactID](ch, 0)...)
		for i := range cols {
			j := i + 1
			readNumbers(ch, &j, event.FieldValue, event.FieldValue, &x[i])
		}
		return nil
	})
	if err != nil {
		return nil, nil, noPortraits(err)
	}
	for i := 1; i < len(ids); i++ {
		if ids[i] <= ids[i-1] {
			return nil, nil, errors.New("duckdb: portraits came out of order: run `limner build` again")
		}
	}
	return ids, x, nil
}

func asDouble(col warehouse.Column) string {
	switch col.Type {
	case warehouse.Text, warehouse.Word, warehouse.Whole:
		return "CAST(" + ident(col.Name) + " AS DOUBLE)"
	case warehouse.Instant:
		return "CAST(epoch_us(" + ident(col.Name) + ") AS DOUBLE)"
	default:
		return ident(col.Name)
	}
}

// ErrNoPortraits says that nothing has been built yet.
var ErrNoPortraits = errors.New("there are no portraits yet: run `limner build`")

func noPortraits(err error) error {
	if strings.Contains(err.Error(), "portrait_rows does not exist") {
		return ErrNoPortraits
	}
	return err
}
