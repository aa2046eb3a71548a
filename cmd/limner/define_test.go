package main

import (
	"fmt"
	"strings"
	"testing"
)

// invoices writes events whose name says nothing to limner.
func invoices() string {
	var b strings.Builder
	b.WriteString("user,time,event,amount\n")
	for i := range 50 {
		for n := range 1 + i%3 {
			fmt.Fprintf(&b, "u%d,%s,Rechnung bezahlt,%d.50\n", i, firstDay.AddDate(0, 0, n*9+i%7).Format("2006-01-02 15:04:05"), 10+i)
		}
	}
	return b.String()
}

// value is one metric of a contact, absent when missing.
func (p *place) value(contact, metric string) *float64 {
	p.t.Helper()
	var portrait struct {
		Values []struct {
			Metric string
			Value  *float64
		}
	}
	p.run("contact", contact, "--json").gives(0).into(&portrait)
	for _, v := range portrait.Values {
		if v.Metric == metric {
			return v.Value
		}
	}
	p.t.Fatalf("%s has no metric %s", contact, metric)
	return nil
}

func TestEventsMapChangesHistory(t *testing.T) {
	p := newPlace(t)
	p.run("import", "--contact", "user", "--time", "time", "--event", "event", "--amount", "amount", "--kind", "other", "--yes",
		p.file("events.csv", invoices())).gives(0)
	p.run("events").gives(0, "Rechnung bezahlt", "other")
	p.run("build").gives(0)
	if n := p.value("u2", "orders"); n == nil || *n != 0 {
		t.Fatalf("orders before anything means order: %v", n)
	}
	p.run("events", "map", "Rechnung bezahlt", "order").gives(0, `"Rechnung bezahlt" means order: 99 events changed`)
	p.run("events").gives(0, "order").lacks("other")
	p.run("build").gives(0, "measured 50 buyers")
	if n := p.value("u2", "orders"); n == nil || *n != 3 {
		t.Errorf("orders afterwards: %v, want 3", n)
	}
	if x := p.value("u2", "revenue"); x == nil || *x != 37.5 {
		t.Errorf("revenue afterwards: %v, want 37.5", x)
	}
	p.run("events", "map", "Rechnung bezahlt", "order").gives(0, "0 events changed")
	p.run("events", "map", "Rechnung bezahlt", "other").gives(0, "99 events changed")
	if n := p.value("u2", "orders"); n == nil || *n != 0 {
		t.Errorf("orders when taken back: %v", n)
	}
}

func TestMetricsAreDefined(t *testing.T) {
	p := newShop(t)
	p.run("metrics").gives(0, "recency_days (days): Days since last order", "Source: ")
	var docs []struct{ Name, Unit, Definition string }
	p.run("metrics", "--json").gives(0).into(&docs)
	seen := map[string]bool{}
	for _, d := range docs {
		if d.Name == "" || d.Unit == "" || d.Definition == "" || seen[d.Name] {
			t.Errorf("%+v", d)
		}
		seen[d.Name] = true
	}
	if !seen["orders"] || !seen["recency_days"] {
		t.Errorf("%d metrics, without orders or recency_days", len(docs))
	}
}

func TestMetricsDefine(t *testing.T) {
	p := newShop(t)
	if p.runOn("%", "metrics", "define", "-").status == 0 {
		t.Fatal("what is no YAML was accepted as definitions")
	}
	p.runOn("{ this is no YAML", "metrics", "define", "-").gives(2, "-: ")
	p.run("metrics", "define", p.file("bad.yaml", "- name: 7\n  frobnicate: order\n")).gives(2, "bad.yaml: ")
	p.run("metrics").gives(0).lacks("frobnicate")
}
