package file

import (
	"encoding/json"
	"strconv"
	"strings"

	"limner/event"
)

// properties are those of a track, page or screen call that the vocabularies give a meaning
// (segmentio/segment-docs, src/connections/spec/ecommerce/v2.md, email.md, b2b-saas.md).
type properties struct {
	OrderID   text1 `json:"order_id"`
	Total     text1 `json:"total"`
	Revenue   text1 `json:"revenue"`
	Value     text1 `json:"value"`
	Price     text1 `json:"price"`
	Quantity  text1 `json:"quantity"`
	Discount  text1 `json:"discount"`
	Coupon    text1 `json:"coupon"`
	Currency  text1 `json:"currency"`
	ProductID text1 `json:"product_id"`
	SKU       text1 `json:"sku"`
	Name      text1 `json:"name"`
	Category  text1 `json:"category"`

	EmailID      text1 `json:"email_id"`
	EmailSubject text1 `json:"email_subject"`
	CampaignID   text1 `json:"campaign_id"`
	CampaignName text1 `json:"campaign_name"`

	Feature text1 `json:"feature"`
	Title   text1 `json:"title"`
	Path    text1 `json:"path"`
	URL     text1 `json:"url"`
	Score   text1 `json:"score"`
	Rating  text1 `json:"rating"`
	Text    text1 `json:"text"`
	Comment text1 `json:"comment"`
	Body    text1 `json:"body"`
	Ticket  text1 `json:"ticket_id"`
	Plan    text1 `json:"plan"`

	Products []json.RawMessage `json:"products"`
}

// first is the first text that is there.
func first(all ...text1) string {
	for _, t := range all {
		if t != "" {
			return string(t)
		}
	}
	return ""
}

// track turns a track call into an event, and an order's products into lines.
func (b *builder) track(c *call, e *event.Event) (Reason, string) {
	var p properties
	if len(c.Properties) > 0 && c.Properties[0] == '{' {
		// A property of an unexpected form is no reason to refuse the call: it stays in Props.
		_ = json.Unmarshal(c.Properties, &p)
	}
	m := b.meaning([]byte(c.Event))
	e.Name, e.Kind = c.Event, m.Kind
	if m.Channel != "" {
		e.Channel = m.Channel
	}
	switch m.Kind {
	case event.Order, event.Refund, event.Subscribed, event.Renewed, event.Expanded, event.Contracted:
		return b.sale(c, &p, e)
	case event.ProductView, event.CartAdd:
		e.Subject, e.Category = first(p.Name, p.ProductID, p.SKU), string(p.Category)
	case event.Sent, event.Delivered, event.Opened, event.Clicked, event.Bounced, event.Unsubscribe, event.Complaint:
		e.Subject, e.Message = first(p.CampaignName, p.EmailSubject, p.CampaignID, p.Name), first(p.EmailID, p.CampaignID)
	case event.Ticket, event.TicketSolved:
		e.Subject, e.Text = first(p.Ticket), first(p.Text, p.Body, p.Comment)
	case event.NPS, event.Survey:
		e.Value, e.Text = number(first(p.Score, p.Rating, p.Value)), first(p.Text, p.Comment, p.Body)
	default:
		e.Subject, e.Category = first(p.Feature, p.Name, p.Title, p.Path), string(p.Category)
	}
	b.pending = append(b.pending, *e)
	return fine, ""
}

// sale reads the money of a call. Total is what was paid; revenue leaves out shipping and tax.
func (b *builder) sale(c *call, p *properties, e *event.Event) (Reason, string) {
	amount, why, detail := b.price(first(p.Total, p.Revenue, p.Value, p.Price), p.Currency)
	if why != fine {
		return why, detail
	}
	discount, why, detail := b.price(string(p.Discount), p.Currency)
	if why != fine {
		return why, detail
	}
	if e.Kind == event.Refund || e.Kind == event.Contracted {
		amount = min(amount, -amount)
	}
	if e.Kind == event.Contracted {
		amount = -amount
	}
	e.Amount, e.Discount, e.Subject = amount, max(discount, -discount), string(p.Plan)
	if e.ID == "" && p.OrderID != "" {
		e.ID = string(p.OrderID) + "/" + c.Event
	}
	b.pending = append(b.pending, *e)
	if e.Kind != event.Order {
		return fine, ""
	}
	for i, raw := range p.Products {
		if why, detail := b.product(e, p, raw, i); why != fine {
			return why, detail
		}
	}
	return fine, ""
}

