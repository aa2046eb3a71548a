package main

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"limner/event"
	"limner/simulate"
)

// simulation is what `limner simulate` was asked for.
type simulation struct {
	world              simulate.Config
	start              string
	out, truth, format string
}

// newSimulate is `limner simulate`.
func newSimulate(c *cli) *cobra.Command {
	s := &simulation{}
	cmd := &cobra.Command{
		Use:   "simulate --contacts N --out FILE",
		Short: "Make up a company whose personas are known",
		Long: "Makes up contacts of planted personas and all they do for a year: visits, orders, emails\n" +
			"(some opened by machines), features, plans, tickets, scores. The same seed makes the same\n" +
			"company. Import the file, build, and compare what was found with the truth.\n\n" +
			"The file holds calls as Segment's libraries send them, one JSON object a line, or a table\n" +
			"(--format csv). A name that ends in .gz is compressed; - is standard output.",
		Example: "  limner simulate --contacts 2000 --out events.jsonl --truth truth.csv\n" +
			"  limner import --preset segment --yes events.jsonl",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return s.run(cmd.Context(), c) },
	}
	f := cmd.Flags()
	f.IntVar(&s.world.Contacts, "contacts", 2000, "how many contacts")
	f.IntVar(&s.world.Days, "days", 365, "how many days")
	f.StringVar(&s.start, "start", "2025-01-01", "the first day")
	f.Uint64Var(&s.world.Seed, "seed", 1, "which of the many companies")
	f.Float64Var(&s.world.Pace, "pace", 1, "how much goes on: 0.5 is half as many visits and orders")
	f.IntVar(&s.world.EmailEvery, "emails-every", 7, "days between emails to everyone")
	f.BoolVar(&s.world.Structureless, "structureless", false, "no personas: everyone follows one process with the same averages")
	f.StringVar(&s.out, "out", "", "the file of events")
	f.StringVar(&s.truth, "truth", "", "a table of what is true of each contact")
	f.StringVar(&s.format, "format", "", "jsonl or csv (default: as the file's name says, else jsonl)")
	return cmd
}

func (s *simulation) run(ctx context.Context, c *cli) error {
	if s.out == "" {
		return usage("say where to write the events: --out events.jsonl, or --out - for standard output")
	}
	if s.world.Contacts < 1 || s.world.Days < 1 || s.world.EmailEvery < 1 || !(s.world.Pace > 0) {
		return usage("--contacts, --days, --emails-every and --pace must be above zero")
	}
	start, err := time.Parse(time.DateOnly, s.start)
	if err != nil {
		return usage("--start %q is not a day; write it like 2025-01-31", s.start)
	}
	s.world.Start = start
	w, err := simulate.New(s.world)
	if err != nil {
		return err
	}
	n, err := s.events(ctx, w, c.out)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.err, "%d events of %d contacts, %s to %s, seed %d\n", n, w.Contacts,
		w.Start.Format(time.DateOnly), w.End.AddDate(0, 0, -1).Format(time.DateOnly), w.Seed)
	if s.truth == "" {
		return nil
	}
	return writeTo(s.truth, c.out, w.TruthCSV)
}

// eventWriter is one of simulate's forms.
type eventWriter interface {
	Write(events []event.Event) error
	Flush() error
}

// events writes the world's events and returns how many there were.
func (s *simulation) events(ctx context.Context, w *simulate.World, std io.Writer) (n int, err error) {
	err = writeTo(s.out, std, func(to io.Writer) error {
		form, err := s.form(to)
		if err != nil {
			return err
		}
		err = w.Each(func(_ *simulate.Truth, events []event.Event) error {
			n += len(events)
			return errors.Join(ctx.Err(), form.Write(events))
		})
		return errors.Join(err, form.Flush())
	})
	return n, err
}

func (s *simulation) form(to io.Writer) (eventWriter, error) {
	format := s.format
	if format == "" && strings.HasSuffix(strings.TrimSuffix(s.out, ".gz"), ".csv") {
		format = "csv"
	}
	switch format {
	case "csv":
		return simulate.NewCSV(to)
	case "", "jsonl":
		return simulate.NewSegment(to), nil
	default:
		return nil, usage("--format %q is not known: jsonl or csv", format)
	}
}

// writeTo opens a file to write to, compressed if its name says so; - is std. A file that could not be
// written whole is removed.
func writeTo(name string, std io.Writer, write func(io.Writer) error) (err error) {
	if name == "-" {
		return write(std)
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, f.Close()); err != nil {
			_ = os.Remove(name)
		}
	}()
	if !strings.HasSuffix(name, ".gz") {
		return write(f)
	}
	z := gzip.NewWriter(f)
	return errors.Join(write(z), z.Close())
}
