package duckdb

import (
	"context"
	"database/sql"
	"fmt"

	"limner/event"
	"limner/warehouse"
)

// Moves is every change of a contact's persona, in the order in which they were found.
func (w *Warehouse) Moves(ctx context.Context, id event.ContactID) ([]warehouse.Move, error) {
	if has, err := w.hasMembers(ctx); err != nil || !has {
		return nil, err
	}
	rows, err := w.db.QueryContext(ctx, `SELECT p.as_of, p.since, m.run, m.from_id, m.to_id, m.reason, coalesce(f.name, ''), coalesce(t.name, '')
		FROM move_rows m JOIN placements p ON p.step = m.step
		LEFT JOIN persona_names f ON f.id = m.from_id LEFT JOIN persona_names t ON t.id = m.to_id
		WHERE m.contact_id = ? ORDER BY m.step, m.reason`, int64(id))
	if err != nil {
		return nil, fmt.Errorf("duckdb: reading who moved: %w", err)
	}
	defer rows.Close()
	var all []warehouse.Move
	for rows.Next() {
		var m warehouse.Move
		var since sql.NullTime
		if err := rows.Scan(&m.At, &since, &m.Run, &m.From, &m.To, &m.Reason, &m.FromName, &m.ToName); err != nil {
			return nil, err
		}
		m.At, m.Since = m.At.UTC(), since.Time.UTC()
		all = append(all, m)
	}
	return all, rows.Err()
}
