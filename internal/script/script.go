// Package script reads small test languages that an analyst can read too.
//
// A script is sections: a head line, and below it indented lines. What the words mean is up to whoever
// reads them; the package knows lines, words, times and numbers, and says where something is wrong.
//
//	# what two customers look like in June
//	contacts
//	  ann   order 2024-01-03 120.00, order 2024-02-01 90.00
//	  bob   order 2024-05-30 15.00 subject="blue hat"
//	at 2024-06-01
//	  ann   revenue 210.00   recency_days 121 until 2024-06-02
//
// A line that is indented deeper than the first of its section continues the line before it. A comma
// that ends a word is a word of its own. A text in double quotes is one word, with Go's escapes; key=text
// is one word with a key. From # to the end of the line is comment, unless # stands in quotes or
// inside a word.
package script

import (
	"fmt"
	"strings"
)

// Section is a head line and the lines below it.
type Section struct {
	Head  Line
	Lines []Line
	Raw   string // the lines as they stand, less their common indent: for a section in another language
}

// Line is one line of a script, continuations joined.
type Line struct {
	File   string
	Number int // from 1
	Text   string
}

// Error is something wrong with a line of a script.
type Error struct {
	File string
	Line int
	Text string
}

func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Text) }

// Errorf is an error at the line.
func (l Line) Errorf(format string, args ...any) error {
	return &Error{l.File, l.Number, fmt.Sprintf(format, args...)}
}

// Parse reads a script; file names it in errors.
func Parse(file, text string) ([]Section, error) {
	var sections []Section
	indent := ""
	for i, raw := range strings.Split(text, "\n") {
		raw = strings.TrimRight(raw, " \t\r")
		body := strings.TrimLeft(raw, " \t")
		line := Line{file, i + 1, body}
		deep := raw[:len(raw)-len(body)]
		switch {
		case body == "":
			if n := len(sections); n > 0 {
				sections[n-1].Raw += "\n"
			}
		case deep == "" && body[0] == '#':
		case deep == "":
			sections = append(sections, Section{Head: line})
			indent = ""
		case len(sections) == 0:
			return nil, line.Errorf("an indented line needs a section above it")
		default:
			s := &sections[len(sections)-1]
			if indent == "" {
				indent = deep
			}
			if !strings.HasPrefix(deep, indent) {
				return nil, line.Errorf("indent it as the first line of its section, or more to continue the line before")
			}
			s.Raw += raw[len(indent):] + "\n"
			s.add(line, deep != indent)
		}
	}
	return sections, nil
}

// add appends a line, or continues the last one.
func (s *Section) add(line Line, continues bool) {
	if line.Text[0] == '#' {
		return
	}
	if n := len(s.Lines); continues && n > 0 {
		s.Lines[n-1].Text += "\n" + line.Text
		return
	}
	s.Lines = append(s.Lines, line)
}
