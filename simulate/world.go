package simulate

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"limner/event"
	"limner/stats"
)

// Config says what world to make. Zero values mean what their comment says.
type Config struct {
	Seed          uint64
	Contacts      int
	Start         time.Time // 2025-01-01
	Days          int       // how long the world lasts; 365
	Personas      []Persona // Field()
	Structureless bool      // one process for all, with the averages and spreads of the personas
	Pace          float64   // how much goes on, as a multiple of the personas' rates; 1
	EmailEvery    int       // days between the emails to everyone; 7
	Scanned       float64   // share of contacts whose mail is opened by a machine; 0: 0.12, negative: none
}

// World is a company in which everything is known. It does not change and may be used by several
// goroutines.
type World struct {
	Config
	End time.Time // the world's last instant; no event is at or after it

	upTo      []float64 // cumulated shares of the personas
	season    season
	zones     []zone
	campaigns []campaign
}

// New prepares a world; nothing is made before it is asked for.
func New(c Config) (*World, error) {
	if c.Start.IsZero() {
		c.Start = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	c.Start = c.Start.UTC().Truncate(24 * time.Hour)
	c.Days = cmp.Or(c.Days, 365)
	c.EmailEvery = cmp.Or(c.EmailEvery, 7)
	c.Pace, c.Scanned = cmp.Or(c.Pace, 1), cmp.Or(c.Scanned, 0.12)
	if len(c.Personas) == 0 {
		c.Personas = Field()
	}
	if c.Structureless {
		c.Personas = []Persona{blend(c.Personas, c.Days)}
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	w := &World{Config: c, End: c.Start.AddDate(0, 0, c.Days), season: newSeason(c.Start, c.Days)}
	total := 0.0
	for _, p := range c.Personas {
		total += p.Share
		w.upTo = append(w.upTo, total)
	}
	w.campaigns = calendar(c)
	var err error
	w.zones, err = newZones(c.Start, c.Days)
	return w, err
}

func (c *Config) check() error {
	switch {
	case c.Contacts < 0:
		return errors.New("simulate: a world cannot have fewer than no contacts")
	case c.Days < 1 || c.Days > 36500:
		return fmt.Errorf("simulate: a world lasts between a day and a century, not %d days", c.Days)
	case !(c.Pace > 0):
		return errors.New("simulate: the pace must be above zero")
	case c.EmailEvery < 1:
		return errors.New("simulate: the days between emails must be one or more")
	}
	for _, p := range c.Personas {
		if !(p.Share > 0) {
			return fmt.Errorf("simulate: the share of %q must be above zero", p.Name)
		}
	}
	return nil
}

// Each calls do with every contact in turn: the truth about it, and its events in time order. Both are
// used again for the next contact; their texts stay as they are.
func (w *World) Each(do func(t *Truth, events []event.Event) error) error {
	return w.Range(0, w.Contacts, do)
}

// Range is Each for the contacts from one number to another (exclusive), so that several goroutines can
// share a world out.
func (w *World) Range(from, to int, do func(t *Truth, events []event.Event) error) error {
	var l life
	for i := from; i < to; i++ {
		l.begin(w, i)
		l.live()
		if err := do(&l.truth, l.tell()); err != nil {
			return err
		}
	}
	return nil
}

// Truth is the truth about the contact of that number.
func (w *World) Truth(i int) Truth {
	var l life
	l.begin(w, i)
	return l.truth
}

// contact is the source of chance of one contact.
func (w *World) contact(i int) draw { return draw{stats.Rand(w.Seed, uint64(i))} }

// days is an instant as days since the start.
func (w *World) at(days float64) time.Time {
	return w.Start.Add(time.Duration(days * 24 * float64(time.Hour))).Truncate(time.Millisecond)
}
