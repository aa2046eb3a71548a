// Package bench measures limner beside what one would use instead: the same work in hand-written SQL,
// with DuckDB's own import, with pandas and scikit-learn. The programs are in the folders below;
// README.md says how to run them and what was seen.
//
// Everything compared is run as a process of its own, in turns, so that a slow minute of the machine
// falls on both sides, and so that each has its own peak of memory.
package bench

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Contender is one side of a comparison.
type Contender struct {
	Name string
	// Command makes the process of a run.
	Command func(ctx context.Context) *exec.Cmd
	// Before prepares a run, unmeasured; nil for nothing.
	Before func() error
	// Seconds reads the time from what the process printed; nil: the whole process counts.
	Seconds func(stdout string) (float64, error)
	// Note picks what else a run printed that is worth showing; nil for nothing.
	Note func(stdout string) string

	Runs []Run
}

// Run is one measured run.
type Run struct {
	Seconds float64
	CPU     float64 // seconds of processors that the whole process used: steadier on a busy machine
	Peak    int64   // the process's largest resident memory, bytes
}

// InTurns runs the contenders one after the other, so many times round.
func InTurns(ctx context.Context, rounds int, contenders ...*Contender) error {
	for round := range rounds {
		for _, c := range contenders {
			r, err := c.run(ctx)
			if err != nil {
				return fmt.Errorf("%s: %w", c.Name, err)
			}
			c.Runs = append(c.Runs, r)
			fmt.Printf("  round %d  %-44s %s\n", round+1, c.Name, r)
		}
	}
	return nil
}

func (c *Contender) run(ctx context.Context) (Run, error) {
	if c.Before != nil {
		if err := c.Before(); err != nil {
			return Run{}, err
		}
	}
	cmd := c.Command(ctx)
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	started := time.Now()
	if err := cmd.Run(); err != nil {
		return Run{}, fmt.Errorf("%s: %w\n%s", cmd, err, out.String())
	}
	state := cmd.ProcessState
	r := Run{Seconds: time.Since(started).Seconds(), CPU: (state.UserTime() + state.SystemTime()).Seconds()}
	if usage, ok := state.SysUsage().(*syscall.Rusage); ok {
		r.Peak = usage.Maxrss * 1024
	}
	if c.Note != nil {
		fmt.Println("          " + c.Note(out.String()))
	}
	var err error
	if c.Seconds != nil {
		r.Seconds, err = c.Seconds(out.String())
	}
	return r, err
}

// String is the run as a line of a table.
func (r Run) String() string {
	return fmt.Sprintf("%8.2f s  %8.2f s CPU  %6.2f GB", r.Seconds, r.CPU, float64(r.Peak)/1e9)
}

// Median is the median of each figure.
func (c *Contender) Median() Run {
	of := func(figure func(Run) float64) float64 {
		all := make([]float64, len(c.Runs))
		for i, r := range c.Runs {
			all[i] = figure(r)
		}
		slices.Sort(all)
		return all[len(all)/2]
	}
	return Run{
		Seconds: of(func(r Run) float64 { return r.Seconds }),
		CPU:     of(func(r Run) float64 { return r.CPU }),
		Peak:    int64(of(func(r Run) float64 { return float64(r.Peak) })),
	}
}

// Compare prints the medians, and how many times as long each takes as the first.
func Compare(contenders ...*Contender) {
	base := contenders[0].Median()
	for _, c := range contenders {
		m := c.Median()
		fmt.Printf("  median   %-44s %s  %5.2f × (CPU %.2f ×)\n", c.Name, m, m.Seconds/base.Seconds, m.CPU/base.CPU)
	}
}

//go:embed sql/*.sql
var statements embed.FS

// SQL is the statements of the hand-written portraits, in order; $asof stands for the instant.
func SQL(asof time.Time) ([]string, error) {
	files, err := fs.Glob(statements, "sql/*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	instant := "TIMESTAMP '" + asof.UTC().Format("2006-01-02 15:04:05.000000") + "'"
	all := make([]string, len(files))
	for i, name := range files {
		text, err := statements.ReadFile(name)
		if err != nil {
			return nil, err
		}
		all[i] = strings.ReplaceAll(string(text), "$asof", instant)
	}
	return all, nil
}

// Self is the running program with other arguments.
func Self(args ...string) func(context.Context) *exec.Cmd {
	return func(ctx context.Context) *exec.Cmd { return exec.CommandContext(ctx, os.Args[0], args...) }
}

// World is the arguments with which limner makes the company that is measured on: a year in which a
// contact does or gets about twenty things.
func World(contacts int) []string {
	return []string{"simulate", "--contacts", strconv.Itoa(contacts), "--pace", "0.08", "--emails-every", "90"}
}
