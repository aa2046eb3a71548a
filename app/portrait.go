package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"limner/event"
	"limner/metric"
	"limner/portrait"
)

// Portrait computes one contact's portrait as of an instant; the zero instant is that of the last build.
func (w *Workspace) Portrait(ctx context.Context, key event.Key, at time.Time) (*portrait.Contact, error) {
	id := event.HashKey(key)
	known, ok, err := w.Warehouse.Key(ctx, id)
	if err != nil {
		return nil, err
	}
	if !ok || known != key {
		return nil, w.nobody(ctx, key)
	}
	if at.IsZero() {
		if at, err = portrait.AsOf(ctx, w.Warehouse); err != nil {
			return nil, err
		}
	}
	if at, err = w.AsOf(ctx, at, time.Now()); err != nil {
		return nil, err
	}
	c, err := w.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	return portrait.Of(ctx, w.Warehouse, c, key, at)
}

func (w *Workspace) nobody(ctx context.Context, key event.Key) error {
	similar, err := w.Warehouse.Similar(ctx, string(key), 3)
	if err != nil {
		return err
	}
	if len(similar) == 0 {
		return fmt.Errorf("%w: %q", ErrNobody, key)
	}
	names := make([]string, len(similar))
	for i, k := range similar {
		names[i] = string(k)
	}
	return fmt.Errorf("%w: %q; did you mean %s?", ErrNobody, key, strings.Join(names, " or "))
}

// MetricDoc is a metric's definition as data.
type MetricDoc struct {
	Name       string   `json:"name"`
	Family     string   `json:"family"`
	Unit       string   `json:"unit"`
	Title      string   `json:"title"`
	Definition string   `json:"definition"`
	Source     string   `json:"source"`
	Words      []string `json:"words,omitempty"`
}

// Describe lists a catalogue's definitions as data.
func Describe(c *metric.Catalogue) []MetricDoc {
	defs := c.Definitions()
	docs := make([]MetricDoc, len(defs))
	for i, d := range defs {
		docs[i] = MetricDoc{d.Name, d.Family, d.Unit.String(), d.Title, d.Doc, d.Source, d.Words}
	}
	return docs
}
