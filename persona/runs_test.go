package persona

import (
	"errors"
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
			if err := runs.Save(t.Context(), set); err != nil || set.Run != int64(i+1) {
				t.Fatalf("run %d got the number %d, %v", i+1, set.Run, err)
			}
			back, err := runs.Latest(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if got, want := body(t, back), body(t, set); got != want {
				t.Errorf("run %d came back as\n%s\nit went in as\n%s", i+1, got, want)
			}
		}
	})
}
