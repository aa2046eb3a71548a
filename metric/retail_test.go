package metric

import (
	"compress/gzip"
	"encoding/csv"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"limner/event"
	"limner/internal/datatest"
)

// readCSV calls each with every row of a compressed file, by column name.
func readCSV(t *testing.T, path string, each func(get func(column string) string)) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(unzipped)
	r.ReuseRecord = true
	header, err := r.Read()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, h := range header {
		at[strings.TrimPrefix(h, "\ufeff")] = i
	}
	for {
		row, err := r.Read()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		each(func(column string) string { return row[at[column]] })
	}
}

// retailOrders reads Online Retail (Chen, Sain & Guo 2012) as one order an invoice, by customer.
func retailOrders(t *testing.T) map[string][]row {
	type invoice struct{ customer, number string }
	orders := map[invoice]*row{}
	readCSV(t, datatest.Path(t, "online-retail", "online_retail.csv.gz"), func(get func(string) string) {
		quantity, _ := strconv.ParseInt(get("Quantity"), 10, 64)
		price, _, err := event.ParseMoney(get("UnitPrice"))
		if get("CustomerID") == "" || strings.HasPrefix(get("InvoiceNo"), "C") || quantity <= 0 || price <= 0 {
			return
		}
		at, err2 := time.Parse("2006-01-02 15:04:05", get("InvoiceDate"))
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		key := invoice{strings.Clone(strings.TrimSuffix(get("CustomerID"), ".0")), strings.Clone(get("InvoiceNo"))}
		o := orders[key]
		if o == nil {
			o = &row{kind: event.Order, ts: at.UnixMicro(), value: math.NaN()}
			orders[key] = o
		}
		o.ts = min(o.ts, at.UnixMicro())
		o.amount += event.Money(quantity) * price
	})
	customers := map[string][]row{}
	for k, o := range orders {
		n, _ := strconv.ParseInt(k.number, 10, 64)
		o.id = event.ID(n)
		customers[k.customer] = append(customers[k.customer], *o)
	}
	return customers
}

// The figures of Online Retail as an independent computation has them.
func TestOnlineRetail(t *testing.T) {
	expected := datatest.Path(t, "online-retail", "expected_rfm.csv.gz")
	customers := retailOrders(t)
	c, err := New(Settings{}, newTexts(), nil)
	if err != nil {
		t.Fatal(err)
	}
	f := c.Folder()
	at := time.Date(2011, 12, 10, 0, 0, 0, 0, time.UTC).UnixMicro()
	columns := []struct {
		metric, column string
		within         float64
	}{{"recency_days", "recency_days", 0}, {"orders", "frequency", 0}, {"revenue", "monetary", 1e-6}, {"purchase_days", "purchase_days", 0},
		{"median_gap_days", "median_gap_days", 0}, {"average_order_value", "aov", 1e-6}}
	var medians []float64
	portraits := map[string][]float64{}
	n := 0
	readCSV(t, expected, func(get func(string) string) {
		n++
		p := c.portrait(f, historyOf(customers[get("CustomerID")]), at)
		for i, d := range c.defs {
			portraits[d.Name] = append(portraits[d.Name], p.x[i])
		}
		for _, col := range columns {
			i, ok := c.Lookup(col.metric)
			if !ok {
				t.Fatal(col.metric)
			}
			want := math.NaN()
			if s := get(col.column); s != "" {
				want, _ = strconv.ParseFloat(s, 64)
			}
			if got := p.x[i]; !same(got, want) && !(math.Abs(got-want) <= col.within) {
				t.Errorf("customer %s: %s %v, want %v", get("CustomerID"), col.metric, got, want)
			}
		}
		if i, _ := c.Lookup("median_gap_days"); !math.IsNaN(p.x[i]) {
			medians = append(medians, p.x[i])
		}
	})
	if n != 4338 || len(customers) != n {
		t.Errorf("%d customers of %d", len(customers), n)
	}
	slices.Sort(medians)
	if m := (medians[len(medians)/2] + medians[(len(medians)-1)/2]) / 2; len(medians) != 2790 || m != 52.5 {
		t.Errorf("median of %d median gaps is %v, want 52.5 of 2790", len(medians), m)
	}
	checkRetailCalibration(t, Calibrate(func(name string) []float64 { return portraits[name] }))
}

// checkRetailCalibration holds the cut points of the oracle, and that the prior of gaps is sane.
func checkRetailCalibration(t *testing.T, c Calibration) {
	t.Helper()
	for what, pair := range map[string][2][]float64{
		"recency":   {c.Recency, {13.8, 33, 72, 180}},
		"frequency": {c.Frequency, {1, 2, 3, 6}},
		"monetary":  {c.Monetary, {250.194, 490.096, 942.276, 2058.426}},
	} {
		if !slices.EqualFunc(pair[0], pair[1], func(a, b float64) bool { return math.Abs(a-b) < 1e-6 }) {
			t.Errorf("cut points of %s are %v, want %v", what, pair[0], pair[1])
		}
	}
	t.Logf("prior of gaps: mean %.2f days, strength %.2f gaps", c.Gap.Mean, c.Gap.Strength)
	if !(c.Gap.Mean > 20 && c.Gap.Mean < 80) || !(c.Gap.Strength > 0.5 && c.Gap.Strength < 20) {
		t.Errorf("the prior of gaps is %+v", c.Gap)
	}
}
