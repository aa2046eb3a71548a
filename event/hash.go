package event

import (
	"encoding/binary"
	"math"

	"github.com/cespare/xxhash/v2"
)

// id63 folds a hash to 63 bits and away from zero, so that it fits a signed column and zero can mean
// "none".
func id63(h uint64) int64 {
	h &= math.MaxInt64
	if h == 0 {
		h = 1
	}
	return int64(h)
}

// HashKey is the contact id of a key. Ids are spread evenly over the positive 63-bit numbers, so a
// range of ids is a random sample of contacts.
func HashKey(k Key) ContactID { return ContactID(id63(xxhash.Sum64String(string(k)))) }

// HashID is the event id of a message id.
func HashID(messageID string) ID { return ID(id63(xxhash.Sum64String(messageID))) }

// HashMessage is the id of something sent; "" is none.
func HashMessage(s string) MessageID {
	if s == "" {
		return 0
	}
	return MessageID(id63(xxhash.Sum64String(s)))
}

// Fingerprint is the event id of an event that came without a message id: a hash of all it says and
// of its ordinal among identical events of the same source. The same row of the same file gives the
// same id however often it is imported, and two identical rows of one file stay two events.
func (e *Event) Fingerprint(ordinal int) ID {
	var d xxhash.Digest
	d.Reset()
	var num [8]byte
	number := func(x uint64) {
		binary.LittleEndian.PutUint64(num[:], x)
		_, _ = d.Write(num[:])
	}
	text := func(s string) {
		number(uint64(len(s)))
		_, _ = d.WriteString(s)
	}
	text(string(e.Contact))
	number(uint64(Micros(e.Time)))
	text(e.Name)
	text(e.Channel)
	text(e.Subject)
	text(e.Category)
	text(e.Message)
	number(uint64(e.Amount))
	number(uint64(e.Discount))
	if e.Value.Known() {
		number(math.Float64bits(float64(e.Value)))
	}
	text(e.Text)
	text(e.Props)
	number(uint64(ordinal))
	return ID(id63(d.Sum64()))
}
