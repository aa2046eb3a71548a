package metric

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"limner/internal/spell"
)

// mapping returns the entries of a mapping, which may only have certain keys, each once.
func mapping(n *yaml.Node, allowed []string) (map[string]*yaml.Node, error) {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil, fmt.Errorf("it should be a mapping with some of %s", strings.Join(slices.Compact(slices.Clone(allowed)), ", "))
	}
	fields := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i].Value
		if !slices.Contains(allowed, key) {
			return nil, fmt.Errorf("there is no field %q%s", key, spell.DidYouMean(key, allowed))
		}
		if fields[key] != nil {
			return nil, fmt.Errorf("%s: it is there twice", key)
		}
		fields[key] = n.Content[i+1]
	}
	return fields, nil
}

// text reads a single text.
func text(n *yaml.Node, what string) (string, error) {
	if n == nil || n.Kind != yaml.ScalarNode || n.Value == "" {
		return "", fmt.Errorf("%s: a text is missing", what)
	}
	return n.Value, nil
}

// list reads a text or a list of texts.
func list(n *yaml.Node, what, example string) ([]string, error) {
	if n != nil && n.Kind == yaml.ScalarNode && n.Value != "" {
		return []string{n.Value}, nil
	}
	if n == nil || n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		return nil, fmt.Errorf("%s: it should be %s", what, example)
	}
	var words []string
	for _, e := range n.Content {
		w, err := text(e, what)
		if err != nil {
			return nil, fmt.Errorf("%s: it should be %s", what, example)
		}
		words = append(words, w)
	}
	return words, nil
}

// whole reads a whole number from 1 to most.
func whole(n *yaml.Node, what string, most int) (int, error) {
	var x int
	if n == nil || n.Decode(&x) != nil || x < 1 || x > most {
		return 0, fmt.Errorf("%s: it should be a whole number from 1 to %d", what, most)
	}
	return x, nil
}

var lengthUnits = map[byte]int64{'w': 7 * day, 'd': day, 'h': hour, 'm': minute}

// length reads a length of time, as 30d or 12h.
func length(n *yaml.Node, what string) (int64, error) {
	if n != nil && n.Kind == yaml.ScalarNode && len(n.Value) >= 2 {
		unit := lengthUnits[n.Value[len(n.Value)-1]]
		x, err := strconv.ParseInt(n.Value[:len(n.Value)-1], 10, 32)
		if err == nil && unit != 0 && x > 0 && x <= 36500*day/unit {
			return x * unit, nil
		}
	}
	return 0, fmt.Errorf("%s: it should be a length of time such as 30d, 12h, 90m or 4w, at most 36500d", what)
}
