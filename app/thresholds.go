package app

import (
	"context"
	"time"

	"limner/portrait"
	"limner/segment"
)

// Thresholds are the cut points of the RFM scores and where they come from.
func (w *Workspace) Thresholds(ctx context.Context) (portrait.Calibration, error) {
	return w.PortraitSettings().Calibration(ctx)
}

// SetThresholds sets own cut points: nil leaves a dimension as it is.
func (w *Workspace) SetThresholds(ctx context.Context, own segment.Thresholds, now time.Time) error {
	c, err := w.Thresholds(ctx)
	if err != nil {
		return err
	}
	o := c.Own
	for d, into := range []**portrait.OwnCuts{&o.Recency, &o.Frequency, &o.Monetary} {
		if own[d] != nil {
			*into = &portrait.OwnCuts{Cuts: own[d], Since: now}
		}
	}
	return w.PortraitSettings().SaveOwn(ctx, o, now)
}

// MeasuredThresholds goes back to the cut points that were measured.
func (w *Workspace) MeasuredThresholds(ctx context.Context, now time.Time) error {
	return w.PortraitSettings().SaveOwn(ctx, portrait.Own{}, now)
}
