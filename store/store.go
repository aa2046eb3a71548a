// Package store is the control plane's database: everything people decide or the system promises.
//
// It is SQLite in the data folder, or PostgreSQL when one machine is not enough. One set of SQL serves
// both: $1 placeholders, BIGINT microseconds for time, TEXT for JSON, ids made in Go. Each domain owns
// its tables; its migrations and its SQL stand beside its code, and this package knows none of them.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"net/url"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // PostgreSQL for database/sql
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	_ "modernc.org/sqlite" // SQLite for database/sql
)

// Store is an open database.
type Store struct {
	db      *sql.DB
	dialect database.Dialect
}

// Open opens the database at a "postgres://…" address, or else in the SQLite file at that path.
func Open(ctx context.Context, where string) (*Store, error) {
	s := &Store{dialect: database.DialectSQLite3}
	driver, dsn := "sqlite", sqliteDSN(where)
	if strings.HasPrefix(where, "postgres://") || strings.HasPrefix(where, "postgresql://") {
		s.dialect, driver, dsn = database.DialectPostgres, "pgx", where
	}
	var err error
	if s.db, err = sql.Open(driver, dsn); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	if err := s.db.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("store: cannot open %s: %w", redact(where), err), s.db.Close())
	}
	return s, nil
}

// sqliteDSN asks for a write-ahead log, foreign keys, patience with other writers, and transactions that
// take their lock when they begin rather than fail when they write.
func sqliteDSN(path string) string {
	q := url.Values{}
	q.Add("_pragma", "busy_timeout(10000)")
	q.Add("_pragma", "journal_mode(WAL)")
	q.Add("_pragma", "foreign_keys(1)")
	q.Set("_txlock", "immediate")
	return "file:" + path + "?" + q.Encode()
}

// redact hides the password of an address.
func redact(where string) string {
	if u, err := url.Parse(where); err == nil && u.User != nil {
		return u.Redacted()
	}
	return where
}

// Migrate brings a domain's tables up to date from its numbered migrations. Every domain counts its own
// versions, in a table of its own.
func (s *Store) Migrate(ctx context.Context, domain string, migrations fs.FS) error {
	versions, err := database.NewStore(s.dialect, "migrations_"+domain)
	if err != nil {
		return fmt.Errorf("store: %s: %w", domain, err)
	}
	p, err := goose.NewProvider("", s.db, migrations, goose.WithStore(versions), goose.WithLogger(log.New(discard{}, "", 0)))
	if err != nil {
		return fmt.Errorf("store: the migrations of %s: %w", domain, err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("store: migrating %s: %w", domain, err)
	}
	return nil
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

// DB is the database, for questions outside a transaction.
func (s *Store) DB() *sql.DB { return s.db }

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

// Transact runs f in a transaction: it is committed when f returns nil and rolled back when it does not.
func (s *Store) Transact(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if err := f(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Micros is an instant as the store keeps it; 0 is none.
func Micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// Time is the instant of a kept time.
func Time(micros int64) time.Time {
	if micros == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
}
