package metric

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"limner/event"
)

// field is what of an event a definition speaks of.
type field uint8

const (
	noField field = iota
	timeField
	amountField
	discountField
	valueField
	subjectField
	categoryField
	channelField
	nameField
	messageField
	propsField
)

var fieldWords = map[string]field{"time": timeField, "amount": amountField, "discount": discountField, "value": valueField,
	"subject": subjectField, "category": categoryField, "channel": channelField, "name": nameField, "message": messageField}

// needs is the column that a field stands in.
func (f field) needs() event.Fields {
	return [...]event.Fields{amountField: event.FieldAmount, discountField: event.FieldDiscount, valueField: event.FieldValue,
		subjectField: event.FieldSubject, categoryField: event.FieldCategory, channelField: event.FieldChannel,
		nameField: event.FieldName, messageField: event.FieldMessage, propsField: event.FieldProps}[f]
}

func (f field) money() bool { return f == amountField || f == discountField }

// text reports whether the field holds a code of a dictionary, and of which.
func (f field) text() (event.Dictionary, bool) {
	switch f {
	case subjectField:
		return event.Subjects, true
	case categoryField:
		return event.Categories, true
	case channelField:
		return event.Channels, true
	case nameField:
		return event.Names, true
	default:
		return 0, false
	}
}

// parseField reads a field's word, as amount or props.plan.
func parseField(word string) (field, []string, error) {
	if path, ok := strings.CutPrefix(word, "props."); ok && path != "" {
		return propsField, strings.Split(path, "."), nil
	}
	if f, ok := fieldWords[word]; ok {
		return f, nil, nil
	}
	return noField, nil, fmt.Errorf("%q is no field of an event; use amount, discount, value, time, subject, category, channel, name, message or props.KEY", word)
}

// code is the dictionary code in a field, 0 for none.
func (f field) code(h *event.History, row int) event.Code {
	switch f {
	case subjectField:
		return h.Subject[row]
	case categoryField:
		return h.Category[row]
	case channelField:
		return event.Code(h.Channel[row])
	default:
		return h.Name[row]
	}
}

// of is a field with the path into the properties.
type of struct {
	field
	path []string
}

// number is the number in a field, NaN for none.
func (o *of) number(h *event.History, row int) float64 {
	switch o.field {
	case timeField:
		if h.TS[row] > timeless {
			return float64(h.TS[row])
		}
	case amountField:
		return h.Amount[row].Float()
	case discountField:
		return h.Discount[row].Float()
	case valueField:
		return h.Value[row]
	case propsField:
		if p := find(h.Props[row], o.path); p.kind == numberProperty {
			return p.number
		}
	}
	return missing()
}

// condition is one line under "where".
type condition struct {
	of
	op     string // =, !=, <, <=, >, >=, in
	number float64
	codes  []event.Code // of a text field
	texts  []string     // of a text property
}

// holds reports whether an event meets the condition. What an event does not have, meets only "!=".
func (c *condition) holds(h *event.History, row int) bool {
	if _, ok := c.text(); ok {
		is := slices.Contains(c.codes, c.code(h, row))
		return is != (c.op == "!=")
	}
	if c.field == propsField && c.texts != nil {
		p := find(h.Props[row], c.path)
		is := (p.kind == textProperty || p.kind == truthProperty) && slices.Contains(c.texts, p.text)
		return is != (c.op == "!=")
	}
	x := c.of.number(h, row)
	switch c.op {
	case "=":
		return x == c.number
	case "!=":
		return x != c.number
	case "<":
		return x < c.number
	case "<=":
		return x <= c.number
	case ">":
		return x > c.number
	default:
		return x >= c.number
	}
}

var operators = []string{"!=", "<=", ">=", "=", "<", ">", "in "}

// parseCondition reads a condition such as amount >= 50, subject = "report export" or
// props.plan in ("pro", "team").
func (r *resolver) parseCondition(text string) (condition, error) {
	at := strings.IndexAny(text, " =<>!")
	if at <= 0 {
		return condition{}, fmt.Errorf("the condition %q should be FIELD OPERATOR VALUE, as in amount >= 50", text)
	}
	var c condition
	var err error
	if c.field, c.path, err = parseField(text[:at]); err != nil {
		return c, err
	}
	if c.field == timeField || c.field == messageField {
		return c, fmt.Errorf("conditions on %s are not possible; use window for time", text[:at])
	}
	rest := strings.TrimSpace(text[at:])
	for _, op := range operators {
		if after, ok := strings.CutPrefix(rest, op); ok {
			c.op = strings.TrimSpace(op)
			return c, r.operand(&c, strings.TrimSpace(after), text)
		}
	}
	return c, fmt.Errorf("the condition %q needs one of = != < <= > >= in after the field", text)
}

