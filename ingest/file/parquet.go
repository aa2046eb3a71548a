package file

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"

	_ "github.com/duckdb/duckdb-go/v2" // reads Parquet
)

// unpack returns the file as text: itself, or for Parquet a temporary CSV file with the same rows,
// written by a DuckDB of its own that sees nothing else.
func (in *Input) unpack(ctx context.Context) (*Input, error) {
	t, err := in.open()
	if err != nil {
		return nil, err
	}
	form := t.form
	if err := t.Close(); err != nil || form != parquet {
		return &Input{Name: in.Name, Path: in.Path, Size: in.Size}, err
	}
	f, err := os.CreateTemp("", "limner-parquet-*.csv")
	if err != nil {
		return nil, err
	}
	out := &Input{Name: in.Name, Path: f.Name(), temporary: true}
	if err := errors.Join(f.Close(), toCSV(ctx, in.Path, out.Path)); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", in.Name, err), out.Close())
	}
	info, err := os.Stat(out.Path)
	if err != nil {
		return nil, err
	}
	out.Size = info.Size()
	return out, nil
}

// toCSV writes the rows of a Parquet file as CSV: times as ISO 8601 in UTC, lists and structures as
// JSON.
func toCSV(ctx context.Context, from, to string) error {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, "SET TimeZone = 'UTC'"); err != nil {
		return err
	}
	columns, err := parquetColumns(ctx, db, from)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, fmt.Sprintf("COPY (SELECT %s FROM read_parquet(%s)) TO %s (FORMAT csv, HEADER true)",
		strings.Join(columns, ", "), sqlText(from), sqlText(to)))
	return err
}

// parquetColumns lists the columns as expressions.
func parquetColumns(ctx context.Context, db *sql.DB, path string) ([]string, error) {
	rows, err := db.QueryContext(ctx, "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet("+sqlText(path)+"))")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var columns []string
	for rows.Next() {
		var name, kind string
		if err := rows.Scan(&name, &kind); err != nil {
			return nil, err
		}
		quoted := `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
		if strings.ContainsAny(kind, "[(") && !strings.HasPrefix(kind, "DECIMAL") || strings.HasPrefix(kind, "MAP") {
			quoted = "to_json(" + quoted + ") AS " + quoted
		}
		columns = append(columns, quoted)
	}
	return columns, rows.Err()
}

func sqlText(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
