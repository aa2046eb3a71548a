package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"limner/persona"
)

// place is a data folder and the files that a test writes beside it.
type place struct {
	t   *testing.T
	dir string
	env map[string]string
}

func newPlace(t *testing.T) *place {
	dir := t.TempDir()
	return &place{t: t, dir: dir, env: map[string]string{"LIMNER_DATA": filepath.Join(dir, "data")}}
}

// answer is what a run of the program gave back.
type answer struct {
	t        *testing.T
	line     string
	status   int
	out, err string
}

// run runs a command line as a shell would, without the shell.
func (p *place) run(args ...string) answer {
	return p.runOn("", args...)
}

// runOn runs a command line with the text on standard input.
func (p *place) runOn(in string, args ...string) answer {
	p.t.Helper()
	var out, errs bytes.Buffer
	c := &cli{in: strings.NewReader(in), out: &out, err: &errs, env: func(name string) string { return p.env[name] }}
	status := c.run(context.Background(), args)
	return answer{p.t, "limner " + strings.Join(args, " "), status, out.String(), errs.String()}
}

// gives checks the exit status, and that the streams together hold all the texts.
func (a answer) gives(status int, texts ...string) answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("%s: exit status %d, want %d\n%s%s", a.line, a.status, status, a.out, a.err)
	}
	said := a.out + a.err
	running := strings.Join(strings.Fields(said), " ") // where lines are broken says nothing
	for _, text := range texts {
		if !strings.Contains(said, text) && !strings.Contains(running, text) {
			a.t.Errorf("%s says nothing of %q:\n%s%s", a.line, text, a.out, a.err)
		}
	}
	return a
}

// lacks checks that none of the texts is on standard output.
func (a answer) lacks(texts ...string) answer {
	a.t.Helper()
	for _, text := range texts {
		if strings.Contains(a.out, text) {
			a.t.Errorf("%s says %q:\n%s", a.line, text, a.out)
		}
	}
	return a
}

// into reads standard output as JSON.
func (a answer) into(v any) {
	a.t.Helper()
	if err := json.Unmarshal([]byte(a.out), v); err != nil {
		a.t.Fatalf("%s: the output is not JSON: %v\n%s", a.line, err, a.out)
	}
}

