package main

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"limner/cluster"
	"limner/event"
	"limner/internal/datatest"
	"limner/persona"
	"limner/stats"
	"limner/warehouse"
)

// snapshot is the buyers as of an instant, in the order of their ids, by recency, frequency and money.
type snapshot struct {
	ids     []event.ContactID
	columns [][]float64
}

func snapshotOf(t *testing.T, db *sql.DB, at time.Time) snapshot {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), `SELECT contact_id, floor(date_diff('second', max(ts), ?::TIMESTAMP) / 86400), count(*), sum(amount)::DOUBLE
		FROM (SELECT * FROM events UNION ALL SELECT * FROM tail) WHERE kind = 1 AND ts < ?::TIMESTAMP GROUP BY contact_id ORDER BY contact_id`, at, at)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	s := snapshot{columns: make([][]float64, 3)}
	for rows.Next() {
		var id int64
		var x [3]float64
		if err := rows.Scan(&id, &x[0], &x[1], &x[2]); err != nil {
			t.Fatal(err)
		}
		s.ids = append(s.ids, event.ContactID(id))
		for j := range x {
			s.columns[j] = append(s.columns[j], x[j])
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return s
}

// numbered is a set that has nothing but the ids of its personas.
func numbered(ids ...int) *persona.Set {
	s := &persona.Set{}
	for _, id := range ids {
		s.Personas = append(s.Personas, persona.Persona{ID: id})
	}
	return s
}

// changed is the share of the contacts of both snapshots whose persona is another.
func changed(a, b snapshot, in, now []int32) float64 {
	n, moved := 0.0, 0.0
	for j, id := range b.ids {
		if i, ok := slices.BinarySearch(a.ids, id); ok {
			n++
			if in[i] != now[j] {
				moved++
			}
		}
	}
	return moved / n
}

// placed is the group of everyone by a model.
func placed(t *testing.T, m cluster.Model, scale cluster.Transform, s snapshot) []int32 {
	t.Helper()
	x, err := scale.Matrix(s.columns)
	if err != nil {
		t.Fatal(err)
	}
	groups := make([]int32, x.N)
	for i := range groups {
		groups[i] = m.Assign(x.Row(i)).Group
	}
	return groups
}

// idsOf notes which persona each group is.
func idsOf(ids *[4]int, groups, personas []int32) {
	for i, g := range groups {
		ids[g] = int(personas[i])
	}
}

// unique is the personas of the labels, in ascending order.
func unique(labels []int32) []int {
	var ids []int
	for _, l := range labels {
		if !slices.Contains(ids, int(l)) {
			ids = append(ids, int(l))
		}
	}
	slices.Sort(ids)
	return ids
}

// TestContinuity holds the identity of personas over six monthly refits to what was measured elsewhere
// (scikit-learn's KMeans, scipy's linear_sum_assignment): with ids matched on the overlap, hardly more
// contacts change persona than really moved.
func TestContinuity(t *testing.T) {
	if testing.Short() {
		t.Skip("whole files of reference data are left out of short runs")
	}
	var oracle struct {
		Customers []int `json:"customers_per_snapshot"`
		Frozen    map[string]struct {
			Mean  float64
			Month []float64 `json:"per_month"`
		} `json:"frozen_scaler"`
	}
	text, err := os.ReadFile(datatest.Path(t, "online-retail", "persona_continuity_oracle.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &oracle); err != nil {
		t.Fatal(err)
	}
	p := newPlace(t)
	p.run("import", "--preset", "orders", "--yes", datatest.Path(t, "online-retail", "online_retail.csv.gz")).gives(0)
	db := p.warehouse()
	var scale cluster.Transform
	var model, last cluster.Model
	var lastIDs [4]int // of the groups of last
	var before snapshot
	var labels, kept []int32
	sums := map[string]float64{}
	greatest := 4
	for month := range 7 {
		s := snapshotOf(t, db, time.Date(2011, time.Month(6+month), 1, 0, 0, 0, 0, time.UTC))
		if len(s.ids) != oracle.Customers[month] {
			t.Fatalf("month %d has %d customers, want %d", month, len(s.ids), oracle.Customers[month])
		}
		if month == 0 {
			var columns []cluster.Column
			for j, c := range s.columns {
				columns = append(columns, cluster.Column{Name: fmt.Sprint(j), Values: c, Log: cluster.LogAlways})
			}
			if scale, err = cluster.Learn(columns, cluster.Recipe{Scale: cluster.Standard}); err != nil {
				t.Fatal(err)
			}
			for i := range scale.Steps { // later months go beyond the first
				scale.Steps[i].Lo, scale.Steps[i].Hi, scale.Steps[i].Weight = -1e9, 1e9, 1
			}
		}
		x, err := scale.Matrix(s.columns)
		if err != nil {
			t.Fatal(err)
		}
		fit, err := cluster.KMeans(t.Context(), x, 4, cluster.Options{Seed: uint64(month)})
		if err != nil {
			t.Fatal(err)
		}
		raw := make([]int32, len(s.ids))
		name := stats.Rand(1, uint64(month)).Perm(4) // a fit names its groups by size, which is an identity of a kind: undo it
		for i, l := range fit.Labels {
			raw[i] = int32(name[l] + 1)
		}
		if month == 0 {
			before, labels, kept, model = s, raw, slices.Clone(raw), fit.Model()
			last = model
			idsOf(&lastIDs, fit.Labels, kept)
			continue
		}
		sums["raw"] += changed(before, s, labels, raw) / 6
		// Matched as a build does: the model of the month before places the contacts of now.
		old := placed(t, last, scale, s)
		a := make([]int32, len(old))
		for i, g := range old {
			a[i] = int32(lastIDs[g])
		}
		set, was := numbered(1, 2, 3, 4), numbered(unique(kept)...)
		l := persona.Match(was, set, a, raw, persona.Among(s.ids, before.ids))
		now := warehouse.Members{Contact: s.ids, Persona: slices.Clone(raw), Second: make([]int32, len(raw))}
		set.Inherit(l, was, greatest, now)
		for _, id := range unique(now.Persona) {
			greatest = max(greatest, id)
		}
		matched := changed(before, s, kept, now.Persona)
		sums["matched"] += matched / 6
		// Placed by the first month's model: what really moved.
		frozen := changed(before, s, placed(t, model, scale, before), placed(t, model, scale, s))
		sums["frozen"] += frozen / 6
		t.Logf("month %d: matched %.4f (oracle %.4f), frozen %.4f (oracle %.4f)", month, matched,
			oracle.Frozen["overlap_hungarian"].Month[month-1], frozen, oracle.Frozen["frozen_centroids"].Month[month-1])
		before, labels, kept, last = s, raw, now.Persona, fit.Model()
		idsOf(&lastIDs, fit.Labels, kept)
	}
	t.Logf("mean share of contacts who change persona in a month: raw %.4f (oracle %.4f), matched %.4f (oracle %.4f), frozen %.4f (oracle %.4f); ids up to %d",
		sums["raw"], oracle.Frozen["raw"].Mean, sums["matched"], oracle.Frozen["overlap_hungarian"].Mean, sums["frozen"], oracle.Frozen["frozen_centroids"].Mean, greatest)
	if sums["matched"] > 0.293 {
		t.Errorf("%.4f of contacts change persona in a month, want at most 0.293", sums["matched"])
	}
	if d := sums["frozen"] - oracle.Frozen["frozen_centroids"].Mean; d < -0.002 || d > 0.002 {
		t.Errorf("%.4f of contacts really move, want %.4f", sums["frozen"], oracle.Frozen["frozen_centroids"].Mean)
	}
	if sums["raw"] < 2*sums["matched"] {
		t.Errorf("without matching %.4f change: the test has lost its contrast", sums["raw"])
	}
}
