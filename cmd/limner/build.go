package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"limner/app"
	"limner/persona"
	"limner/report"
)

// newBuild is `limner build`.
func newBuild(c *cli) *cobra.Command {
	var b app.Build
	var at string
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Measure everyone and find the personas",
		Long: "Build computes every contact's portrait and finds the personas among them.\n\n" +
			"The portraits are as of now or, where the newest event lies further back, as of the end of its day;\n" +
			"--at names another instant. Nothing after it is looked at.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			if k := b.Personas.K; k < 0 || k == 1 {
				return usage("--k %d: two personas are the fewest; 0 finds as many as the data hold", k)
			}
			w, err := c.workspace(ctx)
			if err != nil {
				return err
			}
			if b.At, err = c.instant(w, at); err != nil {
				return err
			}
			b.Now = c.now()
			b.Say = func(format string, args ...any) { fmt.Fprintf(c.err, format+"\n", args...) }
			set, err := w.Build(ctx, b)
			if errors.Is(err, persona.ErrAxis) {
				return usage("--by: %w", err)
			}
			if err != nil {
				return err
			}
			if c.json {
				return c.writeJSON(set)
			}
			if len(set.Personas) == 0 {
				return c.style(w).Personas(c.out, set)
			}
			for _, p := range set.Personas {
				fmt.Fprintf(c.out, "%2d. %s: %s\n", p.ID, p.Name, c.style(w).Headline(&p))
			}
			fmt.Fprintln(c.out, "`limner personas` tells more.")
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&at, "at", "", "as of when: 2024-06-01, or 2024-06-01T12:00:00+02:00")
	f.Uint64Var(&b.Personas.Seed, "seed", 1, "decides every random draw: the same data and seed give the same personas")
	f.IntVar(&b.Personas.K, "k", 0, "how many personas to find (0: as many as the data hold)")
	f.StringSliceVar(&b.Personas.Axes, "by", nil, "metrics to tell contacts apart by, such as recency_days,orders,revenue")
	f.BoolVar(&b.Personas.ByStage, "by-stage", false, "look for personas within each lifecycle stage")
	f.BoolVar(&b.Recalibrate, "recalibrate", false, "measure the population's thresholds and rhythm anew")
	return cmd
}

// newPersonas is `limner personas`.
func newPersonas(c *cli) *cobra.Command {
	return &cobra.Command{
		Use:   "personas",
		Short: "Who your customers are",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			w, err := c.workspace(cmd.Context())
			if err != nil {
				return err
			}
			set, err := w.Runs().Latest(cmd.Context())
			if err != nil {
				return err
			}
			if c.json {
				return c.writeJSON(set)
			}
			return c.style(w).Personas(c.out, set)
		},
	}
}

func (c *cli) style(w *app.Workspace) report.Style {
	return report.Style{Currency: w.Currency, Zone: w.Zone}
}

func (c *cli) writeJSON(v any) error {
	e := json.NewEncoder(c.out)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// instant reads --at: a day is meant as its beginning in the workspace's zone; "" is none.
func (c *cli) instant(w *app.Workspace, s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.DateOnly, "2006-01-02 15:04", "2006-01-02T15:04", time.DateTime, time.RFC3339} {
		if t, err := time.ParseInLocation(layout, s, w.Zone); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, usage("--at %q is not an instant; write 2024-06-01 or 2024-06-01T12:00:00+02:00", s)
}
