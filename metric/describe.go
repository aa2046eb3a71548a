package metric

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// describe makes the definition of a compiled metric.
func (e *entry) describe(d *defined, word string, fields map[string]*yaml.Node) (Definition, error) {
	def := Definition{Name: e.name, Title: sentence(e.name), Unit: d.unit(), Source: "workspace"}
	if dict, ok := d.of.text(); ok && def.Unit == Text {
		def.Dictionary = dict
	}
	for key, into := range map[string]*string{"title": &def.Title, "doc": &def.Doc} {
		if n := fields[key]; n != nil {
			t, err := text(n, key)
			if err != nil {
				return def, err
			}
			*into = t
		}
	}
	if n := fields["unit"]; n != nil {
		if err := e.unit(&def, n); err != nil {
			return def, err
		}
	}
	if def.Doc == "" {
		def.Doc = "Defined by this workspace as " + flow(fields, word) + "."
	}
	def.Shape = def.Unit != Text && def.Unit != Instant
	return def, nil
}

// unit takes the unit that a definition states, where it can be had.
func (e *entry) unit(def *Definition, n *yaml.Node) error {
	i := slices.Index(unitWords[:Instant], n.Value)
	if i < 0 {
		return fmt.Errorf("unit: %q is none of %s", n.Value, strings.Join(unitWords[:Instant], ", "))
	}
	if def.Unit == Text || def.Unit == Instant {
		return fmt.Errorf("unit: what it yields is %s; leave unit away", def.Unit)
	}
	def.Unit = Unit(i)
	return nil
}

// unit is what a defined metric yields unless it says otherwise.
func (d *defined) unit() Unit {
	_, isText := d.of.text()
	switch d.verb {
	case countVerb, uniqueVerb, thenVerb, thenNotVerb:
		return Count
	case ratioVerb:
		return Ratio
	case regularlyVerb, stoppedVerb, againVerb:
		return Flag
	}
	switch {
	case isText:
		return Text
	case d.of.field == timeField:
		return Instant
	case d.of.money():
		return Money
	default:
		return Number
	}
}

// sentence makes a title of a name: exports_30d is "Exports 30d".
func sentence(name string) string {
	s := []rune(strings.ReplaceAll(name, "_", " "))
	return strings.ToUpper(string(s[:1])) + string(s[1:])
}

// flow writes what a definition says on one line.
func flow(fields map[string]*yaml.Node, word string) string {
	var parts []string
	for _, key := range []string{word, "of", "where", "window"} {
		n := fields[key]
		if n == nil {
			continue
		}
		parts = append(parts, key+": "+inline(n))
	}
	return strings.Join(parts, ", ")
}

func inline(n *yaml.Node) string {
	var parts []string
	switch n.Kind {
	case yaml.SequenceNode:
		for _, c := range n.Content {
			parts = append(parts, inline(c))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			parts = append(parts, n.Content[i].Value+": "+inline(n.Content[i+1]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	default:
		return n.Value
	}
}
