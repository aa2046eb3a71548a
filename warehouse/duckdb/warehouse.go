// Package duckdb is the warehouse on one machine: one DuckDB file.
//
// Events live in two tables of one form. "events" is sorted by contact, time and id, so that a
// contact's history is read without a sort; "tail" takes what has landed since and is merged in while
// reading. Compact writes both anew as one sorted table. Nothing is indexed: DuckDB does not use an
// index here, and it would nearly double the file.
//
// The package reads and writes columns through DuckDB's C interface (raw.go); database/sql serves the
// population's questions.
package duckdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	driver "github.com/duckdb/duckdb-go/v2"
	"github.com/duckdb/duckdb-go/v2/mapping"
)

// Warehouse is an open DuckDB file. Its methods may be called from several goroutines; one Load at a
// time is open.
type Warehouse struct {
	db   *sql.DB
	raw  mapping.Database
	path string
	dict *dictionary
	load chan struct{} // holds one token while no Load is open
	now  func() time.Time
}

// Options are what a machine can spare for the warehouse; zero values are DuckDB's defaults.
type Options struct {
	Memory  string // "2GB"
	Threads int
	Now     func() time.Time // the clock; nil: time.Now
}

// Open opens or creates the warehouse in the file at path.
func Open(ctx context.Context, path string, opt Options) (*Warehouse, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	w := &Warehouse{path: path, load: make(chan struct{}, 1)}
	w.load <- struct{}{}
	if w.now = opt.Now; w.now == nil {
		w.now = time.Now
	}
	connector, err := driver.NewConnector(path, nil)
	if err != nil {
		return nil, explainOpen(path, err)
	}
	w.db = sql.OpenDB(connector)
	if err := w.openRaw(); err != nil {
		return nil, errors.Join(err, w.db.Close())
	}
	if err := errors.Join(w.prepare(ctx, opt), sweep(filepath.Dir(path))); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

// openRaw reaches the same database instance below database/sql.
func (w *Warehouse) openRaw() error {
	var config mapping.Config
	if mapping.CreateConfig(&config) == mapping.StateError {
		return errors.New("duckdb: cannot make a configuration")
	}
	defer mapping.DestroyConfig(&config)
	mapping.SetConfig(config, "duckdb_api", "go")
	var msg string
	if mapping.GetOrCreateFromCache(driver.GetInstanceCache(), w.path, &w.raw, config, &msg) == mapping.StateError {
		return fmt.Errorf("duckdb: %s", msg)
	}
	return nil
}

// prepare sets limits, makes the tables, and closes the door to files and extensions.
func (w *Warehouse) prepare(ctx context.Context, opt Options) error {
	var settings []string
	if opt.Memory != "" {
		settings = append(settings, "SET memory_limit = "+quote(opt.Memory))
	}
	if opt.Threads > 0 {
		settings = append(settings, fmt.Sprintf("SET threads = %d", opt.Threads))
	}
	settings = append(settings,
		"SET preserve_insertion_order = true",
		"SET autoinstall_known_extensions = false",
		"SET autoload_known_extensions = false",
		"SET checkpoint_threshold = '256MB'",
		// Rows are compressed as they are appended, by every writer at once; left for the commit, it would be
		// done there by one at a time.
		"SET write_buffer_row_group_count = 1",
	)
	settings = append(settings, schema...)
	settings = append(settings,
		"SET enable_external_access = false",
		"SET lock_configuration = true",
	)
	for _, s := range settings {
		if _, err := w.db.ExecContext(ctx, s); err != nil {
			if locked(err) { // this process has the file open already, with everything set
				break
			}
			return fmt.Errorf("duckdb: preparing %s: %w", w.path, err)
		}
	}
	var err error
	w.dict, err = w.loadDictionary(ctx)
	return err
}

func locked(err error) bool { return strings.Contains(err.Error(), "configuration has been locked") }

// schema is the warehouse's tables. A column added later is added here with ALTER TABLE … IF NOT EXISTS.
var schema = []string{
	eventTable("events"),
	eventTable("tail"),
	`CREATE TABLE IF NOT EXISTS contacts (contact_id BIGINT NOT NULL, key VARCHAR NOT NULL, batch INTEGER NOT NULL)`,
	`CREATE TABLE IF NOT EXISTS terms (dictionary UTINYINT NOT NULL, code INTEGER NOT NULL, text VARCHAR NOT NULL)`,
	`CREATE TABLE IF NOT EXISTS imports (id INTEGER NOT NULL, landed TIMESTAMP NOT NULL, name VARCHAR NOT NULL,
		door VARCHAR NOT NULL, digest VARCHAR NOT NULL, mapping VARCHAR NOT NULL, read BIGINT NOT NULL,
		rejected BIGINT NOT NULL, added BIGINT NOT NULL, repeated BIGINT NOT NULL, contacts BIGINT NOT NULL,
		first TIMESTAMP, last TIMESTAMP, notes VARCHAR NOT NULL, undone TIMESTAMP)`,
	`CREATE TABLE IF NOT EXISTS echoes (batch INTEGER NOT NULL, contact_id BIGINT NOT NULL, id BIGINT NOT NULL)`,
	`CREATE TABLE IF NOT EXISTS facts (key VARCHAR NOT NULL, value VARCHAR NOT NULL)`,
}

func eventTable(name string) string {
	return `CREATE TABLE IF NOT EXISTS ` + name + ` (contact_id BIGINT NOT NULL, ts TIMESTAMP NOT NULL,
		id BIGINT NOT NULL, kind UTINYINT NOT NULL, name INTEGER NOT NULL, channel UTINYINT NOT NULL,
		subject INTEGER NOT NULL, category INTEGER NOT NULL, message BIGINT NOT NULL,
		amount DECIMAL(18,4) NOT NULL, discount DECIMAL(18,4) NOT NULL, value DOUBLE,
		text VARCHAR, props VARCHAR, batch INTEGER NOT NULL)`
}

// DB is the warehouse for questions in SQL about the population.
func (w *Warehouse) DB() *sql.DB { return w.db }

// Close closes the file.
func (w *Warehouse) Close() error {
	mapping.Close(&w.raw)
	return w.db.Close()
}

// explainOpen turns DuckDB's refusal to open a file into what to do about it.
func explainOpen(path string, err error) error {
	msg := err.Error()
	switch {
	case strings.Contains(msg, "lock"):
		return fmt.Errorf("%s is in use by another limner process: wait for it to end, or stop it (%w)", path, err)
	case strings.Contains(msg, "not a valid DuckDB"):
		return fmt.Errorf("%s is not a warehouse of limner's: choose another data folder (%w)", path, err)
	}
	if _, statErr := os.Stat(filepath.Dir(path)); statErr != nil {
		return fmt.Errorf("the data folder %s cannot be read: %w", filepath.Dir(path), statErr)
	}
	return fmt.Errorf("opening %s: %w", path, err)
}

// quote writes a string as an SQL literal.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
