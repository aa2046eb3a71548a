package main

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"limner/app"
	"limner/persona"
)

// newRuns is `limner runs`.
func newRuns(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "runs",
		Short: "Every build that looked for personas, and which is in use",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			w, err := c.workspace(cmd.Context())
			if err != nil {
				return err
			}
			runs, err := w.Runs().List(cmd.Context())
			if err != nil {
				return err
			}
			if c.json {
				return c.writeJSON(runs)
			}
			if err := c.style(w).Runs(c.out, runs); err != nil {
				return err
			}
			now, err := w.Standing(cmd.Context())
			if errors.Is(err, persona.ErrNoRun) {
				return nil
			}
			if err != nil {
				return err
			}
			return c.style(w).Standing(c.out, now.Drift, now.Proposed)
		},
	}
	cmd.AddCommand(newRunsShow(c), newRunsDiff(c), newRunsAccept(c), newRunsKeep(c))
	return cmd
}

func newRunsShow(c *cli) *cobra.Command {
	return &cobra.Command{
		Use:   "show N",
		Short: "One run and its personas",
		Args:  c.numbers(1, "`limner runs show` takes the number of a run"),
		RunE: func(cmd *cobra.Command, args []string) error {
			w, err := c.workspace(cmd.Context())
			if err != nil {
				return err
			}
			run, err := w.Runs().Get(cmd.Context(), runNumber(args[0]))
			if err != nil {
				return err
			}
			if c.json {
				return c.writeJSON(run)
			}
			return c.style(w).Run(c.out, run)
		},
	}
}

func newRunsDiff(c *cli) *cobra.Command {
	return &cobra.Command{
		Use:   "diff A B",
		Short: "What two runs tell differently",
		Args:  c.numbers(2, "`limner runs diff` takes the numbers of two runs"),
		RunE: func(cmd *cobra.Command, args []string) error {
			w, err := c.workspace(cmd.Context())
			if err != nil {
				return err
			}
			d, err := w.Compare(cmd.Context(), runNumber(args[0]), runNumber(args[1]))
			if err != nil {
				return err
			}
			if c.json {
				return c.writeJSON(d)
			}
			return c.style(w).Difference(c.out, d)
		},
	}
}

func newRunsAccept(c *cli) *cobra.Command {
	return &cobra.Command{
		Use:   "accept N",
		Short: "Take a run's personas into use, a proposed one's or an older one's",
		Args:  c.numbers(1, "`limner runs accept` takes the number of a run"),
		RunE: func(cmd *cobra.Command, args []string) error {
			w, err := c.workspace(cmd.Context())
			if err != nil {
				return err
			}
			run, err := w.Accept(cmd.Context(), runNumber(args[0]), c.now())
			if err != nil {
				return err
			}
			if c.json {
				return c.writeJSON(run)
			}
			fmt.Fprintf(c.out, "Run %d is in use: everyone is placed by its %d personas.\n", run.Run, len(run.Personas))
			return nil
		},
	}
}

func newRunsKeep(c *cli) *cobra.Command {
	return &cobra.Command{
		Use:   "keep",
		Short: "Keep the personas in use against those proposed",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			w, err := c.workspace(cmd.Context())
			if err != nil {
				return err
			}
			run, err := w.Decline(cmd.Context(), c.now())
			if err != nil {
				return err
			}
			if c.json {
				return c.writeJSON(run)
			}
			fmt.Fprintf(c.out, "The personas in use stay; run %d is declined. `limner runs accept %d` takes it after all.\n", run.Run, run.Run)
			return nil
		},
	}
}

// numbers checks that the arguments are n numbers of runs.
func (c *cli) numbers(n int, want string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != n {
			return usage("%s; `limner runs` lists them", want)
		}
		for _, a := range args {
			if runNumber(a) < 1 {
				return usage("%q is not the number of a run; `limner runs` lists them", a)
			}
		}
		return nil
	}
}

// runNumber reads the number of a run, 0 for what is none.
func runNumber(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// sayFound tells what a build found and what became of it.
func (c *cli) sayFound(w *app.Workspace, f *app.Found) error {
	s := c.style(w)
	if len(f.InUse.Personas) == 0 {
		return s.Personas(c.out, f.InUse.Set)
	}
	for _, p := range f.InUse.Personas {
		fmt.Fprintf(c.out, "%2d. %s: %s\n", p.ID, p.Name, s.Headline(&p))
	}
	if f.InUse != f.Run {
		fmt.Fprintf(c.out, "These are the personas of run %d as they were built; everyone is placed by them as of now.\n", f.UsedRun)
	}
	var proposed *persona.Run
	if f.State == persona.Proposed {
		proposed = f.Run
	}
	if err := s.Standing(c.out, f.Drift, proposed); err != nil {
		return err
	}
	fmt.Fprintln(c.out, "`limner personas` tells more.")
	return nil
}
