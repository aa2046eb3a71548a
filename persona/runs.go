package persona

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"limner/store"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations are the package's tables in the store.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded by the line above
	}
	return sub
}

// ErrNoRun says that no personas have been looked for yet.
var ErrNoRun = errors.New("no personas have been built yet: run `limner build`")

// Runs keeps what was found, run after run.
type Runs struct{ Store *store.Store }

// Save keeps a run and gives it its number.
func (r Runs) Save(ctx context.Context, s *Set) error {
	return r.Store.Transact(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT coalesce(max(number), 0) + 1 FROM persona_runs`).Scan(&s.Run)
		if err != nil {
			return fmt.Errorf("persona: numbering the run: %w", err)
		}
		body, err := json.Marshal(s)
		if err != nil {
			return fmt.Errorf("persona: writing run %d: %w", s.Run, err)
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO persona_runs (number, built, as_of, fingerprint, body) VALUES ($1, $2, $3, $4, $5)`,
			s.Run, store.Micros(s.Built), store.Micros(s.AsOf), s.Fingerprint, string(body))
		return err
	})
}

// Latest is the newest run.
func (r Runs) Latest(ctx context.Context) (*Set, error) {
	var body string
	err := r.Store.DB().QueryRowContext(ctx, `SELECT body FROM persona_runs ORDER BY number DESC LIMIT 1`).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNoRun
	}
	if err != nil {
		return nil, fmt.Errorf("persona: reading the newest run: %w", err)
	}
	var s Set
	if err := json.Unmarshal([]byte(body), &s); err != nil {
		return nil, fmt.Errorf("persona: the newest run cannot be read: %w", err)
	}
	return &s, nil
}
