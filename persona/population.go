package persona

import (
	"context"

	"limner/event"
	"limner/portrait"
	"limner/warehouse"
)

// population is portraits with the persona of each contact, 0 for none.
type population struct {
	*portrait.Table
	ids []int32
}

// place puts every contact of a table into the personas of the set as it stands.
func (s *Set) place(ctx context.Context, t *portrait.Table, workers int) (population, error) {
	m, err := s.Place(ctx, t, workers)
	return population{t, Along(t.Contact, m)}, err
}

// Along is the persona of each of the contacts, given in ascending order; 0 for those who have none.
func Along(contacts []event.ContactID, m warehouse.Members) []int32 {
	of := make(map[event.ContactID]int32, len(m.Contact))
	for i, c := range m.Contact {
		of[c] = m.Persona[i]
	}
	ids := make([]int32, len(contacts))
	for i, c := range contacts {
		ids[i] = of[c]
	}
	return ids
}

// Among reports which of the contacts are among others, both given in ascending order.
func Among(contacts, others []event.ContactID) []bool {
	in := make([]bool, len(contacts))
	i := 0
	for j, c := range contacts {
		for i < len(others) && others[i] < c {
			i++
		}
		in[j] = i < len(others) && others[i] == c
	}
	return in
}

// common calls do for every contact of b with its row there and its row in a, -1 when it has none.
func common(a, b population, do func(i, j int)) {
	i := 0
	for j, c := range b.Contact {
		for i < len(a.Contact) && a.Contact[i] < c {
			i++
		}
		if i < len(a.Contact) && a.Contact[i] == c {
			do(i, j)
		} else {
			do(-1, j)
		}
	}
}
