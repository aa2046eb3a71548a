package file

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"limner/ingest"
)

// Suggestion is a mapping guessed from a file's columns.
type Suggestion struct {
	Mapping Mapping
	Why     string   // what the guess rests on
	Columns []Column // of the file, in order
	Rows    int      // sampled
	Missing error    // what has to be said before the file can be imported, nil for nothing
}

// Column is a column of a file and what it is taken for.
type Column struct {
	Name    string
	Role    string
	Samples []string
}

// Suggest looks at the file and says how it would be read, with what the user said already put first.
func Suggest(in *Input, said Mapping) (*Suggestion, error) {
	l, err := in.look(&said)
	if err != nil {
		return nil, err
	}
	s := &Suggestion{Rows: len(l.rows)}
	s.Mapping, s.Why, err = guess(l, in.Name, said)
	if err != nil {
		return nil, err
	}
	s.Mapping = overlay(s.Mapping, said)
	for i, name := range l.header {
		s.Columns = append(s.Columns, Column{name, s.Mapping.roleOf(name), l.profiles[i].samples})
	}
	_, s.Missing = compile(s.Mapping, l, time.Time{})
	return s, nil
}

// guess makes a mapping of what was seen: a preset's when the columns are those of one.
func guess(l *look, name string, said Mapping) (Mapping, string, error) {
	if said.Preset != "" {
		p, err := findPreset(said.Preset, l.header)
		if err != nil {
			return said, "", err
		}
		return p.resolve(l.header), "preset " + p.Name, nil
	}
	if l.format.json && segmentCalls(l.header) {
		return Mapping{Preset: "segment", Rows: Segment}, "preset segment: the objects have a type and a userId or anonymousId", nil
	}
	if said.Rows == "" || said.Rows == Orders {
		if p, found := detect(l.header); p != nil && l.format.header {
			return p.resolve(l.header), fmt.Sprintf("preset %s: there are columns %s", p.Name, found), nil
		}
	}
	m := guessColumns(l, name, said)
	return m, "the columns' names and values", nil
}

// segmentCalls reports whether JSON objects are calls of Segment's libraries.
func segmentCalls(header []string) bool {
	if find(header, "batch") >= 0 {
		return true
	}
	who := find(header, "userId") >= 0 || find(header, "anonymousId") >= 0 || find(header, "user_id") >= 0 || find(header, "anonymous_id") >= 0
	return who && find(header, "type") >= 0
}

// guessColumns gives each role the column that suits it best.
func guessColumns(l *look, name string, said Mapping) Mapping {
	var m Mapping
	used := make(map[int]bool)
	for _, text := range saidColumns(&said) {
		used[find(l.header, text)] = true
	}
	best := make(map[string]int)
	for _, r := range roles {
		if *r.field(&said) != "" {
			continue
		}
		if c, s := bestColumn(l, r.words, r.fits, used); c >= 0 {
			used[c] = true
			*r.field(&m) = l.header[c]
			best[r.name] = s
		}
	}
	if !l.format.header && !l.format.json {
		guessNameless(l, &m, &said)
	}
	m.Rows = guessRows(l, &m, &said)
	if m.Rows == Contacts {
		return contactsMapping(l, &m, &said)
	}
	if m.Event == "" && said.Event == "" {
		m.Event, m.Kind = constantEvent(name, m.Amount+said.Amount != "")
	}
	return m
}

// saidColumns lists what the user mapped.
func saidColumns(said *Mapping) []string {
	var all []string
	for _, r := range roles {
		all = append(all, *r.field(said))
	}
	return all
}

// bestColumn finds the free column whose name goes best with the words and whose values fit.
func bestColumn(l *look, words []string, fits func(*profile) bool, used map[int]bool) (int, int) {
	column, most := -1, 0
	for i, name := range l.header {
		if used[i] || ours(name) {
			continue
		}
		if s := score(name, words); s > most && fits(l.profiles[i]) {
			column, most = i, s
		}
	}
	return column, most
}

// guessNameless goes by the values alone: the first column of repeated ids, the first of dates, the first
// of amounts with decimals.
func guessNameless(l *look, m, said *Mapping) {
	for i, name := range l.header {
		p := l.profiles[i]
		switch {
		case m.Time+said.Time == "" && mostlyDates(p):
			m.Time = name
		case mostlyDates(p):
		case m.Contact+said.Contact == "" && fitsContact(p):
			m.Contact = name
		case m.Amount+said.Amount == "" && p.money*2 > p.n:
			m.Amount = name
		}
	}
}

// guessRows tells a table of contacts from a file of events: the former has each contact once and does
// not name events.
func guessRows(l *look, m, said *Mapping) Rows {
	if said.Rows != "" {
		return said.Rows
	}
	if m.Time+said.Time == "" {
		return Contacts
	}
	contact := find(l.header, m.Contact+said.Contact)
	if contact < 0 || m.Event+said.Event != "" && score(m.Event, roles[2].words[:6]) > 0 {
		return Events
	}
	p := l.profiles[contact]
	once := p.n > 1 && int64(len(p.distinct))*100 >= p.n*98
	signUp := score(m.Time, signUpNames) > 0
	if once && (signUp || len(l.header) >= 10) {
		return Contacts
	}
	return Events
}

// contactsMapping is the mapping of a table of contacts: every column that can be a trait is one.
func contactsMapping(l *look, m, said *Mapping) Mapping {
	t := Mapping{Rows: Contacts, Rule: Rule{Contact: m.Contact}, Traits: []string{"*"}}
	if c, _ := bestColumn(l, signUpNames, fitsTime, nil); c >= 0 && said.SignedUp == "" {
		t.SignedUp = l.header[c]
	}
	return t
}

// constantEvent names the events of a file that does not: orders when there are amounts, else by the
// file's name.
func constantEvent(name string, money bool) (string, string) {
	if money {
		return "=order", "order"
	}
	base := filepath.Base(name)
	if i := strings.IndexByte(base, '.'); i > 0 {
		base = base[:i]
	}
	if words := ingest.Words(base); words != "" && words != "stdin" {
		return "=" + words, ""
	}
	return "=event", ""
}

// roleOf says what the mapping takes a column for.
func (m *Mapping) roleOf(column string) string {
	var all []string
	add := func(role, field string) {
		if slices.Contains(parts([]string{column}, field), column) {
			all = append(all, role)
		}
	}
	for _, f := range []struct{ role, field string }{
		{"order id", m.Order}, {"quantity", m.Quantity}, {"unit price", m.Price}, {"order total", m.Total}, {"signed up", m.SignedUp},
	} {
		add(f.role, f.field)
	}
	seen := make(map[string]bool)
	for _, rule := range m.rules() {
		one := Mapping{Rule: rule}
		for _, r := range roles {
			if !seen[r.name] {
				before := len(all)
				add(r.name, *r.field(&one))
				seen[r.name] = len(all) > before
			}
		}
		if _, ok := rule.When[column]; ok && !seen["condition"] {
			all, seen["condition"] = append(all, "condition"), true
		}
	}
	switch {
	case len(all) > 0:
		return strings.Join(all, ", ")
	case find(m.Ignore, column) >= 0 || ours(column):
		return "left out"
	case m.Rows == Contacts && (find(m.Traits, column) >= 0 || find(m.Traits, "*") >= 0):
		return "trait"
	}
	return "property"
}
