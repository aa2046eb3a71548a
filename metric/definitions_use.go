package metric

import (
	"slices"

	"limner/event"
)

func productDefinitions() []Definition {
	site, uses := all(onSiteKinds...), all(event.FeatureUse)
	const session = "a run of visits, feature uses, content and product views, cart adds, checkouts and sign-ins, each within 30 minutes of the one before"
	return []Definition{
		{Name: "visits", Unit: Count, Title: "Visits", zero: true, Shape: true, HigherIs: Better, because: all(event.Visit),
			Doc: "Number of pages or screens seen (events of kind visit)."},
		{Name: "sessions", Unit: Count, Title: "Sessions", zero: true, Shape: true, HigherIs: Better, because: site, Source: "30-minute convention",
			Doc: "Number of sessions: " + session + "."},
		{Name: "sessions_30d", Unit: Count, Title: "Sessions in 30 days", zero: true, Shape: true, HigherIs: Better, because: recentSessions, Source: "30-minute convention",
			Doc: "Number of sessions that began in the last 30 days of 24 hours."},
		{Name: "product_views", Unit: Count, Title: "Product views", zero: true, Shape: true, HigherIs: Better, because: all(event.ProductView),
			Doc: "Number of product views."},
		{Name: "cart_adds", Unit: Count, Title: "Products put in a cart", zero: true, Shape: true, HigherIs: Better, because: all(event.CartAdd),
			Doc: "Number of products put into a cart."},
		{Name: "carts_abandoned", Unit: Count, Title: "Carts abandoned", zero: true, Shape: true, HigherIs: Worse, because: all(event.CartAdd, event.Order),
			Doc: "Number of carts with no order within 24 hours of their last addition; additions less than 24 hours apart with no order between are one cart."},
		{Name: "session_gap_days", Unit: Days, Title: "Gap between sessions", Shape: true, HigherIs: Worse, because: site,
			Doc: "Median time from the beginning of one session to that of the next, in days of 24 hours; missing with fewer than two sessions."},
		{Name: "session_gap_trend", Unit: Ratio, Title: "Trend of the gap between sessions", Shape: true, HigherIs: Worse, because: site,
			Doc: "Median gap of the later half of gaps between sessions divided by that of the earlier half (a middle one left out): above 1 visits become rarer. Missing with fewer than six gaps."},
		{Name: "features_used", Unit: Count, Title: "Features used", zero: true, Shape: true, HigherIs: Better, because: uses,
			Doc: "Number of different features ever used."},
		{Name: "features_used_30d", Unit: Count, Title: "Features used in 30 days", zero: true, Shape: true, HigherIs: Better, because: within(30*day, event.FeatureUse),
			Doc: "Number of different features used in the last 30 days of 24 hours: breadth of use."},
		{Name: "core_features_week_one", Unit: Count, Title: "Core features in week one", Shape: true, HigherIs: Better, because: coreWeekOne,
			Doc: "Number of core features used before the end of seven days of 24 hours after sign-up; missing without sign-up or core features."},
		{Name: "features_dropped", Unit: Count, Title: "Features dropped", zero: true, Shape: true, HigherIs: Worse, because: droppedUses,
			Doc: "Number of features used on two calendar days or more and not used since for at least 30 days and three times their own mean gap between days of use."},
		{Name: "first_stopped", Unit: Text, Dictionary: event.Subjects, Title: "Feature that stopped first", because: firstStoppedUses,
			Doc: "Of the features dropped, the one whose last use is longest ago."},
		{Name: "first_stopped_at", Unit: Instant, Title: "When the first feature stopped", because: firstStoppedUses,
			Doc: "The last use of the feature that stopped first."},
	}
}

// recentSessions is the acts of the sessions that began in the last 30 days: one that reaches into them
// is left out.
func recentSessions(f *Folder, h event.History, _ []float64) []int {
	in, lo := f.using.sessions, 0
	for lo < len(in) && in[lo] <= f.t-30*day {
		lo++
	}
	if lo == len(in) {
		return nil
	}
	return where(h, func(i int) bool { return onSite(h.Kind[i]) && h.TS[i] >= in[lo] })
}

func coreWeekOne(f *Folder, h event.History, _ []float64) []int {
	signup := f.living.signedUp
	if signup == 0 {
		return nil
	}
	uses := where(h, func(i int) bool {
		if h.Kind[i] != event.FeatureUse || h.TS[i] >= signup+weekOne {
			return false
		}
		return slices.Contains(f.c.settings.CoreFeatures, h.Subject[i])
	})
	return both(firstOf(event.SignedUp), func(*Folder, event.History, []float64) []int { return uses })(f, h, nil)
}

func droppedUses(f *Folder, h event.History, _ []float64) []int {
	return where(h, func(i int) bool {
		if h.Kind[i] != event.FeatureUse || h.Subject[i] == 0 {
			return false
		}
		return f.features.of(h.Subject[i]).dropped() <= f.t
	})
}

