package file

import (
	"bytes"
	"io"
	"sync"
)

// blockSize is how many bytes of text a worker gets at once: about as many rows as a batch holds.
const blockSize = 2 << 20

// recordLimit bounds one record. A quote that is still open after so much text was never meant to open.
const recordLimit = 1 << 20

// block is some whole records of a file.
type block struct {
	data []byte
	torn bool // data is one line whose quote never closes
}

// cutter cuts text into blocks at the ends of records. A quote opens only at the start of a field, as
// in RFC 4180, so inch marks inside a field do no harm.
type cutter struct {
	in    io.Reader
	delim byte
	plain bool // quotes mean nothing: a record is a line
	size  int
	rest  []byte // read but not yet handed out
	end   bool   // in is exhausted

	skipped int64 // lines before the first block
	pool    *sync.Pool
}

func newCutter(in io.Reader, delim byte, plain bool) *cutter {
	return &cutter{in: in, delim: delim, plain: plain, size: blockSize, pool: &sync.Pool{}}
}

// next returns the next block, or io.EOF.
func (c *cutter) next() (block, error) {
	buf := c.buffer()
	buf = append(buf, c.rest...)
	c.rest = c.rest[:0]
	for {
		if err := c.fill(&buf); err != nil {
			return block{}, err
		}
		if len(buf) == 0 {
			return block{}, io.EOF
		}
		end, open := c.boundary(buf)
		switch {
		case c.end && open < 0:
			return block{data: buf}, nil
		case end > 0:
			c.rest = append(c.rest, buf[end:]...)
			return block{data: buf[:end]}, nil
		case c.end || len(buf) >= recordLimit && open >= 0:
			return c.tear(buf), nil
		}
		c.size += blockSize // one record is longer than a block: read on
	}
}

// tear hands out the first line alone.
func (c *cutter) tear(buf []byte) block {
	line := len(buf)
	if n := bytes.IndexByte(buf, '\n'); n >= 0 {
		line = n + 1
	}
	c.rest = append(c.rest, buf[line:]...)
	return block{data: buf[:line], torn: true}
}

// fill reads until buf holds size bytes or the input ends.
func (c *cutter) fill(buf *[]byte) error {
	for len(*buf) < c.size && !c.end {
		b := *buf
		if cap(b)-len(b) < 4096 {
			grown := make([]byte, len(b), max(2*cap(b), min(c.size, blockSize)+4096))
			copy(grown, b)
			b = grown
		}
		n, err := c.in.Read(b[len(b):cap(b)])
		*buf = b[:len(b)+n]
		switch {
		case err == io.EOF:
			c.end = true
		case err != nil:
			return err
		}
	}
	return nil
}

// boundary finds where the last whole record of data ends (0: nowhere), and the quote that is still
// open at the end of data (-1: none).
func (c *cutter) boundary(data []byte) (end, open int) {
	if c.plain {
		return bytes.LastIndexByte(data, '\n') + 1, -1
	}
	for pos := 0; ; {
		q := bytes.IndexByte(data[pos:], '"')
		if q < 0 {
			if n := bytes.LastIndexByte(data[pos:], '\n'); n >= 0 {
				end = pos + n + 1
			}
			return end, -1
		}
		q += pos
		if n := bytes.LastIndexByte(data[pos:q], '\n'); n >= 0 {
			end = pos + n + 1
		}
		if q > 0 && data[q-1] != c.delim && data[q-1] != '\n' {
			pos = q + 1
			continue
		}
		stop := closing(data, q+1)
		if stop < 0 {
			return end, q
		}
		pos = stop + 1
	}
}

// closing finds the quote that ends a quoted field whose text starts at from, or -1.
func closing(data []byte, from int) int {
	for {
		q := bytes.IndexByte(data[from:], '"')
		if q < 0 {
			return -1
		}
		q += from
		if q+1 >= len(data) || data[q+1] != '"' {
			return q
		}
		from = q + 2
	}
}

// buffer takes a used buffer or a new one.
func (c *cutter) buffer() []byte {
	if b, ok := c.pool.Get().(*[]byte); ok {
		return (*b)[:0]
	}
	return make([]byte, 0, min(c.size, blockSize)+64<<10)
}

// done gives a block's memory back.
func (c *cutter) done(b block) {
	data := b.data[:0]
	c.pool.Put(&data)
}
