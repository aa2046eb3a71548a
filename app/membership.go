package app

import (
	"context"
	"errors"
	"time"

	"limner/event"
	"limner/metric"
	"limner/persona"
	"limner/portrait"
	"limner/warehouse"
)

// Membership is which persona a contact is of as its portrait stands, and how that came about; nil when no
// personas were built yet.
func (w *Workspace) Membership(ctx context.Context, p *portrait.Contact) (*persona.Membership, error) {
	run, err := w.Runs().InUse(ctx)
	if errors.Is(err, persona.ErrNoRun) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	c, err := w.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	m, err := run.MembershipOf(ctx, p.Table(c, w.Warehouse))
	if err != nil {
		return nil, err
	}
	moves, err := w.Warehouse.Moves(ctx, event.HashKey(p.Key))
	if err != nil {
		return nil, err
	}
	for _, move := range moves {
		if move.At.After(p.AsOf) {
			continue // nobody knew of it then
		}
		step, err := w.step(ctx, c, p.Key, move)
		if err != nil {
			return nil, err
		}
		m.History = append(m.History, step)
	}
	return m, nil
}

// step explains a move: of behaviour, the contact is seen again as of both instants.
func (w *Workspace) step(ctx context.Context, c *metric.Catalogue, key event.Key, m warehouse.Move) (persona.Step, error) {
	s := persona.Step{At: m.At, Run: m.Run, From: int(m.From), To: int(m.To), FromName: m.FromName, ToName: m.ToName, Reason: m.Reason}
	if !m.Since.IsZero() {
		s.Since = &m.Since
	}
	if m.Reason != warehouse.Behaviour || s.Since == nil {
		return s, nil
	}
	run, err := w.Runs().Get(ctx, m.Run)
	if err != nil {
		return s, err
	}
	var tables [2]*portrait.Table
	for i, at := range []time.Time{m.Since, m.At} {
		then, err := portrait.Of(ctx, w.Warehouse, c, key, at)
		if err != nil {
			return s, err
		}
		tables[i] = then.Table(c, w.Warehouse)
	}
	for _, name := range run.Needs() {
		if tables[0].Column(name) == nil {
			return s, nil // not measured any more
		}
	}
	s.Because = run.Explain(tables[0], tables[1], s.From, s.To)
	return s, nil
}
