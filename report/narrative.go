package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"limner/persona"
)

// Clause writes a clause: each mark becomes its figure, in the figure's unit.
func (s Style) Clause(c persona.Clause) string {
	text := c.Text
	for i := len(c.Figures) - 1; i >= 0; i-- { // the last first: {1} is no part of {10} either way, and figures hold no marks
		text = strings.ReplaceAll(text, fmt.Sprintf("{%d}", i), s.Value(c.Figures[i].Value, c.Figures[i].Unit))
	}
	return text
}

// Clauses writes clauses as a paragraph.
func (s Style) Clauses(all []persona.Clause) string {
	texts := make([]string, len(all))
	for i, c := range all {
		texts[i] = s.Clause(c)
	}
	return strings.Join(texts, " ")
}

// told writes what a card tells of a persona: the narrative, and what to do.
func (s Style) told(p *printer, x *persona.Persona) {
	p.wrapped("   ", "   ", s.Clauses(x.Narrative))
	for _, a := range x.Actions {
		p.wrapped("   → ", "     ", s.Clause(a))
	}
}

// paragraphWidth is how wide running text is set.
const paragraphWidth = 110

// wrapped writes running text in lines of at most paragraphWidth, the first after its own lead.
func (p *printer) wrapped(first, lead, text string) {
	line := first
	for w := range strings.FieldsSeq(text) {
		if utf8.RuneCountInString(line)+1+utf8.RuneCountInString(w) > paragraphWidth {
			p.line("%s", strings.TrimRight(line, " "))
			line = lead
		}
		if line != lead && !strings.HasSuffix(line, " ") {
			line += " "
		}
		line += w
	}
	if strings.TrimSpace(line) != strings.TrimSpace(first) {
		p.line("%s", line)
	}
}
