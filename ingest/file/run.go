package file

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"time"

	"limner/event"
	"limner/warehouse"
)

// Warehouse is what an import needs of one.
type Warehouse interface {
	Begin(ctx context.Context) (warehouse.Load, error)
	Imports(ctx context.Context) ([]warehouse.Import, error)
}

// Options says how to import.
type Options struct {
	Mapping  Mapping
	Strict   bool   // any bad row refuses the file
	DryRun   bool   // check only
	Again    bool   // import a file that was imported before all the same
	RejectTo string // where refused rows go, "" for nowhere
	Workers  int    // 0: as many as there are processors
	Now      time.Time

	// Confirm is asked once the file was checked and before anything can be seen of it. Nil: yes.
	Confirm func(*Report) bool
	// Progress is told now and then how far the reading is. Nil: nobody asks.
	Progress func(Progress)
}

// Progress is how far an import is.
type Progress struct {
	Name    string
	Read    int64 // bytes of the file on disk
	Size    int64
	Rows    int64
	Landing bool // all is read and checked, and the warehouse takes it in
	Elapsed time.Duration
}

// Errors that end an import.
var (
	ErrStrict   = errors.New("the file has bad rows and --strict refuses it")
	ErrDeclined = errors.New("not imported: you said no")
)

// importer carries one import through its stations.
type importer struct {
	in      *Input
	opt     Options
	plan    *plan
	report  *Report
	load    warehouse.Load
	batches *pool
	book    *orderBook
	rejects *rejectFile
	src     *source
	line    int64 // lines before the block that is being taken
	began   time.Time
	told    time.Time
}

// Import checks the file and loads it into the warehouse: all of its good rows or, when it fails,
// nothing. The report says what was found also when the error is ErrStrict or ErrDeclined.
func Import(ctx context.Context, w Warehouse, in *Input, opt Options) (*Report, error) {
	if opt.Workers == 0 {
		opt.Workers = runtime.GOMAXPROCS(0)
	}
	i := &importer{in: in, opt: opt, batches: &pool{}, began: time.Now()}
	m, l, err := Prepare(in, opt.Mapping)
	if err != nil {
		return nil, err
	}
	if i.plan, err = compile(m, l, opt.Now); err != nil {
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	}
	if err := i.plan.decide(ctx, in); err != nil {
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	}
	i.report = &Report{Name: in.Name, Mapping: m, How: i.plan.describe()}
	if known, err := i.known(ctx, w); err != nil || known {
		return i.report, err
	}
	return i.report, i.run(ctx, w)
}

// known reports whether the same file was imported before, read the same way.
func (i *importer) known(ctx context.Context, w Warehouse) (bool, error) {
	if i.opt.Again {
		return false, nil
	}
	past, err := w.Imports(ctx)
	if err != nil {
		return false, err
	}
	line := i.plan.mapping.Line()
	size := fmt.Sprintf("%d-", i.in.Size)
	digest := ""
	for _, p := range past {
		if p.Mapping != line || !p.Undone.IsZero() || len(p.Digest) < len(size) || p.Digest[:len(size)] != size {
			continue
		}
		if digest == "" {
			if digest, err = i.in.Digest(); err != nil {
				return false, err
			}
		}
		if p.Digest == digest {
			i.report.Before = &p
			return true, nil
		}
	}
	return false, nil
}

// run reads, checks and loads.
func (i *importer) run(ctx context.Context, w Warehouse) (err error) {
	if i.src, err = i.in.blocks(i.plan); err != nil {
		return err
	}
	defer i.src.Close()
	if i.opt.RejectTo != "" {
		if i.rejects, err = createRejects(i.opt.RejectTo, i.plan.look); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, i.rejects.close()) }()
	}
	if i.plan.order.on {
		i.plan.shareColumns()
		i.book = newOrderBook()
	}
	if i.load, err = i.begin(ctx, w); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, i.load.Rollback()) }()
	if err := i.read(ctx); err != nil {
		return fmt.Errorf("%s: %w", i.in.Name, err)
	}
	return i.finish(ctx)
}

// begin starts a load, or for a dry run something that forgets everything.
func (i *importer) begin(ctx context.Context, w Warehouse) (warehouse.Load, error) {
	if i.opt.DryRun {
		return forgetful{}, nil
	}
	return w.Begin(ctx)
}

