package persona

import (
	"errors"
	"slices"
	"testing"
	"time"

	"limner/internal/testdb"
	"limner/store"
)

func TestRunsAreKept(t *testing.T) {
	testdb.Each(t, func(t *testing.T, where string) {
		s, err := store.Open(t.Context(), where)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if err := s.Migrate(t.Context(), "persona", Migrations()); err != nil {
			t.Fatal(err)
		}
		runs := Runs{Store: s}
		if _, err := runs.Latest(t.Context()); !errors.Is(err, ErrNoRun) {
			t.Errorf("before any run: %v", err)
		}
		first, second := build(t, newMade(t, 3), Settings{}, 1), build(t, shoppers(t), Settings{Seed: 5}, 1)
		second.Built = time.Date(2024, 6, 2, 1, 2, 3, 456000, time.UTC)
		for i, set := range []*Set{first, second} {
			if err := runs.Save(t.Context(), &Run{Set: set, Reference: &Reference{Contacts: i}}); err != nil || set.Run != int64(i+1) {
				t.Fatalf("run %d got the number %d, %v", i+1, set.Run, err)
			}
			back, err := runs.Proposed(t.Context())
			if err != nil || back.Reference.Contacts != i || back.Lineage != nil {
				t.Fatalf("run %d came back as %+v, %v", i+1, back, err)
			}
			if got, want := body(t, back.Set), body(t, set); got != want {
				t.Errorf("run %d came back as\n%s\nit went in as\n%s", i+1, got, want)
			}
		}
		states(t, runs, Superseded, Proposed)
		at := time.Date(2024, 6, 3, 0, 0, 0, 0, time.UTC)
		for _, c := range []struct {
			run    int64
			to     State
			states []State
		}{
			{2, InUse, []State{Superseded, InUse}},
			{1, InUse, []State{InUse, Retired}},
			{2, Declined, []State{InUse, Declined}},
		} {
			if err := runs.Decide(t.Context(), c.run, c.to, at); err != nil {
				t.Fatal(err)
			}
			states(t, runs, c.states...)
		}
		if err := runs.Decide(t.Context(), 9, InUse, at); !errors.Is(err, ErrRun) {
			t.Errorf("deciding on no run: %v", err)
		}
		states(t, runs, InUse, Declined) // nothing is retired for a run that is none
		if n, err := runs.Greatest(t.Context()); err != nil || n != second.greatest() || n == 0 {
			t.Errorf("the greatest id is %d, %v", n, err)
		}
		if in, err := runs.InUse(t.Context()); err != nil || in.Run != 1 || !in.Decided.Equal(at) {
			t.Errorf("in use: %+v, %v", in, err)
		}
		if _, err := runs.Get(t.Context(), 7); !errors.Is(err, ErrRun) {
			t.Errorf("run 7: %v", err)
		}
	})
}

// states checks what became of the runs, the first first.
func states(t *testing.T, r Runs, want ...State) {
	t.Helper()
	all, err := r.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []State
	for _, run := range all {
		got = append(got, run.State)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the runs are %q, want %q", got, want)
	}
}