// operand reads what the field is compared with.
func (r *resolver) operand(c *condition, value, text string) error {
	dict, isText := c.text()
	if c.op != "in" && !isText {
		if x, err := strconv.ParseFloat(value, 64); err == nil && !math.IsNaN(x) {
			c.number = x
			return c.round()
		}
		if c.field != propsField {
			return fmt.Errorf("the condition %q compares %s, which is a number, with %s", text, strings.Fields(text)[0], value)
		}
	}
	if c.op != "=" && c.op != "!=" && c.op != "in" {
		return fmt.Errorf("the condition %q puts texts in an order; use =, != or in", text)
	}
	texts, err := parseTexts(value, c.op == "in")
	if err != nil {
		return fmt.Errorf("the condition %q: %w", text, err)
	}
	switch {
	case isText:
		for _, t := range texts {
			c.codes = append(c.codes, r.code(dict, t))
		}
	case c.field == propsField:
		c.texts = texts
	default:
		return fmt.Errorf("the condition %q uses in with a number; use = or two bounds", text)
	}
	return nil
}

// round makes an amount to compare with exactly an amount.
func (c *condition) round() error {
	if !c.money() {
		return nil
	}
	m, ok := event.MoneyOf(c.number)
	if !ok {
		return fmt.Errorf("%v is too large for an amount", c.number)
	}
	c.number = m.Float()
	return nil
}

// parseTexts reads "a", or ("a", "b") when several are allowed. A single word needs no quotes.
func parseTexts(s string, several bool) ([]string, error) {
	if !several {
		t, rest, err := parseText(s)
		if err == nil && rest != "" {
			err = fmt.Errorf("%q is too much after the text", rest)
		}
		return []string{t}, err
	}
	s, open := strings.CutPrefix(s, "(")
	s, closed := strings.CutSuffix(s, ")")
	if !open || !closed {
		return nil, fmt.Errorf("after in write the texts in brackets, as in (\"pro\", \"team\")")
	}
	var texts []string
	for {
		t, rest, err := parseText(strings.TrimSpace(s))
		if err != nil {
			return nil, err
		}
		texts = append(texts, t)
		if rest == "" {
			return texts, nil
		}
		after, ok := strings.CutPrefix(rest, ",")
		if !ok {
			return nil, fmt.Errorf("a comma is missing before %q", rest)
		}
		s = after
	}
}

// parseText takes one text, quoted or a bare word.
func parseText(s string) (text, rest string, err error) {
	if s == "" {
		return "", "", fmt.Errorf("a text is missing")
	}
	if s[0] != '"' {
		n := strings.IndexAny(s, " ,()\"")
		if n < 0 {
			n = len(s)
		}
		if n == 0 {
			return "", "", fmt.Errorf("a text is missing before %q", s)
		}
		return s[:n], strings.TrimSpace(s[n:]), nil
	}
	q, err := strconv.QuotedPrefix(s)
	if err != nil {
		return "", "", fmt.Errorf("a text has no closing quote")
	}
	text, err = strconv.Unquote(q)
	return text, strings.TrimSpace(s[len(q):]), err
}

// resolver turns texts into codes and remembers those that no event has held.
type resolver struct {
	dict    Dictionaries
	unknown []string
}

var dictionaryWords = [...]string{event.Names: "names", event.Subjects: "subjects", event.Categories: "categories", event.Channels: "channels"}

// code is the code of a text, -1 when there is none.
func (r *resolver) code(d event.Dictionary, text string) event.Code {
	if text == "" {
		return 0
	}
	if c, ok := r.dict.Code(d, text); ok {
		return c
	}
	if u := dictionaryWords[d] + ": " + text; !slices.Contains(r.unknown, u) {
		r.unknown = append(r.unknown, u)
	}
	return -1
}

// selector picks events by kind or name, and conditions.
type selector struct {
	kinds kindSet
	names []event.Code
	where []condition
}

// match reports whether an event is picked.
func (s *selector) match(h *event.History, row int) bool {
	if !s.kinds.has(h.Kind[row]) && !(len(s.names) > 0 && slices.Contains(s.names, h.Name[row])) {
		return false
	}
	for i := range s.where {
		if !s.where[i].holds(h, row) {
			return false
		}
	}
	return true
}

// needs is the columns that the selector reads.
func (s *selector) needs() event.Fields {
	var f event.Fields
	if len(s.names) > 0 {
		f = event.FieldName
	}
	for _, c := range s.where {
		f |= c.needs()
	}
	return f
}
