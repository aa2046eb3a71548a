package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"limner/app"
	"limner/event"
	"limner/portrait"
	"limner/segment"
)

// mostMonths bounds --months: each is a pass over everyone's history, and a column on paper.
const mostMonths = 36

// rfm is what `limner rfm` is told.
type rfm struct {
	at, since, contact string
	months             int
}

// newRFM is `limner rfm`.
func newRFM(c *cli) *cobra.Command {
	var x rfm
	cmd := &cobra.Command{
		Use:   "rfm",
		Short: "Groups by recency, frequency and monetary value, and who moves between them",
		Long: "RFM scores every buyer from 1 to 5 by the days since the last order (R), the number of orders (F) and the\n" +
			"revenue (M), against thresholds that are shown and stay fixed, and names groups of scores.\n\n" +
			"  limner rfm                                    the thresholds and the groups\n" +
			"  limner rfm --since 2024-05-01                 who moved from which group to which, and why\n" +
			"  limner rfm --contact ann --since 2024-01-01   where one contact stood from month to month, and why\n" +
			"  limner rfm --months 6                         the sizes of the groups over the last six months\n" +
			"  limner rfm thresholds                         where the thresholds come from; or set your own",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.rfm(cmd, x) },
	}
	f := cmd.Flags()
	f.StringVar(&x.at, "at", "", "as of when (default: as of the last build)")
	f.StringVar(&x.since, "since", "", "compare with this earlier day")
	f.StringVar(&x.contact, "contact", "", "only this contact, as your own systems write the id")
	f.IntVar(&x.months, "months", 0, "sizes at the beginning of each of so many months, and as of now")
	cmd.AddCommand(newThresholds(c))
	return cmd
}

func (c *cli) rfm(cmd *cobra.Command, x rfm) error {
	ctx := cmd.Context()
	if cmd.Flags().Changed("months") && (x.months < 1 || x.months > mostMonths) {
		return usage("--months %d: it takes 1 to %d", x.months, mostMonths)
	}
	if x.months > 0 && (x.since != "" || x.contact != "") {
		return usage("--months shows sizes of groups: leave out --since and --contact, or --months")
	}
	w, err := c.workspace(ctx)
	if err != nil {
		return err
	}
	at, err := c.instant(w, x.at)
	if err != nil {
		return err
	}
	since, err := c.instant(w, x.since)
	if err != nil {
		return usage("--since %q is not a day; write 2024-06-01", x.since)
	}
	style := c.style(w)
	switch {
	case x.contact != "":
		steps, err := w.RFMSteps(ctx, event.Key(x.contact), since, at)
		return c.show(misordered(err), steps, func() error { return style.RFMSteps(c.out, steps) })
	case x.months > 0:
		months, err := w.RFMMonths(ctx, x.months, at)
		return c.show(err, months, func() error { return style.RFMMonths(c.out, months) })
	case !since.IsZero():
		moves, err := w.RFMMoves(ctx, since, at)
		return c.show(misordered(err), moves, func() error { return style.RFMMoves(c.out, moves) })
	default:
		return c.standing(cmd, w, at)
	}
}

// standing shows the groups as of an instant.
func (c *cli) standing(cmd *cobra.Command, w *app.Workspace, at time.Time) error {
	standing, err := w.RFM(cmd.Context(), at)
	if err != nil {
		return err
	}
	if outdated, err := w.Outdated(cmd.Context()); err != nil {
		return err
	} else if outdated {
		fmt.Fprintln(c.err, "note: the thresholds have changed since the last build; r_score, f_score and m_score follow at the next `limner build`")
	}
	return c.show(nil, standing, func() error { return c.style(w).RFM(c.out, standing) })
}

// show writes an answer as JSON or, with paper, for a terminal.
func (c *cli) show(err error, answer any, paper func() error) error {
	switch {
	case err != nil:
		return err
	case c.json:
		return c.writeJSON(answer)
	default:
		return paper()
	}
}

// misordered makes instants in the wrong order a misuse.
func misordered(err error) error {
	if _, ok := errors.AsType[*app.OrderError](err); ok {
		return usage("--since: %w", err)
	}
	return err
}

// newThresholds is `limner rfm thresholds`.
func newThresholds(c *cli) *cobra.Command {
	var cuts [3]string
	var measured bool
	cmd := &cobra.Command{
		Use:   "thresholds",
		Short: "Where the thresholds of the scores come from; or set your own",
		Long: "The thresholds are the quintiles of your buyers when they were first measured, or your own. Four numbers in\n" +
			"ascending order make five scores: with --frequency 1,2,4,8 one order scores 1, two 2, three and four 3, five\n" +
			"to eight 4, and more 5. A score you do not name stays as it is.\n\n" +
			"Builds keep your own thresholds, and so does `limner build --recalibrate`, which measures the others anew.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			own, err := readCuts(cmd.Flags(), cuts)
			if err != nil {
				return err
			}
			return c.thresholds(cmd, own, measured)
		},
	}
	f := cmd.Flags()
	f.StringVar(&cuts[segment.Recency], "recency", "", "days since the last order, such as 14,30,60,120")
	f.StringVar(&cuts[segment.Frequency], "frequency", "", "orders, such as 1,2,4,8")
	f.StringVar(&cuts[segment.Monetary], "monetary", "", "revenue, such as 50,120,300,800")
	f.BoolVar(&measured, "measured", false, "drop your own thresholds and go back to the measured ones")
	return cmd
}

// thresholds sets thresholds, if any are given, and shows those that hold.
func (c *cli) thresholds(cmd *cobra.Command, own segment.Thresholds, measured bool) error {
	ctx := cmd.Context()
	set := own[0] != nil || own[1] != nil || own[2] != nil
	if set && measured {
		return usage("--measured drops your own thresholds: leave it out to set some")
	}
	w, err := c.workspace(ctx)
	if err != nil {
		return err
	}
	switch {
	case set:
		err = w.SetThresholds(ctx, own, c.now())
	case measured:
		err = w.MeasuredThresholds(ctx, c.now())
	}
	if err != nil {
		return thresholdError(err)
	}
	if set || measured {
		fmt.Fprintln(c.err, "note: `limner rfm` goes by these thresholds at once; r_score, f_score and m_score follow at the next `limner build`")
	}
	k, err := w.Thresholds(ctx)
	return c.show(err, k, func() error { return c.style(w).Thresholds(c.out, k) })
}

// readCuts reads the thresholds that were given.
func readCuts(flags *pflag.FlagSet, texts [3]string) (segment.Thresholds, error) {
	var own segment.Thresholds
	for _, d := range segment.Dimensions() {
		if !flags.Changed(d.String()) {
			continue
		}
		var err error
		if own[d], err = segment.ParseCuts(d, texts[d]); err != nil {
			return own, usage("--%s: %w", d, err)
		}
	}
	return own, nil
}

// thresholdError makes thresholds that leave others out a misuse.
func thresholdError(err error) error {
	if errors.Is(err, portrait.ErrPartial) {
		return usage("%w", err)
	}
	return err
}
