package segment

import (
	"cmp"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"limner/event"
	"limner/internal/script"
	"limner/metric"
)

// The files in testdata are scripts of these sections:
//
//	contacts                          a contact a line, and events with commas between
//	at 2024-06-01 rule "..."          whom the rule picks then, each of them and nobody else: because METRIC
//	                                  VALUE, ... is what decided; unknown N after the rule, how many of its
//	                                  texts no event holds
//	refused "what the error says"     rules that Parse must refuse, one a line
//
// An event is a kind, a time, for orders an amount, and any of channel= subject= category= discount=.
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
			s := newStage(t)
			for _, section := range sections {
				s.play(section)
			}
		})
	}
}

// texts are dictionaries that grow.
type texts [4][]string

func (d *texts) Code(of event.Dictionary, text string) (event.Code, bool) {
	i := slices.Index(d[of], text)
	return event.Code(i), i >= 0
}

func (d *texts) Text(of event.Dictionary, c event.Code) string { return d[of][c] }

func (d *texts) learn(of event.Dictionary, text string) event.Code {
	if c, ok := d.Code(of, text); ok {
		return c
	}
	d[of] = append(d[of], text)
	return event.Code(len(d[of]) - 1)
}

// stage is what a script has set up so far.
type stage struct {
	t        *testing.T
	dict     *texts
	cat      *metric.Catalogue
	contacts map[string][]happening
	order    []string
}

type happening struct {
	ts                int64
	kind              event.Kind
	amount, discount  event.Money
	channel           uint8
	subject, category event.Code
}

func newStage(t *testing.T) *stage {
	dict := &texts{{""}, {""}, {""}, event.KnownChannels}
	cat, err := metric.New(metric.Settings{}, dict, nil)
	if err != nil {
		t.Fatal(err)
	}
	return &stage{t: t, dict: dict, cat: cat, contacts: map[string][]happening{}}
}

func (s *stage) vocabulary() Vocabulary { return Vocabulary{s.cat.Definitions(), s.dict} }

func (s *stage) play(section script.Section) {
	c := section.Head.Read(nil)
	switch head := c.Next("a section").Text; head {
	case "contacts":
		for _, line := range section.Lines {
			s.contact(line.Read(nil))
		}
	case "at":
		s.at(c, section)
	case "refused":
		s.refused(c.Next("what the error says").Text, section)
	default:
		c.Fail("there is no section %q", head)
	}
	c.End()
	s.check(c.Err())
}

func (s *stage) check(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Error(err)
	}
}

func (s *stage) refused(want string, section script.Section) {
	if len(section.Lines) == 0 {
		s.t.Error(section.Head.Errorf("no rule to refuse"))
	}
	for _, line := range section.Lines {
		if _, err := Parse(line.Text, s.vocabulary()); err == nil || !strings.Contains(err.Error(), want) {
			s.t.Error(line.Errorf("error: %v\nwant: %s", err, want))
		}
	}
}

func (s *stage) contact(c *script.Cursor) {
	who := c.Next("the contact").Text
	s.order = append(s.order, who)
	for c.More() {
		s.contacts[who] = append(s.contacts[who], s.event(c))
		if c.More() && !c.Take(",") {
			c.Fail("%q stands where a comma should", c.Peek().Text)
		}
	}
	s.check(c.Err())
}

func (s *stage) event(c *script.Cursor) happening {
	kind, err := event.ParseKind(c.Next("a kind").Text)
	s.check(err)
	h := happening{kind: kind, ts: c.Time("the time").UnixMicro()}
	money := func(text string) event.Money {
		m, _, err := event.ParseMoney(text)
		s.check(err)
		return m
	}
	if kind == event.Order {
		h.amount = money(c.Next("the amount").Text)
	}
	for c.Peek().Key != "" {
		switch w := c.Next(""); w.Key {
		case "channel":
			h.channel = uint8(s.dict.learn(event.Channels, w.Text))
		case "subject":
			h.subject = s.dict.learn(event.Subjects, w.Text)
		case "category":
			h.category = s.dict.learn(event.Categories, w.Text)
		case "discount":
			h.discount = money(w.Text)
		default:
			c.Fail("an event has no %s=", w.Key)
		}
	}
	return h
}

