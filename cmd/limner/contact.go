package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"limner/app"
	"limner/event"
	"limner/report"
)

// newContact is `limner contact ID`.
func newContact(c *cli) *cobra.Command {
	var at string
	var events int
	cmd := &cobra.Command{
		Use:   "contact ID",
		Short: "One contact's portrait, and the events behind each number",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("`limner contact` takes one contact id, as your own systems write it")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			w, err := c.workspace(ctx)
			if err != nil {
				return err
			}
			when, err := c.instant(w, at)
			if err != nil {
				return err
			}
			p, err := w.Portrait(ctx, event.Key(args[0]), when)
			if err != nil {
				return err
			}
			m, err := w.Membership(ctx, p)
			if err != nil {
				return err
			}
			if c.json {
				return c.writeJSON(report.ContactFile{Contact: p, Membership: m})
			}
			if err := c.style(w).Membership(c.out, p, m); err != nil {
				return err
			}
			return c.style(w).Portrait(c.out, p, events)
		},
	}
	cmd.Flags().StringVar(&at, "at", "", "as of when (default: as of the last build)")
	cmd.Flags().IntVar(&events, "events", 3, "how many of the events behind each number to show")
	return cmd
}

// newMetrics is `limner metrics`.
func newMetrics(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "metrics",
		Short: "Every metric and its exact definition",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			w, err := c.workspace(cmd.Context())
			if err != nil {
				return err
			}
			cat, err := w.Catalogue(cmd.Context())
			if err != nil {
				return err
			}
			if c.json {
				return c.writeJSON(app.Describe(cat))
			}
			return c.style(w).Metrics(c.out, cat.Definitions())
		},
	}
	cmd.AddCommand(newDefine(c))
	return cmd
}

// newDefine is `limner metrics define FILE`.
func newDefine(c *cli) *cobra.Command {
	return &cobra.Command{
		Use:   "define FILE",
		Short: "Set the workspace's own metrics from a YAML file (- for standard input)",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			yaml, err := c.readFile(args[0])
			if err != nil {
				return err
			}
			w, err := c.workspace(cmd.Context())
			if err != nil {
				return err
			}
			cat, err := w.Define(cmd.Context(), yaml, c.now())
			if err != nil {
				return usage("%s: %w", args[0], err)
			}
			for _, text := range cat.Unknown() {
				fmt.Fprintf(c.err, "note: no event holds %s so far: is it spelt as `limner events` shows it?\n", text)
			}
			fmt.Fprintf(c.out, "%d metrics in all; `limner build` computes them.\n", len(cat.Definitions()))
			return nil
		},
	}
}

// newEvents is `limner events`.
func newEvents(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "events",
		Short: "Which events there are, and what they are taken to mean",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			w, err := c.workspace(cmd.Context())
			if err != nil {
				return err
			}
			names, err := w.Warehouse.Names(cmd.Context())
			if err != nil {
				return err
			}
			if c.json {
				return c.writeJSON(names)
			}
			return c.style(w).Names(c.out, names)
		},
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "map NAME KIND",
		Short: "Give an event name a meaning, for its history too: limner events map \"Invoice Paid\" order",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			kind, err := event.ParseKind(args[1])
			if err != nil {
				return usage("%w", err)
			}
			w, err := c.workspace(cmd.Context())
			if err != nil {
				return err
			}
			n, err := w.Warehouse.Map(cmd.Context(), args[0], kind)
			if err != nil {
				return err
			}
			fmt.Fprintf(c.out, "%q means %s: %d events changed; `limner build` computes the portraits anew.\n", args[0], kind, n)
			return nil
		},
	})
	return cmd
}
