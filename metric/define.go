package metric

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"limner/event"
	"limner/internal/spell"
)

// define reads definitions in YAML and adds them to the catalogue.
func (c *Catalogue) define(text Defined, dict Dictionaries) error {
	var doc struct {
		Metrics []yaml.Node `yaml:"metrics"`
	}
	dec := yaml.NewDecoder(strings.NewReader(string(text)))
	dec.KnownFields(true)
	if err := dec.Decode(&doc); err != nil && err.Error() != "EOF" {
		return fmt.Errorf("metric: the definitions cannot be read: %w", err)
	}
	names := map[string]int{}
	for i, d := range c.defs {
		names[d.Name] = i
	}
	r := &resolver{dict: dict}
	for i := range doc.Metrics {
		e := entry{node: &doc.Metrics[i], r: r, names: names}
		d, def, err := e.read()
		if err != nil {
			return fmt.Errorf("metric: line %d: metric %q: %w", doc.Metrics[i].Line, e.name, err)
		}
		if _, taken := names[def.Name]; taken {
			return fmt.Errorf("metric: line %d: there is a metric named %q already; choose another name", doc.Metrics[i].Line, def.Name)
		}
		names[def.Name] = len(c.defs)
		def.because = d.because()
		c.add("Defined", def)
		c.defined = append(c.defined, d)
		c.fields |= d.needs()
	}
	c.unknown = r.unknown
	return nil
}

// needs is the columns that a defined metric reads.
func (d *defined) needs() event.Fields {
	return d.pick.needs() | d.then.needs() | d.of.needs()
}

// entry reads one definition.
type entry struct {
	node  *yaml.Node
	r     *resolver
	names map[string]int
	name  string
}

var snakeName = regexp.MustCompile(`^[\pL_][\pL0-9_]*$`)

// keys are what a definition may say beside its verb.
var keys = []string{"name", "title", "doc", "unit", "of", "where", "window"}

func (e *entry) read() (defined, Definition, error) {
	var d defined
	fields, err := mapping(e.node, append(slices.Clone(verbWords[:]), keys...))
	if err != nil {
		return d, Definition{}, err
	}
	if e.name, err = text(fields["name"], "name"); err != nil {
		return d, Definition{}, err
	}
	if !snakeName.MatchString(e.name) || e.name != strings.ToLower(e.name) {
		return d, Definition{}, fmt.Errorf("name: write it in lower case with underscores, as exports_30d")
	}
	said := e.verbs(fields)
	if len(said) != 1 {
		return d, Definition{}, fmt.Errorf("it needs exactly one of %s; it has %s", strings.Join(slices.Compact(slices.Clone(verbWords[:])), ", "), orNone(said))
	}
	if err := e.compile(&d, said[0], fields); err != nil {
		return d, Definition{}, err
	}
	def, err := e.describe(&d, said[0], fields)
	return d, def, err
}

func orNone(words []string) string {
	if len(words) == 0 {
		return "none"
	}
	return strings.Join(words, " and ")
}

// verbs lists the verbs that a definition uses.
func (e *entry) verbs(fields map[string]*yaml.Node) []string {
	var said []string
	for _, w := range slices.Compact(slices.Clone(verbWords[:])) {
		if fields[w] != nil {
			said = append(said, w)
		}
	}
	return said
}

// compile reads what the verb needs.
func (e *entry) compile(d *defined, word string, fields map[string]*yaml.Node) error {
	d.verb = verb(slices.Index(verbWords[:], word))
	node := fields[word]
	var err error
	if n := fields["window"]; n != nil {
		if d.window, err = length(n, "window"); err != nil {
			return err
		}
	}
	switch d.verb {
	case ratioVerb, regularlyVerb, stoppedVerb, againVerb:
		for _, k := range []string{"window", "of", "where"} {
			if fields[k] != nil {
				return fmt.Errorf("%s: %s does not take it here", k, word)
			}
		}
	case thenVerb:
		for _, k := range []string{"of", "where"} {
			if fields[k] != nil {
				return fmt.Errorf("%s: write it inside sequence, with the event it is about", k)
			}
		}
	}
	switch d.verb {
	case ratioVerb:
		return e.ratio(d, node)
	case thenVerb:
		return e.sequence(d, node)
	case regularlyVerb:
		return e.regularly(d, node)
	case stoppedVerb, againVerb:
		return e.stopped(d, word, node)
	default:
		return e.aggregate(d, word, fields)
	}
}

// aggregate reads count, sum, … with of and where.
func (e *entry) aggregate(d *defined, word string, fields map[string]*yaml.Node) error {
	var err error
	if d.pick, err = e.r.selector(fields[word], fields["where"], word); err != nil {
		return err
	}
	if n := fields["of"]; n != nil {
		w, err := text(n, "of")
		if err != nil {
			return err
		}
		if d.of.field, d.of.path, err = parseField(w); err != nil {
			return fmt.Errorf("of: %w", err)
		}
	} else if d.verb == firstVerb || d.verb == lastVerb {
		d.of.field = timeField
	}
	return d.checkOf(word)
}

// checkOf holds what each verb can be asked of.
func (d *defined) checkOf(word string) error {
	_, isText := d.of.text()
	f := d.of.field
	ok, can := true, ""
	switch d.verb {
	case countVerb:
		ok, can = f == noField, "nothing: it counts events"
	case sumVerb, avgVerb:
		ok, can = f.money() || f == valueField || f == propsField, "amount, discount, value or props.KEY"
	case minVerb, maxVerb:
		ok, can = f.money() || f == valueField || f == propsField || f == timeField, "amount, discount, value, time or props.KEY"
	case firstVerb, lastVerb:
		ok, can = f != messageField, "any field but message"
	case uniqueVerb:
		ok, can = isText || f == messageField || f == propsField, "subject, category, channel, name, message or props.KEY"
	case mostVerb:
		ok, can = isText, "subject, category, channel or name"
	}
	if !ok {
		return fmt.Errorf("of: %s can be of %s", word, can)
	}
	return nil
}

