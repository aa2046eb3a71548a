package file

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"limner/internal/datatest"
)

const loginsCSV = "user_id,event,created_at,plan\nu1,login,2024-01-01 10:00:00,pro\nu2,login,2024-01-02 10:00:00,\nu1,purchase,2024-01-03 10:00:00,pro\n"

// job runs a job on one file and returns what it wrote.
func job(t *testing.T, m *memory, j Job) (out, errs string, err error) {
	t.Helper()
	var o, e bytes.Buffer
	j.Out, j.Err, j.Now = &o, &e, testNow
	if j.In == nil {
		j.In = strings.NewReader("")
	}
	err = j.Run(context.Background(), m)
	return o.String(), e.String(), err
}

// TestSuggested: what is suggested is asked about, and nothing is imported before a yes.
func TestSuggested(t *testing.T) {
	in := write(t, "logins.csv", []byte(loginsCSV))
	m := newMemory()
	_, errs, err := job(t, m, Job{Files: []string{in.Path}})
	if !errors.Is(err, ErrUnanswered) || len(m.rows) != 0 {
		t.Fatalf("nobody there to ask: %v, %d rows", err, len(m.rows))
	}
	for _, want := range []string{"user_id", "contact", "u1 · u2", "--contact user_id --time created_at --event event", "--yes"} {
		if !strings.Contains(errs, want) {
			t.Errorf("no %q in\n%s", want, errs)
		}
	}
	if _, _, err := job(t, m, Job{Files: []string{in.Path}, Terminal: true, In: strings.NewReader("n\n")}); !errors.Is(err, ErrDeclined) || len(m.rows) != 0 {
		t.Errorf("a no: %v, %d rows", err, len(m.rows))
	}
	if _, errs, err := job(t, m, Job{Files: []string{in.Path}, Terminal: true, In: strings.NewReader("\n")}); err != nil || len(m.rows) != 3 || !strings.Contains(errs, "[Y/n]") {
		t.Errorf("a yes: %v, %d rows", err, len(m.rows))
	}
	out, _, err := job(t, m, Job{Files: []string{in.Path}, Yes: true})
	if err != nil || !strings.Contains(out, "nothing to do") {
		t.Errorf("again: %v, %s", err, out)
	}
}

// TestStdinAndGlob: standard input and patterns are files like others.
func TestStdinAndGlob(t *testing.T) {
	m := newMemory()
	if _, _, err := job(t, m, Job{Files: []string{"-"}, Yes: true, In: strings.NewReader(loginsCSV)}); err != nil || len(m.rows) != 3 {
		t.Errorf("stdin: %v, %d rows", err, len(m.rows))
	}
	in := write(t, "a.csv", []byte(loginsCSV))
	if err := os.WriteFile(filepath.Join(filepath.Dir(in.Path), "b.csv"), []byte(strings.ReplaceAll(loginsCSV, "2024", "2025")), 0o644); err != nil {
		t.Fatal(err)
	}
	m = newMemory()
	if _, _, err := job(t, m, Job{Files: []string{filepath.Join(filepath.Dir(in.Path), "*.csv")}, Yes: true}); err != nil || len(m.rows) != 6 || len(m.imports) != 2 {
		t.Errorf("pattern: %v, %d rows, %d imports", err, len(m.rows), len(m.imports))
	}
	if _, _, err := job(t, m, Job{Files: []string{"nothing*.csv"}}); err == nil || !strings.Contains(err.Error(), "no file matches") {
		t.Errorf("a pattern without files: %v", err)
	}
}

// TestSavedMapping: the mapping used can be kept and used again.
func TestSavedMapping(t *testing.T) {
	in := write(t, "logins.csv", []byte(loginsCSV))
	path := filepath.Join(t.TempDir(), "m.yaml")
	m := newMemory()
	if _, _, err := job(t, m, Job{Files: []string{in.Path}, Yes: true, SaveMapping: path}); err != nil {
		t.Fatal(err)
	}
	if out, _, err := job(t, m, Job{Files: []string{in.Path}, MappingFile: path}); err != nil || !strings.Contains(out, "nothing to do") {
		t.Errorf("%v, %s", err, out)
	}
}

// TestParquet: a Parquet file reads like the CSV file of its rows.
func TestParquet(t *testing.T) {
	path := filepath.Join(t.TempDir(), "e.parquet")
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`COPY (SELECT 'ann' AS user_id, TIMESTAMP '2024-01-02 03:04:05' AS at, 'order' AS event, 12.50::DECIMAL(9,2) AS amount, [1, 2] AS list
		UNION ALL SELECT 'bob, "b"', TIMESTAMP '2024-01-03 00:00:00.25', 'login', NULL, NULL) TO '` + path + `' (FORMAT parquet)`); err != nil {
		t.Fatal(err)
	}
	m := newMemory()
	if _, errs, err := job(t, m, Job{Files: []string{path}, Yes: true}); err != nil {
		t.Fatal(err, errs)
	}
	want := `ann 2024-01-02T03:04:05 order "order" props {"list":"[1,2]"} amount 12.50` + "\n" + `bob, "b" 2024-01-03T00:00:00 signed_in "login"`
	if got := stories(m); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestDataSets: files of the reference data, by what is suggested for them alone.
func TestDataSets(t *testing.T) {
	if testing.Short() {
		t.Skip("whole files of reference data are left out of short runs")
	}
	for _, c := range []struct {
		file                         []string
		rows, events, contacts, left int64
		revenue                      string
	}{
		{[]string{"cdnow", "CDNOW_sample.txt"}, 6919, 6919, 2357, 0, "244091.94"},
		{[]string{"cdnow", "CDNOW_master.txt.gz"}, 69_659, 69_659, 23_570, 0, "2500315.63"},
		{[]string{"customer-personality", "marketing_campaign.csv"}, 2240, 64_936, 2240, 0, "0.00"},
		{[]string{"completejourney", "transactions_sample.csv.gz"}, 75_000, 121_459, 2373, 0, "233935.24"},
		{[]string{"completejourney", "demographics.csv"}, 801, 6038, 801, 0, "0.00"},
		{[]string{"completejourney", "coupon_redemptions.csv"}, 2102, 2102, 410, 0, "0.00"},
		{[]string{"crm-sales-opportunities", "sales_pipeline.csv"}, 8800, 13_923, 85, 1588, "10005534.00"},
		{[]string{"crm-sales-opportunities", "accounts.csv"}, 85, 525, 85, 0, "0.00"},
		{[]string{"telco-churn", "telco_customer_churn.csv"}, 7043, 147_892, 7043, 0, "0.00"},
		{[]string{"onlineshop-clickstream", "simple-onlineshop.csv.gz"}, 32_283, 32_283, 3751, 0, "0.00"},
	} {
		t.Run(c.file[1], func(t *testing.T) {
			m := newMemory()
			in := open(t, datatest.Path(t, c.file...))
			s, err := Suggest(in, Mapping{})
			if err != nil || s.Missing != nil {
				t.Fatal(err, s.Missing)
			}
			r, err := Import(context.Background(), m, in, Options{Mapping: s.Mapping, Now: testNow})
			if err != nil {
				t.Fatal(err)
			}
			if r.Rows() != c.rows || r.Events() != c.events || r.Import.Contacts != c.contacts || r.Rejected() != c.left || r.Revenue.String() != c.revenue {
				t.Errorf("%d rows, %d events, %d contacts, %d bad, revenue %s; want %+v", r.Rows(), r.Events(), r.Import.Contacts, r.Rejected(), r.Revenue, c)
			}
		})
	}
}
