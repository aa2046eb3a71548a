package report

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"limner/persona"
	"limner/stats"
)

// Runs writes the list of runs, the newest first.
func (s Style) Runs(w io.Writer, runs []*persona.Run) error {
	if len(runs) == 0 {
		_, err := fmt.Fprintln(w, "There are no runs yet: `limner build` makes the first.")
		return err
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "run\tbuilt\tas of\tcontacts\tpersonas\tby\tseed\tdata\tstate")
	for i := len(runs) - 1; i >= 0; i-- {
		r := runs[i]
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%d\t%s\t%d\t%s\t%s\n", r.Run, r.Built.In(s.zone()).Format("2006-01-02 15:04"),
			r.AsOf.In(s.zone()).Format("2006-01-02"), Whole(int64(r.Contacts)), len(r.Personas), how(r.Settings), r.Settings.Seed, r.Fingerprint, r.State)
	}
	return t.Flush()
}

// how says what a run was told: "kmeans, k 4".
func how(s persona.Settings) string {
	parts := []string{s.Method}
	if s.Method == "" {
		parts[0] = "kmeans"
	}
	if s.K > 0 {
		parts = append(parts, fmt.Sprintf("k %d", s.K))
	}
	if len(s.Axes) > 0 {
		parts = append(parts, "by "+strings.Join(s.Axes, "+"))
	}
	if s.ByStage {
		parts = append(parts, "by stage")
	}
	return strings.Join(parts, ", ")
}

// Run writes one run: its place in the list, what it made of the personas before it, and its personas.
func (s Style) Run(w io.Writer, r *persona.Run) error {
	p := printer{w: w}
	p.line("Run %d is %s%s.", r.Run, r.State, s.decided(r))
	if r.Lineage != nil {
		s.lineage(&p, r.Lineage)
	}
	p.line("")
	if p.err != nil {
		return p.err
	}
	return s.Personas(w, r.Set)
}

func (s Style) decided(r *persona.Run) string {
	if r.Decided == nil {
		return ""
	}
	return ", decided on " + r.Decided.In(s.zone()).Format("2 January 2006 15:04")
}

// lineage writes what became of the personas of an earlier run.
func (s Style) lineage(p *printer, l *persona.Lineage) {
	if l.Contacts == 0 {
		p.line("Against run %d: no contact has a persona by both.", l.Against)
		return
	}
	p.line("Against run %d, both placing the same %s: %s stay with their persona (adjusted Rand index %.2f).", l.Against,
		count(l.Contacts, "contact", "contacts"), Percent(l.Kept.Value), l.Agreement)
	for _, c := range l.Changes {
		p.line("  %s: %s", c.Kind, c.Text)
	}
}

// Proposal writes what a proposed run would change and how to decide.
func (s Style) Proposal(w io.Writer, r *persona.Run) error {
	p := printer{w: w}
	if len(r.Personas) == 0 {
		p.line("Proposed: run %d found no personas, and those in use stay until you decide.", r.Run)
		for i := range r.Divisions {
			p.wrapped("  ", "  ", strings.TrimSpace(r.Divisions[i].Stage+" "+r.Divisions[i].Choice.Reason))
		}
		p.line("`limner runs accept %d` does without personas, `limner runs keep` keeps those in use.", r.Run)
		return p.err
	}
	p.line("Proposed: run %d found other personas than those in use, which stay until you decide.", r.Run)
	if r.Lineage != nil {
		s.lineage(&p, r.Lineage)
	}
	p.line("`limner runs accept %d` takes them into use, `limner runs keep` keeps those in use.", r.Run)
	return p.err
}

// Standing writes what waits for a decision, and how far the population has drifted.
func (s Style) Standing(w io.Writer, d *persona.Drift, proposed *persona.Run) error {
	p := printer{w: w}
	if d != nil {
		p.line("")
		s.drift(&p, d)
	}
	if proposed == nil || p.err != nil {
		return p.err
	}
	p.line("")
	return s.Proposal(w, proposed)
}

// drift writes how far the population has moved away from the one a set was built from.
func (s Style) drift(p *printer, d *persona.Drift) {
	p.line("Drift from %s, when run %d was built, to %s:", s.day(d.Since), d.Run, s.day(d.AsOf))
	for _, a := range d.Axes {
		p.line("  %-34s median %s → %s, stability index %s", a.Metric, s.orMissing(a.Then, a), s.orMissing(a.Now, a), index(a.PSI))
	}
	p.line("  %-34s stability index %s", "shares of the personas", index(d.Mix))
	p.line("  %-34s %s → %s", "contacts between two personas", Percent(d.UnsureThen.Value), Percent(d.Unsure.Value))
	if !d.Refit {
		p.line("No need to refit.")
		return
	}
	p.line("Time to refit: %s.", strings.Join(d.Because, "; "))
}

func index(p stats.PSI) string {
	return fmt.Sprintf("%.2f (%s; chance gives up to %.2f)", p.Value, p.Reading(), p.Critical)
}

func (s Style) orMissing(x *float64, a persona.AxisDrift) string {
	if x == nil {
		return "none"
	}
	return s.Value(*x, a.Unit)
}

// Difference writes what two runs tell differently.
func (s Style) Difference(w io.Writer, d *persona.Difference) error {
	p := printer{w: w}
	p.line("Run %d as of %s against run %d as of %s", d.A, s.day(d.AsOfA), d.B, s.day(d.AsOfB))
	for _, n := range d.Notes {
		p.line("Note: %s.", n)
	}
	p.line("")
	for _, x := range d.Pairs {
		s.pair(&p, x)
	}
	for _, x := range d.Gone {
		p.line("  %d. %s (%s): continued by none", x.ID, x.Name, count(x.Size, "contact", "contacts"))
	}
	p.line("")
	s.lineage(&p, d.Lineage)
	p.line("")
	if d.Common == 0 {
		p.line("No contact has a persona in both.")
		return p.err
	}
	p.line("%s in both, each as of its run: %s (%s) [%s–%s] are of another persona; adjusted Rand index %.2f", count(d.Common, "contact", "contacts"),
		Whole(int64(changed(d))), Percent(d.Changed.Value), Percent(d.Changed.Lo), Percent(d.Changed.Hi), d.Agreement)
	if changed(d) > 0 {
		p.line("  %s by their own behaviour (the personas of run %d tell it too), %s by the refit", Whole(int64(d.Behaviour)), d.A, Whole(int64(changed(d)-d.Behaviour)))
	}
	return p.err
}

func changed(d *persona.Difference) int { return int(d.Changed.Value*float64(d.Common) + 0.5) }

// pair writes a persona of the later run with the one it continues.
func (s Style) pair(p *printer, x persona.Pair) {
	if x.From == nil {
		p.line("  %d. %s (%s): continues none", x.To.ID, x.To.Name, count(x.To.Size, "contact", "contacts"))
		return
	}
	was := ""
	if x.From.Name != x.To.Name {
		was = fmt.Sprintf(", was called %s", x.From.Name)
	}
	p.line("  %d. %s: %s → %s contacts%s", x.To.ID, x.To.Name, Whole(int64(x.From.Size)), Whole(int64(x.To.Size)), was)
	for _, t := range x.Traits {
		p.line("      %s: median %s → %s (difference from the others %s → %s)", t.Title, s.Value(t.MedianWas, t.Unit), s.Value(t.Median, t.Unit),
			figure(t.DifferenceWas), figure(t.Difference.Value))
	}
}
