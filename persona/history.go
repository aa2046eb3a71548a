package persona

import (
	"limner/event"
	"limner/warehouse"
)

// Shift is a change of membership on its way into the history.
type Shift struct {
	Was warehouse.Members // as kept so far
	// Frozen is where the set in use so far puts the contacts by their portraits of now; Frozen has nobody
	// when there was none, or it cannot place any more.
	Frozen    warehouse.Members
	FrozenRun int64
	Is        warehouse.Members // from now on
	Run       int64
}

// Moves is what the shift changes, contact by contact. What the set in use so far would have changed too
// is the contact's own behaviour; the rest is the refit. Who did one thing and was moved on by the other has
// two rows.
func (s Shift) Moves() warehouse.Moves {
	var m warehouse.Moves
	was, frozen, is := byContact(s.Was), byContact(s.Frozen), byContact(s.Is)
	add := func(c event.ContactID, run int64, from, to int32, why warehouse.Reason) {
		if from == to {
			return
		}
		m.Contact, m.Run = append(m.Contact, c), append(m.Run, int32(run))
		m.From, m.To, m.Reason = append(m.From, from), append(m.To, to), append(m.Reason, why)
	}
	change := func(c event.ContactID) {
		from, known := was[c]
		to, stands := is[c]
		by, ok := frozen[c]
		switch {
		case !known:
			add(c, s.Run, 0, to, warehouse.FirstPlaced)
		case !stands && !ok:
			add(c, s.Run, from, 0, warehouse.Left)
		case from == to:
		case !ok:
			add(c, s.Run, from, to, warehouse.Refit)
		default:
			add(c, s.FrozenRun, from, by, warehouse.Behaviour)
			add(c, s.Run, by, to, warehouse.Refit)
		}
	}
	for _, c := range s.Is.Contact {
		change(c)
	}
	for _, c := range s.Was.Contact {
		if _, stands := is[c]; !stands {
			change(c)
		}
	}
	return m
}

func byContact(m warehouse.Members) map[event.ContactID]int32 {
	of := make(map[event.ContactID]int32, len(m.Contact))
	for i, c := range m.Contact {
		of[c] = m.Persona[i]
	}
	return of
}
