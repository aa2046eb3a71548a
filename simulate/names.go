package simulate

import "limner/event"

// Channels of what contacts do here.
const (
	web   = "web"
	app   = "app"
	store = "store"
	email = "email"
)

// name is what the event is called, in Segment's vocabularies where they have a word.
func (a *act) name() string {
	if a.kind == event.Trait {
		return a.trait
	}
	return names[a.kind]
}

// names are the event names by kind. Kinds Segment has no name for are called what most call them.
var names = [64]string{
	event.Order:        "Order Completed",
	event.Refund:       "Order Refunded",
	event.ProductView:  "Product Viewed",
	event.CartAdd:      "Product Added",
	event.Checkout:     "Checkout Started",
	event.Sent:         "Email Sent",
	event.Opened:       "Email Opened",
	event.Clicked:      "Email Link Clicked",
	event.Bounced:      "Email Bounced",
	event.Unsubscribe:  "Unsubscribed",
	event.Visit:        "Page Viewed",
	event.FeatureUse:   "Feature Used",
	event.SignedUp:     "Signed Up",
	event.TrialStart:   "Trial Started",
	event.TrialEnd:     "Trial Ended",
	event.Subscribed:   "Subscription Started",
	event.Renewed:      "Subscription Renewed",
	event.Cancelled:    "Subscription Ended",
	event.Ticket:       "Ticket Created",
	event.TicketSolved: "Ticket Solved",
	event.NPS:          "NPS Submitted",
}

// shelf is a category and its products.
type shelf struct {
	category string
	products []string
}

var shelves = []shelf{
	{"kitchen", []string{"copper kettle", "bread knife", "salt mill", "cast-iron pan", "linen towel", "tea tray"}},
	{"garden", []string{"watering can", "seed box", "hand trowel", "rose shears", "bird feeder", "plant pot"}},
	{"travel", []string{"canvas bag", "wash bag", "travel mug", "neck pillow", "packing cubes", "rain cape"}},
	{"office", []string{"desk lamp", "fountain pen", "paper tray", "notebook", "letter opener", "wall clock"}},
	{"sport", []string{"yoga mat", "skipping rope", "water bottle", "head band", "grip tape", "foam roller"}},
}

var pages = []string{"Home", "Search", "New arrivals", "Help", "Delivery"}

var features = []string{"wish list", "saved search", "price alert", "gift planner", "style guide", "reorder", "shared basket", "photo review"}
