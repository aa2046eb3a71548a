package store_test

import (
	"database/sql"
	"errors"
	"testing"
	"testing/fstest"
	"time"

	"limner/internal/testdb"
	"limner/store"
)

var migrations = fstest.MapFS{
	"0001_notes.sql": {Data: []byte(`-- +goose Up
CREATE TABLE notes (id TEXT PRIMARY KEY, at BIGINT NOT NULL, body TEXT NOT NULL);
-- +goose Down
DROP TABLE notes;
`)},
}

func TestStore(t *testing.T) {
	testdb.Each(t, func(t *testing.T, where string) {
		s, err := store.Open(t.Context(), where)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		for range 2 { // the second time has nothing to do
			if err := s.Migrate(t.Context(), "notes", migrations); err != nil {
				t.Fatal(err)
			}
		}
		at := time.Date(2024, 2, 29, 12, 0, 0, 1000, time.UTC)
		insert := func(id string) error {
			return s.Transact(t.Context(), func(tx *sql.Tx) error {
				_, err := tx.Exec(`INSERT INTO notes (id, at, body) VALUES ($1, $2, $3)`, id, store.Micros(at), `{"a":1}`)
				if err == nil && id == "b" {
					return errors.New("changed my mind")
				}
				return err
			})
		}
		if err := insert("a"); err != nil {
			t.Fatal(err)
		}
		if err := insert("b"); err == nil {
			t.Fatal("a transaction that returned an error was committed")
		}
		var n, micros int64
		if err := s.DB().QueryRow(`SELECT count(*), max(at) FROM notes`).Scan(&n, &micros); err != nil {
			t.Fatal(err)
		}
		if n != 1 || !store.Time(micros).Equal(at) {
			t.Errorf("got %d notes at %v, want 1 at %v", n, store.Time(micros), at)
		}
	})
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	if _, err := store.Open(t.Context(), "/nowhere/at/all/limner.sqlite"); err == nil {
		t.Error("a database in a folder that does not exist was opened")
	}
}
