package duckdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"limner/event"
)

// Key is the key of a contact, false when nobody has that id.
func (w *Warehouse) Key(ctx context.Context, id event.ContactID) (event.Key, bool, error) {
	var k event.Key
	err := w.db.QueryRowContext(ctx, "SELECT key FROM contacts WHERE contact_id = ?", int64(id)).Scan(&k)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	return k, err == nil, err
}

// Keys is the keys of contacts, in the order of the ids; "" for an unknown one.
func (w *Warehouse) Keys(ctx context.Context, ids []event.ContactID) ([]event.Key, error) {
	c, err := w.connect()
	if err != nil {
		return nil, err
	}
	defer c.close()
	at := make(map[event.ContactID]int, len(ids))
	for i, id := range ids {
		at[id] = i
	}
	keys := make([]event.Key, len(ids))
	err = c.query(ctx, "SELECT contact_id, key FROM contacts", func(ch chunk) error {
		id, key := column[event.ContactID](ch, 0), column[text](ch, 1)
		for r := range ch.n {
			if i, ok := at[id[r]]; ok {
				keys[i] = event.Key(key[r].String())
			}
		}
		return nil
	})
	return keys, err
}

// Contacts is how many contacts there are.
func (w *Warehouse) Contacts(ctx context.Context) (int64, error) {
	var n int64
	err := w.db.QueryRowContext(ctx, "SELECT count(*) FROM contacts").Scan(&n)
	return n, err
}

// Similar lists up to n keys that contain the text, for a user who mistyped one.
func (w *Warehouse) Similar(ctx context.Context, text string, n int) ([]event.Key, error) {
	rows, err := w.db.QueryContext(ctx,
		"SELECT key FROM contacts WHERE contains(lower(key), lower(?)) OR levenshtein(lower(key), lower(?)) <= 2 ORDER BY levenshtein(lower(key), lower(?)), key LIMIT ?",
		text, text, text, n)
	if err != nil {
		return nil, fmt.Errorf("duckdb: looking for contacts like %q: %w", text, err)
	}
	defer rows.Close()
	var keys []event.Key
	for rows.Next() {
		var k event.Key
		if err := rows.Scan(&k); err != nil {
			return nil, err
		}
		keys = append(keys, k)
	}
	return keys, rows.Err()
}
