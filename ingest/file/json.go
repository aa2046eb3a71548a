package file

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// appendJSON writes a text as a JSON string. The text is valid UTF-8.
func appendJSON(to, v []byte) []byte {
	to = append(to, '"')
	from := 0
	for i := range v {
		c := v[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		to = append(to, v[from:i]...)
		switch c {
		case '"', '\\':
			to = append(to, '\\', c)
		case '\n':
			to = append(to, `\n`...)
		case '\r':
			to = append(to, `\r`...)
		case '\t':
			to = append(to, `\t`...)
		default:
			to = append(to, `\u00`...)
			to = append(to, "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
		}
		from = i + 1
	}
	to = append(to, v[from:]...)
	return append(to, '"')
}

// appendValue writes a field as a JSON number if it is one in JSON's own writing, else as a string.
// Numbers that would not come back the same (007, 1e3, very long ones) stay strings.
func appendValue(to, v []byte) []byte {
	if plainNumber(v) {
		return append(to, v...)
	}
	return appendJSON(to, v)
}

// plainNumber reports whether v is a number as JSON writes it, of at most 15 digits.
func plainNumber(v []byte) bool {
	i := 0
	if i < len(v) && v[i] == '-' {
		i++
	}
	if i >= len(v) || len(v) > 17 || v[i] == '0' && i+1 < len(v) && v[i+1] != '.' {
		return false
	}
	digits, point := 0, false
	for ; i < len(v); i++ {
		switch c := v[i]; {
		case c-'0' <= 9:
			digits++
		case c == '.' && !point && digits > 0:
			point = true
		default:
			return false
		}
	}
	return digits > 0 && digits <= 15 && v[len(v)-1] != '.'
}

// props writes the values of the columns as one JSON object; nothing when all are empty.
func (b *builder) props(row *records, columns []int) []byte {
	at := len(b.scratch)
	for _, c := range columns {
		v := b.get(row, field{column: c})
		if len(v) == 0 {
			continue
		}
		b.member(at, b.p.keys[c])
		if b.p.look.format.json && jsonValue(v) {
			b.scratch = append(b.scratch, v...)
		} else {
			b.scratch = appendValue(b.scratch, v)
		}
	}
	for _, m := range row.extra {
		b.member(at, m.key)
		b.scratch = append(b.scratch, m.value...)
	}
	return b.closeObject(at)
}

// jsonValue reports whether a field of a JSON file is a list, or true or false.
func jsonValue(v []byte) bool {
	return v[0] == '[' && json.Valid(v) || string(v) == "true" || string(v) == "false"
}

// member starts a member of the object that began at at; key includes its colon.
func (b *builder) member(at int, key []byte) {
	if len(b.scratch) == at {
		b.scratch = append(b.scratch, '{')
	} else {
		b.scratch = append(b.scratch, ',')
	}
	b.scratch = append(b.scratch, key...)
}

// closeObject ends the object that began at at.
func (b *builder) closeObject(at int) []byte {
	if len(b.scratch) == at {
		return b.scratch[at:at]
	}
	b.scratch = append(b.scratch, '}')
	return b.scratch[at:len(b.scratch):len(b.scratch)]
}

func appendInt(to []byte, n int64) []byte { return strconv.AppendInt(to, n, 10) }

// equalFold compares ASCII texts, whatever their case.
func equalFold(v []byte, s string) bool {
	if len(v) != len(s) {
		return false
	}
	for i, c := range v {
		if c != s[i] && (c|0x20 != s[i]|0x20 || c >= utf8.RuneSelf || !letter(c)) {
			return false
		}
	}
	return true
}
