package file

import "bytes"

// fault is what is wrong with a record as such, before anyone asks what its fields mean.
type fault uint8

const (
	sound       fault = iota
	afterQuote        // text between a closing quote and the next delimiter
	neverClosed       // a quote that never closes
	notObject         // a line of JSON Lines that is not an object
)

// records walks the records of a block.
type records struct {
	data   []byte
	delim  byte
	blanks bool // fields are separated by runs of blanks
	plain  bool // quotes mean nothing

	fields [][]byte // of the current record; they lie in data or in scratch
	start  int      // where the current record begins in data
	end    int      // and ends, line break included
	line   int      // lines of the block before the current record
	lines  int      // lines of the block before end
	fault  fault
	extra  []member // of a JSON object: what no column holds

	scratch []byte
}

// member is a name with its colon and a value, both as JSON.
type member struct{ key, value []byte }

// reset starts on another block.
func (r *records) reset(b block) {
	r.data, r.start, r.end, r.line, r.lines = b.data, 0, 0, 0, 0
	r.fields = r.fields[:0]
}

// raw is the current record as it stands in the file, without its line break.
func (r *records) raw() []byte {
	return bytes.TrimRight(r.data[r.start:r.end], "\r\n")
}

// next moves to the next record that is not an empty line; false at the end of the block.
func (r *records) next() bool {
	for r.end < len(r.data) {
		r.start, r.line = r.end, r.lines
		r.fields, r.scratch, r.fault = r.fields[:0], r.scratch[:0], sound
		if r.blanks {
			r.split()
		} else {
			r.read()
		}
		if len(r.fields) > 1 || len(r.fields) == 1 && len(r.fields[0]) > 0 {
			return true
		}
	}
	return false
}

// read takes one record's fields. It has the same idea of quotes as cutter.boundary.
func (r *records) read() {
	data, delim := r.data, r.delim
	pos := r.start
	for {
		if pos < len(data) && data[pos] == '"' && !r.plain {
			var more bool
			if pos, more = r.quoted(pos + 1); !more {
				return
			}
			continue
		}
		from := pos
		for pos < len(data) && data[pos] != delim && data[pos] != '\n' {
			pos++
		}
		if pos < len(data) && data[pos] == delim {
			r.fields = append(r.fields, data[from:pos])
			pos++
			continue
		}
		r.last(from, pos)
		return
	}
}

// last takes the last field of a record, which ends at a line break or at the end of the block.
func (r *records) last(from, pos int) {
	text := r.data[from:pos]
	if n := len(text); n > 0 && text[n-1] == '\r' {
		text = text[:n-1]
	}
	r.fields = append(r.fields, text)
	r.close(pos)
}

// close ends the record at the line break at pos.
func (r *records) close(pos int) {
	r.end = min(pos+1, len(r.data))
	r.lines++
}

// quoted takes a quoted field whose text starts at from. It returns where the next field starts, and
// whether there is one.
func (r *records) quoted(from int) (int, bool) {
	data := r.data
	stop := closing(data, from)
	if stop < 0 { // the cutter lets only torn blocks through
		r.fault = neverClosed
		r.last(from, len(data))
		return len(data), false
	}
	text := data[from:stop]
	r.lines += bytes.Count(text, newline)
	r.fields = append(r.fields, r.undouble(text))
	pos := stop + 1
	for pos < len(data) && data[pos] != r.delim && data[pos] != '\n' {
		if data[pos] != '\r' && data[pos] != ' ' {
			r.fault = afterQuote
		}
		pos++
	}
	if pos < len(data) && data[pos] == r.delim {
		return pos + 1, true
	}
	r.close(pos)
	return pos, false
}

var newline = []byte{'\n'}

// undouble turns the doubled quotes of a quoted field into single ones.
func (r *records) undouble(text []byte) []byte {
	q := bytes.IndexByte(text, '"')
	if q < 0 {
		return text
	}
	from := len(r.scratch)
	for q >= 0 {
		r.scratch = append(r.scratch, text[:q+1]...)
		text = text[q+2:]
		q = bytes.IndexByte(text, '"')
	}
	r.scratch = append(r.scratch, text...)
	return r.scratch[from:len(r.scratch):len(r.scratch)]
}

// split takes the fields of a line separated by blanks.
func (r *records) split() {
	data := r.data
	pos := r.start
	for pos < len(data) && data[pos] != '\n' {
		if c := data[pos]; c == ' ' || c == '\t' || c == '\r' {
			pos++
			continue
		}
		from := pos
		for pos < len(data) && data[pos] > ' ' {
			pos++
		}
		if pos == from { // some other control character
			pos++
		}
		r.fields = append(r.fields, data[from:pos])
	}
	r.close(pos)
}
