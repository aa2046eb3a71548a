package duckdb

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"limner/event"
)

// sorter brings the events of a load into the order of contact, time and id before they are written,
// because writing is what costs: a table written in order needs no second writing, and two events with
// one id stand near each other. Events are dealt into parts by contact id; what goes beyond the memory
// they may take waits in files beside the warehouse.
type sorter struct {
	near string // the warehouse's folder
	dir  string // of the files, "" while there are none
	rows int    // in memory
	part [sortParts]sortPart

	// of the batch being dealt
	to   []uint8        // the part of each row
	had  [sortParts]int // how many rows each part had before
	gets [sortParts]int // and how many it gets
}

const (
	sortBits  = 6
	sortParts = 1 << sortBits
	// sortRows is how many events may wait in memory: about 300 MB.
	sortRows = 4 << 20
)

// sortPart is the events of one part of the contacts, in order of arrival.
type sortPart struct {
	event.Columns
	file   *os.File
	blocks int // in the file
}

// deal takes a batch in.
func (s *sorter) deal(c *event.Columns) error {
	s.to = s.to[:0]
	s.gets = [sortParts]int{}
	for i := range s.part {
		s.had[i] = s.part[i].Len()
	}
	for _, id := range c.Contact {
		to := uint8(uint64(id) >> (63 - sortBits))
		s.to = append(s.to, to)
		s.gets[to]++
	}
	dealOut(s, c.Contact, func(p *sortPart) *[]event.ContactID { return &p.Contact })
	dealOut(s, c.TS, func(p *sortPart) *[]int64 { return &p.TS })
	dealOut(s, c.ID, func(p *sortPart) *[]event.ID { return &p.ID })
	dealOut(s, c.Kind, func(p *sortPart) *[]event.Kind { return &p.Kind })
	dealOut(s, c.Name, func(p *sortPart) *[]event.Code { return &p.Name })
	dealOut(s, c.Channel, func(p *sortPart) *[]uint8 { return &p.Channel })
	dealOut(s, c.Subject, func(p *sortPart) *[]event.Code { return &p.Subject })
	dealOut(s, c.Category, func(p *sortPart) *[]event.Code { return &p.Category })
	dealOut(s, c.Message, func(p *sortPart) *[]event.MessageID { return &p.Message })
	dealOut(s, c.Amount, func(p *sortPart) *[]event.Money { return &p.Amount })
	dealOut(s, c.Discount, func(p *sortPart) *[]event.Money { return &p.Discount })
	dealOut(s, c.Value, func(p *sortPart) *[]float64 { return &p.Value })
	s.dealTexts(c.Text, func(p *sortPart) *[]string { return &p.Text })
	s.dealTexts(c.Props, func(p *sortPart) *[]string { return &p.Props })
	s.rows += c.Len()
	if s.rows < sortRows {
		return nil
	}
	return s.spill()
}

// dealOut deals one column out to the parts.
func dealOut[T any](s *sorter, column []T, of func(*sortPart) *[]T) {
	var out [sortParts][]T
	for i := range s.part {
		into := of(&s.part[i])
		*into = lengthen(*into, s.had[i]+s.gets[i])
		out[i] = (*into)[s.had[i]:]
	}
	var at [sortParts]int
	for i, v := range column {
		t := s.to[i]
		out[t][at[t]] = v
		at[t]++
	}
}

// dealTexts deals a column of texts out. Most events have none, so a part's column is either as long as
// the others or, while all its texts are "", empty.
func (s *sorter) dealTexts(column []string, of func(*sortPart) *[]string) {
	none := true
	for _, text := range column {
		none = none && text == ""
	}
	for i := range s.part {
		into := of(&s.part[i])
		if had := len(*into); had > 0 || !none {
			*into = lengthen(*into, s.had[i]+s.gets[i])
			clear((*into)[had:])
		}
	}
	if !none {
		dealOut(s, column, of)
	}
}

// lengthen makes a slice n long, with room to grow on.
func lengthen[T any](s []T, n int) []T {
	if cap(s) < n {
		s = append(make([]T, 0, max(n, 2*cap(s))), s...)
	}
	return s[:n]
}

// spill moves what is in memory to the files.
func (s *sorter) spill() error {
	if s.dir == "" {
		var err error
		if s.dir, err = os.MkdirTemp(s.near, loadFolder); err != nil {
			return fmt.Errorf("duckdb: no room to sort the load: %w", err)
		}
	}
	for i := range s.part {
		if err := s.part[i].spill(s.dir, i); err != nil {
			return fmt.Errorf("duckdb: no room to sort the load: %w", err)
		}
	}
	s.rows = 0
	return nil
}

func (p *sortPart) spill(dir string, i int) error {
	if p.Len() == 0 {
		return nil
	}
	if p.file == nil {
		var err error
		if p.file, err = os.Create(filepath.Join(dir, fmt.Sprint(i))); err != nil {
			return err
		}
	}
	if err := writeBlock(p.file, &p.Columns); err != nil {
		return err
	}
	p.blocks++
	truncate(&p.Columns)
	return nil
}

// gather is the part whole, its blocks read back.
func (p *sortPart) gather() (*event.Columns, error) {
	if p.blocks == 0 {
		return &p.Columns, nil
	}
	all := &event.Columns{}
	if err := readBlocks(p.file, p.blocks, all); err != nil {
		return nil, fmt.Errorf("duckdb: reading the load back: %w", err)
	}
	read, own := all.Len(), p.Len()
	copyRows(all, &p.Columns, 0, own, event.AllFields&^event.FieldText&^event.FieldProps)
	all.Text = joinTexts(all.Text, read, p.Text, own)
	all.Props = joinTexts(all.Props, read, p.Props, own)
	return all, nil
}

