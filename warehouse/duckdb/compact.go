package duckdb

import (
	"context"
	"fmt"
)

// tailRows and tailShare bound the tail: past both it is written into the sorted part. Below them the
// merge while reading costs less than the rewriting.
const (
	tailRows  = 100_000
	tailShare = 4 // one part in four of the sorted events
)

func (w *Warehouse) compactIfDue(ctx context.Context) error {
	var tail, sorted int64
	err := w.db.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM tail), (SELECT count(*) FROM events)").Scan(&tail, &sorted)
	if err != nil {
		return fmt.Errorf("duckdb: measuring the tail: %w", err)
	}
	if tail < tailRows || tail < sorted/tailShare {
		return nil
	}
	return w.Compact(ctx)
}

// Compact writes all events as one table sorted by contact, time and id, and leaves an empty tail. It
// is also what takes deleted events out of the file.
func (w *Warehouse) Compact(ctx context.Context) error {
	c, err := w.connect()
	if err != nil {
		return err
	}
	defer c.close()
	return c.transact(ctx, []string{
		"DROP TABLE IF EXISTS sorted",
		eventTable("sorted"),
		"INSERT INTO sorted SELECT * FROM (SELECT * FROM events UNION ALL SELECT * FROM tail) ORDER BY contact_id, ts, id",
		"DROP TABLE events",
		"ALTER TABLE sorted RENAME TO events",
		"DROP TABLE tail",
		eventTable("tail"),
	})
}
