package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// walk reads a page as XML, strictly: what is well-formed there, every reader of HTML understands alike.
func walk(t *testing.T, page string, do func(xml.Token)) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("the page is not well-formed: %v", err)
		}
		do(token)
	}
}

// textOf is what a page says, without its style, spaces as one.
func textOf(t *testing.T, page string) string {
	t.Helper()
	var b strings.Builder
	style := false
	walk(t, page, func(token xml.Token) {
		switch x := token.(type) {
		case xml.StartElement:
			style = x.Name.Local == "style"
		case xml.EndElement:
			style = false
		case xml.CharData:
			if !style {
				b.Write(x)
				b.WriteByte(' ')
			}
		}
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

func attribute(x xml.StartElement, name string) string {
	for _, a := range x.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// checkPage holds a page to what must be true of any.
func checkPage(t *testing.T, page string) {
	t.Helper()
	level, h1, captions, tables := 0, 0, 0, 0
	ids, wanted := map[string]bool{}, []string{}
	walk(t, page, func(token xml.Token) {
		x, ok := token.(xml.StartElement)
		if !ok {
			return
		}
		if id := attribute(x, "id"); id != "" {
			if ids[id] {
				t.Errorf("two elements have the id %s", id)
			}
			ids[id] = true
		}
		wanted = append(wanted, strings.Fields(attribute(x, "aria-labelledby"))...)
		switch name := x.Name.Local; name {
		case "html":
			if attribute(x, "lang") != "en" {
				t.Error("the page does not say its language")
			}
		case "h1", "h2", "h3", "h4":
			next, _ := strconv.Atoi(name[1:])
			if next > level+1 {
				t.Errorf("a heading of level %d follows one of level %d", next, level)
			}
			if level = next; next == 1 {
				h1++
			}
		case "table":
			tables++
		case "caption":
			captions++
		case "th":
			if attribute(x, "scope") == "" {
				t.Error("a heading of a table has no scope")
			}
		case "a":
			wanted = append(wanted, strings.TrimPrefix(attribute(x, "href"), "#"))
		case "svg":
			if attribute(x, "aria-hidden") != "true" && (attribute(x, "role") != "img" || attribute(x, "aria-labelledby") == "") {
				t.Errorf("a drawing has no text beside it: %v", x.Attr)
			}
		case "script", "link", "img", "iframe", "object":
			t.Errorf("the page has a <%s>", name)
		}
	})
	if h1 != 1 || captions != tables {
		t.Errorf("%d h1, %d captions of %d tables", h1, captions, tables)
	}
	for _, id := range wanted {
		if !ids[id] {
			t.Errorf("something refers to %q, which is nowhere", id)
		}
	}
	if m := regexp.MustCompile(`(?i)https?:|url\(|@import|\ssrc=`).FindString(page); m != "" {
		t.Errorf("the page asks for something outside it: %s", m)
	}
}

func TestPagesAreWhole(t *testing.T) {
	p := paperOf()
	checkPage(t, reportOf(t, p))
	for _, x := range p.Set.Personas {
		var b strings.Builder
		if err := p.Persona(&b, x.ID); err != nil {
			t.Fatal(err)
		}
		checkPage(t, b.String())
	}
}

// What came from data is text, wherever it stands; textOf shows it as it was written.
func TestNamesAreEscaped(t *testing.T) {
	page := reportOf(t, paperOf())
	if n := strings.Count(textOf(t, page), hostile); n < 7 {
		t.Errorf("the name is shown %d times", n)
	}
	if strings.Contains(page, "<script") || strings.Contains(page, "alert(\"") {
		t.Error("a name became markup")
	}
}

// Contrast as WCAG 2.2 defines it: 4.5 for text (and for the badge's number on its colour), 3 for marks.
func TestContrast(t *testing.T) {
	css, err := pageFiles.ReadFile("page.css")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile(`(?s):root \{(.*?)\}`).FindAllStringSubmatch(string(css), -1)
	if len(blocks) != 3 {
		t.Fatalf("%d blocks of colours, want those of light, dark and print", len(blocks))
	}
	for i, theme := range []string{"light", "dark", "print"} {
		colours := map[string]float64{}
		for _, m := range regexp.MustCompile(`--(\w+): (#[0-9a-f]{6})`).FindAllStringSubmatch(blocks[i][1], -1) {
			colours[m[1]] = luminance(t, m[2])
		}
		need := map[string]float64{"text": 4.5, "muted": 4.5, "link": 4.5, "rule": 3}
		for ink := 1; ink <= inks; ink++ {
			need[fmt.Sprintf("p%d", ink)] = 4.5 // marks need 3; the badge's number needs this
		}
		for name, least := range need {
			for _, ground := range []string{"paper", "panel"} {
				if c := contrast(colours[name], colours[ground]); c < least {
					t.Errorf("%s: --%s on --%s has a contrast of %.2f, %.1f needed", theme, name, ground, c, least)
				}
			}
		}
		if theme == "print" && (colours["paper"] != 1 || colours["text"] != 0) {
			t.Error("print is not black on white")
		}
	}
}

func contrast(a, b float64) float64 { return (max(a, b) + 0.05) / (min(a, b) + 0.05) }

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
