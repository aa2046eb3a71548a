package report

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"

	"limner/metric"
	"limner/persona"
)

// Paper is a set of personas to be put on pages: one self-contained HTML file that a browser shows and
// prints, each persona on two sheets of A4, and nothing in it that has to be fetched.
//
// The same paper gives the same bytes: the only clock in it is when the set was built.
type Paper struct {
	Style
	Set *persona.Set
	// Metrics are the definitions that the notes under the figures refer to.
	Metrics []metric.Definition
	// Measured is what Measure found; a persona that is missing in it has no radar.
	Measured map[int]Measured
	// Sizes and Movement are the set's past, nil where it is not known.
	Sizes    *persona.Sizes
	Movement *persona.Movement
}

//go:embed page.html page_parts.html page.css
var pageFiles embed.FS

// Report writes the whole set: an overview, then every persona.
func (p *Paper) Report(w io.Writer) error {
	v := view{Title: "Customer personas", CSS: p.css(), Overview: p.overview(), Provenance: p.provenance()}
	for i := range p.Set.Personas {
		v.Personas = append(v.Personas, p.persona(&p.Set.Personas[i]))
	}
	return write(w, v)
}

// Persona writes one persona of the set.
func (p *Paper) Persona(w io.Writer, id int) error {
	x := p.Set.Find(id)
	if x == nil {
		return fmt.Errorf("report: run %d has no persona %d", p.Set.Run, id)
	}
	v := view{Title: x.Name + " – customer persona", CSS: p.css(), Provenance: p.provenance()}
	v.Alone = fmt.Sprintf("Customer persona, one of %d", len(p.Set.Personas))
	v.Personas = []personaView{p.persona(x)}
	return write(w, v)
}

// view is a page as its template sees it: everything is in words already.
type view struct {
	Title      string
	Alone      string // the heading above a persona that stands alone
	CSS        template.CSS
	Overview   *overviewView
	Personas   []personaView
	Provenance []pair
}

// pair is a name and what it is.
type pair struct{ Name, Text string }

func write(w io.Writer, v view) error {
	t, err := template.New("").Funcs(template.FuncMap{"within": within, "flows": tableOf}).ParseFS(pageFiles, "*.html")
	if err != nil {
		return fmt.Errorf("report: the page's template: %w", err)
	}
	var b bytes.Buffer // a page is written whole or not at all
	if err := t.ExecuteTemplate(&b, "page.html", v); err != nil {
		return fmt.Errorf("report: writing the page: %w", err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

func (p *Paper) css() template.CSS {
	css, err := pageFiles.ReadFile("page.css")
	if err != nil {
		panic(err) // the file is embedded above
	}
	return template.CSS(css)
}

// provenance says where everything on the pages comes from.
func (p *Paper) provenance() []pair {
	s := p.Set
	method := s.Settings.Method
	if method == "" {
		method = "k-means"
	}
	return []pair{
		{"Run", fmt.Sprint(s.Run)},
		{"As of", p.instant(s.AsOf)},
		{"Built", p.instant(s.Built)},
		{"Method", method},
		{"Settings", settings(s.Settings)},
		{"Seed", fmt.Sprint(s.Settings.Seed)},
		{"Data", s.Fingerprint},
	}
}

// part is a persona and the page it stands on.
type part struct {
	Persona personaView
	Page    view
}

func within(x personaView, page view) part { return part{x, page} }

// flowTable is a table of who came or went.
type flowTable struct {
	Title string
	Rows  []flowRow
}

func tableOf(title string, rows []flowRow) flowTable { return flowTable{title, rows} }
