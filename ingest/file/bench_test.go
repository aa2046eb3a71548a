package file

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"testing"
	"time"

	"limner/warehouse/duckdb"
)

// BenchmarkImport imports the events file that LIMNER_BENCH_CSV names (columns contact, time, event,
// amount, subject, channel), beside DuckDB's own reading of it into a table.
func BenchmarkImport(b *testing.B) {
	path := os.Getenv("LIMNER_BENCH_CSV")
	if path == "" {
		b.Skip("LIMNER_BENCH_CSV names no file")
	}
	opt := Options{Now: testNow, Mapping: Mapping{Rows: Events, Rule: Rule{
		Contact: "contact", Time: "time", Event: "event", Amount: "amount", Subject: "subject", Channel: "channel",
	}}}
	b.Run("check", func(b *testing.B) {
		for b.Loop() {
			opt := opt
			opt.DryRun = true
			if _, err := Import(context.Background(), newMemory(), open(b, path), opt); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("limner", func(b *testing.B) {
		for b.Loop() {
			w, err := duckdb.Open(context.Background(), filepath.Join(b.TempDir(), "w.duckdb"), duckdb.Options{})
			if err != nil {
				b.Fatal(err)
			}
			began := time.Now()
			r, err := Import(context.Background(), w, open(b, path), opt)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(time.Since(began).Seconds(), "s/import")
			b.Logf("%d rows, %d added, %.2fs", r.Rows(), r.Import.Added, r.Elapsed.Seconds())
			_ = w.Close()
		}
	})
	b.Run("duckdb", func(b *testing.B) {
		for b.Loop() {
			db, err := sql.Open("duckdb", filepath.Join(b.TempDir(), "d.duckdb"))
			if err != nil {
				b.Fatal(err)
			}
			if _, err := db.Exec("CREATE TABLE t AS SELECT * FROM read_csv('" + path + "')"); err != nil {
				b.Fatal(err)
			}
			_ = db.Close()
		}
	})
}
