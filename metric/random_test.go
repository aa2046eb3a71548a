package metric

import (
	"cmp"
	"math"
	"slices"
	"time"

	"pgregory.net/rapid"

	"limner/event"
)

// texts is a dictionary for tests: it knows what it has been asked to learn.
type texts struct {
	codes [4]map[string]event.Code
	list  [4][]string
}

func newTexts() *texts {
	d := &texts{}
	for i := range d.codes {
		d.codes[i] = map[string]event.Code{}
		d.learn(event.Dictionary(i), "")
	}
	for _, c := range event.KnownChannels {
		d.learn(event.Channels, c)
	}
	return d
}

func (d *texts) learn(in event.Dictionary, text string) event.Code {
	if c, ok := d.codes[in][text]; ok {
		return c
	}
	c := event.Code(len(d.list[in]))
	d.codes[in][text] = c
	d.list[in] = append(d.list[in], text)
	return c
}

func (d *texts) Code(in event.Dictionary, text string) (event.Code, bool) {
	c, ok := d.codes[in][text]
	return c, ok
}

func (d *texts) Text(in event.Dictionary, c event.Code) string { return d.list[in][c] }

// row is one event of a test, sortable as the warehouse sorts.
type row struct {
	ts       int64
	id       event.ID
	kind     event.Kind
	name     event.Code
	channel  uint8
	subject  event.Code
	category event.Code
	message  event.MessageID
	amount   event.Money
	discount event.Money
	value    float64
	props    string
}

// historyOf sorts rows into a history.
func historyOf(rows []row) event.History {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b row) int { return cmp.Or(cmp.Compare(a.ts, b.ts), cmp.Compare(a.id, b.id)) })
	c := &event.Columns{}
	for _, r := range rows {
		c.Contact = append(c.Contact, 1)
		c.TS = append(c.TS, r.ts)
		c.ID = append(c.ID, r.id)
		c.Kind = append(c.Kind, r.kind)
		c.Name = append(c.Name, r.name)
		c.Channel = append(c.Channel, r.channel)
		c.Subject = append(c.Subject, r.subject)
		c.Category = append(c.Category, r.category)
		c.Message = append(c.Message, r.message)
		c.Amount = append(c.Amount, r.amount)
		c.Discount = append(c.Discount, r.discount)
		c.Value = append(c.Value, r.value)
		c.Props = append(c.Props, r.props)
	}
	return event.History{Columns: c, Contact: 1, To: len(rows)}
}

// The codes and instants that random histories use: few, so that things coincide.
const (
	randomCodes = 4
	randomNow   = int64(1711843200) * second // 2024-03-31 00:00 UTC: the night clocks go forward in Europe
)

// common are the kinds that random histories are mostly made of.
var common = []event.Kind{
	event.Order, event.Order, event.Order, event.Sent, event.Sent, event.Opened, event.Opened, event.Clicked,
	event.FeatureUse, event.FeatureUse, event.Visit, event.CartAdd, event.ContentView,
}

// drawRows draws up to most events before randomNow, at times that like to coincide: whole days and hours
// apart, with a microsecond or some seconds to the side.
func drawRows(most int) *rapid.Generator[[]row] {
	instant := rapid.Custom(func(t *rapid.T) int64 {
		if rapid.IntRange(0, 29).Draw(t, "undated") == 0 {
			return timeless
		}
		days := rapid.OneOf(rapid.Int64Range(0, 40), rapid.SampledFrom([]int64{7, 28, 30, 35, 56, 90, 112, 365}), rapid.Int64Range(0, 500)).Draw(t, "days")
		hours := rapid.SampledFrom([]int64{0, 0, 1, 12, 13, 23}).Draw(t, "hours")
		aside := rapid.SampledFrom([]int64{0, 0, -1, 1, second, 2 * second, -second, 17 * minute, 1800 * second}).Draw(t, "aside")
		return randomNow - days*day - hours*hour + aside
	})
	kinds := rapid.OneOf(rapid.SampledFrom(common), rapid.SampledFrom(event.Kinds()))
	return rapid.Custom(func(t *rapid.T) []row {
		n := rapid.IntRange(0, most).Draw(t, "n")
		only := rapid.IntRange(0, 3).Draw(t, "only") // some histories are of one kind
		kind := kinds.Draw(t, "kind")
		rows := make([]row, n)
		for i := range rows {
			k := kind
			if only != 0 {
				k = kinds.Draw(t, "kind")
			}
			rows[i] = drawRow(t, k, instant.Draw(t, "ts"))
			rows[i].id = event.ID(i + 1)
		}
		return rows
	})
}

