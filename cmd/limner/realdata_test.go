package main

import (
	"compress/gzip"
	"database/sql"
	"encoding/csv"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"limner/internal/datatest"
	"limner/persona"
)

// warehouse opens the place's warehouse for SQL, as an analyst would.
func (p *place) warehouse() *sql.DB {
	p.t.Helper()
	db, err := sql.Open("duckdb", filepath.Join(p.env["LIMNER_DATA"], "warehouse.duckdb")+"?access_mode=read_only")
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = db.Close() })
	return db
}

// number is the one number that a query answers.
func number(t *testing.T, db *sql.DB, query string) float64 {
	t.Helper()
	var x float64
	if err := db.QueryRowContext(t.Context(), query).Scan(&x); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return x
}

func TestOnlineRetail(t *testing.T) {
	if testing.Short() {
		t.Skip("whole files of reference data are left out of short runs")
	}
	file := datatest.Path(t, "online-retail", "online_retail.csv.gz")
	p := newPlace(t)
	p.run("import", "--preset", "orders", "--yes", file).gives(0, "541,909 rows read", "revenue 8911407.904", "orders       18,532")
	p.run("imports").gives(0, "541909", "135080")
	p.run("build").gives(0, "4371 portraits", "measured 4338 buyers")
	var set persona.Set
	p.run("personas", "--json").gives(0).into(&set)
	checkSet(t, &set, 4371)
	db := p.warehouse()
	for query, want := range map[string]float64{
		"SELECT sum(amount) FROM (SELECT * FROM events UNION ALL SELECT * FROM tail) WHERE kind = 1": 8911407.904,
		"SELECT count(*) FROM portraits WHERE orders > 0":                                            4338,
		"SELECT sum(orders) FROM portraits":                                                          18532,
		"SELECT count(*) FROM members":                                                               4371,
	} {
		if got := number(t, db, query); got != want {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
	if !near(set.Totals.Revenue, 8911407.904) || set.Totals.Buyers != 4338 {
		t.Errorf("totals %+v", set.Totals)
	}
	checkRFM(t, db, datatest.Path(t, "online-retail", "expected_rfm.csv.gz"))
	checkRules(t, db, &set)
}

// checkRFM compares every buyer's portrait with what pandas computed from the same file.
func checkRFM(t *testing.T, db *sql.DB, file string) {
	t.Helper()
	want := table(t, file)
	rows, err := db.QueryContext(t.Context(), `SELECT contact, orders, revenue, recency_days, purchase_days, coalesce(median_gap_days, 'nan'), average_order_value
		FROM portraits WHERE orders > 0`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	n := 0
	for ; rows.Next(); n++ {
		var contact string
		got := make([]float64, 6)
		if err := rows.Scan(&contact, &got[0], &got[1], &got[2], &got[3], &got[4], &got[5]); err != nil {
			t.Fatal(err)
		}
		for i, column := range []string{"frequency", "monetary", "recency_days", "purchase_days", "median_gap_days", "aov"} {
			w := parse(t, want[contact][column])
			if math.IsNaN(got[i]) != math.IsNaN(w) || math.Abs(got[i]-w) > 1e-6 { // the file has six decimals
				t.Fatalf("%s of %s: %v, want %v", column, contact, got[i], w)
			}
		}
	}
	if err := rows.Err(); err != nil || n != len(want) || n != 4338 {
		t.Errorf("%d buyers, want %d; %v", n, len(want), err)
	}
}

// table reads a CSV file by the values of its first column.
func table(t *testing.T, file string) map[string]map[string]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(z)
	head, err := r.Read()
	all := map[string]map[string]string{}
	for err == nil {
		var row []string
		if row, err = r.Read(); err == nil {
			all[row[0]] = map[string]string{}
			for i, name := range head {
				all[row[0]][name] = row[i]
			}
		}
	}
	if err != io.EOF {
		t.Fatal(err)
	}
	return all
}

func parse(t *testing.T, s string) float64 {
	t.Helper()
	if s == "" {
		return math.NaN()
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// checkRules has the warehouse recount what every persona says of its size, its revenue and its rule.
func checkRules(t *testing.T, db *sql.DB, set *persona.Set) {
	t.Helper()
	for _, x := range set.Personas {
		own := "m.persona = '" + strings.ReplaceAll(x.Name, "'", "''") + "'"
		rule := asSQL(x.Rule)
		from := " FROM portraits p JOIN members m ON m.contact_id = p.contact_id WHERE "
		size := number(t, db, "SELECT count(*)"+from+own)
		revenue := number(t, db, "SELECT coalesce(sum(p.revenue), 0)"+from+own)
		picks := number(t, db, "SELECT count(*)"+from+rule)
		both := number(t, db, "SELECT count(*)"+from+rule+" AND "+own)
		agree := number(t, db, "SELECT count(*)"+from+"("+rule+") = ("+own+")")
		if size != float64(x.Size) || !near(revenue, x.Revenue) || !near(size/float64(set.Contacts), x.Share.Value) {
			t.Errorf("%s: %v contacts, revenue %v; stated %d and %v", x.Name, size, revenue, x.Size, x.Revenue)
		}
		if picks != float64(x.Rule.Picks) || !near(both/picks, x.Rule.Precision.Value) || !near(both/size, x.Rule.Recall.Value) ||
			!near(agree/float64(set.Contacts), x.Rule.Fidelity.Value) {
			t.Errorf("%s: %q picks %v, precision %v, recall %v, fidelity %v; stated %d, %v, %v, %v", x.Name, rule, picks, both/picks, both/size,
				agree/float64(set.Contacts), x.Rule.Picks, x.Rule.Precision.Value, x.Rule.Recall.Value, x.Rule.Fidelity.Value)
		}
		if x.Rule.Precision.Value < 0.5 {
			t.Errorf("%s: of those its rule picks, %v are its own", x.Name, x.Rule.Precision.Value)
		}
	}
}

// asSQL writes a rule as a condition that is never NULL.
func asSQL(r persona.Rule) string {
	var parts []string
	for _, c := range r.Conditions {
		metric := `p."` + c.Metric + `"`
		part := metric + " IS NOT NULL"
		if !math.IsInf(float64(c.Above), 0) {
			part += " AND " + metric + " > " + strconv.FormatFloat(float64(c.Above), 'e', -1, 64)
		}
		if !math.IsInf(float64(c.UpTo), 0) {
			part += " AND " + metric + " <= " + strconv.FormatFloat(float64(c.UpTo), 'e', -1, 64)
		}
		if c.Missing {
			part = metric + " IS NULL OR " + part
		}
		parts = append(parts, "coalesce("+part+", false)")
	}
	return strings.Join(parts, " AND ")
}

// Files of other kinds go the whole way too, and what they add up to is what their own columns do.
func TestOtherRealFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("whole files of reference data are left out of short runs")
	}
	for _, c := range []struct {
		file     []string
		args     []string
		contacts int
		revenue  float64
		says     string
	}{
		{[]string{"cdnow", "CDNOW_sample.txt"},
			[]string{"--no-header", "--contact", "column2", "--time", "column3", "--amount", "column5", "--event", "=order", "--kind", "order"},
			2357, 244091.94, "6,919 rows read"},
		{[]string{"customer-personality", "marketing_campaign.csv"}, nil, 2240, 0, "2,240 rows read"},
		{[]string{"completejourney", "transactions_sample.csv.gz"}, nil, 2373, 233935.24, "75,000 rows read"},
	} {
		t.Run(c.file[0], func(t *testing.T) {
			p := newPlace(t)
			args := append([]string{"import", "--yes", datatest.Path(t, c.file...)}, c.args...)
			p.run(args...).gives(0, c.says)
			p.run("build").gives(0).lacks("NaN", "No personas")
			p.run("personas").gives(0, "Rule:").lacks("NaN")
			var set persona.Set
			p.run("personas", "--json").gives(0).into(&set)
			if c.revenue == 0 {
				noRevenue(t, &set)
			}
			checkSet(t, &set, c.contacts)
			if !near(set.Totals.Revenue, c.revenue) && c.revenue > 0 {
				t.Errorf("revenue %v, want %v", set.Totals.Revenue, c.revenue)
			}
			checkRules(t, p.warehouse(), &set)
		})
	}
}

// noRevenue checks that nobody is said to have paid, and gives the first persona all of nothing, so that
// the shares add up.
func noRevenue(t *testing.T, set *persona.Set) {
	t.Helper()
	for _, x := range set.Personas {
		if x.Revenue != 0 || x.RevenueShare != 0 || strings.Contains(x.Name, "buyers") {
			t.Errorf("%s: revenue %v, where nobody paid", x.Name, x.Revenue)
		}
	}
	set.Personas[0].RevenueShare = 1
}