// at compares whom a rule picks with the lines of the section.
func (s *stage) at(c *script.Cursor, section script.Section) {
	at := c.Time("the instant")
	if !c.Take("rule") {
		c.Fail("the rule is missing")
	}
	rule, err := Parse(c.Next("the rule").Text, s.vocabulary())
	if err != nil {
		s.t.Fatal(section.Head.Errorf("%v", err))
	}
	if unknown := len(rule.Unknown()); c.Take("unknown") && float64(unknown) != c.Number("how many") {
		s.t.Error(section.Head.Errorf("%d texts are unknown", unknown))
	}
	columns, people := s.fold(at)
	want := map[string]script.Line{}
	for _, line := range section.Lines {
		want[line.Read(nil).Next("").Text] = line
	}
	picked := rule.Pick(func(name string) []float64 { return columns[name] }, len(people))
	for i, who := range people {
		line, expected := want[who]
		delete(want, who)
		if picked[i] != expected {
			s.t.Error(section.Head.Errorf("%s picked: %v, want %v", who, picked[i], expected))
		} else if expected {
			s.because(line.Read(nil), rule.Because(func(name string) float64 { return columns[name][i] }))
		}
	}
	for who := range want {
		s.t.Error(section.Head.Errorf("there is no contact %s then", who))
	}
}

// because compares the facts that decided with the rest of a line.
func (s *stage) because(c *script.Cursor, facts []Fact) {
	c.Next("the contact")
	if c.More() && !c.Take("because") {
		c.Fail("because is missing")
	}
	for _, f := range facts {
		got := f.String()
		name, value := c.Next("the metric "+got).Text, c.Next("the value of "+got).Text
		if want := name + " " + value; got != want && (f.Number == nil || !near(*f.Number, value) || name != f.Metric) {
			c.Fail("because %s, want %s", got, want)
		}
		c.Take(",")
	}
	c.End()
	s.check(c.Err())
}

// near compares a number to as many decimals as are written.
func near(x float64, text string) bool {
	_, decimals, _ := strings.Cut(text, ".")
	return strconv.FormatFloat(x, 'f', len(decimals), 64) == text
}

// fold computes everyone's metrics as of an instant.
func (s *stage) fold(at time.Time) (map[string][]float64, []string) {
	columns := map[string][]float64{}
	folder := s.cat.Folder()
	defs := s.cat.Definitions()
	x, until := make([]float64, len(defs)), make([]int64, len(defs))
	for _, who := range s.order {
		rows := slices.SortedFunc(slices.Values(s.contacts[who]), func(a, b happening) int { return cmp.Compare(a.ts, b.ts) })
		folder.Fold(history(rows), at.UnixMicro(), x, until)
		for i, d := range defs {
			columns[d.Name] = append(columns[d.Name], x[i])
		}
	}
	return columns, s.order
}

func history(rows []happening) event.History {
	c := &event.Columns{}
	for i, r := range rows {
		c.Contact, c.TS, c.ID = append(c.Contact, 1), append(c.TS, r.ts), append(c.ID, event.ID(i+1))
		c.Kind, c.Name, c.Channel = append(c.Kind, r.kind), append(c.Name, 0), append(c.Channel, r.channel)
		c.Subject, c.Category = append(c.Subject, r.subject), append(c.Category, r.category)
		c.Message, c.Props = append(c.Message, 0), append(c.Props, "")
		c.Amount, c.Discount, c.Value = append(c.Amount, r.amount), append(c.Discount, r.discount), append(c.Value, math.NaN())
	}
	return event.History{Columns: c, Contact: 1, To: len(rows)}
}
