package segment

import (
	"math"
	"strings"

	"limner/internal/spell"
)

// comparison reads a metric and what it is held against.
func (p *parser) comparison() Rule {
	name := p.take()
	if name.kind != word || isReserved(name.text) {
		p.fail(name, "a comparison begins with a metric, as orders > 3, not with %s", name)
		return Rule{}
	}
	c := comparison{metric: name.text}
	if p.v != nil {
		if c.def = p.v.definition(name.text); c.def == nil {
			p.fail(name, "there is no metric %q%s", name.text, spell.DidYouMean(name.text, p.v.names()))
			return Rule{}
		}
		c.texts = p.v.Texts
	}
	if p.accept("is") {
		p.isWhat(&c)
	} else {
		p.against(name, &c)
	}
	return Rule{op: one, test: c}
}

func isReserved(text string) bool {
	for _, w := range reserved {
		if strings.EqualFold(w, text) {
			return true
		}
	}
	return false
}

// isWhat reads what comes after is.
func (p *parser) isWhat(c *comparison) {
	c.how = is
	negated := p.accept("not")
	if negated {
		c.how = isNot
	}
	switch t := p.peek(); {
	case p.accept("missing"):
		c.how = map[bool]relation{false: isMissing, true: isKnown}[negated]
	case p.accept("known"):
		c.how = map[bool]relation{false: isKnown, true: isMissing}[negated]
	case t.kind == quoted:
		p.quoted(c, p.take())
	case t.kind == number:
		p.fail(t, "write %s %s %s: is compares texts", c.metric, map[bool]string{false: "=", true: "!="}[negated], t)
	case t.kind == word:
		p.fail(t, "write is missing, is known, or a text in quotes, as is %q%s", t.text, spell.DidYouMean(strings.ToLower(t.text), []string{"missing", "known"}))
	default:
		p.fail(t, "after is comes missing, known, or a text in quotes, not %s", t)
	}
}

// against reads a sign and a value.
func (p *parser) against(name token, c *comparison) {
	sign := p.take()
	how := -1
	for i, w := range relationWords[:is] {
		if sign.kind == symbol && sign.text == w {
			how = i
		}
	}
	if how < 0 {
		p.fail(sign, "after %s comes < <= > >= = != or is, not %s", name, sign)
		return
	}
	c.how = relation(how)
	switch value := p.take(); {
	case value.kind == number:
		p.number(c, value)
	case value.kind == quoted && (c.how == equal || c.how == unequal):
		c.how = map[relation]relation{equal: is, unequal: isNot}[c.how]
		p.quoted(c, value)
	case value.kind == quoted:
		p.fail(sign, "texts have no order; write %s is %s", name, value)
	case value.kind == word && p.v != nil && p.v.definition(value.text) != nil:
		p.fail(value, "a metric is compared with a number, not with another metric such as %s", value)
	case value.kind == word:
		p.fail(value, "%s is compared with a number, or with a text in quotes, as %q", name, value.text)
	default:
		p.fail(value, "%s is compared with a number, not with %s", name, value)
	}
}

// number reads the rest of a number: its percent sign, or its unit of time.
func (p *parser) number(c *comparison, value token) {
	text, percent := value.text, p.accept("%")
	if percent {
		text += "e-2"
	}
	var err error
	if c.number, err = parseFloat(text); err != nil || math.IsInf(c.number, 0) {
		p.fail(value, "%s is too large a number", value)
		return
	}
	unit := p.peek()
	if unit.kind != word || isReserved(unit.text) {
		unit = token{}
	} else {
		p.take()
	}
	p.check(c, value, percent, unit)
}
