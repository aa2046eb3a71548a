// Package warehouse says where events and portraits live and how they are asked.
//
// A warehouse keeps two things: events, append-only and sorted by contact, and portraits, one wide row
// a contact. Everything that lands comes in a Load, which is whole or absent; everything read comes
// out as columns of integers and doubles, one contact after the other. What a single contact is, Go
// computes from its events; what a population does is asked in SQL.
//
// The engines are the folders below: duckdb for one machine and one file.
package warehouse

import (
	"context"
	"time"

	"limner/event"
)

// ImportID numbers the loads of a warehouse, from 1.
type ImportID int32

// Source says where a load came from, for the ledger of imports.
type Source struct {
	Name     string // "orders-2024.csv"
	Door     string // "file"
	Digest   string // of the bytes read, "" when unknown
	Mapping  string // how the source was read, one line of text; the same file read otherwise is another source
	Read     int64  // rows, lines or objects read
	Rejected int64  // of them, refused with a reason
	Notes    []string
}

// Import is a load that landed: a line of the ledger.
type Import struct {
	Source
	ID       ImportID
	At       time.Time
	Added    int64 // events that were new
	Repeated int64 // events that were there already, or twice in the source, and were left alone
	Contacts int64 // contacts seen for the first time
	First    time.Time
	Last     time.Time // the span of the added events, Timeless ones aside; zero when none
	Undone   time.Time // zero while it stands
}

// Load is events on their way in. Nothing of it can be seen until Commit, which lands all of it in one
// transaction together with its line in the ledger; after a crash it is there whole or not at all.
//
// An event already in the warehouse (same contact, same event id) is not added again but counted as
// repeated, and remembered, so that undoing the import that brought it first leaves it standing for
// this one.
type Load interface {
	Append(ctx context.Context, b *Batch) error
	Commit(ctx context.Context, s Source) (Import, error)
	Rollback() error // harmless after Commit
}

// Range is a span of contact ids, both ends included. Ids are spread evenly, so equal spans hold
// about equally many contacts.
type Range struct {
	From, To event.ContactID
}

// Everyone is the range of all contacts.
var Everyone = Range{From: 1, To: 1<<63 - 1}

// Share is the part of all contact ids that the range holds.
func (r Range) Share() float64 {
	return float64(uint64(r.To)-uint64(r.From)+1) / (1 << 63)
}

// Split cuts the range into n spans of equal width.
func (r Range) Split(n int) []Range {
	width := (uint64(r.To) - uint64(r.From)) / uint64(n)
	parts := make([]Range, n)
	from := uint64(r.From)
	for i := range parts {
		to := from + width
		if i == n-1 {
			to = uint64(r.To)
		}
		parts[i] = Range{From: event.ContactID(from), To: event.ContactID(to)}
		from = to + 1
	}
	return parts
}

// Part is the events of all contacts of one range, sorted by contact, time and id.
type Part struct {
	Index int // 0, 1, 2, … in the order of contact ids
	Of    int // how many parts there are
	*event.Columns
}

// Each calls do with the history of every contact of the part, in order.
func (p Part) Each(do func(h event.History) error) error {
	for from := 0; from < p.Len(); {
		to := from + 1
		for to < p.Len() && p.Contact[to] == p.Contact[from] {
			to++
		}
		h := event.History{Columns: p.Columns, Contact: p.Columns.Contact[from], From: from, To: to}
		if err := do(h); err != nil {
			return err
		}
		from = to
	}
	return nil
}

// Type is what a column of the portraits table holds.
type Type uint8

// The column types.
const (
	Double  Type = iota // NaN is NULL
	Text                // a code of the column's dictionary as a double; NaN is NULL
	Word                // a place in the column's Words as a double; NaN is NULL
	Instant             // microseconds since 1970 as a double; NaN is NULL
	Whole               // a whole number below two thousand million as a double; NaN is NULL
)

// Column describes a column of the portraits table.
type Column struct {
	Name       string
	Type       Type
	Dictionary event.Dictionary // for Text
	Words      []string         // for Word
}

// Portraits is a block of rows on their way into the portraits table, column by column.
type Portraits struct {
	Contact []event.ContactID
	Until   []int64     // when the row will change if nothing else happens; math.MaxInt64: never
	X       [][]float64 // one slice a Column, as long as Contact
}

// Trait is a fact told about contacts: how many have it, and whether it is a number.
type Trait struct {
	Code     event.Code // dictionary Names
	Name     string
	Numeric  bool
	Contacts int64
}

// NameCount says how often an event name happened.
type NameCount struct {
	Name     string
	Code     event.Code
	Kind     event.Kind
	Events   int64
	Contacts int64
	First    time.Time
	Last     time.Time
}

// Members says which persona each contact belongs to, column by column.
type Members struct {
	Contact    []event.ContactID
	Persona    []int32 // the id of the persona, from 1
	Second     []int32 // of the next nearest, 0 for none
	Confidence []float64
}

// Placement is one writing of everybody's membership: as of when, and by which run's personas.
type Placement struct {
	At  time.Time
	Run int64
}

// PersonaName is what a persona is called.
type PersonaName struct {
	ID   int32
	Name string
}

// Reason is why a contact changed persona.
type Reason uint8

// The reasons.
const (
	FirstPlaced Reason = iota // nothing was known of the contact before
	Behaviour                 // the contact changed: the personas as they were tell it too
	Refit                     // the personas changed
	Left                      // the contact is not in the data any more
)

var reasons = [...]string{"first placed", "behaviour", "refit", "left"}

// String is the reason in words.
func (r Reason) String() string { return reasons[r] }

// MarshalText writes the reason in words.
func (r Reason) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// Reasons lists the reasons in words, by their numbers.
func Reasons() []string { return reasons[:] }

// Moves says who changed persona in one placement, column by column.
type Moves struct {
	Contact []event.ContactID
	Run     []int32 // whose personas tell it
	From    []int32 // 0 for none
	To      []int32
	Reason  []Reason
}

// Move is one change of a contact's persona.
type Move struct {
	At     time.Time // as of when the contact was found to have moved
	Since  time.Time // as of when it was placed before; zero the first time
	Run    int64
	From   int32
	To     int32
	Reason Reason
	// FromName and ToName are what the personas are called, or were last.
	FromName, ToName string
}
