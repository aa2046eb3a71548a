package portrait

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"limner/metric"
	"limner/store"
)

// Own is the thresholds of the RFM scores that somebody set, instead of the measured ones. They lie
// over whatever calibration there is: measuring anew leaves them as they are.
type Own struct {
	Recency   *OwnCuts `json:"recency,omitempty"` // nil: as measured
	Frequency *OwnCuts `json:"frequency,omitempty"`
	Monetary  *OwnCuts `json:"monetary,omitempty"`
}

// OwnCuts are the four cut points of a score, ascending.
type OwnCuts struct {
	Cuts  []float64 `json:"cuts"`
	Since time.Time `json:"since"` // when they were set
}

// lay puts the own cut points over the measured ones. A score without cut points of its own needs the
// measured ones of a population large enough; without, all scores stay missing.
func (o Own) lay(c *metric.Calibration) {
	for _, x := range o.over(c) {
		if x.own != nil {
			*x.cuts = x.own.Cuts
		}
	}
	if !scored(c) {
		c.Recency, c.Frequency, c.Monetary = nil, nil, nil
	}
}

// over pairs own cut points with those of a calibration.
func (o Own) over(c *metric.Calibration) [3]struct {
	own  *OwnCuts
	cuts *[]float64
} {
	return [3]struct {
		own  *OwnCuts
		cuts *[]float64
	}{{o.Recency, &c.Recency}, {o.Frequency, &c.Frequency}, {o.Monetary, &c.Monetary}}
}

// scored reports whether a calibration has all three thresholds.
func scored(c *metric.Calibration) bool {
	return len(c.Recency) > 0 && len(c.Frequency) > 0 && len(c.Monetary) > 0
}

// ErrPartial says that own thresholds of some scores leave others without any.
var ErrPartial = errors.New("fewer than 20 buyers have been measured, so there are no thresholds for the scores left out: set all three")

// SaveOwn replaces the own thresholds; the zero Own goes back to the measured ones.
func (s Settings) SaveOwn(ctx context.Context, o Own, now time.Time) error {
	c, err := s.measured(ctx)
	if err != nil {
		return err
	}
	if o.lay(&c.Metric); !scored(&c.Metric) && o != (Own{}) {
		return ErrPartial
	}
	body, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("portrait: writing the thresholds: %w", err)
	}
	return s.Store.Transact(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO rfm_thresholds (number, saved, body)
			SELECT coalesce(max(number), 0) + 1, $1, $2 FROM rfm_thresholds`, store.Micros(now), string(body))
		return err
	})
}

// own is the newest own thresholds.
func (s Settings) own(ctx context.Context) (Own, error) {
	var o Own
	var body string
	err := s.Store.DB().QueryRowContext(ctx, `SELECT body FROM rfm_thresholds ORDER BY number DESC LIMIT 1`).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return o, nil
	}
	if err != nil {
		return o, fmt.Errorf("portrait: reading the thresholds: %w", err)
	}
	return o, json.Unmarshal([]byte(body), &o)
}
