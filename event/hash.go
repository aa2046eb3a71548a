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

// HashID is the event id of a message id. It is even; those of Fingerprint are odd, so that an id tells
// whether a source gave it or Limner derived it.
func HashID(messageID string) ID {
	id := id63(xxhash.Sum64String(messageID)) &^ 1
	if id == 0 {
		id = 2
	}
	return ID(id)
}

// Derived reports whether the id is a Fingerprint. Two events with one given id are one event told
// twice; two events of one source with one derived id are two events that look alike, and the
// warehouse numbers them (see Nth).
func (id ID) Derived() bool { return id&1 == 1 }

// Nth is the derived id of the n-th event of its like in one source, n from 0.
func (id ID) Nth(n int) ID {
	if n == 0 {
		return id
	}
	var b [16]byte
	binary.LittleEndian.PutUint64(b[:], uint64(id))
	binary.LittleEndian.PutUint64(b[8:], uint64(n))
	return ID(id63(xxhash.Sum64(b[:])) | 1)
}

// HashMessage is the id of something sent; "" is none.
func HashMessage(s string) MessageID {
	if s == "" {
		return 0
	}
	return MessageID(id63(xxhash.Sum64String(s)))
}

// Fingerprint is the event id of an event that came without a message id: a hash of all it says. The
// same row of the same file gives the same id however often it is imported.
func (e *Event) Fingerprint() ID {
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
	return ID(id63(d.Sum64()) | 1)
}
