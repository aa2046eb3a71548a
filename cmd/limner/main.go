// Command limner turns a company's customer data into living personas.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"limner/app"
	"limner/warehouse/duckdb"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	c := &cli{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv}
	os.Exit(c.run(ctx, os.Args[1:]))
}

// Exit statuses beside 0: something failed, and the command was not understood (or needs an answer that
// nobody was there to give).
const (
	exitFailed = 1
	exitUsage  = 2
)

// cli is one run of the program: its streams and what all commands share.
type cli struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string

	config app.Config
	json   bool
	open   *app.Workspace

	understood bool // the command line was: what fails from here on is no misuse
}

// usageError is a command that was not understood.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// usage says that the command was not understood, and what to type instead.
func usage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// run runs the command line and returns the exit status.
func (c *cli) run(ctx context.Context, args []string) int {
	root := c.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if c.open != nil {
		err = errors.Join(err, c.open.Close())
	}
	var misuse usageError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(c.err, "limner: stopped; nothing that was not finished has been kept")
		return exitFailed
	case !c.understood, errors.As(err, &misuse):
		fmt.Fprintln(c.err, "limner:", err)
		return exitUsage
	default:
		fmt.Fprintln(c.err, "limner:", err)
		return exitFailed
	}
}

func (c *cli) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "limner",
		Short: "Customer personas from real behaviour",
		Long: "Limner reads what your customers did, measures each of them, finds the groups nobody named,\n" +
			"and explains them in words whose every number can be checked.\n\n" +
			"  limner import orders.csv      take a file in\n" +
			"  limner build                  measure everyone and find the personas\n" +
			"  limner personas               who your customers are\n\n" +
			"Every flag can be set by a variable too: --data by LIMNER_DATA, --at by LIMNER_AT.",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetOut(c.out)
	root.SetErr(c.err)
	root.SetIn(c.in)
	f := root.PersistentFlags()
	f.StringVar(&c.config.Data, "data", "limner-data", "the data folder")
	f.StringVar(&c.config.Database, "database", "", "keep definitions and runs in this PostgreSQL (postgres://…) instead of the data folder")
	f.StringVar(&c.config.Memory, "memory", "", "memory the warehouse may use, such as 2GB")
	f.IntVar(&c.config.Threads, "threads", 0, "processors to use (0: all)")
	f.BoolVar(&c.json, "json", false, "answer in JSON")
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		err := c.fromEnvironment(cmd.Flags())
		if err == nil && c.config.Threads < 0 {
			err = usage("--threads %d: there is nobody to do the work; 0 takes all processors", c.config.Threads)
		}
		c.understood = err == nil
		return err
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		if bad, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
			return usage("--%s %q %s", bad.GetFlag().Name, bad.GetValue(), notA(bad.GetFlag().Value.Type(), bad.Unwrap()))
		}
		return usage("%w; `%s --help` lists the flags", err, cmd.CommandPath())
	})
	root.AddCommand(c.commands()...)
	return root
}

// fromEnvironment sets the flags that were not given from their variables.
func (c *cli) fromEnvironment(flags *pflag.FlagSet) error {
	var bad error
	flags.VisitAll(func(f *pflag.Flag) {
		name := "LIMNER_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		value := c.env(name)
		if f.Changed || value == "" || bad != nil {
			return
		}
		if err := flags.Set(f.Name, value); err != nil {
			bad = usage("%s=%q %s", name, value, notA(f.Value.Type(), err))
		}
	})
	return bad
}

// notA says what a value that a flag of the type did not take is not.
func notA(kind string, err error) string {
	switch kind {
	case "int", "uint64":
		return "is not a whole number"
	case "bool":
		return "is neither true nor false"
	default:
		return "cannot be: " + err.Error()
	}
}

// workspace opens the data folder, once.
func (c *cli) workspace(ctx context.Context) (*app.Workspace, error) {
	if c.open != nil {
		return c.open, nil
	}
	var err error
	c.open, err = app.Open(ctx, c.config)
	return c.open, err
}

// warehouse is the workspace's warehouse.
func (c *cli) warehouse(ctx context.Context) (*duckdb.Warehouse, error) {
	w, err := c.workspace(ctx)
	if err != nil {
		return nil, err
	}
	return w.Warehouse, nil
}

// readFile reads a file, or standard input for "-".
func (c *cli) readFile(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(c.in)
	}
	return os.ReadFile(name)
}

// now is the clock.
func (c *cli) now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// commands lists every command, in the order of the work.
func (c *cli) commands() []*cobra.Command {
	return []*cobra.Command{
		newImport(c),
		newImports(c),
		newEvents(c),
		newMetrics(c),
		newBuild(c),
		newPersonas(c),
		newPersona(c),
		newReport(c),
		newNarrate(c),
		newContact(c),
		newMovement(c),
		newRuns(c),
		newRFM(c),
		newSimulate(c),
	}
}
