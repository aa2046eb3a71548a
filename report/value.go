// Package report puts portraits on paper: what a value, a persona or a contact looks like to a person.
package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"limner/metric"
)

// Style is how values are written.
type Style struct {
	Currency string // "GBP"; "" writes amounts without one
	Zone     *time.Location
}

// Value writes a number in its unit: "£1,234", "52 days", "38%", "9 Dec 2011". A missing one is "–".
func (s Style) Value(x float64, u metric.Unit) string {
	if math.IsNaN(x) {
		return "–"
	}
	switch u {
	case metric.Money:
		return s.Money(x)
	case metric.Share:
		return Percent(x)
	case metric.Days:
		return unit(x, "day", "days")
	case metric.Hours:
		return hours(x)
	case metric.Instant:
		return time.UnixMicro(int64(x)).In(s.zone()).Format("2 Jan 2006 15:04")
	case metric.Flag:
		if x != 0 {
			return "yes"
		}
		return "no"
	default:
		return Number(x)
	}
}

func (s Style) zone() *time.Location {
	if s.Zone == nil {
		return time.UTC
	}
	return s.Zone
}

// hours writes a span of hours in the unit a person would use.
func hours(x float64) string {
	switch a := math.Abs(x); {
	case a < 1:
		return unit(x*60, "minute", "minutes")
	case a < 48:
		return unit(x, "hour", "hours")
	default:
		return unit(x/24, "day", "days")
	}
}

func unit(x float64, one, many string) string {
	n := Number(x)
	if n == "1" {
		return "1 " + one
	}
	return n + " " + many
}

// symbols are written before the amount; other currencies stand behind it by their code.
var symbols = map[string]string{"USD": "$", "GBP": "£", "EUR": "€", "JPY": "¥", "INR": "₹"}

// Money writes an amount: cents only below a hundred.
func (s Style) Money(x float64) string {
	digits := 0
	if math.Abs(x) < 99.995 {
		digits = 2
	}
	n := group(strconv.FormatFloat(math.Abs(x), 'f', digits, 64))
	sign := ""
	if x < 0 && n != "0.00" {
		sign = "−"
	}
	if symbol, ok := symbols[s.Currency]; ok {
		return sign + symbol + n
	}
	if s.Currency != "" {
		return sign + n + " " + s.Currency
	}
	return sign + n
}

// Number writes a number with three figures at the most, thousands grouped.
func Number(x float64) string {
	a := math.Abs(x)
	digits := 0
	switch {
	case a == math.Trunc(a) || a >= 100:
	case a >= 10:
		digits = 1
	default:
		digits = 2
	}
	s := strconv.FormatFloat(a, 'f', digits, 64)
	if digits > 0 {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	s = group(s)
	if x < 0 && s != "0" {
		s = "−" + s
	}
	return s
}

// Whole writes a whole number, thousands grouped.
func Whole(n int64) string {
	if n < 0 {
		return "−" + group(strconv.FormatInt(-n, 10))
	}
	return group(strconv.FormatInt(n, 10))
}

// Percent writes a share: "38%", "4.2%", "<0.1%". Nearly all is not all: ">99.9%".
func Percent(x float64) string {
	p := 100 * math.Abs(x)
	digits := 0
	if (p < 9.95 || p > 99 && p < 100) && p != math.Trunc(p) {
		digits = 1
	}
	text := strconv.FormatFloat(p, 'f', digits, 64)
	text = strings.TrimSuffix(text, ".0")
	switch {
	case math.IsNaN(x):
		return "–"
	case p > 0 && p < 0.1:
		return "<0.1%"
	case p < 100 && text == "100":
		return ">99.9%"
	case x < 0:
		return "−" + text + "%"
	default:
		return text + "%"
	}
}

// group sets thousands apart.
func group(s string) string {
	whole, frac, has := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if has {
		return whole + "." + frac
	}
	return whole
}

// Interval writes an interval of numbers: "[0.61, 0.92]".
func Interval(lo, hi float64) string {
	return fmt.Sprintf("[%s, %s]", figure(lo), figure(hi))
}

func figure(x float64) string {
	switch {
	case math.IsInf(x, -1):
		return "−∞"
	case math.IsInf(x, 1):
		return "∞"
	default:
		text := strings.Replace(strconv.FormatFloat(x, 'f', 2, 64), "-", "−", 1)
		if text == "−0.00" {
			return "0.00"
		}
		return text
	}
}
