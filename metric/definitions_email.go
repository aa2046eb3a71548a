package metric

import "limner/event"

// byMail is the email events of some kinds.
func byMail(kinds ...event.Kind) because {
	set := kindsOf(kinds...)
	return func(f *Folder, h event.History, _ []float64) []int {
		return where(h, func(i int) bool { return set.has(h.Kind[i]) && f.byEmail(i) })
	}
}

// human is the email events of some kinds that no machine did.
func human(kinds ...event.Kind) because {
	set := kindsOf(kinds...)
	return func(f *Folder, h event.History, _ []float64) []int {
		return where(h, func(i int) bool { return set.has(h.Kind[i]) && f.byEmail(i) && !f.mailing.isMachine(i) })
	}
}

// anyDate is the events of a kind with or without a date.
func anyDate(kind event.Kind) because {
	return func(_ *Folder, h event.History, _ []float64) []int {
		var rows []int
		for i := h.From; i < h.To; i++ {
			if h.Kind[i] == kind {
				rows = append(rows, i)
			}
		}
		return rows
	}
}

// answer is the first send and what answered it.
func answer(at func(*mailing) int64, kinds ...event.Kind) because {
	set := kindsOf(kinds...)
	return func(f *Folder, h event.History, _ []float64) []int {
		m := &f.mailing
		if at(m) == 0 {
			return nil
		}
		rows := []int{m.sends[0].row}
		for i := h.From; i < h.To; i++ {
			if h.TS[i] == at(m) && set.has(h.Kind[i]) && !m.isMachine(i) {
				return append(rows, i)
			}
		}
		return rows
	}
}

func emailDefinitions() []Definition {
	sent, opened, clicked := byMail(event.Sent), human(event.Opened), human(event.Clicked)
	sent30 := func(f *Folder, h event.History, _ []float64) []int {
		return where(h, func(i int) bool { return h.Kind[i] == event.Sent && h.TS[i] > f.t-30*day && f.byEmail(i) })
	}
	const survival = "Kaplan & Meier 1958"
	return []Definition{
		{Name: "emails_sent", Unit: Count, Title: "Emails sent", zero: true, Shape: true, because: sent,
			Doc: "Number of emails sent to the contact."},
		{Name: "emails_delivered", Unit: Count, Title: "Emails delivered", zero: true, because: byMail(event.Delivered),
			Doc: "Number of emails whose delivery was reported."},
		{Name: "emails_sent_30d", Unit: Count, Title: "Emails sent in 30 days", zero: true, Shape: true, because: sent30,
			Doc: "Number of emails sent in the last 30 days of 24 hours."},
		{Name: "emails_opened", Unit: Count, Title: "Email opens", zero: true, Shape: true, HigherIs: Better, because: opened,
			Doc: "Number of opens by a human."},
		{Name: "emails_opened_raw", Unit: Count, Title: "Email opens, machines included", zero: true, because: byMail(event.Opened),
			Doc: "Number of opens reported, whoever opened."},
		{Name: "emails_clicked", Unit: Count, Title: "Email clicks", zero: true, Shape: true, HigherIs: Better, because: clicked,
			Doc: "Number of clicks by a human."},
		{Name: "emails_clicked_raw", Unit: Count, Title: "Email clicks, machines included", zero: true, because: byMail(event.Clicked),
			Doc: "Number of clicks reported, whoever clicked."},
		{Name: "open_rate", Unit: Share, Title: "Open rate", Shape: true, HigherIs: Better, because: both(sent, opened),
			Doc: "Emails that a human opened, divided by emails sent; missing when none was sent."},
		{Name: "open_rate_raw", Unit: Share, Title: "Open rate, machines included", because: byMail(event.Sent, event.Opened),
			Doc: "Emails with any open, divided by emails sent; missing when none was sent."},
		{Name: "click_rate", Unit: Share, Title: "Click rate", Shape: true, HigherIs: Better, because: both(sent, clicked),
			Doc: "Emails that a human clicked, divided by emails sent; missing when none was sent."},
		{Name: "click_rate_raw", Unit: Share, Title: "Click rate, machines included", because: byMail(event.Sent, event.Clicked),
			Doc: "Emails with any click, divided by emails sent; missing when none was sent."},
		{Name: "time_to_open_hours", Unit: Hours, Title: "Time to open", Source: survival, Shape: true, HigherIs: Worse, because: both(sent, opened),
			Doc: "Median hours from an email to its first human open; unopened emails are censored at their present age. Missing when the estimate says that fewer than half are ever opened."},
		{Name: "time_to_click_hours", Unit: Hours, Title: "Time to click", Source: survival, Shape: true, HigherIs: Worse, because: both(sent, clicked),
			Doc: "Median hours from an email to its first human click; emails without one are censored at their present age. Missing when the estimate says that fewer than half are ever clicked."},
		{Name: "first_email_response_hours", Unit: Hours, Title: "First email to response", Shape: true, HigherIs: Worse,
			because: answer(func(m *mailing) int64 { return m.answered }, event.Clicked, event.Order),
			Doc:     "Hours from the first email sent to the first human click or order after it; missing until there is one."},
		{Name: "first_email_to_order_hours", Unit: Hours, Title: "First email to order", Shape: true, HigherIs: Worse,
			because: answer(func(m *mailing) int64 { return m.bought }, event.Order),
			Doc:     "Hours from the first email sent to the first order after it; missing until there is one."},
		{Name: "email_fatigue", Unit: Number, Title: "Change in open rate", HigherIs: Better, because: both(sent, opened),
			Doc: "Human open rate of the last 10 emails less that of all earlier ones, of emails that had 72 hours to be opened: -0.3 is 30 points down. Missing with fewer than 20 of those."},
		{Name: "unsubscribed", Unit: Flag, Title: "Unsubscribed", zero: true, HigherIs: Worse, because: anyDate(event.Unsubscribe),
			Doc: "1 when the contact ever unsubscribed, with or without a date."},
		{Name: "complaints", Unit: Count, Title: "Spam complaints", zero: true, HigherIs: Worse, because: anyDate(event.Complaint),
			Doc: "Number of spam complaints, with or without a date."},
		{Name: "bounces", Unit: Count, Title: "Bounces", zero: true, HigherIs: Worse, because: byMail(event.Bounced),
			Doc: "Number of emails that bounced."},
	}
}
