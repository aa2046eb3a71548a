package file

import (
	"bytes"
	"time"
	"unsafe"

	"limner/event"
	"limner/ingest"
	"limner/warehouse"
)

// builder turns the rows of blocks into events. Each worker has its own.
type builder struct {
	p       *plan
	rows    rows
	keep    bool // rejects are kept
	wall    wall
	batches *pool
	orders  map[string]*order // of the block
	h       *harvest

	meanings map[string]ingest.Meaning
	pending  []event.Event // of the row
	scratch  []byte        // texts of the row
	fixed    []byte        // the block's text, when it had to be repaired
	key      []byte        // of an order
}

// rows walks the rows of a block. Fields are those of the columns of the look.
type rows interface {
	reset(b block)
	next() bool
	row() *records
}

func (r *records) row() *records { return r }

func newBuilder(p *plan, batches *pool, keep bool) *builder {
	b := &builder{p: p, batches: batches, keep: keep, meanings: make(map[string]ingest.Meaning)}
	b.wall.zone = p.zone
	if p.zone == time.UTC {
		b.wall.zone = nil
	}
	f := p.look.format
	if f.json {
		b.rows = newJSONRows(p.look.header)
	} else {
		b.rows = &records{delim: f.delim, blanks: f.blanks, plain: f.plain}
	}
	return b
}

// block reads all rows of a block.
func (b *builder) block(in block) *harvest {
	b.h = &harvest{}
	if !in.torn || b.p.look.charset.latin {
		var repaired int
		if in.data, repaired = b.p.look.charset.repair(in.data, b.fixed); repaired > 0 {
			b.fixed = in.data
			b.h.repaired += int64(repaired)
		}
	}
	if b.p.mapping.Rows == Segment {
		b.calls(in)
	} else {
		b.table(in)
	}
	if b.p.mapping.Rows == Orders {
		b.closeOrders()
	}
	b.h.skipped, b.h.twice = b.wall.skipped, b.wall.twice
	b.wall.skipped, b.wall.twice = 0, 0
	return b.h
}

// table reads the rows of a block of any table.
func (b *builder) table(in block) {
	b.rows.reset(in)
	row := b.rows.row()
	want := len(b.p.look.header)
	for b.rows.next() {
		b.h.records++
		b.scratch, b.pending = b.scratch[:0], b.pending[:0]
		if reason := row.fault.reason(); reason != fine {
			b.reject(row, reason, nil, "")
			continue
		}
		if len(row.fields) != want && !b.fit(row, want) {
			continue
		}
		switch b.p.mapping.Rows {
		case Orders:
			b.orderLine(row)
		case Contacts:
			b.contactRow(row)
		default:
			b.eventRow(row)
		}
	}
	b.h.newlines = int64(row.lines)
}

// reason is the refusal that a fault means.
func (f fault) reason() Reason {
	switch f {
	case afterQuote:
		return textAfterQuote
	case neverClosed:
		return openQuote
	case notObject:
		return badJSON
	}
	return fine
}

// fit makes a row have as many fields as there are columns, when only empty ones differ.
func (b *builder) fit(row *records, want int) bool {
	for len(row.fields) > want && len(row.fields[len(row.fields)-1]) == 0 {
		row.fields = row.fields[:len(row.fields)-1]
	}
	switch {
	case len(row.fields) > want:
		b.reject(row, tooManyFields, nil, "")
		return false
	case len(row.fields) < want:
		b.reject(row, tooFewFields, nil, "")
		return false
	}
	return true
}

// reject refuses the current row.
func (b *builder) reject(row *records, why Reason, f *field, detail string) {
	b.h.reasons[why]++
	column, value := "", ""
	if f != nil && f.column >= 0 {
		column = b.p.look.header[f.column]
		value = string(row.fields[f.column][:min(len(row.fields[f.column]), 80)])
	} else if why >= tooFewFields && why <= badCall || b.p.mapping.Rows == Segment {
		raw := row.raw()
		value = string(bytes.ToValidUTF8(raw[:min(len(raw), 80)], nil))
	}
	line := int64(row.line) + 1
	if len(b.h.problems) < problemsShown {
		b.h.problems = append(b.h.problems, Problem{line, column, value, why, detail})
	}
	if b.keep {
		b.h.rejects = append(b.h.rejects, reject{line, why, column, bytes.Clone(row.raw())})
	}
}

// get is the value of a field in the row, blanks taken off.
func (b *builder) get(row *records, f field) []byte {
	if f.column < 0 {
		return unsafe.Slice(unsafe.StringData(f.constant), len(f.constant))
	}
	v := row.fields[f.column]
	if len(v) > 0 && (v[0] <= ' ' || v[0] >= 0x80 || v[len(v)-1] <= ' ' || v[len(v)-1] >= 0x80) {
		v = trimBlanks(v)
	}
	if isNull(v) {
		return nil
	}
	return v
}

// contact is the contact of the row.
func (b *builder) contact(row *records, f field) ([]byte, Reason) {
	if f.row {
		at := len(b.scratch)
		b.scratch = append(b.scratch, "row "...)
		b.scratch = appendInt(b.scratch, int64(row.line))
		return b.scratch[at:], fine
	}
	v := b.get(row, f)
	switch {
	case len(v) == 0:
		return nil, noContact
	case len(v) > 500:
		return nil, longContact
	case f.column >= 0 && b.p.columns[f.column].whole:
		v = bytes.TrimSuffix(v, []byte(".0"))
	}
	return b.address(v), fine
}

// address writes an email address in lower case, for that is how people mean it; other ids stay as
// they are.
func (b *builder) address(v []byte) []byte {
	if bytes.IndexByte(v, '@') <= 0 {
		return v
	}
	at := len(b.scratch)
	for _, c := range v {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		b.scratch = append(b.scratch, c)
	}
	return b.scratch[at:len(b.scratch):len(b.scratch)]
}

// instant is the time in a field of the row, in microseconds.
func (b *builder) instant(row *records, f field) (int64, Reason) {
	v := b.get(row, f)
	if len(v) == 0 {
		return 0, noTime
	}
	form := isoDate
	if f.column >= 0 {
		form = b.p.columns[f.column].date
	}
	c, ok := readDate(form, v)
	if !ok {
		return 0, badTime
	}
	t := c.utc()
	if !c.zoned {
		t = b.wall.instant(c.micros)
	}
	switch {
	case t > b.p.now+day:
		return t, futureTime
	case t < 0:
		return t, ancientTime
	}
	return t, fine
}

// meaning is what an event's name means.
func (b *builder) meaning(name []byte) ingest.Meaning {
	if m, ok := b.meanings[string(name)]; ok {
		return m
	}
	s := string(name)
	m, ok := b.p.kinds[s]
	if !ok {
		m = ingest.Lookup(s)
	}
	b.meanings[s] = m
	return m
}

// emit puts an event into the block's batches.
func (b *builder) emit(e *event.Event) {
	n := len(b.h.batches)
	if n == 0 || b.h.batches[n-1].Len() >= warehouse.BatchSize {
		b.h.batches = append(b.h.batches, b.batches.get())
		n++
	}
	b.h.batches[n-1].Add(e)
	b.h.events++
}

// view is the bytes as a string that is valid only as long as they are not changed.
func view(v []byte) string { return unsafe.String(unsafe.SliceData(v), len(v)) }
