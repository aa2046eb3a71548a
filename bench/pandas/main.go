// Command pandas times `limner import` and `limner build` beside a pandas and scikit-learn script that
// makes portraits of six families and k-means personas from the same CSV file. See bench/README.md.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"limner/bench"
)

type options struct {
	dir, limner, mapping, python, script string
	contacts, rounds                     int
}

func main() {
	o := &options{}
	flag.StringVar(&o.dir, "dir", "bench/data", "where the file and the data folder are kept")
	flag.StringVar(&o.limner, "limner", "bin/limner", "the program to measure")
	flag.StringVar(&o.mapping, "mapping", "bench/import/mapping.yaml", "how limner reads the file")
	flag.StringVar(&o.python, "python", "/usr/bin/python3", "a Python that has pandas and scikit-learn")
	flag.StringVar(&o.script, "script", "bench/pandas/portraits.py", "the script beside it")
	flag.IntVar(&o.contacts, "contacts", 100_000, "how many contacts; each has about twenty events")
	flag.IntVar(&o.rounds, "rounds", 3, "runs of each side, in turns")
	flag.Parse()
	if err := o.compare(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func (o *options) csv() string {
	return filepath.Join(o.dir, fmt.Sprintf("events-%d.csv", o.contacts))
}

func (o *options) data() string { return filepath.Join(o.dir, "pandas-data") }

// prepare writes the file, unless it is there.
func (o *options) prepare(ctx context.Context) error {
	if _, err := os.Stat(o.csv()); err == nil {
		return nil
	}
	if err := os.MkdirAll(o.dir, 0o700); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, o.limner, append(bench.World(o.contacts), "--out", o.csv(), "--format", "csv")...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}

func (o *options) compare(ctx context.Context) error {
	if err := o.prepare(ctx); err != nil {
		return err
	}
	fmt.Printf("from a CSV file to personas, %d contacts\n", o.contacts)
	fresh := func() error { return os.RemoveAll(o.data()) }
	ours := &bench.Contender{Name: "limner import + build: everything", Before: fresh, Command: o.ours, Note: steps}
	theirs := &bench.Contender{Name: "pandas + scikit-learn: six families, k-means", Command: o.theirs, Note: strings.TrimSpace}
	if err := bench.InTurns(ctx, o.rounds, ours, theirs); err != nil {
		return err
	}
	bench.Compare(ours, theirs)
	return errors.Join(fresh(), os.Remove(o.table()))
}

// ours runs both commands as one process's children, whose times and memory it then has.
func (o *options) ours(ctx context.Context) *exec.Cmd {
	return exec.CommandContext(ctx, "/bin/sh", "-ec", `"$0" import --data "$1" --yes --mapping "$2" "$3" 2>&1; "$0" build --data "$1" 2>&1`,
		o.limner, o.data(), o.mapping, o.csv())
}

func (o *options) table() string {
	return filepath.Join(o.dir, "pandas-portraits-"+strconv.Itoa(o.contacts)+".csv")
}

func (o *options) theirs(ctx context.Context) *exec.Cmd {
	return exec.CommandContext(ctx, o.python, o.script, o.csv(), o.table())
}

// steps is what limner says of its own steps.
func steps(out string) string {
	var said []string
	for line := range strings.Lines(out) {
		if strings.Contains(line, "rows read") || strings.Contains(line, " portraits of ") || strings.Contains(line, " personas in ") {
			said = append(said, strings.TrimSpace(line))
		}
	}
	return strings.Join(said, "; ")
}