// ratio reads the two metrics of a ratio.
func (e *entry) ratio(d *defined, node *yaml.Node) error {
	var two []string
	if err := node.Decode(&two); err != nil || len(two) != 2 {
		return fmt.Errorf("ratio: name two metrics, as in [revenue, orders]")
	}
	for i, place := range []*int{&d.top, &d.bottom} {
		at, ok := e.names[two[i]]
		if !ok {
			return fmt.Errorf("ratio: there is no metric %q%s; those defined here must stand above", two[i], spell.DidYouMean(two[i], e.known()))
		}
		*place = at
	}
	if d.top == d.bottom {
		return fmt.Errorf("ratio: of a metric to itself is always 1")
	}
	return nil
}

// known lists the metrics a ratio can name.
func (e *entry) known() []string {
	var all []string
	for n := range e.names {
		all = append(all, n)
	}
	slices.Sort(all)
	return all
}

// sequence reads first, then or then_not, and within.
func (e *entry) sequence(d *defined, node *yaml.Node) error {
	fields, err := mapping(node, []string{"first", "then", "then_not", "within"})
	if err != nil {
		return fmt.Errorf("sequence: %w", err)
	}
	then := "then"
	if fields["then_not"] != nil {
		then, d.verb = "then_not", thenNotVerb
	}
	if (fields["then"] == nil) == (fields["then_not"] == nil) {
		return fmt.Errorf("sequence: it needs either then or then_not")
	}
	if d.pick, err = e.r.event(fields["first"], "sequence: first"); err != nil {
		return err
	}
	if d.then, err = e.r.event(fields[then], "sequence: "+then); err != nil {
		return err
	}
	if d.within, err = length(fields["within"], "sequence: within"); err != nil {
		return err
	}
	switch {
	case d.verb == thenNotVerb && d.window != 0 && d.window <= d.within:
		return fmt.Errorf("window: it must be longer than within, or nothing is ever counted")
	case d.verb == thenNotVerb && d.window != 0:
		d.offsets = []int64{d.within, d.window}
	case d.verb == thenNotVerb:
		d.offsets = []int64{d.within}
	case d.window != 0:
		d.offsets = []int64{d.window}
	}
	return nil
}

// regularly reads event, times, per, in and of.
func (e *entry) regularly(d *defined, node *yaml.Node) error {
	fields, err := mapping(node, []string{"event", "where", "times", "per", "in", "of"})
	if err != nil {
		return fmt.Errorf("regularly: %w", err)
	}
	if d.pick, err = e.r.selector(fields["event"], fields["where"], "regularly: event"); err != nil {
		return err
	}
	per, err := length(fields["per"], "regularly: per")
	if err != nil {
		return err
	}
	if d.times, err = whole(fields["times"], "regularly: times", 1000); err != nil {
		return err
	}
	if d.need, err = whole(fields["in"], "regularly: in", 120); err != nil {
		return err
	}
	periods, err := whole(fields["of"], "regularly: of", 120)
	if err != nil {
		return err
	}
	if d.need > periods {
		return fmt.Errorf("regularly: in (%d) is more than of (%d)", d.need, periods)
	}
	for i := range periods {
		d.offsets = append(d.offsets, int64(i+1)*per)
	}
	return nil
}

// stopped reads event and for.
func (e *entry) stopped(d *defined, word string, node *yaml.Node) error {
	fields, err := mapping(node, []string{"event", "where", "for"})
	if err != nil {
		return fmt.Errorf("%s: %w", word, err)
	}
	if d.pick, err = e.r.selector(fields["event"], fields["where"], word+": event"); err != nil {
		return err
	}
	w, err := length(fields["for"], word+": for")
	d.offsets = []int64{w, 2 * w}
	return err
}

// event reads the event of a step: a kind or name, or {event: …, where: …}.
func (r *resolver) event(n *yaml.Node, what string) (selector, error) {
	if n == nil || n.Kind != yaml.MappingNode {
		return r.selector(n, nil, what)
	}
	fields, err := mapping(n, []string{"event", "where"})
	if err != nil {
		return selector{}, fmt.Errorf("%s: %w", what, err)
	}
	return r.selector(fields["event"], fields["where"], what+": event")
}

// selector reads one or several kinds or names of events, and conditions.
func (r *resolver) selector(n, where *yaml.Node, what string) (selector, error) {
	var s selector
	words, err := list(n, what, "the kind or name of an event, as order or \"Invoice Paid\"")
	if err != nil {
		return s, err
	}
	for _, w := range words {
		name, byName := strings.CutPrefix(w, "name:")
		if k, err := event.ParseKind(w); err == nil && !byName {
			s.kinds[k>>6] |= 1 << (k & 63)
		} else {
			s.names = append(s.names, r.code(event.Names, strings.TrimSpace(name)))
		}
	}
	if where == nil {
		return s, nil
	}
	conditions, err := list(where, "where", "a list of conditions, as [amount >= 50]")
	if err != nil {
		return s, err
	}
	for _, text := range conditions {
		c, err := r.parseCondition(text)
		if err != nil {
			return s, fmt.Errorf("where: %w", err)
		}
		s.where = append(s.where, c)
	}
	return s, nil
}
