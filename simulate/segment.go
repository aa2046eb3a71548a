package simulate

import (
	"bufio"
	"fmt"
	"io"
	"strconv"

	"limner/event"
)

// Segment writes events as the calls that Segment's libraries send, one JSON object a line: identify,
// page, screen and track, with the names and properties of its e-commerce (v2), email and B2B SaaS
// vocabularies.
type Segment struct {
	w    *bufio.Writer
	line []byte
}

// NewSegment writes to out.
func NewSegment(out io.Writer) *Segment { return &Segment{w: bufio.NewWriterSize(out, 1<<18)} }

// Write writes a contact's events. Traits told at one instant become one identify call.
func (s *Segment) Write(events []event.Event) error {
	for i := 0; i < len(events); {
		n := 1
		s.line = begin(s.line[:0], &events[i])
		if events[i].Kind == event.Trait {
			n = together(events[i:])
			s.line = appendTraits(s.line, events[i:i+n])
		} else {
			s.line = appendCall(s.line, &events[i])
		}
		s.line = append(s.line, '}', '\n')
		if _, err := s.w.Write(s.line); err != nil {
			return err
		}
		i += n
	}
	return nil
}

// Flush writes what is still held back.
func (s *Segment) Flush() error { return s.w.Flush() }

// begin writes what all calls have.
func begin(b []byte, e *event.Event) []byte {
	b = append(b, `{"messageId":`...)
	b = appendJSON(b, e.ID)
	b = append(b, `,"userId":`...)
	b = appendJSON(b, string(e.Contact))
	b = append(b, `,"timestamp":"`...)
	b = e.Time.AppendFormat(b, stamp)
	b = append(b, `","channel":"`...)
	b = append(b, origin(e.Channel)...)
	return append(b, `","type":"`...)
}

// origin is Segment's word for where a call was made.
func origin(channel string) string {
	switch channel {
	case web:
		return "browser"
	case app:
		return "mobile"
	default:
		return "server"
	}
}

// together counts the traits at the front that were told at one instant.
func together(events []event.Event) int {
	n := 1
	for n < len(events) && events[n].Kind == event.Trait && events[n].Time.Equal(events[0].Time) {
		n++
	}
	return n
}

func appendTraits(b []byte, traits []event.Event) []byte {
	b = append(b, `identify","traits":{`...)
	for i := range traits {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendJSON(b, traits[i].Name), ':')
		if v := traits[i].Value; v.Known() {
			b = strconv.AppendFloat(b, float64(v), 'g', -1, 64)
		} else {
			b = appendJSON(b, traits[i].Subject)
		}
	}
	return append(b, '}')
}

// appendCall writes a page, screen or track call.
func appendCall(b []byte, e *event.Event) []byte {
	if e.Kind == event.Visit {
		call := "page"
		if e.Channel == app {
			call = "screen"
		}
		b = append(append(b, call...), `","name":`...)
		b = appendJSON(b, e.Subject)
		return append(b, `,"properties":{}`...)
	}
	b = append(b, `track","event":`...)
	b = appendJSON(b, e.Name)
	b = append(b, `,"properties":{`...)
	p := properties{b: b}
	p.of(e)
	return append(p.b, '}')
}

// properties writes a track call's properties, one after the other.
type properties struct {
	b    []byte
	more bool
}

func (p *properties) key(name string) {
	if p.more {
		p.b = append(p.b, ',')
	}
	p.more = true
	p.b = append(append(append(p.b, '"'), name...), '"', ':')
}

func (p *properties) text(name, value string) {
	if value != "" {
		p.key(name)
		p.b = appendJSON(p.b, value)
	}
}

func (p *properties) money(name string, m event.Money) {
	p.key(name)
	p.b = strconv.AppendFloat(p.b, m.Float(), 'f', 2, 64)
}

// of writes the properties that the event's kind has in Segment's vocabularies.
func (p *properties) of(e *event.Event) {
	switch e.Kind {
	case event.Order:
		p.text("order_id", e.ID)
		p.money("total", e.Amount)
		p.money("revenue", e.Amount)
		p.money("discount", e.Discount)
		p.text("currency", "USD")
		p.text("channel", e.Channel)
		p.products(e)
	case event.Refund:
		p.text("order_id", e.ID)
		p.money("total", -e.Amount)
		p.text("currency", "USD")
		p.products(e)
	case event.ProductView, event.CartAdd, event.Checkout:
		p.text("product_id", e.Subject)
		p.text("name", e.Subject)
		p.text("category", e.Category)
	case event.Sent, event.Opened, event.Clicked, event.Bounced, event.Unsubscribe:
		p.text("email_id", e.Message)
		p.text("campaign_name", e.Subject)
	case event.FeatureUse:
		p.text("feature", e.Subject)
	case event.Subscribed, event.Renewed, event.Cancelled:
		p.text("plan", e.Subject)
		p.money("revenue", e.Amount)
		p.text("currency", "USD")
	case event.Ticket, event.TicketSolved:
		p.text("ticket_id", e.Subject)
		p.text("channel", e.Channel)
		p.text("text", e.Text)
	case event.NPS:
		p.key("score")
		p.b = strconv.AppendInt(p.b, int64(e.Value), 10)
		p.text("text", e.Text)
	}
}

// products lists the one product of an order.
func (p *properties) products(e *event.Event) {
	p.key("products")
	p.b = append(p.b, `[{`...)
	one := properties{b: p.b}
	one.text("product_id", e.Subject)
	one.text("name", e.Subject)
	one.text("category", e.Category)
	one.money("price", max(e.Amount, -e.Amount)+e.Discount)
	one.key("quantity")
	p.b = append(one.b, `1}]`...)
}

// appendJSON writes a JSON string.
func appendJSON(b []byte, s string) []byte {
	b = append(b, '"')
	for _, c := range []byte(s) {
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < ' ':
			b = fmt.Appendf(b, `\u%04x`, c)
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}
