// Package app joins the parts: configuration, the data folder, and what is opened in which order.
package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"limner/store"
	"limner/warehouse/duckdb"
)

// Config is what a workspace is opened with.
type Config struct {
	Data     string // the data folder: everything of the workspace, and the only place it is
	Database string // the store's PostgreSQL address; "" is SQLite in the data folder
	Memory   string // the warehouse's memory limit, "2GB"; "" is DuckDB's own
	Threads  int    // 0: all processors
}

// Workspace is an open data folder.
type Workspace struct {
	Warehouse *duckdb.Warehouse
	Store     *store.Store
	Zone      *time.Location // where the workspace's days begin
	Currency  string         // what amounts are in; "" until the first import says so
	Threads   int

	zoned bool // somebody has said the zone
}

// The facts about a workspace that are kept in its warehouse.
const (
	zoneFact     = "zone"
	currencyFact = "currency"
)

// Open opens the workspace in the data folder, making it when it is new.
func Open(ctx context.Context, c Config) (*Workspace, error) {
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return nil, fmt.Errorf("the data folder %s cannot be made: %w", c.Data, err)
	}
	w := &Workspace{Threads: c.Threads}
	var err error
	w.Warehouse, err = duckdb.Open(ctx, filepath.Join(c.Data, "warehouse.duckdb"), duckdb.Options{Memory: c.Memory, Threads: c.Threads})
	if err != nil {
		return nil, err
	}
	if err := w.open(ctx, c); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

func (w *Workspace) open(ctx context.Context, c Config) error {
	where := c.Database
	if where == "" {
		where = filepath.Join(c.Data, "limner.sqlite")
	}
	var err error
	if w.Store, err = store.Open(ctx, where); err != nil {
		return err
	}
	for _, m := range migrations() {
		if err := w.Store.Migrate(ctx, m.domain, m.files); err != nil {
			return err
		}
	}
	return w.readFacts(ctx)
}

func (w *Workspace) readFacts(ctx context.Context) error {
	name, err := w.Warehouse.Fact(ctx, zoneFact)
	if err != nil {
		return err
	}
	if w.Zone, err = time.LoadLocation(name); err != nil {
		return fmt.Errorf("the workspace's time zone: %w", err)
	}
	w.zoned = name != ""
	w.Currency, err = w.Warehouse.Fact(ctx, currencyFact)
	return err
}

// SetZone fixes where the workspace's days begin ("Europe/London").
func (w *Workspace) SetZone(ctx context.Context, name string) error {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return fmt.Errorf("%q is not a time zone; they are named like Europe/London or America/New_York", name)
	}
	w.Zone, w.zoned = zone, true
	return w.Warehouse.SetFact(ctx, zoneFact, name)
}

// HasZone reports whether somebody has said where the workspace's days begin; until then it is UTC.
func (w *Workspace) HasZone() bool { return w.zoned }

// SetCurrency fixes the currency all amounts are in.
func (w *Workspace) SetCurrency(ctx context.Context, code string) error {
	w.Currency = code
	return w.Warehouse.SetFact(ctx, currencyFact, code)
}

// Close closes what is open.
func (w *Workspace) Close() error {
	var err error
	if w.Store != nil {
		err = w.Store.Close()
	}
	return errors.Join(err, w.Warehouse.Close())
}
