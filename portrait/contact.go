package portrait

import (
	"context"
	"fmt"
	"math"
	"time"

	"limner/event"
	"limner/metric"
)

// Histories is what a single portrait needs of an engine.
type Histories interface {
	Histories(ctx context.Context, want event.Fields, ids []event.ContactID) (*event.Columns, error)
	Text(d event.Dictionary, c event.Code) string
}

// Contact is one contact's portrait with what is behind it.
type Contact struct {
	Key    event.Key `json:"contact"`
	AsOf   time.Time `json:"as_of"`
	Events int       `json:"events"` // up to AsOf
	Later  int       `json:"later"`  // after it, not looked at
	Values []Value   `json:"values"`
}

// Value is one metric of a contact.
type Value struct {
	Metric  string      `json:"metric"`
	Family  string      `json:"family"`
	Title   string      `json:"title"`
	Unit    metric.Unit `json:"-"`
	UnitIs  string      `json:"unit"`
	X       float64     `json:"-"`
	Number  *float64    `json:"value,omitempty"` // absent when missing, or when Text says it
	Text    string      `json:"text,omitempty"`  // of a value that is a text or a word
	Until   *time.Time  `json:"until,omitempty"` // when it changes if nothing else happens; absent: never
	Because []Fact      `json:"because,omitempty"`
}

// Fact is an event behind a number, in words.
type Fact struct {
	Time    time.Time `json:"time"`
	Kind    string    `json:"kind"`
	Name    string    `json:"name"`
	Subject string    `json:"subject,omitempty"`
	Amount  string    `json:"amount,omitempty"`
}

// Of computes a contact's portrait as of an instant, with the events behind each value.
func Of(ctx context.Context, w Histories, c *metric.Catalogue, key event.Key, at time.Time) (*Contact, error) {
	cols, err := w.Histories(ctx, c.Fields()|event.FieldName, []event.ContactID{event.HashKey(key)})
	if err != nil {
		return nil, fmt.Errorf("reading the history of %s: %w", key, err)
	}
	micros := event.Micros(at)
	whole := event.History{Columns: cols, Contact: event.HashKey(key), To: cols.Len()}
	h := whole.Before(micros)
	p := &Contact{Key: key, AsOf: at, Events: h.Count(), Later: whole.Count() - h.Count()}
	f := newFolder(c)
	f.f.Fold(h, micros, f.x, f.until)
	for i, d := range c.Definitions() {
		p.Values = append(p.Values, valueOf(w, d, f.x[i], f.until[i]))
	}
	for i := range p.Values {
		for _, row := range f.f.Evidence(h, micros, i) {
			p.Values[i].Because = append(p.Values[i].Because, factOf(w, cols, row))
		}
	}
	return p, nil
}

// Table is the portrait as a table of one row.
func (p *Contact) Table(c *metric.Catalogue, w Histories) *Table {
	t := &Table{Contact: []event.ContactID{event.HashKey(p.Key)}, Metrics: c.Definitions(), AsOf: p.AsOf, texts: w.Text}
	for _, v := range p.Values {
		t.X = append(t.X, []float64{v.X})
	}
	return t
}

func valueOf(w Histories, d metric.Definition, x float64, until int64) Value {
	v := Value{Metric: d.Name, Family: d.Family, Title: d.Title, Unit: d.Unit, UnitIs: d.Unit.String(), X: x}
	if until != metric.Never {
		t := event.At(until)
		v.Until = &t
	}
	switch {
	case math.IsNaN(x):
	case d.Unit == metric.Text:
		v.Text = w.Text(d.Dictionary, event.Code(x))
	case d.Unit == metric.Word:
		v.Text = d.Words[int(x)]
	default:
		v.Number = &x
	}
	return v
}

func factOf(w Histories, c *event.Columns, row int) Fact {
	f := Fact{Time: event.At(c.TS[row]), Kind: c.Kind[row].String(), Name: w.Text(event.Names, c.Name[row]), Subject: w.Text(event.Subjects, c.Subject[row])}
	if c.Amount[row] != 0 {
		f.Amount = c.Amount[row].String()
	}
	return f
}
