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
	seen map[persona.Figure]int
}

var mark = regexp.MustCompile(`\{\d+\}`)

// pieces writes a clause with its figures in their places. A mark without a figure stays as it is: that
// something is wrong must be seen.
func (n *notes) pieces(c persona.Clause) []piece {
	var out []piece
	done := 0
	for _, m := range mark.FindAllStringIndex(c.Text, -1) {
		i, err := strconv.Atoi(c.Text[m[0]+1 : m[1]-1])
		if err != nil || i >= len(c.Figures) {
			continue
		}
		if m[0] > done {
			out = append(out, piece{Text: c.Text[done:m[0]]})
		}
		f := c.Figures[i]
		at := n.number(f)
		out = append(out, piece{n.Value(f.Value, f.Unit), at, n.anchor(at)})
		done = m[1]
	}
	if done < len(c.Text) {
		out = append(out, piece{Text: c.Text[done:]})
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

// plainStatistics says what was computed where no metric comes in.
var plainStatistics = map[string]string{
	"size":               "contacts in",
	"contacts":           "contacts in",
	"share":              "share of all contacts in",
	"revenue":            "revenue of",
	"revenue_share":      "share of all revenue from",
	"stability":          "mean bootstrap Jaccard of",
	"precision":          "of those the rule picks, the share in",
	"recall":             "share found by the rule of",
	"fidelity":           "share of all contacts on whom rule and persona agree, for",
	"borderline":         "members nearly as close to another persona, of",
	"share_meeting":      "share who meet the definition of",
	"rest_share_meeting": "share who meet the definition of",
}

// reference says what a figure is a number of: "median of recency_days (days since last order), persona 1".
func (p *Paper) reference(f persona.Figure) string {
	statistic, rest := strings.CutPrefix(f.Statistic, "rest_")
	who := p.who(f.Persona, rest)
	switch {
	case f.Archetype != "":
		return fmt.Sprintf("%s “%s”, %s", p.statistic(statistic), f.Archetype, who)
	case f.Metric != "":
		title := ""
		for _, d := range p.Metrics {
			if d.Name == f.Metric {
				title = " (" + persona.Plain(d.Title) + ")"
			}
		}
		return fmt.Sprintf("%s of %s%s, %s", p.statistic(statistic), f.Metric, title, who)
	default:
		return p.statistic(statistic) + " " + who
	}
}

func (p *Paper) statistic(name string) string {
	if text, ok := plainStatistics[name]; ok {
		return text
	}
	return strings.ReplaceAll(name, "_", " ")
}

// who says of whom a figure is.
func (p *Paper) who(id int, rest bool) string {
	switch {
	case id == 0:
		return "everyone"
	case rest:
		return fmt.Sprintf("everyone outside persona %d", id)
	default:
		return fmt.Sprintf("persona %d", id)
	}
}
