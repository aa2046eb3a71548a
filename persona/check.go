package persona

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Dropped is a clause that did not hold, and why.
type Dropped struct {
	Clause Clause
	Reason string // "it says 12 for the median of orders, which is 9"
}

// Check holds clauses to the data: every figure is computed again from the portraits, and every number in
// a text must be a figure. The clauses that hold come back as they are; the others with a reason.
func Check(clauses []Clause, facts *Facts) (kept []Clause, dropped []Dropped) {
	for _, c := range clauses {
		if reason := facts.wrong(c); reason != "" {
			dropped = append(dropped, Dropped{c, reason})
		} else {
			kept = append(kept, c)
		}
	}
	return kept, dropped
}

// wrong says what is wrong with a clause, "" when nothing is.
func (f *Facts) wrong(c Clause) string {
	if len(c.Figures) == 0 && c.Because == "" {
		return "it has neither a figure nor a reference"
	}
	for _, x := range c.Figures {
		if reason := f.differs(x); reason != "" {
			return reason
		}
	}
	if reason := f.nothing(c.Because); reason != "" {
		return reason
	}
	return f.loose(c)
}

// rounding is how far two computations of one figure may lie apart, relative to it.
const rounding = 1e-9

// differs says in what a figure differs from the data.
func (f *Facts) differs(x Figure) string {
	s, ok := StatisticOf(x.Statistic)
	switch {
	case !ok:
		return fmt.Sprintf("there is no statistic %q", x.Statistic)
	case x.Persona != 0 && f.members[x.Persona] == nil:
		return fmt.Sprintf("there is no persona %d", x.Persona)
	case x.Persona == 0 && x.Statistic != "contacts":
		return "it does not say whose " + x.Statistic + " it states"
	}
	d, known := f.definition(x.Metric)
	switch {
	case s.Metric != (x.Metric != ""):
		return fmt.Sprintf("%s is of a metric, or is not: %q", x.Statistic, x.Metric)
	case x.Metric != "" && !known:
		return fmt.Sprintf("there is no metric %q", x.Metric)
	case !s.Own && x.Unit != s.Unit, s.Own && x.Unit != d.Unit:
		return fmt.Sprintf("it gives %s in %s", x.Statistic, x.Unit)
	}
	value := f.compute(x)
	if math.IsNaN(value) || math.IsNaN(x.Value) {
		return strings.TrimSpace(fmt.Sprintf("there is no %s of %s", x.Statistic, x.Metric))
	}
	if !(math.Abs(value-x.Value) <= rounding*max(math.Abs(value), math.Abs(x.Value))) {
		return strings.TrimSpace(fmt.Sprintf("it says %v for the %s %s, which is %v", x.Value, x.Statistic, x.Metric, value))
	}
	return ""
}

// nothing says that what a clause rests on does not exist; "" when it does, or it rests on nothing.
func (f *Facts) nothing(because string) string {
	if because == "" {
		return ""
	}
	kind, name, _ := strings.Cut(because, ": ")
	_, isMetric := f.definition(name)
	switch {
	case kind == becauseMetric && isMetric, kind == becauseArchetype && f.archetypes[name]:
		return ""
	}
	return fmt.Sprintf("it rests on %q, which there is not", because)
}

// What a clause can rest on.
const (
	becauseMetric    = "metric"
	becauseArchetype = "archetype"
)

// loose says which number or mark of a text is no figure of the clause.
func (f *Facts) loose(c Clause) string {
	text, marks, bad := unmark(c.Text)
	if bad != "" {
		return fmt.Sprintf("it has the mark {%s}", bad)
	}
	for _, m := range marks {
		if m >= len(c.Figures) {
			return fmt.Sprintf("it has the mark {%d} and %d figures", m, len(c.Figures))
		}
	}
	for i, x := range c.Figures {
		if d, ok := f.definition(x.Metric); ok { // names may hold digits: "orders in 90 days"
			text = without(without(text, d.Title), x.Word)
		}
		if !slices.Contains(marks, i) && !f.unseen(x) {
			return fmt.Sprintf("its figure %d is written nowhere", i)
		}
	}
	if word := numeral(text); word != "" {
		return fmt.Sprintf("%q in it is no figure", word)
	}
	return ""
}

// unseen reports whether a figure may stand behind words: nobody, or the word that most have.
func (f *Facts) unseen(x Figure) bool {
	return x.Statistic == "word" || x.Statistic == "any" && x.Value == 0
}

// unmark takes the marks out of a text; bad is one that is no number.
func unmark(text string) (plain string, marks []int, bad string) {
	for {
		before, rest, found := strings.Cut(text, "{")
		if plain += before; !found {
			return plain, marks, ""
		}
		mark, after, closed := strings.Cut(rest, "}")
		n, err := strconv.Atoi(mark)
		if !closed || err != nil || n < 0 {
			return plain, marks, mark
		}
		plain, marks, text = plain+" ", append(marks, n), after
	}
}

// without is a text without a name, however it is capitalised.
func without(text, name string) string {
	if len(name) < 2 {
		return text
	}
	for {
		at := strings.Index(strings.ToLower(text), strings.ToLower(name))
		if at < 0 || at+len(name) > len(text) {
			return text
		}
		text = text[:at] + " " + text[at+len(name):]
	}
}
