package file

import (
	"context"
	"fmt"
	"time"

	"limner/event"
	"limner/warehouse"
)

// memory is a warehouse that keeps everything as rows, the way a Load promises to.
type memory struct {
	rows    []row
	imports []warehouse.Import
	seen    map[[2]int64]bool
	keys    map[event.ContactID]event.Key
}

// row is an event as it landed, its codes as texts.
type row struct {
	Contact  event.Key
	At       time.Time
	ID       event.ID
	Kind     event.Kind
	Name     string
	Channel  string
	Subject  string
	Category string
	Amount   event.Money
	Discount event.Money
	Value    float64
	Text     string
	Props    string
}

type memoryLoad struct {
	m    *memory
	rows []row
	nth  map[[2]int64]int
	imp  warehouse.Import
	done bool
}

func newMemory() *memory {
	return &memory{seen: make(map[[2]int64]bool), keys: make(map[event.ContactID]event.Key)}
}

func (m *memory) Begin(context.Context) (warehouse.Load, error) {
	return &memoryLoad{m: m, nth: make(map[[2]int64]int)}, nil
}

func (m *memory) Imports(context.Context) ([]warehouse.Import, error) { return m.imports, nil }

func (l *memoryLoad) Append(_ context.Context, b *warehouse.Batch) error {
	for _, k := range b.Keys {
		if _, ok := l.m.keys[event.HashKey(k)]; !ok {
			l.imp.Contacts++
			l.m.keys[event.HashKey(k)] = k
		}
	}
	text := func(d event.Dictionary, c event.Code) string {
		if c == 0 {
			return ""
		}
		return b.Texts[d][c-1]
	}
	for i := range b.Len() {
		id := b.ID[i]
		key := [2]int64{int64(b.Contact[i]), int64(id)}
		if id.Derived() {
			id = id.Nth(l.nth[key])
			l.nth[key]++
			key[1] = int64(id)
		}
		if l.m.seen[key] {
			l.imp.Repeated++
			continue
		}
		l.m.seen[key] = true
		l.rows = append(l.rows, row{
			Contact: l.m.keys[b.Contact[i]], At: event.At(b.TS[i]), ID: id, Kind: b.Kind[i],
			Name: text(event.Names, b.Name[i]), Channel: text(event.Channels, event.Code(b.Channel[i])),
			Subject: text(event.Subjects, b.Subject[i]), Category: text(event.Categories, b.Category[i]),
			Amount: b.Amount[i], Discount: b.Discount[i], Value: b.Value[i],
			Text: string([]byte(b.Text[i])), Props: string([]byte(b.Props[i])),
		})
	}
	return nil
}

func (l *memoryLoad) Commit(_ context.Context, s warehouse.Source) (warehouse.Import, error) {
	if l.done {
		return warehouse.Import{}, fmt.Errorf("committed twice")
	}
	l.done = true
	l.m.rows = append(l.m.rows, l.rows...)
	l.imp.Source, l.imp.ID, l.imp.At, l.imp.Added = s, warehouse.ImportID(len(l.m.imports)+1), testNow, int64(len(l.rows))
	l.m.imports = append(l.m.imports, l.imp)
	return l.imp, nil
}

func (l *memoryLoad) Rollback() error { return nil }

var testNow = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
