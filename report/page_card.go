package report

import (
	"io"
	"strconv"
	"strings"

	"limner/persona"
)

// textWidth is where lines of prose are broken in a terminal.
const textWidth = 100

// Card writes one persona for a terminal: the card, then the narrative and what to do, where the run wrote
// them, with the notes that say where each figure comes from.
func (p *Paper) Card(w io.Writer, x *persona.Persona) error {
	out := printer{w: w}
	p.card(&out, x)
	n := &notes{Paper: p, id: x.ID, seen: map[persona.Figure]int{}}
	if len(x.Narrative) > 0 {
		parts := make([]string, len(x.Narrative))
		for i, c := range x.Narrative {
			parts[i] = spoken(n.pieces(c))
		}
		out.line("")
		out.prose("", strings.Join(parts, " "))
	}
	if len(x.Actions) > 0 {
		out.line("")
		out.line("What to do")
	}
	for _, c := range x.Actions {
		out.prose("· ", spoken(n.pieces(c)))
	}
	if len(n.list) > 0 {
		out.line("")
		out.line("Where the numbers come from")
	}
	for _, note := range n.list {
		out.prose("["+strconv.Itoa(note.Number)+"] ", note.Figure+": "+note.Text)
	}
	return out.err
}

// spoken writes pieces as plain text, the numbers of their notes in brackets.
func spoken(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
		if p.Note > 0 {
			b.WriteString(" [" + strconv.Itoa(p.Note) + "]")
		}
	}
	return b.String()
}

// prose writes a paragraph, broken into lines that stand under its first word.
func (p *printer) prose(lead, text string) {
	line := lead
	for _, word := range strings.Fields(text) {
		if line != lead && len([]rune(line))+1+len([]rune(word)) > textWidth {
			p.line("   %s", line)
			line = strings.Repeat(" ", len([]rune(lead)))
			lead = line
		}
		if line != lead {
			line += " "
		}
		line += word
	}
	p.line("   %s", line)
}
