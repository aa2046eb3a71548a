package simulate_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"strconv"
	"testing"
	"time"

	"limner/event"
	"limner/simulate"
)

// TestSegmentTellsEverything reads the calls back and compares them with the events, one by one.
func TestSegmentTellsEverything(t *testing.T) {
	w := world(t, simulate.Config{Seed: 2, Contacts: 60})
	events, _ := all(t, w, 0, 60)
	var out bytes.Buffer
	s := simulate.NewSegment(&out)
	var want []event.Event
	for _, es := range events {
		if err := s.Write(es); err != nil {
			t.Fatal(err)
		}
		for _, e := range es {
			if e.Kind != event.Trait {
				want = append(want, e)
			}
		}
	}
	if err := s.Flush(); err != nil {
		t.Fatal(err)
	}
	identified := 0
	for lines := bufio.NewScanner(&out); lines.Scan(); {
		var c call
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatalf("%v in %s", err, lines.Bytes())
		}
		if c.Type == "identify" {
			identified++
			if c.Traits["country"] == nil || c.Traits["timezone"] == nil || c.Traits["age"] == nil {
				t.Errorf("traits %v", c.Traits)
			}
			continue
		}
		c.compare(t, want[0])
		want = want[1:]
	}
	if identified != 60 || len(want) != 0 {
		t.Errorf("%d contacts identified, %d events not told", identified, len(want))
	}
}

type call struct {
	Type, MessageID, UserID, Event, Name, Channel string

	Timestamp  time.Time
	Traits     map[string]any
	Properties struct {
		Total, Revenue, Discount, Score float64
		Category, Feature, Plan         string
		Name                            string
		EmailID                         string `json:"email_id"`
		Campaign                        string `json:"campaign_name"`
		Text, Channel                   string
		Products                        []struct{ Name, Category string }
	}
}

func (c *call) compare(t *testing.T, e event.Event) {
	t.Helper()
	p := c.Properties
	if c.MessageID != e.ID || c.UserID != string(e.Contact) || !c.Timestamp.Equal(e.Time) {
		t.Fatalf("%+v tells %+v", c, e)
	}
	fine := c.Type == "track" && c.Event == e.Name
	switch e.Kind {
	case event.Visit:
		fine = (c.Type == "page" || c.Type == "screen" && c.Channel == "mobile") && c.Name == e.Subject
	case event.Order:
		fine = fine && cents(p.Total) == e.Amount && cents(p.Discount) == e.Discount && p.Products[0].Name == e.Subject && p.Channel == e.Channel
	case event.Refund:
		fine = fine && cents(p.Total) == -e.Amount
	case event.ProductView, event.CartAdd, event.Checkout:
		fine = fine && p.Name == e.Subject && p.Category == e.Category
	case event.Sent, event.Opened, event.Clicked:
		fine = fine && p.EmailID == e.Message && p.Campaign == e.Subject
	case event.FeatureUse:
		fine = fine && p.Feature == e.Subject
	case event.Subscribed, event.Renewed:
		fine = fine && p.Plan == e.Subject && cents(p.Revenue) == e.Amount
	case event.NPS:
		fine = fine && p.Score == float64(e.Value) && p.Text == e.Text
	case event.Ticket:
		fine = fine && p.Text == e.Text
	}
	if !fine {
		t.Errorf("%+v tells %+v", c, e)
	}
}

func cents(units float64) event.Money {
	return event.Money(math.Round(units*100)) * (event.MoneyScale / 100)
}

func TestCSVTellsEverything(t *testing.T) {
	w := world(t, simulate.Config{Seed: 2, Contacts: 40})
	events, _ := all(t, w, 0, 40)
	var out bytes.Buffer
	c, err := simulate.NewCSV(&out)
	if err != nil {
		t.Fatal(err)
	}
	var want []event.Event
	for _, es := range events {
		if err := c.Write(es); err != nil {
			t.Fatal(err)
		}
		want = append(want, es...)
	}
	if err := c.Flush(); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(rows) != len(want)+1 {
		t.Fatalf("%d rows of %d events: %v", len(rows), len(want), err)
	}
	for i, r := range rows[1:] {
		e := want[i]
		text := []string{e.ID, string(e.Contact), e.Time.Format("2006-01-02T15:04:05.000Z"), e.Name, e.Kind.String(), e.Channel, e.Subject, e.Category, e.Message, "", "", "", e.Text}
		if e.Amount != 0 {
			text[9] = e.Amount.String()
		}
		if e.Discount != 0 {
			text[10] = e.Discount.String()
		}
		if e.Value.Known() {
			text[11] = strconv.FormatFloat(float64(e.Value), 'g', -1, 64)
		}
		for j := range text {
			if r[j] != text[j] {
				t.Fatalf("row %d: %q is %q, want %q", i+1, rows[0][j], r[j], text[j])
			}
		}
	}
}

func TestTruthCSV(t *testing.T) {
	w := world(t, simulate.Config{Seed: 2, Contacts: 40})
	var out bytes.Buffer
	if err := w.TruthCSV(&out); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(rows) != 41 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	for i, r := range rows[1:] {
		tr := w.Truth(i)
		if r[0] != string(tr.Contact) || r[1] != w.Personas[tr.Persona].Name || (r[3] == "") != tr.Silent.IsZero() {
			t.Errorf("%v tells %+v", r, tr)
		}
	}
}