// file writes a file and returns its path.
func (p *place) file(name, text string) string {
	p.t.Helper()
	path := filepath.Join(p.dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
	return path
}

// firstDay is when the made-up shop opened.
var firstDay = time.Date(2024, 1, 1, 10, 0, 0, 0, time.UTC)

// shopDays is how many days the made-up shop has been open.
const shopDays = 360

// shop writes orders of 90 contacts of three kinds: r00… ordered every two weeks until the end, l00… five
// times at the start, and o00… once, lately.
func shop() string {
	var b strings.Builder
	b.WriteString("order_id,customer_id,date,total\n")
	order := func(who string, day, cents int) {
		fmt.Fprintf(&b, "%s-%d,%s,%s,%d.%02d\n", who, day, who, firstDay.AddDate(0, 0, day).Format("2006-01-02 15:04:05"), cents/100, cents%100)
	}
	for i := range 30 {
		for d := i % 14; d < shopDays; d += 14 {
			order(fmt.Sprintf("r%02d", i), d, 9000+37*i+d)
		}
		for n := range 5 {
			order(fmt.Sprintf("l%02d", i), n*12+i%9, 4000+53*i+n)
		}
		order(fmt.Sprintf("o%02d", i), shopDays-20+i%15, 1500+11*i)
	}
	return b.String()
}

// newShop is a place with the shop's orders imported.
func newShop(t *testing.T) *place {
	p := newPlace(t)
	p.run("import", "--yes", p.file("orders.csv", shop())).gives(0, "added", "90 new contacts")
	return p
}

func TestTheWholeLoop(t *testing.T) {
	p := newShop(t)
	p.run("imports").gives(0, "orders.csv", "2024-01-01")
	p.run("events").gives(0, "order", "90")
	p.run("personas").gives(1, "limner build")
	p.run("build").gives(0, "90 portraits", "3 personas", "limner personas").lacks("NaN")
	p.run("personas").gives(0, "90 contacts as of", "told apart by", "Rule:", "Typical: limner contact").lacks("NaN", "No personas")
	var set persona.Set
	p.run("personas", "--json").gives(0).into(&set)
	checkSet(t, &set, 90)
	for _, x := range set.Personas {
		p.run("contact", x.Typical[0]).gives(0, x.Typical[0]+" as of", "orders")
	}
}

// checkSet holds a set to what must be true of any.
func checkSet(t *testing.T, set *persona.Set, contacts int) {
	t.Helper()
	size, share, revenue, revenueShare := 0, 0.0, 0.0, 0.0
	names := map[string]bool{}
	for i, x := range set.Personas {
		if x.ID != i+1 || x.Name == "" || names[x.Name] || i > 0 && x.Size > set.Personas[i-1].Size {
			t.Errorf("persona %d is %d. %q of %d contacts", i+1, x.ID, x.Name, x.Size)
		}
		names[x.Name] = true
		size, share, revenue, revenueShare = size+x.Size, share+x.Share.Value, revenue+x.Revenue, revenueShare+x.RevenueShare
	}
	if len(set.Personas) < 2 || set.Contacts != contacts || size != contacts || !near(share, 1) || !near(revenueShare, 1) || !near(revenue, set.Totals.Revenue) {
		t.Errorf("%d personas of %d contacts: sizes add up to %d, shares to %v, revenue shares to %v, revenue to %v of %v",
			len(set.Personas), set.Contacts, size, share, revenueShare, revenue, set.Totals.Revenue)
	}
}

func near(a, b float64) bool { return a-b < 1e-9*(1+b) && b-a < 1e-9*(1+b) }

func TestContactLooksAtNothingLater(t *testing.T) {
	p := newShop(t)
	p.run("build").gives(0)
	var now, then struct {
		Events, Later int
		Values        []struct {
			Metric  string
			Value   float64
			Because []struct{ Time time.Time }
		}
	}
	p.run("contact", "r00", "--json").gives(0).into(&now)
	p.run("contact", "r00", "--at", "2024-02-10", "--json").gives(0).into(&then)
	if now.Events != 26 || now.Later != 0 || then.Events != 3 || then.Later != 23 {
		t.Errorf("events %d, later %d; in February %d and %d; want 26, 0, 3, 23", now.Events, now.Later, then.Events, then.Later)
	}
	at := time.Date(2024, 2, 10, 0, 0, 0, 0, time.UTC)
	for _, v := range then.Values {
		for _, e := range v.Because {
			if e.Time.After(at) {
				t.Errorf("%s as of %v comes from %v", v.Metric, at, e.Time)
			}
		}
		if v.Metric == "orders" && v.Value != 3 || v.Metric == "revenue" && v.Value != 270.42 {
			t.Errorf("%s in February is %v", v.Metric, v.Value)
		}
	}
	p.run("contact", "r00", "--at", "2024-02-10").gives(0, "3 events", "(23 events after that, not looked at)")
	p.run("contact", "r00", "--at", "2020-01-01").gives(0, "0 events")
}

// A build as of an earlier day gives what a build gave then, before the later orders were known.
func TestBuildLooksAtNothingLater(t *testing.T) {
	header, rows, _ := strings.Cut(shop(), "\n")
	var early strings.Builder
	early.WriteString(header + "\n")
	for row := range strings.Lines(rows) {
		if strings.Split(row, ",")[2] < "2024-10-01" {
			early.WriteString(row)
		}
	}
	sets := [2]persona.Set{}
	for i, text := range []string{shop(), early.String()} {
		p := newPlace(t)
		p.run("import", "--yes", p.file("orders.csv", text)).gives(0)
		p.run("build", "--at", "2024-10-01", "--json").gives(0).into(&sets[i])
	}
	if sets[0].Fingerprint != sets[1].Fingerprint || sets[0].Contacts != 60 || len(sets[0].Personas) != len(sets[1].Personas) {
		t.Errorf("portraits %s of %d contacts with later orders in the data, %s of %d without",
			sets[0].Fingerprint, sets[0].Contacts, sets[1].Fingerprint, sets[1].Contacts)
	}
}

func TestRepeatedBuildsAreEqual(t *testing.T) {
	p := newShop(t)
	var sets [3]persona.Set
	for i, threads := range []string{"1", "2", "5"} {
		p.run("build", "--threads", threads).gives(0)
		p.run("personas", "--json").gives(0).into(&sets[i])
		sets[i].Run, sets[i].Built = 0, time.Time{}
	}
	for _, other := range sets[1:] {
		if a, b := asJSON(t, sets[0]), asJSON(t, other); a != b {
			t.Errorf("the same data and seed gave two sets:\n%s\n%s", a, b)
		}
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	body, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestUndoThenBuild(t *testing.T) {
	p := newShop(t)
	p.run("import", "--yes", p.file("more.csv", "order_id,customer_id,date,total\nx1,new,2024-12-20 10:00:00,5.00\n")).gives(0)
	p.run("build").gives(0, "91 portraits")
	p.run("imports", "undo", "2").gives(0, "Import 2 of more.csv is undone: the 1 events it added are gone")
	p.run("imports").gives(0, "undone")
	p.run("build").gives(0, "90 portraits")
	p.run("contact", "new").gives(1, "no such contact")
	p.run("imports", "undo", "2").gives(1)
	p.run("imports", "undo", "9").gives(1, "no import 9")
	p.run("imports", "undo", "x").gives(2, "limner imports")
	p.run("import", "--yes", filepath.Join(p.dir, "orders.csv")).gives(0, "the same file was imported")
	p.run("build").gives(0, "90 portraits")
}
