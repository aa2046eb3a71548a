package file

import (
	"fmt"
	"strings"
	"time"

	"limner/event"
	"limner/ingest"
)

// plan is a mapping made ready for one file: columns by number, formats decided.
type plan struct {
	mapping Mapping
	look    *look
	columns []columnFormat
	rules   []rule
	kinds   map[string]ingest.Meaning // by name, what the mapping says
	rest    []int                     // columns that no rule uses: they go to Props
	keys    [][]byte                  // "name": of each column, for Props

	zone  *time.Location
	base  currency
	rates map[currency]event.Money
	now   int64 // micros
	since int64 // micros: the time of facts without one

	order orderPlan
	table tablePlan
	links links // of Segment calls
}

// columnFormat is how one column writes what it holds.
type columnFormat struct {
	date   dateForm
	number numberStyle
	whole  bool // ids written 123.0: the point and zero are taken off
}

// rule is a Rule with its columns found.
type rule struct {
	contact, time, event, id, channel, subject, category, message, currency, value, text field
	amount, discount                                                                     []field
	kind                                                                                 event.Kind
	known                                                                                bool // kind is given
	suffix                                                                               string
	when                                                                                 []condition
}

// field is where a value comes from: a column, or the same everywhere.
type field struct {
	column   int // -1: a constant
	constant string
	row      bool // the number of the row
}

var absent = field{column: -1}

// there reports whether the field is mapped at all.
func (f field) there() bool { return f.column >= 0 || f.constant != "" || f.row }

// condition is one column of a rule's When.
type condition struct {
	column int
	values []string
}

// compile finds the columns of the mapping. Formats are decided later, by decide.
func compile(m Mapping, l *look, now time.Time) (*plan, error) {
	p := &plan{mapping: m, look: l, now: event.Micros(now), since: event.Micros(event.Timeless)}
	p.columns = make([]columnFormat, len(l.header))
	if err := p.settings(); err != nil {
		return nil, err
	}
	for i, r := range m.rules() {
		c, err := p.rule(r)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			c.suffix = "/" + strings.TrimPrefix(r.Event, "=")
		}
		p.rules = append(p.rules, c)
	}
	var err error
	switch m.Rows {
	case Orders:
		err = p.compileOrders()
	case Contacts:
		err = p.compileTable()
	case Events, "":
		err = p.checkEvents()
	case Segment:
	default:
		err = fmt.Errorf("rows: %q is not a way to read rows; they are events, orders, contacts and segment", m.Rows)
	}
	if err != nil {
		return nil, err
	}
	return p, p.leftovers()
}

// settings reads what the mapping says of zone, currencies and kinds.
func (p *plan) settings() error {
	m := &p.mapping
	if m.Zone != "" {
		z, err := time.LoadLocation(m.Zone)
		if err != nil {
			return fmt.Errorf("--zone %q is not a time zone; examples are Europe/London and America/New_York", m.Zone)
		}
		p.zone = z
	}
	if m.Base != "" {
		if !isCode([]byte(m.Base)) {
			return fmt.Errorf("--base %q is not a currency; an example is EUR", m.Base)
		}
		p.base = upper([]byte(m.Base))
	}
	p.rates = make(map[currency]event.Money)
	for code, rate := range m.Rates {
		r, _, err := event.ParseMoney(rate)
		if !isCode([]byte(code)) || err != nil || r <= 0 {
			return fmt.Errorf("--rate %s=%s: write what one unit is worth in the workspace's currency, as USD=0.92 (four decimals at most)", code, rate)
		}
		p.rates[upper([]byte(code))] = r
	}
	if m.Since != "" {
		c, ok := readDate(isoDate, []byte(m.Since))
		if !ok {
			return fmt.Errorf("--since %q is not a date like 2024-12-31", m.Since)
		}
		p.since = c.utc()
	}
	p.kinds = make(map[string]ingest.Meaning)
	for name, word := range m.Kinds {
		k, err := event.ParseKind(word)
		if err != nil {
			return fmt.Errorf("kinds: %q: %w", name, err)
		}
		p.kinds[name] = ingest.Meaning{Kind: k, Channel: ingest.Lookup(name).Channel}
	}
	return nil
}

