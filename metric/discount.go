package metric

// The metrics of the family Discount, in the order of discountDefinitions.
const (
	mDiscountShare = iota
	mFullPriceShare
	mDiscountDepth
	discountMetrics
)

// discount finishes the family Discount.
func (f *Folder) discount(s sheet) {
	b := &f.buying
	n := len(b.orders)
	s.share(mDiscountShare, b.discounted, n)
	s.share(mFullPriceShare, n-b.discounted, n)
	if full := b.revenue + b.discount; n > 0 && full > 0 {
		s.keep(mDiscountDepth, b.discount.Float()/full.Float())
	}
}
