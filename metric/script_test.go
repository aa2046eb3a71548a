package metric

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"limner/event"
	"limner/internal/script"
)

// The files in testdata are scripts of these sections:
//
//	zone Europe/Berlin                what the settings say; the default is UTC
//	core "report export" import       core features
//	trait plan                        a trait; with numeric after it, one with a number
//	calibration                       lines of recency, frequency, monetary (four cut points) and gap (mean, strength)
//	metrics                           definitions in YAML, a list
//	contacts                          a contact a line, and events with commas between
//	at 2024-06-01                     what metrics are then: METRIC VALUE, and perhaps until INSTANT or never,
//	                                  and because N, the number of events in evidence
//	refused "what the error says"     definitions in YAML that New must refuse
//
// An event is a kind, a time (or undated), for orders and refunds an amount, and any of name= channel=
// subject= category= message= discount= value= props=. A number is compared to as many decimals as are
// written; missing is no value.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			sections, err := script.Parse(file, string(text))
			if err != nil {
				t.Fatal(err)
			}
			s := &stage{t: t, dict: newTexts(), zone: time.UTC, contacts: map[string][]row{}}
			for _, section := range sections {
				s.play(section)
			}
		})
	}
}

// stage is what a script has set up so far.
type stage struct {
	t        *testing.T
	dict     *texts
	zone     *time.Location
	settings Settings
	defined  string
	contacts map[string][]row
	events   int
}

func (s *stage) check(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Error(err)
	}
}

func (s *stage) play(section script.Section) {
	c := section.Head.Read(s.zone)
	switch word := c.Next("a section").Text; word {
	case "zone":
		loc, err := time.LoadLocation(c.Next("the zone").Text)
		s.check(err)
		s.zone, s.settings.Zone = loc, loc
	case "core":
		for c.More() {
			s.settings.CoreFeatures = append(s.settings.CoreFeatures, s.dict.learn(event.Subjects, c.Next("").Text))
		}
	case "trait":
		name := s.dict.learn(event.Names, c.Next("the trait").Text)
		s.settings.Traits = append(s.settings.Traits, Trait{name, c.Take("numeric")})
	case "calibration":
		s.each(section, s.calibrate)
	case "metrics":
		s.defined = "metrics:\n" + section.Raw
	case "contacts":
		s.each(section, s.contact)
	case "at":
		at := c.Time("the instant").UnixMicro()
		cat, err := New(s.settings, s.dict, []byte(s.defined))
		if err != nil {
			s.t.Fatal(section.Head.Errorf("%v", err))
		}
		s.each(section, func(c *script.Cursor) { s.expect(c, cat, at) })
	case "refused":
		want := c.Next("what the error says").Text
		if _, err := New(s.settings, s.dict, []byte("metrics:\n"+section.Raw)); err == nil || !strings.Contains(err.Error(), want) {
			s.t.Error(section.Head.Errorf("error %v", err))
		}
	default:
		c.Fail("there is no section %q", word)
	}
	c.End()
	s.check(c.Err())
}

func (s *stage) each(section script.Section, do func(*script.Cursor)) {
	for _, line := range section.Lines {
		c := line.Read(s.zone)
		do(c)
		c.End()
		s.check(c.Err())
	}
}

func (s *stage) calibrate(c *script.Cursor) {
	k := &s.settings.Calibration
	switch what := c.Next("what").Text; what {
	case "gap":
		k.Gap = GapPrior{c.Number("the mean"), c.Number("the strength")}
	case "recency", "frequency", "monetary":
		into := map[string]*[]float64{"recency": &k.Recency, "frequency": &k.Frequency, "monetary": &k.Monetary}[what]
		*into = []float64{c.Number("a cut point"), c.Number("a cut point"), c.Number("a cut point"), c.Number("a cut point")}
	default:
		c.Fail("%q is no part of a calibration", what)
	}
}

func (s *stage) contact(c *script.Cursor) {
	who := c.Next("the contact").Text
	for c.More() {
		s.contacts[who] = append(s.contacts[who], s.event(c))
		if c.More() && !c.Take(",") {
			c.Fail("%q stands where a comma should", c.Peek().Text)
		}
	}
}

func (s *stage) event(c *script.Cursor) row {
	kind, err := event.ParseKind(c.Next("a kind").Text)
	if err != nil {
		c.Fail("%v", err)
	}
	s.events++
	r := row{id: event.ID(s.events), kind: kind, value: math.NaN(), ts: timeless}
	if !c.Take("undated") {
		r.ts = c.Time("the time").UnixMicro()
	}
	if kind == event.Order || kind == event.Refund {
		r.amount = money(c, c.Next("the amount").Text)
	}
	for w := c.Peek(); w.Key != ""; w = c.Peek() {
		s.detail(c, &r, c.Next(""))
	}
	return r
}

func money(c *script.Cursor, text string) event.Money {
	m, _, err := event.ParseMoney(text)
	if err != nil {
		c.Fail("%v", err)
	}
	return m
}

func (s *stage) detail(c *script.Cursor, r *row, w script.Word) {
	switch w.Key {
	case "name":
		r.name = s.dict.learn(event.Names, w.Text)
	case "channel":
		r.channel = uint8(s.dict.learn(event.Channels, w.Text))
	case "subject":
		r.subject = s.dict.learn(event.Subjects, w.Text)
	case "category":
		r.category = s.dict.learn(event.Categories, w.Text)
	case "message":
		r.message = event.HashMessage(w.Text)
	case "discount":
		r.discount = money(c, w.Text)
	case "amount":
		r.amount = money(c, w.Text)
	case "value":
		var err error
		if r.value, err = parseFloat(w.Text); err != nil {
			c.Fail("value should be a number, not %q", w.Text)
		}
	case "props":
		r.props = w.Text
	default:
		c.Fail("an event has no %s=", w.Key)
	}
}

// expect compares a contact's metrics with what a line says.
func (s *stage) expect(c *script.Cursor, cat *Catalogue, at int64) {
	who := c.Next("the contact").Text
	rows, ok := s.contacts[who]
	if !ok {
		c.Fail("there is no contact %q", who)
		return
	}
	h := historyOf(rows)
	f := cat.Folder()
	p := cat.portrait(f, h, at)
	for c.More() {
		c.Take(",")
		name := c.Next("a metric").Text
		i, ok := cat.Lookup(name)
		if !ok {
			c.Fail("there is no metric %q", name)
			return
		}
		got := s.value(cat.defs[i], p.x[i])
		var want string
		if cat.defs[i].Unit == Instant && c.Peek().Text != "missing" {
			want = c.Time(name).UTC().Format(time.RFC3339Nano)
		} else {
			want = c.Next("the value of " + name).Text
		}
		if got != want && !near(got, want) {
			c.Fail("%s of %s is %s, want %s", name, who, got, want)
		}
		if c.Take("until") {
			s.until(c, name, p.until[i])
		}
		if c.Take("because") {
			if n := len(f.Evidence(h, at, i)); float64(n) != c.Number("the number of events") {
				c.Fail("%s of %s has %d events in evidence", name, who, n)
			}
		}
	}
}

func (s *stage) until(c *script.Cursor, name string, got int64) {
	want := int64(Never)
	if !c.Take("never") {
		want = c.Time("until").UnixMicro()
	}
	if c.Err() == nil && got != want {
		c.Fail("%s is so until %s, want %s", name, untilText(got), untilText(want))
	}
}
