package persona

import (
	"fmt"
	"slices"
	"strings"

	"limner/stats"
)

// Kind is what became of personas from one set to another.
type Kind string

// What can become of personas.
const (
	Continued Kind = "continued"
	Split     Kind = "split"
	Merged    Kind = "merged"
	New       Kind = "new"
	Vanished  Kind = "vanished"
)

// Lineage is how the personas of one set come from those of another, told by the contacts whom both sets
// were given to place.
type Lineage struct {
	Against  int64 `json:"against"`  // the run of the earlier set
	Contacts int   `json:"contacts"` // placed by both
	// Kept is the share of them who stay with their persona, Agreement the adjusted Rand index.
	Kept      stats.Estimate `json:"kept"`
	Agreement float64        `json:"agreement"`
	Changes   []Change       `json:"changes"`

	heirs map[int]int // persona of the earlier set, by that of the later one that it lives on in
}

// Change is what became of one or several personas.
type Change struct {
	Kind  Kind   `json:"kind"`
	From  []int  `json:"from,omitempty"`
	To    []int  `json:"to,omitempty"`
	Links []Link `json:"links,omitempty"`
	Text  string `json:"text"`
}

// Link is the contacts of one persona of the earlier set who are of one of the later.
type Link struct {
	From     int     `json:"from"`
	To       int     `json:"to"`
	Contacts int     `json:"contacts"`
	OfFrom   float64 `json:"of_from"` // their share of the earlier persona
	OfTo     float64 `json:"of_to"`   // and of the later
}

// What makes a part: most is the share above which one persona is in another for the most part, and some
// the share from which a part of a persona counts as one of those it was split into or merged from.
const (
	most = 0.5
	some = 0.2
)

// Structural reports whether anything but one-to-one continuation is in the lineage.
func (l *Lineage) Structural() bool {
	return slices.ContainsFunc(l.Changes, func(c Change) bool { return c.Kind != Continued })
}

// overlap is two sets over the same contacts.
type overlap struct {
	was, is *Set
	a, b    []int       // the personas of each
	n       [][]float64 // contacts in both
	ofA     []float64   // sizes
	ofB     []float64
	pair    []int // the column that each row is matched with, -1 for none
}

// Match tells how the personas of a set come from those of an earlier one. a and b are the personas in which
// the two sets place the same contacts, 0 for none; member says who was known to the earlier set, nil for all.
//
// Personas are matched one to one so that as many contacts as possible stay with theirs (Hungarian method
// on the overlap), those who were members before counting twice, since an id should stay with the people who
// had it. A match continues its persona when most of either is in the other. Best give both sets
// the same portraits to place: then a contact's own movement does not blur what became of the personas.
func Match(was, is *Set, a, b []int32, member []bool) *Lineage {
	o := overlapOf(was, is, a, b, member)
	l := &Lineage{Against: was.Run, Changes: []Change{}, heirs: map[int]int{}, Agreement: stats.AdjustedRand(a, b)}
	for i := range o.a {
		o.tell(l, i)
	}
	for j := range o.b {
		o.tellNew(l, j)
	}
	kept := 0
	for i := range a {
		if a[i] == 0 || b[i] == 0 {
			continue
		}
		l.Contacts++
		if l.heirs[int(b[i])] == int(a[i]) {
			kept++
		}
	}
	l.Kept = stats.Proportion(kept, l.Contacts, Confidence)
	return l
}

func overlapOf(was, is *Set, a, b []int32, member []bool) *overlap {
	o := &overlap{was: was, is: is}
	o.a, _ = was.called(false)
	o.b, _ = is.called(false)
	o.n = make([][]float64, len(o.a))
	weight := make([][]float64, len(o.a))
	for i := range o.n {
		o.n[i], weight[i] = make([]float64, len(o.b)), make([]float64, len(o.b))
	}
	o.ofA, o.ofB = make([]float64, len(o.a)), make([]float64, len(o.b))
	row, col := places(o.a), places(o.b)
	for c := range a {
		i, inA := row[a[c]]
		j, inB := col[b[c]]
		if inA && inB {
			o.n[i][j]++
			weight[i][j]++
			if member == nil || member[c] {
				weight[i][j]++
			}
			o.ofA[i]++
			o.ofB[j]++
		}
	}
	o.pair = stats.Assign(weight)
	return o
}

func places(ids []int) map[int32]int {
	at := make(map[int32]int, len(ids))
	for i, id := range ids {
		at[int32(id)] = i
	}
	return at
}

// goes is the share of row i that is in column j, comes the share of column j that is of row i.
func (o *overlap) goes(i, j int) float64  { return o.n[i][j] / max(1, o.ofA[i]) }
func (o *overlap) comes(i, j int) float64 { return o.n[i][j] / max(1, o.ofB[j]) }

