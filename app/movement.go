package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"limner/persona"
	"limner/portrait"
)

// ErrSpan says that a span of time is none.
var ErrSpan = errors.New("the time asked for is no span")

// Movement tells how contacts moved between the personas of the set in use from one instant to another. A
// zero to is that of the last build, a zero from a month before to.
func (w *Workspace) Movement(ctx context.Context, from, to time.Time) (*persona.Movement, error) {
	set, err := w.Runs().Latest(ctx)
	if err != nil {
		return nil, err
	}
	if to.IsZero() {
		if to, err = w.builtAsOf(ctx); err != nil {
			return nil, err
		}
	}
	if from.IsZero() {
		from = monthsBefore(to.In(w.Zone), 1).UTC()
	}
	if !from.Before(to) {
		return nil, fmt.Errorf("%w: it begins on %s and ends on %s", ErrSpan, from.In(w.Zone).Format(time.DateOnly), to.In(w.Zone).Format(time.DateOnly))
	}
	before, after, err := w.twice(ctx, set, from, to)
	if err != nil {
		return nil, err
	}
	return set.Move(ctx, before, after, w.workers())
}

// twice is the population as of two instants, as far as placing it asks for.
func (w *Workspace) twice(ctx context.Context, set *persona.Set, from, to time.Time) (before, after *portrait.Table, err error) {
	c, err := w.Catalogue(ctx)
	if err != nil {
		return nil, nil, err
	}
	names := append(set.Needs(), "revenue")
	if before, err = portrait.At(ctx, w.Warehouse, c, from, w.workers(), names...); err != nil {
		return nil, nil, err
	}
	after, err = portrait.At(ctx, w.Warehouse, c, to, w.workers(), names...)
	return before, after, err
}

// builtAsOf is the instant of the last build.
func (w *Workspace) builtAsOf(ctx context.Context) (time.Time, error) {
	at, err := portrait.AsOf(ctx, w.Warehouse)
	if err == nil && at.IsZero() {
		err = persona.ErrNoRun
	}
	return at, err
}

// Sizes is how many contacts were of each persona of the set in use at the last n month ends and as of the
// last build. Month ends before the first event are left out.
func (w *Workspace) Sizes(ctx context.Context, n int) (*persona.Sizes, error) {
	set, err := w.Runs().Latest(ctx)
	if err != nil {
		return nil, err
	}
	c, err := w.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	ends, err := w.monthEnds(ctx, n)
	if err != nil {
		return nil, err
	}
	sizes := set.Sizes()
	for _, at := range ends {
		t, err := portrait.At(ctx, w.Warehouse, c, at, w.workers(), set.Needs()...)
		if err != nil {
			return nil, err
		}
		if err := sizes.Add(ctx, set, t, w.workers()); err != nil {
			return nil, err
		}
	}
	return sizes, nil
}

// monthEnds is the last n ends of months, in the workspace's zone, and the instant of the last build.
func (w *Workspace) monthEnds(ctx context.Context, n int) ([]time.Time, error) {
	at, err := w.builtAsOf(ctx)
	if err != nil {
		return nil, err
	}
	first, _, err := w.Warehouse.Span(ctx)
	if err != nil {
		return nil, err
	}
	ends := []time.Time{at}
	y, m, _ := at.In(w.Zone).Date()
	for i := range n {
		end := time.Date(y, m-time.Month(i), 1, 0, 0, 0, 0, w.Zone).UTC()
		if !end.After(first) {
			break
		}
		if end.Before(at) {
			ends = append(ends, end)
		}
	}
	slices.Reverse(ends)
	return ends, nil
}

// monthsBefore is the same time n months earlier, on the last day of the month where that has no such day.
func monthsBefore(t time.Time, n int) time.Time {
	y, m, d := t.Date()
	last := time.Date(y, m-time.Month(n)+1, 0, 0, 0, 0, 0, t.Location()).Day()
	return time.Date(y, m-time.Month(n), min(d, last), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), t.Location())
}
