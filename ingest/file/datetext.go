package file

// scanner reads a text piece by piece. Every method leaves it where it was when the piece is not there.
type scanner struct {
	b []byte
	i int
}

func (s *scanner) done() bool { return s.i >= len(s.b) }

func (s *scanner) peek() byte {
	if s.done() {
		return 0
	}
	return s.b[s.i]
}

// blanks skips blanks and reports whether there were any.
func (s *scanner) blanks() bool {
	from := s.i
	for !s.done() && s.b[s.i] == ' ' {
		s.i++
	}
	return s.i > from
}

// take skips one byte if it is c.
func (s *scanner) take(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.i++
	return true
}

// number reads up to most digits and says how many there were.
func (s *scanner) number(most int) (n, digits int) {
	for digits < most && !s.done() && s.b[s.i]-'0' <= 9 {
		n = n*10 + int(s.b[s.i]-'0')
		s.i++
		digits++
	}
	return n, digits
}

// word reads letters, in lower case; at most 12 matter.
func (s *scanner) word() string {
	var w [12]byte
	n := 0
	for !s.done() {
		c := s.b[s.i] | 0x20
		if c < 'a' || c > 'z' {
			break
		}
		if n < len(w) {
			w[n] = c
			n++
		}
		s.i++
	}
	return string(w[:n])
}

// readNumericDate reads three numbers and perhaps a time of day.
func readNumericDate(b []byte, f dateForm) (clock, bool) {
	s := scanner{b: b}
	p, pd := s.number(4)
	sep := s.peek()
	if pd == 0 || sep != '-' && sep != '/' && sep != '.' {
		return clock{}, false
	}
	s.i++
	q, qd := s.number(2)
	if qd == 0 || !s.take(sep) {
		return clock{}, false
	}
	r, rd := s.number(4)
	var y, m, d int
	switch {
	case f == isoDate:
		if pd != 4 || rd == 0 || rd > 2 {
			return clock{}, false
		}
		y, m, d = p, q, r
	case pd > 2 || rd != 2 && rd != 4:
		return clock{}, false
	case f == dayFirst:
		y, m, d = r, q, p
	default:
		y, m, d = r, p, q
	}
	if f != isoDate && rd == 2 {
		y = fullYear(y)
	}
	return s.rest(y, m, d)
}

// fullYear reads a year of two digits as spreadsheets do: 00 to 68 are of this century.
func fullYear(y int) int {
	if y < 69 {
		return 2000 + y
	}
	return 1900 + y
}

// rest reads what follows a date: nothing, or a time of day, or that and a zone.
func (s *scanner) rest(y, m, d int) (clock, bool) {
	if !realDay(y, m, d) {
		return clock{}, false
	}
	c := clock{micros: daysFromCivil(y, m, d) * day}
	if s.done() {
		return c, true
	}
	s.take(',')
	if !s.blanks() && !s.take('T') && !s.take('t') && !s.take(':') {
		return clock{}, false
	}
	if s.done() {
		return c, true
	}
	t, ok := s.timeOfDay()
	if !ok {
		return clock{}, false
	}
	c.micros += t
	if !s.zone(&c) || !s.done() {
		return clock{}, false
	}
	return c, true
}

// timeOfDay reads 8:26, 08:26:00.123, 8:26 AM, 0826 is not one.
func (s *scanner) timeOfDay() (int64, bool) {
	h, hd := s.number(2)
	if hd == 0 || !s.take(':') {
		return 0, false
	}
	mi, md := s.number(2)
	if md != 2 {
		return 0, false
	}
	var sec, sd int
	var part int64
	if s.take(':') {
		if sec, sd = s.number(2); sd != 2 {
			return 0, false
		}
		if s.peek() == '.' || s.peek() == ',' {
			s.i++
			scale := int64(100000)
			for !s.done() && s.b[s.i]-'0' <= 9 {
				part += int64(s.b[s.i]-'0') * scale
				scale /= 10
				s.i++
			}
		}
	}
	h, ok := s.half(h)
	if !ok || h > 23 || mi > 59 || sec > 60 {
		return 0, false
	}
	sec = min(sec, 59) // a leap second counts with the second before it
	return int64(h)*hour + int64(mi)*minute + int64(sec)*second + part, true
}

// half reads AM or PM, if it is there, and returns the hour of the day.
func (s *scanner) half(h int) (int, bool) {
	was := s.i
	s.blanks()
	c := s.peek() | 0x20
	if c != 'a' && c != 'p' {
		s.i = was
		return h, true
	}
	s.i++
	s.take('.')
	if s.peek()|0x20 != 'm' || h < 1 || h > 12 {
		return 0, false
	}
	s.i++
	s.take('.')
	if h == 12 {
		h = 0
	}
	if c == 'p' {
		h += 12
	}
	return h, true
}

