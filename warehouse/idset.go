package warehouse

import (
	"encoding/binary"
	"math"

	"github.com/cespare/xxhash/v2"

	"limner/event"
)

// idSet is a set of contact ids. Ids are hashes already and never zero, so a slot is a few bits of the
// id and no more hashing is needed: a third of the time of a map.
type idSet struct {
	slots []event.ContactID // a power of two of them; zero is free
	n     int
}

// add puts the id into the set and reports whether it was not there before.
func (s *idSet) add(id event.ContactID) bool {
	if 2*s.n >= len(s.slots) {
		s.grow()
	}
	if !s.place(id) {
		return false
	}
	s.n++
	return true
}

// place finds the id's slot; false when the id stands there already.
func (s *idSet) place(id event.ContactID) bool {
	mask := uint64(len(s.slots) - 1)
	for i := uint64(id) & mask; ; i = (i + 1) & mask {
		switch s.slots[i] {
		case id:
			return false
		case 0:
			s.slots[i] = id
			return true
		}
	}
}

func (s *idSet) grow() {
	old := s.slots
	s.slots = make([]event.ContactID, max(64, 2*len(old)))
	for _, id := range old {
		if id != 0 {
			s.place(id)
		}
	}
}

// clear empties the set, keeping its memory.
func (s *idSet) clear() {
	clear(s.slots)
	s.n = 0
}

// fingerprint is e.Fingerprint(), written into one buffer and hashed at once: many events come without
// an id, and hashing piece by piece takes thrice the time.
func (b *Batch) fingerprint(e *event.Event) event.ID {
	to := b.said[:0]
	number := func(x uint64) { to = binary.LittleEndian.AppendUint64(to, x) }
	text := func(s string) {
		number(uint64(len(s)))
		to = append(to, s...)
	}
	text(string(e.Contact))
	number(uint64(event.Micros(e.Time)))
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
	b.said = to
	h := xxhash.Sum64(to) & math.MaxInt64
	if h == 0 {
		h = 1
	}
	return event.ID(h | 1)
}
