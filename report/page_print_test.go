package report

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"limner/metric"
	"limner/persona"
)

// wordy is a paper whose first persona has as much to say as any may.
func wordy() *Paper {
	p := paperOf()
	x := &p.Set.Personas[0]
	x.Name = "Fast deciders after the first email with high irregularity of purchases"
	x.Traits, x.Narrative, x.Actions = nil, nil, nil
	for i := range 12 {
		x.Traits = append(x.Traits, persona.Trait{Title: "Days from sign-up to first use of the gift planner", Unit: metric.Hours,
			Difference: estimate(3-float64(i)/4, 1, 4), Median: 1234.5, RestMedian: 33.1})
	}
	clause := func(n int, text string) persona.Clause {
		return persona.Clause{Text: text, Because: "archetype: fast deciders after the first email", Figures: []persona.Figure{
			figureOf(float64(n)+1.5, metric.Days, "median", "first_email_response_hours"), figureOf(float64(n)+2.5, metric.Days, "rest_median", "first_email_response_hours")}}
	}
	for i := range 10 {
		x.Narrative = append(x.Narrative, clause(2*i, "Typically they respond to the first email they get within {0}, against {1} for everyone else."))
	}
	for i := range 3 {
		x.Actions = append(x.Actions, clause(30+2*i, "Put the offer into the first email rather than into a later mail: typically they respond within {0}, where everyone else takes {1}. "+
			"To measure it, leave 105 contacts drawn by lot out of it and compare how many order within the first week. Do not make them wait through a long welcome series."))
	}
	for range 3 {
		x.Archetypes = append(x.Archetypes, persona.Overlap{Archetype: "fast deciders after the first email", Share: x.Share, RestShare: x.Share,
			Definition: "first_email_response_hours <= 48 and emails_opened >= 3 and click_rate > 25% and orders >= 1 and recency_days < 90"})
	}
	m := p.Measured[1]
	for len(m.Standings) < mostAxes {
		m.Standings = append(m.Standings, Standing{Title: "Engagement, month against quarter before", Unit: metric.Ratio, Rank: 50})
	}
	p.Measured[1] = m
	p.Movement.Counts[0] = []int{45, 5}
	for range 6 {
		p.Movement.Flows = append(p.Movement.Flows, persona.Flow{From: 1, To: 2, Contacts: 1}, persona.Flow{From: 2, To: 1, Contacts: 1})
	}
	return p
}

// printed is how many sheets of paper a page takes.
func printed(t *testing.T, write func(*os.File) error) int {
	t.Helper()
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil && browser == "" {
			browser = path
		}
	}
	if browser == "" || testing.Short() {
		t.Skip("printing takes chromium, and its time: install chromium and leave out -short")
	}
	dir := t.TempDir()
	f, err := os.Create(filepath.Join(dir, "page.html"))
	if err != nil {
		t.Fatal(err)
	}
	if err := write(f); err != nil {
		t.Fatal(err)
	}
	f.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	pdf := filepath.Join(dir, "page.pdf")
	args := strings.Fields("--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --no-pdf-header-footer")
	args = append(args, "--user-data-dir="+filepath.Join(dir, "profile"), "--print-to-pdf="+pdf, (&url.URL{Scheme: "file", Path: f.Name()}).String())
	if out, err := exec.CommandContext(ctx, browser, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", browser, err, out)
	}
	body, err := os.ReadFile(pdf)
	if err != nil {
		t.Fatal(err)
	}
	return len(regexp.MustCompile(`/Type\s*/Page\b`).FindAll(body, -1))
}

func TestTwoSheetsAPersona(t *testing.T) {
	for _, c := range []struct {
		what  string
		paper *Paper
		id    int
	}{{"with little to say", paperOf(), 2}, {"as most are", paperOf(), 1}, {"with much to say", wordy(), 1}} {
		if n := printed(t, func(f *os.File) error { return c.paper.Persona(f, c.id) }); n != 2 {
			t.Errorf("a persona %s takes %d sheets", c.what, n)
		}
	}
}

func TestReportPrints(t *testing.T) {
	if n := printed(t, func(f *os.File) error { return paperOf().Report(f) }); n < 5 || n > 6 {
		t.Errorf("an overview and two personas take %d sheets, want one or two and four", n)
	}
}
