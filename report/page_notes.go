package report

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"limner/persona"
)

// piece is a part of a sentence: words, or a figure with the number of the note that says where it is from.
type piece struct {
	Text   string
	Note   int // 0 for words
	Anchor string
}

// note says where a figure comes from.
type note struct {
	Number       int
	Anchor       string
	Figure, Text string
}

// notes numbers the figures of one persona's sentences; the same figure has the same number everywhere.
type notes struct {
	*Paper
	id   int // the persona's
	list []note
	told [][]piece
	todo []action
	seen map[persona.Figure]int
}

// notes are the figures of a persona's narrative and actions.
func (p *Paper) notes(x *persona.Persona) *notes {
	n := &notes{Paper: p, id: x.ID, seen: map[persona.Figure]int{}}
	for _, c := range x.Narrative {
		n.told = append(n.told, n.pieces(c))
	}
	for _, c := range x.Actions {
		n.todo = append(n.todo, action{n.pieces(c), p.because(c.Because)})
	}
	return n
}

var mark = regexp.MustCompile(`\{\d+\}`)

// pieces writes a clause with its figures in their places. A mark without a figure stays as it is: that
// something is wrong must be seen.
func (n *notes) pieces(c persona.Clause) []piece {
	var out []piece
	done, shown := 0, map[persona.Figure]bool{}
	for _, m := range mark.FindAllStringIndex(c.Text, -1) {
		i, err := strconv.Atoi(c.Text[m[0]+1 : m[1]-1])
		if err != nil || i >= len(c.Figures) {
			continue
		}
		if m[0] > done {
			out = append(out, piece{Text: c.Text[done:m[0]]})
		}
		f := c.Figures[i]
		shown[f] = true
		at := n.number(f)
		out = append(out, piece{n.Value(f.Value, f.Unit), at, n.anchor(at)})
		done = m[1]
	}
	if done < len(c.Text) {
		out = append(out, piece{Text: c.Text[done:]})
	}
	for _, f := range c.Figures { // a figure that is said in words: nobody, nothing
		if !shown[f] {
			at := n.number(f)
			out = append(out, piece{"", at, n.anchor(at)})
		}
	}
	return out
}

func (n *notes) number(f persona.Figure) int {
	if at, ok := n.seen[f]; ok {
		return at
	}
	at := len(n.list) + 1
	n.seen[f] = at
	n.list = append(n.list, note{at, n.anchor(at), n.Value(f.Value, f.Unit), n.reference(f)})
	return at
}

func (n *notes) anchor(number int) string { return fmt.Sprintf("note-%d-%d", n.id, number) }

// inShort says the commonest statistics in fewer words; the heading above the notes says the rest.
var inShort = map[string]string{
	"median": "median", "rest_median": "median of everyone else", "mean": "mean", "rest_mean": "mean of everyone else",
	"any": "share above zero", "rest_any": "share of everyone else above zero", "known": "share who have a value",
	"share_lo": "lower end of the share's interval", "share_hi": "upper end of the share's interval",
}

// reference says what a figure is a number of: "median, recency_days (days since last order)"; whose, where it is not the persona that the notes are of.
func (n *notes) reference(f persona.Figure) string {
	text := strings.ReplaceAll(f.Statistic, "_", " ")
	if short, ok := inShort[f.Statistic]; ok {
		text = short
	} else if s, ok := persona.StatisticOf(f.Statistic); ok {
		text = strings.TrimPrefix(s.Says, "the ")
	}
	if f.Word != "" {
		text += " “" + f.Word + "”"
	}
	if f.Metric != "" {
		text += ", " + f.Metric
		if title := n.title(f.Metric); title != f.Metric {
			text += " (" + title + ")"
		}
	}
	if f.Archetype != "" {
		text += ", archetype “" + f.Archetype + "”"
	}
	if f.Persona != 0 && f.Persona != n.id {
		text += fmt.Sprintf(", of persona %d", f.Persona)
	}
	return text
}
