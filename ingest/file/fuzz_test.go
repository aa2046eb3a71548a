package file

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"limner/event"
)

// readAll reads text with the package's own reader, in blocks of the given size.
func readAll(t *testing.T, text []byte, size int) (rows [][]string, torn bool) {
	t.Helper()
	c := newCutter(bytes.NewReader(text), ',', false)
	c.size = size
	r := &records{delim: ','}
	for {
		b, err := c.next()
		if err == io.EOF {
			return rows, torn
		}
		if err != nil {
			t.Fatal(err)
		}
		r.reset(b)
		for r.next() {
			torn = torn || r.fault != sound
			row := make([]string, len(r.fields))
			for i, f := range r.fields {
				row[i] = string(f)
			}
			rows = append(rows, row)
		}
		if r.end != len(b.data) {
			t.Fatalf("a block of %d bytes was read to %d", len(b.data), r.end)
		}
		c.done(b)
	}
}

// FuzzCSV: what encoding/csv reads without complaint we read alike; blocks of any size give the same rows;
// and no byte is lost.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "a,\"b\nc\"\r\n\"\"\"x\"\"\",\n", "\"open,1\n2,3\n", "a\"b,c\n", "\"a\"b,c\n,,\n\n\n", "\r\n\"\"\n"} {
		f.Add([]byte(s), uint8(7))
	}
	f.Fuzz(func(t *testing.T, text []byte, size uint8) {
		rows, torn := readAll(t, text, blockSize)
		if again, _ := readAll(t, text, int(size)+1); !slices.EqualFunc(rows, again, slices.Equal) && !torn {
			t.Fatalf("blocks of %d bytes give %q, one block %q", int(size)+1, again, rows)
		}
		if bytes.Contains(text, []byte("\r")) || bytes.Contains(text, []byte("\" ")) {
			return // encoding/csv has ideas of its own about these
		}
		std := csv.NewReader(bytes.NewReader(text))
		std.FieldsPerRecord = -1
		want, err := std.ReadAll()
		if err != nil {
			return
		}
		want = slices.DeleteFunc(want, func(r []string) bool { return len(r) == 1 && r[0] == "" })
		if !slices.EqualFunc(rows, want, slices.Equal) {
			t.Fatalf("we read %q, encoding/csv %q", rows, want)
		}
	})
}

// FuzzDates: no text makes a date reader fail, what the ISO reader takes is what time.Parse takes, and
// every form reads what it is written as.
func FuzzDates(f *testing.F) {
	for _, s := range []string{"2010-12-01 08:26:00", "1/12/2010 8:26 AM", "Wed, 01 Dec 2010 08:26:00 +0000", "20101201T082600Z", "1291191960.5", "Dec 1st, 2010", "2010-12-01T08:26:00.123456+02:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for form := isoDate; form < dateForms; form++ {
			_, _ = readDate(form, []byte(s))
		}
		for _, layout := range []string{"2006-01-02 15:04:05", "2006-01-02T15:04:05Z07:00", "2006-01-02"} {
			want, err := time.Parse(layout, s)
			if err != nil || strings.ContainsAny(s, ",") {
				continue
			}
			_, offset := want.Zone()
			got, ok := readDate(isoDate, []byte(s))
			if abs(offset) > 15*3600 {
				continue
			}
			if !ok || got.utc() != want.Truncate(time.Microsecond).UnixMicro() {
				t.Fatalf("%q: %v %v, want %v", s, ok, event.At(got.utc()), want)
			}
		}
	})
}

func abs(n int) int { return max(n, -n) }

