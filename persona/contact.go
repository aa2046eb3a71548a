package persona

import (
	"context"
	"time"

	"limner/portrait"
	"limner/warehouse"
)

// Membership is which persona a contact is of, and how that came about.
type Membership struct {
	Run     int64  `json:"run"`
	Persona int    `json:"persona"` // 0 for none
	Name    string `json:"name"`
	// Second is the next likely persona, Confidence the probability of the first.
	Second     int     `json:"second,omitempty"`
	SecondName string  `json:"second_name,omitempty"`
	Confidence float64 `json:"confidence"`
	History    []Step  `json:"history"` // in the order in which it was found
}

// Step is one change of a contact's persona.
type Step struct {
	At       time.Time        `json:"at"`
	Since    *time.Time       `json:"since,omitempty"` // as of when it was placed before
	Run      int64            `json:"run"`
	From     int              `json:"from,omitempty"`
	FromName string           `json:"from_name,omitempty"`
	To       int              `json:"to,omitempty"`
	ToName   string           `json:"to_name,omitempty"`
	Reason   warehouse.Reason `json:"reason"`
	Because  []Push           `json:"because,omitempty"` // of behaviour: what drove it
}

// MembershipOf places one contact, given as a table of one row.
func (s *Set) MembershipOf(ctx context.Context, t *portrait.Table) (*Membership, error) {
	m, err := s.Place(ctx, t, 1)
	if err != nil {
		return nil, err
	}
	own := &Membership{Run: s.Run, History: []Step{}}
	if len(m.Contact) == 0 {
		return own, nil
	}
	own.Persona, own.Second, own.Confidence = int(m.Persona[0]), int(m.Second[0]), m.Confidence[0]
	own.Name, own.SecondName = s.nameOf(own.Persona), s.nameOf(own.Second)
	return own, nil
}

func (s *Set) nameOf(id int) string {
	if p := s.Find(id); p != nil {
		return p.Name
	}
	return ""
}

// Explain names what drove one contact, given as tables of one row, from one persona to another.
func (s *Set) Explain(before, after *portrait.Table, from, to int) []Push {
	p := s.pushing(from, to)
	p.add(population{Table: before}, population{Table: after}, 0, 0)
	return p.pushes()
}
