package warehousetest

import (
	"cmp"

	"limner/event"
)

// row is an event as it can be compared between warehouses: texts, not codes.
type row struct {
	Contact                          event.ContactID
	TS                               int64
	ID                               event.ID
	Kind                             event.Kind
	Name, Channel, Subject, Category string
	Message                          event.MessageID
	Amount, Discount                 event.Money
	Value                            string // NaN equals NaN
	Text, Props                      string
}

func rowOf(w Warehouse, c *event.Columns, i int) row {
	value := ""
	if v := c.Value[i]; v == v {
		value = event.Money(v * event.MoneyScale).String()
	}
	return row{
		Contact: c.Contact[i], TS: c.TS[i], ID: c.ID[i], Kind: c.Kind[i],
		Name: w.Text(event.Names, c.Name[i]), Channel: w.Text(event.Channels, event.Code(c.Channel[i])),
		Subject: w.Text(event.Subjects, c.Subject[i]), Category: w.Text(event.Categories, c.Category[i]),
		Message: c.Message[i], Amount: c.Amount[i], Discount: c.Discount[i], Value: value,
		Text: c.Text[i], Props: c.Props[i],
	}
}

func (r row) compare(o row) int {
	return cmp.Or(cmp.Compare(r.Contact, o.Contact), cmp.Compare(r.TS, o.TS), cmp.Compare(r.ID, o.ID))
}
