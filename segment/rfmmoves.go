package segment

import (
	"cmp"
	"slices"
	"time"

	"limner/portrait"
)

// Moves is who went from one RFM group to another between two instants, and why. Both are seen by
// the same thresholds, so a contact moves by its own doing or by time, never because of others.
type Moves struct {
	Since      time.Time  `json:"since"`
	AsOf       time.Time  `json:"as_of"`
	Thresholds Thresholds `json:"thresholds"`
	Groups     []string   `json:"groups"`
	// Matrix counts contacts by the group they were in (row) and the one they are in (column).
	Matrix [][]int `json:"matrix"`
	New    []int   `json:"new"` // by group, those nobody knew then
	Known  int     `json:"known"`
	Moved  int     `json:"moved"`
	Grown  int     `json:"newcomers"`
	// Unbuilt counts contacts known then by events that came in after the last build, which has no
	// portraits of them; they are in no other number.
	Unbuilt int        `json:"unbuilt"`
	Ways    []Way      `json:"ways"`    // the moves, the most frequent first
	Reasons []Reasoned `json:"reasons"` // all movers by threshold, in the order of R, F and M
}

// Way is a move from one group to another.
type Way struct {
	From     string   `json:"from"`
	To       string   `json:"to"`
	Contacts int      `json:"contacts"`
	Because  []Reason `json:"because"` // add up to Contacts; the most frequent first
}

// Reason is which scores changed, and which way: "R fell, F rose"; or "first order".
type Reason struct {
	What     string `json:"what"`
	Contacts int    `json:"contacts"`
}

// Reasoned counts the movers whose own value crossed a threshold. One mover can cross several.
type Reasoned struct {
	Dimension Dimension `json:"dimension"`
	Threshold float64   `json:"threshold"`
	Passed    bool      `json:"passed"`
	First     bool      `json:"first_order,omitempty"` // no threshold: the first order gave the scores
	Contacts  int       `json:"contacts"`
}

// Move compares two tables with the metrics of RFMColumns, both sorted by contact.
func Move(before, after *portrait.Table, by Thresholds) *Moves {
	groups := Groups()
	m := &Moves{Since: before.AsOf, AsOf: after.AsOf, Thresholds: by, New: make([]int, len(groups))}
	for _, g := range groups {
		m.Groups = append(m.Groups, g.Name)
		m.Matrix = append(m.Matrix, make([]int, len(groups)))
	}
	was, is := buyings(before), buyings(after)
	t := tally{ways: map[[2]int]map[string]int{}, reasons: map[Reasoned]int{}}
	i := 0
	for j, id := range after.Contact {
		for ; i < len(was) && before.Contact[i] < id; i++ {
			m.Unbuilt++
		}
		to := groupOf(groups, is[j], by.Scores(is[j]))
		if i == len(was) || before.Contact[i] != id {
			m.New[to]++
			m.Grown++
			continue
		}
		from := groupOf(groups, was[i], by.Scores(was[i]))
		m.Matrix[from][to]++
		m.Known++
		if from != to {
			m.Moved++
			t.add(from, to, by.crossings(was[i], is[j]))
		}
		i++
	}
	m.Unbuilt += len(was) - i
	m.Ways, m.Reasons = t.sorted(groups)
	return m
}

// tally counts moves.
type tally struct {
	ways    map[[2]int]map[string]int
	reasons map[Reasoned]int
}

func (t *tally) add(from, to int, crossed []Crossing) {
	way := t.ways[[2]int{from, to}]
	if way == nil {
		way = map[string]int{}
		t.ways[[2]int{from, to}] = way
	}
	way[summary(crossed)]++
	if summary(crossed) == firstOrder {
		t.reasons[Reasoned{Dimension: Frequency, First: true}]++
		return
	}
	for _, c := range crossed {
		t.reasons[Reasoned{Dimension: c.Dimension, Threshold: c.Threshold, Passed: c.Passed}]++
	}
}

// firstOrder is the reason of a contact who had bought nothing before.
const firstOrder = "first order"

// summary says which scores changed, and which way.
func summary(crossed []Crossing) string {
	text := ""
	for _, c := range crossed {
		switch {
		case c.First():
			return firstOrder
		case text != "":
			text += ", "
		}
		text += c.Dimension.Letter() + " " + map[bool]string{true: "rose", false: "fell"}[c.To > c.From]
	}
	return cmp.Or(text, firstOrder) // without thresholds, nothing else moves anyone
}

func (t *tally) sorted(groups []Group) (ways []Way, reasons []Reasoned) {
	for fromTo, because := range t.ways {
		way := Way{From: groups[fromTo[0]].Name, To: groups[fromTo[1]].Name}
		for what, n := range because {
			way.Contacts += n
			way.Because = append(way.Because, Reason{what, n})
		}
		slices.SortFunc(way.Because, func(a, b Reason) int { return cmp.Or(b.Contacts-a.Contacts, cmp.Compare(a.What, b.What)) })
		ways = append(ways, way)
	}
	slices.SortFunc(ways, func(a, b Way) int {
		return cmp.Or(b.Contacts-a.Contacts, cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	for r, n := range t.reasons {
		r.Contacts = n
		reasons = append(reasons, r)
	}
	slices.SortFunc(reasons, func(a, b Reasoned) int {
		return cmp.Or(cmp.Compare(a.Dimension, b.Dimension), compareBool(b.First, a.First), compareBool(b.Passed, a.Passed), cmp.Compare(a.Threshold, b.Threshold))
	})
	return ways, reasons
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	default:
		return -1
	}
}
