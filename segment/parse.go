package segment

import (
	"fmt"
	"strings"

	"limner/internal/spell"
)

// everyoneWord is the rule that picks all.
const everyoneWord = "everyone"

// reserved are the words of the language.
var reserved = []string{"and", "or", "not", "is", "missing", "known", everyoneWord}

// How deep a rule may nest, and how deep its text may: parentheses that change nothing, and those that
// the canonical text adds, do not count for the rule.
const (
	deepestRule = 100
	deepestText = 1000
)

// Parse reads a rule. Its metrics must be in the vocabulary, and each is compared with what it can
// be. The error is an *Error.
func Parse(text string, v Vocabulary) (Rule, error) { return parse(text, &v) }

func parse(text string, v *Vocabulary) (Rule, error) {
	tokens, err := lex(text)
	if err != nil {
		return Rule{}, err
	}
	p := &parser{text: text, tokens: tokens, v: v}
	if p.peek().kind == end {
		p.fail(p.peek(), "the rule is empty; write %s to pick all", everyoneWord)
	}
	r := p.either()
	if t := p.peek(); t.kind != end {
		p.trailing(t)
	}
	if p.err == nil && r.depth() > deepestRule {
		p.fail(token{column: 1}, "and, or and not nest deeper than %d", deepestRule)
	}
	if p.err != nil {
		return Rule{}, p.err
	}
	return r, nil
}

// parser reads tokens. After a mistake it sees only the end; the first mistake stays.
type parser struct {
	text   string
	tokens []token
	v      *Vocabulary // nil: names and texts are not looked up
	depth  int
	err    error
}

func (p *parser) peek() token { return p.tokens[0] }

func (p *parser) take() token {
	t := p.tokens[0]
	if t.kind != end {
		p.tokens = p.tokens[1:]
	}
	return t
}

func (p *parser) fail(at token, format string, args ...any) {
	if p.err == nil {
		p.err = &Error{p.text, at.column, fmt.Sprintf(format, args...)}
	}
	p.tokens = p.tokens[len(p.tokens)-1:]
}

// accept takes the next token if it is this word of the language, in upper or lower case, or this sign.
func (p *parser) accept(text string) bool {
	t := p.peek()
	if t.kind == word && strings.EqualFold(t.text, text) || t.kind == symbol && t.text == text {
		p.take()
		return true
	}
	return false
}

// either reads rules with or between them.
func (p *parser) either() Rule {
	rules := []Rule{p.both()}
	for p.accept("or") {
		rules = append(rules, p.both())
	}
	return Any(rules...)
}

// both reads rules with and between them.
func (p *parser) both() Rule {
	rules := []Rule{p.single()}
	for p.accept("and") {
		rules = append(rules, p.single())
	}
	return All(rules...)
}

func (p *parser) single() Rule {
	p.depth++
	defer func() { p.depth-- }()
	t := p.peek()
	switch {
	case p.depth > deepestText:
		p.fail(t, "parentheses nest deeper than %d", deepestText)
		return Rule{}
	case p.accept("not"):
		return Not(p.single())
	case p.accept("("):
		r := p.either()
		if p.err == nil && !p.accept(")") {
			if p.peek().kind != end {
				p.trailing(p.peek())
			}
			p.fail(t, "the parenthesis is not closed; write ) after its last comparison")
		}
		return r
	case p.accept(everyoneWord):
		return All()
	default:
		return p.comparison()
	}
}

// trailing says what is wrong with a token after a whole rule.
func (p *parser) trailing(t token) {
	switch {
	case t.text == ")" && t.kind == symbol:
		p.fail(t, "the parenthesis closes none; remove it, or write ( where it begins")
	case t.kind == symbol && t.text != "(" && t.text != "%":
		p.fail(t, "a comparison has two sides; write lo < x < hi as x > lo and x < hi")
	case t.kind == word:
		p.fail(t, "write and or or before %s%s", t, spell.DidYouMean(strings.ToLower(t.text), []string{"and", "or"}))
	default:
		p.fail(t, "write and or or before %s", t)
	}
}
