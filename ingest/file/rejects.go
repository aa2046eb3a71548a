package file

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
)

// rejectFile keeps refused rows as they stood in the file, each after its line number and the reason.
// Once corrected, the file can be imported as it is: columns whose names begin with limner_ are left
// out.
type rejectFile struct {
	f    *os.File
	w    *bufio.Writer
	form format
}

func createRejects(path string, l *look) (*rejectFile, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("--reject-to: %w", err)
	}
	r := &rejectFile{f: f, w: bufio.NewWriter(f), form: l.format}
	if r.form.json {
		return r, nil
	}
	if r.form.blanks {
		r.form.delim = ','
	}
	names := append([]string{"limner_line", "limner_reason"}, l.header...)
	for i, n := range names {
		if i > 0 {
			_ = r.w.WriteByte(r.form.delim)
		}
		_, _ = r.w.Write(r.quote([]byte(n)))
	}
	_ = r.w.WriteByte('\n')
	return r, nil
}

// write adds one row. Line is that of the file.
func (r *rejectFile) write(line int64, x *reject) {
	why := x.reason.String()
	if x.column != "" {
		why = x.column + ": " + why
	}
	if r.form.json {
		r.writeJSON(line, why, x.raw)
		return
	}
	_, _ = fmt.Fprintf(r.w, "%d%c%s%c", line, r.form.delim, r.quote([]byte(why)), r.form.delim)
	if r.form.blanks {
		for i, v := range bytes.Fields(x.raw) {
			if i > 0 {
				_ = r.w.WriteByte(r.form.delim)
			}
			_, _ = r.w.Write(r.quote(v))
		}
	} else {
		_, _ = r.w.Write(x.raw)
	}
	_ = r.w.WriteByte('\n')
}

// writeJSON puts line and reason into the object, or leaves the line alone when it is none.
func (r *rejectFile) writeJSON(line int64, why string, raw []byte) {
	raw = bytes.TrimSpace(raw)
	if n := len(raw); n > 2 && raw[0] == '{' && raw[n-1] == '}' {
		_, _ = fmt.Fprintf(r.w, `{"limner_line":%d,"limner_reason":%s,`, line, appendJSON(nil, []byte(why)))
		raw = raw[1:]
	}
	_, _ = r.w.Write(raw)
	_ = r.w.WriteByte('\n')
}

// quote puts a field in quotes if it needs them.
func (r *rejectFile) quote(v []byte) []byte {
	if bytes.IndexByte(v, r.form.delim) < 0 && bytes.IndexByte(v, '"') < 0 && bytes.IndexByte(v, '\n') < 0 {
		return v
	}
	return append(append([]byte{'"'}, bytes.ReplaceAll(v, []byte{'"'}, []byte{'"', '"'})...), '"')
}

// close ends the file.
func (r *rejectFile) close() error {
	if err := errors.Join(r.w.Flush(), r.f.Close()); err != nil {
		return fmt.Errorf("--reject-to: %w", err)
	}
	return nil
}
