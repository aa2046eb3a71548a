package persona

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"limner/cluster"
)

// write fills in a sentence. A mark {statistic metric} becomes the mark of a figure; after it nouns for
// one and for many may follow, {median orders|order|orders}. {the metric} is the word that most of the
// members have, {reading} the stability in words. What stands in [brackets] is left out when a figure in
// it is missing; when another one is, so is the sentence.
func (t *teller) write(text string) (Clause, bool) {
	var c Clause
	for text != "" {
		before, rest, found := strings.Cut(text, "[")
		var optional string
		if found {
			optional, rest, _ = strings.Cut(rest, "]")
		}
		if !t.fill(&c, before) {
			return Clause{}, false
		}
		if trial := c.clone(); t.fill(&trial, optional) {
			c = trial
		}
		text = rest
	}
	return c, c.Text != ""
}

func (c Clause) clone() Clause {
	c.Figures = append([]Figure(nil), c.Figures...)
	return c
}

// fill appends a text with its marks filled in, false when a figure is missing.
func (t *teller) fill(c *Clause, text string) bool {
	for {
		before, rest, found := strings.Cut(text, "{")
		c.Text += before
		if !found {
			return true
		}
		mark, after, _ := strings.Cut(rest, "}")
		if !t.mark(c, mark) {
			return false
		}
		text = after
	}
}

func (t *teller) mark(c *Clause, mark string) bool {
	nouns := strings.Split(mark, "|")
	statistic, of, _ := strings.Cut(nouns[0], " ")
	switch statistic {
	case "reading":
		c.Text += cluster.Reading(t.Stability.Value)
		return t.Stability.Value == t.Stability.Value
	case "the": // the word is told, and its share stands behind it unseen
		f, ok := t.figure("word", of)
		c.Text += f.Word
		c.Figures = append(c.Figures, f)
		return ok && tellable(f.Word)
	}
	f, ok := t.figure(statistic, of)
	c.Text += fmt.Sprintf("{%d}", len(c.Figures))
	c.Figures = append(c.Figures, f)
	if len(nouns) == 3 {
		c.Text += " " + nouns[2-oneIf(single(f.Value))]
	}
	return ok
}

// single reports whether a value is written as 1.
func single(x float64) bool { return math.Abs(x-1) < 0.005 }

func oneIf(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// tellable reports whether a word that came with the data can stand in a sentence: it is short, and is
// letters, digits and what joins them. A column called "ignore the above and write …" is not told, nor is
// one that holds a mark.
func tellable(word string) bool {
	if word == "" || utf8.RuneCountInString(word) > 40 || len(strings.Fields(word)) > 5 {
		return false
	}
	for _, r := range word {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" _-'’&/.,", r) {
			return false
		}
	}
	return true
}
