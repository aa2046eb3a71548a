package file

import (
	"limner/warehouse"
)

// tally counts what is worth a note about an import. Every count of a block is added to the file's.
type tally struct {
	records int64
	events  int64

	reasons [reasons]int64

	rounded    int64 // amounts of more than four decimals
	converted  int64 // amounts of another currency
	skipped    int64 // times the clocks jumped over
	twice      int64 // times that happened twice
	repaired   int64 // bytes that were not UTF-8
	unpriced   int64 // order lines whose price is zero or less
	unmoved    int64 // order lines whose quantity is zero
	returned   int64 // order lines of returns and cancellations
	lines      int64 // order lines taken
	anonymous  int64 // events of contacts who never told their id
	unresolved int64 // events of anonymous ids that several contacts used
	groups     int64 // group calls
	deviating  int64 // order lines that contradict their order's columns
	oddValues  int64 // values of a contact table that are not what their column holds
}

func (t *tally) add(u *tally) {
	t.records += u.records
	t.events += u.events
	for i := range t.reasons {
		t.reasons[i] += u.reasons[i]
	}
	t.rounded += u.rounded
	t.converted += u.converted
	t.skipped += u.skipped
	t.twice += u.twice
	t.repaired += u.repaired
	t.unpriced += u.unpriced
	t.unmoved += u.unmoved
	t.returned += u.returned
	t.lines += u.lines
	t.anonymous += u.anonymous
	t.unresolved += u.unresolved
	t.groups += u.groups
	t.deviating += u.deviating
	t.oddValues += u.oddValues
}

// rejected is how many rows were refused.
func (t *tally) rejected() int64 {
	n := int64(0)
	for _, c := range t.reasons {
		n += c
	}
	return n
}

// harvest is what one block gave. Lines are counted from the block's beginning.
type harvest struct {
	tally
	batches  []*warehouse.Batch
	orders   []*order
	problems []Problem
	rejects  []reject
	newlines int64
}

// reject is a refused row as it stood in the file.
type reject struct {
	line   int64
	reason Reason
	column string
	raw    []byte
}