// joinTexts joins two columns of texts, na and nb long, either of which may be empty for all "".
func joinTexts(a []string, na int, b []string, nb int) []string {
	if len(a) == 0 && len(b) == 0 {
		return nil
	}
	if len(a) == 0 {
		a = make([]string, na, na+nb)
	}
	if len(b) == 0 {
		b = make([]string, nb)
	}
	return append(a, b...)
}

// drain hands the events out part by part, sorted, each id once a contact; it returns how many told an
// event again. The next part is made ready while one is used.
func (s *sorter) drain(ctx context.Context, use func(*event.Columns) error) (repeated int64, err error) {
	type ready struct {
		cols     *event.Columns
		repeated int64
		err      error
	}
	parts := make(chan ready, 1)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		defer close(parts)
		for i := range s.part {
			var r ready
			if r.cols, r.err = s.part[i].gather(); r.err == nil {
				r.cols, r.repeated = settle(r.cols)
			}
			s.part[i].Columns = event.Columns{}
			select {
			case parts <- r:
			case <-ctx.Done():
				return
			}
		}
	}()
	for r := range parts {
		if r.err != nil {
			return repeated, r.err
		}
		if err := use(r.cols); err != nil {
			return repeated, err
		}
		repeated += r.repeated
	}
	return repeated, ctx.Err()
}

// place is where an event stands: what it is sorted by, and its row.
type place struct {
	contact event.ContactID
	ts      int64
	id      event.ID
	row     int32
}

func (a place) compare(b place) int {
	return cmp.Or(cmp.Compare(a.contact, b.contact), cmp.Compare(a.ts, b.ts), cmp.Compare(a.id, b.id), cmp.Compare(a.row, b.row))
}

// settle sorts events by contact, time and id, numbers those that look alike, and leaves out those told
// again.
func settle(c *event.Columns) (*event.Columns, int64) {
	places := make([]place, c.Len())
	for i := range places {
		places[i] = place{c.Contact[i], c.TS[i], c.ID[i], int32(i)}
	}
	slices.SortFunc(places, place.compare)
	kept := places[:0]
	for from := 0; from < len(places); {
		to := from + 1
		for to < len(places) && places[to].contact == places[from].contact {
			to++
		}
		own := places[from:to]
		if shareID(own) {
			own = single(own)
		}
		kept = append(kept, own...)
		from = to
	}
	repeated := int64(len(places) - len(kept))
	for _, p := range kept {
		c.ID[p.row] = p.id
	}
	return take(c, kept), repeated
}

// shareID reports whether two of one contact's events have one id. Most contacts have few events, and
// comparing each with each is then quicker than any table.
func shareID(own []place) bool {
	if len(own) > 32 {
		seen := make(map[event.ID]struct{}, len(own))
		for _, p := range own {
			seen[p.id] = struct{}{}
		}
		return len(seen) < len(own)
	}
	for i, p := range own {
		for _, q := range own[:i] {
			if p.id == q.id {
				return true
			}
		}
	}
	return false
}

// single keeps, of one contact's events with one given id, the first that arrived, and numbers those
// with one derived id.
func single(own []place) []place {
	slices.SortFunc(own, func(a, b place) int { return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.row, b.row)) })
	kept := own[:0]
	nth := 0
	var id event.ID
	for n, p := range own {
		if n == 0 || p.id != id {
			id, nth = p.id, 0
			kept = append(kept, p)
			continue
		}
		if id.Derived() {
			nth++
			p.id = id.Nth(nth)
			kept = append(kept, p)
		}
	}
	slices.SortFunc(kept, place.compare)
	return kept
}

// take copies rows in the given order.
func take(c *event.Columns, order []place) *event.Columns {
	return &event.Columns{
		Contact: pick(c.Contact, order), TS: pick(c.TS, order), ID: pick(c.ID, order), Kind: pick(c.Kind, order),
		Name: pick(c.Name, order), Channel: pick(c.Channel, order), Subject: pick(c.Subject, order),
		Category: pick(c.Category, order), Message: pick(c.Message, order), Amount: pick(c.Amount, order),
		Discount: pick(c.Discount, order), Value: pick(c.Value, order), Text: pick(c.Text, order), Props: pick(c.Props, order),
	}
}

// pick copies a column's rows in the given order; a column that is not there stays so.
func pick[T any](column []T, order []place) []T {
	if len(column) == 0 {
		return nil
	}
	out := make([]T, len(order))
	for n, p := range order {
		out[n] = column[p.row]
	}
	return out
}

// loadFolder begins the names of the folders loads wait in.
const loadFolder = "load-"

// close removes the files.
func (s *sorter) close() error {
	var err error
	for i := range s.part {
		if f := s.part[i].file; f != nil {
			err = errors.Join(err, f.Close())
		}
	}
	if s.dir != "" {
		err = errors.Join(err, os.RemoveAll(s.dir))
	}
	return err
}

// sweep removes what a load that was killed has left in the folder. Whoever has the warehouse open is
// the only one who can have a load there.
func sweep(folder string) error {
	left, err := filepath.Glob(filepath.Join(folder, loadFolder+"*"))
	for _, dir := range left {
		err = errors.Join(err, os.RemoveAll(dir))
	}
	return err
}
