package metric

import (
	"limner/event"
)

// buying is what a contact's orders and refunds add up to.
type buying struct {
	orders     []order
	days       int   // distinct days with an order
	firstDay   int64 // of the first and the last of them
	lastDay    int64
	gaps       []int64 // days between one purchase day and the next
	gapSum     int64
	gapSquares int64
	firstMoney event.Money // paid on the first purchase day
	revenue    event.Money
	biggest    event.Money
	refunded   event.Money // as a positive amount
	refunds    int
	discounted int
	discount   event.Money
}

// order is what windows need of an order.
type order struct {
	ts     int64
	amount event.Money
}

func (b *buying) reset() {
	*b = buying{orders: b.orders[:0], gaps: b.gaps[:0]}
}

func (b *buying) order(ts, day int64, amount, discount event.Money) {
	switch {
	case b.days == 0:
		b.days, b.firstDay, b.lastDay, b.biggest = 1, day, day, amount
	case day > b.lastDay:
		gap := day - b.lastDay
		b.gaps = append(b.gaps, gap)
		b.gapSum += gap
		b.gapSquares += gap * gap
		b.days++
		b.lastDay = day
	}
	b.orders = append(b.orders, order{ts, amount})
	b.revenue += amount
	b.biggest = max(b.biggest, amount)
	if b.days == 1 {
		b.firstMoney += amount
	}
	if discount > 0 {
		b.discounted++
		b.discount += discount
	}
}

func (b *buying) refund(amount event.Money) {
	b.refunds++
	b.refunded += max(amount, -amount)
}

// The metrics of the family Value, in the order of valueDefinitions.
const (
	mOrders = iota
	mRevenue
	mAverageOrder
	mBiggestOrder
	mRefunds
	mRefunded
	mNetRevenue
	mFirstOrder
	mLastOrder
	mRecencyDays
	mTenureDays
	mOrders30
	mOrders90
	mOrders365
	mRevenue30
	mRevenue90
	mRevenue365
	mRScore
	mFScore
	mMScore
	mBTYDX
	mBTYDTX
	mBTYDT
	mBTYDM
	valueMetrics
)

// windows of orders and revenue, and the metrics that count them.
var valueWindows = [...]struct {
	w             int64
	orders, money int
}{{30 * day, mOrders30, mRevenue30}, {90 * day, mOrders90, mRevenue90}, {365 * day, mOrders365, mRevenue365}}

// value finishes the family Value.
func (f *Folder) value(s sheet) {
	b := &f.buying
	if b.refunds > 0 {
		s.count(mRefunds, b.refunds)
		s.keep(mRefunded, b.refunded.Float())
		s.keep(mNetRevenue, (b.revenue - b.refunded).Float())
	}
	n := len(b.orders)
	if n == 0 {
		return
	}
	s.count(mOrders, n)
	s.keep(mRevenue, b.revenue.Float())
	s.keep(mAverageOrder, b.revenue.Float()/float64(n))
	s.keep(mBiggestOrder, b.biggest.Float())
	s.keep(mNetRevenue, (b.revenue - b.refunded).Float())
	s.keep(mFirstOrder, float64(b.orders[0].ts))
	s.keep(mLastOrder, float64(b.orders[n-1].ts))
	s.put(mRecencyDays, float64(f.day-b.lastDay), f.tomorrow)
	s.put(mTenureDays, float64(f.day-b.firstDay), f.tomorrow)
	for i := range valueWindows {
		w := &valueWindows[i]
		if !b.window(s, f.t, w.w, w.orders, w.money) {
			break
		}
	}
	f.rfm(s)
	s.count(mBTYDX, b.days-1)
	s.keep(mBTYDTX, float64(b.lastDay-b.firstDay))
	s.put(mBTYDT, float64(f.day-b.firstDay), f.tomorrow)
	if b.days > 1 {
		s.keep(mBTYDM, (b.revenue-b.firstMoney).Float()/float64(b.days-1))
	}
}

// window puts the number of orders in a window and what they paid. It reports whether there are any
// orders outside, for a longer window to find.
func (b *buying) window(s sheet, t, w int64, metric, money int) bool {
	lo, sum := len(b.orders), event.Money(0)
	for lo > 0 && b.orders[lo-1].ts > t-w {
		lo--
		sum += b.orders[lo].amount
	}
	if in := b.orders[lo:]; len(in) > 0 {
		s.put(metric, float64(len(in)), in[0].ts+w)
		s.put(money, sum.Float(), sumUntil(in, sum, w))
	}
	return true
}

// sumUntil is when the sum over a window becomes another: usually when its first order leaves it,
// later when that one was free.
func sumUntil(in []order, sum event.Money, w int64) int64 {
	now, rest := sum.Float(), sum
	for i := range in {
		rest -= in[i].amount
		if i+1 < len(in) && in[i+1].ts == in[i].ts {
			continue // they leave together
		}
		if rest.Float() != now {
			return in[i].ts + w
		}
	}
	return Never
}

// rfm puts the scores against the calibration's cut points.
func (f *Folder) rfm(s sheet) {
	c := &f.c.settings.Calibration
	if len(c.Recency) == 0 {
		return
	}
	b := &f.buying
	// Recency in days is a whole number, so the next cut point is crossed on a certain day.
	below := cutsBelow(c.Recency, float64(f.day-b.lastDay))
	last, first := int64(maxDay), int64(-maxDay)
	if below < len(c.Recency) {
		last = b.lastDay + int64(c.Recency[below])
	}
	if below > 0 {
		first = b.lastDay + int64(c.Recency[below-1]) + 1
	}
	s.put(mRScore, float64(len(c.Recency)+1-below), f.c.zone.leaves(f.t, first, last))
	s.count(mFScore, 1+cutsBelow(c.Frequency, float64(len(b.orders))))
	s.count(mMScore, 1+cutsBelow(c.Monetary, b.revenue.Float()))
}

// cutsBelow counts the cut points that x exceeds.
func cutsBelow(cuts []float64, x float64) int {
	n := 0
	for n < len(cuts) && x > cuts[n] {
		n++
	}
	return n
}
