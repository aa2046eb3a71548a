package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"limner/event"
	"limner/simulate"
	"limner/warehouse"
	"limner/warehouse/duckdb"
)

// prepare makes the warehouse of a world, unless it was made before.
func prepare(ctx context.Context, o *options) error {
	if _, err := os.Stat(o.file()); err == nil {
		return nil
	}
	if err := os.MkdirAll(o.dir, 0o700); err != nil {
		return err
	}
	fmt.Printf("making %s (once)\n", o.file())
	started := time.Now()
	unfinished := o.file() + ".unfinished"
	_ = os.Remove(unfinished)
	if err := fill(ctx, o, unfinished); err != nil {
		return errors.Join(err, os.Remove(unfinished))
	}
	fmt.Printf("made in %s\n", time.Since(started).Round(time.Second))
	return os.Rename(unfinished, o.file())
}

func fill(ctx context.Context, o *options, file string) (err error) {
	w, err := o.world()
	if err != nil {
		return err
	}
	d, err := duckdb.Open(ctx, file, duckdb.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	load, err := d.Begin(ctx)
	if err != nil {
		return err
	}
	defer load.Rollback()
	if err := stream(ctx, w, load); err != nil {
		return err
	}
	in, err := load.Commit(ctx, warehouse.Source{Name: "simulated", Door: "bench"})
	if err != nil {
		return err
	}
	fmt.Printf("%d events of %d contacts\n", in.Added, in.Contacts)
	return d.Compact(ctx)
}

// stream appends a world's events in batches.
func stream(ctx context.Context, w *simulate.World, load warehouse.Load) error {
	var b warehouse.Batch
	err := w.Each(func(_ *simulate.Truth, events []event.Event) error {
		for i := range events {
			b.Add(&events[i])
		}
		if b.Len() < warehouse.BatchSize {
			return nil
		}
		defer b.Reset()
		return load.Append(ctx, &b)
	})
	if err != nil || b.Len() == 0 {
		return err
	}
	return load.Append(ctx, &b)
}

// world is a company of the size asked for: a year in which a contact does or gets about twenty things.
func (o *options) world() (*simulate.World, error) {
	return simulate.New(simulate.Config{Seed: 1, Contacts: o.contacts, Pace: 0.08, EmailEvery: 90})
}

func (o *options) file() string {
	return filepath.Join(o.dir, fmt.Sprintf("world-%d.duckdb", o.contacts))
}
