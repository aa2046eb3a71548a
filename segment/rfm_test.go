package segment

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"limner/event"
	"limner/metric"
	"limner/portrait"
)

// Every triple of scores is taken by a group, and every group takes one.
func TestGroupsCoverAllTriples(t *testing.T) {
	groups := Groups()
	reached := map[string]int{}
	buyer := Buying{1, 1, 1}
	for r := 1; r <= 5; r++ {
		for f := 1; f <= 5; f++ {
			for m := 1; m <= 5; m++ {
				s := Scores{r, f, m}
				if !slices.ContainsFunc(groups, func(g Group) bool { return g.takes(s) }) {
					t.Errorf("%s is in no group", s)
				}
				reached[groups[groupOf(groups, buyer, s)].Name]++
			}
		}
	}
	reached[groups[groupOf(groups, buyer, Scores{})].Name]++
	reached[groups[groupOf(groups, Buying{math.NaN(), 0, 0}, Scores{})].Name]++
	total := 0
	for _, g := range groups {
		total += reached[g.Name]
		if reached[g.Name] == 0 {
			t.Errorf("nobody can be among %s", g.Name)
		}
	}
	if total != 127 || reached["Buyers without scores"] != 1 || reached["Prospects"] != 1 {
		t.Errorf("%d of 127 cases: %v", total, reached)
	}
}

// The corners of the table, and the triple that Braze's leaves out.
func TestGroupsOfSomeTriples(t *testing.T) {
	groups := Groups()
	for s, want := range map[Scores]string{
		{5, 5, 5}: "Champions", {5, 5, 1}: "Loyal", {5, 1, 5}: "Promising", {5, 1, 1}: "New", {4, 3, 3}: "Potential loyalists", {3, 1, 5}: "Needs attention",
		{1, 5, 5}: "Cannot lose", {1, 5, 1}: "Dormant", {2, 2, 2}: "At risk", {2, 1, 5}: "Almost lost", {1, 1, 5}: "Dormant", {1, 1, 1}: "Dormant",
	} {
		if got := groups[groupOf(groups, Buying{1, 1, 1}, s)].Name; got != want {
			t.Errorf("%s is among %s, want %s", s, got, want)
		}
	}
}

// The scores are the metrics r_score, f_score and m_score of the same contact.
func TestScoresAreTheMetrics(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		by := drawThresholds().Draw(t, "thresholds")
		c := metric.Calibration{Contacts: 20, Recency: by[0], Frequency: by[1], Monetary: by[2]}
		cat, err := metric.New(metric.Settings{Calibration: c}, &texts{{""}, {""}, {""}, {""}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		at := time.Date(2024, 6, 1, 12, 0, 0, 0, time.UTC)
		var rows []happening
		for range rapid.IntRange(0, 9).Draw(t, "orders") {
			ago := rapid.IntRange(0, 60*24).Draw(t, "hours ago")
			rows = append(rows, happening{ts: at.Add(-time.Duration(ago) * time.Hour).UnixMicro(), kind: event.Order, amount: event.Money(rapid.IntRange(0, 99).Draw(t, "units") * 10000)})
		}
		slices.SortFunc(rows, func(a, b happening) int { return int(a.ts/1000 - b.ts/1000) })
		x, until := make([]float64, len(cat.Definitions())), make([]int64, len(cat.Definitions()))
		cat.Folder().Fold(history(rows), at.UnixMicro(), x, until)
		value := func(name string) float64 { i, _ := cat.Lookup(name); return x[i] }
		got := by.Scores(Buying{value("recency_days"), value("orders"), value("revenue")})
		for d, name := range []string{"r_score", "f_score", "m_score"} {
			if v := value(name); math.IsNaN(v) == got.Known() || got.Known() && v != float64(got[d]) {
				t.Fatalf("%s is %v, scores are %s", name, v, got)
			}
		}
	})
}

func drawThresholds() *rapid.Generator[Thresholds] {
	return rapid.Custom(func(t *rapid.T) Thresholds {
		var by Thresholds
		for d := range by {
			cuts := rapid.SliceOfN(rapid.SampledFrom([]float64{0, 1, 2, 2.5, 3, 4, 10, 20, 30, 60}), 4, 4).Draw(t, "cuts")
			slices.Sort(cuts) // measured ones may tie
			by[d] = cuts
		}
		return by
	})
}

