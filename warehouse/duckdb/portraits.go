package duckdb

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	"limner/event"
	"limner/warehouse"
)

// never is the end of time as DuckDB writes it: a portrait that no passing of time will change.
const never = math.MaxInt64

// WritePortraits replaces all portraits. produce calls add with blocks of rows, in the order of contact
// ids; from one goroutine at a time. What was there stays until all is written, and for good when
// anything fails. The facts given are remembered in the same transaction.
func (w *Warehouse) WritePortraits(ctx context.Context, cols []warehouse.Column, facts map[string]string,
	produce func(add func(warehouse.Portraits) error) error) error {
	c, err := w.connect()
	if err != nil {
		return err
	}
	defer c.close()
	if _, err := c.exec(ctx, "BEGIN TRANSACTION"); err != nil {
		return err
	}
	if err := c.writePortraits(ctx, cols, facts, produce); err != nil {
		_, rollback := c.exec(context.WithoutCancel(ctx), "ROLLBACK")
		return errors.Join(err, rollback)
	}
	_, err = c.exec(ctx, "COMMIT")
	return err
}

func (c *conn) writePortraits(ctx context.Context, cols []warehouse.Column, facts map[string]string,
	produce func(add func(warehouse.Portraits) error) error) error {
	if err := c.all(ctx, portraitTables(cols)); err != nil {
		return err
	}
	app, err := c.appendTo("portrait_rows")
	if err != nil {
		return err
	}
	defer app.close()
	err = produce(func(p warehouse.Portraits) error {
		return app.rows(len(p.Contact), func(ch chunk, from int) { fillPortraits(ch, from, p, cols) })
	})
	if err != nil {
		return err
	}
	if err := app.flush(); err != nil {
		return err
	}
	for key, value := range facts {
		s := []string{"DELETE FROM facts WHERE key = " + quote(key), fmt.Sprintf("INSERT INTO facts VALUES (%s, %s)", quote(key), quote(value))}
		if err := c.all(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

func (c *conn) all(ctx context.Context, statements []string) error {
	for _, s := range statements {
		if _, err := c.exec(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// portraitTables makes the table of rows, with codes for texts, and the view people ask, with the texts
// themselves and the contact's key.
func portraitTables(cols []warehouse.Column) []string {
	defs := []string{"contact_id BIGINT", "until TIMESTAMP"}
	shown := []string{"c.key AS contact", "p.contact_id", "p.until"}
	for _, col := range cols {
		name := ident(col.Name)
		switch col.Type {
		case warehouse.Text:
			defs = append(defs, name+" INTEGER")
			shown = append(shown, fmt.Sprintf("(SELECT t.text FROM all_terms t WHERE t.dictionary = %d AND t.code = p.%s) AS %s", col.Dictionary, name, name))
		case warehouse.Word:
			defs = append(defs, name+" INTEGER")
			shown = append(shown, fmt.Sprintf("[%s][p.%s + 1] AS %s", words(col.Words), name, name))
		case warehouse.Instant:
			defs = append(defs, name+" TIMESTAMP")
			shown = append(shown, "p."+name)
		default:
			defs = append(defs, name+" DOUBLE")
			shown = append(shown, "p."+name)
		}
	}
	return []string{
		"DROP VIEW IF EXISTS portraits",
		"DROP TABLE IF EXISTS portrait_rows",
		"CREATE TABLE portrait_rows (" + strings.Join(defs, ", ") + ")",
		"CREATE OR REPLACE VIEW all_terms AS SELECT dictionary, code, text FROM terms UNION ALL SELECT * FROM (VALUES " + knownChannels() + ") k(dictionary, code, text)",
		"CREATE VIEW portraits AS SELECT " + strings.Join(shown, ", ") + " FROM portrait_rows p JOIN contacts c ON c.contact_id = p.contact_id",
	}
}

func knownChannels() string {
	var rows []string
	for code, name := range event.KnownChannels[1:] {
		rows = append(rows, fmt.Sprintf("(%d, %d, %s)", event.Channels, code+1, quote(name)))
	}
	return strings.Join(rows, ", ")
}

// words writes a list of words as SQL literals.
func words(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = quote(s)
	}
	return strings.Join(quoted, ", ")
}

// ident writes a name as an SQL identifier.
func ident(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

func fillPortraits(ch chunk, from int, p warehouse.Portraits, cols []warehouse.Column) {
	to := from + ch.n
	put(ch, 0, p.Contact[from:to])
	putMoments(ch, 1, p.Until[from:to])
	for i, col := range cols {
		x := p.X[i][from:to]
		switch col.Type {
		case warehouse.Text, warehouse.Word:
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
	case warehouse.Text, warehouse.Word:
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
