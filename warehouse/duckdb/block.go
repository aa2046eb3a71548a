package duckdb

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"
	"unsafe"

	"limner/event"
)

// writeBlock writes columns to a file that this process alone will read back: raw memory, behind the
// number of rows.
func writeBlock(f *os.File, c *event.Columns) error {
	w := bufio.NewWriterSize(f, 1<<20)
	b := blockWriter{w: w}
	b.number(uint64(c.Len()))
	writeRaw(&b, c.Contact)
	writeRaw(&b, c.TS)
	writeRaw(&b, c.ID)
	writeRaw(&b, c.Kind)
	writeRaw(&b, c.Name)
	writeRaw(&b, c.Channel)
	writeRaw(&b, c.Subject)
	writeRaw(&b, c.Category)
	writeRaw(&b, c.Message)
	writeRaw(&b, c.Amount)
	writeRaw(&b, c.Discount)
	writeRaw(&b, c.Value)
	b.texts(c.Text)
	b.texts(c.Props)
	if b.err != nil {
		return b.err
	}
	return w.Flush()
}

type blockWriter struct {
	w   *bufio.Writer
	err error
}

func (b *blockWriter) number(n uint64) {
	var x [8]byte
	binary.LittleEndian.PutUint64(x[:], n)
	writeRaw(b, x[:])
}

func writeRaw[T any](b *blockWriter, column []T) {
	if b.err == nil && len(column) > 0 {
		_, b.err = b.w.Write(raw(column))
	}
}

// raw is a slice's memory.
func raw[T any](s []T) []byte {
	if len(s) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&s[0])), len(s)*int(unsafe.Sizeof(s[0])))
}

func (b *blockWriter) texts(column []string) {
	lengths := make([]uint32, len(column))
	total := 0
	for i, s := range column {
		lengths[i] = uint32(len(s))
		total += len(s)
	}
	b.number(uint64(total))
	if total == 0 {
		return
	}
	writeRaw(b, lengths)
	for _, s := range column {
		if b.err == nil {
			_, b.err = b.w.WriteString(s)
		}
	}
}

// readBlocks reads all blocks of a file back, appending to the columns.
func readBlocks(f *os.File, blocks int, c *event.Columns) error {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	b := blockReader{r: bufio.NewReaderSize(f, 1<<20)}
	for range blocks {
		before, n := c.Len(), int(b.number())
		readRaw(&b, n, &c.Contact)
		readRaw(&b, n, &c.TS)
		readRaw(&b, n, &c.ID)
		readRaw(&b, n, &c.Kind)
		readRaw(&b, n, &c.Name)
		readRaw(&b, n, &c.Channel)
		readRaw(&b, n, &c.Subject)
		readRaw(&b, n, &c.Category)
		readRaw(&b, n, &c.Message)
		readRaw(&b, n, &c.Amount)
		readRaw(&b, n, &c.Discount)
		readRaw(&b, n, &c.Value)
		c.Text = joinTexts(c.Text, before, b.texts(n), n)
		c.Props = joinTexts(c.Props, before, b.texts(n), n)
	}
	return b.err
}

type blockReader struct {
	r   *bufio.Reader
	err error
}

func (b *blockReader) number() uint64 {
	var x []byte
	readRaw(b, 8, &x)
	if b.err != nil {
		return 0
	}
	return binary.LittleEndian.Uint64(x)
}

func readRaw[T any](b *blockReader, n int, into *[]T) {
	if b.err != nil || n == 0 {
		return
	}
	from := len(*into)
	*into = append(*into, make([]T, n)...)
	_, b.err = io.ReadFull(b.r, raw((*into)[from:]))
}

// texts reads a column of texts, nil when all are "".
func (b *blockReader) texts(n int) []string {
	total := b.number()
	if total == 0 {
		return nil
	}
	var lengths []uint32
	readRaw(b, n, &lengths)
	var all []byte
	readRaw(b, int(total), &all)
	if b.err != nil {
		return nil
	}
	text := unsafe.String(&all[0], len(all))
	column := make([]string, n)
	for i, l := range lengths {
		column[i], text = text[:l], text[l:]
	}
	return column
}
