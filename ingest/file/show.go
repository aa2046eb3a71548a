package file

import (
	"fmt"
	"io"
	"sort"
	"strings"
	"unicode/utf8"
)

// Write prints the suggestion for people.
func (s *Suggestion) Write(w io.Writer, in *Input) {
	fmt.Fprintf(w, "%s: %s, by %s\n\n", in.Name, s.Mapping.what(), s.Why)
	rows := [][]string{{"column", "read as", "samples"}}
	for _, c := range s.Columns {
		rows = append(rows, []string{c.Name, c.Role, short(strings.Join(c.Samples, " · "), 60)})
	}
	var wide [2]int
	for _, r := range rows {
		for i := range wide {
			wide[i] = max(wide[i], utf8.RuneCountInString(r[i]))
		}
	}
	for _, r := range rows {
		fmt.Fprintf(w, "  %s  %s  %s\n", pad(r[0], wide[0]), pad(r[1], wide[1]), r[2])
	}
	between := "\n"
	for _, rule := range s.Mapping.rules() {
		if name, ok := strings.CutPrefix(rule.Event, "="); ok {
			fmt.Fprintf(w, "%s  a row gives an event %q%s\n", between, name, rule.condition())
			between = ""
		}
	}
	fmt.Fprintln(w)
}

// what says what the rows are.
func (m *Mapping) what() string {
	switch m.Rows {
	case Orders:
		return "lines of orders"
	case Contacts:
		return "a table of contacts"
	case Segment:
		return "Segment calls"
	}
	return "events"
}

// condition writes a rule's When.
func (r *Rule) condition() string {
	var all []string
	for column, values := range r.When {
		all = append(all, fmt.Sprintf("%s is %s", column, strings.Join(values, " or ")))
	}
	sort.Strings(all)
	s := ""
	if len(all) > 0 {
		s = " when " + strings.Join(all, " and ")
	}
	if r.Time != "" {
		s += ", at " + r.Time
	}
	return s
}

func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(width-utf8.RuneCountInString(s), 0))
}

// short cuts a text to so many characters.
func short(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}

// Flags writes the mapping as flags of limner import.
func (m *Mapping) Flags() string {
	var all []string
	add := func(flag, value string) {
		if value != "" {
			all = append(all, "--"+flag+" "+shellQuote(value))
		}
	}
	if len(m.Also) > 0 || m.Rows == Segment {
		add("preset", m.Preset)
		return strings.Join(all, " ")
	}
	if m.Rows != Events {
		add("rows", string(m.Rows))
	}
	for _, f := range []struct{ flag, value string }{
		{"contact", m.Contact}, {"time", m.Time}, {"event", m.Event}, {"kind", m.Kind}, {"id", m.ID}, {"amount", m.Amount},
		{"discount", m.Discount}, {"currency", m.Currency}, {"subject", m.Subject}, {"category", m.Category},
		{"channel", m.Channel}, {"message", m.Message}, {"text", m.Text}, {"value", m.Value}, {"order", m.Order},
		{"quantity", m.Quantity}, {"price", m.Price}, {"order-total", m.Total}, {"cancelled", m.Cancelled}, {"signed-up", m.SignedUp},
		{"date-format", m.DateFormat}, {"decimal", m.Decimal}, {"zone", m.Zone}, {"base", m.Base}, {"since", m.Since},
		{"delimiter", m.Delimiter}, {"encoding", m.Encoding},
	} {
		add(f.flag, f.value)
	}
	for _, t := range m.Traits {
		add("trait", t)
	}
	for _, t := range m.Ignore {
		add("ignore", t)
	}
	if m.NoHeader {
		all = append(all, "--no-header")
	}
	return strings.Join(all, " ")
}

// shellQuote quotes a word for a shell, if it needs it.
func shellQuote(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-./+,:@%", r)
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
