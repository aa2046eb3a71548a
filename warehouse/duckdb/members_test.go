package duckdb

import (
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"limner/event"
	"limner/warehouse"
)

func TestMembersAndMoves(t *testing.T) {
	w, err := Open(t.Context(), filepath.Join(t.TempDir(), "w.duckdb"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if m, err := w.Members(t.Context()); err != nil || len(m.Contact) != 0 {
		t.Errorf("before any: %v, %v", m, err)
	}
	if moves, err := w.Moves(t.Context(), 7); err != nil || len(moves) != 0 {
		t.Errorf("before any: %v, %v", moves, err)
	}
	june := time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC)
	july := june.AddDate(0, 1, 0)
	first := warehouse.Members{Contact: []event.ContactID{7, 9}, Persona: []int32{3, 5}, Second: []int32{5, 0}, Confidence: []float64{0.5, 0.25}}
	second := warehouse.Members{Contact: []event.ContactID{7, 9}, Persona: []int32{8, 5}, Second: []int32{5, 8}, Confidence: []float64{1, 0}}
	for _, step := range []struct {
		p     warehouse.Placement
		names []warehouse.PersonaName
		m     warehouse.Members
		moves warehouse.Moves
	}{
		{warehouse.Placement{At: june, Run: 1}, []warehouse.PersonaName{{ID: 3, Name: "Bob's"}, {ID: 5, Name: "Rest"}}, first,
			warehouse.Moves{Contact: []event.ContactID{7}, Run: []int32{1}, From: []int32{0}, To: []int32{3}, Reason: []warehouse.Reason{warehouse.FirstPlaced}}},
		{warehouse.Placement{At: july, Run: 2}, []warehouse.PersonaName{{ID: 8, Name: "New"}, {ID: 5, Name: "Others"}}, second,
			warehouse.Moves{Contact: []event.ContactID{7, 7}, Run: []int32{1, 2}, From: []int32{3, 5}, To: []int32{5, 8}, Reason: []warehouse.Reason{warehouse.Behaviour, warehouse.Refit}}},
	} {
		if err := w.WriteMembers(t.Context(), step.p, step.names, step.m, step.moves); err != nil {
			t.Fatal(err)
		}
		if got, err := w.Members(t.Context()); err != nil || !reflect.DeepEqual(got, step.m) {
			t.Errorf("got %+v, %v", got, err)
		}
	}
	got, err := w.Moves(t.Context(), 7)
	want := []warehouse.Move{
		{At: june, Run: 1, To: 3, Reason: warehouse.FirstPlaced, ToName: "Bob's"},
		{At: july, Since: june, Run: 1, From: 3, To: 5, Reason: warehouse.Behaviour, FromName: "Bob's", ToName: "Others"},
		{At: july, Since: june, Run: 2, From: 5, To: 8, Reason: warehouse.Refit, FromName: "Others", ToName: "New"},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v, %v\nwant %+v", got, err, want)
	}
	var reasons string
	if err := w.db.QueryRowContext(t.Context(), `SELECT string_agg(reason, ', ' ORDER BY step, reason) FROM moves WHERE to_persona IS NOT NULL`).Scan(&reasons); err != nil || reasons != "first placed, behaviour, refit" {
		t.Errorf("the view tells %q, %v", reasons, err)
	}
}
