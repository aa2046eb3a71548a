package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"limner/app"
	"limner/ingest/file"
	"limner/warehouse"
)

// newImport is `limner import`.
func newImport(c *cli) *cobra.Command {
	job := &file.Job{}
	cmd := &cobra.Command{
		Use:   "import FILE…",
		Short: "Take in files of events, orders or contacts",
		Long: "Takes in CSV, TSV, JSON Lines and Parquet files, gzipped or not; - is standard input.\n\n" +
			"What the columns mean is said by flags, by a mapping file, by a preset, or suggested from\n" +
			"their names and values and confirmed by you. A field is a column's name, or =text for the\n" +
			"same everywhere; --amount and --discount may add columns up (\"a + b\").\n\n" +
			"The whole file is checked before anything can be seen of it. Bad rows are listed and left\n" +
			"out; the rest loads. A file that was imported before adds nothing.\n\n" +
			"Presets:\n" + file.ListPresets(),
		Example: "  limner import invoices.csv --preset orders\n" +
			"  limner import events.csv.gz --contact user_id --time at --event name\n" +
			"  limner import people.csv --rows contacts --contact email --trait '*'",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("name the files to import; - is standard input")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			job.Files = args
			return c.importFiles(cmd, job)
		},
	}
	importFlags(cmd, job)
	return cmd
}

// importFlags declares the flags of limner import.
func importFlags(cmd *cobra.Command, job *file.Job) {
	f, m := cmd.Flags(), &job.Mapping
	f.StringVar(&m.Preset, "preset", "", "read files of a known kind")
	f.StringVar(&job.MappingFile, "mapping", "", "read the mapping from this YAML file; flags override it")
	f.StringVar(&job.SaveMapping, "save-mapping", "", "write the mapping used to this file")
	f.StringVar((*string)(&m.Rows), "rows", "", "what a row is: events, orders (lines of orders) or contacts")
	for _, s := range []struct {
		to         *string
		name, help string
	}{
		{&m.Contact, "contact", "whose it is; '#row' makes every row somebody else"},
		{&m.Time, "time", "when it happened; of contacts: since when the row holds"},
		{&m.Event, "event", "what happened: a column, or =name"},
		{&m.Kind, "kind", "what kind of event that is, when the name does not tell: order, refund, opened, visit, …"},
		{&m.ID, "id", "the event's id, by which it is known when it comes again"},
		{&m.Channel, "channel", "where it happened: email, web, store, …"},
		{&m.Subject, "subject", "what it concerns: product, feature, page, email"},
		{&m.Category, "category", "the subject's category"},
		{&m.Message, "message", "the id of what was sent, shared by its opens and clicks"},
		{&m.Amount, "amount", "money paid"},
		{&m.Discount, "discount", "money saved"},
		{&m.Currency, "currency", "the currency of the amounts"},
		{&m.Value, "value", "any other number: a score, seconds"},
		{&m.Text, "text", "what was said"},
		{&m.Order, "order", "of order lines: the order's id"},
		{&m.Quantity, "quantity", "of order lines: how many"},
		{&m.Price, "price", "of order lines: the price of one"},
		{&m.Total, "order-total", "of order lines: what the whole order cost, said on one of them"},
		{&m.Cancelled, "cancelled", "of order lines: ids of cancellations begin with this"},
		{&m.SignedUp, "signed-up", "of contacts: the day they came"},
		{&m.Delimiter, "delimiter", "between fields: a character, tab, or blanks"},
		{&m.Encoding, "encoding", "of the text, such as windows-1252"},
		{&m.DateFormat, "date-format", "ymd, dmy, mdy, named, compact, s, ms, us or ns"},
		{&m.Decimal, "decimal", "the decimal mark: . or ,"},
		{&m.Zone, "zone", "the time zone of times without one (UTC)"},
		{&m.Base, "base", "the workspace's currency, such as EUR"},
		{&m.Since, "since", "of contacts: since when all of it holds, such as 2024-12-31"},
	} {
		f.StringVar(s.to, s.name, "", s.help)
	}
	f.StringArrayVar(&m.Traits, "trait", nil, "of contacts: a column to be a trait; '*' all that can be")
	f.StringArrayVar(&m.Ignore, "ignore", nil, "a column to leave out")
	f.StringToStringVar(&m.Kinds, "event-kind", nil, "what an event's name means, as \"Invoice Paid=order\"")
	f.StringToStringVar(&m.Rates, "rate", nil, "what a currency is worth in the workspace's, as USD=0.92")
	f.BoolVar(&m.NoHeader, "no-header", false, "the first row is data; columns are column1, column2, …")
	f.BoolVar(&m.NoLines, "no-lines", false, "of order lines: keep only the orders")
	f.BoolVarP(&job.Yes, "yes", "y", false, "accept what is suggested")
	f.BoolVar(&job.Strict, "strict", false, "refuse a file with bad rows")
	f.BoolVar(&job.DryRun, "dry-run", false, "check only")
	f.BoolVar(&job.Again, "again", false, "read a file that was imported before (events that are there are not added twice)")
	f.StringVar(&job.RejectTo, "reject-to", "", "keep bad rows in this file, each with line and reason")
}

