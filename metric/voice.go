package metric

import (
	"math"

	"limner/event"
)

// speaking is what a contact says to the company.
type speaking struct {
	tickets, calls int
	n90            int
	first90        int64
	find           table // from a ticket's subject to its place in open
	open           []bool
	score          float64 // the last NPS
	scores         int
}

func (p *speaking) reset() {
	*p = speaking{find: p.find, open: p.open[:0]}
	p.find.clear()
}

func (p *speaking) ticket(ts, t int64, subject event.Code) {
	p.tickets++
	if ts > t-90*day {
		if p.n90 == 0 {
			p.first90 = ts
		}
		p.n90++
	}
	p.set(subject, true)
}

// set opens or closes a ticket. A ticket without a subject cannot be closed by name: each is its own.
func (p *speaking) set(subject event.Code, open bool) {
	i := -1
	if subject != 0 {
		i = p.find.find(int64(subject))
	}
	switch {
	case i >= 0:
		p.open[i] = open
	case open:
		if subject != 0 {
			p.find.put(int64(subject), len(p.open))
		}
		p.open = append(p.open, true)
	}
}

func (p *speaking) nps(score float64) {
	if !math.IsNaN(score) {
		p.score = score
		p.scores++
	}
}

// The metrics of the family Voice, in the order of voiceDefinitions.
const (
	mTickets = iota
	mTickets90
	mOpenTickets
	mCalls
	mNPS
	voiceMetrics
)

// voice finishes the family Voice.
func (f *Folder) voice(s sheet) {
	p := &f.speaking
	s.count(mCalls, p.calls)
	if p.scores > 0 {
		s.keep(mNPS, p.score)
	}
	if p.tickets == 0 {
		return
	}
	s.count(mTickets, p.tickets)
	if p.n90 > 0 {
		s.put(mTickets90, float64(p.n90), p.first90+90*day)
	}
	open := 0
	for _, o := range p.open {
		if o {
			open++
		}
	}
	s.count(mOpenTickets, open)
}
