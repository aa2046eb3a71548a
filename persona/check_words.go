package persona

import (
	"strings"
	"unicode"
)

// numerals are the words that state a number.
const numerals = " zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen " +
	"sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds " +
	"thousand thousands million millions billion billions dozen dozens couple pair half halves third thirds quarter " +
	"quarters fourth fifth fifths sixth seventh eighth ninth tenth tenths second once twice thrice double doubles " +
	"doubled triple tripled quadruple majority minority percent "

// IsNumeral reports whether a word states a number: "half", "twice", "twenty-five". "First" does not: a
// first order is a name of an order.
func IsNumeral(word string) bool {
	for part := range strings.SplitSeq(strings.ToLower(word), "-") {
		if part != "" && strings.Contains(numerals, " "+part+" ") {
			return true
		}
	}
	return false
}

// numeral is the first thing in a text that states a number, "" when nothing does.
func numeral(text string) string {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '-' && r != '_'
	}) {
		if IsNumeral(w) || strings.ContainsFunc(w, unicode.IsNumber) {
			return w
		}
	}
	if i := strings.IndexAny(text, "%‰"); i >= 0 {
		return "%"
	}
	return ""
}
