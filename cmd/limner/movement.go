package main

import (
	"errors"

	"github.com/spf13/cobra"

	"limner/app"
)

// newMovement is `limner movement`.
func newMovement(c *cli) *cobra.Command {
	var from, to string
	cmd := &cobra.Command{
		Use:   "movement",
		Short: "Who moved from which persona to which, and what drove them",
		Long: "Movement places everyone by the personas in use as of two instants and counts who moved. Both\n" +
			"times are seen by the same personas, so all of it is behaviour, also before they were built.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			w, err := c.workspace(ctx)
			if err != nil {
				return err
			}
			start, err := c.instantOf(w, "--from", from)
			if err != nil {
				return err
			}
			end, err := c.instantOf(w, "--to", to)
			if err != nil {
				return err
			}
			m, err := w.Movement(ctx, start, end)
			if errors.Is(err, app.ErrSpan) {
				return usage("%w", err)
			}
			if err != nil {
				return err
			}
			if c.json {
				return c.writeJSON(m)
			}
			return c.style(w).Movement(c.out, m)
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "the earlier instant (default: a month before the later)")
	cmd.Flags().StringVar(&to, "to", "", "the later instant (default: as of the last build)")
	return cmd
}
