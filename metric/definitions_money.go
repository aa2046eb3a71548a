package metric

import (
	"fmt"

	"limner/event"
)

const (
	btydSource = "Fader, Hardie & Lee 2005 (notation x, t_x, T)"
	rfmSource  = "Hughes 1994 (RFM); cut points fixed by the calibration"
)

func valueDefinitions() []Definition {
	orders, last := all(event.Order), lastOf(event.Order)
	defs := []Definition{
		{Name: "orders", Unit: Count, Title: "Orders", zero: true, Shape: true, HigherIs: Better, because: orders,
			Doc: "Number of orders."},
		{Name: "revenue", Unit: Money, Title: "Revenue", zero: true, Shape: true, HigherIs: Better, because: orders,
			Doc: "Sum of what orders paid, refunds not deducted."},
		{Name: "average_order_value", Unit: Money, Title: "Average order value", Shape: true, HigherIs: Better, because: orders,
			Doc: "Revenue divided by orders; missing without orders."},
		{Name: "biggest_order", Unit: Money, Title: "Biggest order", Shape: true, HigherIs: Better, because: orders,
			Doc: "The largest amount an order paid; missing without orders."},
		{Name: "refunds", Unit: Count, Title: "Refunds", zero: true, Shape: true, HigherIs: Worse, because: all(event.Refund),
			Doc: "Number of refunds."},
		{Name: "refunded", Unit: Money, Title: "Refunded", zero: true, Shape: true, HigherIs: Worse, because: all(event.Refund),
			Doc: "Sum of what refunds gave back, as a positive amount."},
		{Name: "net_revenue", Unit: Money, Title: "Net revenue", zero: true, Shape: true, HigherIs: Better, because: all(event.Order, event.Refund),
			Doc: "Revenue less what was refunded."},
		{Name: "first_order", Unit: Instant, Title: "First order", because: firstOf(event.Order),
			Doc: "When the first order was placed."},
		{Name: "last_order", Unit: Instant, Title: "Last order", because: last,
			Doc: "When the last order was placed."},
		{Name: "recency_days", grows: true, Unit: Days, Title: "Days since last order", Shape: true, HigherIs: Worse, because: last,
			Doc: "Calendar days from the day of the last order to today. This is the recency of RFM; that of buy-till-you-die models is btyd_tx."},
		{Name: "tenure_days", grows: true, Unit: Days, Title: "Days since first order", Shape: true, because: firstOf(event.Order),
			Doc: "Calendar days from the day of the first order to today."},
	}
	for _, d := range []int64{30, 90, 365} {
		defs = append(defs, Definition{Name: fmt.Sprintf("orders_%dd", d), Unit: Count, Title: fmt.Sprintf("Orders in %d days", d),
			zero: true, Shape: true, HigherIs: Better, because: within(d*day, event.Order),
			Doc: fmt.Sprintf("Number of orders in the last %d days of 24 hours.", d)})
	}
	for _, d := range []int64{30, 90, 365} {
		defs = append(defs, Definition{Name: fmt.Sprintf("revenue_%dd", d), Unit: Money, Title: fmt.Sprintf("Revenue in %d days", d),
			zero: true, Shape: true, HigherIs: Better, because: within(d*day, event.Order),
			Doc: fmt.Sprintf("Sum of what orders paid in the last %d days of 24 hours.", d)})
	}
	return append(defs,
		Definition{Name: "r_score", Unit: Score, Title: "Recency score", Source: rfmSource, Shape: true, HigherIs: Better, because: last,
			Doc: "5 less the number of the calibration's four cut points that recency_days exceeds: 5 is most recent. Missing without orders or calibration."},
		Definition{Name: "f_score", Unit: Score, Title: "Frequency score", Source: rfmSource, Shape: true, HigherIs: Better, because: orders,
			Doc: "1 plus the number of the calibration's four cut points that orders exceeds. Missing without orders or calibration."},
		Definition{Name: "m_score", Unit: Score, Title: "Monetary score", Source: rfmSource, Shape: true, HigherIs: Better, because: orders,
			Doc: "1 plus the number of the calibration's four cut points that revenue exceeds. Missing without orders or calibration."},
		Definition{Name: "btyd_x", Unit: Count, Title: "Repeat purchases (x)", Source: btydSource, because: orders,
			Doc: "Purchase days after the first one: orders of one day count once."},
		Definition{Name: "btyd_tx", Unit: Days, Title: "First to last purchase (t_x)", Source: btydSource, because: both(firstOf(event.Order), last),
			Doc: "Calendar days from the first purchase day to the last; zero without a repeat purchase."},
		Definition{Name: "btyd_t", grows: true, Unit: Days, Title: "Time observed (T)", Source: btydSource, because: firstOf(event.Order),
			Doc: "Calendar days from the first purchase day to today."},
		Definition{Name: "btyd_m", Unit: Money, Title: "Mean repeat purchase (m_x)", Source: "Fader, Hardie & Lee 2005, RFM and CLV", because: orders,
			Doc: "What was paid after the first purchase day, divided by btyd_x; missing without a repeat purchase."},
	)
}

