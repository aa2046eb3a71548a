package file

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// sampleSize is how much of a file's text is looked at before anything is decided.
const sampleSize = 512 << 10

// charset is how a file's text is encoded.
type charset struct {
	name   string
	stream encoding.Encoding // to be decoded before the text is cut, nil for none
	latin  bool              // Windows-1252: decoded by the workers, for it cuts like ASCII
	bom    int               // bytes to skip
}

// sniffCharset finds the encoding from the first bytes of the text.
func sniffCharset(head []byte) charset {
	switch {
	case bytes.HasPrefix(head, []byte{0xef, 0xbb, 0xbf}):
		return charset{name: "UTF-8", bom: 3}
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return charset{name: "UTF-16LE", bom: 2, stream: unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)}
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return charset{name: "UTF-16BE", bom: 2, stream: unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)}
	}
	if even, odd := zeros(head); odd > len(head)/5 && even == 0 {
		return charset{name: "UTF-16LE", stream: unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)}
	} else if even > len(head)/5 && odd == 0 {
		return charset{name: "UTF-16BE", stream: unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)}
	}
	if !utf8.Valid(trimPartial(head)) {
		return charset{name: "Windows-1252", latin: true}
	}
	return charset{name: "UTF-8"}
}

// zeros counts the NUL bytes at even and odd places.
func zeros(b []byte) (even, odd int) {
	for i, c := range b {
		if c != 0 {
			continue
		}
		if i%2 == 0 {
			even++
		} else {
			odd++
		}
	}
	return even, odd
}

// trimPartial takes off a character that was cut in the middle by the end of the sample.
func trimPartial(b []byte) []byte {
	for i := 1; i < utf8.UTFMax && i <= len(b); i++ {
		if c := b[len(b)-i]; utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-i:]) {
				return b[:len(b)-i]
			}
			break
		}
	}
	return b
}

// namedCharset is the encoding of that name.
func namedCharset(name string, head []byte) (charset, error) {
	e, err := htmlindex.Get(name)
	if err != nil {
		return charset{}, fmt.Errorf("--encoding %q is not an encoding; examples are utf-8, utf-16le, windows-1252, iso-8859-2, shift_jis", name)
	}
	canonical, _ := htmlindex.Name(e)
	switch found := sniffCharset(head); canonical {
	case "utf-8":
		return charset{name: "UTF-8", bom: found.bom}, nil
	case "windows-1252":
		return charset{name: "Windows-1252", latin: true}, nil
	case "utf-16le", "utf-16be":
		if found.stream != nil && found.bom == 2 {
			return found, nil
		}
	}
	return charset{name: canonical, stream: e}, nil
}

// decode turns the text that follows into UTF-8, save for Windows-1252, which the workers decode.
func (c charset) decode(r *bufio.Reader) (io.Reader, error) {
	if _, err := r.Discard(c.bom); err != nil {
		return nil, err
	}
	if c.stream == nil {
		return r, nil
	}
	return transform.NewReader(r, c.stream.NewDecoder()), nil
}

// repair returns the block's text as valid UTF-8. Bytes that are not are read as Windows-1252; repaired
// says how many there were.
func (c charset) repair(b, into []byte) (text []byte, repaired int) {
	if !c.latin && utf8.Valid(b) {
		return b, 0
	}
	into = into[:0]
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			into = append(into, b[i])
			i++
			continue
		}
		if !c.latin {
			if r, n := utf8.DecodeRune(b[i:]); r != utf8.RuneError || n > 1 {
				into = append(into, b[i:i+n]...)
				i += n
				continue
			}
		}
		into = utf8.AppendRune(into, charmap.Windows1252.DecodeByte(b[i]))
		repaired++
		i++
	}
	return into, repaired
}
