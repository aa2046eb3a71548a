package metric

import (
	"encoding/json"
	"strconv"
	"strings"
)

// property is a value in an event's properties.
type property struct {
	text   string // of a text; "true" or "false" of a truth value
	number float64
	kind   propertyKind
}

type propertyKind uint8

const (
	noProperty propertyKind = iota // absent, null, an object or a list
	textProperty
	numberProperty
	truthProperty
)

// find returns the property at a path of a JSON object. It reads only as far as it must and allocates
// only for texts with escapes. Of a key that is there twice the first counts; what is not JSON has no
// properties.
func find(object string, path []string) property {
	s := scanner{object}
	for i, key := range path {
		if !s.enter(key) {
			return property{}
		}
		if i == len(path)-1 {
			return s.value()
		}
	}
	return property{}
}

// scanner reads JSON from the front of what is left.
type scanner struct{ rest string }

func (s *scanner) space() {
	s.rest = strings.TrimLeft(s.rest, " \t\r\n")
}

// take takes one character, if it is next.
func (s *scanner) take(c byte) bool {
	s.space()
	if s.rest == "" || s.rest[0] != c {
		return false
	}
	s.rest = s.rest[1:]
	return true
}

// enter moves to the value of a key in the object that is next.
func (s *scanner) enter(key string) bool {
	if !s.take('{') || s.take('}') {
		return false
	}
	for {
		s.space()
		k, ok := s.text()
		if !ok || !s.take(':') {
			return false
		}
		if k == key {
			return true
		}
		if !s.skip() || !s.take(',') {
			return false
		}
	}
}

// text reads a text.
func (s *scanner) text() (string, bool) {
	raw, ok := s.rawText()
	if !ok || strings.IndexByte(raw, '\\') < 0 {
		return strings.Trim(raw, `"`), ok
	}
	var t string
	err := json.Unmarshal([]byte(raw), &t)
	return t, err == nil
}

// rawText takes a text with its quotes.
func (s *scanner) rawText() (string, bool) {
	if s.rest == "" || s.rest[0] != '"' {
		return "", false
	}
	for i := 1; i < len(s.rest); i++ {
		switch s.rest[i] {
		case '\\':
			i++
		case '"':
			raw := s.rest[:i+1]
			s.rest = s.rest[i+1:]
			return raw, true
		}
	}
	return "", false
}

// word takes a number, true, false or null.
func (s *scanner) word() string {
	n := strings.IndexAny(s.rest, ",:]} \t\r\n\"{[")
	if n < 0 {
		n = len(s.rest)
	}
	w := s.rest[:n]
	s.rest = s.rest[n:]
	return w
}

// skip passes over a value. Brackets are counted, not nested: what is inside does not matter.
func (s *scanner) skip() bool {
	depth := 0
	for {
		s.space()
		if s.rest == "" {
			return false
		}
		switch c := s.rest[0]; c {
		case '"':
			if _, ok := s.rawText(); !ok {
				return false
			}
		case '{', '[':
			depth++
			s.rest = s.rest[1:]
		case '}', ']':
			depth--
			s.rest = s.rest[1:]
		case ',', ':':
			if depth == 0 {
				return false
			}
			s.rest = s.rest[1:]
		default:
			s.word()
		}
		if depth <= 0 {
			return depth == 0
		}
	}
}

// value reads the value that is next.
func (s *scanner) value() property {
	s.space()
	if t, ok := s.text(); ok {
		return property{text: t, kind: textProperty}
	}
	switch w := s.word(); w {
	case "true", "false":
		return property{text: w, kind: truthProperty}
	case "", "null":
		return property{}
	default:
		if c := w[0]; c != '-' && (c < '0' || c > '9') {
			return property{} // no Inf, NaN or hexadecimal in JSON
		}
		x, err := strconv.ParseFloat(w, 64)
		if err != nil || strings.ContainsAny(w, "xX_") {
			return property{}
		}
		return property{number: x, kind: numberProperty}
	}
}
