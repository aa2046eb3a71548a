package persona

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"limner/event"
	"limner/warehouse"
)

// only is a set that has nothing but personas.
func only(ids ...int) *Set {
	s := &Set{}
	for _, id := range ids {
		s.Personas = append(s.Personas, Persona{ID: id, Name: "P" + string(rune('a'+id-1))})
	}
	s.Divisions = []Division{{IDs: slices.Clone(ids)}}
	return s
}

// blocks is labels, so many of each.
func blocks(pairs ...[3]int) (a, b []int32) {
	for _, p := range pairs {
		for range p[2] {
			a, b = append(a, int32(p[0])), append(b, int32(p[1]))
		}
	}
	return a, b
}

func TestMatchTellsWhatBecameOfPersonas(t *testing.T) {
	for _, c := range []struct {
		name   string
		old    []int
		new    []int
		pairs  [][3]int // old, new, contacts
		kinds  []Kind
		ids    []int // of the new ones, in their order; 9 is the greatest ever given
		saying string
	}{
		{"the same under other numbers", []int{4, 7}, []int{1, 2}, [][3]int{{4, 2, 50}, {7, 1, 60}, {4, 1, 5}},
			[]Kind{Continued, Continued}, []int{7, 4}, "goes on"},
		{"a split", []int{4, 7}, []int{1, 2, 3}, [][3]int{{4, 1, 60}, {4, 2, 40}, {7, 3, 50}},
			[]Kind{Split, Continued}, []int{4, 10, 7}, "4. Pd splits: 60% of it to 4. Pa, 40% of it to 10. Pb"},
		{"a merger", []int{4, 7, 9}, []int{1, 2}, [][3]int{{4, 1, 60}, {7, 1, 40}, {9, 2, 50}},
			[]Kind{Continued, Merged}, []int{4, 9}, "4. Pa merges several: 60% of it from 4. Pd, 40% of it from 7. Pg"},
		{"one that scatters", []int{1, 2}, []int{1, 2}, [][3]int{{1, 1, 100}, {2, 1, 20}, {2, 2, 20}, {1, 2, 15}},
			[]Kind{Continued, Vanished, New}, []int{1, 10}, "is no more"},
		{"a new one", []int{1}, []int{1, 2}, [][3]int{{1, 1, 90}, {0, 2, 50}},
			[]Kind{Continued, New}, []int{1, 10}, "10. Pb is new"},
	} {
		t.Run(c.name, func(t *testing.T) {
			was, is := only(c.old...), only(c.new...)
			a, b := blocks(c.pairs...)
			l := Match(was, is, a, b, nil)
			m := warehouse.Members{Persona: slices.Clone(b), Second: make([]int32, len(b)), Contact: make([]event.ContactID, len(b))}
			is.Inherit(l, was, 9, m)
			var kinds []Kind
			said := ""
			for _, x := range l.Changes {
				kinds = append(kinds, x.Kind)
				said += x.Text + "\n"
			}
			ids, _ := is.called(false)
			if !slices.Equal(kinds, c.kinds) || !slices.Equal(ids, c.ids) || !slices.Equal(is.Divisions[0].IDs, c.ids) {
				t.Errorf("%v, ids %v and %v; want %v, %v\n%s", kinds, ids, is.Divisions[0].IDs, c.kinds, c.ids, said)
			}
			if !strings.Contains(said, c.saying) {
				t.Errorf("nothing of %q in\n%s", c.saying, said)
			}
			for i := range b {
				if int(m.Persona[i]) != c.ids[slices.Index(c.new, int(b[i]))] {
					t.Fatalf("member %d is of persona %d", i, m.Persona[i])
				}
			}
			if l.Structural() == (slices.Max(kinds) == Continued && slices.Min(kinds) == Continued) {
				t.Errorf("structural: %v", l.Structural())
			}
		})
	}
}

// An id stays with the people who had it, where otherwise two halves have an equal claim.
func TestMatchKeepsIdsWithTheirMembers(t *testing.T) {
	for heir := range 2 {
		was, is := only(1), only(1, 2)
		a, b := blocks([3]int{1, 1, 30}, [3]int{1, 2, 30})
		member := make([]bool, len(a))
		for i := range member {
			member[i] = int(b[i]) == heir+1
		}
		l := Match(was, is, a, b, member)
		is.Inherit(l, was, 1, warehouse.Members{})
		if is.Personas[heir].ID != 1 || is.Personas[1-heir].ID != 2 {
			t.Errorf("the members of before are of persona %d: %+v", is.Personas[heir].ID, l.Changes)
		}
	}
}

// Whatever two sets are: every persona of either is told of, and no two get one id.
func TestMatchLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k1, k2 := rapid.IntRange(1, 6).Draw(t, "old"), rapid.IntRange(1, 6).Draw(t, "new")
		n := rapid.IntRange(0, 80).Draw(t, "contacts")
		a := rapid.SliceOfN(rapid.Int32Range(0, int32(k1)), n, n).Draw(t, "a")
		b := rapid.SliceOfN(rapid.Int32Range(0, int32(k2)), n, n).Draw(t, "b")
		upTo := func(k int) (ids []int) {
			for i := range k {
				ids = append(ids, i+1)
			}
			return ids
		}
		was, is := only(upTo(k1)...), only(upTo(k2)...)
		l := Match(was, is, a, b, nil)
		is.Inherit(l, was, k1, warehouse.Members{})
		ids, _ := is.called(false)
		if len(places(ids)) != k2 {
			t.Fatalf("ids %v", ids)
		}
		for _, id := range ids {
			if !slices.ContainsFunc(l.Changes, func(c Change) bool { return slices.Contains(c.To, id) }) {
				if !slices.ContainsFunc(l.Changes, func(c Change) bool { return c.Kind == Merged }) {
					t.Fatalf("nothing is told of %d: %+v", id, l.Changes)
				}
			}
		}
		for i := range k1 {
			if !slices.ContainsFunc(l.Changes, func(c Change) bool { return slices.Contains(c.From, i+1) }) {
				t.Fatalf("nothing is told of old %d: %+v", i+1, l.Changes)
			}
		}
	})
}

func TestMovesTellBehaviourFromRefit(t *testing.T) {
	members := func(of map[event.ContactID]int32) (m warehouse.Members) {
		for c := event.ContactID(1); c <= 9; c++ {
			if p, ok := of[c]; ok {
				m.Contact, m.Persona = append(m.Contact, c), append(m.Persona, p)
			}
		}
		return m
	}
	s := Shift{
		Was:    members(map[event.ContactID]int32{1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1}),
		Frozen: members(map[event.ContactID]int32{1: 1, 2: 2, 3: 1, 4: 2, 5: 2, 7: 1}), FrozenRun: 3,
		Is: members(map[event.ContactID]int32{1: 1, 2: 2, 3: 2, 4: 3, 5: 1, 7: 2}), Run: 4,
	}
	m := s.Moves()
	type row struct {
		contact  event.ContactID
		run      int32
		from, to int32
		why      warehouse.Reason
	}
	var got []row
	for i := range m.Contact {
		got = append(got, row{m.Contact[i], m.Run[i], m.From[i], m.To[i], m.Reason[i]})
	}
	want := []row{
		{2, 3, 1, 2, warehouse.Behaviour}, {3, 4, 1, 2, warehouse.Refit},
		{4, 3, 1, 2, warehouse.Behaviour}, {4, 4, 2, 3, warehouse.Refit}, // 5 went and was put back
		{7, 4, 0, 2, warehouse.FirstPlaced}, {6, 4, 1, 0, warehouse.Left},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}
