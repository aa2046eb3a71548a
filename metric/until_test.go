package metric

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"limner/event"
)

// checkUntil holds every metric's Until of a history as of an instant: time is moved on, with nothing
// else happening, to each instant at which some metric claims to change and the microsecond before it,
// and to random ones.
func checkUntil(t *rapid.T, c *Catalogue, h event.History, at int64) []int64 {
	f := c.Folder()
	h = h.Before(at)
	now := c.portrait(f, h, at)
	instants := []int64{at + 1, at + rapid.Int64Range(1, 60*day).Draw(t, "later"), at + rapid.Int64Range(1, 900*day).Draw(t, "much later")}
	for i, u := range now.until {
		if u == Never {
			continue
		}
		if u <= at {
			t.Fatalf("%s: until %d is not after %d", c.defs[i].Name, u, at)
		}
		instants = append(instants, u-1, u)
	}
	slices.Sort(instants)
	instants = slices.Compact(instants)
	for _, u := range instants {
		if u == at {
			continue
		}
		then := portrait{make([]float64, len(c.defs)), make([]int64, len(c.defs))}
		f.fold(h, u, then.x, then.until)
		for i, d := range c.defs {
			switch is, was := then.x[i], now.x[i]; {
			case u < now.until[i] && !same(is, was):
				t.Fatalf("%s: %v as of %s, but already %v as of %s, before its until %s",
					d.Name, was, event.At(at), is, event.At(u), untilText(now.until[i]))
			case u == now.until[i] && same(is, was):
				t.Fatalf("%s: %v as of %s, and still as of its until %s", d.Name, was, event.At(at), event.At(u))
			case u < now.until[i] && then.until[i] != now.until[i]:
				t.Fatalf("%s: until %s as of %s, but %s as of %s", d.Name, untilText(now.until[i]), event.At(at), untilText(then.until[i]), event.At(u))
			}
		}
	}
	return instants
}

func untilText(u int64) string {
	if u == Never {
		return "never"
	}
	return event.At(u).Format("2006-01-02T15:04:05.999999")
}

// Until is exact for every metric, at whatever instant one asks.
func TestUntilIsExact(t *testing.T) {
	dict := randomTexts()
	rapid.Check(t, func(t *rapid.T) {
		c, err := New(drawSettings(t), dict, nil)
		if err != nil {
			t.Fatal(err)
		}
		h := historyOf(drawRows(40).Draw(t, "rows"))
		at := randomNow - rapid.SampledFrom([]int64{0, 0, 1, hour, 3 * day, 100 * day}).Draw(t, "ago")
		next := checkUntil(t, c, h, at)
		checkUntil(t, c, h, next[rapid.IntRange(0, len(next)-1).Draw(t, "next")])
	})
}

// As of an instant, a portrait uses nothing later.
func TestAsOfUsesNothingLater(t *testing.T) {
	dict := randomTexts()
	rapid.Check(t, func(t *rapid.T) {
		c, err := New(drawSettings(t), dict, nil)
		if err != nil {
			t.Fatal(err)
		}
		rows := drawRows(60).Draw(t, "rows")
		at := randomNow - rapid.Int64Range(0, 120*day).Draw(t, "ago")
		var known []row
		for _, r := range rows {
			if r.ts <= at {
				known = append(known, r)
			}
		}
		f := c.Folder()
		full := c.portrait(f, historyOf(rows), at)
		cut := c.portrait(f, historyOf(known), at)
		if !slices.EqualFunc(full.x, cut.x, same) || !slices.Equal(full.until, cut.until) {
			t.Fatal("the portrait of the truncated history differs")
		}
	})
}