// into is the personas that row i was split into, if it was: those mostly of it that hold some of it.
func (o *overlap) into(i int) []int {
	return which(len(o.b), func(j int) bool { return o.comes(i, j) > most && o.goes(i, j) >= some })
}

// from is the personas that column j was merged from, if it was.
func (o *overlap) from(j int) []int {
	return which(len(o.a), func(i int) bool { return o.goes(i, j) > most && o.comes(i, j) >= some })
}

// which lists the numbers below n that fit, nil when they are fewer than two.
func which(n int, fits func(int) bool) []int {
	var list []int
	for i := range n {
		if fits(i) {
			list = append(list, i)
		}
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

// tell tells what became of row i, and who is its heir.
func (o *overlap) tell(l *Lineage, i int) {
	j := o.pair[i]
	parts := o.into(i)
	switch {
	case parts != nil:
		if slices.Contains(parts, j) {
			l.heirs[o.b[j]] = o.a[i]
		}
		l.Changes = append(l.Changes, o.change(Split, []int{i}, parts))
	case j >= 0 && slices.Contains(o.from(j), i):
		l.heirs[o.b[j]] = o.a[i]
	case slices.ContainsFunc(o.b, func(id int) bool { return slices.Contains(o.from(slices.Index(o.b, id)), i) }):
		// one of those merged, told with the persona they are in
	case j >= 0 && o.goes(i, j) > most && o.comes(i, j) > most:
		l.heirs[o.b[j]] = o.a[i]
		l.Changes = append(l.Changes, o.change(Continued, []int{i}, []int{j}))
	default:
		l.Changes = append(l.Changes, o.change(Vanished, []int{i}, nil))
	}
}

// tellNew tells of column j what no earlier persona told.
func (o *overlap) tellNew(l *Lineage, j int) {
	if parts := o.from(j); parts != nil {
		l.Changes = append(l.Changes, o.change(Merged, parts, []int{j}))
		return
	}
	told := slices.ContainsFunc(l.Changes, func(c Change) bool { return slices.Contains(c.To, o.b[j]) })
	if !told {
		l.Changes = append(l.Changes, o.change(New, nil, []int{j}))
	}
}

// change is a change with its evidence: the links between the personas it is about or, of one that is new or
// vanished, those that hold some of it.
func (o *overlap) change(kind Kind, rows, cols []int) Change {
	c := Change{Kind: kind}
	for _, i := range rows {
		c.From = append(c.From, o.a[i])
	}
	for _, j := range cols {
		c.To = append(c.To, o.b[j])
	}
	for i := range o.a {
		for j := range o.b {
			about := slices.Contains(rows, i) && slices.Contains(cols, j)
			aboutOne := rows == nil && slices.Contains(cols, j) && o.comes(i, j) >= some ||
				cols == nil && slices.Contains(rows, i) && o.goes(i, j) >= some
			if about || aboutOne {
				c.Links = append(c.Links, Link{o.a[i], o.b[j], int(o.n[i][j]), o.goes(i, j), o.comes(i, j)})
			}
		}
	}
	return c
}

// say puts the changes into words, once the personas have their ids.
func (l *Lineage) say(was, is *Set) {
	for i := range l.Changes {
		l.Changes[i].Text = l.Changes[i].say(was, is)
	}
}

func (c Change) say(was, is *Set) string {
	var parts []string
	for _, k := range c.Links {
		switch c.Kind {
		case Split, Vanished:
			parts = append(parts, fmt.Sprintf("%s of it to %s", percent(k.OfFrom), is.call(k.To)))
		case Merged, New:
			parts = append(parts, fmt.Sprintf("%s of it from %s", percent(k.OfTo), was.call(k.From)))
		case Continued:
			parts = append(parts, fmt.Sprintf("%s of it is in %s, %s of which comes from it", percent(k.OfFrom), is.call(k.To), percent(k.OfTo)))
		}
	}
	evidence := ""
	if len(parts) > 0 {
		evidence = ": " + strings.Join(parts, ", ")
	}
	switch c.Kind {
	case Split:
		return was.call(c.From[0]) + " splits" + evidence
	case Merged:
		return is.call(c.To[0]) + " merges several" + evidence
	case New:
		return is.call(c.To[0]) + " is new" + evidence
	case Vanished:
		return was.call(c.From[0]) + " is no more" + evidence
	default:
		return was.call(c.From[0]) + " goes on" + evidence
	}
}

// call is a persona's id and name.
func (s *Set) call(id int) string {
	if p := s.Find(id); p != nil {
		return fmt.Sprintf("%d. %s", id, p.Name)
	}
	return fmt.Sprint(id)
}

func percent(x float64) string { return fmt.Sprintf("%.0f%%", 100*x) }
