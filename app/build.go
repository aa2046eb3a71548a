package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"

	"limner/metric"
	"limner/persona"
	"limner/portrait"
	"limner/warehouse"
)

// coreFeatures is how many features are followed one by one when nobody has named the core ones.
const coreFeatures = 5

// Build is what a build is told.
type Build struct {
	At       time.Time // as of when; zero: see AsOf
	Personas persona.Settings
	// Given says which of the settings somebody gave; the others are those of the set in use.
	Given       Given
	Accept      bool      // take what is found, whatever it changes
	Keep        bool      // look for nothing, place everyone by the set in use
	Recalibrate bool      // measure the population anew
	Now         time.Time // the clock
	// Say is told what is being done, step by step.
	Say func(format string, args ...any)
}

// Build computes everyone's portrait and finds the personas.
func (w *Workspace) Build(ctx context.Context, b Build) (*Found, error) {
	at, err := w.AsOf(ctx, b.At, b.Now)
	if err != nil {
		return nil, err
	}
	if err := w.calibrate(ctx, b, at); err != nil {
		return nil, err
	}
	c, err := w.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	if err := w.ready(ctx, b, c); err != nil {
		return nil, err
	}
	for _, text := range c.Unknown() {
		b.Say("note: your metrics ask for %s, which no event holds", text)
	}
	started := time.Now()
	n, err := portrait.Refresh(ctx, w.Warehouse, c, at, w.workers())
	if err != nil {
		return nil, fmt.Errorf("computing the portraits: %w", err)
	}
	b.Say("%d portraits of %d metrics as of %s in %s", n, len(c.Definitions()), at.In(w.Zone).Format("2 Jan 2006 15:04 MST"), round(time.Since(started)))
	return w.findPersonas(ctx, b, c)
}

// ready refuses a build that must fail, before the portraits are written.
func (w *Workspace) ready(ctx context.Context, b Build, c *metric.Catalogue) error {
	if b.Keep {
		_, err := w.Runs().InUse(ctx)
		return err
	}
	return persona.CheckAxes(c.Definitions(), b.Personas.Axes)
}

// Runs is the runs that looked for personas.
func (w *Workspace) Runs() persona.Runs { return persona.Runs{Store: w.Store} }

func round(d time.Duration) time.Duration {
	if d < time.Second {
		return d.Round(time.Millisecond)
	}
	return d.Round(100 * time.Millisecond)
}

// calibrate measures the population when nobody has, or when asked to.
func (w *Workspace) calibrate(ctx context.Context, b Build, at time.Time) error {
	settings := w.PortraitSettings()
	current, err := settings.Calibration(ctx)
	if err != nil || !current.Measured.IsZero() && !b.Recalibrate && current.Metric.Contacts > 0 {
		return err
	}
	c, err := w.uncalibrated(ctx)
	if err != nil {
		return err
	}
	events, err := w.Warehouse.Events(ctx)
	if err != nil {
		return err
	}
	measured := portrait.Calibration{Measured: b.Now, AsOf: at}
	if measured.Metric, err = portrait.Calibrate(ctx, w.Warehouse, c, at, events, w.workers()); err != nil {
		return fmt.Errorf("measuring the population: %w", err)
	}
	if measured.Features, err = w.Warehouse.Features(ctx, coreFeatures); err != nil {
		return err
	}
	if measured.Metric.Contacts > 0 {
		b.Say("measured %d buyers as of %s: RFM thresholds and purchase rhythm are fixed from now on (--recalibrate measures anew)",
			measured.Metric.Contacts, at.In(w.Zone).Format("2 Jan 2006"))
	}
	return settings.SaveCalibration(ctx, measured)
}

// AsOf is the instant to see the workspace as of: the one asked for, or else now, or, where the newest
// event lies further back, the end of its day: data that stopped years ago say nothing about today.
func (w *Workspace) AsOf(ctx context.Context, asked, now time.Time) (time.Time, error) {
	if !asked.IsZero() {
		return asked, nil
	}
	_, last, err := w.Warehouse.Span(ctx)
	if err != nil {
		return time.Time{}, err
	}
	if last.IsZero() {
		return now.UTC().Truncate(time.Microsecond), nil
	}
	y, m, d := last.In(w.Zone).Date()
	end := time.Date(y, m, d+1, 0, 0, 0, 0, w.Zone)
	if end.Before(now) {
		return end, nil
	}
	return now.UTC().Truncate(time.Microsecond), nil
}

// PortraitSettings is what portraits depend on beside the events.
func (w *Workspace) PortraitSettings() portrait.Settings { return portrait.Settings{Store: w.Store} }

// Catalogue is every metric of the workspace.
func (w *Workspace) Catalogue(ctx context.Context) (*metric.Catalogue, error) {
	calibration, err := w.PortraitSettings().Calibration(ctx)
	if err != nil {
		return nil, err
	}
	return w.catalogue(ctx, calibration)
}

func (w *Workspace) uncalibrated(ctx context.Context) (*metric.Catalogue, error) {
	return w.catalogue(ctx, portrait.Calibration{})
}

func (w *Workspace) catalogue(ctx context.Context, c portrait.Calibration) (*metric.Catalogue, error) {
	traits, err := w.Warehouse.Traits(ctx)
	if err != nil {
		return nil, err
	}
	// By name and not by code: the order of metrics must not tell which event came first.
	slices.SortFunc(traits, func(a, b warehouse.Trait) int { return cmp.Compare(a.Name, b.Name) })
	defined, err := w.PortraitSettings().Defined(ctx)
	if err != nil {
		return nil, err
	}
	s := metric.Settings{Zone: w.Zone, Calibration: c.Metric, CoreFeatures: c.Features}
	for _, t := range traits {
		s.Traits = append(s.Traits, metric.Trait{Name: t.Code, Numeric: t.Numeric})
	}
	return metric.New(s, w.Warehouse, defined)
}

// Define replaces the workspace's own metrics, after checking them.
func (w *Workspace) Define(ctx context.Context, yaml []byte, now time.Time) (*metric.Catalogue, error) {
	if _, err := metric.New(metric.Settings{Zone: w.Zone}, w.Warehouse, yaml); err != nil {
		return nil, err
	}
	if err := w.PortraitSettings().SaveDefined(ctx, yaml, now); err != nil {
		return nil, err
	}
	return w.Catalogue(ctx)
}

// ErrNobody says that a contact is not known.
var ErrNobody = errors.New("no such contact")

func (w *Workspace) workers() int {
	if w.Threads > 0 {
		return w.Threads
	}
	return runtime.GOMAXPROCS(0)
}
