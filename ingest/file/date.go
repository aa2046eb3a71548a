package file

import "math"

// dateForm is how a column writes its dates.
type dateForm uint8

const (
	noDate      dateForm = iota
	isoDate              // 2010-12-01 08:26, 2010-12-01T08:26:00.5+02:00, 2010/12/1
	dayFirst             // 1/12/2010 08:26 is in December
	monthFirst           // 12/1/2010 8:26 AM is in December
	namedDate            // 1 Dec 2010, December 1, 2010, Wed, 01 Dec 2010 08:26:00 +0000
	compactDate          // 20101201, 20101201082600
	seconds              // since 1970
	millis
	micros
	nanos
	dateForms
)

// String is the form's name in messages and mapping files.
func (f dateForm) String() string {
	return [...]string{"none", "iso", "dmy", "mdy", "named", "compact", "s", "ms", "us", "ns"}[f]
}

// parseDateForm reads a form's name.
func parseDateForm(name string) (dateForm, bool) {
	if name == "ymd" {
		return isoDate, true
	}
	for f := isoDate; f < dateForms; f++ {
		if f.String() == name {
			return f, true
		}
	}
	return noDate, false
}

// clock is a date and time of day as written, before anyone asks in which zone.
type clock struct {
	micros int64 // as if it were UTC
	offset int32 // seconds east of Greenwich, when zoned
	zoned  bool
}

// utc is the instant, for a clock that is zoned or whose zone is UTC.
func (c clock) utc() int64 { return c.micros - int64(c.offset)*1e6 }

const (
	second = int64(1e6)
	minute = 60 * second
	hour   = 60 * minute
	day    = 24 * hour
)

// readDate reads a text of the given form.
func readDate(f dateForm, b []byte) (clock, bool) {
	switch f {
	case isoDate:
		if c, ok := fastISO(b); ok {
			return c, true
		}
		return readNumericDate(b, isoDate)
	case dayFirst, monthFirst:
		return readNumericDate(b, f)
	case namedDate:
		return readNamedDate(b)
	case compactDate:
		return readCompactDate(b)
	case seconds, millis, micros, nanos:
		return readEpoch(b, f)
	}
	return clock{}, false
}

// fastISO reads the commonest writing, 2010-12-01[ T]08:26:00 with nothing or Z after it.
func fastISO(b []byte) (clock, bool) {
	if len(b) != 19 && (len(b) != 20 || b[19] != 'Z') {
		return clock{}, false
	}
	if b[4] != '-' || b[7] != '-' || b[10] != ' ' && b[10] != 'T' || b[13] != ':' || b[16] != ':' {
		return clock{}, false
	}
	var bad byte
	two := func(i int) int {
		x, y := b[i]-'0', b[i+1]-'0'
		if x > 9 || y > 9 {
			bad = 1
		}
		return int(x)*10 + int(y)
	}
	y := two(0)*100 + two(2)
	m, d, h, mi, s := two(5), two(8), two(11), two(14), two(17)
	if bad != 0 || !realDay(y, m, d) || h > 23 || mi > 59 || s > 59 {
		return clock{}, false
	}
	t := daysFromCivil(y, m, d)*day + int64(h)*hour + int64(mi)*minute + int64(s)*second
	return clock{micros: t, zoned: len(b) == 20}, true
}

// realDay reports whether the calendar has such a day.
func realDay(y, m, d int) bool {
	if m < 1 || m > 12 || d < 1 {
		return false
	}
	return d <= 28 || d <= monthLength(y, m)
}

func monthLength(y, m int) int {
	switch m {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// daysFromCivil counts days since 1970-01-01 in the Gregorian calendar (Howard Hinnant,
// "chrono-Compatible Low-Level Date Algorithms").
func daysFromCivil(y, m, d int) int64 {
	if m <= 2 {
		y--
	}
	era := y / 400
	if y < 0 {
		era = (y - 399) / 400
	}
	yoe := y - era*400
	doy := (153*((m+9)%12)+2)/5 + d - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return int64(era)*146097 + int64(doe) - 719468
}

// readEpoch reads a count since 1970, with decimals or without.
func readEpoch(b []byte, f dateForm) (clock, bool) {
	neg := len(b) > 0 && b[0] == '-'
	if neg {
		b = b[1:]
	}
	if len(b) == 0 || len(b) > 30 {
		return clock{}, false
	}
	var n int64
	i := 0
	for ; i < len(b) && b[i] != '.'; i++ {
		c := b[i] - '0'
		if c > 9 || n > (math.MaxInt64-9)/10 {
			return clock{}, false
		}
		n = n*10 + int64(c)
	}
	var part int64 // of a unit, in millionths
	if i < len(b) {
		scale := int64(100000)
		for i++; i < len(b); i++ {
			c := b[i] - '0'
			if c > 9 {
				return clock{}, false
			}
			part += int64(c) * scale
			scale /= 10
		}
	}
	var t int64
	switch f {
	case seconds:
		if n > math.MaxInt64/2_000_000 {
			return clock{}, false
		}
		t = n*second + part
	case millis:
		if n > math.MaxInt64/2_000 {
			return clock{}, false
		}
		t = n*1000 + part/1000
	case micros:
		t = n
	case nanos:
		t = n / 1000
	}
	if neg {
		t = -t
	}
	return clock{micros: t, zoned: true}, true
}
