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
	best  int // place of the category seen most
	total int
}

type category struct {
	code event.Code
	tally
}

func (v *favourite) reset() {
	v.total, v.best = 0, 0
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
	c, best := &v.list[i], &v.list[v.best]
	c.n++
	c.last = ts
	if c.beats(&best.tally, c.code < best.code) {
		v.best = i
	}
}

// put puts the category seen most and its share.
func (v *favourite) put(s sheet, metric, share int) {
	if v.total > 0 {
		s.keep(metric, float64(v.list[v.best].code))
		s.share(share, int(v.list[v.best].n), v.total)
	}
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
	f.reading.by.put(s, mFavouriteContent, mFavouriteContentShare)
	f.shelves.put(s, mFavouriteProduct, mFavouriteProductShare)
}
