package persona

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// Every metric's words can be written and hold, whichever way it is told.
func TestEverySayingIsWritten(t *testing.T) {
	m := shoppers(t)
	r := rand.New(rand.NewPCG(3, 4))
	for _, s := range sayings {
		for row := range m.Contact {
			if s.metric != "orders" && s.metric != "recency_days" && s.metric != "revenue" {
				m.set(s.metric, row, float64(r.IntN(5)))
			}
		}
	}
	set, members, err := Build(t.Context(), m.Table, Settings{Seed: 1, Axes: []string{"orders", "recency_days", "revenue"}}, m.AsOf, 2)
	if err != nil {
		t.Fatal(err)
	}
	facts := NewFacts(set, m.Table, members, nil)
	told := newTeller(set, &set.Personas[0], facts)
	for _, s := range sayings {
		texts := []string{s.with("median", s.metric), s.with("mean", s.metric)}
		if s.any != "" {
			texts = append(texts, s.anyOf())
		}
		for _, text := range texts {
			c, ok := told.write("They " + text + ".")
			if !ok {
				t.Errorf("%q cannot be written", text)
				continue
			}
			if _, dropped := Check([]Clause{c}, facts); len(dropped) != 0 {
				t.Errorf("%q: %s", c.Text, dropped[0].Reason)
			}
		}
	}
}

func TestWriteChoosesNouns(t *testing.T) {
	set, facts := toldShoppers(t)
	told := newTeller(set, &set.Personas[0], facts)
	c, ok := told.write("{size|contact|contacts}[, {median nonsense} of it][, {share} of all]")
	if !ok || c.Text != "{0} contacts, {1} of all" || len(c.Figures) != 2 {
		t.Errorf("%+v, %v", c, ok)
	}
	if _, ok := told.write("{median nonsense}"); ok {
		t.Error("a sentence without its figure is written")
	}
	told.Size = 1
	if c, _ := told.write("{size|contact|contacts}"); !strings.HasSuffix(c.Text, " contact") {
		t.Errorf("one is %q", c.Text)
	}
}
