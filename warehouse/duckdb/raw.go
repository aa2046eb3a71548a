package duckdb

import (
	"context"
	"errors"
	"fmt"
	"unsafe"

	"github.com/duckdb/duckdb-go/v2/mapping"
)

// conn is a connection below database/sql: it moves whole columns between DuckDB's vectors and Go
// slices, which row-by-row scanning is twenty times too slow for.
type conn struct {
	c mapping.Connection
}

// connect opens a raw connection to the warehouse's database.
func (w *Warehouse) connect() (*conn, error) {
	var c mapping.Connection
	if mapping.Connect(w.raw, &c) == mapping.StateError {
		return nil, errors.New("duckdb: cannot open another connection")
	}
	return &conn{c: c}, nil
}

func (c *conn) close() { mapping.Disconnect(&c.c) }

// exec runs one statement and returns the number of rows it changed.
func (c *conn) exec(ctx context.Context, sql string) (int64, error) {
	defer c.interruptOn(ctx)()
	var res mapping.Result
	defer mapping.DestroyResult(&res)
	if mapping.Query(c.c, sql, &res) == mapping.StateError {
		return 0, c.failed(ctx, sql, mapping.ResultError(&res))
	}
	return int64(mapping.RowsChanged(&res)), nil
}

// query hands out a statement's result chunk by chunk, in order.
func (c *conn) query(ctx context.Context, sql string, each func(ch chunk) error) error {
	defer c.interruptOn(ctx)()
	var stmt mapping.PreparedStatement
	defer mapping.DestroyPrepare(&stmt)
	if mapping.Prepare(c.c, sql, &stmt) == mapping.StateError {
		return c.failed(ctx, sql, mapping.PrepareError(stmt))
	}
	var pending mapping.PendingResult
	defer mapping.DestroyPending(&pending)
	if mapping.PendingPrepared(stmt, &pending) == mapping.StateError {
		return c.failed(ctx, sql, mapping.PendingError(pending))
	}
	var res mapping.Result
	defer mapping.DestroyResult(&res)
	if mapping.ExecutePending(pending, &res) == mapping.StateError {
		return c.failed(ctx, sql, mapping.ResultError(&res))
	}
	for {
		data := mapping.FetchChunk(res)
		if data.Ptr == nil {
			if msg := mapping.ResultError(&res); msg != "" {
				return c.failed(ctx, sql, msg)
			}
			return ctx.Err()
		}
		n := int(mapping.DataChunkGetSize(data))
		err := error(nil)
		if n > 0 {
			err = each(chunk{data: data, n: n})
		}
		mapping.DestroyDataChunk(&data)
		if err != nil {
			return err
		}
	}
}

// interruptOn stops the running statement when the context ends; call what it returns when the
// statement is over. An interruption under way is waited for, or it would meet a connection that has been
// closed since.
func (c *conn) interruptOn(ctx context.Context) func() {
	done := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		mapping.Interrupt(c.c)
		close(done)
	})
	return func() {
		if !stop() {
			<-done
		}
	}
}

func (c *conn) failed(ctx context.Context, sql, msg string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if len(sql) > 200 {
		sql = sql[:200] + "…"
	}
	return fmt.Errorf("duckdb: %s (in: %s)", msg, sql)
}

// chunk is up to VectorSize rows of a result, or of an append.
type chunk struct {
	data mapping.DataChunk
	n    int
}

// column is the memory of a column of the chunk as n values of its physical type.
func column[T any](ch chunk, i int) []T {
	v := mapping.DataChunkGetVector(ch.data, mapping.IdxT(i))
	return unsafe.Slice((*T)(mapping.VectorGetData(v)), ch.n)
}

// nulls is the validity mask of a column: bit r of word r/64 is 0 where row r is NULL. It is nil when
// no row is.
func nulls(ch chunk, i int) []uint64 {
	v := mapping.DataChunkGetVector(ch.data, mapping.IdxT(i))
	p := mapping.VectorGetValidity(v)
	if p == nil {
		return nil
	}
	return unsafe.Slice((*uint64)(p), (ch.n+63)/64)
}

