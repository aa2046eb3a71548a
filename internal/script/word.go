package script

import (
	"strconv"
	"strings"
)

// Word is one word of a line.
type Word struct {
	Key    string // of key=text, else ""
	Text   string
	Quoted bool
}

// String is the word as a script may write it.
func (w Word) String() string {
	s := w.Text
	if w.Quoted {
		s = strconv.Quote(s)
	}
	if w.Key != "" {
		s = w.Key + "=" + s
	}
	return s
}

// Words cuts a line into words.
func (l Line) Words() ([]Word, error) {
	var words []Word
	rest := l.Text
	for {
		rest = strings.TrimLeft(rest, " \t\n")
		switch {
		case rest == "":
			return words, nil
		case rest[0] == '#':
			if i := strings.IndexByte(rest, '\n'); i >= 0 {
				rest = rest[i:]
				continue
			}
			return words, nil
		case rest[0] == ',':
			words, rest = append(words, Word{Text: ","}), rest[1:]
			continue
		}
		w, after, err := l.word(rest)
		if err != nil {
			return nil, err
		}
		words, rest = append(words, w), after
	}
}

// word takes the first word of s, which does not begin with space or a comma.
func (l Line) word(s string) (Word, string, error) {
	var w Word
	if i := strings.IndexAny(s, "= \t\n\","); i > 0 && s[i] == '=' {
		w.Key, s = s[:i], s[i+1:]
	}
	if s != "" && s[0] == '"' {
		quoted, err := strconv.QuotedPrefix(s)
		if err != nil {
			return w, "", l.Errorf("the text %.20s has no closing quote, or an escape that does not exist", s)
		}
		if w.Text, err = strconv.Unquote(quoted); err != nil {
			return w, "", l.Errorf("the text %s cannot be read: %v", quoted, err)
		}
		w.Quoted = true
		s = s[len(quoted):]
		if s != "" && !strings.ContainsRune(" \t\n,", rune(s[0])) {
			return w, "", l.Errorf("put a space after %s", quoted)
		}
		return w, s, nil
	}
	end := strings.IndexAny(s, " \t\n")
	if end < 0 {
		end = len(s)
	}
	if trimmed := strings.TrimRight(s[:end], ","); trimmed != "" || w.Key != "" {
		end = len(trimmed)
	}
	w.Text = s[:end]
	return w, s[end:], nil
}
