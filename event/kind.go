package event

import "fmt"

// Kind gives an event's name its meaning. A workspace's event map sends names to kinds
// ("Invoice Paid" -> order); names without a kind are Other: kept, counted, and mappable later.
// The numbers are stored: never renumber, only add.
type Kind uint8

// The kinds. The comment says what Subject, Category, Amount and Value hold.
const (
	Other Kind = 0

	// Commerce.
	Order       Kind = 1 // amount: paid; discount; subject: the product when there is one
	Refund      Kind = 2 // amount: returned, negative
	ProductView Kind = 3 // subject: product; category
	CartAdd     Kind = 4 // subject: product; category
	Checkout    Kind = 5
	OrderLine   Kind = 6 // one product of an order; subject: product; category; value: quantity

	// Email and other messages; Message joins a send with its opens and clicks.
	Sent        Kind = 10 // subject: the campaign or message
	Delivered   Kind = 11
	Opened      Kind = 12
	Clicked     Kind = 13
	Bounced     Kind = 14
	Unsubscribe Kind = 15
	Complaint   Kind = 16

	// Product usage.
	Visit       Kind = 20 // a page or screen; subject: its name or path; category
	FeatureUse  Kind = 21 // subject: the feature
	ContentView Kind = 22 // subject: the article, video, lesson; category
	SignedIn    Kind = 23

	// Lifecycle.
	SignedUp   Kind = 30
	TrialStart Kind = 31
	TrialEnd   Kind = 32
	Subscribed Kind = 33 // first paid plan; amount: recurring value
	Renewed    Kind = 34
	Expanded   Kind = 35 // upgrade, more seats
	Contracted Kind = 36 // downgrade
	Cancelled  Kind = 37

	// Voice.
	Ticket       Kind = 40 // subject: its id; text
	TicketSolved Kind = 41 // subject: the ticket's id
	Survey       Kind = 42 // value: score; text: the answer
	NPS          Kind = 43 // value: 0–10; text
	Note         Kind = 44 // text: sales note, objection
	Call         Kind = 45 // value: seconds; text

	// Facts about the contact rather than acts.
	Trait    Kind = 50 // name: the trait; value: its number, or subject: its text
	Identify Kind = 51 // props: everything told about the contact at once
)

// kinds lists each kind with its word, in the order of its number.
var kinds = []struct {
	kind Kind
	word string
}{
	{Other, "other"},
	{Order, "order"}, {Refund, "refund"}, {ProductView, "product_view"}, {CartAdd, "cart_add"},
	{Checkout, "checkout"}, {OrderLine, "order_line"},
	{Sent, "sent"}, {Delivered, "delivered"}, {Opened, "opened"}, {Clicked, "clicked"},
	{Bounced, "bounced"}, {Unsubscribe, "unsubscribe"}, {Complaint, "complaint"},
	{Visit, "visit"}, {FeatureUse, "feature_use"}, {ContentView, "content_view"}, {SignedIn, "signed_in"},
	{SignedUp, "signed_up"}, {TrialStart, "trial_start"}, {TrialEnd, "trial_end"},
	{Subscribed, "subscribed"}, {Renewed, "renewed"}, {Expanded, "expanded"},
	{Contracted, "contracted"}, {Cancelled, "cancelled"},
	{Ticket, "ticket"}, {TicketSolved, "ticket_solved"}, {Survey, "survey"}, {NPS, "nps"},
	{Note, "note"}, {Call, "call"},
	{Trait, "trait"}, {Identify, "identify"},
}

// Kinds returns every kind, in the order of its number.
func Kinds() []Kind {
	all := make([]Kind, len(kinds))
	for i, k := range kinds {
		all[i] = k.kind
	}
	return all
}

// String is the kind's word, as the event map and the test language write it.
func (k Kind) String() string {
	for _, e := range kinds {
		if e.kind == k {
			return e.word
		}
	}
	return fmt.Sprintf("kind(%d)", uint8(k))
}

// ParseKind reads a kind's word.
func ParseKind(word string) (Kind, error) {
	for _, e := range kinds {
		if e.word == word {
			return e.kind, nil
		}
	}
	return Other, fmt.Errorf("%q is not a kind of event; the kinds are %s", word, kindWords())
}

func kindWords() string {
	s := ""
	for i, e := range kinds {
		if i > 0 {
			s += ", "
		}
		s += e.word
	}
	return s
}

// Act reports whether the kind is something the contact did: what counts as activity. Things sent to
// a contact, lines of an order, and facts about a contact are not acts.
func (k Kind) Act() bool {
	switch k {
	case Sent, Delivered, Bounced, OrderLine, Refund, TicketSolved, TrialEnd, Note, Trait, Identify:
		return false
	default:
		return true
	}
}
