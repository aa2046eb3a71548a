package simulate

// Field returns the personas a world has unless it is told otherwise: the four that marketers speak of
// (frequent visitors who never purchase, fast deciders after the first email, discount-driven buyers,
// silent churn risks) and four more found in many companies.
func Field() []Persona {
	return []Persona{
		windowShopper(), fastDecider(), discountDriven(), silentRisk(),
		loyalRegular(), bigTicket(), newcomer(), explorer(),
	}
}

// ordinary is what the personas have in common where they say nothing else.
func ordinary() Persona {
	return Persona{
		Joined:   Span{0, 0.75},
		Orders:   Rate{0.5, 0.5},
		Basket:   Amount{60, 0.3, 0.35},
		Haggles:  Chance{0.12, 12},
		InStore:  Chance{0.1, 4},
		Visits:   Rate{2, 0.5},
		Pages:    2,
		Carts:    0.1,
		Opens:    Chance{0.3, 10},
		Clicks:   Chance{0.2, 10},
		Delay:    Amount{240, 0.5, 0.9},
		Acts:     Chance{0.05, 20},
		Features: Chance{0.08, 8},
		Uptake:   Amount{30, 0.5, 0.8},
		Uses:     Rate{1, 0.5},
		Drops:    Chance{0.3, 6},
		Tickets:  Rate{0.03, 1},
		Happy:    Chance{0.7, 6},
		Hour:     17,
		App:      Chance{0.2, 3},
	}
}

func windowShopper() Persona {
	p := ordinary()
	p.Name, p.Share = "frequent visitors who never purchase", 0.18
	p.Orders = Rate{}
	p.Acts = Chance{}
	p.Visits = Rate{9, 0.4}
	p.Pages = 3
	p.Carts = 0.15
	p.Opens = Chance{0.25, 10}
	p.Hour = 20
	return p
}

func fastDecider() Persona {
	p := ordinary()
	p.Name, p.Share = "fast deciders after first email", 0.12
	p.Orders = Rate{0.15, 0.6}
	p.Visits = Rate{1.2, 0.5}
	p.Opens = Chance{0.8, 20}
	p.Clicks = Chance{0.5, 16}
	p.Delay = Amount{12, 0.4, 0.7}
	p.Acts = Chance{0.6, 16}
	p.Basket = Amount{70, 0.3, 0.3}
	p.Hour = 10
	p.App = Chance{0.5, 4}
	return p
}

func discountDriven() Persona {
	p := ordinary()
	p.Name, p.Share = "discount-driven buyers", 0.15
	p.Orders = Rate{0.9, 0.4}
	p.Haggles = Chance{0.85, 14}
	p.Basket = Amount{35, 0.3, 0.4}
	p.Visits = Rate{3, 0.5}
	p.Opens = Chance{0.45, 10}
	p.Clicks = Chance{0.35, 10}
	p.Hour = 19
	return p
}

func silentRisk() Persona {
	p := ordinary()
	p.Name, p.Share = "silent churn risks", 0.13
	p.Joined = Span{0, 0.25}
	p.Silent = Span{0.55, 0.8}
	p.Fades = Chance{1, 0}
	p.Orders = Rate{1.3, 0.35}
	p.Regular = 4
	p.Basket = Amount{65, 0.3, 0.3}
	p.Opens = Chance{0.4, 10}
	p.Visits = Rate{2.5, 0.5}
	return p
}

func loyalRegular() Persona {
	p := ordinary()
	p.Name, p.Share = "loyal regulars", 0.15
	p.Joined = Span{0, 0.5}
	p.Orders = Rate{1.6, 0.3}
	p.Regular = 5
	p.Basket = Amount{75, 0.3, 0.3}
	p.Haggles = Chance{0.06, 20}
	p.Visits = Rate{3, 0.4}
	p.Opens = Chance{0.5, 12}
	p.InStore = Chance{0.3, 5}
	p.Happy = Chance{0.88, 12}
	p.Hour = 12
	return p
}

func bigTicket() Persona {
	p := ordinary()
	p.Name, p.Share = "big-ticket rare buyers", 0.07
	p.Orders = Rate{0.22, 0.3}
	p.Basket = Amount{900, 0.35, 0.35}
	p.Haggles = Chance{0.05, 20}
	p.Visits = Rate{1, 0.5}
	p.InStore = Chance{0.4, 5}
	p.Hour = 14
	return p
}

func newcomer() Persona {
	p := ordinary()
	p.Name, p.Share = "newcomers", 0.1
	p.Joined = Span{0.9, 0.99}
	p.Orders = Rate{0.7, 0.5}
	p.Visits = Rate{4, 0.5}
	p.Opens = Chance{0.55, 10}
	return p
}

func explorer() Persona {
	p := ordinary()
	p.Name, p.Share = "feature explorers", 0.1
	p.Orders = Rate{0.1, 0.6}
	p.Visits = Rate{3, 0.5}
	p.Features = Chance{0.8, 16}
	p.Uptake = Amount{6, 0.4, 0.8}
	p.Uses = Rate{1.5, 0.4}
	p.Drops = Chance{0.15, 6}
	p.Pays = Chance{0.7, 8}
	p.App = Chance{0.8, 8}
	p.Tickets = Rate{0.1, 0.8}
	p.Hour = 11
	return p
}
