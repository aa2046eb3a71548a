package segment

import (
	"strconv"
	"strings"
)

// String is the rule's canonical text: it parses to the same rule.
func (r Rule) String() string {
	switch {
	case r.op == one:
		return r.test.String()
	case r.everyone():
		return everyoneWord
	case r.op == not && r.of[0].everyone():
		return "not " + everyoneWord
	case r.op == not:
		return "not (" + r.of[0].String() + ")"
	}
	parts := make([]string, len(r.of))
	for i, part := range r.of {
		parts[i] = part.String()
		if part.op == and || part.op == or {
			parts[i] = "(" + parts[i] + ")" // and before or, so that nobody needs to know which binds tighter
		}
	}
	word := " and "
	if r.op == or {
		word = " or "
	}
	return strings.Join(parts, word)
}

// plain writes a number in as few digits as tell it apart, without an exponent.
func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// percent writes a number times a hundred: by moving the point, for multiplying would round.
func percent(x float64) string {
	text := plain(x)
	sign := ""
	if text[0] == '-' {
		sign, text = "-", text[1:]
	}
	whole, frac, _ := strings.Cut(text, ".")
	for len(frac) < 2 {
		frac += "0"
	}
	whole, frac = strings.TrimLeft(whole+frac[:2], "0"), frac[2:]
	if whole == "" {
		whole = "0"
	}
	if frac != "" {
		frac = "." + frac
	}
	return sign + whole + frac
}
