package file

import (
	"bytes"
	"slices"
	"strings"

	"github.com/cespare/xxhash/v2"

	"limner/event"
)

// order is what the lines seen so far say of one order, or of the returned part of one.
type order struct {
	id       string
	contact  string
	refund   bool
	time     int64
	amount   event.Money
	discount event.Money
	total    event.Money // said of the whole order
	said     bool        // total is there
	lines    int64       // that count
	props    string      // the order's own columns, members of a JSON object
	returned []byte      // the lines of a refund, members of a JSON array
	subject  string      // of its only line
	category string
	channel  string
	hashes   []uint64 // of the lines that count, to find duplicates
}

// duplicates is how many lines say exactly what another line of the order says.
func (x *order) duplicates() int64 {
	slices.Sort(x.hashes)
	n := int64(0)
	for i := 1; i < len(x.hashes); i++ {
		if x.hashes[i] == x.hashes[i-1] {
			n++
		}
	}
	return n
}

// line is one invoice line as read.
type line struct {
	time     int64
	quantity event.Money // in ten-thousandths, like money
	amount   event.Money
	discount event.Money
	refund   bool
	counts   bool // it has a price
}

// orderLine takes in a row that is one line of an order. The line's amount is the mapped one, or
// quantity × price less the discount.
func (b *builder) orderLine(row *records) {
	r, o := &b.p.rules[0], &b.p.order
	id := b.get(row, o.id)
	if len(id) == 0 {
		b.reject(row, noOrder, &o.id, "")
		return
	}
	contact, why := b.contact(row, r.contact)
	var l line
	f := &r.contact
	if why == fine {
		l, why, f = b.line(row, r, id)
	}
	var open *order
	if o.inherit && (why == noContact || why == noTime) {
		if open = b.orders[string(id)]; open != nil {
			contact = []byte(open.contact)
			l, why, f = b.priced(row, r, id, open.time)
		}
	}
	if why != fine {
		b.reject(row, why, f, b.hint(row, why, f))
		return
	}
	if !l.counts && open == nil && !b.p.order.inherit {
		return
	}
	x := b.orderOf(id, contact, l.refund)
	b.addLine(row, x, &l)
}

// line reads a line's time, quantity and money.
func (b *builder) line(row *records, r *rule, id []byte) (line, Reason, *field) {
	t, why := b.instant(row, r.time)
	if why != fine {
		return line{}, why, &r.time
	}
	return b.priced(row, r, id, t)
}

// priced reads a line's quantity and money.
func (b *builder) priced(row *records, r *rule, id []byte, t int64) (line, Reason, *field) {
	o := &b.p.order
	l := line{time: t, quantity: event.MoneyScale, refund: o.cancelled != "" && bytes.HasPrefix(id, []byte(o.cancelled))}
	unit := b.currency(row, r)
	if v := b.get(row, o.quantity); len(v) > 0 {
		a, ok := b.amount(v, o.quantity)
		if !ok {
			return l, badNumber, &o.quantity
		}
		l.quantity = a.money
	}
	price := event.Money(0)
	if o.price.there() {
		p, why, f := b.total(row, []field{o.price}, unit)
		if why != fine {
			return l, why, f
		}
		price = p
		var exact, ok bool
		if l.amount, exact, ok = times(l.quantity, p); !ok {
			return l, badAmount, &o.price
		}
		if !exact {
			b.h.rounded++
		}
	}
	discount, why, f := b.total(row, r.discount, unit)
	if why != fine {
		return l, why, f
	}
	l.discount = max(discount, -discount)
	if len(r.amount) > 0 {
		if l.amount, why, f = b.total(row, r.amount, unit); why != fine {
			return l, why, f
		}
		price = max(l.amount, -l.amount)
	} else if !o.total.there() && l.amount > 0 {
		l.amount = max(l.amount-l.discount, 0)
	}
	b.classify(&l, price)
	return l, fine, nil
}

// classify tells purchases from returns and from lines that say nothing of money.
func (b *builder) classify(l *line, price event.Money) {
	l.refund = l.refund || l.quantity < 0 || l.amount < 0
	switch {
	case price <= 0:
		b.h.unpriced++
	case l.quantity == 0:
		b.h.unmoved++
	case l.refund:
		b.h.returned++
		l.counts = true
		l.amount = min(l.amount, -l.amount)
	default:
		b.h.lines++
		l.counts = true
	}
}

// orderOf finds or begins the order that the line belongs to.
func (b *builder) orderOf(id, contact []byte, refund bool) *order {
	if x := b.orders[view(id)]; x != nil && x.refund == refund && x.contact == view(contact) {
		return x
	}
	b.key = appendKey(b.key[:0], id, contact, refund)
	if x := b.orders[string(b.key)]; x != nil {
		return x
	}
	x := &order{id: string(id), contact: string(contact), refund: refund, time: 1<<63 - 1}
	b.h.orders = append(b.h.orders, x)
	if b.orders == nil {
		b.orders = make(map[string]*order)
	}
	b.orders[string(b.key)] = x
	if _, ok := b.orders[x.id]; !ok {
		b.orders[x.id] = x
	}
	return x
}

// appendKey writes what makes an order one: its id, whose it is, and whether it is a return.
func appendKey(to, id, contact []byte, refund bool) []byte {
	to = append(append(append(to, 0), id...), 0)
	to = append(to, contact...)
	if refund {
		return append(to, 1)
	}
	return append(to, 0)
}

