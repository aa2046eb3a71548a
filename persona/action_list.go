package persona

import "slices"

// How an action is measured: some of the members, drawn by lot, are left alone and compared.
const (
	holdBack    = "To measure it, leave {holdout|contact|contacts} drawn by lot out of it and compare "
	theirOrders = holdBack + "orders a head[ after {median expected_gap_days}, their usual gap]."
	theirVisits = holdBack + "how many are active a month later."
	theirSpend  = holdBack + "revenue a head."
)

// actions is what can be recommended, the most pressing first.
var actions = []action{
	{archetype: "frequent visitors who never purchase", metric: "orders",
		fits: func(t *teller) bool {
			return t.number("any", "orders") <= hardlyAny && t.number("rest_any", "orders") > 0 && t.differs("sessions") >= clearly
		},
		do:      "Ask what keeps them from buying, on the page they come back to: {any orders} have ordered, though they typically visited {median sessions|time|times}.",
		measure: holdBack + "how many place a first order.",
		not:     "Do not open with a discount: nothing here shows that price is what they wait for."},
	{archetype: "silent churn risks", metric: "inactive_days",
		fits: func(t *teller) bool {
			return t.onSite() && t.differs("inactive_days") >= strongly && t.typical("inactive_days") >= slippingDays && t.differs("engagement_velocity_28d") <= -clearly
		},
		do:      "Have a person write to them, those who spent most before the others: typically they have been silent for {median inactive_days}, and {revenue_share} of all revenue came from them.",
		measure: theirVisits,
		not:     "Do not put them on the regular mailing list meanwhile; silence is no consent to more mail."},
	{archetype: "slipping regulars", metric: "lateness",
		fits: func(t *teller) bool {
			return t.typical("orders") >= 3 && t.typical("lateness") >= 1.5 && t.typical("recency_days") < lapsedDays
		},
		do:      "Remind them of what they buy regularly: typically the last order is {median recency_days} old[, where {median expected_gap_days} is their usual gap].",
		measure: theirOrders,
		not:     "Do not wait for the yearly campaign; by then they count as lost."},
	{archetype: "dormant customers", metric: "recency_days",
		fits: func(t *teller) bool {
			return t.buys() && t.typical("recency_days") >= lapsedDays && t.differs("recency_days") >= clearly && !(t.onSite() && t.differs("inactive_days") >= strongly)
		},
		do:      "Make a single attempt to win them back, with what is new since they left: typically their last order is {median recency_days} ago, against {rest_median recency_days} for everyone else.",
		measure: theirOrders,
		not:     "Take those who do not answer off the mailings rather than writing more often."},
	{archetype: "discount-driven buyers", metric: "discount_share",
		fits:    func(t *teller) bool { return t.differs("discount_share") >= strongly && t.buys() },
		do:      "Try smaller discounts, or bundles in place of them: typically {median discount_share} of their orders are on discount, against {rest_median discount_share} for everyone else.",
		measure: holdBack + "what is left after discounts, not orders.",
		not:     "Do not announce full-price novelties to them first; that is for those who pay full price."},
	{archetype: "fast deciders after the first email", metric: "first_email_response_hours",
		fits: func(t *teller) bool {
			return t.differs("first_email_response_hours") <= -clearly && t.number("known", "first_email_response_hours") >= clearly
		},
		do:      "Put the offer into the first email rather than into a later mail: typically they respond within {median first_email_response_hours}, where everyone else takes {rest_median first_email_response_hours}.",
		measure: holdBack + "how many order within the first week.",
		not:     "Do not make them wait through a long welcome series."},
	{archetype: "champions", metric: "orders",
		fits: func(t *teller) bool {
			return t.differs("orders") >= strongly && t.differs("revenue") >= strongly && t.typical("orders") >= 2
		},
		do:      "Let them in first on what is new, and ask them for recommendations: {revenue_share} of all revenue comes from them, typically with {median orders|order|orders} each.",
		measure: theirOrders,
		not:     "Do not send them discounts[: they pay full price for {mean full_price_share} of their orders anyway]."},
	{archetype: "loyal regulars", metric: "orders",
		fits: func(t *teller) bool {
			return t.differs("orders") >= clearly && t.differs("revenue") < strongly && t.typical("orders") >= 3 && t.typical("lateness") < 1.5
		},
		do:      "Make the next order easy: send a reminder with their usual basket[ of {median average_order_value}] when it is due[, typically {median expected_gap_days} after the last].",
		measure: theirOrders,
		not:     "Do not write before that; they come by themselves."},
	{archetype: "email-fatigued", metric: "email_fatigue",
		fits:    func(t *teller) bool { return t.typical("email_fatigue") <= -0.15 },
		do:      "Write to them less often for a while: the share of emails they open has typically changed by {median email_fatigue} from their earlier mailings to the latest.",
		measure: holdBack + "opens and orders a head.",
		not:     "Do not answer falling opens with more mail."},
	{archetype: "other-channel customers who ignore email", metric: "open_rate",
		fits: func(t *teller) bool {
			return t.mailed() && t.buys() && t.differs("open_rate") <= -clearly && t.typical("open_rate") <= 0.1
		},
		do:      "Reach them where they already are[, which is {the preferred_channel} for most]: typically they open {median open_rate} of the emails sent to them, and {any orders} of them have ordered all the same.",
		measure: theirOrders,
		not:     "Do not raise the number of emails."},
	{archetype: "support-heavy", metric: "tickets",
		fits:    func(t *teller) bool { return t.differs("tickets") >= clearly },
		do:      "Read what they write to support and mend what recurs, before selling them anything: they raised {mean tickets} tickets on average, against {rest_mean tickets} for everyone else.",
		measure: "To measure it, compare tickets a head before and after.",
		not:     "Do not send campaigns to those with an open ticket[ ({any open_tickets} of them have any)]."},
	{archetype: "second-purchase drop-offs", metric: "orders",
		fits:    func(t *teller) bool { return t.typical("orders") == 2 && t.typical("lateness") >= 1.5 },
		do:      "Give a reason to come back after the latest order: typically they placed {median orders|order|orders} and have been away for {median recency_days}.",
		measure: theirOrders,
		not:     "Do not treat them as regulars yet."},
	{archetype: "one-and-done buyers", metric: "orders",
		fits:    func(t *teller) bool { return t.buys() && t.number("once", "orders") >= nearlyAll },
		do:      "Ask after the first order what they thought of it, and suggest what goes with it: {once orders} of the buyers among them placed a single order[, typically {median recency_days} ago].",
		measure: holdBack + "how many order again.",
		not:     "Do not thank them for their loyalty."},
	{archetype: "newcomers", metric: "tenure_days",
		fits:    func(t *teller) bool { return t.buys() && t.differs("tenure_days") <= -clearly },
		do:      "Accompany the way to the next order with a short welcome series: typically the first order is {median tenure_days} ago[, and the next is expected {median expected_gap_days} after the last].",
		measure: holdBack + "how many order again.",
		not:     "Do not judge them by what they have spent so far; they had less time than the others."},
	{metric: "days_since_signup",
		fits:    func(t *teller) bool { return t.differs("days_since_signup") <= -clearly },
		do:      "Show newcomers the way to a first success: typically they signed up {median days_since_signup} ago, where for everyone else it is {rest_median days_since_signup}.",
		measure: theirVisits,
		not:     "Do not count them as lost or won yet."},
	{archetype: "resurrected customers", metric: "stage",
		fits:    func(t *teller) bool { return t.inStage("resurrected") },
		do:      "Welcome them back and ask what brought them: {word stage} of them are {the stage} after a pause[, with {median orders|order|orders} behind them].",
		measure: theirVisits,
		not:     "Do not send what is meant for strangers; they know the place."},
	{archetype: "single-feature users", metric: "features_used",
		fits: func(t *teller) bool {
			return t.typical("features_used") == 1 && t.number("any", "features_used") >= clearly
		},
		do:      "Show the feature that others take up next, inside the product: typically they have used {median features_used|feature|features}, on {known features_used} of the accounts looked at.",
		measure: holdBack + "how many use a further feature.",
		not:     "Do not tour the whole product with them."},
	{archetype: "early activators of core features", metric: "core_features_week_one",
		fits:    func(t *teller) bool { return t.differs("core_features_week_one") >= strongly },
		do:      "Offer the paid or larger plan early: on average they used {mean core_features_week_one} core features in their first week, against {rest_mean core_features_week_one} for everyone else.",
		measure: holdBack + "how many subscribe or expand.",
		not:     "Do not send them the beginners' tour."},
	{archetype: "feature explorers", metric: "features_used",
		fits:    func(t *teller) bool { return t.differs("features_used") >= strongly },
		do:      "Invite them to try new features before others and to say what is missing: typically they have used {median features_used|feature|features}, against {rest_median features_used} for everyone else.",
		measure: holdBack + "how many still use a feature a month after trying it.",
		not:     "Do not mistake breadth for success[; typically {median features_dropped|feature was|features were} given up again]."},
	{metric: "features_dropped",
		fits:    func(t *teller) bool { return t.differs("features_dropped") >= clearly },
		do:      "Ask why they stopped using what they used before: on average they gave up {mean features_dropped} features, against {rest_mean features_dropped} for everyone else.",
		measure: theirVisits,
		not:     "Do not advertise the same features to them again."},
	{archetype: "big-ticket rare buyers", metric: "average_order_value",
		fits: func(t *teller) bool {
			return t.buys() && t.differs("average_order_value") >= clearly && t.differs("orders") < clearly
		},
		do:      "Offer advice before the purchase, by a person: an order of theirs is typically {median average_order_value}, against {rest_median average_order_value} for everyone else.",
		measure: theirSpend,
		not:     "Do not press them for frequency."},
	{metric: "full_price_share",
		fits: func(t *teller) bool {
			return t.buys() && t.number("mean", "full_price_share") >= 0.9 && t.number("rest_any", "discount_share") >= tellingChannel
		},
		do:      "Keep them out of discount campaigns: they pay full price for {mean full_price_share} of their orders, where {rest_any discount_share} of everyone else have used a discount.",
		measure: theirSpend},
	{metric: "carts_abandoned",
		fits:    func(t *teller) bool { return t.differs("carts_abandoned") >= clearly },
		do:      "Remind them of the cart they left within a day: on average they left {mean carts_abandoned}, against {rest_mean carts_abandoned} for everyone else.",
		measure: holdBack + "how many of the carts become orders.",
		not:     "Do not attach a discount to every reminder, or carts will be left for it."},
	{metric: "refunds",
		fits:    func(t *teller) bool { return t.differs("refunds") >= clearly },
		do:      "Look at what they send back and describe those products better: on average they had {mean refunds} refunds, against {rest_mean refunds} for everyone else.",
		measure: "To measure it, compare refunds per order before and after.",
		not:     "Do not make returning harder for them[: they spent {revenue} in all]."},
	{metric: "average_order_value",
		fits:    func(t *teller) bool { return t.buys() && t.differs("average_order_value") <= -clearly },
		do:      "Set free delivery, or a bundle, a little above their usual basket: an order is typically {median average_order_value}, against {rest_median average_order_value} for everyone else.",
		measure: theirSpend,
		not:     "Do not count larger baskets as success while returns rise."},
	{metric: "unsubscribed",
		fits: func(t *teller) bool { return t.number("any", "unsubscribed") >= hardlyAny },
		do:   "Leave the {any unsubscribed} of them who unsubscribed out of every mailing, and reach them on the site or in the product."},
	{metric: "orders",
		fits: func(t *teller) bool { return !slices.ContainsFunc(areas, t.recorded) },
		do:   "Bring in what they do, orders or visits, and build again: orders are on record for {any orders} of these {size|contact|contacts}, so what they will do cannot be told.",
		not:  "Do not hand this persona to an advertising network under a name that speaks of income or health; such audiences are refused."},
	{metric: "inactive_days",
		fits:    func(t *teller) bool { return t.typical("inactive_days") >= lapsedDays && !t.buys() && t.mailed() },
		do:      "Ask whether they still want to hear from you, and let go of those who do not answer: typically they were last active {median inactive_days} ago.",
		measure: theirVisits},
	{
		fits:    func(*teller) bool { return true },
		do:      "Talk to the typical contacts named here before deciding on a campaign for all {size|contact|contacts}.",
		measure: "When there is a campaign, leave {holdout|contact|contacts} drawn by lot out of it, so that its effect can be told from chance."},
	{metric: "orders",
		fits:    func(t *teller) bool { return t.buys() && t.mailed() },
		do:      "Write to them when they are up[, {mode preferred_hour} o'clock being the hour at which most of them act].",
		measure: theirOrders},
}
