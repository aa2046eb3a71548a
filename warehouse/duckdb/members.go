package duckdb

import (
	"context"
	"errors"
	"fmt"

	"limner/event"
	"limner/warehouse"
)

// memberTables are the tables of memberships: who is of which persona now (written anew each time), every
// placement, every change, and every name a persona had last.
var memberTables = []string{
	"CREATE TABLE IF NOT EXISTS placements (step INTEGER, as_of TIMESTAMP, since TIMESTAMP, run BIGINT)",
	"CREATE TABLE IF NOT EXISTS move_rows (step INTEGER, contact_id BIGINT, run INTEGER, from_id INTEGER, to_id INTEGER, reason UTINYINT)",
	"CREATE TABLE IF NOT EXISTS persona_names (id INTEGER, name VARCHAR)",
	"DROP VIEW IF EXISTS members",
	"DROP VIEW IF EXISTS moves",
	"DROP TABLE IF EXISTS member_rows",
	"CREATE TABLE member_rows (contact_id BIGINT, persona INTEGER, second INTEGER, confidence DOUBLE)",
	"CREATE OR REPLACE TABLE personas (id INTEGER, name VARCHAR)",
}

const membersView = `CREATE VIEW members AS SELECT c.key AS contact, m.contact_id, p.name AS persona, s.name AS second, m.confidence,
	m.persona AS persona_id, nullif(m.second, 0) AS second_id
	FROM member_rows m JOIN contacts c ON c.contact_id = m.contact_id JOIN personas p ON p.id = m.persona
	LEFT JOIN personas s ON s.id = m.second`

// movesView shows the history of memberships. A persona that is not in use any more has its last name.
func movesView() string {
	return `CREATE VIEW moves AS SELECT c.key AS contact, m.contact_id, p.as_of, p.since, m.run, nullif(m.from_id, 0) AS from_id, f.name AS from_persona,
	nullif(m.to_id, 0) AS to_id, t.name AS to_persona, list_extract([` + words(warehouse.Reasons()) + `], m.reason + 1) AS reason, m.step
	FROM move_rows m JOIN placements p ON p.step = m.step LEFT JOIN contacts c ON c.contact_id = m.contact_id
	LEFT JOIN persona_names f ON f.id = m.from_id LEFT JOIN persona_names t ON t.id = m.to_id`
}

// WriteMembers replaces the membership of personas (whom each contact belongs to, how surely, and the
// personas' names, as the view "members" shows them) and adds what changed to the view "moves".
func (w *Warehouse) WriteMembers(ctx context.Context, p warehouse.Placement, names []warehouse.PersonaName, m warehouse.Members, moves warehouse.Moves) error {
	c, err := w.connect()
	if err != nil {
		return err
	}
	defer c.close()
	if _, err := c.exec(ctx, "BEGIN TRANSACTION"); err != nil {
		return err
	}
	if err := c.writeMembers(ctx, p, names, m, moves); err != nil {
		_, rollback := c.exec(context.WithoutCancel(ctx), "ROLLBACK")
		return errors.Join(err, rollback)
	}
	_, err = c.exec(ctx, "COMMIT")
	return err
}

func (c *conn) writeMembers(ctx context.Context, p warehouse.Placement, names []warehouse.PersonaName, m warehouse.Members, moves warehouse.Moves) error {
	statements := append([]string{}, memberTables...)
	for _, n := range names {
		statements = append(statements,
			fmt.Sprintf("DELETE FROM persona_names WHERE id = %d", n.ID),
			fmt.Sprintf("INSERT INTO persona_names VALUES (%d, %s)", n.ID, quote(n.Name)),
			fmt.Sprintf("INSERT INTO personas VALUES (%d, %s)", n.ID, quote(n.Name)))
	}
	statements = append(statements, membersView, movesView(),
		fmt.Sprintf("INSERT INTO placements SELECT coalesce(max(step), 0) + 1, %s, arg_max(as_of, step), %d FROM placements", stamp(p.At), p.Run))
	if err := c.all(ctx, statements); err != nil {
		return err
	}
	if err := c.appendMembers(m); err != nil {
		return err
	}
	return c.appendMoves(ctx, moves)
}

func (c *conn) appendMembers(m warehouse.Members) error {
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

// appendMoves adds changes to the last placement.
func (c *conn) appendMoves(ctx context.Context, m warehouse.Moves) error {
	var step int32
	err := c.query(ctx, "SELECT max(step) FROM placements", func(ch chunk) error {
		step = column[int32](ch, 0)[0]
		return nil
	})
	if err != nil {
		return err
	}
	app, err := c.appendTo("move_rows")
	if err != nil {
		return err
	}
	defer app.close()
	steps := make([]int32, len(m.Contact))
	for i := range steps {
		steps[i] = step
	}
	err = app.rows(len(m.Contact), func(ch chunk, from int) {
		to := from + ch.n
		put(ch, 0, steps[from:to])
		put(ch, 1, m.Contact[from:to])
		put(ch, 2, m.Run[from:to])
		put(ch, 3, m.From[from:to])
		put(ch, 4, m.To[from:to])
		put(ch, 5, m.Reason[from:to])
	})
	if err != nil {
		return err
	}
	return app.flush()
}

// hasMembers reports whether memberships were ever written.
func (w *Warehouse) hasMembers(ctx context.Context) (bool, error) {
	var n int
	err := w.db.QueryRowContext(ctx, "SELECT count(*) FROM duckdb_tables() WHERE table_name IN ('member_rows', 'placements')").Scan(&n)
	return n == 2, err
}

// Members is the membership of personas as it was last written, nobody before that.
func (w *Warehouse) Members(ctx context.Context) (warehouse.Members, error) {
	var m warehouse.Members
	if has, err := w.hasMembers(ctx); err != nil || !has {
		return m, err
	}
	c, err := w.connect()
	if err != nil {
		return m, err
	}
	defer c.close()
	err = c.query(ctx, "SELECT contact_id, persona, second, confidence FROM member_rows ORDER BY contact_id", func(ch chunk) error {
		m.Contact = append(m.Contact, column[event.ContactID](ch, 0)[:ch.n]...)
		m.Persona = append(m.Persona, column[int32](ch, 1)[:ch.n]...)
		m.Second = append(m.Second, column[int32](ch, 2)[:ch.n]...)
		m.Confidence = append(m.Confidence, column[float64](ch, 3)[:ch.n]...)
		return nil
	})
	return m, err
}