func drawRow(t *rapid.T, k event.Kind, ts int64) row {
	code := func(what string) event.Code { return event.Code(rapid.IntRange(0, randomCodes).Draw(t, what)) }
	r := row{ts: ts, kind: k, name: code("name"), channel: uint8(rapid.SampledFrom([]int{0, 1, 1, 1, 2, 3}).Draw(t, "channel")),
		subject: code("subject"), category: code("category"), message: event.MessageID(rapid.IntRange(0, 6).Draw(t, "message")),
		value: rapid.SampledFrom([]float64{math.NaN(), 0, 3, 9.5}).Draw(t, "value")}
	switch k {
	case event.Order:
		r.amount = event.Money(rapid.SampledFrom([]int64{0, 10000, 10000, 250000}).Draw(t, "amount"))
		r.discount = event.Money(rapid.SampledFrom([]int64{0, 0, 5000}).Draw(t, "discount"))
	case event.Refund:
		r.amount = -10000
	}
	r.props = rapid.SampledFrom([]string{"", "", `{"plan":"pro","seats":3}`, `{"plan":"free","seats":10,"deep":{"x":true}}`}).Draw(t, "props")
	return r
}

// zones are where days are strange.
var zones = []string{"UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu", "America/Sao_Paulo"}

// drawSettings draws settings of all kinds.
func drawSettings(t *rapid.T) Settings {
	loc, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
	if err != nil {
		t.Fatal(err)
	}
	s := Settings{Zone: loc}
	if rapid.Bool().Draw(t, "calibrated") {
		s.Calibration = Calibration{Contacts: 100, Recency: []float64{13.8, 33, 72, 180}, Frequency: []float64{1, 2, 3, 6},
			Monetary: []float64{1, 2, 30, 60}, Gap: GapPrior{Mean: 40, Strength: 1.5}}
	}
	if rapid.Bool().Draw(t, "core") {
		s.CoreFeatures = []event.Code{1, 3}
		s.Traits = []Trait{{Name: 1}, {Name: 2, Numeric: true}}
	}
	return s
}

// randomTexts holds the texts of the codes that random histories use.
func randomTexts() *texts {
	d := newTexts()
	for _, s := range []string{"alpha", "beta", "gamma", "delta"} {
		d.learn(event.Names, s)
		d.learn(event.Subjects, s)
		d.learn(event.Categories, s)
	}
	return d
}

// portrait is one fold's answer.
type portrait struct {
	x     []float64
	until []int64
}

func (c *Catalogue) portrait(f *Folder, h event.History, at int64) portrait {
	p := portrait{make([]float64, len(c.defs)), make([]int64, len(c.defs))}
	f.Fold(h, at, p.x, p.until)
	return p
}

// pick is a history of some rows of another.
func pick(h event.History, rows []int) event.History {
	var some []row
	for _, i := range rows {
		some = append(some, row{h.TS[i], h.ID[i], h.Kind[i], h.Name[i], h.Channel[i], h.Subject[i], h.Category[i], h.Message[i],
			h.Amount[i], h.Discount[i], h.Value[i], h.Props[i]})
	}
	return historyOf(some)
}
