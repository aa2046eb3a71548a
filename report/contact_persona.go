package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"limner/persona"
	"limner/portrait"
	"limner/warehouse"
)

// ContactFile is all that is known of a contact.
type ContactFile struct {
	*portrait.Contact
	Membership *persona.Membership `json:"membership,omitempty"`
}

// Membership writes which persona a contact is of and how that came about, above the portrait.
func (s Style) Membership(w io.Writer, c *portrait.Contact, m *persona.Membership) error {
	p := printer{w: w}
	switch {
	case m == nil:
		p.line("No personas have been built yet: `limner build` finds them.")
	case m.Persona == 0:
		p.line("%s is of no persona", c.Key)
	case m.Second == 0:
		p.line("%s is of persona %d. %s", c.Key, m.Persona, m.Name)
	default:
		p.line("%s is of persona %d. %s (confidence %.2f; next is %d. %s)", c.Key, m.Persona, m.Name, m.Confidence, m.Second, m.SecondName)
	}
	if m != nil {
		for _, h := range m.History {
			p.line("  %s", s.step(h))
		}
	}
	p.line("")
	return p.err
}

// step says a change of persona and its reason.
func (s Style) step(h persona.Step) string {
	who := fmt.Sprintf("%s → %s", called(h.From, h.FromName), called(h.To, h.ToName))
	if h.Reason == warehouse.FirstPlaced {
		who = called(h.To, h.ToName)
	}
	text := fmt.Sprintf("%s  %s: %s", s.day(h.At), who, h.Reason)
	if h.Reason == warehouse.Refit {
		text += fmt.Sprintf(" (run %d)", h.Run)
	}
	if why := s.pushes(h.Because); why != "" {
		text += " (" + why + ")"
	}
	return text
}

func called(id int, name string) string {
	if id == 0 {
		return "none"
	}
	return fmt.Sprintf("%d. %s", id, name)
}

// pushes says what drove a move: "days since last order 12 days → 95 days".
func (s Style) pushes(all []persona.Push) string {
	var parts []string
	for _, b := range all {
		before, after := b.Was, b.Is
		if before == "" {
			before, after = s.orNone(b.Before, b), s.orNone(b.After, b)
		}
		parts = append(parts, fmt.Sprintf("%s %s → %s", persona.Plain(b.Title), before, after))
	}
	return strings.Join(parts, "; ")
}

func (s Style) orNone(x *float64, b persona.Push) string {
	if x == nil {
		return "none"
	}
	return s.Value(*x, b.Unit)
}

func (s Style) day(t time.Time) string { return t.In(s.zone()).Format("2 Jan 2006") }