// read has the blocks turned into events and appends them in order.
func (i *importer) read(ctx context.Context) error {
	i.line = i.src.cutter.skipped
	newWork := func() func(block) *harvest {
		return newBuilder(i.plan, i.batches, i.rejects != nil).block
	}
	if err := each(ctx, i.src.cutter, i.opt.Workers, newWork, func(h *harvest) error { return i.take(ctx, h) }); err != nil {
		return err
	}
	if i.book == nil {
		return nil
	}
	return i.takeOrders(ctx)
}

// take takes in what one block gave.
func (i *importer) take(ctx context.Context, h *harvest) error {
	for k := range h.problems {
		if len(i.report.Problems) < problemsShown {
			h.problems[k].Line += i.line
			i.report.Problems = append(i.report.Problems, h.problems[k])
		}
	}
	for k := range h.rejects {
		i.rejects.write(i.line+h.rejects[k].line, &h.rejects[k])
	}
	i.line += h.newlines
	i.report.add(&h.tally)
	if i.book != nil {
		i.book.add(h.orders)
	}
	for _, b := range h.batches {
		if err := i.append(ctx, b); err != nil {
			return err
		}
	}
	i.tell(false)
	return nil
}

// append loads one batch and takes its figures.
func (i *importer) append(ctx context.Context, b *warehouse.Batch) error {
	i.report.measure(b)
	err := i.load.Append(ctx, b)
	i.batches.put(b)
	return err
}

// takeOrders loads the orders, complete now.
func (i *importer) takeOrders(ctx context.Context) error {
	b := i.batches.get()
	for _, x := range i.book.all {
		i.report.duplicates += x.duplicates()
		e, ok := x.event()
		if !ok {
			continue
		}
		b.Add(&e)
		i.report.tally.events++
		if b.Len() >= warehouse.BatchSize {
			if err := i.append(ctx, b); err != nil {
				return err
			}
			b = i.batches.get()
		}
	}
	i.report.shared = i.book.shared()
	return i.append(ctx, b)
}

// tell reports progress, a few times a second.
func (i *importer) tell(last bool) {
	now := time.Now()
	if i.opt.Progress == nil || !last && now.Sub(i.told) < 100*time.Millisecond {
		return
	}
	i.told = now
	i.opt.Progress(Progress{Name: i.in.Name, Read: i.src.text.read.Load(), Size: i.in.Size, Rows: i.report.records, Elapsed: now.Sub(i.began)})
}

// finish asks, and makes the load visible.
func (i *importer) finish(ctx context.Context) error {
	i.tell(true)
	r := i.report
	r.finish(i.plan)
	digest, err := i.src.text.digest()
	if err != nil {
		return err
	}
	switch {
	case i.opt.Strict && r.rejected() > 0:
		return ErrStrict
	case i.opt.DryRun:
		r.DryRun = true
		r.Elapsed = time.Since(i.began)
		return nil
	case i.opt.Confirm != nil && !i.opt.Confirm(r):
		return ErrDeclined
	}
	if i.opt.Progress != nil {
		i.opt.Progress(Progress{Name: i.in.Name, Rows: r.records, Landing: true, Elapsed: time.Since(i.began)})
	}
	r.Import, err = i.load.Commit(ctx, warehouse.Source{
		Name: i.in.Name, Door: "file", Digest: digest, Mapping: i.plan.mapping.Line(),
		Read: r.records, Rejected: r.rejected(), Notes: r.Notes,
	})
	r.Elapsed = time.Since(i.began)
	return err
}

// forgetful is a load that keeps nothing.
type forgetful struct{}

func (forgetful) Append(context.Context, *warehouse.Batch) error { return nil }
func (forgetful) Rollback() error                                { return nil }
func (forgetful) Commit(context.Context, warehouse.Source) (warehouse.Import, error) {
	return warehouse.Import{}, io.ErrClosedPipe
}

// measure takes a batch's figures into the report.
func (r *Report) measure(b *warehouse.Batch) {
	if r.Mapping.Rows == Contacts {
		r.meet(b.Keys)
	}
	timeless := event.Micros(event.Timeless)
	for k, t := range b.TS {
		if t != timeless {
			r.first, r.last = min(r.first, t), max(r.last, t)
		}
		switch b.Kind[k] {
		case event.Order:
			r.Orders++
			r.Revenue += b.Amount[k]
		case event.Refund:
			r.Refunds++
			r.Refunded += b.Amount[k]
		}
	}
}

// meet counts the contacts of a table of contacts.
func (r *Report) meet(keys []event.Key) {
	if r.met == nil {
		r.met = make(map[event.ContactID]struct{})
	}
	for _, k := range keys {
		r.met[event.HashKey(k)] = struct{}{}
	}
}
