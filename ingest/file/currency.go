package file

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// trimBlanks takes blanks off both ends, the non-breaking ones included.
func trimBlanks(b []byte) []byte {
	for len(b) > 0 {
		if b[0] == ' ' || b[0] == '\t' {
			b = b[1:]
		} else if r, n := utf8.DecodeRune(b); b[0] >= 0x80 && (r == 0xa0 || r == 0x202f || r == 0x2009 || r == 0xfeff) {
			b = b[n:]
		} else {
			break
		}
	}
	for len(b) > 0 {
		last := b[len(b)-1]
		if last == ' ' || last == '\t' {
			b = b[:len(b)-1]
		} else if r, n := utf8.DecodeLastRune(b); last >= 0x80 && (r == 0xa0 || r == 0x202f || r == 0x2009) {
			b = b[:len(b)-n]
		} else {
			break
		}
	}
	return b
}

// signs are the currency signs and abbreviations met in exports, the longer before the shorter. A
// dollar sign alone is taken for the US dollar: --rate and --base can say otherwise.
var signs = []struct {
	sign string
	code string
}{
	{"US$", "USD"}, {"A$", "AUD"}, {"C$", "CAD"}, {"CA$", "CAD"}, {"NZ$", "NZD"}, {"HK$", "HKD"},
	{"R$", "BRL"}, {"S$", "SGD"}, {"$", "USD"}, {"€", "EUR"}, {"£", "GBP"}, {"¥", "JPY"}, {"₹", "INR"},
	{"₽", "RUB"}, {"₩", "KRW"}, {"₺", "TRY"}, {"₴", "UAH"}, {"₫", "VND"}, {"₪", "ILS"}, {"₱", "PHP"},
	{"zł", "PLN"}, {"Kč", "CZK"}, {"Ft", "HUF"}, {"Fr.", "CHF"},
}

// currencyAtStart finds a currency before a number and says how many bytes it takes.
func currencyAtStart(b []byte) (currency, int) {
	if len(b) == 0 || b[0] >= '0' && b[0] <= '9' || b[0] == '.' || b[0] == ',' {
		return currency{}, 0
	}
	for _, s := range signs {
		if bytes.HasPrefix(b, []byte(s.sign)) {
			return currency([]byte(s.code)), len(s.sign)
		}
	}
	if len(b) > 3 && isCode(b[:3]) && !letter(b[3]) {
		return upper(b[:3]), 3
	}
	return currency{}, 0
}

// currencyAtEnd finds a currency after a number.
func currencyAtEnd(b []byte) (currency, int) {
	n := len(b)
	if n == 0 || b[n-1] >= '0' && b[n-1] <= '9' {
		return currency{}, 0
	}
	for _, s := range signs {
		if bytes.HasSuffix(b, []byte(s.sign)) {
			return currency([]byte(s.code)), len(s.sign)
		}
	}
	if n > 3 && isCode(b[n-3:]) && !letter(b[n-4]) {
		return upper(b[n-3:]), 3
	}
	return currency{}, 0
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// codes are the currencies in use (ISO 4217), five bytes each.
const codes = "AED, AFN, ALL, AMD, ANG, AOA, ARS, AUD, AWG, AZN, BAM, BBD, BDT, BGN, BHD, BIF, BMD, BND, BOB, BRL, " +
	"BSD, BTN, BWP, BYN, BZD, CAD, CDF, CHF, CLP, CNY, COP, CRC, CUP, CVE, CZK, DJF, DKK, DOP, DZD, EGP, " +
	"ERN, ETB, EUR, FJD, FKP, GBP, GEL, GHS, GIP, GMD, GNF, GTQ, GYD, HKD, HNL, HRK, HTG, HUF, IDR, ILS, " +
	"INR, IQD, IRR, ISK, JMD, JOD, JPY, KES, KGS, KHR, KMF, KPW, KRW, KWD, KYD, KZT, LAK, LBP, LKR, LRD, " +
	"LSL, LYD, MAD, MDL, MGA, MKD, MMK, MNT, MOP, MRU, MUR, MVR, MWK, MXN, MYR, MZN, NAD, NGN, NIO, NOK, " +
	"NPR, NZD, OMR, PAB, PEN, PGK, PHP, PKR, PLN, PYG, QAR, RON, RSD, RUB, RWF, SAR, SBD, SCR, SDG, SEK, " +
	"SGD, SHP, SLE, SOS, SRD, SSP, STN, SYP, SZL, THB, TJS, TMT, TND, TOP, TRY, TTD, TWD, TZS, UAH, UGX, " +
	"USD, UYU, UZS, VES, VND, VUV, WST, XAF, XCD, XOF, XPF, YER, ZAR, ZMW, ZWL, "

// isCode reports whether b is a currency's code, in either case.
func isCode(b []byte) bool {
	if len(b) != 3 || !letter(b[0]) || !letter(b[1]) || !letter(b[2]) {
		return false
	}
	c := upper(b)
	return strings.Contains(codes, string(c[:])+",")
}

// upper is a currency code in capitals.
func upper(b []byte) currency {
	return currency{b[0] &^ 0x20, b[1] &^ 0x20, b[2] &^ 0x20}
}

// slowNumber reads a number with grouping, an exponent, a sign of any kind, a percent sign.
func slowNumber(n numberStyle, b []byte) (float64, bool) {
	core, a, neg, ok := undress(b)
	if !ok {
		return 0, false
	}
	exponent := ""
	if e := bytes.IndexAny(core, "eE"); e > 0 {
		exponent, core = string(core[e:]), core[:e]
	}
	digits, ok := plainDigits(n, core)
	if !ok {
		return 0, false
	}
	f, err := strconv.ParseFloat(string(digits)+exponent, 64)
	if err != nil {
		return 0, false
	}
	if a.percent {
		f /= 100
	}
	if neg {
		f = -f
	}
	return f, true
}
