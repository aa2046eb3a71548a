// Package event says what happened.
//
// An Event is one thing one contact did, or one thing said or sent to them: an order, an email
// opened, a feature used, a ticket written. Whatever door it came through (a file, the HTTP API, a
// webhook), it has this one form before anything else in Limner sees it, and its checks are made
// here, once.
//
// Two shapes carry events. Event is the one people and parsers meet: strings and times, one value an
// event. Columns is the one the engine folds: integers and doubles only, one slice a field, sorted by
// contact and then by time.
package event

import (
	"time"
)

// Key names a contact as its owner's systems do: "12347", "ann@example.com", "user_8f3a".
type Key string

// ContactID is a contact inside Limner: a 63-bit hash of its Key (see HashKey), never zero. The same
// key has the same id in every database, in every order of arrival, with no table to look it up in.
type ContactID int64

// ID is one event inside Limner: a 63-bit hash of its message id, never zero. Together with the
// ContactID it is unique; a second event with the same pair is the same event again.
type ID int64

// MessageID is a 63-bit hash of the id of something that was sent (an email, a push), zero for none.
// A send, its opens and its clicks share it.
type MessageID int64

// Code is a text's number in one of the warehouse's dictionaries (see Dictionary). Zero is "none".
type Code int32

// Event is one thing that happened, in the form every door produces.
type Event struct {
	ID        string // message id; empty: Limner derives one from the content (see Fingerprint)
	Contact   Key
	Anonymous string    // id before the contact was known, "" for none
	Time      time.Time // when it happened; Timeless for facts without a date
	Received  time.Time // when Limner was told; zero: now
	Kind      Kind
	Name      string // as its source calls it: "Order Completed", "report_exported"
	Channel   string // "email", "web", "store", …; see Channels
	Subject   string // the feature, product, page, content or email it concerns
	Category  string // the subject's category, "" for none
	Message   string // the id of what was sent, for sends, opens, clicks, bounces
	Amount    Money  // in the workspace's currency; negative for refunds
	Discount  Money  // how much less than the full price was paid, zero or more
	Value     Number // any other number: an NPS score, seconds, a numeric trait
	Text      string // what was said: ticket, note, survey answer
	Props     string // everything else, one JSON object, "" for none
}

// Timeless is the instant of a fact that has no date, such as a trait from a contact table that does
// not say since when it holds: before everything, so it is known as of any instant.
// (1900-01-01 is the earliest instant both engines can store.)
var Timeless = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)

// Earliest and Latest bound the times an event may have. A date outside them is a typing error or a
// unit mistaken (milliseconds read as seconds), and is refused with that advice.
var (
	Earliest = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	Latest   = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
)

// Micros is an instant as the engine stores it: microseconds since 1970-01-01 UTC.
func Micros(t time.Time) int64 { return t.UnixMicro() }

// At is the instant of a stored time.
func At(micros int64) time.Time { return time.UnixMicro(micros).UTC() }