// field finds a column.
func (p *plan) field(name, text string) (field, error) {
	switch {
	case text == "":
		return absent, nil
	case text == "#row":
		return field{column: -1, row: true}, nil
	case strings.HasPrefix(text, "="):
		return field{column: -1, constant: text[1:]}, nil
	}
	i := find(p.look.header, text)
	if i < 0 {
		return absent, missing(p.look.header, name, text)
	}
	return field{column: i}, nil
}

// rule finds the columns of a rule.
func (p *plan) rule(r Rule) (rule, error) {
	var c rule
	for _, f := range []struct {
		to   *field
		name string
		text string
	}{
		{&c.contact, "contact", r.Contact}, {&c.time, "time", r.Time}, {&c.event, "event", r.Event},
		{&c.id, "id", r.ID}, {&c.channel, "channel", r.Channel}, {&c.subject, "subject", r.Subject},
		{&c.category, "category", r.Category}, {&c.message, "message", r.Message},
		{&c.currency, "currency", r.Currency}, {&c.value, "value", r.Value}, {&c.text, "text", r.Text},
	} {
		var err error
		if *f.to, err = p.field(f.name, f.text); err != nil {
			return c, err
		}
	}
	var err error
	if c.amount, err = p.sum("amount", r.Amount); err != nil {
		return c, err
	}
	if c.discount, err = p.sum("discount", r.Discount); err != nil {
		return c, err
	}
	if r.Kind != "" {
		if c.kind, err = event.ParseKind(r.Kind); err != nil {
			return c, err
		}
		c.known = true
	}
	for name, values := range r.When {
		i := find(p.look.header, name)
		if i < 0 {
			return c, missing(p.look.header, "when", name)
		}
		c.when = append(c.when, condition{i, values})
	}
	return c, nil
}

// sum finds the columns of a field that may add several up.
func (p *plan) sum(name, text string) ([]field, error) {
	var all []field
	for _, part := range parts(p.look.header, text) {
		f, err := p.field(name, part)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

// checkEvents checks that an events file says who, when and what.
func (p *plan) checkEvents() error {
	for _, r := range p.rules {
		switch {
		case !r.contact.there():
			return fmt.Errorf("no column says whose the events are: say --contact COLUMN (or --contact '#row' when every row is somebody else); the columns are %s", strings.Join(quoteAll(p.look.header), ", "))
		case !r.time.there():
			return fmt.Errorf("no column says when the events happened: say --time COLUMN, or --rows contacts for a table of contacts; the columns are %s", strings.Join(quoteAll(p.look.header), ", "))
		case !r.event.there():
			return fmt.Errorf("no column names the events: say --event COLUMN, or --event =name to name them all alike")
		}
	}
	return nil
}

// leftovers finds the columns that nothing uses.
func (p *plan) leftovers() error {
	used := make([]bool, len(p.look.header))
	for _, f := range p.used() {
		if f.column >= 0 {
			used[f.column] = true
		}
	}
	for _, name := range p.mapping.Ignore {
		i := find(p.look.header, name)
		if i < 0 {
			return missing(p.look.header, "ignore", name)
		}
		used[i] = true
	}
	p.keys = make([][]byte, len(used))
	for i, u := range used {
		p.keys[i] = appendJSON(nil, []byte(p.look.header[i]))
		p.keys[i] = append(p.keys[i], ':')
		if !u && !ours(p.look.header[i]) {
			p.rest = append(p.rest, i)
		}
	}
	return nil
}

// used lists the fields of all rules.
func (p *plan) used() []field {
	var all []field
	for _, r := range p.rules {
		all = append(all, r.contact, r.time, r.event, r.id, r.channel, r.subject, r.category, r.message,
			r.currency, r.value, r.text)
		all = append(all, r.amount...)
		all = append(all, r.discount...)
	}
	return append(all, p.order.fields()...)
}

// convert turns an amount of another currency into the workspace's, half to even.
func (p *plan) convert(m event.Money, c currency) (event.Money, bool) {
	if c == (currency{}) || c == p.base {
		return m, true
	}
	rate, ok := p.rates[c]
	if !ok {
		return 0, false
	}
	product, _, ok := times(m, rate)
	return product, ok
}