// importFiles runs the job with the streams of this run of the program.
func (c *cli) importFiles(cmd *cobra.Command, job *file.Job) error {
	w, err := c.workspace(cmd.Context())
	if err != nil {
		return err
	}
	if err := adopt(cmd.Context(), w, &job.Mapping); err != nil {
		return err
	}
	job.In, job.Out, job.Err, job.JSON, job.Now = c.in, c.out, c.err, c.json, time.Now()
	job.Terminal = terminal(c.in) && terminal(c.err)
	err = job.Run(cmd.Context(), w.Warehouse)
	if errors.Is(err, file.ErrUnanswered) {
		return usage("%w", err)
	}
	return err
}

// adopt gives the mapping the workspace's currency and zone, or the workspace the mapping's when it has
// none yet: the first import that says them settles them.
func adopt(ctx context.Context, w *app.Workspace, m *file.Mapping) error {
	base := strings.ToUpper(m.Base)
	switch {
	case base == "":
		m.Base = w.Currency
	case w.Currency == "":
		if err := w.SetCurrency(ctx, base); err != nil {
			return err
		}
	case w.Currency != base:
		return usage("amounts of this workspace are in %s, so --base cannot be %s: leave it out, and give --rate %s=… for amounts in %s", w.Currency, base, base, base)
	}
	if m.Zone == "" {
		if w.HasZone() {
			m.Zone = w.Zone.String()
		}
		return nil
	}
	if w.HasZone() {
		return nil
	}
	return w.SetZone(ctx, m.Zone)
}

// terminal reports whether a stream is one.
func terminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// newImports is `limner imports`.
func newImports(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "imports",
		Short: "List what was imported",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return c.listImports(cmd) },
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "undo ID",
		Short: "Take an import back",
		Args:  cobra.ExactArgs(1),
		RunE:  func(cmd *cobra.Command, args []string) error { return c.undoImport(cmd, args[0]) },
	})
	return cmd
}

func (c *cli) listImports(cmd *cobra.Command) error {
	w, err := c.warehouse(cmd.Context())
	if err != nil {
		return err
	}
	all, err := w.Imports(cmd.Context())
	if err != nil {
		return err
	}
	if c.json {
		return file.WriteImports(c.out, all)
	}
	if len(all) == 0 {
		fmt.Fprintln(c.out, "Nothing was imported yet: limner import FILE")
		return nil
	}
	t := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "ID\tWHEN\tFILE\tROWS\tADDED\tREPEATED\tBAD\tNEW CONTACTS\tFROM\tTO\t")
	for _, i := range all {
		fmt.Fprintf(t, "%d\t%s\t%s\t%d\t%d\t%d\t%d\t%d\t%s\t%s\t%s\n", i.ID, i.At.Local().Format("2006-01-02 15:04"), i.Name,
			i.Read, i.Added, i.Repeated, i.Rejected, i.Contacts, date(i.First), date(i.Last), undone(i))
	}
	return t.Flush()
}

func date(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.Format(time.DateOnly)
}

func undone(i warehouse.Import) string {
	if i.Undone.IsZero() {
		return ""
	}
	return "undone " + i.Undone.Local().Format("2006-01-02 15:04")
}

func (c *cli) undoImport(cmd *cobra.Command, arg string) error {
	id, err := strconv.ParseInt(arg, 10, 32)
	if err != nil {
		return usage("%q is not the number of an import; `limner imports` lists them", arg)
	}
	w, err := c.warehouse(cmd.Context())
	if err != nil {
		return err
	}
	i, err := w.Undo(cmd.Context(), warehouse.ImportID(id))
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "Import %d of %s is undone: the %d events it added are gone.\n", i.ID, i.Name, i.Added)
	return nil
}
