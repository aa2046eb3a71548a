// Command build times a full build of portraits beside hand-written SQL for six families of metrics, on
// one warehouse of simulated contacts. See bench/README.md.
package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"runtime"
	"runtime/pprof"
	"strconv"
	"time"

	"limner/bench"
	"limner/metric"
	"limner/portrait"
	"limner/warehouse/duckdb"

	_ "github.com/duckdb/duckdb-go/v2" // the SQL side asks DuckDB itself
)

type options struct {
	dir      string
	contacts int
	rounds   int
	side     string
	profile  string
}

func main() {
	o := &options{}
	flag.StringVar(&o.dir, "dir", "bench/data", "where the warehouse is kept")
	flag.IntVar(&o.contacts, "contacts", 1_000_000, "how many contacts; each has about twenty events")
	flag.IntVar(&o.rounds, "rounds", 3, "runs of each side, in turns")
	flag.StringVar(&o.side, "side", "", "run one side only, as the comparison does: prepare, limner or sql")
	flag.StringVar(&o.profile, "cpuprofile", "", "with -side: write a profile of the processor's time here")
	flag.Parse()
	if err := o.run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func (o *options) run(ctx context.Context) error {
	switch o.side {
	case "":
		return o.compare(ctx)
	case "prepare":
		return prepare(ctx, o)
	case "limner":
		return o.timed(ctx, o.refresh)
	case "sql":
		return o.timed(ctx, o.statements)
	default:
		return fmt.Errorf("-side %s: prepare, limner or sql", o.side)
	}
}

func (o *options) compare(ctx context.Context) error {
	side := func(name, side string) *bench.Contender {
		return &bench.Contender{Name: name, Seconds: seconds,
			Command: bench.Self("-dir", o.dir, "-contacts", strconv.Itoa(o.contacts), "-side", side)}
	}
	ours := side("limner: portrait.Refresh, whole catalogue", "limner")
	theirs := side("DuckDB SQL: six families", "sql")
	// In a process of its own: a process inherits its parent's peak of memory.
	cmd := bench.Self("-dir", o.dir, "-contacts", strconv.Itoa(o.contacts), "-side", "prepare")(ctx)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return err
	}
	fmt.Printf("full build, %d contacts\n", o.contacts)
	if err := bench.InTurns(ctx, o.rounds, ours, theirs); err != nil {
		return err
	}
	bench.Compare(ours, theirs)
	return nil
}

// seconds reads what timed prints.
func seconds(out string) (float64, error) {
	var t struct{ Seconds float64 }
	err := json.Unmarshal([]byte(out), &t)
	return t.Seconds, err
}

// timed prints how long a side takes, opening the file aside.
func (o *options) timed(ctx context.Context, side func(context.Context) (time.Duration, error)) error {
	if o.profile != "" {
		f, err := os.Create(o.profile)
		if err != nil {
			return err
		}
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	took, err := side(ctx)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]float64{"Seconds": took.Seconds()})
}

// refresh computes and writes every contact's portrait, all metrics and their Until, as `limner build`
// does before it looks for personas.
func (o *options) refresh(ctx context.Context) (took time.Duration, err error) {
	w, err := duckdb.Open(ctx, o.file(), duckdb.Options{})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	world, err := o.world()
	if err != nil {
		return 0, err
	}
	c, err := catalogue(ctx, w, world.End)
	if err != nil {
		return 0, err
	}
	started := time.Now()
	n, err := portrait.Refresh(ctx, w, c, world.End, runtime.GOMAXPROCS(0))
	if err == nil && n != o.contacts {
		err = fmt.Errorf("%d portraits of %d contacts", n, o.contacts)
	}
	fmt.Fprintf(os.Stderr, "           (%d metrics)\n", len(c.Definitions()))
	return time.Since(started), err
}

// catalogue is the metrics of a workspace that was measured, with its traits and five core features.
func catalogue(ctx context.Context, w *duckdb.Warehouse, at time.Time) (*metric.Catalogue, error) {
	s := metric.Settings{Zone: time.UTC}
	traits, err := w.Traits(ctx)
	if err != nil {
		return nil, err
	}
	for _, t := range traits {
		s.Traits = append(s.Traits, metric.Trait{Name: t.Code, Numeric: t.Numeric})
	}
	if s.CoreFeatures, err = w.Features(ctx, 5); err != nil {
		return nil, err
	}
	c, err := metric.New(s, w, nil)
	if err != nil {
		return nil, err
	}
	events, err := w.Events(ctx)
	if err != nil {
		return nil, err
	}
	if s.Calibration, err = portrait.Calibrate(ctx, w, c, at, events, runtime.GOMAXPROCS(0)); err != nil {
		return nil, err
	}
	return metric.New(s, w, nil)
}

// statements runs the hand-written SQL on the same file.
func (o *options) statements(ctx context.Context) (took time.Duration, err error) {
	db, err := sql.Open("duckdb", o.file())
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	c, err := db.Conn(ctx) // temporary tables belong to a connection
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	world, err := o.world()
	if err != nil {
		return 0, err
	}
	all, err := bench.SQL(world.End)
	if err != nil {
		return 0, err
	}
	started := time.Now()
	for _, text := range append([]string{"SET preserve_insertion_order = false"}, all...) {
		began := time.Now()
		if _, err := c.ExecContext(ctx, text); err != nil {
			return 0, err
		}
		if os.Getenv("BENCH_STEPS") != "" {
			fmt.Fprintf(os.Stderr, "           %.2f s  %.40q\n", time.Since(began).Seconds(), text)
		}
	}
	return time.Since(started), nil
}
