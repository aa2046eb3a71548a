package duckdb

import (
	"context"
	"errors"
	"fmt"

	"limner/warehouse"
)

// WriteMembers replaces the membership of personas: whom each contact belongs to, how surely, and the
// personas' names, as the view "members" shows them.
func (w *Warehouse) WriteMembers(ctx context.Context, names []string, m warehouse.Members) error {
	c, err := w.connect()
	if err != nil {
		return err
	}
	defer c.close()
	if _, err := c.exec(ctx, "BEGIN TRANSACTION"); err != nil {
		return err
	}
	if err := c.writeMembers(ctx, names, m); err != nil {
		_, rollback := c.exec(context.WithoutCancel(ctx), "ROLLBACK")
		return errors.Join(err, rollback)
	}
	_, err = c.exec(ctx, "COMMIT")
	return err
}

func (c *conn) writeMembers(ctx context.Context, names []string, m warehouse.Members) error {
	statements := []string{
		"DROP VIEW IF EXISTS members",
		"DROP TABLE IF EXISTS member_rows",
		"CREATE TABLE member_rows (contact_id BIGINT, persona INTEGER, second INTEGER, confidence DOUBLE)",
		"CREATE OR REPLACE TABLE personas (number INTEGER, name VARCHAR)",
	}
	for i, name := range names {
		statements = append(statements, fmt.Sprintf("INSERT INTO personas VALUES (%d, %s)", i+1, quote(name)))
	}
	statements = append(statements, `CREATE VIEW members AS SELECT c.key AS contact, m.contact_id, p.name AS persona, s.name AS second, m.confidence
		FROM member_rows m JOIN contacts c ON c.contact_id = m.contact_id JOIN personas p ON p.number = m.persona
		LEFT JOIN personas s ON s.number = m.second`)
	if err := c.all(ctx, statements); err != nil {
		return err
	}
	app, err := c.appendTo("member_rows")
	if err != nil {
		return err
	}
	defer app.close()
	err = app.rows(len(m.Contact), func(ch chunk, from int) {
		to := from + ch.n
		put(ch, 0, m.Contact[from:to])
		put(ch, 1, m.Persona[from:to])
		put(ch, 2, m.Second[from:to])
		putNumbers(ch, 3, m.Confidence[from:to])
	})
	if err != nil {
		return err
	}
	return app.flush()
}
