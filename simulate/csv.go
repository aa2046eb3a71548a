package simulate

import (
	"bufio"
	"io"
	"strconv"
	"time"

	"limner/event"
)

// CSV writes events as a table, one row an event, in the columns an import understands by their names.
type CSV struct {
	w   *bufio.Writer
	row []byte
}

// NewCSV writes the header.
func NewCSV(out io.Writer) (*CSV, error) {
	c := &CSV{w: bufio.NewWriterSize(out, 1<<18)}
	_, err := c.w.WriteString("event_id,contact,timestamp,event,kind,channel,subject,category,message_id,amount,discount,value,text\n")
	return c, err
}

// Write writes a contact's events.
func (c *CSV) Write(events []event.Event) error {
	for i := range events {
		c.row = appendRow(c.row[:0], &events[i])
		if _, err := c.w.Write(c.row); err != nil {
			return err
		}
	}
	return nil
}

// Flush writes what is still held back.
func (c *CSV) Flush() error { return c.w.Flush() }

func appendRow(b []byte, e *event.Event) []byte {
	b = append(appendField(b, e.ID), ',')
	b = append(appendField(b, string(e.Contact)), ',')
	b = append(e.Time.AppendFormat(b, stamp), ',')
	b = append(appendField(b, e.Name), ',')
	b = append(append(b, e.Kind.String()...), ',')
	b = append(append(b, e.Channel...), ',')
	b = append(appendField(b, e.Subject), ',')
	b = append(appendField(b, e.Category), ',')
	b = append(append(b, e.Message...), ',')
	b = append(appendMoney(b, e.Amount), ',')
	b = append(appendMoney(b, e.Discount), ',')
	if e.Value.Known() {
		b = strconv.AppendFloat(b, float64(e.Value), 'g', -1, 64)
	}
	b = append(b, ',')
	b = appendField(b, e.Text)
	return append(b, '\n')
}

// stamp is how instants are written: worlds know milliseconds.
const stamp = "2006-01-02T15:04:05.000Z"

// appendField quotes a field where it must.
func appendField(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c == ',' || c == '"' || c == '\n' {
			b = append(b, '"')
			for _, r := range []byte(s) {
				if r == '"' {
					b = append(b, '"')
				}
				b = append(b, r)
			}
			return append(b, '"')
		}
	}
	return append(b, s...)
}

// appendMoney writes an amount of whole cents; nothing for none.
func appendMoney(b []byte, m event.Money) []byte {
	if m == 0 {
		return b
	}
	return strconv.AppendFloat(b, m.Float(), 'f', 2, 64)
}

// TruthCSV writes the truth about every contact as a table.
func (w *World) TruthCSV(out io.Writer) error {
	b := bufio.NewWriterSize(out, 1<<16)
	if _, err := b.WriteString("contact,persona,joined,silent,scanned,orders_a_month,basket,haggles,visits_a_month,opens,clicks,delay_minutes,acts,features,happy,hour,zone,buys_in_30_days\n"); err != nil {
		return err
	}
	var row []byte
	for i := range w.Contacts {
		t := w.Truth(i)
		row = appendTruth(row[:0], &t, w.Personas[t.Persona].Name)
		if _, err := b.Write(row); err != nil {
			return err
		}
	}
	return b.Flush()
}

func appendTruth(b []byte, t *Truth, persona string) []byte {
	b = append(append(b, t.Contact...), ',')
	b = append(appendField(b, persona), ',')
	b = append(t.Joined.AppendFormat(b, time.RFC3339), ',')
	if !t.Silent.IsZero() {
		b = t.Silent.AppendFormat(b, time.RFC3339)
	}
	b = strconv.AppendBool(append(b, ','), t.Scanned)
	for _, x := range [...]float64{t.Orders, t.Basket, t.Haggles, t.Visits, t.Opens, t.Clicks, t.Delay, t.Acts, t.Features, t.Happy, t.Hour} {
		b = strconv.AppendFloat(append(b, ','), x, 'g', 5, 64)
	}
	b = append(append(append(b, ','), t.Zone...), ',')
	b = strconv.AppendFloat(b, t.Buys, 'g', 5, 64)
	return append(b, '\n')
}
