package persona

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"limner/portrait"
	"limner/stats"
)

// Movement is how contacts moved between the personas of one set from one instant to another. Both
// populations are placed by the set as it stands, so that nothing in it comes from a refit.
type Movement struct {
	Run  int64     `json:"run"`
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	// IDs are the personas in the set's order, Names what they are called. Where somebody is of none,
	// the last id is 0.
	IDs   []int    `json:"personas"`
	Names []string `json:"names"`
	// Counts[i][j] is how many were of IDs[i] at From and of IDs[j] at To, Revenue[i][j] what these had
	// brought in by To.
	Counts  [][]int     `json:"counts"`
	Revenue [][]float64 `json:"revenue"`
	// Newcomers[j] is how many of IDs[j] at To were not known at From.
	Newcomers        []int     `json:"newcomers"`
	NewcomersRevenue []float64 `json:"newcomers_revenue"`
	// Known counts those known at both instants, Moved is the share of them who changed persona.
	Known int            `json:"known"`
	Moved stats.Estimate `json:"moved"`
	// Flows are the moves with their reasons, the largest first.
	Flows []Flow `json:"flows"`
}

// Flow is the contacts who moved from one persona to another.
type Flow struct {
	From     int            `json:"from"`
	To       int            `json:"to"`
	Contacts int            `json:"contacts"`
	Share    stats.Estimate `json:"share"` // of those who were of From
	Revenue  float64        `json:"revenue"`
	Because  []Push         `json:"because"` // what drove them, the strongest first
}

// Needs lists the metrics that placing contacts asks for.
func (s *Set) Needs() []string {
	var names []string
	for _, d := range s.Divisions {
		for _, a := range d.Axes {
			if !slices.Contains(names, a.Metric) {
				names = append(names, a.Metric)
			}
		}
	}
	if s.Settings.ByStage {
		names = append(names, "stage")
	}
	return names
}

// Move tells how contacts moved between two populations, the earlier one first.
func (s *Set) Move(ctx context.Context, before, after *portrait.Table, workers int) (*Movement, error) {
	was, err := s.place(ctx, before, workers)
	if err != nil {
		return nil, err
	}
	is, err := s.place(ctx, after, workers)
	if err != nil {
		return nil, err
	}
	m := s.movement(was, is)
	revenue := after.Column("revenue")
	pushes := map[[2]int]*pushing{}
	common(was, is, func(i, j int) { m.count(s, was, is, i, j, revenue, pushes) })
	m.tell(pushes)
	return m, nil
}

// movement is an empty matrix between two populations.
func (s *Set) movement(was, is population) *Movement {
	m := &Movement{Run: s.Run, From: was.AsOf, To: is.AsOf, Flows: []Flow{}}
	m.IDs, m.Names = s.called(slices.Contains(was.ids, 0) || slices.Contains(is.ids, 0))
	n := len(m.IDs)
	m.Counts, m.Revenue = make([][]int, n), make([][]float64, n)
	for i := range n {
		m.Counts[i], m.Revenue[i] = make([]int, n), make([]float64, n)
	}
	m.Newcomers, m.NewcomersRevenue = make([]int, n), make([]float64, n)
	return m
}

// called is the ids and names of the set's personas, with 0 for none where asked.
func (s *Set) called(none bool) (ids []int, names []string) {
	ids, names = []int{}, []string{}
	for _, p := range s.Personas {
		ids, names = append(ids, p.ID), append(names, p.Name)
	}
	if none {
		ids, names = append(ids, 0), append(names, "No persona")
	}
	return ids, names
}

// count takes one contact in: row j of is, and row i of was, -1 for a newcomer.
func (m *Movement) count(s *Set, was, is population, i, j int, revenue []float64, pushes map[[2]int]*pushing) {
	to, money := int(is.ids[j]), 0.0
	if revenue != nil && !math.IsNaN(revenue[j]) {
		money = revenue[j]
	}
	col := slices.Index(m.IDs, to)
	if i < 0 {
		m.Newcomers[col]++
		m.NewcomersRevenue[col] += money
		return
	}
	from := int(was.ids[i])
	row := slices.Index(m.IDs, from)
	m.Counts[row][col]++
	m.Revenue[row][col] += money
	m.Known++
	if from == to {
		return
	}
	move := [2]int{from, to}
	if pushes[move] == nil {
		pushes[move] = s.pushing(from, to)
	}
	pushes[move].add(was, is, i, j)
}

// tell fills in the flows from the matrix.
func (m *Movement) tell(pushes map[[2]int]*pushing) {
	moved := 0
	for i, from := range m.IDs {
		all := 0
		for _, n := range m.Counts[i] {
			all += n
		}
		for j, to := range m.IDs {
			n := m.Counts[i][j]
			if i == j || n == 0 {
				continue
			}
			moved += n
			m.Flows = append(m.Flows, Flow{From: from, To: to, Contacts: n, Revenue: m.Revenue[i][j],
				Share: stats.Proportion(n, all, Confidence), Because: pushes[[2]int{from, to}].pushes()})
		}
	}
	slices.SortStableFunc(m.Flows, func(a, b Flow) int { return cmp.Compare(b.Contacts, a.Contacts) })
	m.Moved = stats.Proportion(moved, m.Known, Confidence)
}
