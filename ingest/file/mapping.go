package file

import (
	"fmt"
	"strings"
)

// Rows says what one row of a file is.
type Rows string

// What a row can be.
const (
	Events   Rows = "events"   // something that happened
	Orders   Rows = "orders"   // a line of an invoice; lines with one order id become one order
	Contacts Rows = "contacts" // a contact, described by columns
	Segment  Rows = "segment"  // a call of a Segment library, as JSON
)

// Rule turns a row into one event. Each field names a column, or says a constant ("=web"). Amount and
// Discount may name several columns to be added up ("a + b").
type Rule struct {
	Contact  string `yaml:"contact,omitempty"`
	Time     string `yaml:"time,omitempty"`
	Event    string `yaml:"event,omitempty"`
	Kind     string `yaml:"kind,omitempty"` // a kind's word; "": what the vocabulary says of the event's name
	ID       string `yaml:"id,omitempty"`
	Channel  string `yaml:"channel,omitempty"`
	Subject  string `yaml:"subject,omitempty"`
	Category string `yaml:"category,omitempty"`
	Message  string `yaml:"message,omitempty"`
	Amount   string `yaml:"amount,omitempty"`
	Discount string `yaml:"discount,omitempty"`
	Currency string `yaml:"currency,omitempty"`
	Value    string `yaml:"value,omitempty"`
	Text     string `yaml:"text,omitempty"`

	// When limits the rule to rows whose columns have one of the values listed. "*" is any value but
	// nothing and zero; "!x" is any value but x.
	When map[string][]string `yaml:"when,omitempty"`
}

// Mapping says how a file is read and what its columns mean.
type Mapping struct {
	Preset string `yaml:"preset,omitempty"` // where the mapping came from
	Rows   Rows   `yaml:"rows,omitempty"`
	Rule   `yaml:",inline"`
	Also   []Rule `yaml:"also,omitempty"` // further events of the same row; fields not said are those of the first rule

	// Of invoice lines. The line's amount is Amount when that is mapped, else Quantity × Price.
	Order     string `yaml:"order,omitempty"`
	Quantity  string `yaml:"quantity,omitempty"`
	Price     string `yaml:"price,omitempty"`
	Total     string `yaml:"total,omitempty"`     // of the whole order, said on one of its lines
	Cancelled string `yaml:"cancelled,omitempty"` // order ids that begin with this are cancellations
	NoLines   bool   `yaml:"no_lines,omitempty"`  // do not keep the lines as events of their own

	// Of contact tables.
	Traits   []string `yaml:"traits,omitempty"` // "*": every column that can be one
	SignedUp string   `yaml:"signed_up,omitempty"`

	Ignore []string          `yaml:"ignore,omitempty"` // columns to leave out altogether
	Kinds  map[string]string `yaml:"kinds,omitempty"`  // what events' names mean, before the vocabulary is asked

	// How the text is written. Nothing said means: find out.
	Delimiter  string            `yaml:"delimiter,omitempty"`
	NoHeader   bool              `yaml:"no_header,omitempty"`
	Encoding   string            `yaml:"encoding,omitempty"`
	DateFormat string            `yaml:"date_format,omitempty"`
	Decimal    string            `yaml:"decimal,omitempty"`
	Zone       string            `yaml:"zone,omitempty"`
	Base       string            `yaml:"base,omitempty"`  // the workspace's currency
	Rates      map[string]string `yaml:"rates,omitempty"` // what one unit of another currency is worth in it
	Since      string            `yaml:"since,omitempty"` // when what a contact table says began to hold
}

// Empty reports whether the mapping says nothing about columns, so that they must be guessed.
func (m *Mapping) Empty() bool {
	return m.Rows == "" && m.Preset == "" && m.Contact == "" && m.Time == "" && m.Event == "" && m.Order == "" && len(m.Traits) == 0
}

// rules lists the rules with nothing left unsaid.
func (m *Mapping) rules() []Rule {
	all := []Rule{m.Rule}
	for _, r := range m.Also {
		inherit(&r.Contact, m.Contact)
		inherit(&r.Time, m.Time)
		inherit(&r.Channel, m.Channel)
		inherit(&r.Currency, m.Currency)
		inherit(&r.Subject, m.Subject)
		inherit(&r.Category, m.Category)
		inherit(&r.Message, m.Message)
		inherit(&r.ID, m.ID)
		all = append(all, r)
	}
	return all
}

func inherit(field *string, from string) {
	if *field == "" {
		*field = from
	}
}

// parts lists the columns and constants a field of a rule speaks of.
func parts(header []string, field string) []string {
	if field == "" {
		return nil
	}
	if strings.HasPrefix(field, "=") || find(header, field) >= 0 {
		return []string{field}
	}
	var all []string
	for p := range strings.SplitSeq(field, " + ") {
		all = append(all, strings.TrimSpace(p))
	}
	return all
}

// find is the index of the column of that name; case and blanks at the ends do not matter when there
// is no exact match.
func find(header []string, name string) int {
	for i, h := range header {
		if h == name {
			return i
		}
	}
	for i, h := range header {
		if strings.EqualFold(strings.TrimSpace(h), strings.TrimSpace(name)) {
			return i
		}
	}
	return -1
}

// missing is the error for a column that is not in the file.
func missing(header []string, field, name string) error {
	return fmt.Errorf("%s: there is no column %q; the columns are %s", field, name, strings.Join(quoteAll(header), ", "))
}

func quoteAll(names []string) []string {
	q := make([]string, len(names))
	for i, n := range names {
		q[i] = fmt.Sprintf("%q", n)
	}
	return q
}
