package segment

import (
	"math"
	"strconv"
	"strings"

	"limner/event"
	"limner/internal/spell"
	"limner/metric"
)

// Vocabulary is what rules may speak of: a catalogue's or a table's metrics, and the dictionaries that
// hold their texts.
type Vocabulary struct {
	Metrics []metric.Definition
	Texts   metric.Dictionaries
}

// definition describes a metric, nil if there is none.
func (v *Vocabulary) definition(name string) *metric.Definition {
	for i := range v.Metrics {
		if v.Metrics[i].Name == name {
			return &v.Metrics[i]
		}
	}
	return nil
}

func (v *Vocabulary) names() []string {
	names := make([]string, len(v.Metrics))
	for i, d := range v.Metrics {
		names[i] = d.Name
	}
	return names
}

func parseFloat(s string) (float64, error) {
	x, err := strconv.ParseFloat(s, 64)
	return x + 0, err // + 0: there is no minus zero
}

// spans are the lengths of time a value may be written in, in hours.
var spans = map[string]float64{"hour": 1, "hours": 1, "day": 24, "days": 24, "week": 7 * 24, "weeks": 7 * 24}

// check holds a number against its metric's unit, and turns a span of time into it.
func (p *parser) check(c *comparison, value token, percent bool, unit token) {
	if c.def == nil {
		if unit.kind == word {
			p.fail(unit, "a rule kept as data has its numbers in the metric's own unit; remove %s", unit)
		}
		return
	}
	d := c.def
	switch {
	case d.Unit == metric.Text || d.Unit == metric.Word:
		p.fail(value, "%s is a text; write %s is %s", d.Name, d.Name, example(d))
	case d.Unit == metric.Instant:
		p.fail(value, "%s is an instant, which rules do not compare: write is known, or compare a number of days such as recency_days", d.Name)
	case percent && d.Unit != metric.Share:
		p.fail(value, "%s is no share but in %s; write the number without %%", d.Name, d.Unit)
	case d.Unit == metric.Share && !percent && math.Abs(c.number) > 1:
		p.fail(value, "%s is a share, from 0 to 1; write %s%%", d.Name, value)
	case unit.kind == word:
		p.span(c, unit)
	}
}

// span turns a number of hours, days or weeks into the metric's unit.
func (p *parser) span(c *comparison, unit token) {
	hours, ok := spans[strings.ToLower(unit.text)]
	switch {
	case c.def.Unit != metric.Days && c.def.Unit != metric.Hours:
		p.fail(unit, "%s is no span of time but in %s; write the number alone, or and before %s", c.metric, c.def.Unit, unit)
	case !ok:
		p.fail(unit, "%s is compared in hours, days or weeks, not in %s%s", c.metric, unit, spell.DidYouMean(unit.text, []string{"hours", "days", "weeks"}))
	case c.def.Unit == metric.Days:
		c.number = c.number * hours / 24
	default:
		c.number *= hours
	}
	if math.IsInf(c.number, 0) {
		p.fail(unit, "that is too long a time")
	}
}

// quoted holds a text against what the metric can say.
func (p *parser) quoted(c *comparison, t token) {
	c.text = t.text
	d := c.def
	switch {
	case t.text == "":
		p.fail(t, "the text is empty; write %s is missing", c.metric)
	case d == nil:
	case d.Unit == metric.Word:
		c.code = math.NaN()
		for i, w := range d.Words {
			if w == t.text {
				c.code = float64(i)
			}
		}
		if math.IsNaN(c.code) {
			p.fail(t, "%s is never %q, but one of %s%s", d.Name, t.text, strings.Join(d.Words, ", "), spell.DidYouMean(t.text, d.Words))
		}
	case d.Unit == metric.Text:
		c.code = math.NaN()
		if code, ok := p.v.code(d, t.text); ok {
			c.code = float64(code)
		}
	default:
		p.fail(t, "%s is in %s; compare it with a number, as %s > 0", d.Name, d.Unit, d.Name)
	}
}

func (v *Vocabulary) code(d *metric.Definition, text string) (event.Code, bool) {
	if v.Texts == nil {
		return 0, false
	}
	return v.Texts.Code(d.Dictionary, text)
}

// example is a text the metric may be compared with.
func example(d *metric.Definition) string {
	if len(d.Words) > 0 {
		return strconv.Quote(d.Words[0])
	}
	return `"…"`
}