func rhythmDefinitions() []Definition {
	orders := all(event.Order)
	const credibility = "Bühlmann 1967; gamma–Poisson posterior mean"
	return []Definition{
		{Name: "purchase_days", Unit: Count, Title: "Purchase days", zero: true, Shape: true, HigherIs: Better, because: orders,
			Doc: "Number of distinct calendar days with an order."},
		{Name: "mean_gap_days", Unit: Days, Title: "Mean gap between purchases", Shape: true, HigherIs: Worse, because: orders,
			Doc: "Mean number of days between one purchase day and the next; missing with fewer than two purchase days."},
		{Name: "median_gap_days", Unit: Days, Title: "Median gap between purchases", Shape: true, HigherIs: Worse, because: orders,
			Doc: "Median number of days between one purchase day and the next; missing with fewer than two purchase days."},
		{Name: "gap_cv", Unit: Ratio, Title: "Irregularity of purchases", Shape: true, because: orders,
			Doc: "Coefficient of variation of the gaps between purchase days (sample standard deviation over mean): 0 is clockwork, 1 is chance. Missing with fewer than two gaps."},
		{Name: "expected_gap_days", Unit: Days, Title: "Expected gap", Source: credibility, HigherIs: Worse, because: orders,
			Doc: "The own mean gap, shrunk to the population's: (k·m + S)/(k + n) with n own gaps that add up to S days, and the calibration's mean m and strength k. Without calibration it is the own mean, and missing with fewer than two purchase days."},
		{Name: "expected_next_order", Unit: Instant, Title: "Next order expected", Source: credibility, because: orders,
			Doc: "The last order plus the expected gap."},
		{Name: "lateness", grows: true, Unit: Ratio, Title: "Lateness", Source: credibility, Shape: true, HigherIs: Worse, because: orders,
			Doc: "Days since the last order divided by the expected gap: 1 is due, 2 is twice as long as expected."},
		{Name: "late_quantile", Unit: Share, Title: "Later than own gaps", HigherIs: Worse, because: orders,
			Doc: "Share of the own gaps between purchase days that are shorter than the days since the last order: 0.97 is later than 97% of own gaps. Missing with fewer than three gaps."},
	}
}

func discountDefinitions() []Definition {
	orders := all(event.Order)
	return []Definition{
		{Name: "discount_share", Unit: Share, Title: "Orders on discount", Shape: true, because: orders,
			Doc: "Share of orders with a discount; missing without orders."},
		{Name: "full_price_share", Unit: Share, Title: "Orders at full price", Shape: true, HigherIs: Better, because: orders,
			Doc: "Share of orders without a discount; missing without orders."},
		{Name: "discount_depth", Unit: Share, Title: "Depth of discount", Shape: true, HigherIs: Worse, because: orders,
			Doc: "Sum of discounts divided by what all orders would have cost without; missing when that is nothing."},
	}
}
