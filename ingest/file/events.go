package file

import (
	"limner/event"
)

// eventRow turns a row into the events of its rules, all or none.
func (b *builder) eventRow(row *records) {
	undated := false
	var props []byte
	for i := range b.p.rules {
		r := &b.p.rules[i]
		if !b.holds(row, r) {
			continue
		}
		e := event.Event{Value: event.None()}
		why, f := b.fill(row, r, &e)
		if why == noTime && len(b.p.rules) > 1 {
			undated = true
			continue
		}
		if why != fine {
			b.reject(row, why, f, b.hint(row, why, f))
			return
		}
		if props == nil {
			props = b.props(row, b.p.rest)
		}
		e.Props = view(props)
		b.pending = append(b.pending, e)
	}
	if len(b.pending) == 0 {
		if undated || len(b.p.rules[0].when) > 0 {
			b.reject(row, noRule, nil, "")
		}
		return
	}
	for i := range b.pending {
		b.emit(&b.pending[i])
	}
}

// holds reports whether the rule's conditions are met.
func (b *builder) holds(row *records, r *rule) bool {
	for i := range r.when {
		if !r.when[i].holds(b.get(row, field{column: r.when[i].column})) {
			return false
		}
	}
	return true
}

func (c *condition) holds(v []byte) bool {
	for _, want := range c.values {
		switch {
		case want == "*":
			a, ok := readAmount(numberStyle{'.'}, v)
			if len(v) > 0 && (!ok || a.money != 0) {
				return true
			}
		case len(want) > 0 && want[0] == '!':
			if !equalFold(v, want[1:]) {
				return true
			}
		case equalFold(v, want):
			return true
		}
	}
	return false
}

// fill reads the fields of a rule into e. On refusal it says which field is to blame.
func (b *builder) fill(row *records, r *rule, e *event.Event) (Reason, *field) {
	contact, why := b.contact(row, r.contact)
	if why != fine {
		return why, &r.contact
	}
	t, why := b.instant(row, r.time)
	if why != fine {
		return why, &r.time
	}
	name := b.get(row, r.event)
	if len(name) == 0 {
		return noEvent, &r.event
	}
	e.Contact, e.Time, e.Name = event.Key(view(contact)), event.At(t), view(name)
	m := b.meaning(name)
	e.Kind, e.Channel = m.Kind, m.Channel
	if r.known {
		e.Kind = r.kind
	}
	if c := b.get(row, r.channel); len(c) > 0 {
		e.Channel = view(b.channel(c))
	}
	e.Subject = view(b.get(row, r.subject))
	e.Category = view(b.get(row, r.category))
	e.Message = view(b.get(row, r.message))
	e.Text = view(b.get(row, r.text))
	if id := b.get(row, r.id); len(id) > 0 {
		e.ID = b.id(id, r.suffix)
	}
	if why, f := b.money(row, r, e); why != fine {
		return why, f
	}
	return b.value(row, r, e)
}

// id is the event's id: what the row says, and which rule made it when several do.
func (b *builder) id(id []byte, suffix string) string {
	if suffix == "" {
		return view(id)
	}
	at := len(b.scratch)
	b.scratch = append(append(b.scratch, id...), suffix...)
	return view(b.scratch[at:len(b.scratch):len(b.scratch)])
}

// channel writes a channel in lower case.
func (b *builder) channel(c []byte) []byte {
	at := len(b.scratch)
	for _, x := range c {
		if x >= 'A' && x <= 'Z' {
			x += 'a' - 'A'
		}
		b.scratch = append(b.scratch, x)
	}
	return b.scratch[at:len(b.scratch):len(b.scratch)]
}

// money reads amount and discount. A refund's amount is negative however the file writes it.
func (b *builder) money(row *records, r *rule, e *event.Event) (Reason, *field) {
	unit := b.currency(row, r)
	amount, why, f := b.total(row, r.amount, unit)
	if why != fine {
		return why, f
	}
	discount, why, f := b.total(row, r.discount, unit)
	if why != fine {
		return why, f
	}
	if e.Kind == event.Refund && amount > 0 {
		amount = -amount
	}
	e.Amount, e.Discount = amount, max(discount, -discount)
	return fine, nil
}

// currency is what the row's currency column says.
func (b *builder) currency(row *records, r *rule) currency {
	if v := b.get(row, r.currency); isCode(v) {
		return upper(v)
	} else if c, n := currencyAtStart(v); n > 0 {
		return c
	}
	return currency{}
}

// total adds up the columns of a sum, in the workspace's currency.
func (b *builder) total(row *records, of []field, unit currency) (event.Money, Reason, *field) {
	var sum event.Money
	for i := range of {
		v := b.get(row, of[i])
		if len(v) == 0 {
			continue
		}
		a, ok := b.amount(v, of[i])
		if !ok {
			return 0, badAmount, &of[i]
		}
		c := a.currency
		if c == (currency{}) {
			c = unit
		}
		m, ok := b.p.convert(a.money, c)
		if !ok {
			return 0, foreignMoney, &of[i]
		}
		if c != (currency{}) && c != b.p.base {
			b.h.converted++
		}
		if !a.exact {
			b.h.rounded++
		}
		sum += m
	}
	return sum, fine, nil
}

// amount reads a value in its column's style.
func (b *builder) amount(v []byte, f field) (amount, bool) {
	style := numberStyle{'.'}
	if f.column >= 0 {
		style = b.p.columns[f.column].number
	}
	return readAmount(style, v)
}

// value reads the event's number.
func (b *builder) value(row *records, r *rule, e *event.Event) (Reason, *field) {
	v := b.get(row, r.value)
	if len(v) == 0 {
		return fine, nil
	}
	style := numberStyle{'.'}
	if r.value.column >= 0 {
		style = b.p.columns[r.value.column].number
	}
	x, ok := readNumber(style, v)
	if !ok {
		return badNumber, &r.value
	}
	e.Value = event.Number(x)
	return fine, nil
}

// hint says what a refused value suggests.
func (b *builder) hint(row *records, why Reason, f *field) string {
	if f == nil || f.column < 0 {
		return ""
	}
	v := b.get(row, *f)
	switch why {
	case badTime:
		for form := isoDate; form < dateForms; form++ {
			if c, ok := readDate(form, v); ok && form != b.p.columns[f.column].date && c.micros > 0 && c.micros < b.p.now+day {
				return "as " + form.String() + " it would be " + event.At(c.micros).Format("2006-01-02 15:04") +
					"; the column is read as " + b.p.columns[f.column].date.String()
			}
		}
	case futureTime, ancientTime:
		c, _ := readDate(b.p.columns[f.column].date, v)
		return "read as " + event.At(c.micros).Format("2006-01-02 15:04")
	case foreignMoney:
		if a, ok := b.amount(v, *f); ok && a.currency != (currency{}) {
			return a.currency.String()
		}
	}
	return ""
}
