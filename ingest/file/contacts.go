package file

import (
	"fmt"
	"math"
	"strings"

	"limner/event"
)

// tablePlan is what a plan says of a table of contacts.
type tablePlan struct {
	traits   []trait
	signedUp field
	all      []int // the columns that go to the Identify event
}

// trait is a column that becomes Trait events.
type trait struct {
	column int
	kind   traitKind
	name   []byte
}

// traitKind is what a trait's values are.
type traitKind uint8

const (
	textTrait traitKind = iota
	numberTrait
	truthTrait
	dateTrait
)

// traitTexts is how many different texts a column may have to be a trait: names and remarks are none.
const traitTexts = 60

// compileTable finds the traits of a table of contacts.
func (p *plan) compileTable() error {
	t := &p.table
	if !p.rules[0].contact.there() {
		return fmt.Errorf("no column says who the contacts are: say --contact COLUMN (or --contact '#row' when there is none); the columns are %s", strings.Join(quoteAll(p.look.header), ", "))
	}
	var err error
	if t.signedUp, err = p.field("signed-up", p.mapping.SignedUp); err != nil {
		return err
	}
	ignored := make(map[int]bool)
	for _, name := range p.mapping.Ignore {
		ignored[find(p.look.header, name)] = true
	}
	for i := range p.look.header {
		if i != p.rules[0].contact.column && !ignored[i] && !ours(p.look.header[i]) {
			t.all = append(t.all, i)
		}
	}
	for _, name := range p.mapping.Traits {
		if name == "*" {
			for _, i := range t.all {
				if i != p.rules[0].time.column && i != t.signedUp.column && fitTrait(p.look.profiles[i]) {
					t.traits = append(t.traits, p.trait(i))
				}
			}
			continue
		}
		i := find(p.look.header, name)
		if i < 0 {
			return missing(p.look.header, "trait", name)
		}
		t.traits = append(t.traits, p.trait(i))
	}
	return nil
}

// ours reports whether a column was added by us to a file of rejected rows.
func ours(name string) bool { return strings.HasPrefix(name, "limner_") }

// fitTrait reports whether a column's values say something that contacts can share.
func fitTrait(p *profile) bool {
	switch traitKindOf(p) {
	case numberTrait, truthTrait, dateTrait:
		return true
	}
	d := int64(len(p.distinct))
	return p.n > 0 && p.long == 0 && p.emails == 0 && (d <= traitTexts && (d*2 <= p.n || d <= 12))
}

// traitKindOf is what most of a column's values are: nine tenths must agree.
func traitKindOf(p *profile) traitKind {
	most := p.n - p.n/10
	dates := max(p.dates[isoDate], p.dates[dayFirst], p.dates[monthFirst], p.dates[namedDate])
	switch {
	case p.n == 0:
		return textTrait
	case p.truths >= most:
		return truthTrait
	case dates >= most:
		return dateTrait
	case p.numbers() == p.n, p.numbers() >= most && len(p.distinct) > 12:
		// Few values of which one is "3+" are names of classes.
		return numberTrait
	}
	return textTrait
}

func (p *plan) trait(column int) trait {
	return trait{column, traitKindOf(p.look.profiles[column]), []byte(p.look.header[column])}
}

// contactRow turns a row into a contact's traits, the row as a whole and, when it says so, the day the
// contact signed up.
func (b *builder) contactRow(row *records) {
	r, t := &b.p.rules[0], &b.p.table
	contact, why := b.contact(row, r.contact)
	if why != fine {
		b.reject(row, why, &r.contact, "")
		return
	}
	at := b.p.since
	if r.time.there() {
		if at, why = b.instant(row, r.time); why != fine {
			b.reject(row, why, &r.time, b.hint(row, why, &r.time))
			return
		}
	}
	if t.signedUp.there() {
		if joined, why := b.instant(row, t.signedUp); why == fine {
			b.pending = append(b.pending, event.Event{Time: event.At(joined), Kind: event.SignedUp, Name: "signed up", Value: event.None()})
		} else if why != noTime {
			b.reject(row, why, &t.signedUp, b.hint(row, why, &t.signedUp))
			return
		}
	}
	for i := range t.traits {
		if e, ok := b.traitOf(row, &t.traits[i]); ok {
			e.Time = event.At(at)
			b.pending = append(b.pending, e)
		}
	}
	if props := b.props(row, t.all); len(props) > 0 {
		b.pending = append(b.pending, event.Event{Time: event.At(at), Kind: event.Identify, Name: "identify", Props: view(props), Value: event.None()})
	}
	if why, f := b.furtherEvents(row); why != fine {
		b.reject(row, why, f, b.hint(row, why, f))
		return
	}
	for i := range b.pending {
		b.pending[i].Contact = event.Key(view(contact))
		b.emit(&b.pending[i])
	}
}

// furtherEvents adds the events of the mapping's other rules, those whose time the row says.
func (b *builder) furtherEvents(row *records) (Reason, *field) {
	for i := 1; i < len(b.p.rules); i++ {
		r := &b.p.rules[i]
		if !b.holds(row, r) {
			continue
		}
		e := event.Event{Value: event.None()}
		switch why, f := b.fill(row, r, &e); why {
		case noTime:
		case fine:
			b.pending = append(b.pending, e)
		default:
			return why, f
		}
	}
	return fine, nil
}

// traitOf reads a trait; false when the row does not say it. A value that is not what its column holds
// is kept as text, and counted.
func (b *builder) traitOf(row *records, t *trait) (event.Event, bool) {
	v := b.get(row, field{column: t.column})
	if len(v) == 0 {
		return event.Event{}, false
	}
	e := event.Event{Kind: event.Trait, Name: view(t.name), Value: event.None()}
	if t.kind == textTrait {
		e.Subject = view(v)
		return e, true
	}
	x := b.traitNumber(v, t)
	if math.IsNaN(x) {
		b.h.oddValues++
		e.Subject = view(v[:min(len(v), 200)])
		return e, true
	}
	e.Value = event.Number(x)
	return e, true
}

// traitNumber is a trait's value as a number: dates as seconds since 1970, yes as 1.
func (b *builder) traitNumber(v []byte, t *trait) float64 {
	switch t.kind {
	case truthTrait:
		if yes, ok := truth(v); ok {
			if yes {
				return 1
			}
			return 0
		}
	case dateTrait:
		if c, ok := readDate(b.p.columns[t.column].date, v); ok {
			if !c.zoned {
				return float64(b.wall.instant(c.micros)) / 1e6
			}
			return float64(c.utc()) / 1e6
		}
	case numberTrait:
		if x, ok := readNumber(b.p.columns[t.column].number, v); ok {
			return x
		}
	}
	return math.NaN()
}
