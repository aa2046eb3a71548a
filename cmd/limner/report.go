package main

import (
	"bytes"
	"context"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"limner/app"
	"limner/portrait"
	"limner/report"
)

// sizeMonths is how many month ends a page shows a persona's size at.
const sizeMonths = 12

// newReport is `limner report`.
func newReport(c *cli) *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "report",
		Short: "All personas on pages to print or to mail",
		Long: "Report writes one self-contained HTML file: an overview, why there are so many personas, who moved,\n" +
			"and every persona on two sheets of A4 in print.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			p, err := c.paper(cmd.Context())
			if err != nil {
				return err
			}
			var page bytes.Buffer
			if err := p.Report(&page); err != nil {
				return err
			}
			return c.writePage(file, page.Bytes())
		},
	}
	cmd.Flags().StringVar(&file, "out", "report.html", "the file to write (- for standard output)")
	return cmd
}

// paper is the set in use with all that its pages show.
func (c *cli) paper(ctx context.Context) (*report.Paper, error) {
	w, err := c.workspace(ctx)
	if err != nil {
		return nil, err
	}
	p := &report.Paper{Style: c.style(w)}
	if p.Set, err = w.Runs().Latest(ctx); err != nil {
		return nil, err
	}
	cat, err := w.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	p.Metrics = cat.Definitions()
	if len(p.Set.Personas) == 0 {
		return p, nil
	}
	t, err := portrait.Read(ctx, w.Warehouse, cat)
	if err != nil {
		return nil, err
	}
	if t.AsOf.Equal(p.Set.AsOf) { // otherwise these portraits are not those the personas were found in
		members, err := p.Set.Place(ctx, t, c.workers())
		if err != nil {
			return nil, err
		}
		p.Measured = report.Measure(p.Set, t, members)
	}
	return p, past(ctx, w, p)
}

// past adds how the personas came to be what they are.
func past(ctx context.Context, w *app.Workspace, p *report.Paper) (err error) {
	if p.Sizes, err = w.Sizes(ctx, sizeMonths); err != nil {
		return err
	}
	p.Movement, err = w.Movement(ctx, time.Time{}, time.Time{})
	return err
}

func (c *cli) workers() int {
	if c.config.Threads > 0 {
		return c.config.Threads
	}
	return runtime.GOMAXPROCS(0)
}
