package report

import (
	"fmt"
	"io"
	"strings"

	"limner/portrait"
	"limner/segment"
)

// rfmTitles say what R, F and M score.
var rfmTitles = [3]string{"R: days since last order", "F: orders", "M: revenue"}

// rfmScores writes which values have which score.
func (s Style) rfmScores(p *printer, t segment.Thresholds) {
	if !t.Known() {
		p.line("There are no thresholds to score by: fewer than 20 buyers have been measured.")
		p.line("Set your own: limner rfm thresholds --recency 14,30,60,120 --frequency 1,2,4,8 --monetary 50,120,300,800")
		p.line("")
		return
	}
	p.line("%-24s  %-16s %-16s %-16s %-16s %s", "", "score 5", "4", "3", "2", "1")
	for _, d := range segment.Dimensions() {
		line := fmt.Sprintf("%-24s ", rfmTitles[d])
		for score := 5; score >= 1; score-- {
			line += fmt.Sprintf(" %-16s", s.rfmRange(d, t[d], score))
		}
		p.line("%s", strings.TrimRight(line, " "))
	}
	p.line("")
}

// rfmRange says which values of a dimension have a score.
func (s Style) rfmRange(d segment.Dimension, cuts []float64, score int) string {
	passed := score - 1 // how many cut points the value lies above
	if d == segment.Recency {
		passed = 5 - score
	}
	switch {
	case passed == 4:
		return "over " + s.Value(cuts[3], rfmUnits[d])
	case passed > 0 && cuts[passed] == cuts[passed-1]:
		return "nobody"
	default:
		return "up to " + s.Value(cuts[passed], rfmUnits[d])
	}
}

// Thresholds writes the RFM thresholds, and where each comes from and since when.
func (s Style) Thresholds(w io.Writer, c portrait.Calibration) error {
	p := printer{w: w}
	s.rfmScores(&p, segment.ThresholdsOf(c.Metric))
	for d, own := range []*portrait.OwnCuts{c.Own.Recency, c.Own.Frequency, c.Own.Monetary} {
		letter := segment.Dimension(d).Letter()
		switch {
		case own != nil:
			p.line("%s is your own, set on %s.", letter, s.rfmDay(own.Since))
		case len(segment.ThresholdsOf(c.Metric)[d]) > 0:
			p.line("%s is the quintiles of %s as of %s, measured on %s.", letter, count(c.Metric.Contacts, "buyer", "buyers"), s.rfmDay(c.AsOf), s.rfmDay(c.Measured))
		case c.Measured.IsZero():
			p.line("%s is not measured yet: `limner build` does.", letter)
		default:
			p.line("%s has none.", letter)
		}
	}
	p.line("Thresholds stay as they are until somebody changes them. `limner build --recalibrate` measures anew those that")
	p.line("are measured and leaves your own alone; `limner rfm thresholds --measured` drops your own.")
	return p.err
}