// addLine adds the line to its order, and keeps it as an event of its own.
func (b *builder) addLine(row *records, x *order, l *line) {
	r, o := &b.p.rules[0], &b.p.order
	x.time = min(x.time, l.time)
	if v := b.get(row, o.total); len(v) > 0 {
		if m, why, _ := b.total(row, []field{o.total}, b.currency(row, r)); why == fine {
			x.total, x.said = m, true
		}
	}
	props := b.props(row, o.perOrder)
	if x.lines == 0 && x.props == "" && len(props) > 2 {
		x.props = string(props[1 : len(props)-1])
		x.channel = string(b.channel(b.get(row, r.channel)))
	} else if len(props) > 2 && x.props != view(props[1:len(props)-1]) && !o.inherit {
		b.h.deviating++
	}
	if !l.counts {
		return
	}
	x.lines++
	x.hashes = append(x.hashes, xxhash.Sum64(row.raw()))
	x.amount += l.amount
	x.discount += l.discount
	subject, category := b.get(row, r.subject), b.get(row, r.category)
	if x.lines == 1 {
		x.subject, x.category = string(subject), string(category)
	} else {
		x.subject, x.category = "", ""
	}
	switch {
	case l.refund:
		x.returned = b.appendReturn(x.returned, row, l, subject)
	case !b.p.mapping.NoLines:
		b.emitLine(row, x, l, subject, category)
	}
}

// emitLine keeps a line as an event, so that what was bought can be asked about.
func (b *builder) emitLine(row *records, x *order, l *line, subject, category []byte) {
	at := len(b.scratch)
	b.member(at, []byte(`"order":`))
	b.scratch = appendJSON(b.scratch, []byte(x.id))
	for _, c := range b.p.order.perLine {
		if v := b.get(row, field{column: c}); len(v) > 0 {
			b.member(at, b.p.keys[c])
			b.scratch = appendValue(b.scratch, v)
		}
	}
	e := event.Event{
		Contact: event.Key(x.contact), Time: event.At(l.time), Kind: event.OrderLine, Name: "order line",
		Subject: view(subject), Category: view(category), Channel: x.channel,
		Amount: l.amount, Discount: l.discount, Value: event.Number(l.quantity.Float()),
		Props: view(b.closeObject(at)),
	}
	b.emit(&e)
}

// appendReturn notes a returned line in its refund, where it does not count as bought.
func (b *builder) appendReturn(to []byte, row *records, l *line, subject []byte) []byte {
	if len(to) > 0 {
		to = append(to, ',')
	}
	to = append(to, `{"product":`...)
	to = appendJSON(to, subject)
	to = append(to, `,"quantity":`...)
	to = append(to, strings.TrimSuffix(l.quantity.String(), ".00")...)
	to = append(to, `,"amount":`...)
	to = append(to, l.amount.String()...)
	for _, c := range b.p.order.perLine {
		if v := b.get(row, field{column: c}); len(v) > 0 {
			to = append(append(to, ','), b.p.keys[c]...)
			to = appendValue(to, v)
		}
	}
	return append(to, '}')
}

// closeOrders ends the block: orders that go on in another block are put together by the ledger.
func (b *builder) closeOrders() { clear(b.orders) }

// join adds what another block says of the same order. The order's own columns are those of its first
// line.
func (x *order) join(y *order) {
	x.time = min(x.time, y.time)
	x.amount += y.amount
	x.discount += y.discount
	if !x.said {
		x.total, x.said = y.total, y.said
	}
	if x.lines > 0 && y.lines > 0 {
		x.subject, x.category = "", ""
	} else if x.lines == 0 {
		x.subject, x.category = y.subject, y.category
	}
	x.lines += y.lines
	if x.props == "" {
		x.props, x.channel = y.props, y.channel
	}
	if len(x.returned) > 0 && len(y.returned) > 0 {
		x.returned = append(x.returned, ',')
	}
	x.returned = append(x.returned, y.returned...)
	x.hashes = append(x.hashes, y.hashes...)
}

// orderBook puts the orders of all blocks together, in order of their first line.
type orderBook struct {
	all   []*order
	byKey map[string]*order
	ids   map[string]int // how many contacts an order id has, refunds aside
}

func newOrderBook() *orderBook {
	return &orderBook{byKey: make(map[string]*order), ids: make(map[string]int)}
}

func (k *orderBook) add(orders []*order) {
	var key []byte
	for _, x := range orders {
		key = appendKey(key[:0], []byte(x.id), []byte(x.contact), x.refund)
		if had := k.byKey[string(key)]; had != nil {
			had.join(x)
			continue
		}
		k.byKey[string(key)] = x
		k.all = append(k.all, x)
		if !x.refund {
			k.ids[x.id]++
		}
	}
}

// shared is how many order ids belong to more than one contact.
func (k *orderBook) shared() int64 {
	n := int64(0)
	for _, c := range k.ids {
		if c > 1 {
			n++
		}
	}
	return n
}

// event is the order as an event; false when none of its lines counts.
func (x *order) event() (event.Event, bool) {
	if x.lines == 0 && !x.said {
		return event.Event{}, false
	}
	e := event.Event{
		ID: x.id, Contact: event.Key(x.contact), Time: event.At(x.time), Kind: event.Order, Name: "order",
		Channel: x.channel, Subject: x.subject, Category: x.category,
		Amount: x.amount, Discount: x.discount, Value: event.None(),
	}
	props := append([]byte(`{"order":`), appendJSON(nil, []byte(x.id))...)
	if x.props != "" {
		props = append(append(props, ','), x.props...)
	}
	if x.refund {
		e.Kind, e.Name, e.ID = event.Refund, "refund", x.id+"/refund"
		props = append(append(append(props, `,"returned":[`...), x.returned...), ']')
	} else if x.said {
		e.Amount = x.total
	}
	e.Props = string(append(props, '}'))
	return e, true
}
