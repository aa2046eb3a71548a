package persona

import (
	"context"
	"time"

	"limner/portrait"
)

// Sizes is how many contacts were of each persona of one set at several instants, all placed by the set as
// it stands.
type Sizes struct {
	Run   int64    `json:"run"`
	IDs   []int    `json:"personas"` // in the set's order
	Names []string `json:"names"`
	// At are the instants, in ascending order.
	At []time.Time `json:"at"`
	// Counts[i][j] is how many were of IDs[i] as of At[j].
	Counts [][]int `json:"counts"`
	// Contacts[j] is how many were known as of At[j].
	Contacts []int `json:"contacts"`
}

// Sizes is an empty count of the set's personas.
func (s *Set) Sizes() *Sizes {
	z := &Sizes{Run: s.Run, At: []time.Time{}, Contacts: []int{}, Counts: make([][]int, len(s.Personas))}
	z.IDs, z.Names = s.called(false)
	for i := range z.Counts {
		z.Counts[i] = []int{}
	}
	return z
}

// Add counts one more population, later than those before it.
func (z *Sizes) Add(ctx context.Context, s *Set, t *portrait.Table, workers int) error {
	m, err := s.Place(ctx, t, workers)
	if err != nil {
		return err
	}
	of := map[int32]int{}
	for _, id := range m.Persona {
		of[id]++
	}
	z.At, z.Contacts = append(z.At, t.AsOf), append(z.Contacts, len(t.Contact))
	for i, id := range z.IDs {
		z.Counts[i] = append(z.Counts[i], of[int32(id)])
	}
	return nil
}