// zone reads Z, UTC, GMT, +02:00, +0200, +02, if one is there.
func (s *scanner) zone(c *clock) bool {
	s.blanks()
	if s.done() {
		return true
	}
	if s.peek()|0x20 >= 'a' {
		switch s.word() {
		case "z", "utc", "gmt":
			c.zoned = true
		default:
			return false
		}
		if s.done() {
			return true
		}
	}
	sign := int32(1)
	switch s.peek() {
	case '-':
		sign = -1
	case '+':
	default:
		return false
	}
	s.i++
	h, hd := s.number(2)
	s.take(':')
	mi, md := s.number(2)
	if hd != 2 || md == 1 || h > 15 || mi > 59 {
		return false
	}
	c.zoned, c.offset = true, sign*int32(h*3600+mi*60)
	return true
}

// readCompactDate reads 20101201, and 20101201082600 or 20101201T0826 with a time of day.
func readCompactDate(b []byte) (clock, bool) {
	s := scanner{b: b}
	y, yd := s.number(4)
	m, md := s.number(2)
	d, dd := s.number(2)
	if yd != 4 || md != 2 || dd != 2 || !realDay(y, m, d) {
		return clock{}, false
	}
	c := clock{micros: daysFromCivil(y, m, d) * day}
	if s.done() {
		return c, true
	}
	if !s.take('T') {
		s.blanks()
	}
	if len(b)-s.i > 2 && b[s.i+2] == ':' {
		t, ok := s.timeOfDay()
		c.micros += t
		return c, ok && s.zone(&c) && s.done()
	}
	h, hd := s.number(2)
	mi, mid := s.number(2)
	sec, sd := s.number(2)
	if hd != 2 || mid != 2 || sd == 1 || h > 23 || mi > 59 || sec > 59 {
		return clock{}, false
	}
	c.micros += int64(h)*hour + int64(mi)*minute + int64(sec)*second
	return c, s.zone(&c) && s.done()
}

// readNamedDate reads a date whose month is a word.
func readNamedDate(b []byte) (clock, bool) {
	s := scanner{b: b}
	w := s.word()
	m := month(w)
	if w != "" && m == 0 { // a weekday
		if len(w) < 3 || !weekday(w[:3]) {
			return clock{}, false
		}
		s.take('.')
		s.take(',')
		s.blanks()
		m = month(s.word())
	}
	var d, dd int
	if m == 0 { // 1 Dec 2010, 01-Dec-10
		if d, dd = s.number(2); dd == 0 {
			return clock{}, false
		}
		s.ordinal()
		s.separator()
		if m = month(s.word()); m == 0 {
			return clock{}, false
		}
	} else { // Dec 1, 2010
		s.take('.')
		s.separator()
		if d, dd = s.number(2); dd == 0 {
			return clock{}, false
		}
		s.ordinal()
	}
	s.take('.')
	s.separator()
	y, yd := s.number(4)
	switch yd {
	case 2:
		y = fullYear(y)
	case 4:
	default:
		return clock{}, false
	}
	if s.i+3 < len(s.b) && string(s.b[s.i:s.i+4]) == " at " {
		s.i += 3
	}
	return s.rest(y, m, d)
}

// separator skips what stands between the parts of a named date.
func (s *scanner) separator() {
	for !s.done() {
		switch s.peek() {
		case ' ', ',', '-', '/':
			s.i++
		default:
			return
		}
	}
}

// ordinal skips the st, nd, rd, th of 1st, 2nd, 3rd, 4th.
func (s *scanner) ordinal() {
	if s.i+1 >= len(s.b) {
		return
	}
	switch string(s.b[s.i : s.i+2]) {
	case "st", "nd", "rd", "th":
		s.i += 2
	}
}

// month is the number of an English month's name or its first letters, 0 for none.
func month(w string) int {
	if len(w) < 3 {
		return 0
	}
	names := [...]string{"january", "february", "march", "april", "may", "june", "july", "august",
		"september", "october", "november", "december"}
	for i, n := range names {
		if len(w) <= len(n) && n[:len(w)] == w {
			return i + 1
		}
	}
	return 0
}

func weekday(w string) bool {
	switch w {
	case "mon", "tue", "wed", "thu", "fri", "sat", "sun":
		return true
	}
	return false
}