func firstStoppedUses(f *Folder, h event.History, x []float64) []int {
	subject := x[productBase+mFirstStopped]
	return where(h, func(i int) bool { return h.Kind[i] == event.FeatureUse && float64(h.Subject[i]) == subject })
}

func contentDefinitions() []Definition {
	inCategory := func(metric int, kinds ...event.Kind) because {
		set := kindsOf(kinds...)
		return func(f *Folder, h event.History, x []float64) []int {
			return where(h, func(i int) bool { return set.has(h.Kind[i]) && float64(h.Category[i]) == x[contentBase+metric] })
		}
	}
	shelves := []event.Kind{event.ProductView, event.CartAdd, event.OrderLine}
	const favourite = " Of equals the one seen last."
	return []Definition{
		{Name: "content_views", Unit: Count, Title: "Content views", zero: true, Shape: true, HigherIs: Better, because: all(event.ContentView),
			Doc: "Number of articles, videos, lessons and the like seen."},
		{Name: "favourite_content", Unit: Text, Dictionary: event.Categories, Title: "Favourite content", because: inCategory(mFavouriteContent, event.ContentView),
			Doc: "The category of most content views that have one." + favourite},
		{Name: "favourite_content_share", Unit: Share, Title: "Share of favourite content", Shape: true, because: all(event.ContentView),
			Doc: "Share of content views with a category that are of the favourite one."},
		{Name: "favourite_product_category", Unit: Text, Dictionary: event.Categories, Title: "Favourite product category", because: inCategory(mFavouriteProduct, shelves...),
			Doc: "The category of most product views, cart adds and order lines that have one." + favourite},
		{Name: "favourite_product_category_share", Unit: Share, Title: "Share of favourite product category", Shape: true, because: all(shelves...),
			Doc: "Share of product views, cart adds and order lines with a category that are of the favourite one."},
	}
}

// weekdayWords names the values of preferred_weekday.
var weekdayWords = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

func activityDefinitions() []Definition {
	local := func(same func(f *Folder, local int64, x []float64) bool) because {
		return func(f *Folder, h event.History, x []float64) []int {
			return where(h, func(i int) bool { return f.isAct(i) && same(f, f.clock.local(h.TS[i]), x) })
		}
	}
	inHour := local(func(_ *Folder, l int64, x []float64) bool {
		return float64((l-dayOf(l)*day)/hour) == x[activityBase+mPreferredHour]
	})
	onWeekday := local(func(_ *Folder, l int64, x []float64) bool {
		return float64(weekdayOf(dayOf(l))) == x[activityBase+mPreferredWeekday]
	})
	inChannel := func(f *Folder, h event.History, x []float64) []int {
		return where(h, func(i int) bool {
			return f.isAct(i) && float64(h.Channel[i]) == x[activityBase+mPreferredChannel]
		})
	}
	const most = " Of equals the one used last."
	return []Definition{
		{Name: "acts", Unit: Count, Title: "Acts", zero: true, Shape: true, HigherIs: Better, because: acts,
			Doc: "Number of things the contact did: everything but things sent to them, refunds, order lines, notes, and facts about them."},
		{Name: "acts_30d", Unit: Count, Title: "Acts in 30 days", zero: true, Shape: true, HigherIs: Better, because: actsWithin(30 * day),
			Doc: "Number of acts in the last 30 days of 24 hours."},
		{Name: "active_days", Unit: Count, Title: "Active days", zero: true, Shape: true, HigherIs: Better, because: acts,
			Doc: "Number of calendar days with an act."},
		{Name: "first_seen", Unit: Instant, Title: "First seen", because: firstAct,
			Doc: "When the first act happened."},
		{Name: "last_seen", Unit: Instant, Title: "Last seen", because: lastAct,
			Doc: "When the last act happened."},
		{Name: "inactive_days", grows: true, Unit: Days, Title: "Days since last act", Shape: true, HigherIs: Worse, because: lastAct,
			Doc: "Calendar days from the day of the last act to today."},
		{Name: "preferred_channel", Unit: Text, Dictionary: event.Channels, Title: "Preferred channel", because: inChannel,
			Doc: "The channel of most acts that have one." + most},
		{Name: "preferred_channel_share", Unit: Share, Title: "Share of preferred channel", because: acts,
			Doc: "Share of acts with a channel that are in the preferred one."},
		{Name: "preferred_hour", Unit: Number, Title: "Preferred hour", because: inHour,
			Doc: "The hour of the day, 0 to 23 in the workspace's zone, of most acts." + most},
		{Name: "preferred_hour_share", Unit: Share, Title: "Share of preferred hour", because: acts,
			Doc: "Share of acts in the preferred hour."},
		{Name: "preferred_weekday", Unit: Word, Words: weekdayWords, Title: "Preferred weekday", because: onWeekday,
			Doc: "The day of the week, in the workspace's zone, of most acts." + most},
		{Name: "preferred_weekday_share", Unit: Share, Title: "Share of preferred weekday", because: acts,
			Doc: "Share of acts on the preferred weekday."},
	}
}
