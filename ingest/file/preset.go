package file

import (
	"fmt"
	"strings"
)

// Preset is a mapping for files of a known kind. Where files of the kind differ, a field lists the
// names it may have, the likelier first, separated by |.
type Preset struct {
	Name    string
	About   string
	Needs   [][]string // columns without which a file is not of this kind; each under one of several names
	Mapping Mapping
}

// findPreset finds a preset by name; of the several of one vendor ("stripe") the one that the file's
// columns fit.
func findPreset(name string, header []string) (*Preset, error) {
	var names []string
	for _, p := range allPresets() {
		if p.Name == name || strings.HasPrefix(p.Name, name+"-") && p.fits(header) {
			return p, nil
		}
		names = append(names, p.Name)
	}
	return nil, fmt.Errorf("--preset %q: there is none of that name for a file with these columns; they are %s", name, strings.Join(names, ", "))
}

// allPresets lists the presets.
func allPresets() []*Preset {
	var all []*Preset
	for i := range presets {
		all = append(all, &presets[i])
	}
	for i := range vendors {
		all = append(all, &vendors[i])
	}
	return all
}

// detect finds the preset whose columns the file has: the one that asks for most, when several fit.
func detect(header []string) (*Preset, string) {
	var best *Preset
	for _, p := range allPresets() {
		if len(p.Needs) > 0 && p.fits(header) && (best == nil || len(p.Needs) > len(best.Needs)) {
			best = p
		}
	}
	if best == nil {
		return nil, ""
	}
	var found []string
	for _, names := range best.Needs {
		found = append(found, header[anyOf(header, names)])
	}
	return best, strings.Join(quoteAll(found), ", ")
}

func (p *Preset) fits(header []string) bool {
	for _, names := range p.Needs {
		if anyOf(header, names) < 0 {
			return false
		}
	}
	return true
}

// anyOf is the first column that has one of the names.
func anyOf(header, names []string) int {
	for _, n := range names {
		if i := find(header, n); i >= 0 {
			return i
		}
	}
	return -1
}

// resolve makes the preset's mapping one for a file with this header: of several names the one that is
// there, and nothing where none is.
func (p *Preset) resolve(header []string) Mapping {
	m := p.Mapping
	m.Preset = p.Name
	pick := func(field *string) { *field = choose(header, *field) }
	for _, f := range []*string{&m.Order, &m.Quantity, &m.Price, &m.Total, &m.SignedUp} {
		pick(f)
	}
	m.Rule = m.Rule.resolve(pick)
	m.Also = nil
	for _, r := range p.Mapping.Also {
		r = r.resolve(pick)
		if r.Time != "" && (len(r.When) > 0 || r.Event != "") {
			m.Also = append(m.Also, r)
		}
	}
	return m
}

// resolve does the same to a rule.
func (r Rule) resolve(pick func(*string)) Rule {
	for _, f := range []*string{&r.Contact, &r.Time, &r.Event, &r.ID, &r.Channel, &r.Subject, &r.Category,
		&r.Message, &r.Amount, &r.Discount, &r.Currency, &r.Value, &r.Text} {
		pick(f)
	}
	when := r.When
	r.When = nil
	for name, values := range when {
		pick(&name)
		if name == "" {
			continue
		}
		if r.When == nil {
			r.When = make(map[string][]string)
		}
		r.When[name] = values
	}
	return r
}

// choose picks of the names in a field those that the header has. Sums ("a + b") keep the terms that are
// there.
func choose(header []string, text string) string {
	if text == "" || strings.HasPrefix(text, "=") || text == "#row" {
		return text
	}
	for alternative := range strings.SplitSeq(text, "|") {
		var terms []string
		for t := range strings.SplitSeq(alternative, " + ") {
			if i := find(header, strings.TrimSpace(t)); i >= 0 {
				terms = append(terms, header[i])
			}
		}
		if len(terms) > 0 {
			return strings.Join(terms, " + ")
		}
	}
	return ""
}

// ListPresets lists the presets and what they read, a line each.
func ListPresets() string {
	var s strings.Builder
	for _, p := range allPresets() {
		fmt.Fprintf(&s, "  %-25s %s\n", p.Name, p.About)
	}
	return s.String()
}
