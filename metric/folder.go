package metric

import (
	"limner/event"
)

// Folder folds histories: one goroutine's scratch memory, used again for every contact.
type Folder struct {
	c     *Catalogue
	clock clock

	h        event.History // what is being folded, cut at t
	t        int64         // as of
	day      int64         // the local day of t
	tomorrow int64         // when the local day becomes another

	buying   buying
	acting   acting
	mailing  mailing
	using    using
	features features
	reading  reading
	shelves  favourite // categories of products looked at and bought
	living   living
	speaking speaking
	traits   []float64

	spans, waiting []int64 // scratch for medians
	counts         [4]int
	defined        definedScratch
}

// Folder returns new scratch memory for one goroutine.
func (c *Catalogue) Folder() *Folder {
	f := &Folder{c: c, clock: clock{z: c.zone}, traits: make([]float64, len(c.settings.Traits))}
	f.clock.seek(0)
	f.t = timeless
	f.setInstant(0)
	return f
}

// Fold computes every metric of the catalogue as of an instant (in microseconds), from the events of h
// up to and including it; those after it are ignored. x and until take one entry a definition, in the
// order of Catalogue.Definitions. See the package's documentation for what values and Until mean.
func (f *Folder) Fold(h event.History, at int64, x []float64, until []int64) {
	f.fold(h.Before(at), at, x, until)
}

// fold computes the metrics as of t from all of h, which ends at t or before.
func (f *Folder) fold(h event.History, t int64, x []float64, until []int64) {
	c := f.c
	n := copy(x, c.empty)
	copy(until[:n], c.never)
	f.setInstant(t)
	f.reset(h)
	f.scan()
	f.finish(x, until)
	f.finishDefined(x, until)
}

func (f *Folder) setInstant(t int64) {
	if t == f.t {
		return // the same for a whole batch
	}
	f.t = t
	f.day = f.clock.day(t)
	f.tomorrow = f.c.zone.leaves(t, f.day, f.day)
}

func (f *Folder) reset(h event.History) {
	f.h = h
	f.buying.reset()
	f.acting.reset()
	f.mailing.reset()
	f.using.reset()
	f.features.reset()
	f.reading.reset()
	f.shelves.reset()
	f.living = living{}
	f.speaking.reset()
	for i := range f.traits {
		f.traits[i] = missing()
	}
}

// scan passes once over the history.
func (f *Folder) scan() {
	h, act := f.h, &f.c.act
	i := h.From
	for ; i < h.To && h.TS[i] <= timeless; i++ {
		f.undated(i)
	}
	for ; i < h.To; i++ {
		ts, kind := h.TS[i], h.Kind[i]
		if !act[kind] {
			f.row(i, ts, 0, kind)
			continue
		}
		local := f.clock.local(ts)
		d := dayOf(local)
		if f.row(i, ts, d, kind) {
			f.acting.act(ts, d, int((local-d*day)/hour), f.t, h.Channel[i])
		}
	}
}

// undated takes in a fact without a date.
func (f *Folder) undated(i int) {
	switch f.h.Kind[i] {
	case event.Trait:
		f.trait(i)
	case event.Unsubscribe:
		f.mailing.left = true
	case event.Complaint:
		f.mailing.complaints++
	}
}

// row takes in one event, of an act's local day, and reports whether it may count as an act: false for
// a machine's.
func (f *Folder) row(i int, ts, day int64, kind event.Kind) bool {
	h := &f.h
	switch kind {
	case event.Order:
		f.buying.order(ts, day, h.Amount[i], h.Discount[i])
		f.ordered(ts)
	case event.Refund:
		f.buying.refund(h.Amount[i])
	case event.OrderLine:
		f.shelves.add(h.Category[i], ts)
	case event.Visit:
		f.using.visits++
		f.using.session(ts)
	case event.FeatureUse:
		f.features.use(ts, day, h.Subject[i])
		f.using.session(ts)
	case event.ContentView:
		f.reading.views++
		f.reading.by.add(h.Category[i], ts)
		f.using.session(ts)
	case event.ProductView:
		f.using.views++
		f.shelves.add(h.Category[i], ts)
		f.using.session(ts)
	case event.CartAdd:
		f.using.cartAdd(ts)
		f.shelves.add(h.Category[i], ts)
		f.using.session(ts)
	case event.Checkout, event.SignedIn:
		f.using.session(ts)
	case event.Sent:
		if f.byEmail(i) {
			f.sent(i)
		}
	case event.Opened:
		return f.opened(i)
	case event.Clicked:
		return f.clicked(i)
	default:
		f.rare(i, ts, kind)
	}
	return true
}

// rare takes in the kinds that a history has few of.
func (f *Folder) rare(i int, ts int64, kind event.Kind) {
	h := &f.h
	switch kind {
	case event.Delivered:
		if f.byEmail(i) {
			f.mailing.delivered++
		}
	case event.Bounced:
		if f.byEmail(i) {
			f.mailing.bounced++
		}
	case event.Unsubscribe:
		f.mailing.left = true
	case event.Complaint:
		f.mailing.complaints++
	case event.SignedUp, event.TrialStart, event.Subscribed, event.Renewed, event.Expanded, event.Cancelled:
		f.living.event(kind, ts)
	case event.Ticket:
		f.speaking.ticket(ts, f.t, h.Subject[i])
	case event.TicketSolved:
		f.speaking.set(h.Subject[i], false)
	case event.Call:
		f.speaking.calls++
	case event.NPS:
		f.speaking.nps(h.Value[i])
	case event.Trait:
		f.trait(i)
	}
}

// ordered tells the other families of an order.
func (f *Folder) ordered(ts int64) {
	f.using.order(ts)
	f.living.gone = false
	if m := &f.mailing; m.bought == 0 && len(m.sends) > 0 {
		m.bought = ts
		f.answer(ts)
	}
}

// finish turns what was counted into the values of the built-in metrics.
func (f *Folder) finish(x []float64, until []int64) {
	part := func(base, n int) sheet {
		return sheet{x[base : base+n : base+n], until[base : base+n : base+n]}
	}
	if len(f.buying.orders) > 0 || f.buying.refunds > 0 {
		f.value(part(valueBase, valueMetrics))
		f.rhythm(part(rhythmBase, rhythmMetrics))
		f.discount(part(discountBase, discountMetrics))
	}
	f.email(part(emailBase, emailMetrics))
	product := part(productBase, productMetrics)
	f.product(product)
	f.content(part(contentBase, contentMetrics))
	f.activity(part(activityBase, activityMetrics))
	f.lifecycle(part(lifecycleBase, lifecycleMetrics))
	f.change(part(changeBase, changeMetrics))
	f.voice(part(voiceBase, voiceMetrics))
	f.core(part(builtIn, len(f.c.settings.CoreFeatures)), product)
	copy(x[f.c.traitBase:], f.traits)
}
