package file

import (
	"bytes"
	"math"
	"math/bits"
	"unicode/utf8"

	"limner/event"
)

// numberStyle is how a column writes its numbers.
type numberStyle struct {
	decimal byte // '.' or ','
}

// grouping reports whether c may stand between groups of digits in this style.
func (n numberStyle) grouping(c rune) bool {
	switch c {
	case '.', ',':
		return byte(c) != n.decimal
	case ' ', '\'', 0xa0, 0x202f, 0x2009, '’', '_':
		return true
	}
	return false
}

// currency is an ISO 4217 code, zero for none.
type currency [3]byte

func (c currency) String() string {
	if c == (currency{}) {
		return ""
	}
	return string(c[:])
}

// amount is a number as written in a field.
type amount struct {
	money    event.Money
	exact    bool // false: it had more than four decimals
	percent  bool
	currency currency
}

// readAmount reads a number with or without grouping, currency, sign or parentheses.
func readAmount(n numberStyle, b []byte) (amount, bool) {
	if m, ok := fastAmount(n, b); ok {
		return amount{money: m, exact: true}, true
	}
	return slowAmount(n, b)
}

// fastAmount reads -123.4567 and the like.
func fastAmount(n numberStyle, b []byte) (event.Money, bool) {
	i, neg := 0, false
	if len(b) > 0 && b[0] == '-' {
		neg, i = true, 1
	}
	if i == len(b) || len(b) > 15 {
		return 0, false
	}
	var v int64
	from := i
	for ; i < len(b) && b[i]-'0' <= 9; i++ {
		v = v*10 + int64(b[i]-'0')
	}
	if i == from {
		return 0, false
	}
	scale := int64(event.MoneyScale)
	if i < len(b) {
		if b[i] != n.decimal || len(b)-i > 5 {
			return 0, false
		}
		for i++; i < len(b); i++ {
			c := b[i] - '0'
			if c > 9 {
				return 0, false
			}
			v = v*10 + int64(c)
			scale /= 10
		}
	}
	v *= scale
	if neg {
		v = -v
	}
	return event.Money(v), true
}

// slowAmount reads the rest.
func slowAmount(n numberStyle, b []byte) (amount, bool) {
	core, a, neg, ok := undress(b)
	if !ok {
		return a, false
	}
	digits, ok := plainDigits(n, core)
	if !ok {
		return exponentAmount(n, b, a)
	}
	m, exact, err := event.ParseMoney(string(digits))
	if err != nil {
		return a, false
	}
	if neg {
		m = -m
	}
	a.money, a.exact = m, exact
	return a, true
}

// exponentAmount reads an amount that some program wrote as 4.44e-16.
func exponentAmount(n numberStyle, b []byte, a amount) (amount, bool) {
	if !bytes.ContainsAny(b, "eE") || a.percent {
		return a, false
	}
	x, ok := slowNumber(n, b)
	if !ok {
		return a, false
	}
	a.money, ok = event.MoneyOf(x)
	return a, ok
}

// undress takes sign, parentheses, currency and percent off a number.
func undress(b []byte) (core []byte, a amount, neg, ok bool) {
	core = trimBlanks(b)
	if n := len(core); n > 2 && core[0] == '(' && core[n-1] == ')' {
		neg, core = true, trimBlanks(core[1:n-1])
	}
	for changed := true; changed && len(core) > 0; {
		changed = false
		first, last := core[0], core[len(core)-1]
		switch {
		case first == '-' || first == '+':
			neg = neg != (first == '-')
			core, changed = trimBlanks(core[1:]), true
		case last == '-':
			neg = !neg
			core, changed = trimBlanks(core[:len(core)-1]), true
		case last == '%':
			a.percent = true
			core, changed = trimBlanks(core[:len(core)-1]), true
		case hasMinus(core):
			neg = !neg
			core, changed = trimBlanks(core[3:]), true
		default:
			if c, n := currencyAtStart(core); n > 0 && a.currency == (currency{}) {
				a.currency, core, changed = c, trimBlanks(core[n:]), true
			} else if c, n := currencyAtEnd(core); n > 0 && a.currency == (currency{}) {
				a.currency, core, changed = c, trimBlanks(core[:len(core)-n]), true
			}
		}
	}
	return core, a, neg, len(core) > 0
}

// hasMinus reports whether b starts with U+2212, the typographer's minus.
func hasMinus(b []byte) bool { return len(b) > 3 && b[0] == 0xe2 && b[1] == 0x88 && b[2] == 0x92 }

// plainDigits takes the grouping out of a number and writes its decimal mark as a point. Grouping must
// be regular: after the first group, every group has three digits (two in the Indian manner, save the
// last).
func plainDigits(n numberStyle, b []byte) ([]byte, bool) {
	out := make([]byte, 0, len(b))
	group, groups, decimals := 0, 0, -1
	for i := 0; i < len(b); {
		c, size := utf8.DecodeRune(b[i:])
		i += size
		switch {
		case c >= '0' && c <= '9':
			out = append(out, byte(c))
			if decimals >= 0 {
				decimals++
			} else {
				group++
			}
		case c == rune(n.decimal) && decimals < 0:
			decimals = 0
			out = append(out, '.')
		case n.grouping(c) && decimals < 0:
			if groups == 0 && (group < 1 || group > 3) || groups > 0 && group != 3 && group != 2 {
				return nil, false
			}
			groups, group = groups+1, 0
		default:
			return nil, false
		}
	}
	if groups > 0 && group != 3 || len(out) == 0 || len(out) == 1 && decimals == 0 {
		return nil, false
	}
	return out, true
}

// times multiplies two decimals of four places. Exact is false when the product has more than four and
// was rounded, half to even.
func times(a, b event.Money) (product event.Money, exact, ok bool) {
	neg := (a < 0) != (b < 0)
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi >= event.MoneyScale {
		return 0, false, false
	}
	q, r := bits.Div64(hi, lo, event.MoneyScale)
	if r > event.MoneyScale/2 || r == event.MoneyScale/2 && q%2 == 1 {
		q++
	}
	if q > uint64(event.MaxMoney) {
		return 0, false, false
	}
	if neg {
		return -event.Money(q), r == 0, true
	}
	return event.Money(q), r == 0, true
}

func magnitude(m event.Money) uint64 {
	if m < 0 {
		return uint64(-m)
	}
	return uint64(m)
}

// readNumber reads a number that is not money: decimals of any length, exponents.
func readNumber(n numberStyle, b []byte) (float64, bool) {
	if f, ok := fastNumber(n, b); ok {
		return f, true
	}
	return slowNumber(n, b)
}

// fastNumber reads numbers of up to 15 digits, whose digits and scale a float64 holds exactly, so that
// one division gives the nearest float64.
func fastNumber(n numberStyle, b []byte) (float64, bool) {
	i, neg := 0, false
	if len(b) > 0 && b[0] == '-' {
		neg, i = true, 1
	}
	if i == len(b) || len(b) > 16 {
		return 0, false
	}
	var v int64
	scale, digits := 1.0, 0
	point := false
	for ; i < len(b); i++ {
		c := b[i]
		if c == n.decimal && !point {
			point = true
			continue
		}
		if c-'0' > 9 {
			return 0, false
		}
		v = v*10 + int64(c-'0')
		digits++
		if point {
			scale *= 10
		}
	}
	if digits == 0 || digits > 15 {
		return 0, false
	}
	f := float64(v) / scale
	if neg {
		f = -f
	}
	return f, !math.IsInf(f, 0)
}