func drawBuying() *rapid.Generator[Buying] {
	return rapid.Custom(func(t *rapid.T) Buying {
		n := rapid.IntRange(0, 6).Draw(t, "orders")
		if n == 0 {
			return Buying{math.NaN(), 0, 0}
		}
		return Buying{float64(rapid.IntRange(0, 70).Draw(t, "recency")), float64(n), float64(rapid.IntRange(0, 70).Draw(t, "revenue"))}
	})
}

// person is a contact at two instants; unknown at the first, perhaps.
type person struct {
	known   bool
	was, is Buying
}

func drawPeople() *rapid.Generator[[]person] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) person {
		return person{rapid.Bool().Draw(t, "known"), drawBuying().Draw(t, "was"), drawBuying().Draw(t, "is")}
	}), 0, 12)
}

// tables are the portraits of people at both instants.
func tables(people []person) (before, after *portrait.Table) {
	before, after = emptyTable(), emptyTable()
	for i, p := range people {
		if p.known {
			add(before, event.ContactID(i+1), p.was)
		}
		add(after, event.ContactID(i+1), p.is)
	}
	return before, after
}

func emptyTable() *portrait.Table {
	t := &portrait.Table{}
	for _, name := range RFMColumns() {
		t.Metrics, t.X = append(t.Metrics, metric.Definition{Name: name}), append(t.X, []float64{})
	}
	return t
}

func add(t *portrait.Table, id event.ContactID, b Buying) {
	t.Contact = append(t.Contact, id)
	for d := range b {
		t.X[d] = append(t.X[d], b[d])
	}
}

// Others never cause a move: what happens among some people and others together is what happens among
// the ones plus what happens among the others.
func TestOthersMoveNobody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		by := drawThresholds().Draw(t, "thresholds")
		some, others := drawPeople().Draw(t, "some"), drawPeople().Draw(t, "others")
		move := func(people []person) *Moves { before, after := tables(people); return Move(before, after, by) }
		a, b, both := move(some), move(others), move(slices.Concat(some, others))
		if a.Moved+b.Moved != both.Moved || a.Grown+b.Grown != both.Grown || a.Known+b.Known != both.Known {
			t.Fatalf("moved %d and %d, together %d", a.Moved, b.Moved, both.Moved)
		}
		for i := range both.Matrix {
			for j := range both.Matrix {
				if a.Matrix[i][j]+b.Matrix[i][j] != both.Matrix[i][j] {
					t.Fatalf("from %s to %s: %d and %d, together %d", both.Groups[i], both.Groups[j], a.Matrix[i][j], b.Matrix[i][j], both.Matrix[i][j])
				}
			}
		}
	})
}

// Whoever moves has crossed a threshold by a value of their own, or bought for the first time; and
// crossing none moves nobody.
func TestEveryMoveHasItsReason(t *testing.T) {
	groups := Groups()
	rapid.Check(t, func(t *rapid.T) {
		by := drawThresholds().Draw(t, "thresholds")
		was, is := drawBuying().Draw(t, "was"), drawBuying().Draw(t, "is")
		if !is.bought() {
			is = was // orders do not go away
		}
		from, to := by.Scores(was), by.Scores(is)
		crossed := by.crossings(was, is)
		if moved := groupOf(groups, was, from) != groupOf(groups, is, to); moved && len(crossed) == 0 {
			t.Fatalf("%v to %v: from %s to %s for no reason", was, is, from, to)
		}
		if len(crossed) == 0 != (from == to) {
			t.Fatalf("%v to %v: from %s to %s because of %v", was, is, from, to, crossed)
		}
		for _, c := range crossed {
			d := c.Dimension
			up := was[d] <= c.Threshold && is[d] > c.Threshold
			down := was[d] > c.Threshold && is[d] <= c.Threshold
			if c.Is != is[d] || c.From != from[d] || c.To != to[d] || !c.First() && (*c.Was != was[d] || c.Passed != up || !c.Passed != down) {
				t.Fatalf("%v to %v: %+v", was, is, c)
			}
		}
	})
}

