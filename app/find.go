package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"limner/metric"
	"limner/persona"
	"limner/portrait"
	"limner/warehouse"
)

// Given says which settings of a build somebody gave.
type Given struct{ Seed, K, Axes, Method, ByStage bool }

// Found is what a build found and what became of it.
type Found struct {
	*persona.Run
	// InUse is the set that contacts are placed by now: the one found, or the one that stays.
	InUse *persona.Run `json:"-"`
	// UsedRun is its number.
	UsedRun int64 `json:"used_run"`
	// Drift is how far the population is from that of a set that stays.
	Drift *persona.Drift `json:"drift,omitempty"`
}

// finding is a build on its way to personas.
type finding struct {
	*Workspace
	asked  Build
	t      *portrait.Table
	before *persona.Run      // in use so far, nil for none
	frozen warehouse.Members // where it places everyone now
	stuck  error             // why it cannot
}

// findPersonas looks for personas among the portraits, unless it is to keep those in use.
func (w *Workspace) findPersonas(ctx context.Context, b Build, c *metric.Catalogue) (*Found, error) {
	f := &finding{Workspace: w, asked: b}
	var err error
	if f.t, err = portrait.Read(ctx, w.Warehouse, c); err != nil {
		return nil, err
	}
	f.before, err = w.Runs().InUse(ctx)
	if err != nil && !errors.Is(err, persona.ErrNoRun) {
		return nil, err
	}
	if f.before != nil {
		f.frozen, f.stuck = f.before.Place(ctx, f.t, w.workers())
	}
	if b.Keep {
		return f.keep(ctx)
	}
	return f.refit(ctx)
}

// keep places everyone by the set in use.
func (f *finding) keep(ctx context.Context) (*Found, error) {
	if f.before == nil {
		return nil, persona.ErrNoRun
	}
	if f.stuck != nil {
		return nil, f.stuck
	}
	return f.stay(ctx, f.before)
}

// stay leaves the set in use where it is, with everyone placed by it and the drift on record.
func (f *finding) stay(ctx context.Context, found *persona.Run) (*Found, error) {
	if err := f.place(ctx, f.t, f.before, f.frozen, f.before, f.frozen); err != nil {
		return nil, err
	}
	out := &Found{Run: found, InUse: f.before, UsedRun: f.before.Run, Drift: f.before.Drift(f.t, f.frozen)}
	if out.Drift == nil {
		return out, nil
	}
	return out, f.Runs().SaveCheck(ctx, out.Drift)
}

// refit looks for personas anew and takes them into use, or proposes them where that would change what
// people know and nobody asked for it.
func (f *finding) refit(ctx context.Context) (*Found, error) {
	started := time.Now()
	f.inherit()
	set, members, err := persona.Build(ctx, f.t, f.asked.Personas, f.asked.Now, f.workers())
	if err != nil {
		return nil, fmt.Errorf("finding personas: %w", err)
	}
	run := &persona.Run{Set: set}
	if err := f.relate(ctx, run, members); err != nil {
		return nil, err
	}
	if err := set.KeyTypical(ctx, f.Warehouse.Keys); err != nil {
		return nil, err
	}
	set.Tell(f.t, members, f.Warehouse.Text)
	run.Reference = persona.ReferenceOf(set, f.t, members)
	if err := f.Runs().Save(ctx, run); err != nil {
		return nil, err
	}
	f.asked.Say("%d personas in %s", len(set.Personas), round(time.Since(started)))
	if !f.takes(run) {
		return f.stay(ctx, run)
	}
	if err := f.place(ctx, f.t, f.before, f.frozen, run, members); err != nil {
		return nil, err
	}
	run.State = persona.InUse
	return &Found{Run: run, InUse: run, UsedRun: run.Run}, f.Runs().Decide(ctx, run.Run, persona.InUse, f.asked.Now)
}

// inherit fills in the settings that nobody gave from the set in use, so that a build by itself divides as
// the one before it did.
func (f *finding) inherit() {
	if f.before == nil {
		return
	}
	old, s, given := f.before.Settings, &f.asked.Personas, f.asked.Given
	if !given.Seed {
		s.Seed = old.Seed
	}
	if !given.K {
		s.K = old.K
	}
	if !given.Axes {
		s.Axes = old.Axes
	}
	if !given.Method {
		s.Method = old.Method
	}
	if !given.ByStage {
		s.ByStage = old.ByStage
	}
	if old.K > 0 && !given.K {
		f.asked.Say("looking for %d personas, as run %d did (--k 0: as many as the data hold)", old.K, f.before.Run)
	}
	if len(old.Axes) > 0 && !given.Axes {
		f.asked.Say("telling contacts apart by what run %d did (--by names others)", f.before.Run)
	}
}

// relate gives the personas found the ids of those in use that they continue.
func (f *finding) relate(ctx context.Context, run *persona.Run, members warehouse.Members) error {
	greatest, err := f.Runs().Greatest(ctx)
	if err != nil || f.before == nil {
		return err
	}
	if f.stuck != nil {
		f.asked.Say("note: what became of the personas of run %d cannot be told: %v", f.before.Run, f.stuck)
	}
	was, err := f.Warehouse.Members(ctx)
	if err != nil {
		return err
	}
	a, b := persona.Along(f.t.Contact, f.frozen), persona.Along(f.t.Contact, members)
	run.Lineage = persona.Match(f.before.Set, run.Set, a, b, persona.Among(f.t.Contact, was.Contact))
	run.Inherit(run.Lineage, f.before.Set, greatest, members)
	return nil
}

// takes reports whether what was found comes into use at once.
func (f *finding) takes(run *persona.Run) bool {
	if f.asked.Accept || f.before == nil || len(f.before.Personas) == 0 || f.stuck != nil {
		return true
	}
	return !run.Settings.Alike(f.before.Settings) || !run.Lineage.Structural()
}

// place writes everybody's persona by a run, and what that changes. before is the run in use so far, nil for
// none, and frozen where it places everyone by the same portraits.
func (w *Workspace) place(ctx context.Context, t *portrait.Table, before *persona.Run, frozen warehouse.Members, by *persona.Run, m warehouse.Members) error {
	was, err := w.Warehouse.Members(ctx)
	if err != nil {
		return err
	}
	s := persona.Shift{Was: was, Frozen: frozen, Is: m, Run: by.Run}
	if before != nil {
		s.FrozenRun = before.Run
	}
	names := make([]warehouse.PersonaName, len(by.Personas))
	for i, p := range by.Personas {
		names[i] = warehouse.PersonaName{ID: int32(p.ID), Name: p.Name}
	}
	return w.Warehouse.WriteMembers(ctx, warehouse.Placement{At: t.AsOf, Run: by.Run}, names, m, s.Moves())
}