// product turns one product of an order into a line.
func (b *builder) product(order *event.Event, whole *properties, raw json.RawMessage, i int) (Reason, string) {
	var p properties
	_ = json.Unmarshal(raw, &p)
	price, why, detail := b.price(string(p.Price), whole.Currency)
	if why != fine {
		return why, detail
	}
	quantity := event.Money(event.MoneyScale)
	if p.Quantity != "" {
		if a, ok := readAmount(numberStyle{'.'}, []byte(p.Quantity)); ok {
			quantity = a.money
		}
	}
	amount, _, ok := times(quantity, price)
	if !ok {
		return badAmount, string(p.Price)
	}
	line := *order
	line.Kind, line.Name, line.Discount = event.OrderLine, "order line", 0
	line.Subject, line.Category = first(p.Name, p.ProductID, p.SKU), string(p.Category)
	line.Amount, line.Value, line.Props = amount, event.Number(quantity.Float()), compact(raw)
	if order.ID != "" {
		line.ID = order.ID + "/" + strconv.Itoa(i)
	}
	b.h.lines++
	b.pending = append(b.pending, line)
	return fine, ""
}

// price reads an amount in the workspace's currency.
func (b *builder) price(v string, unit text1) (event.Money, Reason, string) {
	if v == "" {
		return 0, fine, ""
	}
	a, ok := readAmount(numberStyle{'.'}, []byte(v))
	if !ok {
		return 0, badAmount, v
	}
	c := a.currency
	if c == (currency{}) && isCode([]byte(unit)) {
		c = upper([]byte(unit))
	}
	m, ok := b.p.convert(a.money, c)
	if !ok {
		return 0, foreignMoney, c.String()
	}
	if c != (currency{}) && c != b.p.base {
		b.h.converted++
	}
	if !a.exact {
		b.h.rounded++
	}
	return m, fine, ""
}

// number reads a number; none when it is not one.
func number(s string) event.Number {
	if x, ok := readNumber(numberStyle{'.'}, []byte(s)); ok && s != "" {
		return event.Number(x)
	}
	return event.None()
}

// page turns a page or screen call into a visit.
func (b *builder) page(c *call, e *event.Event) {
	var p properties
	if len(c.Properties) > 0 && c.Properties[0] == '{' {
		_ = json.Unmarshal(c.Properties, &p)
	}
	e.Kind, e.Name = event.Visit, c.Type
	e.Subject = first(text1(c.Name), p.Name, p.Path, p.Title, p.URL)
	e.Category = first(text1(c.Category), p.Category)
	if e.Channel == "" {
		e.Channel = map[string]string{"page": "web", "screen": "app"}[c.Type]
	}
}

// traits turns the simple traits of an identify call into trait events.
func (b *builder) traits(c *call, identify *event.Event) {
	if len(c.Traits) == 0 || c.Traits[0] != '{' {
		return
	}
	_ = flatten(c.Traits, "", func(name string, value json.RawMessage) {
		e := event.Event{Contact: identify.Contact, Time: identify.Time, Kind: event.Trait, Name: name, Value: event.None()}
		if identify.ID != "" {
			e.ID = identify.ID + "/" + name
		}
		switch v := strings.TrimSpace(string(value)); {
		case v == "true":
			e.Value = 1
		case v == "false":
			e.Value = 0
		case v[0] == '"':
			s := string(scalar(value))
			if s == "" || len(s) > 60 || strings.ContainsRune(s, '@') || nameLike(name) {
				return // it says who somebody is, not what they are like
			}
			e.Subject = s
		case v[0] == '-' || v[0]-'0' <= 9:
			e.Value = number(v)
		default:
			return
		}
		b.pending = append(b.pending, e)
	})
}

// nameLike reports whether a trait names a person, place or number rather than describes.
func nameLike(name string) bool {
	name = strings.ToLower(name)
	for _, w := range []string{"name", "email", "phone", "address", "street", "avatar", "website", "description", "birthday", "id", "username"} {
		if name == w || strings.HasSuffix(name, w) && (w != "id" || strings.HasSuffix(name, "_id")) || strings.HasPrefix(name, "address.") {
			return true
		}
	}
	return false
}
