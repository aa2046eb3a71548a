package warehouse

import (
	"math"
	"strings"
	"unsafe"

	"limner/event"
)

// dictionaries is how many event.Dictionary there are.
const dictionaries = 4

// Batch gathers events as columns for a Load. Its codes are its own (Texts lists what they mean); the
// Load turns them into the warehouse's. One goroutine fills a batch; several may fill one each.
// The zero Batch is ready to use.
type Batch struct {
	event.Columns
	Keys  []event.Key // the contacts of the batch, each once, in order of first appearance
	Texts [dictionaries][]string

	seen  idSet
	codes [dictionaries]map[string]event.Code
	arena []byte // what Text and Props of this batch say, end to end
	said  []byte // what the event being added says, for its fingerprint
}

// BatchSize is a good number of events for one Append.
const BatchSize = 1 << 16

// Add takes an event into the batch. An event without ID gets its Fingerprint.
//
// Add copies what it keeps of e's texts, so that a parser may pass texts that lie in a buffer it will
// use again. The batch's own Text and Props live until Reset.
func (b *Batch) Add(e *event.Event) {
	var id event.ID
	if e.ID == "" {
		id = b.fingerprint(e)
	} else {
		id = event.HashID(e.ID)
	}
	b.Contact = append(b.Contact, b.contact(e.Contact))
	b.TS = append(b.TS, event.Micros(e.Time))
	b.ID = append(b.ID, id)
	b.Kind = append(b.Kind, e.Kind)
	b.Name = append(b.Name, b.code(event.Names, e.Name))
	b.Channel = append(b.Channel, uint8(min(b.code(event.Channels, e.Channel), math.MaxUint8)))
	b.Subject = append(b.Subject, b.code(event.Subjects, e.Subject))
	b.Category = append(b.Category, b.code(event.Categories, e.Category))
	b.Message = append(b.Message, event.HashMessage(e.Message))
	b.Amount = append(b.Amount, e.Amount)
	b.Discount = append(b.Discount, e.Discount)
	b.Value = append(b.Value, float64(e.Value))
	b.Text = append(b.Text, b.keep(e.Text))
	b.Props = append(b.Props, b.keep(e.Props))
}

// contact notes a key and returns its id.
func (b *Batch) contact(k event.Key) event.ContactID {
	id := event.HashKey(k)
	if b.seen.add(id) {
		b.Keys = append(b.Keys, event.Key(strings.Clone(string(k))))
	}
	return id
}

// code is the batch's own code of a text: 0 for "", else 1 more than its index in Texts.
func (b *Batch) code(d event.Dictionary, text string) event.Code {
	if text == "" {
		return 0
	}
	if c, ok := b.codes[d][text]; ok {
		return c
	}
	if b.codes[d] == nil {
		b.codes[d] = make(map[string]event.Code)
	}
	text = strings.Clone(text)
	b.Texts[d] = append(b.Texts[d], text)
	c := event.Code(len(b.Texts[d]))
	b.codes[d][text] = c
	return c
}

// keep copies a text into the arena: one allocation for many texts. (When the arena grows, texts kept
// before go on living in the old one.)
func (b *Batch) keep(text string) string {
	if text == "" {
		return ""
	}
	at := len(b.arena)
	b.arena = append(b.arena, text...)
	return unsafe.String(&b.arena[at], len(text))
}

// Reset empties the batch, keeping its memory.
func (b *Batch) Reset() {
	c := &b.Columns
	c.Contact, c.TS, c.ID, c.Kind = c.Contact[:0], c.TS[:0], c.ID[:0], c.Kind[:0]
	c.Name, c.Channel, c.Subject, c.Category = c.Name[:0], c.Channel[:0], c.Subject[:0], c.Category[:0]
	c.Message, c.Amount, c.Discount, c.Value = c.Message[:0], c.Amount[:0], c.Discount[:0], c.Value[:0]
	clear(c.Text)
	clear(c.Props)
	c.Text, c.Props = c.Text[:0], c.Props[:0]
	b.arena = b.arena[:0]
	b.Keys = b.Keys[:0]
	b.seen.clear()
	for d := range b.Texts {
		b.Texts[d] = b.Texts[d][:0]
		clear(b.codes[d])
	}
}
