package persona

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"limner/store"
)

// ErrRun says that there is no run of a number.
var ErrRun = errors.New("there is no such run")

func noRun(number int64) error {
	return fmt.Errorf("%w: %d; `limner runs` lists them", ErrRun, number)
}

const selectRuns = `SELECT number, state, decided, body, lineage, reference FROM persona_runs `

// InUse is the run in use.
func (r Runs) InUse(ctx context.Context) (*Run, error) {
	run, err := r.one(ctx, `WHERE state = $1`, InUse)
	if err == nil && run == nil {
		return nil, ErrNoRun
	}
	return run, err
}

// Proposed is the run that waits for a decision, nil when none does.
func (r Runs) Proposed(ctx context.Context) (*Run, error) {
	return r.one(ctx, `WHERE state = $1`, Proposed)
}

// Get is the run of a number.
func (r Runs) Get(ctx context.Context, number int64) (*Run, error) {
	run, err := r.one(ctx, `WHERE number = $1`, number)
	if err == nil && run == nil {
		return nil, noRun(number)
	}
	return run, err
}

// Latest is the set in use.
func (r Runs) Latest(ctx context.Context) (*Set, error) {
	run, err := r.InUse(ctx)
	if err != nil {
		return nil, err
	}
	return run.Set, nil
}

// List is every run, the oldest first.
func (r Runs) List(ctx context.Context) ([]*Run, error) {
	rows, err := r.Store.DB().QueryContext(ctx, selectRuns+`ORDER BY number`)
	if err != nil {
		return nil, fmt.Errorf("persona: reading the runs: %w", err)
	}
	defer rows.Close()
	all := []*Run{}
	for rows.Next() {
		run, err := read(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, run)
	}
	return all, rows.Err()
}

func (r Runs) one(ctx context.Context, where string, arg any) (*Run, error) {
	run, err := read(r.Store.DB().QueryRowContext(ctx, selectRuns+where+` ORDER BY number DESC LIMIT 1`, arg))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return run, err
}

func read(row interface{ Scan(...any) error }) (*Run, error) {
	run := &Run{Set: new(Set)}
	var number, decided int64
	var body, lineage, reference string
	if err := row.Scan(&number, &run.State, &decided, &body, &lineage, &reference); err != nil {
		return nil, fmt.Errorf("persona: reading a run: %w", err)
	}
	if decided != 0 {
		at := store.Time(decided)
		run.Decided = &at
	}
	for text, into := range map[string]any{body: run.Set, lineage: &run.Lineage, reference: &run.Reference} {
		if text == "" {
			continue // of a run before there was such a thing
		}
		if err := json.Unmarshal([]byte(text), into); err != nil {
			return nil, fmt.Errorf("persona: run %d cannot be read: %w", number, err)
		}
	}
	run.Run = number
	return run, nil
}
