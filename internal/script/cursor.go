package script

import (
	"strconv"
	"strings"
	"time"
)

// Cursor reads a line word by word. After a mistake every further read returns nothing; Err says what
// it was.
type Cursor struct {
	line  Line
	words []Word
	zone  *time.Location
	err   error
}

// Read returns a cursor at the line's first word. Times without a zone are local to zone; nil is UTC.
func (l Line) Read(zone *time.Location) *Cursor {
	if zone == nil {
		zone = time.UTC
	}
	c := &Cursor{line: l, zone: zone}
	c.words, c.err = l.Words()
	if c.err != nil {
		c.words = nil
	}
	return c
}

// Err is the first mistake.
func (c *Cursor) Err() error { return c.err }

// Fail notes a mistake, unless there is one already.
func (c *Cursor) Fail(format string, args ...any) {
	if c.err == nil {
		c.err = c.line.Errorf(format, args...)
	}
	c.words = nil
}

// More reports whether words are left.
func (c *Cursor) More() bool { return len(c.words) > 0 }

// Peek returns the next word without taking it; the zero Word at the end.
func (c *Cursor) Peek() Word {
	if len(c.words) == 0 {
		return Word{}
	}
	return c.words[0]
}

// Next takes the next word; what says what is expected, should there be none.
func (c *Cursor) Next(what string) Word {
	if len(c.words) == 0 {
		c.Fail("%s is missing at the end of the line", what)
		return Word{}
	}
	w := c.words[0]
	c.words = c.words[1:]
	return w
}

// Take takes the next word if it is the given one.
func (c *Cursor) Take(text string) bool {
	if w := c.Peek(); len(c.words) == 0 || w.Text != text || w.Quoted || w.Key != "" {
		return false
	}
	c.words = c.words[1:]
	return true
}

// Number takes a number.
func (c *Cursor) Number(what string) float64 {
	w := c.Next(what)
	x, err := strconv.ParseFloat(strings.ReplaceAll(w.Text, "_", ""), 64)
	if err != nil && c.err == nil {
		c.Fail("%s should be a number, not %q", what, w.Text)
	}
	return x
}

var layouts = []string{"2006-01-02", "2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02T15:04:05.999999"}

// Time takes an instant: a date, or a date and a time of day, as 2024-01-03, 2024-01-03T10:00 or
// 2024-01-03 10:00:00.5. A Z at its end is UTC.
func (c *Cursor) Time(what string) time.Time {
	w := c.Next(what)
	text := w.Text
	if n := c.Peek(); n.Key == "" && !n.Quoted && isClock(n.Text) {
		text += "T" + c.Next(what).Text
	}
	zone := c.zone
	if s, ok := strings.CutSuffix(text, "Z"); ok {
		text, zone = s, time.UTC
	}
	for _, layout := range layouts {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t
		}
	}
	if c.err == nil {
		c.Fail("%s should be a time such as 2024-01-03 or 2024-01-03T10:00, not %q", what, text)
	}
	return time.Time{}
}

// isClock reports whether a word is a time of day, as 10:00.
func isClock(s string) bool {
	return len(s) >= 5 && s[2] == ':' && s[0] >= '0' && s[0] <= '9' && s[1] >= '0' && s[1] <= '9'
}

// End notes a mistake when words are left.
func (c *Cursor) End() {
	if len(c.words) > 0 {
		c.Fail("%q is too much at the end of the line", c.words[0].Text)
	}
}
