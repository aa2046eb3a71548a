package file

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// jsonRows walks JSON Lines: each line an object, its members the fields, those of nested objects
// under dotted names.
type jsonRows struct {
	records
	header map[string]int
	width  int
}

func newJSONRows(header []string) *jsonRows {
	j := &jsonRows{header: make(map[string]int), width: len(header)}
	for i, h := range header {
		j.header[h] = i
	}
	return j
}

func (j *jsonRows) row() *records { return &j.records }

// next moves to the next line that is not blank.
func (j *jsonRows) next() bool {
	for j.end < len(j.data) {
		line := j.nextLine()
		if len(line) == 0 {
			continue
		}
		j.fault, j.extra, j.scratch = sound, j.extra[:0], j.scratch[:0]
		j.fields = j.fields[:0]
		for range j.width {
			j.fields = append(j.fields, nil)
		}
		if err := flatten(line, "", j.member); err != nil {
			j.fault = notObject
		}
		return true
	}
	return false
}

// nextLine moves to the next line.
func (r *records) nextLine() []byte {
	r.start, r.line = r.end, r.lines
	n := bytes.IndexByte(r.data[r.start:], '\n')
	if n < 0 {
		r.end = len(r.data)
	} else {
		r.end = r.start + n + 1
	}
	r.lines++
	return bytes.TrimSpace(r.data[r.start:r.end])
}

// member takes one member of the object.
func (j *jsonRows) member(name string, value json.RawMessage) {
	i, ok := j.header[name]
	if !ok {
		if string(value) != "null" {
			key := append(appendJSON(nil, []byte(name)), ':')
			j.extra = append(j.extra, member{key, value})
		}
		return
	}
	j.fields[i] = scalar(value)
}

// scalar is a JSON value as a field: strings without quotes, null as nothing.
func scalar(value json.RawMessage) []byte {
	switch {
	case string(value) == "null":
		return nil
	case value[0] == '"':
		var s string
		_ = json.Unmarshal(value, &s)
		return []byte(s)
	}
	return value
}

// flatten calls take with every member of an object, in order; nested objects are opened.
func flatten(object []byte, prefix string, take func(string, json.RawMessage)) error {
	d := json.NewDecoder(bytes.NewReader(object))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return fmt.Errorf("not an object")
	}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return err
		}
		name := prefix + t.(string)
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return err
		}
		if value[0] == '{' && strings.Count(name, ".") < 8 {
			if err := flatten(value, name+".", take); err != nil {
				return err
			}
			continue
		}
		take(name, value)
	}
	if _, err := d.Token(); err != nil {
		return err
	}
	if prefix == "" && len(bytes.TrimSpace(object[d.InputOffset():])) > 0 {
		return fmt.Errorf("text after the object")
	}
	return nil
}

// lookJSON reads the names and values of the sample's objects.
func (l *look) lookJSON(head []byte) error {
	lines, err := sampleObjects(head)
	if err != nil {
		return err
	}
	index := make(map[string]int)
	var tables []map[string]string
	for _, line := range lines {
		row := make(map[string]string)
		if flatten(line, "", func(name string, value json.RawMessage) {
			if _, ok := index[name]; !ok {
				index[name] = len(l.header)
				l.header = append(l.header, name)
			}
			row[name] = string(scalar(value))
		}) == nil {
			tables = append(tables, row)
		}
	}
	for _, t := range tables {
		row := make([]string, len(l.header))
		for name, v := range t {
			row[index[name]] = v
		}
		l.rows = append(l.rows, row)
	}
	if len(l.rows) == 0 {
		return fmt.Errorf("no line of the first %d is a JSON object", len(lines))
	}
	return nil
}

// sampleObjects lists the whole JSON objects of the sample.
func sampleObjects(head []byte) ([][]byte, error) {
	r, err := unwrapArray(bufio.NewReader(bytes.NewReader(head)))
	if err != nil {
		return nil, err
	}
	text, _ := io.ReadAll(r) // the sample may end inside an object
	var lines [][]byte
	for line := range bytes.Lines(text) {
		if line = bytes.TrimSpace(line); len(line) > 0 && len(lines) < sampleRows {
			lines = append(lines, line)
		}
	}
	if n := len(lines); n > 1 && !json.Valid(lines[n-1]) {
		lines = lines[:n-1]
	}
	return lines, nil
}

// unwrapArray returns the text as JSON Lines: as it is, or when it is one array, a line for each of its
// elements.
func unwrapArray(r *bufio.Reader) (io.Reader, error) {
	for {
		c, err := r.Peek(1)
		if err == io.EOF {
			return r, nil
		}
		if err != nil {
			return nil, err
		}
		switch c[0] {
		case ' ', '\t', '\r', '\n':
			_, _ = r.Discard(1)
			continue
		case '[':
			d := json.NewDecoder(r)
			_, err := d.Token()
			return &elements{d: d}, err
		}
		return r, nil
	}
}

// elements reads a JSON array as lines.
type elements struct {
	d    *json.Decoder
	rest bytes.Buffer
}

func (e *elements) Read(p []byte) (int, error) {
	for e.rest.Len() == 0 {
		if !e.d.More() {
			return 0, io.EOF
		}
		var v json.RawMessage
		if err := e.d.Decode(&v); err != nil {
			return 0, fmt.Errorf("reading a JSON array: %w", err)
		}
		if err := json.Compact(&e.rest, v); err != nil {
			return 0, err
		}
		e.rest.WriteByte('\n')
	}
	return e.rest.Read(p)
}