// FuzzAmounts: no text makes a reader fail, and a plain decimal is what event.ParseMoney and
// strconv.ParseFloat say.
func FuzzAmounts(f *testing.F) {
	for _, s := range []string{"1234.56", "1.234,56 €", "(3,00)", "-0.00005", "$1,234", "1e3", "12%", "R$ 5", "1 234,5", "−7"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		_, _ = readAmount(numberStyle{','}, []byte(s))
		got, ok := readAmount(numberStyle{'.'}, []byte(s))
		x, okNumber := readNumber(numberStyle{'.'}, []byte(s))
		if strings.Trim(s, "0123456789.") != "" || strings.Count(s, ".") > 1 || !strings.ContainsAny(s, "0123456789") || len(s) > 15 {
			return
		}
		want, _, err := event.ParseMoney(s)
		if err != nil || !ok || got.money != want {
			t.Fatalf("%q: %v %v, want %v %v", s, got.money, ok, want, err)
		}
		if y, err := strconv.ParseFloat(s, 64); err != nil || !okNumber || x != y {
			t.Fatalf("%q: %v %v, want %v", s, x, okNumber, y)
		}
	})
}

// FuzzJSONRows: every line of JSON Lines is a row or a fault, and what json.Valid takes as an object is a row.
func FuzzJSONRows(f *testing.F) {
	f.Add([]byte("{\"a\":1,\"b\":{\"c\":[1,2]}}\n{}\nx\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		j := newJSONRows([]string{"a", "b.c"})
		j.reset(block{data: text})
		for j.next() {
			line := bytes.TrimSpace(j.raw())
			if json.Valid(line) && line[0] == '{' && j.fault != sound {
				t.Fatalf("%q is an object, and refused", line)
			}
			if !json.Valid(line) && j.fault == sound {
				t.Fatalf("%q is no JSON, and taken", line)
			}
		}
	})
}

// FuzzImport: any bytes at all are imported or refused, in words, with any preset that fits.
func FuzzImport(f *testing.F) {
	f.Add([]byte(loginsCSV))
	f.Add([]byte("InvoiceNo,Quantity,InvoiceDate,UnitPrice,CustomerID\n1,2,2010-01-01,3,4\n"))
	f.Add([]byte("{\"type\":\"track\",\"userId\":\"u\",\"event\":\"e\",\"timestamp\":1}\n"))
	f.Add([]byte("id;name\n1;\xe9\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		in := write(t, "f", text)
		if parquetLike(text) {
			return
		}
		s, err := Suggest(in, Mapping{})
		if err != nil || s.Missing != nil {
			return
		}
		m := newMemory()
		if _, err := Import(context.Background(), m, in, Options{Mapping: s.Mapping, Now: testNow}); err != nil {
			return
		}
		for _, r := range m.rows {
			if !utf8.ValidString(r.Props+r.Name+r.Subject+string(r.Contact)) || r.Props != "" && !json.Valid([]byte(r.Props)) {
				t.Fatalf("landed: %s", r.story())
			}
		}
	})
}

func parquetLike(b []byte) bool { return bytes.HasPrefix(b, []byte("PAR1")) }

// FuzzMapping: any YAML is a mapping or an error, and a mapping survives being written.
func FuzzMapping(f *testing.F) {
	f.Add([]byte("rows: events\ncontact: a\nalso:\n  - event: =x\n    when: {a: [b]}\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := ParseMapping(text)
		if err != nil {
			return
		}
		again, err := ParseMapping(m.YAML())
		if err != nil || again.Line() != m.Line() {
			t.Fatalf("%v: %s, was %s", err, again.Line(), m.Line())
		}
	})
}

// FuzzEncoding: repaired text is valid UTF-8, and valid UTF-8 is left alone.
func FuzzEncoding(f *testing.F) {
	f.Add([]byte("na\xefve, zo\xc3\xab"))
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, c := range []charset{{}, {latin: true}} {
			got, n := c.repair(text, nil)
			if !utf8.Valid(got) || !c.latin && utf8.Valid(text) && (n != 0 || !bytes.Equal(got, text)) {
				t.Fatalf("%q became %q", text, got)
			}
		}
		_ = sniffCharset(text)
	})
}
