package file

import (
	"bufio"
	"io"
)

// source is a file opened for reading in blocks.
type source struct {
	*text
	*cutter
}

// blocks opens the file for reading in blocks, past its header.
func (in *Input) blocks(p *plan) (*source, error) {
	t, r, _, err := in.reader(p.mapping.Encoding)
	if err != nil {
		return nil, err
	}
	f := p.look.format
	var from io.Reader = r
	if f.json {
		if from, err = unwrapArray(r); err != nil {
			_ = t.Close()
			return nil, err
		}
	}
	c := newCutter(from, f.delim, f.plain)
	if p.order.on && p.order.inherit {
		c.size = 1 << 40 // an order's lines must be seen together
	}
	s := &source{t, c}
	if f.header && !f.json {
		if err := s.skipHeader(p, r); err != nil {
			_ = t.Close()
			return nil, err
		}
	}
	return s, nil
}

// Close closes the file.
func (s *source) Close() error { return s.text.Close() }

// skipHeader discards the first record and counts its lines.
func (s *source) skipHeader(p *plan, r *bufio.Reader) error {
	head, err := r.Peek(sampleSize)
	if err != nil && err != io.EOF {
		return err
	}
	f := p.look.format
	rec := records{delim: f.delim, blanks: f.blanks, plain: f.plain}
	rec.reset(block{data: head})
	rec.next()
	s.cutter.skipped = int64(rec.lines)
	_, err = r.Discard(rec.end)
	return err
}
