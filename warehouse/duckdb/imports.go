package duckdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"limner/warehouse"
)

// ErrNoImport says that there is no import with that number, or none that still stands.
var ErrNoImport = errors.New("no such import")

// Imports lists the ledger, oldest first, undone ones included.
func (w *Warehouse) Imports(ctx context.Context) ([]warehouse.Import, error) {
	rows, err := w.db.QueryContext(ctx, `SELECT id, landed, name, door, digest, mapping, read, rejected, added, repeated,
		contacts, first, last, notes, undone FROM imports ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("duckdb: reading the ledger of imports: %w", err)
	}
	defer rows.Close()
	var all []warehouse.Import
	for rows.Next() {
		var i warehouse.Import
		var first, last, undone sql.NullTime
		var notes string
		err := rows.Scan(&i.ID, &i.At, &i.Name, &i.Door, &i.Digest, &i.Mapping, &i.Read, &i.Rejected, &i.Added,
			&i.Repeated, &i.Contacts, &first, &last, &notes, &undone)
		if err != nil {
			return nil, err
		}
		i.First, i.Last, i.Undone = first.Time, last.Time, undone.Time
		if notes != "" {
			i.Notes = strings.Split(notes, "\n")
		}
		all = append(all, i)
	}
	return all, rows.Err()
}

// Undo takes an import back: its events leave, unless another standing import brought them too, and so
// do the contacts nobody else knows. The line in the ledger stays, marked undone.
func (w *Warehouse) Undo(ctx context.Context, id warehouse.ImportID) (warehouse.Import, error) {
	imp, err := w.standing(ctx, id)
	if err != nil {
		return imp, err
	}
	select {
	case <-w.load:
		defer func() { w.load <- struct{}{} }()
	case <-ctx.Done():
		return imp, ctx.Err()
	}
	c, err := w.connect()
	if err != nil {
		return imp, err
	}
	defer c.close()
	imp.Undone = w.now().UTC().Truncate(time.Microsecond)
	return imp, c.transact(ctx, undoStatements(id, imp.Undone))
}

func (w *Warehouse) standing(ctx context.Context, id warehouse.ImportID) (warehouse.Import, error) {
	all, err := w.Imports(ctx)
	if err != nil {
		return warehouse.Import{}, err
	}
	for _, i := range all {
		if i.ID != id {
			continue
		}
		if !i.Undone.IsZero() {
			return i, fmt.Errorf("%w: import %d was undone on %s", ErrNoImport, id, i.Undone.Format(time.DateTime))
		}
		return i, nil
	}
	return warehouse.Import{}, fmt.Errorf("%w: there is no import %d; `limner imports` lists them", ErrNoImport, id)
}

func undoStatements(id warehouse.ImportID, at time.Time) []string {
	s := []string{fmt.Sprintf("DELETE FROM echoes WHERE batch = %d", id)}
	for _, table := range []string{"events", "tail"} {
		s = append(s,
			fmt.Sprintf(`UPDATE %[1]s SET batch = o.batch FROM
				(SELECT contact_id, id, min(batch) AS batch FROM echoes GROUP BY contact_id, id) o
				WHERE %[1]s.batch = %[2]d AND %[1]s.contact_id = o.contact_id AND %[1]s.id = o.id`, table, id),
			fmt.Sprintf("DELETE FROM %s WHERE batch = %d", table, id))
	}
	return append(s,
		// An echo that has become the owner is an echo no more.
		`DELETE FROM echoes WHERE EXISTS (SELECT 1 FROM events e WHERE e.contact_id = echoes.contact_id AND e.id = echoes.id AND e.batch = echoes.batch)
			OR EXISTS (SELECT 1 FROM tail e WHERE e.contact_id = echoes.contact_id AND e.id = echoes.id AND e.batch = echoes.batch)`,
		`DELETE FROM contacts WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.contact_id = contacts.contact_id)
			AND NOT EXISTS (SELECT 1 FROM tail e WHERE e.contact_id = contacts.contact_id)`,
		fmt.Sprintf("UPDATE imports SET undone = %s WHERE id = %d", stamp(at), id))
}

// transact runs statements in one transaction; any error rolls all of them back.
func (c *conn) transact(ctx context.Context, statements []string) error {
	if _, err := c.exec(ctx, "BEGIN TRANSACTION"); err != nil {
		return err
	}
	for _, s := range statements {
		if _, err := c.exec(ctx, s); err != nil {
			_, rollback := c.exec(context.WithoutCancel(ctx), "ROLLBACK")
			return errors.Join(err, rollback)
		}
	}
	_, err := c.exec(ctx, "COMMIT")
	return err
}
