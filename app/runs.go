package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"limner/persona"
	"limner/portrait"
)

// ErrDecision says that there is nothing to decide about a run.
var ErrDecision = errors.New("there is nothing to decide")

// Accept takes a run into use: everyone is placed by it as the portraits are now.
func (w *Workspace) Accept(ctx context.Context, number int64, now time.Time) (*persona.Run, error) {
	run, err := w.Runs().Get(ctx, number)
	if err != nil {
		return nil, err
	}
	if run.State == persona.InUse {
		return nil, fmt.Errorf("%w: run %d is in use already", ErrDecision, number)
	}
	c, err := w.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	t, err := portrait.Read(ctx, w.Warehouse, c)
	if err != nil {
		return nil, err
	}
	members, err := run.Place(ctx, t, w.workers())
	if err != nil {
		return nil, err
	}
	f := &finding{Workspace: w, t: t}
	if f.before, err = w.Runs().InUse(ctx); err != nil && !errors.Is(err, persona.ErrNoRun) {
		return nil, err
	}
	if f.before != nil {
		f.frozen, f.stuck = f.before.Place(ctx, t, w.workers())
	}
	if err := w.place(ctx, t, f.before, f.frozen, run, members); err != nil {
		return nil, err
	}
	if err := w.Runs().Decide(ctx, number, persona.InUse, now); err != nil {
		return nil, err
	}
	if d := run.Drift(t, members); d != nil && !t.AsOf.Equal(run.AsOf) {
		if err := w.Runs().SaveCheck(ctx, d); err != nil {
			return nil, err
		}
	}
	return w.Runs().Get(ctx, number)
}

// Decline settles that the set in use is kept against the proposal.
func (w *Workspace) Decline(ctx context.Context, now time.Time) (*persona.Run, error) {
	run, err := w.Runs().Proposed(ctx)
	if err != nil {
		return nil, err
	}
	if run == nil {
		return nil, fmt.Errorf("%w: no run is proposed", ErrDecision)
	}
	if err := w.Runs().Decide(ctx, run.Run, persona.Declined, now); err != nil {
		return nil, err
	}
	return w.Runs().Get(ctx, run.Run)
}

// Compare tells two runs apart. Whom each had is not kept but computed again, from the events up to its
// instant and its own frozen set: both are pure functions, and a copy of everybody's membership for every
// run would grow without end. What has landed late since is then seen by it too, which is noted.
func (w *Workspace) Compare(ctx context.Context, a, b int64) (*persona.Difference, error) {
	c, err := w.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	var runs [2]*persona.Run
	var tables [2]*portrait.Table
	for i, number := range []int64{a, b} {
		if runs[i], err = w.Runs().Get(ctx, number); err != nil {
			return nil, err
		}
		if i == 1 && runs[1].AsOf.Equal(runs[0].AsOf) {
			tables[1] = tables[0]
			continue
		}
		if tables[i], err = portrait.At(ctx, w.Warehouse, c, runs[i].AsOf, w.workers()); err != nil {
			return nil, err
		}
	}
	return persona.Compare(ctx, runs[0].Set, runs[1].Set, tables[0], tables[1], w.workers())
}

// Standing is how the personas in use stand.
type Standing struct {
	*persona.Run
	Drift    *persona.Drift `json:"drift,omitempty"`    // absent when nothing was built since
	Proposed *persona.Run   `json:"proposed,omitempty"` // what waits for a decision
}

// Standing is the set in use, with what waits for a decision and how far the population has drifted.
func (w *Workspace) Standing(ctx context.Context) (*Standing, error) {
	s := &Standing{}
	var err error
	if s.Run, err = w.Runs().InUse(ctx); err != nil {
		return nil, err
	}
	if s.Drift, err = w.Runs().Check(ctx, s.Run.Run); err != nil {
		return nil, err
	}
	s.Proposed, err = w.Runs().Proposed(ctx)
	return s, err
}
