package duckdb

import (
	"strings"

	"limner/event"
)

// optional is the columns read on request, in the order of their fields.
var optional = []struct {
	field event.Fields
	name  string
}{
	{event.FieldName, "name"}, {event.FieldChannel, "channel"}, {event.FieldSubject, "subject"},
	{event.FieldCategory, "category"}, {event.FieldMessage, "message"}, {event.FieldAmount, "amount"},
	{event.FieldDiscount, "discount"}, {event.FieldValue, "value"}, {event.FieldText, "text"}, {event.FieldProps, "props"},
	{event.FieldID, "id"},
}

func selectList(want event.Fields) string {
	names := []string{"contact_id", "ts", "kind"}
	for _, o := range optional {
		if want.Has(o.field) {
			names = append(names, o.name)
		}
	}
	return strings.Join(names, ", ")
}

// readEvents appends a chunk's rows to the columns.
func readEvents(ch chunk, c *event.Columns, want event.Fields) {
	c.Contact = append(c.Contact, column[event.ContactID](ch, 0)...)
	c.TS = append(c.TS, column[int64](ch, 1)...)
	c.Kind = append(c.Kind, column[event.Kind](ch, 2)...)
	i := 3
	read(ch, &i, want, event.FieldName, &c.Name)
	read(ch, &i, want, event.FieldChannel, &c.Channel)
	read(ch, &i, want, event.FieldSubject, &c.Subject)
	read(ch, &i, want, event.FieldCategory, &c.Category)
	read(ch, &i, want, event.FieldMessage, &c.Message)
	read(ch, &i, want, event.FieldAmount, &c.Amount)
	read(ch, &i, want, event.FieldDiscount, &c.Discount)
	readNumbers(ch, &i, want, event.FieldValue, &c.Value)
	readTexts(ch, &i, want, event.FieldText, &c.Text)
	readTexts(ch, &i, want, event.FieldProps, &c.Props)
	read(ch, &i, want, event.FieldID, &c.ID)
}

func read[T any](ch chunk, i *int, want, field event.Fields, into *[]T) {
	if want.Has(field) {
		*into = append(*into, column[T](ch, *i)...)
		*i++
	}
}

func readNumbers(ch chunk, i *int, want, field event.Fields, into *[]float64) {
	if !want.Has(field) {
		return
	}
	mask, from := nulls(ch, *i), len(*into)
	*into = append(*into, column[float64](ch, *i)...)
	if mask != nil {
		for r := range ch.n {
			if isNull(mask, r) {
				(*into)[from+r] = float64(event.None())
			}
		}
	}
	*i++
}

func readTexts(ch chunk, i *int, want, field event.Fields, into *[]string) {
	if !want.Has(field) {
		return
	}
	mask, values := nulls(ch, *i), column[text](ch, *i)
	for r := range values {
		if isNull(mask, r) {
			*into = append(*into, "")
		} else {
			*into = append(*into, values[r].String())
		}
	}
	*i++
}

// truncate empties the columns, keeping their memory.
func truncate(c *event.Columns) {
	c.Contact, c.TS, c.ID, c.Kind = c.Contact[:0], c.TS[:0], c.ID[:0], c.Kind[:0]
	c.Name, c.Channel, c.Subject, c.Category = c.Name[:0], c.Channel[:0], c.Subject[:0], c.Category[:0]
	c.Message, c.Amount, c.Discount, c.Value = c.Message[:0], c.Amount[:0], c.Discount[:0], c.Value[:0]
	c.Text, c.Props = c.Text[:0], c.Props[:0]
}

// merge writes the events of a and b, each sorted, into out, sorted.
func merge(out, a, b *event.Columns, want event.Fields) {
	truncate(out)
	i, j := 0, 0
	for i < a.Len() || j < b.Len() {
		from, to, src := run(a, &i, b, &j)
		copyRows(out, src, from, to, want)
	}
}

// run finds the next stretch of one side that stands wholly before the other's next event, and steps
// over it.
func run(a *event.Columns, i *int, b *event.Columns, j *int) (from, to int, src *event.Columns) {
	if *j < b.Len() && (*i == a.Len() || less(b, *j, a, *i)) {
		from = *j
		for *j < b.Len() && (*i == a.Len() || less(b, *j, a, *i)) {
			*j++
		}
		return from, *j, b
	}
	from = *i
	for *i < a.Len() && (*j == b.Len() || !less(b, *j, a, *i)) {
		*i++
	}
	return from, *i, a
}

func copyRows(out, src *event.Columns, from, to int, want event.Fields) {
	out.Contact = append(out.Contact, src.Contact[from:to]...)
	out.TS = append(out.TS, src.TS[from:to]...)
	out.Kind = append(out.Kind, src.Kind[from:to]...)
	copyIf(want, event.FieldName, &out.Name, src.Name, from, to)
	copyIf(want, event.FieldChannel, &out.Channel, src.Channel, from, to)
	copyIf(want, event.FieldSubject, &out.Subject, src.Subject, from, to)
	copyIf(want, event.FieldCategory, &out.Category, src.Category, from, to)
	copyIf(want, event.FieldMessage, &out.Message, src.Message, from, to)
	copyIf(want, event.FieldAmount, &out.Amount, src.Amount, from, to)
	copyIf(want, event.FieldDiscount, &out.Discount, src.Discount, from, to)
	copyIf(want, event.FieldValue, &out.Value, src.Value, from, to)
	copyIf(want, event.FieldText, &out.Text, src.Text, from, to)
	copyIf(want, event.FieldProps, &out.Props, src.Props, from, to)
	copyIf(want, event.FieldID, &out.ID, src.ID, from, to)
}

func copyIf[T any](want, field event.Fields, out *[]T, src []T, from, to int) {
	if want.Has(field) {
		*out = append(*out, src[from:to]...)
	}
}
