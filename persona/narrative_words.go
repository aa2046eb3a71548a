package persona

import "strings"

// saying is how a metric is told of a persona's members. In its texts {v} stands for the statistic told.
type saying struct {
	metric string
	topic  string // metrics of a topic tell one side of a customer; the plainest of them is told
	text   string // "have placed {v|order|orders}": what follows "they"
	any    string // "have ever ordered": what those have done whose value is above zero
}

// sayings is how the built-in metrics are told, the plainest of each topic first. Metrics that only an
// analyst would know are not told.
var sayings = []saying{
	{"orders", "orders", "have placed {v|order|orders}", "have ever ordered"},
	{"purchase_days", "orders", "have bought on {v|day|days}", ""},
	{"orders_365d", "orders", "placed {v|order|orders} in the past {window}", "ordered in the past {window}"},
	{"orders_90d", "orders", "placed {v|order|orders} in the past {window}", "ordered in the past {window}"},
	{"orders_30d", "orders", "placed {v|order|orders} in the past {window}", "ordered in the past {window}"},
	{"revenue", "spending", "have spent {v}", "have ever spent anything"},
	{"net_revenue", "spending", "have spent {v} after refunds", ""},
	{"revenue_365d", "spending", "spent {v} in the past {window}", "spent anything in the past {window}"},
	{"revenue_90d", "spending", "spent {v} in the past {window}", "spent anything in the past {window}"},
	{"revenue_30d", "spending", "spent {v} in the past {window}", "spent anything in the past {window}"},
	{"average_order_value", "basket", "spend {v} an order", ""},
	{"biggest_order", "basket", "paid {v} for their biggest order", ""},
	{"refunds", "refunds", "have had {v|refund|refunds}", "have had a refund"},
	{"refunded", "refunds", "got {v} back in refunds", "got money back"},
	{"recency_days", "lately", "last ordered {v} ago", ""},
	{"inactive_days", "lately", "were last active {v} ago", ""},
	{"engagement_velocity_28d", "lately", "were {v} times as active in the past month as in the months before", "were active at all in the past month"},
	{"engagement_velocity_7d", "lately", "were {v} times as active in the past week as in the month before", "were active at all in the past week"},
	{"tenure_days", "tenure", "first ordered {v} ago", ""},
	{"days_since_signup", "tenure", "signed up {v} ago", ""},
	{"median_gap_days", "rhythm", "order every {v}", ""},
	{"mean_gap_days", "rhythm", "order every {v}", ""},
	{"lateness", "lateness", "have let {v} times their expected gap go by since their last order", ""},
	{"discount_share", "price", "buy {v} of their orders on discount", "have ever used a discount"},
	{"full_price_share", "price", "buy {v} of their orders at full price", ""},
	{"discount_depth", "price", "save {v} through discounts", "have ever used a discount"},
	{"emails_sent", "mailings", "were sent {v|email|emails}", "were ever sent an email"},
	{"emails_sent_30d", "mailings", "were sent {v|email|emails} in the past {window}", "were sent an email in the past {window}"},
	{"open_rate", "opens", "open {v} of their emails", "have ever opened an email"},
	{"emails_opened", "opens", "have opened emails {v|time|times}", "have ever opened an email"},
	{"click_rate", "clicks", "click in {v} of their emails", "have ever clicked in an email"},
	{"emails_clicked", "clicks", "have clicked in emails {v|time|times}", "have ever clicked in an email"},
	{"first_email_response_hours", "response", "took {v} to respond to their first email", ""},
	{"first_email_to_order_hours", "response", "took {v} from their first email to an order", ""},
	{"time_to_click_hours", "response", "take {v} to click in an email", ""},
	{"time_to_open_hours", "response", "take {v} to open an email", ""},
	{"sessions", "visits", "have visited {v|time|times}", "have ever visited"},
	{"sessions_30d", "visits", "visited {v|time|times} in the past {window}", "visited in the past {window}"},
	{"visits", "visits", "have looked at {v|page|pages}", "have ever looked at a page"},
	{"product_views", "visits", "have looked at {v|product|products}", "have ever looked at a product"},
	{"active_days", "visits", "were active on {v|day|days}", ""},
	{"engagement_7d", "visits", "were active {v|time|times} in the past {window}", "were active in the past {window}"},
	{"session_gap_days", "return", "come back every {v}", ""},
	{"carts_abandoned", "carts", "have left {v|cart|carts} behind", "have ever left a cart behind"},
	{"cart_adds", "carts", "have put {v|product|products} in a cart", "have ever put a product in a cart"},
	{"features_used", "features", "have used {v|feature|features}", "have used any feature"},
	{"features_used_30d", "features", "used {v|feature|features} in the past {window}", "used a feature in the past {window}"},
	{"core_features_week_one", "activation", "used {v|core feature|core features} in their first week", "used a core feature in their first week"},
	{"features_dropped", "dropped", "have given up {v|feature|features}", "have given up a feature"},
	{"content_views", "content", "have looked at {v|piece|pieces} of content", "have ever looked at content"},
	{"renewals", "renewals", "have renewed {v|time|times}", "have ever renewed"},
	{"expansions", "renewals", "have moved to a larger plan {v|time|times}", "have ever moved to a larger plan"},
	{"tickets", "support", "have raised {v|support ticket|support tickets}", "have ever raised a support ticket"},
	{"tickets_90d", "support", "raised {v|support ticket|support tickets} in the past {window}", "raised a support ticket in the past {window}"},
	{"calls", "calls", "have had {v|call|calls}", "have ever had a call"},
}

// firstUse is the family of metrics that say when a feature was first used.
const firstUse = "days_to_"

// sayingOf is how a metric is told: traits and the workspace's own metrics by their title. False when it is
// not told.
func sayingOf(t *Trait) (saying, bool) {
	for _, s := range sayings {
		if s.metric == t.Metric {
			return s, true
		}
	}
	title := Plain(t.Title)
	if feature, ok := strings.CutPrefix(t.Title, "Days from sign-up to first use of "); ok && strings.HasPrefix(t.Metric, firstUse) {
		return saying{t.Metric, "activation", "first used " + feature + " {v} after signing up", ""}, tellable(feature)
	}
	if t.measure == nil || t.measure.def.Family != traitFamily && t.measure.def.Family != ownFamily {
		return saying{}, false
	}
	return saying{t.Metric, t.Metric, title, ""}, tellable(title)
}

// ownFamily is the family of the metrics that the workspace defined.
const ownFamily = "Defined"

// titled reports whether a saying is a title: "income", of which it is said that it is 40,000.
func (s saying) titled() bool { return !strings.Contains(s.text, "{v") }

// with is the text with marks of a statistic of a metric.
func (s saying) with(statistic, metric string) string {
	text := strings.ReplaceAll(s.text, "{v", "{"+statistic+" "+metric)
	return strings.ReplaceAll(text, "{window}", "{window "+metric+"}")
}
