package main

import (
	"fmt"
	"strings"
	"testing"

	"limner/persona"
)

// orders writes n contacts' orders, one row for each contact and day.
func orders(n int, days ...int) string {
	var b strings.Builder
	b.WriteString("order_id,customer_id,date,total\n")
	for i := range n {
		for _, d := range days {
			fmt.Fprintf(&b, "c%d-%d,c%d,%s,20.00\n", i, d, i, firstDay.AddDate(0, 0, d).Format("2006-01-02 15:04:05"))
		}
	}
	return b.String()
}

// With too little to go by, the answer is words, and no failure.
func TestTooLittleIsAnAnswer(t *testing.T) {
	for _, c := range []struct {
		name, file string
		contacts   int
		says       []string
	}{
		{"nobody", "", 0, []string{"0 contacts as of", "Too few contacts", "40 more would help"}},
		{"one", orders(1, 0), 1, []string{"1 contact as of", "Too few contacts", "39 more would help"}},
		{"one with many orders", orders(1, 0, 5, 9, 30), 1, []string{"1 contact as of", "39 more would help"}},
		{"39", orders(39, 3), 39, []string{"39 contacts", "1 more would help"}},
		{"60 with one order each, all alike", orders(60, 7), 60, []string{"60 contacts", "Nothing measured tells the 60 contacts apart"}},
		{"60 with two orders each, all alike", orders(60, 7, 30), 60, []string{"60 contacts", "Nothing measured tells the 60 contacts apart"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPlace(t)
			if c.file != "" {
				p.run("import", "--yes", p.file("orders.csv", c.file)).gives(0)
			}
			says := append([]string{"No personas."}, c.says...)
			p.run("build").gives(0, says...).lacks("NaN", "Inf", "∞")
			p.run("personas").gives(0, says...).lacks("NaN", "Inf", "∞")
			set := persona.Set{}
			a := p.run("personas", "--json").gives(0).lacks(`"personas": null`, `"axes": null`)
			a.into(&set)
			if set.Contacts != c.contacts || len(set.Personas) != 0 {
				t.Errorf("%d contacts, %d personas", set.Contacts, len(set.Personas))
			}
			if c.contacts > 0 {
				p.run("contact", "c0").gives(0, "c0 as of").lacks("NaN")
			}
			p.run("metrics").gives(0, "recency_days")
			p.run("events").gives(0)
			p.run("build", "--k", "3").gives(0, "No personas.")
		})
	}
}

// One order each, on days of their own: there is something to tell apart, if only when they came.
func TestSixtyWithOneEventEach(t *testing.T) {
	p := newPlace(t)
	var b strings.Builder
	b.WriteString("order_id,customer_id,date,total\n")
	for i := range 60 {
		fmt.Fprintf(&b, "%d,c%d,%s,%d.00\n", i, i, firstDay.AddDate(0, 0, i*i%97).Format("2006-01-02 15:04:05"), 10+i*7%31)
	}
	p.run("import", "--yes", p.file("orders.csv", b.String())).gives(0, "60 new contacts")
	p.run("build").gives(0, "60 portraits").lacks("NaN")
	p.run("personas").gives(0, "60 contacts").lacks("NaN", "Inf")
	set := persona.Set{}
	p.run("personas", "--json").gives(0).into(&set)
	if len(set.Personas) > 0 {
		checkSet(t, &set, 60)
	}
}

func TestAllVisitsAndNoOrders(t *testing.T) {
	p := newPlace(t)
	var b strings.Builder
	b.WriteString("user,time,event,page\n")
	for i := range 60 {
		for n := range 1 + i%2*9 {
			fmt.Fprintf(&b, "v%d,%s,page viewed,p%d\n", i, firstDay.AddDate(0, 0, n*2+i%5).Format("2006-01-02 15:04:05"), n)
		}
	}
	p.run("import", "--contact", "user", "--time", "time", "--event", "event", "--subject", "page", "--kind", "visit", "--yes", p.file("visits.csv", b.String())).gives(0)
	p.run("build").gives(0, "60 portraits").lacks("NaN", "revenue")
	set := persona.Set{}
	p.run("personas", "--json").gives(0).into(&set)
	for _, x := range set.Personas {
		if x.RevenueShare != 0 || strings.Contains(strings.ToLower(x.Name), "buyer") || strings.Contains(x.Name, "never purchase") {
			t.Errorf("%q, revenue share %v, where nobody could buy", x.Name, x.RevenueShare)
		}
	}
}
