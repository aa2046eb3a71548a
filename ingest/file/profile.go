package file

import (
	"bytes"
	"slices"
)

// profile is what a column's values look like.
type profile struct {
	n      int64 // values that are there
	absent int64 // and that are not

	dates   [dateForms]int64 // how many can be read in each form
	bothDM  int64            // dates that can be read day first and month first
	plain   int64            // numbers that read the same in both styles: 12, -7
	point   int64            // numbers that only a decimal point explains: 1.5, 1,234.5
	comma   int64            // numbers that only a decimal comma explains: 1,5
	either  int64            // numbers that both explain, differently: 1.234
	either2 int64            // the same with a comma: 1,234
	zeros   int64            // whole numbers written 123.0
	emails  int64
	truths  int64 // yes and no in some writing
	money   int64 // numbers with a currency or two decimals
	long    int64 // texts of more than 60 bytes

	currencies map[currency]int64 // beside numbers
	codes      map[currency]int64 // alone in their field
	distinct   map[string]int64   // nil when they are not counted
	samples    []string
}

// distinctLimit bounds the distinct values a profile counts.
const distinctLimit = 20000

// add looks at one value.
func (p *profile) add(v []byte) {
	v = trimBlanks(v)
	if isNull(v) {
		p.absent++
		return
	}
	p.n++
	if len(v) > 60 {
		p.long++
		return
	}
	if p.distinct != nil && len(p.distinct) < distinctLimit {
		p.distinct[string(v)]++
	}
	if len(p.samples) < 3 && !contains(p.samples, v) {
		p.samples = append(p.samples, string(v))
	}
	if bytes.IndexByte(v, '@') > 0 {
		p.emails++
		return
	}
	if _, ok := truth(v); ok {
		p.truths++
	}
	if isCode(v) {
		count(&p.codes, upper(v), 1)
		return
	}
	p.addDate(v)
	p.addNumber(v)
}

// addDate counts the forms a value can be read in.
func (p *profile) addDate(v []byte) {
	if c := v[0]; !letter(c) && c-'0' > 9 {
		return
	}
	for f := isoDate; f <= compactDate; f++ {
		if f == namedDate && !letter(v[0]) && !hasLetter(v) {
			continue
		}
		if _, ok := readDate(f, v); ok {
			p.dates[f]++
		}
	}
	_, d := readDate(dayFirst, v)
	if _, m := readDate(monthFirst, v); d && m {
		p.bothDM++
	}
	whole, _, _ := bytes.Cut(v, []byte{'.'})
	f := noDate
	switch len(whole) {
	case 9, 10:
		f = seconds
	case 12, 13:
		f = millis
	case 15, 16:
		f = micros
	case 18, 19:
		f = nanos
	}
	if f != noDate {
		if _, ok := readEpoch(v, f); ok {
			p.dates[f]++
		}
	}
}

func hasLetter(v []byte) bool {
	return slices.ContainsFunc(v, letter)
}

// addNumber counts the styles that explain a number.
func (p *profile) addNumber(v []byte) {
	if c := v[0]; letter(c) && !isCode(v[:min(3, len(v))]) && c != 'R' && c != 'U' && c != 'A' && c != 'C' && c != 'F' {
		return
	}
	core, a, _, ok := undress(v)
	if !ok {
		return
	}
	withPoint, okPoint := plainDigits(numberStyle{'.'}, core)
	withComma, okComma := plainDigits(numberStyle{','}, core)
	switch {
	case okPoint && okComma && bytes.Equal(withPoint, withComma):
		p.plain++
	case okPoint && okComma && bytes.IndexByte(core, ',') >= 0:
		p.either2++
	case okPoint && okComma:
		p.either++
	case okPoint:
		p.point++
		if bytes.HasSuffix(core, []byte(".0")) {
			p.zeros++
		}
	case okComma:
		p.comma++
	default:
		if _, ok := slowNumber(numberStyle{'.'}, v); ok {
			p.point++
		}
		return
	}
	if a.currency != (currency{}) {
		p.money++
		count(&p.currencies, a.currency, 1)
		return
	}
	if n := len(core); n > 3 && (core[n-3] == '.' || core[n-3] == ',') {
		p.money++
	}
}

// numbers is how many values are numbers, in whatever style.
func (p *profile) numbers() int64 { return p.plain + p.point + p.comma + p.either + p.either2 }

// merge adds what another profile of the same column counted.
func (p *profile) merge(q *profile) {
	p.n += q.n
	p.absent += q.absent
	for f := range p.dates {
		p.dates[f] += q.dates[f]
	}
	p.bothDM += q.bothDM
	p.plain += q.plain
	p.point += q.point
	p.comma += q.comma
	p.either += q.either
	p.either2 += q.either2
	p.zeros += q.zeros
	p.emails += q.emails
	p.truths += q.truths
	p.money += q.money
	p.long += q.long
	for c, n := range q.currencies {
		count(&p.currencies, c, n)
	}
	for c, n := range q.codes {
		count(&p.codes, c, n)
	}
	for _, s := range q.samples {
		if len(p.samples) < 3 && !contains(p.samples, []byte(s)) {
			p.samples = append(p.samples, s)
		}
	}
}

// count adds to a counter that may not exist yet.
func count(m *map[currency]int64, c currency, n int64) {
	if *m == nil {
		*m = make(map[currency]int64)
	}
	(*m)[c] += n
}

func contains(all []string, v []byte) bool {
	return slices.Contains(all, string(v))
}

// isNull reports whether a value stands for nothing.
func isNull(v []byte) bool {
	switch len(v) {
	case 0:
		return true
	case 1:
		return v[0] == '-'
	case 2:
		return string(v) == `\N` || string(v) == "NA"
	case 3:
		return string(v) == "NaN" || string(v) == "nan" || string(v) == "N/A" || string(v) == "NaT"
	case 4:
		return string(v) == "NULL" || string(v) == "null" || string(v) == "None" || string(v) == "#N/A" || string(v) == "<NA>"
	case 9:
		return string(v) == "undefined"
	}
	return false
}

// truth reads yes and no.
func truth(v []byte) (bool, bool) {
	if len(v) > 5 {
		return false, false
	}
	var w [5]byte
	for i, c := range v {
		w[i] = c | 0x20
	}
	switch string(w[:len(v)]) {
	case "true", "yes", "t", "y", "on", "ja", "oui", "si":
		return true, true
	case "false", "no", "f", "n", "off", "nein", "non":
		return false, true
	}
	return false, false
}
