package duckdb

import (
	"context"
	"fmt"
	"time"

	"limner/event"
	"limner/warehouse"
)

// Names says which event names there are, what they mean, and how often each happened, most frequent
// first.
func (w *Warehouse) Names(ctx context.Context) ([]warehouse.NameCount, error) {
	rows, err := w.db.QueryContext(ctx, `SELECT name, kind, count(*), count(DISTINCT contact_id), min(ts), max(ts)
		FROM (SELECT * FROM events UNION ALL SELECT * FROM tail) GROUP BY name, kind ORDER BY count(*) DESC, name, kind`)
	if err != nil {
		return nil, fmt.Errorf("duckdb: counting event names: %w", err)
	}
	defer rows.Close()
	var all []warehouse.NameCount
	for rows.Next() {
		var n warehouse.NameCount
		var code event.Code
		if err := rows.Scan(&code, &n.Kind, &n.Events, &n.Contacts, &n.First, &n.Last); err != nil {
			return nil, err
		}
		n.Name = w.Text(event.Names, code)
		n.Code = code
		all = append(all, n)
	}
	return all, rows.Err()
}

// Traits lists the facts told about contacts, in the order of their codes.
func (w *Warehouse) Traits(ctx context.Context) ([]warehouse.Trait, error) {
	rows, err := w.db.QueryContext(ctx, `SELECT name, count(value) > 0, count(DISTINCT contact_id)
		FROM (SELECT * FROM events UNION ALL SELECT * FROM tail) WHERE kind = ? GROUP BY name ORDER BY name`, uint8(event.Trait))
	if err != nil {
		return nil, fmt.Errorf("duckdb: listing traits: %w", err)
	}
	defer rows.Close()
	var all []warehouse.Trait
	for rows.Next() {
		var t warehouse.Trait
		if err := rows.Scan(&t.Code, &t.Numeric, &t.Contacts); err != nil {
			return nil, err
		}
		t.Name = w.Text(event.Names, t.Code)
		all = append(all, t)
	}
	return all, rows.Err()
}

// Features lists the codes of the n features that most contacts have used.
func (w *Warehouse) Features(ctx context.Context, n int) ([]event.Code, error) {
	rows, err := w.db.QueryContext(ctx, `SELECT subject FROM (SELECT * FROM events UNION ALL SELECT * FROM tail)
		WHERE kind = ? AND subject <> 0 GROUP BY subject ORDER BY count(DISTINCT contact_id) DESC, min(ts), subject LIMIT ?`, uint8(event.FeatureUse), n)
	if err != nil {
		return nil, fmt.Errorf("duckdb: listing features: %w", err)
	}
	defer rows.Close()
	var all []event.Code
	for rows.Next() {
		var c event.Code
		if err := rows.Scan(&c); err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, rows.Err()
}

// Map gives all events of a name another kind, history included.
func (w *Warehouse) Map(ctx context.Context, name string, kind event.Kind) (int64, error) {
	code, ok := w.Code(event.Names, name)
	if !ok || name == "" {
		return 0, fmt.Errorf("no event is named %q; `limner events` lists the names", name)
	}
	c, err := w.connect()
	if err != nil {
		return 0, err
	}
	defer c.close()
	if _, err := c.exec(ctx, "BEGIN TRANSACTION"); err != nil {
		return 0, err
	}
	var changed int64
	for _, table := range []string{"events", "tail"} {
		n, err := c.exec(ctx, fmt.Sprintf("UPDATE %s SET kind = %d WHERE name = %d AND kind <> %d", table, kind, code, kind))
		if err != nil {
			_, _ = c.exec(context.WithoutCancel(ctx), "ROLLBACK")
			return 0, err
		}
		changed += n
	}
	_, err = c.exec(ctx, "COMMIT")
	return changed, err
}

// Span is the instants of the first and the last event, timeless facts aside; zero when there are none.
func (w *Warehouse) Span(ctx context.Context) (first, last time.Time, err error) {
	var lo, hi *time.Time
	err = w.db.QueryRowContext(ctx, `SELECT min(ts), max(ts) FROM (SELECT ts FROM events UNION ALL SELECT ts FROM tail)
		WHERE ts >= TIMESTAMP '1970-01-01'`).Scan(&lo, &hi)
	if err != nil || lo == nil {
		return first, last, err
	}
	return *lo, *hi, nil
}

// Fact reads a remembered fact about the warehouse, such as its currency; "" when there is none.
func (w *Warehouse) Fact(ctx context.Context, key string) (string, error) {
	var value string
	err := w.db.QueryRowContext(ctx, "SELECT coalesce(max(value), '') FROM facts WHERE key = ?", key).Scan(&value)
	return value, err
}

// SetFact remembers a fact.
func (w *Warehouse) SetFact(ctx context.Context, key, value string) error {
	c, err := w.connect()
	if err != nil {
		return err
	}
	defer c.close()
	return c.transact(ctx, []string{
		"DELETE FROM facts WHERE key = " + quote(key),
		fmt.Sprintf("INSERT INTO facts VALUES (%s, %s)", quote(key), quote(value)),
	})
}
