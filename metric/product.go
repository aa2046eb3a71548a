package metric

import (
	"slices"

	"limner/event"
)

// using is how a contact uses the product or site.
type using struct {
	visits, views, cartAdds int
	sessions                []int64 // their beginnings
	last                    int64   // the last act of a session
	cart                    int64   // the last cart add that no order followed yet; 0 for none
	abandoned               int     // carts left behind before that one
}

func (u *using) reset() { *u = using{sessions: u.sessions[:0]} }

// onSite reports whether acts of the kind make sessions.
func onSite(k event.Kind) bool {
	return slices.Contains(onSiteKinds, k)
}

var onSiteKinds = []event.Kind{event.Visit, event.FeatureUse, event.ContentView, event.SignedIn, event.ProductView, event.CartAdd, event.Checkout}

// session takes in an act on the site or in the product.
func (u *using) session(ts int64) {
	if len(u.sessions) == 0 || ts-u.last > pause {
		u.sessions = append(u.sessions, ts)
	}
	u.last = ts
}

// cartWait is how long a cart may stand before it counts as abandoned.
const cartWait = day

// cartAdd takes in a product put into a cart.
func (u *using) cartAdd(ts int64) {
	u.cartAdds++
	u.leaveCart(ts)
	u.cart = ts
}

// leaveCart counts the open cart as abandoned when its time is over at ts.
func (u *using) leaveCart(ts int64) {
	if u.cart != 0 && ts-u.cart >= cartWait {
		u.abandoned++
		u.cart = 0
	}
}

// order closes the open cart.
func (u *using) order(ts int64) {
	u.leaveCart(ts)
	u.cart = 0
}

// The metrics of the family Product, in the order of productDefinitions.
const (
	mVisits = iota
	mSessions
	mSessions30
	mProductViews
	mCartAdds
	mCartsAbandoned
	mSessionGap
	mSessionGapTrend
	mFeaturesUsed
	mFeatures30
	mCoreWeekOne
	mDropped
	mFirstStopped
	mFirstStoppedAt
	productMetrics
)

// product finishes the family Product.
func (f *Folder) product(s sheet) {
	u := &f.using
	s.count(mVisits, u.visits)
	s.count(mProductViews, u.views)
	if u.cartAdds > 0 {
		s.count(mCartAdds, u.cartAdds)
		u.leaveCart(f.t)
		s.count(mCartsAbandoned, u.abandoned)
		if u.cart != 0 {
			s.put(mCartsAbandoned, float64(u.abandoned), u.cart+cartWait)
		}
	}
	f.sessionMetrics(s)
	if len(f.features.list) > 0 {
		f.featureMetrics(s)
	}
}

func (f *Folder) sessionMetrics(s sheet) {
	in := f.using.sessions
	n := len(in)
	if n == 0 {
		return
	}
	s.count(mSessions, n)
	lo := n
	for lo > 0 && in[lo-1] > f.t-30*day {
		lo--
	}
	if lo < n {
		s.put(mSessions30, float64(n-lo), in[lo]+30*day)
	}
	if n < 2 {
		return
	}
	f.spans = f.spans[:0]
	for i := 1; i < n; i++ {
		f.spans = append(f.spans, in[i]-in[i-1])
	}
	if n > trendGaps {
		early, late := halves(f.spans)
		s.keep(mSessionGapTrend, median(late)/median(early))
	}
	s.keep(mSessionGap, median(f.spans)/float64(day))
}

// halves is the first and the last half of x, a middle value left out.
func halves(x []int64) (first, last []int64) {
	half := len(x) / 2
	return x[:half], x[len(x)-half:]
}

// trendGaps is how many gaps a trend needs.
const trendGaps = 6
