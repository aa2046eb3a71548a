package metric

import "limner/event"

func lifecycleDefinitions() []Definition {
	cancelling := all(event.Cancelled, event.TrialStart, event.Subscribed, event.Renewed, event.Expanded, event.Order)
	return []Definition{
		{Name: "stage", Unit: Word, Words: stageWords, Title: "Stage", because: both(acts, cancelling), Source: "after Amplitude's lifecycle (new, current, resurrected, dormant)",
			Doc: "churned: cancelled with no order, trial, subscription, renewal or expansion since, or last act 365 days of 24 hours ago or more; dormant: 90 or more; slipping: 28 or more; " +
				"else new: first act less than 28 days ago; resurrected: less than 28 days ago came back from a pause of 28 or more; active otherwise. Missing without acts."},
		{Name: "signed_up", Unit: Instant, Title: "Signed up", because: firstOf(event.SignedUp),
			Doc: "When the contact first signed up."},
		{Name: "days_since_signup", grows: true, Unit: Days, Title: "Days since sign-up", Shape: true, because: firstOf(event.SignedUp),
			Doc: "Calendar days from the day of the first sign-up to today."},
		{Name: "trial_started", Unit: Instant, Title: "Trial started", because: firstOf(event.TrialStart),
			Doc: "When the first trial began."},
		{Name: "subscribed", Unit: Instant, Title: "Subscribed", because: firstOf(event.Subscribed),
			Doc: "When the first paid plan began."},
		{Name: "renewed", Unit: Instant, Title: "Last renewed", because: lastOf(event.Renewed),
			Doc: "When the contact last renewed."},
		{Name: "renewals", Unit: Count, Title: "Renewals", zero: true, HigherIs: Better, Shape: true, because: all(event.Renewed),
			Doc: "Number of renewals."},
		{Name: "expanded", Unit: Instant, Title: "Last expanded", because: lastOf(event.Expanded),
			Doc: "When the contact last moved to a larger plan or more seats."},
		{Name: "expansions", Unit: Count, Title: "Expansions", zero: true, HigherIs: Better, Shape: true, because: all(event.Expanded),
			Doc: "Number of moves to a larger plan or more seats."},
		{Name: "cancelled", Unit: Instant, Title: "Last cancelled", because: lastOf(event.Cancelled),
			Doc: "When the contact last cancelled."},
	}
}

func changeDefinitions() []Definition {
	const bout = "A bout is a run of acts, each within 30 minutes of the one before; it counts where it begins."
	const known = " Missing until the contact has been known for 35 days."
	const test = "Przyborowski & Wilenski 1940"
	return []Definition{
		{Name: "engagement_7d", Unit: Count, Title: "Engagement in 7 days", zero: true, Shape: true, HigherIs: Better, because: acts,
			Doc: "Number of bouts of acts in the last 7 days of 24 hours. " + bout},
		{Name: "engagement_velocity_7d", Unit: Ratio, Title: "Engagement, week against month before", Shape: true, HigherIs: Better, because: acts,
			Doc: "Bouts a day in the last 7 days over bouts a day in the 28 days before: 1 is as ever. " + bout + known + " Missing too when the 28 days had none."},
		{Name: "engagement_velocity_28d", Unit: Ratio, Title: "Engagement, month against quarter before", Shape: true, HigherIs: Better, because: acts,
			Doc: "Bouts a day in the last 28 days over bouts a day in the 84 days before. " + bout + " Missing until the contact has been known for 112 days, and when the 84 days had none."},
		{Name: "engagement_spike", Unit: Flag, Title: "Engagement spike", because: acts, Source: test,
			Doc: "1 when the bouts of the last 7 days are more than chance allows given those of the last 35, if the rate had not changed: binomial tail at most 1%. " + bout + known},
		{Name: "engagement_slowdown", Unit: Flag, Title: "Engagement slowdown", HigherIs: Worse, because: acts, Source: test,
			Doc: "1 when the bouts of the last 7 days are fewer than chance allows given those of the last 35, if the rate had not changed: binomial tail at most 1%. " + bout + known},
	}
}

func voiceDefinitions() []Definition {
	return []Definition{
		{Name: "tickets", Unit: Count, Title: "Tickets", zero: true, Shape: true, HigherIs: Worse, because: all(event.Ticket),
			Doc: "Number of support tickets."},
		{Name: "tickets_90d", Unit: Count, Title: "Tickets in 90 days", zero: true, Shape: true, HigherIs: Worse, because: within(90*day, event.Ticket),
			Doc: "Number of support tickets in the last 90 days of 24 hours."},
		{Name: "open_tickets", Unit: Count, Title: "Open tickets", zero: true, HigherIs: Worse, because: all(event.Ticket, event.TicketSolved),
			Doc: "Number of tickets, by subject, not solved since they were last raised."},
		{Name: "calls", Unit: Count, Title: "Calls", zero: true, Shape: true, because: all(event.Call),
			Doc: "Number of calls."},
		{Name: "nps", Unit: Score, Title: "NPS score", HigherIs: Better, because: scored, Source: "Reichheld 2003",
			Doc: "The last answer to the Net Promoter question, 0 to 10."},
	}
}

// scored is the last NPS answer with a score.
func scored(_ *Folder, h event.History, _ []float64) []int {
	rows := where(h, func(i int) bool { return h.Kind[i] == event.NPS && h.Value[i] == h.Value[i] })
	return rows[max(0, len(rows)-1):]
}
