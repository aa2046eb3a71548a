package report

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// token is a word or a number of a sentence.
type token struct {
	text, stem string
	part       int // of the sentence: parts end at commas, brackets and words of comparison

	isNumber bool
	value    float64
	unit     float64 // of its last digit
	decimals int
	percent  bool
	currency string
	bound    string // "<" or ">"
	after    string // the stem of the time word after it
}

// tokenPattern finds numbers with what belongs to them, words, and the marks that end parts.
var tokenPattern = regexp.MustCompile(`([<>])?[-−+]?[$£€¥₹]?\d[\d,.]*\d?(?:\s?%|\s(?:million|thousand|billion|percent)\b|(?:bn|[kKmM])\b)?(?:\s[A-Z]{3}\b)?|[\p{L}_][\p{L}\p{N}_'’-]*|[,;:()–—]|[^\s\p{L}]`)

// split is words that begin another part of a sentence.
var split = []string{"against", "versus", "vs", "while", "whereas", "compared", "but", "and", "unlike", "where"}

func tokens(sentence string) []token {
	var all []token
	part := 0
	for _, text := range tokenPattern.FindAllString(sentence, -1) {
		lower := strings.ToLower(text)
		switch {
		case strings.ContainsAny(text, "0123456789") && !startsWord(text):
			all = append(all, numberOf(text, part))
		case startsWord(text):
			if slices.Contains(split, lower) {
				part++
			}
			all = append(all, token{text: lower, stem: stem(lower), part: part})
		case strings.ContainsAny(text, ",;:()—"):
			part++
		case strings.ContainsAny(text, "%½⅓⅔¼¾×"): // a number this does not read
			all = append(all, token{text: text, stem: text, part: part})
		}
	}
	for i := range all {
		if i+1 < len(all) && all[i].isNumber && timeWord(all[i+1].stem) {
			all[i].after = all[i+1].stem
		}
		if i+1 < len(all) && all[i].isNumber && all[i+1].isNumber && all[i+1].percent && strings.Contains(sentence, all[i].text+"–") {
			all[i].percent = true // 18–21%
		}
	}
	return all
}

func startsWord(text string) bool {
	r := []rune(text)[0]
	return r == '_' || strings.ToLower(string(r)) != strings.ToUpper(string(r))
}

// scales are what a number is multiplied by.
var scales = map[string]float64{"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}

func numberOf(text string, part int) token {
	text = strings.TrimRight(text, ".,")
	t := token{text: text, part: part, isNumber: true, value: math.NaN(), unit: 1}
	t.bound = text[:len(text)-len(strings.TrimLeft(text, "<>"))]
	digits := strings.TrimFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	t.percent = strings.Contains(text, "%") || strings.Contains(text, "percent")
	t.currency = currencyOf.FindString(text)
	if _, frac, ok := strings.Cut(digits, "."); ok {
		t.decimals = len(frac)
		t.unit = math.Pow10(-t.decimals)
	}
	if v, err := strconv.ParseFloat(strings.ReplaceAll(digits, ",", ""), 64); err == nil && grouped(digits) {
		t.value = v
	}
	if strings.ContainsAny(text, "-−") {
		t.value = -t.value
	}
	tail := strings.ToLower(strings.TrimSpace(text[strings.LastIndexAny(text, "0123456789")+1:]))
	if scale := scales[tail]; scale > 0 {
		t.value, t.unit = t.value*scale, t.unit*scale
	}
	return t
}

var (
	currencyOf = regexp.MustCompile(`[$£€¥₹]|\s[A-Z]{3}$`)
	groups     = regexp.MustCompile(`^(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$`)
)

// grouped reports whether commas stand where thousands end: 1,23 is no number here.
func grouped(digits string) bool { return groups.MatchString(digits) }

func timeWord(stem string) bool {
	return slices.Contains([]string{"minute", "hour", "day", "week", "month", "year"}, stem)
}

// stem is a word without its ending, roughly: "orders", "ordered" and "ordering" are one.
func stem(word string) string {
	word = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(word, "’s"), "'s"), "'")
	for _, end := range []string{"ing", "ed", "es", "s"} {
		if cut, ok := strings.CutSuffix(word, end); ok && len(cut) >= 3 {
			return strings.TrimSuffix(cut, "e")
		}
	}
	if len(word) > 3 {
		return strings.TrimSuffix(word, "e")
	}
	return word
}

func stems(text string) map[string]bool {
	set := map[string]bool{}
	for _, t := range tokens(text) {
		if !t.isNumber {
			set[t.stem] = true
		}
	}
	return set
}

// restWords say that a part of a sentence is about everyone else.
var restWords = []string{"else", "else's", "else’s", "others", "others'", "rest", "elsewhere", "versus", "vs", "against", "compared"}

// widening is what must not stand before a number, which is then another number.
var widening = []string{
	"than", "over", "under", "above", "below", "least", "most", "nearly", "almost", "not", "no", "beyond", "exceeding", "plus", "minus",
	"without", "barely", "just", "only",
}

// comparative is claims that need a figure.
var comparative = []string{
	"more", "less", "fewer", "most", "least", "only", "never", "always", "all", "every", "best", "worst", "better", "worse", "higher", "lower",
	"highest", "lowest", "larger", "smaller", "largest", "smallest", "rarely", "often", "hardly", "mostly", "mainly", "twice", "faster", "slower",
}

// plain reports whether a word's stem is of those that a report is made of and that claim nothing.
func plain(of string) bool {
	return slices.ContainsFunc(plainWords, func(w string) bool { return stem(w) == of })
}

// plainWords are in stems' order of use. There is no "not" among them, no "because", and nothing that compares.
var plainWords = strings.Fields(plainText) //nolint:gochecknoglobals // a table; Go has no constant slices

const plainText = `a an the of in on for to and or with by at from as into per each is are was were be been being have has had do does did
	they them their these this that those it its who which where while whereas there here so also both together overall in total sum
	customers customer contacts contact people person group groups persona segment members member accounts account everyone else others other rest
	against versus compared comparison with unlike average typical typically median usually about around roughly between range
	make up comprise comprises represent account accounts number share shares total day days hour hours minute minutes time times year month week ago past
	place placed make made spend spent bring brought come came give gave show shows allowing chance since`
