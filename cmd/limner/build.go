package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"limner/app"
	"limner/cluster"
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
			"--at names another instant. Nothing after it is looked at.\n\n" +
			"A persona keeps its number through every build that finds it again. Where a build finds other personas\n" +
			"than those in use (one split, merged, new or gone) and you did not ask for another division, they are\n" +
			"proposed only: `limner runs accept` takes them, `limner runs keep` does not, and until then everyone is\n" +
			"placed by the personas in use. Settings you leave out are those of the personas in use.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			if k := b.Personas.K; k < 0 || k == 1 {
				return usage("--k %d: two personas are the fewest; 0 finds as many as the data hold", k)
			}
			if !cluster.Method(b.Personas.Method).Known() {
				return usage("--method %q: there are kmeans, mixture and profiles", b.Personas.Method)
			}
			if b.Accept && b.Keep {
				return usage("--accept takes what is found, --keep looks for nothing: give one of them")
			}
			given := cmd.Flags().Changed
			b.Given = app.Given{Seed: given("seed"), K: given("k"), Axes: given("by"), Method: given("method"), ByStage: given("by-stage")}
			w, err := c.workspace(ctx)
			if err != nil {
				return err
			}
			if b.At, err = c.instant(w, at); err != nil {
				return err
			}
			b.Now = c.now()
			b.Say = func(format string, args ...any) { fmt.Fprintf(c.err, format+"\n", args...) }
			found, err := w.Build(ctx, b)
			if errors.Is(err, persona.ErrAxis) {
				return usage("--by: %w", err)
			}
			if err != nil {
				return err
			}
			if c.json {
				return c.writeJSON(found)
			}
			return c.sayFound(w, found)
		},
	}
	f := cmd.Flags()
	f.StringVar(&at, "at", "", "as of when: 2024-06-01, or 2024-06-01T12:00:00+02:00")
	f.Uint64Var(&b.Personas.Seed, "seed", 1, "decides every random draw: the same data and seed give the same personas")
	f.IntVar(&b.Personas.K, "k", 0, "how many personas to find (0: as many as the data hold)")
	f.StringSliceVar(&b.Personas.Axes, "by", nil, "metrics to tell contacts apart by, such as recency_days,orders,revenue")
	f.StringVar(&b.Personas.Method, "method", "kmeans", "how personas are found: kmeans, mixture (normal clouds that may overlap) or profiles (habits that add up)")
	f.BoolVar(&b.Personas.ByStage, "by-stage", false, "look for personas within each lifecycle stage")
	f.BoolVar(&b.Accept, "accept", false, "take the personas found into use, whatever they change")
	f.BoolVar(&b.Keep, "keep", false, "look for no personas: place everyone by those in use, and say how far they have drifted")
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
			now, err := w.Standing(cmd.Context())
			if err != nil {
				return err
			}
			if c.json {
				return c.writeJSON(now)
			}
			if err := c.style(w).Personas(c.out, now.Set); err != nil {
				return err
			}
			return c.style(w).Standing(c.out, now.Drift, now.Proposed)
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
	return c.instantOf(w, "--at", s)
}

// instantOf reads an instant from a flag.
func (c *cli) instantOf(w *app.Workspace, flag, s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.DateOnly, "2006-01-02 15:04", "2006-01-02T15:04", time.DateTime, time.RFC3339} {
		if t, err := time.ParseInLocation(layout, s, w.Zone); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, usage("%s %q is not an instant; write 2024-06-01 or 2024-06-01T12:00:00+02:00", flag, s)
}
