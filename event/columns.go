package event

// Columns is many events as columns: the same index in every slice is one event. Slices that were not
// asked for are nil (see warehouse.Want).
//
// As the warehouse hands them out, events are sorted by contact, then time, then id: one contact's
// events stand together and in order.
type Columns struct {
	Contact  []ContactID
	TS       []int64 // microseconds since 1970 UTC
	ID       []ID
	Kind     []Kind
	Name     []Code // dictionary Names
	Channel  []uint8
	Subject  []Code // dictionary Subjects
	Category []Code // dictionary Categories
	Message  []MessageID
	Amount   []Money
	Discount []Money
	Value    []float64 // NaN for none
	Text     []string
	Props    []string
}

// Len is the number of events.
func (c *Columns) Len() int { return len(c.TS) }

// History is one contact's events: the rows From to To (exclusive) of Columns, in time order.
type History struct {
	*Columns
	Contact  ContactID
	From, To int
}

// Before is the history up to and including the instant: what was known as of then.
func (h History) Before(micros int64) History {
	lo, hi := h.From, h.To
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if h.TS[mid] <= micros {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	h.To = lo
	return h
}

// Count is the number of events in the history.
func (h History) Count() int { return h.To - h.From }

// Dictionary names one of the warehouse's lists of texts; an event holds a text's Code.
type Dictionary uint8

// The dictionaries.
const (
	Names Dictionary = iota
	Subjects
	Categories
	Channels
)

// The channels every warehouse knows, with fixed codes; others are added to the Channels dictionary
// as they appear (255 at most).
var KnownChannels = []string{"", "email", "web", "app", "sms", "push", "phone", "chat", "store", "mail", "social", "ads", "in_app", "sales"}

// Codes of the known channels.
const (
	NoChannel uint8 = iota
	EmailChannel
	WebChannel
	AppChannel
	SMSChannel
	PushChannel
	PhoneChannel
	ChatChannel
	StoreChannel
	MailChannel
	SocialChannel
	AdsChannel
	InAppChannel
	SalesChannel
)

// Fields is a set of optional columns: what a reader wants fetched. Contact, TS and Kind are always
// there.
type Fields uint16

// The optional columns.
const (
	FieldName Fields = 1 << iota
	FieldChannel
	FieldSubject
	FieldCategory
	FieldMessage
	FieldAmount
	FieldDiscount
	FieldValue
	FieldText
	FieldProps
	FieldID
)

// AllFields wants every column.
const AllFields = FieldID<<1 - 1

// Has reports whether the set holds all of g.
func (f Fields) Has(g Fields) bool { return f&g == g }
