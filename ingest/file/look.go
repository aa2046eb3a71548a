package file

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// look is what a first look at a file found: its writing, its columns and some rows.
type look struct {
	charset  charset
	format   format
	header   []string
	rows     [][]string
	profiles []*profile
	whole    bool // the rows are all there are
}

// sampleRows is how many rows of the sample are profiled.
const sampleRows = 5000

// reader opens the file and returns its text as UTF-8 (or Windows-1252), from after the byte order mark.
func (in *Input) reader(encoding string) (*text, *bufio.Reader, charset, error) {
	t, err := in.open()
	if err != nil {
		return nil, nil, charset{}, err
	}
	raw := bufio.NewReaderSize(t, sampleSize)
	head, err := raw.Peek(sampleSize)
	if err != nil && err != io.EOF {
		_ = t.Close()
		return nil, nil, charset{}, fmt.Errorf("reading %s: %w", in.Name, err)
	}
	c := sniffCharset(head)
	if encoding != "" {
		if c, err = namedCharset(encoding, head); err != nil {
			_ = t.Close()
			return nil, nil, c, err
		}
	}
	decoded, err := c.decode(raw)
	if err != nil {
		_ = t.Close()
		return nil, nil, c, err
	}
	if c.stream == nil {
		return t, raw, c, nil
	}
	return t, bufio.NewReaderSize(decoded, sampleSize), c, nil
}

// look takes a first look at the file, in the light of what the mapping says of its writing.
func (in *Input) look(m *Mapping) (*look, error) {
	t, r, c, err := in.reader(m.Encoding)
	if err != nil {
		return nil, err
	}
	defer t.Close()
	head, err := r.Peek(sampleSize)
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("reading %s: %w", in.Name, err)
	}
	l := &look{charset: c, whole: err == io.EOF}
	if c.latin {
		head, _ = c.repair(head, nil)
	}
	if len(head) == 0 {
		return nil, fmt.Errorf("%s is empty", in.Name)
	}
	l.format = sniffFormat(head, l.whole)
	if err := l.format.adjust(m, head, l.whole); err != nil {
		return nil, err
	}
	if !l.format.json {
		l.lookTable(head)
	} else if err := l.lookJSON(head); err != nil {
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	}
	l.profile()
	return l, nil
}

// adjust follows what the mapping says of delimiter and header.
func (f *format) adjust(m *Mapping, head []byte, whole bool) error {
	switch d := m.Delimiter; {
	case d == "":
	case d == "blanks":
		*f = format{blanks: true, delim: ' ', plain: true}
	case d == "tab" || d == `\t`:
		*f = format{delim: '\t'}
	case len(d) == 1 && d != "\n" && d != `"`:
		*f = format{delim: d[0]}
	default:
		return fmt.Errorf("--delimiter %q: it is one character, or tab, or blanks", d)
	}
	if m.Delimiter != "" {
		f.header = hasHeader(f.table(head, whole, 200))
	}
	if m.NoHeader {
		f.header = false
	}
	return nil
}

// lookTable reads header and rows of the sample.
func (l *look) lookTable(head []byte) {
	rows := l.format.table(head, l.whole, sampleRows+1)
	if l.format.header && len(rows) > 0 {
		l.header, rows = uniqueNames(rows[0]), rows[1:]
	} else {
		widest := 0
		for _, r := range rows {
			widest = max(widest, len(r))
		}
		for i := range widest {
			l.header = append(l.header, fmt.Sprintf("column%d", i+1))
		}
	}
	l.rows = rows
}

// uniqueNames names the columns: blanks off the ends, nameless ones by their number, repeated ones
// told apart.
func uniqueNames(cells []string) []string {
	names := make([]string, len(cells))
	seen := make(map[string]bool)
	for i, c := range cells {
		name := strings.TrimSpace(c)
		if name == "" {
			name = fmt.Sprintf("column%d", i+1)
		}
		for n := 2; seen[name]; n++ {
			name = fmt.Sprintf("%s %d", strings.TrimSpace(c), n)
		}
		seen[name] = true
		names[i] = name
	}
	return names
}

// profile looks at the columns of the sampled rows.
func (l *look) profile() {
	l.profiles = make([]*profile, len(l.header))
	for i := range l.profiles {
		l.profiles[i] = &profile{distinct: make(map[string]int64)}
	}
	for _, r := range l.rows {
		for i, v := range r {
			if i < len(l.profiles) {
				l.profiles[i].add([]byte(v))
			}
		}
	}
}
