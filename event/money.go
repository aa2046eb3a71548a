package event

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Money is an amount of the workspace's currency in ten-thousandths of its unit: 12.50 is 125000.
// Whole numbers make sums exact and free of order. (Cents are too coarse: unit prices with three
// decimals are common in invoices.)
type Money int64

// MoneyScale is how many Money make one unit of currency.
const MoneyScale = 10000

// MaxMoney bounds an amount: beyond nine hundred million million the number is a mistake.
const MaxMoney Money = 9e18

// Float is the amount in units of currency.
func (m Money) Float() float64 { return float64(m) / MoneyScale }

// String writes the amount with two decimals, or up to four where it needs them: "12.50", "0.2125".
func (m Money) String() string {
	sign, u := "", uint64(m)
	if m < 0 {
		sign, u = "-", uint64(-m)
	}
	frac := fmt.Sprintf("%04d", u%MoneyScale)
	frac = frac[:2] + strings.TrimRight(frac[2:], "0")
	return sign + strconv.FormatUint(u/MoneyScale, 10) + "." + frac
}

// MoneyOf rounds an amount in units of currency to Money, half to even. It reports false when the
// amount is not finite or too large.
func MoneyOf(units float64) (Money, bool) {
	x := math.RoundToEven(units * MoneyScale)
	if math.IsNaN(x) || math.Abs(x) >= float64(MaxMoney) {
		return 0, false
	}
	return Money(x), true
}

// ParseMoney reads a plain decimal ("-1234.5678", no grouping, no symbol) without passing through
// binary fractions. Exact is false when there were more than four decimals and it had to round (half
// to even).
func ParseMoney(s string) (m Money, exact bool, err error) {
	digits, neg := s, false
	if digits != "" && (digits[0] == '-' || digits[0] == '+') {
		neg, digits = digits[0] == '-', digits[1:]
	}
	whole, frac, _ := strings.Cut(digits, ".")
	if whole == "" && frac == "" {
		return 0, false, fmt.Errorf("%q is not an amount", s)
	}
	var n uint64
	const limit = uint64(MaxMoney) / 10
	add := func(c byte) error {
		if c < '0' || c > '9' {
			return fmt.Errorf("%q is not an amount", s)
		}
		if n > limit-1 {
			return fmt.Errorf("%q is too large for an amount", s)
		}
		n = n*10 + uint64(c-'0')
		return nil
	}
	for i := range len(whole) {
		if err := add(whole[i]); err != nil {
			return 0, false, err
		}
	}
	for i := range 4 {
		c := byte('0')
		if i < len(frac) {
			c = frac[i]
		}
		if err := add(c); err != nil {
			return 0, false, err
		}
	}
	exact = true
	if len(frac) > 4 {
		rest := frac[4:]
		if strings.Trim(rest, "0123456789") != "" {
			return 0, false, fmt.Errorf("%q is not an amount", s)
		}
		if strings.Trim(rest, "0") != "" {
			exact = false
			up := rest[0] > '5' || rest[0] == '5' && (strings.Trim(rest[1:], "0") != "" || n%2 == 1)
			if up {
				n++
			}
		}
	}
	if neg {
		return -Money(n), exact, nil
	}
	return Money(n), exact, nil
}

// Number is a number that may be missing: NaN is "none".
type Number float64

// None is the missing Number.
func None() Number { return Number(math.NaN()) }

// Known reports whether the number is there.
func (n Number) Known() bool { return !math.IsNaN(float64(n)) }
