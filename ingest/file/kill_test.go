package file

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"limner/event"
	"limner/warehouse/duckdb"
)

// killedImport names the variables by which this test binary is told to be the process that imports.
const killedImport = "LIMNER_TEST_IMPORT"

// TestMain lets the binary be an importing process that others may kill.
func TestMain(m *testing.M) {
	if args := os.Getenv(killedImport); args != "" {
		data, csv, _ := strings.Cut(args, "|")
		if err := importInto(data, csv); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// importInto imports a file of invoice lines into the warehouse at data.
func importInto(data, csv string) error {
	w, err := duckdb.Open(context.Background(), data, duckdb.Options{})
	if err != nil {
		return err
	}
	defer w.Close()
	info, err := os.Stat(csv)
	if err != nil {
		return err
	}
	in := &Input{Name: "lines.csv", Path: csv, Size: info.Size()}
	_, err = Import(context.Background(), w, in, Options{Mapping: Mapping{Preset: "orders"}, Now: testNow})
	return err
}

// holdings are what a warehouse holds, in figures.
type holdings struct {
	events, revenue, contacts, imports int64
}

func holdingsOf(t *testing.T, path string) holdings {
	t.Helper()
	w, err := duckdb.Open(context.Background(), path, duckdb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	var h holdings
	query := fmt.Sprintf(`SELECT count(*), coalesce(sum(amount) FILTER (kind = %d), 0)::BIGINT, count(DISTINCT contact_id),
		(SELECT count(*) FROM imports) FROM (SELECT kind, amount, contact_id FROM events UNION ALL SELECT kind, amount, contact_id FROM tail)`, event.Order)
	if err := w.DB().QueryRow(query).Scan(&h.events, &h.revenue, &h.contacts, &h.imports); err != nil {
		t.Fatal(err)
	}
	return h
}

// TestKill kills importing processes at random moments and imports again: what is there afterwards is
// what an undisturbed import gives, and in between it is all or nothing.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes")
	}
	dir := t.TempDir()
	csv := filepath.Join(dir, "lines.csv")
	if err := os.WriteFile(csv, invoiceLines(100_000), 0o644); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	calm := filepath.Join(dir, "calm.duckdb")
	start(t, calm, csv, 0)
	whole := time.Since(began)
	want := holdingsOf(t, calm)
	if want.events < 100_000 || want.imports != 1 {
		t.Fatalf("an undisturbed import holds %+v", want)
	}

	r := rand.New(rand.NewPCG(1, 2))
	killed := 0
	for round := range 3 {
		data := filepath.Join(dir, fmt.Sprintf("storm%d.duckdb", round))
		for range 4 {
			if start(t, data, csv, time.Duration(r.Int64N(int64(whole+whole/4)))) {
				killed++
			}
			if _, err := os.Stat(data); err != nil {
				continue
			}
			if h := holdingsOf(t, data); h != want && h != (holdings{}) {
				t.Fatalf("after a kill: %+v, want nothing or %+v", h, want)
			}
		}
		start(t, data, csv, 0)
		if h := holdingsOf(t, data); h != want {
			t.Errorf("after kills and an import to the end: %+v, want %+v", h, want)
		}
	}
	t.Logf("%d of 12 processes were killed in mid-import (an import takes %v)", killed, whole.Round(time.Millisecond))
	if killed == 0 {
		t.Error("no process was killed")
	}
}

// start imports in a process of its own and kills it after the given time; 0 lets it end. It reports
// whether the process was killed.
func start(t *testing.T, data, csv string, after time.Duration) bool {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killedImport+"="+data+"|"+csv)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if after > 0 {
		timer := time.AfterFunc(after, func() { _ = cmd.Process.Signal(syscall.SIGKILL) })
		defer timer.Stop()
	}
	err := cmd.Wait()
	if err != nil && after == 0 {
		t.Fatalf("importing: %v", err)
	}
	return err != nil
}

// invoiceLines makes a file of n invoice lines, returns among them.
func invoiceLines(n int) []byte {
	r := rand.New(rand.NewPCG(7, 7))
	var b strings.Builder
	b.WriteString("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID\n")
	at := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		mark := ""
		quantity := 1 + r.IntN(9)
		if i/5%40 == 39 {
			mark, quantity = "C", -quantity
		}
		fmt.Fprintf(&b, "%s%d,S%d,Thing %d,%d,%s,%d.%02d,%d\n", mark, 1000+i/5, r.IntN(300), r.IntN(300), quantity,
			at.Add(time.Duration(i/5)*time.Minute).Format("2006-01-02 15:04"), 1+r.IntN(40), r.IntN(100), i/5%1500)
	}
	return []byte(b.String())
}
