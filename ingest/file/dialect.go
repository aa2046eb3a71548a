package file

import (
	"bytes"
	"strings"
)

// format is how a file's text is cut into records and fields.
type format struct {
	json   bool // one JSON value a line
	delim  byte
	blanks bool // fields are separated by runs of blanks
	plain  bool // quotes mean nothing
	header bool // the first record names the columns
}

// name is the format for a message.
func (f format) name() string {
	switch {
	case f.json:
		return "JSON Lines"
	case f.blanks:
		return "text separated by blanks"
	case f.delim == '\t':
		return "text separated by tabs"
	case f.delim == ',':
		return "CSV"
	}
	return "CSV separated by " + string(f.delim)
}

// sniffFormat finds the format from a sample of the text. whole says that the sample is all of it.
func sniffFormat(sample []byte, whole bool) format {
	if looksJSON(sample) {
		return format{json: true, plain: true}
	}
	best, bestScore := format{delim: ','}, 0.0
	for _, f := range []format{{delim: ','}, {delim: ';'}, {delim: '\t'}, {delim: '|'}, {blanks: true, delim: ' ', plain: true}} {
		if s := f.score(sample, whole); s > bestScore {
			best, bestScore = f, s
		}
	}
	best.header = hasHeader(best.table(sample, whole, 200))
	return best
}

// score says how well the format explains the sample: how evenly it cuts, times a little for more fields.
func (f format) score(sample []byte, whole bool) float64 {
	rows := f.table(sample, whole, 200)
	if len(rows) == 0 {
		return 0
	}
	counts := make(map[int]int)
	mode := 0
	for _, r := range rows {
		counts[len(r)]++
		if counts[len(r)] > counts[mode] || counts[len(r)] == counts[mode] && len(r) > mode {
			mode = len(r)
		}
	}
	if mode < 2 {
		return 0
	}
	even := float64(counts[mode]) / float64(len(rows))
	score := even * even * (1 + float64(min(mode, 20))/20)
	if f.blanks { // prose is separated by blanks as well
		score *= 0.6
	}
	return score
}

// table reads up to most records of the sample, leaving out one that the end of the sample cuts.
func (f format) table(sample []byte, whole bool, most int) [][]string {
	if !whole {
		c := cutter{delim: f.delim, plain: f.plain}
		end, _ := c.boundary(sample)
		sample = sample[:end]
	}
	r := records{delim: f.delim, blanks: f.blanks, plain: f.plain}
	r.reset(block{data: sample})
	var rows [][]string
	for len(rows) < most && r.next() {
		row := make([]string, len(r.fields))
		for i, v := range r.fields {
			row[i] = string(v)
		}
		rows = append(rows, row)
	}
	return rows
}

// hasHeader guesses whether the first row names the columns: it does unless it looks like the rows
// below it. A cell that is a number or a date above numbers and dates speaks against, a word above
// numbers speaks for.
func hasHeader(rows [][]string) bool {
	if len(rows) == 0 {
		return true
	}
	votes := 0
	for c, cell := range rows[0] {
		first := shapeOf(cell)
		switch rest := columnShape(rows[1:], c); {
		case first == textShape && (rest == numberShape || rest == dateShape || rest == emailShape):
			votes += 2
		case first != textShape && first != nothing:
			votes -= 2
		case first == textShape && rest == textShape && below(rows[1:], c, cell):
			votes--
		}
	}
	return votes >= 0
}

// below reports whether the value stands in the column again.
func below(rows [][]string, c int, v string) bool {
	for _, r := range rows {
		if c < len(r) && r[c] == v {
			return true
		}
	}
	return false
}

// shape is roughly what a value is.
type shape uint8

const (
	nothing shape = iota
	textShape
	numberShape
	dateShape
	emailShape
)

func shapeOf(v string) shape {
	var p profile
	p.add([]byte(v))
	switch {
	case p.n == 0:
		return nothing
	case p.emails > 0 && strings.Contains(v[strings.IndexByte(v, '@'):], "."):
		return emailShape
	case p.dates[isoDate]+p.dates[dayFirst]+p.dates[monthFirst]+p.dates[namedDate] > 0:
		return dateShape
	case p.numbers() > 0:
		return numberShape
	}
	return textShape
}

// columnShape is the shape of most of a column's values.
func columnShape(rows [][]string, c int) shape {
	var counts [emailShape + 1]int
	for _, r := range rows {
		if c < len(r) {
			counts[shapeOf(r[c])]++
		}
	}
	best := textShape
	for s := textShape; s <= emailShape; s++ {
		if counts[s] > counts[best] {
			best = s
		}
	}
	if counts[best] == 0 {
		return nothing
	}
	return best
}

// looksJSON reports whether the text begins with an object, or with an array of objects.
func looksJSON(sample []byte) bool {
	t := bytes.TrimLeft(sample, " \t\r\n")
	if len(t) > 0 && t[0] == '[' {
		t = bytes.TrimLeft(t[1:], " \t\r\n")
	}
	return len(t) > 1 && t[0] == '{' && bytes.IndexByte([]byte(" \t\r\n\"}"), t[1]) >= 0
}
