package metric

import (
	"slices"

	"limner/event"
)

// mailing is what was sent to a contact by email and what they did with it.
type mailing struct {
	sends      []send
	find       table // from a message to its last send
	delivered  int
	bounced    int
	complaints int
	left       bool // unsubscribed
	n30        int
	first30    int64
	opens      response
	clicks     response
	answered   int64 // the first human click or order since the first send; 0 for none
	bought     int64 // the first order since the first send; 0 for none
	machines   []int // rows that a machine did
}

// send is one message sent.
type send struct {
	ts      int64
	row     int
	opened  int64 // first human open and click, 0 for none
	clicked int64
	seen    bool // opened or clicked by whomever
	touched bool
}

// response counts opens, or clicks.
type response struct {
	human, raw                 int // events
	humanMessages, rawMessages int // messages with one
}

func (m *mailing) reset() {
	*m = mailing{sends: m.sends[:0], find: m.find, machines: m.machines[:0]}
	m.find.clear()
}

// byEmail reports whether a row concerns email: its channel says so, or says nothing.
func (f *Folder) byEmail(row int) bool {
	c := f.h.Channel[row]
	return c == event.EmailChannel || c == event.NoChannel
}

// messageKey is what a send shares with its opens and clicks: the message, else the subject.
func (f *Folder) messageKey(row int) int64 {
	if m := f.h.Message[row]; m != 0 {
		return int64(m)
	}
	return -1 - int64(f.h.Subject[row])
}

// sent takes in a send, unless an open of the same instant has announced it.
func (f *Folder) sent(row int) {
	m, ts := &f.mailing, f.h.TS[row]
	key := f.messageKey(row)
	if i := m.find.find(key); i >= 0 && m.sends[i].row == row {
		return
	}
	if ts > f.t-30*day {
		if m.n30 == 0 {
			m.first30 = ts
		}
		m.n30++
	}
	m.find.put(key, len(m.sends))
	m.sends = append(m.sends, send{ts: ts, row: row})
}

// sendOf is the send that an open or click belongs to, nil for none. Of events at the same instant the
// response may stand first, so it looks a little ahead.
func (f *Folder) sendOf(row int) *send {
	m := &f.mailing
	key := f.messageKey(row)
	if i := m.find.find(key); i >= 0 {
		return &m.sends[i]
	}
	for j := row + 1; j < min(f.h.To, row+lookAround) && f.h.TS[j] == f.h.TS[row]; j++ {
		if f.h.Kind[j] == event.Sent && f.byEmail(j) && f.messageKey(j) == key {
			f.sent(j)
			return &m.sends[len(m.sends)-1]
		}
	}
	return nil
}

// opened takes in an open and reports whether a person did it.
func (f *Folder) opened(row int) bool {
	if !f.byEmail(row) {
		return true
	}
	s, ts, r := f.sendOf(row), f.h.TS[row], &f.mailing.opens
	r.raw++
	if s != nil && !s.seen {
		s.seen = true
		r.rawMessages++
	}
	if f.machine(row, s) {
		return false
	}
	r.human++
	if s != nil && s.opened == 0 {
		s.opened = ts
		r.humanMessages++
	}
	return true
}

// clicked takes in a click and reports whether a person did it.
func (f *Folder) clicked(row int) bool {
	if !f.byEmail(row) {
		return true
	}
	s, ts, r := f.sendOf(row), f.h.TS[row], &f.mailing.clicks
	r.raw++
	if s != nil && !s.touched {
		s.touched = true
		r.rawMessages++
	}
	if f.machine(row, s) {
		return false
	}
	r.human++
	if s != nil && s.clicked == 0 {
		s.clicked = ts
		r.humanMessages++
	}
	f.answer(ts)
	return true
}

// answer notes a human click or an order as an answer to the first send.
func (f *Folder) answer(ts int64) {
	if m := &f.mailing; m.answered == 0 && len(m.sends) > 0 {
		m.answered = ts
	}
}

// The metrics of the family Email, in the order of emailDefinitions.
const (
	mEmailsSent = iota
	mEmailsDelivered
	mEmailsSent30
	mEmailsOpened
	mEmailsOpenedRaw
	mEmailsClicked
	mEmailsClickedRaw
	mOpenRate
	mOpenRateRaw
	mClickRate
	mClickRateRaw
	mTimeToOpen
	mTimeToClick
	mFirstResponse
	mFirstEmailToOrder
	mFatigue
	mUnsubscribed
	mComplaints
	mBounces
	emailMetrics
)

// email finishes the family Email.
func (f *Folder) email(s sheet) {
	m := &f.mailing
	s.count(mEmailsDelivered, m.delivered)
	s.count(mEmailsOpened, m.opens.human)
	s.count(mEmailsOpenedRaw, m.opens.raw)
	s.count(mEmailsClicked, m.clicks.human)
	s.count(mEmailsClickedRaw, m.clicks.raw)
	s.count(mComplaints, m.complaints)
	s.count(mBounces, m.bounced)
	if m.left {
		s.keep(mUnsubscribed, 1)
	}
	n := len(m.sends)
	if n == 0 {
		return
	}
	s.count(mEmailsSent, n)
	if m.n30 > 0 {
		s.put(mEmailsSent30, float64(m.n30), m.first30+30*day)
	}
	s.share(mOpenRate, m.opens.humanMessages, n)
	s.share(mOpenRateRaw, m.opens.rawMessages, n)
	s.share(mClickRate, m.clicks.humanMessages, n)
	s.share(mClickRateRaw, m.clicks.rawMessages, n)
	if m.answered != 0 {
		s.keep(mFirstResponse, hours(m.answered-m.sends[0].ts))
	}
	if m.bought != 0 {
		s.keep(mFirstEmailToOrder, hours(m.bought-m.sends[0].ts))
	}
	if m.opens.humanMessages > 0 {
		f.timeTo(s, mTimeToOpen, func(e *send) int64 { return e.opened })
	}
	if m.clicks.humanMessages > 0 {
		f.timeTo(s, mTimeToClick, func(e *send) int64 { return e.clicked })
	}
	if n >= 2*fatigueLast {
		m.fatigue(s, f.t)
	}
}

// hours is a length of time in hours.
func hours(micros int64) float64 { return float64(micros) / float64(hour) }

// isMachine reports whether a row was found to be a machine's.
func (m *mailing) isMachine(row int) bool {
	_, found := slices.BinarySearch(m.machines, row)
	return found
}