func isNull(mask []uint64, row int) bool {
	return mask != nil && mask[row>>6]&(1<<(uint(row)&63)) == 0
}

// text is DuckDB's string: its length, then the bytes themselves up to twelve, or four of them and a
// pointer to all.
type text struct {
	length uint32
	prefix [4]byte
	rest   [8]byte
}

func (t *text) String() string {
	if t.length <= 12 {
		return string(unsafe.Slice(&t.prefix[0], t.length))
	}
	p := *(**byte)(unsafe.Pointer(&t.rest))
	return string(unsafe.Slice(p, t.length))
}

// appender writes columns into a table of the connection's transaction.
type appender struct {
	app   mapping.Appender
	types []mapping.LogicalType
	ch    chunk
}

func (c *conn) appendTo(table string) (*appender, error) {
	a := &appender{}
	if mapping.AppenderCreateExt(c.c, "", "", table, &a.app) == mapping.StateError {
		err := a.failed()
		mapping.AppenderDestroy(&a.app)
		return nil, err
	}
	for i := range mapping.AppenderColumnCount(a.app) {
		a.types = append(a.types, mapping.AppenderColumnType(a.app, i))
	}
	a.ch.data = mapping.CreateDataChunk(a.types)
	return a, nil
}

// rows appends n rows; fill writes the rows from to from+ch.n of them into the chunk.
func (a *appender) rows(n int, fill func(ch chunk, from int)) error {
	size := int(mapping.VectorSize())
	for from := 0; from < n; from += size {
		mapping.DataChunkReset(a.ch.data)
		a.ch.n = min(size, n-from)
		fill(a.ch, from)
		mapping.DataChunkSetSize(a.ch.data, mapping.IdxT(a.ch.n))
		if mapping.AppendDataChunk(a.app, a.ch.data) == mapping.StateError {
			return a.failed()
		}
	}
	return nil
}

func (a *appender) flush() error {
	if mapping.AppenderFlush(a.app) == mapping.StateError {
		return a.failed()
	}
	return nil
}

func (a *appender) failed() error {
	return fmt.Errorf("duckdb: append: %s", mapping.ErrorDataMessage(mapping.AppenderErrorData(a.app)))
}

// close frees the appender. Rows not flushed are dropped: left alone, they would be written on the way
// out, after the transaction they belong to.
func (a *appender) close() {
	mapping.AppenderClear(a.app)
	mapping.DestroyDataChunk(&a.ch.data)
	for i := range a.types {
		mapping.DestroyLogicalType(&a.types[i])
	}
	mapping.AppenderDestroy(&a.app)
}

// put copies values into a column of the chunk.
func put[T any](ch chunk, i int, values []T) { copy(column[T](ch, i), values) }

// putNumbers copies doubles, NaN as NULL.
func putNumbers(ch chunk, i int, values []float64) {
	out := column[float64](ch, i)
	var mask []uint64
	for r, x := range values[:ch.n] {
		out[r] = x
		if x != x {
			if mask == nil {
				mask = writableNulls(ch, i)
			}
			mask[r>>6] &^= 1 << (uint(r) & 63)
		}
	}
}

// putTexts copies strings, "" as NULL; no strings at all are all NULL.
func putTexts(ch chunk, i int, values []string) {
	if values == nil {
		clear(writableNulls(ch, i))
		return
	}
	v := mapping.DataChunkGetVector(ch.data, mapping.IdxT(i))
	var mask []uint64
	for r, s := range values[:ch.n] {
		if s != "" {
			mapping.VectorAssignStringElement(v, mapping.IdxT(r), s)
			continue
		}
		if mask == nil {
			mask = writableNulls(ch, i)
		}
		mask[r>>6] &^= 1 << (uint(r) & 63)
	}
}

func writableNulls(ch chunk, i int) []uint64 {
	v := mapping.DataChunkGetVector(ch.data, mapping.IdxT(i))
	mapping.VectorEnsureValidityWritable(v)
	return unsafe.Slice((*uint64)(mapping.VectorGetValidity(v)), (ch.n+63)/64)
}
