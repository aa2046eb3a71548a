package file

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"limner/event"
	"limner/internal/datatest"
)

// open makes an input of a file on disk.
func open(t testing.TB, path string) *Input {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return &Input{Name: filepath.Base(path), Path: path, Size: info.Size()}
}

// TestOnlineRetail holds the orders preset to the published figures of UCI's Online Retail file (rule:
// customer known, not a cancellation, quantity and price above zero, duplicates kept).
func TestOnlineRetail(t *testing.T) {
	in := open(t, datatest.Path(t, "online-retail", "online_retail.csv.gz"))
	m := newMemory()
	r, err := Import(context.Background(), m, in, Options{Mapping: Mapping{Preset: "orders"}, Now: testNow})
	if err != nil {
		t.Fatal(err)
	}
	contacts := make(map[event.Key]bool)
	lines, orders := 0, 0
	for _, e := range m.rows {
		switch e.Kind {
		case event.Order:
			orders++
			contacts[e.Contact] = true
		case event.OrderLine:
			lines++
		}
	}
	if r.duplicates != 5_192+33 {
		t.Errorf("%d duplicates, want 5192 among the clean lines and 33 among the returns", r.duplicates)
	}
	if r.Rows() != 541_909 || orders != 18_532 || lines != 397_884 || len(contacts) != 4_338 || r.Revenue != 89_114_079_040 {
		t.Errorf("rows %d, orders %d, lines %d, contacts %d, revenue %s; want 541909, 18532, 397884, 4338, 8911407.904",
			r.Rows(), orders, lines, len(contacts), r.Revenue)
	}
}
