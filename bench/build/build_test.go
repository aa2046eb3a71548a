package main

import (
	"database/sql"
	"testing"
)

// TestBothSidesAgree: where the hand-written SQL and the catalogue mean the same thing, they say the same
// of every contact, so that the benchmark compares like with like.
func TestBothSidesAgree(t *testing.T) {
	ctx := t.Context()
	o := &options{dir: t.TempDir(), contacts: 1500}
	if err := prepare(ctx, o); err != nil {
		t.Fatal(err)
	}
	if _, err := o.refresh(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := o.statements(ctx); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("duckdb", o.file())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for ours, theirs := range map[string]string{
		"nullif(p.orders, 0)":        "s.orders",
		"nullif(p.features_used, 0)": "s.features",
		"p.discount_share":           "s.discount_share",
		"p.last_order":               "s.last_order",
	} {
		var differ, known int
		err := db.QueryRow("SELECT count(*) FILTER (("+ours+") IS DISTINCT FROM "+theirs+"), count("+theirs+
			") FROM portraits p JOIN portraits_in_sql s USING (contact_id)").Scan(&differ, &known)
		if err != nil {
			t.Fatal(err)
		}
		if differ > 0 || known < 400 {
			t.Errorf("%s and %s differ for %d contacts; the latter is known of %d", ours, theirs, differ, known)
		}
	}
}
