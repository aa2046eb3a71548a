package file

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync/atomic"

	"github.com/cespare/xxhash/v2"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Input is one file to import. Standard input is spooled to a temporary file first, because a file is
// read more than once.
type Input struct {
	Name string // for messages and the ledger
	Path string
	Size int64 // bytes on disk

	temporary bool
}

// Inputs finds the files that the arguments name: paths, patterns such as "2024-*.csv", and "-" for
// standard input.
func Inputs(args []string, stdin io.Reader) ([]*Input, error) {
	var all []*Input
	for _, arg := range args {
		if arg == "-" {
			in, err := spool("stdin", stdin)
			if err != nil {
				return nil, err
			}
			all = append(all, in)
			continue
		}
		paths := []string{arg}
		if _, err := os.Stat(arg); err != nil && strings.ContainsAny(arg, "*?[") {
			found, err := filepath.Glob(arg)
			if err != nil || len(found) == 0 {
				return nil, fmt.Errorf("no file matches %q", arg)
			}
			sort.Strings(found)
			paths = found
		}
		for _, path := range paths {
			info, err := os.Stat(path)
			if err != nil {
				return nil, err
			}
			if info.IsDir() {
				return nil, fmt.Errorf("%s is a folder: name the files, as %s", path, filepath.Join(path, "*.csv"))
			}
			all = append(all, &Input{Name: filepath.Base(path), Path: path, Size: info.Size()})
		}
	}
	return all, nil
}

// spool copies a stream to a temporary file.
func spool(name string, from io.Reader) (*Input, error) {
	f, err := os.CreateTemp("", "limner-import-*")
	if err != nil {
		return nil, err
	}
	n, err := io.Copy(f, from)
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(f.Name())
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return &Input{Name: name, Path: f.Name(), Size: n, temporary: true}, nil
}

// Close removes what was spooled.
func (in *Input) Close() error {
	if in.temporary {
		return os.Remove(in.Path)
	}
	return nil
}

// Digest identifies the bytes of the file: their length and a 64-bit hash.
func (in *Input) Digest() (string, error) {
	f, err := os.Open(in.Path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := xxhash.New()
	n, err := io.CopyBuffer(h, onlyReader{f}, make([]byte, 1<<20))
	if err != nil {
		return "", fmt.Errorf("reading %s: %w", in.Name, err)
	}
	return digest(n, h), nil
}

// onlyReader hides a file's WriteTo, which would read in small pieces.
type onlyReader struct{ io.Reader }

func digest(n int64, h *xxhash.Digest) string { return fmt.Sprintf("%d-%016x", n, h.Sum64()) }

// text is a file's content as it is read: decompressed, with the bytes read from disk counted and
// hashed on the way.
type text struct {
	io.Reader
	file *os.File
	hash *xxhash.Digest
	read atomic.Int64
	form container
}

// container is what the first bytes say a file is.
type container string

const (
	bare    container = ""
	gzipped container = "gzip"
	zstded  container = "zstd"
	bzipped container = "bzip2"
	parquet container = "parquet"
)

// open starts reading the file from its beginning.
func (in *Input) open() (*text, error) {
	f, err := os.Open(in.Path)
	if err != nil {
		return nil, err
	}
	t := &text{file: f, hash: xxhash.New()}
	raw := bufio.NewReaderSize(&tap{t}, 1<<20)
	magic, _ := raw.Peek(4)
	t.Reader = raw
	switch {
	case bytes.HasPrefix(magic, []byte{0x1f, 0x8b}):
		t.form = gzipped
		z, err := gzip.NewReader(raw)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("%s: %w", in.Name, err), f.Close())
		}
		t.Reader = z
	case bytes.Equal(magic, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		t.form = zstded
		z, err := zstd.NewReader(raw, zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, errors.Join(fmt.Errorf("%s: %w", in.Name, err), f.Close())
		}
		t.Reader = z
	case bytes.HasPrefix(magic, []byte("BZh")):
		t.form = bzipped
		t.Reader = bzip2.NewReader(raw)
	case string(magic) == "PAR1":
		t.form = parquet
	case string(magic) == "PK\x03\x04":
		return nil, errors.Join(fmt.Errorf("%s is a zip archive or an Excel workbook: unpack it, or save the sheet as CSV", in.Name), f.Close())
	}
	return t, nil
}

// tap counts and hashes what is read from the disk.
type tap struct{ t *text }

func (r *tap) Read(p []byte) (int, error) {
	n, err := r.t.file.Read(p)
	_, _ = r.t.hash.Write(p[:n])
	r.t.read.Add(int64(n))
	return n, err
}

// digest is that of the file, once all of it was read.
func (t *text) digest() (string, error) {
	// A decompressor may leave bytes behind its stream.
	if _, err := io.Copy(io.Discard, &tap{t}); err != nil {
		return "", err
	}
	return digest(t.read.Load(), t.hash), nil
}

// Close closes the file.
func (t *text) Close() error {
	if z, ok := t.Reader.(*zstd.Decoder); ok {
		z.Close()
	}
	return t.file.Close()
}
