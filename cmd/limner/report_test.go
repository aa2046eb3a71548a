package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"limner/persona"
)

func TestReportOfAShop(t *testing.T) {
	p := newShop(t)
	p.run("report").gives(1, "limner build")
	p.run("persona", "1").gives(1, "limner build")
	p.run("build").gives(0)
	file := filepath.Join(p.dir, "report.html")
	p.run("report", "--out", file).gives(0, "report.html written")
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	page := string(body)
	for _, want := range []string{"Customer personas</h1>", "90 contacts as of", "What to do", "chart radar", "chart line", "limner contact"} {
		if !strings.Contains(page, want) {
			t.Errorf("the report has no %q", want)
		}
	}
	if strings.Contains(page, "NaN") || strings.Contains(page, "the data have changed") {
		t.Error("the report has a number that is none, or takes its own data for others")
	}
	again := p.run("report", "--out", "-").gives(0)
	if again.out != page {
		t.Error("two reports of the same set differ")
	}
	if threads := p.run("report", "--out", "-", "--threads", "1").gives(0); threads.out != page {
		t.Error("the report depends on the number of processors")
	}
	p.run("report", "--out", filepath.Join(p.dir, "no", "folder")).gives(1, "cannot be written")
}

// A report of portraits that are no longer those of the set says so rather than mixing the two.
func TestReportAfterMoreData(t *testing.T) {
	p := newShop(t)
	p.run("build").gives(0)
	p.run("import", "--yes", p.file("more.csv", "order_id,customer_id,date,total\nx1,new,2024-12-20 10:00:00,5.00\n")).gives(0)
	p.run("report", "--out", "-").gives(0, "90 contacts as of")
}

func TestPersonaByName(t *testing.T) {
	p := newShop(t)
	p.run("build").gives(0)
	var set persona.Set
	p.run("personas", "--json").gives(0).into(&set)
	first := set.Personas[0]
	p.run("persona", "1").gives(0, first.Name, "Where the numbers come from")
	p.run("persona", strings.ToUpper(first.Name)).gives(0, first.Name)
	p.run(append([]string{"persona"}, strings.Fields(first.Name)...)...).gives(0, first.Name)
	var one persona.Persona
	p.run("persona", "#1", "--json").gives(0).into(&one)
	if one.Name != first.Name {
		t.Errorf("persona 1 is %q in JSON, want %q", one.Name, first.Name)
	}
	p.run("persona").gives(2, "limner personas")
	p.run("persona", "99").gives(2, "there is no persona 99", first.Name)
	p.run("persona", "zzz").gives(2, `there is no persona "zzz"`, first.Name)
}

func TestPersonaAsAPage(t *testing.T) {
	p := newShop(t)
	p.run("build").gives(0)
	t.Chdir(p.dir)
	page := p.run("persona", "2", "--html", "-").gives(0).out
	if !strings.HasPrefix(page, "<!DOCTYPE html>") || strings.Count(page, "<article") != 1 {
		t.Errorf("the page is\n%.300s", page)
	}
	p.run("persona", "2", "--html=two.html").gives(0, "two.html written")
	p.run("persona", "2", "--html", "three.html").gives(0, "three.html written")
	for _, name := range []string{"two.html", "three.html"} {
		if body, err := os.ReadFile(name); err != nil || string(body) != page {
			t.Errorf("%s is not the same page: %v", name, err)
		}
	}
	var two persona.Persona
	p.run("persona", "2", "--json").gives(0).into(&two)
	p.run("persona", "2", "--html").gives(0, fileName(two.Name)+" written")
}

func TestFindPersona(t *testing.T) {
	set := &persona.Set{Personas: []persona.Persona{
		{ID: 1, Name: "Lapsed small-basket buyers"}, {ID: 2, Name: "Slipping big-basket buyers"}, {ID: 4, Name: "Best customers"}, {ID: 5, Name: "Best customers with high income"},
	}}
	for asked, want := range map[string]int{
		"4": 4, "#2": 2, "lapsed": 1, "LAPSED small": 1, "best customers": 4, "big buyers": 2, "basket slip": 2, "best income": 5, "  best   customers ": 4,
	} {
		if x, err := findPersona(set, asked); err != nil || x.ID != want {
			t.Errorf("%q finds %v, %v; want %d", asked, x, err, want)
		}
	}
	for asked, want := range map[string]string{
		"buyers": `"buyers" may be 1. Lapsed small-basket buyers, 2. Slipping big-basket buyers; name one by its number`,
		"lpased": `did you mean "Lapsed small-basket buyers"?`,
		"3":      "there is no persona 3; there are 1. Lapsed",
	} {
		if x, err := findPersona(set, asked); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q finds %v, %v; want the error %s", asked, x, err, want)
		}
	}
	if _, err := findPersona(&persona.Set{}, "x"); err == nil {
		t.Error("a persona is found where there is none")
	}
}

func TestFileName(t *testing.T) {
	for name, want := range map[string]string{"Best customers": "best-customers.html", "../../etc/passwd": "etc-passwd.html", "日本": "persona.html"} {
		if got := fileName(name); got != want {
			t.Errorf("%q is kept in %q, want %q", name, got, want)
		}
	}
}
