package metric

import "limner/event"

// reading is what content a contact looks at.
type reading struct {
	views int
	by    favourite
}

// favourite counts categories.
type favourite struct {
	find  table
	list  []category
	total int
}

type category struct {
	code event.Code
	tally
}

func (v *favourite) reset() {
	v.total = 0
	if len(v.list) > 0 || v.find.slots == nil {
		v.list = v.list[:0]
		v.find.clear()
	}
}

func (v *favourite) add(code event.Code, ts int64) {
	if code == 0 {
		return
	}
	v.total++
	i := v.find.find(int64(code))
	if i < 0 {
		i = len(v.list)
		v.find.put(int64(code), i)
		v.list = append(v.list, category{code: code})
	}
	v.list[i].n++
	v.list[i].last = ts
}

// best is the category seen most; of equals the one seen last, then the lower code.
func (v *favourite) best() *category {
	var best *category
	for i := range v.list {
		if c := &v.list[i]; best == nil || c.n > best.n || c.n == best.n &&
			(c.last > best.last || c.last == best.last && c.code < best.code) {
			best = c
		}
	}
	return best
}

func (r *reading) reset() {
	r.views = 0
	r.by.reset()
}

// The metrics of the family Content, in the order of contentDefinitions.
const (
	mContentViews = iota
	mFavouriteContent
	mFavouriteContentShare
	mFavouriteProduct
	mFavouriteProductShare
	contentMetrics
)

// content finishes the family Content.
func (f *Folder) content(s sheet) {
	s.count(mContentViews, f.reading.views)
	if c := f.reading.by.best(); c != nil {
		s.keep(mFavouriteContent, float64(c.code))
		s.share(mFavouriteContentShare, int(c.n), f.reading.by.total)
	}
	if c := f.shelves.best(); c != nil {
		s.keep(mFavouriteProduct, float64(c.code))
		s.share(mFavouriteProductShare, int(c.n), f.shelves.total)
	}
}