// The order and batches in which events arrive do not show, nor what a Folder folded before, nor where
// in the columns a history stands.
func TestOrderAndScratchDoNotShow(t *testing.T) {
	dict := randomTexts()
	rapid.Check(t, func(t *rapid.T) {
		c, err := New(drawSettings(t), dict, nil)
		if err != nil {
			t.Fatal(err)
		}
		rows := drawRows(60).Draw(t, "rows")
		want := c.portrait(c.Folder(), historyOf(rows), randomNow)
		used := c.Folder()
		c.portrait(used, historyOf(drawRows(60).Draw(t, "others")), randomNow-5*day)
		shuffled := rapid.Permutation(rows).Draw(t, "shuffled")
		h := historyOf(shuffled)
		standAfter(&h, historyOf(rapid.SampledFrom([][]row{nil, rows}).Draw(t, "lead")))
		if got := c.portrait(used, h, randomNow); !slices.EqualFunc(got.x, want.x, same) || !slices.Equal(got.until, want.until) {
			for i, d := range c.defs {
				if !same(got.x[i], want.x[i]) || got.until[i] != want.until[i] {
					t.Errorf("%s: %v, alone %v", d.Name, got.x[i], want.x[i])
				}
			}
		}
	})
}

// standAfter moves a history to where another's rows stand before it.
func standAfter(h *event.History, lead event.History) {
	n, c := lead.Count(), *h.Columns
	c.TS = append(slices.Clone(lead.TS), c.TS...)
	c.ID = append(slices.Clone(lead.ID), c.ID...)
	c.Kind = append(slices.Clone(lead.Kind), c.Kind...)
	c.Name = append(slices.Clone(lead.Name), c.Name...)
	c.Channel = append(slices.Clone(lead.Channel), c.Channel...)
	c.Subject = append(slices.Clone(lead.Subject), c.Subject...)
	c.Category = append(slices.Clone(lead.Category), c.Category...)
	c.Message = append(slices.Clone(lead.Message), c.Message...)
	c.Amount = append(slices.Clone(lead.Amount), c.Amount...)
	c.Discount = append(slices.Clone(lead.Discount), c.Discount...)
	c.Value = append(slices.Clone(lead.Value), c.Value...)
	c.Props = append(slices.Clone(lead.Props), c.Props...)
	h.Columns = &c
	h.From, h.To = n, h.To+n
}

// Fields names every column that a fold reads: the others may be absent.
func TestFieldsAreEnough(t *testing.T) {
	dict := randomTexts()
	rapid.Check(t, func(t *rapid.T) {
		text := ""
		if rapid.Bool().Draw(t, "defined") {
			text = drawDefinitions(t)
		}
		c, err := New(drawSettings(t), dict, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		h := historyOf(drawRows(40).Draw(t, "rows"))
		want := c.portrait(c.Folder(), h, randomNow)
		cols := *h.Columns
		for f, drop := range map[event.Fields]func(){
			event.FieldName:    func() { cols.Name = nil },
			event.FieldProps:   func() { cols.Props = nil },
			event.FieldMessage: func() { cols.Message = nil },
			event.FieldValue:   func() { cols.Value = nil },
		} {
			if !c.Fields().Has(f) {
				drop()
			}
		}
		h.Columns = &cols
		got := c.portrait(c.Folder(), h, randomNow)
		if !slices.EqualFunc(got.x, want.x, same) || !slices.Equal(got.until, want.until) {
			t.Fatal("a column that Fields does not name was read")
		}
	})
}

func TestNobody(t *testing.T) {
	c, err := New(Settings{}, newTexts(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.defs) != builtIn {
		t.Fatalf("%d definitions for %d metrics", len(c.defs), builtIn)
	}
	p := c.portrait(c.Folder(), historyOf(nil), randomNow)
	for i, d := range c.defs {
		if d.zero && p.x[i] != 0 || !d.zero && !math.IsNaN(p.x[i]) || p.until[i] != Never {
			t.Errorf("%s of nobody is %v until %d", d.Name, p.x[i], p.until[i])
		}
	}
	if timeless != event.Micros(event.Timeless) {
		t.Errorf("timeless is %d", timeless)
	}
}
