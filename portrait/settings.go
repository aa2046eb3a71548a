package portrait

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"limner/event"
	"limner/metric"
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

// Settings keeps what portraits depend on beside the events.
type Settings struct{ Store *store.Store }

// Calibration is facts about the population, as they were measured.
type Calibration struct {
	Measured time.Time          `json:"measured"` // zero: never
	AsOf     time.Time          `json:"as_of"`
	Metric   metric.Calibration `json:"metric"`
	Features []event.Code       `json:"features"` // the core features
	Own      Own                `json:"-"`        // which of Metric's thresholds somebody set; kept apart
}

// Calibration is the newest calibration, the zero one when nothing was measured yet, with the own
// thresholds in it.
func (s Settings) Calibration(ctx context.Context) (Calibration, error) {
	c, err := s.measured(ctx)
	if err != nil {
		return c, err
	}
	if c.Own, err = s.own(ctx); err != nil {
		return c, err
	}
	c.Own.lay(&c.Metric)
	return c, nil
}

// measured is the newest calibration as it was measured.
func (s Settings) measured(ctx context.Context) (Calibration, error) {
	var c Calibration
	var body string
	err := s.Store.DB().QueryRowContext(ctx, `SELECT body FROM calibrations ORDER BY number DESC LIMIT 1`).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return c, nil
	}
	if err != nil {
		return c, fmt.Errorf("portrait: reading the calibration: %w", err)
	}
	return c, json.Unmarshal([]byte(body), &c)
}

// SaveCalibration freezes a calibration as measured.
func (s Settings) SaveCalibration(ctx context.Context, c Calibration) error {
	body, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("portrait: writing the calibration: %w", err)
	}
	return s.Store.Transact(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO calibrations (number, measured, as_of, body)
			SELECT coalesce(max(number), 0) + 1, $1, $2, $3 FROM calibrations`,
			store.Micros(c.Measured), store.Micros(c.AsOf), string(body))
		return err
	})
}

// Defined is the workspace's own metrics in YAML, nil when it has none.
func (s Settings) Defined(ctx context.Context) ([]byte, error) {
	var body []byte
	err := s.Store.DB().QueryRowContext(ctx, `SELECT body FROM metric_definitions ORDER BY number DESC LIMIT 1`).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return body, err
}

// SaveDefined replaces the workspace's own metrics. The caller has checked them.
func (s Settings) SaveDefined(ctx context.Context, yaml []byte, now time.Time) error {
	return s.Store.Transact(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO metric_definitions (number, saved, body)
			SELECT coalesce(max(number), 0) + 1, $1, $2 FROM metric_definitions`, store.Micros(now), string(yaml))
		return err
	})
}
