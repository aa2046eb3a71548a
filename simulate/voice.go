package simulate

import (
	"math"
	"strconv"

	"limner/event"
)

// speak makes tickets and answers to the question whether one would recommend.
func (l *life) speak() {
	n := 0
	l.happens(l.p.Tickets.draw(l.d), 1, l.joined, l.until, func(day float64) {
		n++
		t := l.someTime(day)
		id := string(l.truth.Contact) + "t" + strconv.Itoa(n)
		l.add(t, act{kind: event.Ticket, channel: email, subject: id, text: l.say(questions, troubles), value: math.NaN()})
		l.add(t+0.1+1.5*l.d.ExpFloat64(), act{kind: event.TicketSolved, channel: email, subject: id, value: math.NaN()})
	})
	for _, after := range [...]float64{60, 240} {
		if t := l.joined + after; t < l.until && l.d.chance(0.3) {
			l.score(l.someTime(t))
		}
	}
}

// score answers 0 to 10, around the contact's satisfaction.
func (l *life) score(t float64) {
	score := math.Round(min(max(10*(l.truth.Happy+0.12*l.d.NormFloat64()), 0), 10))
	l.add(t, act{kind: event.NPS, channel: email, value: score, text: l.say(praise, troubles)})
}

// say picks a sentence: a kind one as often as the contact is happy.
func (l *life) say(kind, unkind []string) string {
	if !l.d.chance(l.truth.Happy) {
		kind = unkind
	}
	return kind[l.d.IntN(len(kind))]
}

var praise = []string{
	"Quick delivery, lovely packaging.",
	"I always find what I am looking for.",
	"Friendly help when I had a question.",
	"Good quality, will order again.",
}

var questions = []string{
	"Could you tell me when my parcel will arrive?",
	"I would like to change the delivery address, please.",
	"Is the copper kettle available in a larger size?",
	"How do I add a gift note to my order?",
}

var troubles = []string{
	"My parcel arrived damaged and nobody answers.",
	"I was charged twice and I am still waiting for the refund.",
	"The app keeps logging me out, this is frustrating.",
	"Delivery took three weeks, far too slow.",
	"The discount code did not work at checkout.",
}
