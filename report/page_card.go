package report

import (
	"io"

	"limner/persona"
)

// Card writes one persona for a terminal: the card, then where each figure of its sentences comes from.
func (p *Paper) Card(w io.Writer, x *persona.Persona) error {
	out := printer{w: w}
	p.card(&out, x)
	n := p.notes(x)
	if len(n.list) > 0 {
		out.line("")
		out.line("   Where the numbers come from")
	}
	for _, note := range n.list {
		out.wrapped("   · ", "     ", note.Figure+": "+note.Text)
	}
	return out.err
}
