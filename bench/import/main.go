// Command import times `limner import` beside DuckDB's own reading of the same CSV file into a table with
// the same columns. See bench/README.md.
package main

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"limner/bench"

	_ "github.com/duckdb/duckdb-go/v2" // the other side of the comparison
)

type options struct {
	dir, limner, mapping, side string
	contacts, rounds           int
}

func main() {
	o := &options{}
	flag.StringVar(&o.dir, "dir", "bench/data", "where the file and the databases are kept")
	flag.StringVar(&o.limner, "limner", "bin/limner", "the program to measure")
	flag.StringVar(&o.mapping, "mapping", "bench/import/mapping.yaml", "how limner reads the file")
	flag.IntVar(&o.contacts, "contacts", 250_000, "how many contacts; each has about twenty events")
	flag.IntVar(&o.rounds, "rounds", 3, "runs of each side, in turns")
	flag.StringVar(&o.side, "side", "", "run one side only, as the comparison does: ctas or copy")
	flag.Parse()
	ctx := context.Background()
	var err error
	switch o.side {
	case "":
		err = o.compare(ctx)
	case "ctas":
		err = o.duckdb(ctx, "CREATE TABLE events AS SELECT * FROM read_csv("+o.quoted()+", header = true, columns = {"+columns("'", ": ")+"})")
	case "copy":
		err = o.duckdb(ctx, "CREATE TABLE events ("+columns("", " ")+")", "COPY events FROM "+o.quoted()+" (FORMAT csv, HEADER)")
	default:
		err = fmt.Errorf("-side %s: ctas or copy", o.side)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func (o *options) csv() string {
	return filepath.Join(o.dir, fmt.Sprintf("events-%d.csv", o.contacts))
}

func (o *options) quoted() string { return "'" + o.csv() + "'" }

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
	info, err := os.Stat(o.csv())
	if err != nil {
		return err
	}
	fmt.Printf("import of %s, %.2f GB\n", filepath.Base(o.csv()), float64(info.Size())/1e9)
	fresh := func() error { return errors.Join(os.RemoveAll(o.data()), os.RemoveAll(o.database())) }
	ours := &bench.Contender{Name: "limner import", Before: fresh, Command: o.importing}
	ctas := &bench.Contender{Name: "DuckDB CREATE TABLE AS read_csv, typed", Before: fresh, Command: o.self("ctas")}
	copied := &bench.Contender{Name: "DuckDB COPY, typed", Before: fresh, Command: o.self("copy")}
	if err := bench.InTurns(ctx, o.rounds, ctas, copied, ours); err != nil {
		return err
	}
	bench.Compare(ctas, copied, ours)
	return fresh()
}

func (o *options) data() string     { return filepath.Join(o.dir, "import-data") }
func (o *options) database() string { return filepath.Join(o.dir, "import.duckdb") }

// importing reads the file with all checks, de-duplicates, sorts by contact, and lands it whole.
func (o *options) importing(ctx context.Context) *exec.Cmd {
	return exec.CommandContext(ctx, o.limner, "import", "--data", o.data(), "--yes", "--mapping", o.mapping, o.csv())
}

func (o *options) self(side string) func(context.Context) *exec.Cmd {
	return bench.Self("-dir", o.dir, "-contacts", strconv.Itoa(o.contacts), "-side", side)
}

func (o *options) duckdb(ctx context.Context, statements ...string) (err error) {
	db, err := sql.Open("duckdb", o.database())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	for _, s := range statements {
		if _, err := db.ExecContext(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// columns lists the file's columns with their types, for a table or for read_csv.
func columns(quote, between string) string {
	list := ""
	for i, c := range [][2]string{
		{"event_id", "VARCHAR"}, {"contact", "VARCHAR"}, {"timestamp", "TIMESTAMP"}, {"event", "VARCHAR"},
		{"kind", "VARCHAR"}, {"channel", "VARCHAR"}, {"subject", "VARCHAR"}, {"category", "VARCHAR"},
		{"message_id", "VARCHAR"}, {"amount", "DECIMAL(18,4)"}, {"discount", "DECIMAL(18,4)"},
		{"value", "DOUBLE"}, {"text", "VARCHAR"},
	} {
		if i > 0 {
			list += ", "
		}
		list += quote + c[0] + quote + between + quote + c[1] + quote
	}
	return list
}
