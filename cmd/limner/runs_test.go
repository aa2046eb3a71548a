package main

import (
	"strings"
	"testing"

	"limner/persona"
)

// grown is a shop built as of a time when one kind of its customers was not there yet, and then as of now.
func grown(t *testing.T) *place {
	p := newShop(t)
	p.run("build", "--at", "2024-10-01").gives(0, "60 portraits").lacks("Proposed")
	p.run("build").gives(0, "90 portraits", "Proposed: run 2 found other personas", "splits", "limner runs accept 2", "Drift from 1 Oct 2024")
	return p
}

// inUse is the personas in use, by id.
func (p *place) inUse() (run int64, names map[int]string) {
	p.t.Helper()
	var set persona.Set
	p.run("personas", "--json").gives(0).into(&set)
	names = map[int]string{}
	for _, x := range set.Personas {
		names[x.ID] = x.Name
	}
	return set.Run, names
}

func TestWhatChangesPersonasIsProposed(t *testing.T) {
	p := grown(t)
	run, before := p.inUse()
	if run != 1 || len(before) != 2 {
		t.Fatalf("run %d is in use with %v", run, before)
	}
	p.run("personas").gives(0, "Proposed: run 2", "Time to refit")
	p.run("runs").gives(0, "proposed", "in use")
	var m persona.Movement
	p.run("movement", "--from", "2024-10-01", "--json").gives(0).into(&m)
	if m.Run != 1 || m.Known != 60 {
		t.Errorf("movement by run %d of %d", m.Run, m.Known)
	}
	p.run("runs", "accept", "2").gives(0, "Run 2 is in use", "3 personas")
	run, after := p.inUse()
	if run != 2 || len(after) != 3 || after[1] == "" || after[2] == "" || after[3] == "" {
		t.Errorf("run %d is in use with %v, before %v", run, after, before)
	}
	p.run("contact", "o00").gives(0, "first placed", "refit (run 2)", "→ 3. ")
	p.run("runs", "diff", "1", "2").gives(0, "continues none", "60 contacts in both")
	p.run("runs", "accept", "1").gives(0, "Run 1 is in use")
	p.run("runs", "show", "2").gives(0, "Run 2 is retired")
	if run, names := p.inUse(); run != 1 || len(names) != 2 {
		t.Errorf("back to run %d with %v", run, names)
	}
}

func TestKeepingThePersonasInUse(t *testing.T) {
	p := grown(t)
	p.run("runs", "keep").gives(0, "run 2 is declined")
	p.run("runs", "keep").gives(1, "no run is proposed")
	p.run("personas").gives(0).lacks("Proposed")
	p.run("build", "--keep").gives(0, "Drift from").lacks("Proposed")
	p.run("build", "--accept").gives(0).lacks("Proposed")
	if run, names := p.inUse(); run != 3 || len(names) != 3 || names[3] != "" || names[4] == "" {
		t.Errorf("run %d is in use with %v: an id that was given before is given again, or a new one is not", run, names)
	}
}

// Asking for another division is asking for what it changes.
func TestAnotherDivisionIsTakenAtOnce(t *testing.T) {
	p := newShop(t)
	p.run("build").gives(0, "3 personas")
	p.run("build", "--k", "2").gives(0, "2 personas").lacks("Proposed")
	p.run("build").gives(0, "looking for 2 personas, as run 2 did").lacks("Proposed")
	if run, names := p.inUse(); run != 3 || len(names) != 2 {
		t.Errorf("run %d is in use with %v", run, names)
	}
	p.run("build", "--k", "0").gives(0, "3 personas").lacks("Proposed")
}

// A contact who stops is moved by behaviour, and the reason is what changed.
func TestHistorySaysWhatDroveAMove(t *testing.T) {
	p := newShop(t)
	p.run("build").gives(0)
	p.run("build", "--keep", "--at", "2024-02-15").gives(0) // as if it had been then, by the personas of now
	p.run("build", "--keep").gives(0)
	a := p.run("contact", "l05").gives(0, "first placed", "26 Dec 2024", "behaviour (", "days since last order ")
	if strings.Count(a.out, "behaviour (") != 2 {
		t.Errorf("there and back:\n%s", a.out)
	}
	p.run("contact", "o05").gives(0, "→ none: left")
	p.run("movement", "--from", "2024-02-15").gives(0, "From 15 Feb 2024 to 26 Dec 2024", "days since last order ")
}

func TestMovementAndRunsMisused(t *testing.T) {
	p := newShop(t)
	p.run("runs").gives(0, "no runs yet")
	p.run("movement").gives(1, "limner build")
	p.run("build", "--keep").gives(1, "no personas have been built yet")
	p.run("build").gives(0)
	p.run("runs", "diff", "1", "9").gives(1, "no such run: 9", "limner runs")
	p.run("runs", "diff", "1").gives(2, "two runs")
	p.run("runs", "show", "x").gives(2, "not the number of a run")
	p.run("runs", "accept", "1").gives(1, "in use already")
	p.run("build", "--keep", "--accept").gives(2, "give one of them")
	p.run("movement", "--from", "2024-12-01", "--to", "2024-11-01").gives(2, "no span")
	p.run("movement", "--from", "soon").gives(2, "--from", "not an instant")
	p.run("movement", "--from", "2020-01-01").gives(0, "Nobody was known")
}
