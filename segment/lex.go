package segment

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Error is what is wrong with the text of a rule, and where.
type Error struct {
	Rule    string // the whole text
	Column  int    // of the place, in letters from 1
	Problem string // and what to write instead
}

func (e *Error) Error() string {
	return fmt.Sprintf("column %d of the rule %q: %s", e.Column, e.Rule, e.Problem)
}

// token is a word of the language.
type token struct {
	kind   kind
	text   string // a quoted text without its quotes
	column int
}

type kind uint8

const (
	end kind = iota
	word
	number
	quoted
	symbol
)

// String names the token in an error.
func (t token) String() string {
	switch t.kind {
	case end:
		return "the end"
	case quoted:
		return strconv.Quote(t.text)
	default:
		return t.text
	}
}

// instead says what to write for signs that the language does not have.
var instead = map[string]string{
	"==": "=", "<>": "!=", "≠": "!=", "≤": "<=", "≥": ">=", "=<": "<=", "=>": ">=", "&&": "and", "||": "or", "&": "and", "|": "or",
	"!": "not", "“": `"`, "”": `"`, "„": `"`, "'": `"`, "‘": `"`, "’": `"`, "`": `"`, "−": "-", "–": "-", ",": "and",
}

var signs = []string{"==", "<>", "=<", "=>", "&&", "||", "<=", ">=", "!=", "<", ">", "=", "(", ")", "%"}

var decimal = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

// lex cuts a text into tokens; the last one is the end.
func lex(text string) ([]token, error) {
	var tokens []token
	rest, at := text, 1
	for {
		trimmed := strings.TrimLeftFunc(rest, unicode.IsSpace)
		at += utf8.RuneCountInString(rest[:len(rest)-len(trimmed)])
		rest = trimmed
		if rest == "" {
			return append(tokens, token{end, "", at}), nil
		}
		t, after, problem := next(rest)
		if problem != "" {
			return nil, &Error{text, at, problem}
		}
		t.column = at
		at += utf8.RuneCountInString(rest[:len(rest)-len(after)])
		tokens, rest = append(tokens, t), after
	}
}

// next takes the first token of a text that does not begin with space.
func next(s string) (t token, rest, problem string) {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r >= '0' && r <= '9' || r == '-' || r == '.':
		return nextNumber(s)
	case r == '"':
		return nextText(s)
	case letter(r):
		n := strings.IndexFunc(s, func(r rune) bool { return !letter(r) })
		if n < 0 {
			n = len(s)
		}
		return token{kind: word, text: s[:n]}, s[n:], ""
	}
	for _, sign := range signs {
		if strings.HasPrefix(s, sign) {
			if better, ok := instead[sign]; ok {
				return t, "", fmt.Sprintf("write %s for %s", better, sign)
			}
			return token{kind: symbol, text: sign}, s[len(sign):], ""
		}
	}
	sign := s[:size]
	switch better, ok := instead[sign]; {
	case ok:
		return t, "", fmt.Sprintf("write %s for %s", better, sign)
	case unicode.Is(unicode.Sc, r):
		return t, "", fmt.Sprintf("write amounts without %s, as 200: they are in the workspace's currency", sign)
	default:
		return t, "", fmt.Sprintf("%q has no meaning here", sign)
	}
}

// letter reports whether a rune is part of a word; metrics are named by these.
func letter(r rune) bool {
	return r == '_' || unicode.In(r, unicode.Letter, unicode.Mark, unicode.Number, unicode.So)
}

func nextNumber(s string) (t token, rest, problem string) {
	n := strings.IndexFunc(s, func(r rune) bool { return !letter(r) && !strings.ContainsRune(".,:-+", r) })
	if n < 0 {
		n = len(s)
	}
	text := s[:n]
	bare := strings.TrimSuffix(text, ",")
	switch {
	case decimal.MatchString(text):
		return token{kind: number, text: text}, s[n:], ""
	case decimal.MatchString(bare):
		problem = fmt.Sprintf("join comparisons with and, not with a comma: %s and …", bare)
	case decimal.MatchString(strings.ReplaceAll(text, ",", "")):
		problem = fmt.Sprintf("write %s without commas, as %s", text, strings.ReplaceAll(text, ",", ""))
	case decimal.MatchString("0" + text):
		problem = fmt.Sprintf("write 0%s for %s", text, text)
	default:
		problem = fmt.Sprintf("%s is not a number; write one as 200, 0.5, 60%% or 3 weeks", text)
	}
	return t, "", problem
}

func nextText(s string) (t token, rest, problem string) {
	prefix, err := strconv.QuotedPrefix(s)
	if err != nil {
		return t, "", "the text that begins here has no closing quote; write \" at its end, and \\\" for a quote inside"
	}
	text, err := strconv.Unquote(prefix)
	if err != nil {
		return t, "", fmt.Sprintf("the text %s cannot be read; write \\\\ for a backslash", prefix)
	}
	return token{kind: quoted, text: text}, s[len(prefix):], ""
}
