package persona

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"time"

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

// State is what became of a run.
type State string

// The states. One run at most is in use, and one proposed.
const (
	InUse      State = "in use"
	Proposed   State = "proposed"
	Retired    State = "retired"    // was in use
	Declined   State = "declined"   // was proposed; the set in use was kept
	Superseded State = "superseded" // was proposed, and another came before anybody decided
)

// Run is a set with what became of it.
type Run struct {
	*Set
	State     State      `json:"state"`
	Decided   *time.Time `json:"decided,omitempty"`
	Lineage   *Lineage   `json:"lineage,omitempty"` // absent where there was nothing before
	Reference *Reference `json:"-"`
}

// Runs keeps what was found, run after run.
type Runs struct{ Store *store.Store }

// Save keeps a run as a proposal and gives it its number. A proposal nobody decided on is superseded.
func (r Runs) Save(ctx context.Context, run *Run) error {
	return r.Store.Transact(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT coalesce(max(number), 0) + 1 FROM persona_runs`).Scan(&run.Run)
		if err != nil {
			return fmt.Errorf("persona: numbering the run: %w", err)
		}
		texts, err := texts(run)
		if err != nil {
			return fmt.Errorf("persona: writing run %d: %w", run.Run, err)
		}
		if _, err := tx.ExecContext(ctx, `UPDATE persona_runs SET state = $1 WHERE state = $2`, Superseded, Proposed); err != nil {
			return err
		}
		run.State = Proposed
		_, err = tx.ExecContext(ctx, `INSERT INTO persona_runs (number, built, as_of, fingerprint, body, state, greatest, lineage, reference)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, run.Run, store.Micros(run.Built), store.Micros(run.AsOf), run.Fingerprint,
			texts[0], Proposed, run.greatest(), texts[1], texts[2])
		return err
	})
}

// texts is the parts of a run that are kept as JSON.
func texts(run *Run) (out [3]string, err error) {
	for i, part := range []any{run.Set, run.Lineage, run.Reference} {
		body, err := json.Marshal(part)
		if err != nil {
			return out, err
		}
		out[i] = string(body)
	}
	return out, nil
}

// Decide settles what becomes of a run. Taking one into use retires the one in use; a proposal other than
// it is then superseded, since it was compared with what is in use no more.
func (r Runs) Decide(ctx context.Context, number int64, to State, now time.Time) error {
	return r.Store.Transact(ctx, func(tx *sql.Tx) error {
		if to == InUse {
			for _, s := range [][2]State{{Retired, InUse}, {Superseded, Proposed}} {
				_, err := tx.ExecContext(ctx, `UPDATE persona_runs SET state = $1 WHERE state = $2 AND number <> $3`, s[0], s[1], number)
				if err != nil {
					return err
				}
			}
		}
		done, err := tx.ExecContext(ctx, `UPDATE persona_runs SET state = $1, decided = $2 WHERE number = $3`, to, store.Micros(now), number)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, noRun(number))
		}
		return nil
	})
}

// Greatest is the greatest id any persona ever had.
func (r Runs) Greatest(ctx context.Context) (int, error) {
	var n int
	err := r.Store.DB().QueryRowContext(ctx, `SELECT coalesce(max(greatest), 0) FROM persona_runs`).Scan(&n)
	return n, err
}

// SaveCheck keeps how far the population has moved away from a run's.
func (r Runs) SaveCheck(ctx context.Context, d *Drift) error {
	body, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("persona: writing the drift: %w", err)
	}
	return r.Store.Transact(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO persona_checks (number, run, as_of, body)
			SELECT coalesce(max(number), 0) + 1, $1, $2, $3 FROM persona_checks`, d.Run, store.Micros(d.AsOf), string(body))
		return err
	})
}

// Check is how far the population had moved away from a run's when that was last looked at; nil when it
// never was since the run was built.
func (r Runs) Check(ctx context.Context, run int64) (*Drift, error) {
	var body string
	err := r.Store.DB().QueryRowContext(ctx, `SELECT body FROM persona_checks WHERE run = $1 ORDER BY number DESC LIMIT 1`, run).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("persona: reading the drift: %w", err)
	}
	d := new(Drift)
	return d, json.Unmarshal([]byte(body), d)
}
