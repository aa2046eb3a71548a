package persona

import (
	"slices"

	"limner/warehouse"
)

// Inherit gives the personas of a set the ids of those they come from, and new ones, from the one after the
// greatest ever given, to those that come from none. The members are renamed with them.
func (s *Set) Inherit(l *Lineage, was *Set, greatest int, m warehouse.Members) {
	id := map[int]int{0: 0}
	for _, p := range s.Personas {
		heir, ok := l.heirs[p.ID]
		if !ok {
			greatest++
			heir = greatest
		}
		id[p.ID] = heir
	}
	s.rename(id, m)
	l.rename(id)
	l.say(was, s)
}

// rename gives the personas of a set, not told about yet, other ids.
func (s *Set) rename(id map[int]int, m warehouse.Members) {
	for i := range s.Personas {
		s.Personas[i].ID = id[s.Personas[i].ID]
	}
	for i := range s.Divisions {
		ids := s.Divisions[i].IDs
		for j := range ids {
			ids[j] = id[ids[j]]
		}
	}
	for i := range m.Persona {
		m.Persona[i] = int32(id[int(m.Persona[i])])
		m.Second[i] = int32(id[int(m.Second[i])])
	}
}

// rename gives the later personas of a lineage other ids.
func (l *Lineage) rename(id map[int]int) {
	heirs := map[int]int{}
	for to, from := range l.heirs {
		heirs[id[to]] = from
	}
	l.heirs = heirs
	for i := range l.Changes {
		c := &l.Changes[i]
		for j := range c.To {
			c.To[j] = id[c.To[j]]
		}
		for j := range c.Links {
			c.Links[j].To = id[c.Links[j].To]
		}
	}
}

// greatest is the greatest id among the personas.
func (s *Set) greatest() int {
	top := 0
	for _, p := range s.Personas {
		top = max(top, p.ID)
	}
	return top
}

// Alike reports whether two runs were asked for the same division: by the same method, of the same parts,
// into as many personas, by the same axes. The seed is none of it.
func (s Settings) Alike(o Settings) bool {
	return s.K == o.K && s.Method == o.Method && s.ByStage == o.ByStage && slices.Equal(s.Axes, o.Axes)
}
