package simulate

// Persona is the process that the contacts of a persona follow. The zero value of a part is its absence:
// no orders, no features, nobody falls silent.
type Persona struct {
	Name  string
	Share float64 // of the contacts; the shares of a world are taken relative to their sum

	Joined Span    // when contacts sign up
	Silent Span    // when they fall silent for good: no visit, open or order any more
	Fades  Chance  // how likely a contact is of the kind that falls silent in the span above
	Life   float64 // mean days from sign-up to silence for all others; 0: they stay

	Orders  Rate
	Regular float64 // of the orders: gaps are gamma distributed with this shape; 1 (and 0) is a Poisson process
	Basket  Amount  // value of an order at full price, in units of currency
	Haggles Chance  // share of orders on discount
	InStore Chance  // share of orders made in a store

	Visits Rate    // sessions
	Pages  float64 // mean pages of a session after the first
	Carts  float64 // chance that a product looked at goes into the cart

	Opens  Chance  // of an email
	Clicks Chance  // of an opened email
	Delay  Amount  // minutes from send to open
	Acts   Chance  // chance that a click becomes an order, within hours
	Tires  float64 // share by which opening falls off with each month as a contact

	Features Chance // share of the product's features taken up
	Uptake   Amount // days from sign-up to the first use of a feature taken up
	Uses     Rate   // uses a month of each feature taken up
	Drops    Chance // chance that a feature taken up is dropped again
	Pays     Chance // chance of a paid plan after the trial; without features there is no trial

	Tickets Rate
	Happy   Chance // satisfaction, from which surveys and the tone of tickets follow

	Hour float64 // mean hour of the day, in the contact's zone
	App  Chance  // share of sessions in the app rather than the web
}

// Span is a part of the world's time, from 0 (its start) to 1 (its end).
type Span struct{ From, To float64 }

func (s Span) draw(d draw) float64 { return d.between(s.From, s.To) }
