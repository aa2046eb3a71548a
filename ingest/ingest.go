// Package ingest takes events in, whichever door they come through: a file (ingest/file), the HTTP
// routes of Segment's SDKs, a webhook. What the doors share stands here: which names mean what, and
// what makes an event fit to keep.
package ingest

import (
	"strings"

	"limner/event"
)

// Meaning is what a vocabulary says of an event's name.
type Meaning struct {
	Kind    event.Kind
	Channel string // "" when the name does not say
}

// Lookup finds a name's meaning in the vocabularies, whatever its case and punctuation: "Order
// Completed", "order_completed" and "orderCompleted" are one name. Unknown names mean Other.
func Lookup(name string) Meaning {
	return vocabulary[Words(name)]
}

// Words writes a name as lower case words with single spaces between: "orderCompleted", "Order_Completed"
// and "order-completed" are "order completed". Vocabularies hold names in this form.
func Words(name string) string {
	var b strings.Builder
	b.Grow(len(name) + 4)
	lower := false // the byte before was a lower case letter: a capital starts a word
	gap := false
	for i := range len(name) {
		c := name[i]
		switch {
		case c >= 'A' && c <= 'Z':
			gap = gap || lower
			c += 'a' - 'A'
			lower = false
		case c == ' ', c == '_', c == '-', c == '.', c == ':', c == '/', c == '$':
			gap, lower = true, false
			continue
		default:
			lower = c >= 'a' && c <= 'z'
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteByte(c)
	}
	return b.String()
}
