package persona

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"limner/metric"
	"limner/portrait"
)

// categories is a text or a word as a measure to tell contacts apart by, false when it takes fewer than two.
func categories(t *portrait.Table, name string) (measure, bool) {
	at := slices.IndexFunc(t.Metrics, func(d metric.Definition) bool { return d.Name == name })
	if at < 0 || !categorical(t.Metrics[at]) || len(topLevels(t.X[at], 2)) < 2 {
		return measure{}, false
	}
	return measure{def: t.Metrics[at], raw: t.X[at], x: t.X[at], categories: true}, true
}

func categorical(d metric.Definition) bool { return d.Unit == metric.Text || d.Unit == metric.Word }

// toldLevels is how many of a category's levels are looked at for traits.
const toldLevels = 12

// levels is a measure for each of the commonest levels of a category: whether a contact has it.
func levels(t *portrait.Table, m measure) []measure {
	var all []measure
	for _, code := range topLevels(m.raw, toldLevels) {
		text := t.Text(m.def, code)
		d := metric.Definition{
			Name: fmt.Sprintf("%s is %q", m.def.Name, text), Title: Plain(m.def.Title) + " is " + text,
			Family: m.def.Family, Unit: metric.Share, Shape: true,
		}
		has := make([]float64, len(m.raw))
		for i, v := range m.raw {
			if v == code {
				has[i] = 1
			}
		}
		if level, ok := prepare(d, has); ok {
			level.x, level.level = level.raw, true // a logarithm says nothing of yes and no
			all = append(all, level)
		}
	}
	return all
}

// topLevels is the n codes that most contacts have, those of most first, equals by code.
func topLevels(codes []float64, n int) []float64 {
	count := map[float64]int{}
	for _, v := range codes {
		if !math.IsNaN(v) {
			count[v]++
		}
	}
	all := make([]float64, 0, len(count))
	for v := range count {
		all = append(all, v)
	}
	slices.SortFunc(all, func(a, b float64) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	return all[:min(n, len(all))]
}

// measured is the axes that have numbers, which a rule can have thresholds of.
func measured(chosen []measure) []measure {
	var all []measure
	for _, m := range chosen {
		if !m.categories {
			all = append(all, m)
		}
	}
	return all
}
