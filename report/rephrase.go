package report

import (
	"fmt"
	"slices"
	"strings"

	"limner/persona"
)

// Unsaid is a sentence that was not kept, and why.
type Unsaid struct {
	Sentence string
	Reason   string
}

// CheckText holds a text that somebody else wrote, a language model, to the clauses it was written from.
// A sentence is kept only if each of its numbers is a figure of the clauses, in its unit and as exact as it
// is written, said of the same thing and of the same people; and if it uses no word but those of the
// clauses whose figures it states and the plain words of reports. others are names that it must not
// have: those of other personas. What cannot be shown to hold is dropped.
func (s Style) CheckText(text string, clauses []persona.Clause, others []string) (kept []string, dropped []Unsaid) {
	known := s.evidence(clauses)
	for _, sentence := range sentences(text) {
		if reason := s.unfounded(sentence, known, others); reason != "" {
			dropped = append(dropped, Unsaid{sentence, reason})
		} else {
			kept = append(kept, sentence)
		}
	}
	return kept, dropped
}

// sentences splits a text where a full stop, question or exclamation mark ends a word, and at line ends.
func sentences(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		var words []string
		for w := range strings.FieldsSeq(strings.TrimLeft(line, " \t-*#•>\"")) {
			words = append(words, w)
			if strings.HasSuffix(closed(w), ".") || strings.HasSuffix(closed(w), "!") || strings.HasSuffix(closed(w), "?") {
				all, words = append(all, strings.Join(words, " ")), nil
			}
		}
		if len(words) > 0 {
			all = append(all, strings.Join(words, " "))
		}
	}
	return all
}

// closed is a word without the quotes and brackets that may stand after a full stop.
func closed(word string) string { return strings.TrimRight(word, "\")”’*") }

// shown is a figure of the clauses as a text may write it.
type shown struct {
	persona.Figure
	clause   int
	number   token // as this style writes it
	rest     bool
	keywords map[string]bool
}

// evidence is what a text is held against.
type evidence struct {
	figures []shown
	words   []map[string]bool // stems of each clause, as it is written
	silent  []bool            // clauses that write no number
	every   map[string]bool   // keywords of any figure
}

func (s Style) evidence(clauses []persona.Clause) evidence {
	e := evidence{every: map[string]bool{}}
	about := map[string]map[string]bool{} // keywords by metric
	for n, c := range clauses {
		written := s.Clause(c)
		e.words, e.silent = append(e.words, stems(written)), append(e.silent, !strings.Contains(c.Text, "{"))
		for i, f := range c.Figures {
			mark := fmt.Sprintf("{%d}", i)
			if !strings.Contains(c.Text, mark) {
				continue
			}
			stat, _ := persona.StatisticOf(f.Statistic)
			key := subject(f)
			if about[key] == nil {
				about[key] = stems(strings.ReplaceAll(f.Metric, "_", " ") + " " + synonyms[key])
			}
			for _, w := range near(c.Text, mark) {
				about[key][w] = true
			}
			e.figures = append(e.figures, shown{Figure: f, clause: n, number: s.number(f, c.Text, mark), rest: stat.Rest, keywords: about[key]})
		}
	}
	for _, words := range about {
		for w := range words {
			if timeWord(w) { // "days" says how a figure is measured, not of what it is
				delete(words, w)
				continue
			}
			e.every[w] = true
		}
	}
	return e
}

// number is a figure as it stands in a text, with the word of time that may follow it: "on 8 days".
func (s Style) number(f persona.Figure, text, mark string) token {
	_, after, _ := strings.Cut(text, mark)
	return tokens(s.Value(f.Value, f.Unit) + after)[0]
}

// subject is what a figure is a number of: its metric, or the persona as a whole.
func subject(f persona.Figure) string {
	switch {
	case f.Metric != "":
		return f.Metric
	case f.Statistic == "share_lo", f.Statistic == "share_hi", f.Statistic == "size", f.Statistic == "contacts":
		return "share"
	}
	return f.Statistic
}

// synonyms are words that stand for a subject in other people's sentences.
var synonyms = map[string]string{
	"share":               "contacts customers people members group",
	"revenue":             "revenue spent spend spending paid",
	"revenue_share":       "revenue",
	"stability":           "similarity drawn resampled",
	"orders":              "orders ordered purchases bought",
	"recency_days":        "last order purchase",
	"tenure_days":         "first order purchase",
	"average_order_value": "order basket average",
}

// near is the stems of the words around a mark, as far as the part of the sentence reaches: what the figure
// is said of.
func near(text, mark string) []string {
	before, after, _ := strings.Cut(text, mark)
	if i := strings.LastIndexAny(before, ",;:({"); i >= 0 {
		before = before[i+1:]
	}
	if i := strings.IndexAny(after, ",;:(){"); i >= 0 {
		after = after[:i]
	}
	var all []string
	for _, w := range tokens(before + " " + after) {
		if !w.isNumber && (!plain(w.stem) || w.stem == "spend" || w.stem == "spent") {
			all = append(all, w.stem)
		}
	}
	return all
}

// The longest sentence that is looked at. Which number is which figure is found by trying, which takes
// time that grows fast with the numbers.
const (
	mostWords   = 100
	mostNumbers = 8
)

// unfounded says why a sentence cannot be kept, "" when it can.
func (s Style) unfounded(sentence string, e evidence, others []string) string {
	lower := strings.ToLower(sentence)
	for _, name := range others {
		if name != "" && strings.Contains(lower, strings.ToLower(name)) {
			return fmt.Sprintf("it names %q", name)
		}
	}
	all := tokens(sentence)
	var numbers []int
	for i, t := range all {
		if t.isNumber {
			numbers = append(numbers, i)
		} else if persona.IsNumeral(t.text) {
			return fmt.Sprintf("%q is a number that no figure is written as", t.text)
		}
	}
	if len(all) > mostWords || len(numbers) > mostNumbers {
		return "it is too long to be checked"
	}
	if len(numbers) == 0 {
		return e.wordless(all)
	}
	used, reason := e.match(all, numbers)
	if reason != "" {
		return reason
	}
	allowed := map[string]bool{}
	for _, f := range used {
		for w := range e.words[e.figures[f].clause] {
			allowed[w] = true
		}
	}
	return foreign(all, allowed)
}

// wordless holds a sentence without a number to the clauses that have none.
func (e evidence) wordless(all []token) string {
	for _, t := range all {
		if slices.Contains(comparative, t.text) {
			return fmt.Sprintf("it claims %q without a figure", t.text)
		}
	}
	reason := "nothing is said without a figure"
	for n, silent := range e.silent {
		if !silent {
			continue
		}
		if reason = foreign(all, e.words[n]); reason == "" {
			return ""
		}
	}
	return reason
}

// foreign is the first word that neither the clauses nor the plain words of reports have.
func foreign(all []token, allowed map[string]bool) string {
	for _, t := range all {
		if !t.isNumber && !allowed[t.stem] && !plain(t.stem) {
			return fmt.Sprintf("the facts do not say %q", t.text)
		}
	}
	return ""
}