// The groups, the reasons and the moves add up.
func TestCountsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		by := drawThresholds().Draw(t, "thresholds")
		if rapid.IntRange(0, 5).Draw(t, "uncalibrated") == 0 {
			by = Thresholds{}
		}
		people := drawPeople().Draw(t, "people")
		before, after := tables(people)
		s, m := Stand(after, by), Move(before, after, by)
		size, revenue := 0, 0.0
		for i, g := range s.Groups {
			size, revenue = size+g.Size, revenue+g.Revenue
			column := m.New[i]
			for from := range m.Matrix {
				column += m.Matrix[from][i]
			}
			if column != g.Size {
				t.Fatalf("%d came to %s or stayed there, which has %d", column, g.Name, g.Size)
			}
		}
		if size != len(people) || s.Contacts != size || math.Abs(revenue-s.Revenue) > 1e-9 {
			t.Fatalf("%d contacts of %d, revenue %v of %v", size, s.Contacts, revenue, s.Revenue)
		}
		moved := 0
		for _, way := range m.Ways {
			n := 0
			for _, b := range way.Because {
				n += b.Contacts
			}
			if n != way.Contacts || n == 0 {
				t.Fatalf("%+v", way)
			}
			moved += n
		}
		if moved != m.Moved || m.Known+m.Grown != len(people) || m.Moved > 0 && by.Known() && len(m.Reasons) == 0 {
			t.Fatalf("%d moved in %d ways: %+v", m.Moved, len(m.Ways), m)
		}
	})
}

// A contact that only the earlier table knows has come in since the last build.
func TestUnbuilt(t *testing.T) {
	people := []person{{true, Buying{1, 1, 1}, Buying{1, 1, 1}}, {true, Buying{1, 1, 1}, Buying{1, 1, 1}}}
	before, _ := tables(people)
	_, after := tables(people[:1])
	if m := Move(before, after, Thresholds{}); m.Unbuilt != 1 || m.Known != 1 || m.Moved != 0 {
		t.Errorf("%+v", m)
	}
}

func TestSteps(t *testing.T) {
	s := &Steps{Contact: "ann", Thresholds: Thresholds{{14, 30, 60, 120}, {1, 2, 4, 8}, {50, 120, 300, 800}}}
	day := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	none := Buying{math.NaN(), 0, 0}
	s.Add(day, 0, none)
	s.Add(day.AddDate(0, 1, 0), 2, none)
	s.Add(day.AddDate(0, 2, 0), 3, Buying{3, 1, 130})
	s.Add(day.AddDate(0, 3, 0), 3, Buying{35, 1, 130})
	s.Add(day.AddDate(0, 4, 0), 9, Buying{2, 3, 130})
	var got []string
	for _, step := range s.Steps {
		text := step.Group
		if step.Moved {
			text = "→ " + text
		}
		for _, c := range step.Because {
			text += " " + c.Dimension.Letter() + map[bool]string{true: "+", false: "-"}[c.Passed]
		}
		got = append(got, text)
	}
	want := "|Prospects|→ Promising R- F- M-|→ Needs attention R+|→ Potential loyalists R- F+"
	if text := strings.Join(got, "|"); text != want {
		t.Errorf("%s\nwant %s", text, want)
	}
	if c := s.Steps[3].Because[0]; c.From != 5 || c.To != 3 || c.Threshold != 30 || *c.Was != 3 || c.Is != 35 {
		t.Errorf("35 days passed 30: %+v", c)
	}
	body, err := json.Marshal(s)
	var back Steps
	if err == nil {
		err = json.Unmarshal(body, &back)
	}
	if err != nil || back.Steps[4].Because[1].Dimension != Frequency {
		t.Errorf("%s: %v", body, err)
	}
}

func TestParseCuts(t *testing.T) {
	if cuts, err := ParseCuts(Monetary, "50, 120.5,300,800"); err != nil || !slices.Equal(cuts, []float64{50, 120.5, 300, 800}) {
		t.Error(cuts, err)
	}
	for text, want := range map[string]string{
		"14,30,60":       "has 3 numbers; five scores need four, such as 14,30,60,120",
		"":               "has 1 numbers",
		"14,30,30,120":   "30 is not more than 30 before it",
		"60,30,14,7":     "ascending",
		"14,x,60,120":    `"x" is not a number`,
		"14,NaN,60,120":  "not a number",
		"-1,30,60,120":   "below zero",
		"14,30.5,60,120": "not whole",
	} {
		if _, err := ParseCuts(Recency, text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}
