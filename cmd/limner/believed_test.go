package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"limner/persona"
)

// A company of eight planted personas, as a new user would try it: the four that every team speaks of are
// found by name, the same bytes come out for any number of threads, and a persona fills a page.
func TestPlantedPersonasAreNamed(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long under the race detector; the whole run has it")
	}
	var first []persona.Persona
	for _, threads := range []string{"1", "2"} {
		p := newPlace(t)
		p.run("simulate", "--contacts", "2000", "--seed", "5", "--out", filepath.Join(p.dir, "e.jsonl")).gives(0)
		p.run("import", "--preset", "segment", "--yes", filepath.Join(p.dir, "e.jsonl")).gives(0)
		p.run("build", "--threads", threads).gives(0, "Discount-driven buyers")
		var set persona.Set
		if err := json.Unmarshal([]byte(p.run("personas", "--json").gives(0).out), &set); err != nil {
			t.Fatal(err)
		}
		if threads == "1" {
			first = set.Personas
		} else if a, b := asJSON(t, first), asJSON(t, set.Personas); a != b {
			t.Errorf("two threads find otherwise than one:\n%s\n%s", a, b)
		}
	}
	names := ""
	for _, x := range first {
		names += strings.ToLower(x.Name) + "; "
		if x.Borderline > x.Size || len(x.Typical) != 3 || x.Rule.Segment == "" {
			t.Errorf("%s: %d of %d borderline, typical %v, rule %q", x.Name, x.Borderline, x.Size, x.Typical, x.Rule.Segment)
		}
	}
	for _, a := range persona.Archetypes()[:4] {
		if !strings.Contains(names, a.Name+"; ") {
			t.Errorf("no %s among %s", a.Name, names)
		}
	}
}

// In companies where everyone follows one process nobody is named.
func TestStructurelessCompaniesHaveNoPersonas(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long under the race detector; the whole run has it")
	}
	for seed := 1; seed <= 3; seed++ {
		p := newPlace(t)
		p.run("simulate", "--contacts", "600", "--seed", fmt.Sprint(seed), "--structureless", "--out", filepath.Join(p.dir, "e.jsonl")).gives(0)
		p.run("import", "--preset", "segment", "--yes", filepath.Join(p.dir, "e.jsonl")).gives(0)
		p.run("build").gives(0, "No personas. No")
	}
}
