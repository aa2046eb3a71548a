package persona

import (
	"math"
	"slices"
	"strings"

	"limner/event"
	"limner/metric"
	"limner/stats"
)

// missing is the value of a statistic that cannot be computed.
var missing = math.NaN() //nolint:gochecknoglobals // NaN is no constant in Go

// valuesAt is the values of some rows that are not missing.
func valuesAt(x []float64, rows []int) []float64 {
	out := make([]float64, 0, len(rows))
	for _, r := range rows {
		if !math.IsNaN(x[r]) {
			out = append(out, x[r])
		}
	}
	return out
}

// ratio is a over b, missing where b is nothing.
func ratio(a, b float64) float64 {
	if b == 0 {
		return missing
	}
	return a / b
}

func average(x []float64) float64 {
	if len(x) == 0 {
		return missing
	}
	return stats.MomentsOf(x).Mean
}

// above counts the values above a bound.
func above(x []float64, bound float64) float64 {
	n := 0.0
	for _, v := range x {
		if v > bound {
			n++
		}
	}
	return n
}

// exactly counts the values that are y.
func exactly(x []float64, y float64) float64 {
	n := 0.0
	for _, v := range x {
		if v == y {
			n++
		}
	}
	return n
}

// commonest is the value that occurs most often, the least of equals, and how often; missing without values.
func commonest(x []float64) (value float64, n int) {
	x = slices.Sorted(slices.Values(x))
	value = missing
	for from := 0; from < len(x); {
		to := from
		for to < len(x) && x[to] == x[from] {
			to++
		}
		if to-from > n {
			value, n = x[from], to-from
		}
		from = to
	}
	return value, n
}

// wordOf is what a value of a metric of texts or words says; "" where it says nothing.
func wordOf(d metric.Definition, x float64, texts Texts) string {
	switch {
	case math.IsNaN(x):
		return ""
	case d.Unit == metric.Word && int(x) < len(d.Words):
		return d.Words[int(x)]
	case d.Unit == metric.Text && texts != nil:
		return texts(d.Dictionary, event.Code(x))
	}
	return ""
}

// listed joins nouns by a word: "a, b and c".
func listed(nouns []string, word string) string {
	if len(nouns) < 2 {
		return strings.Join(nouns, "")
	}
	return strings.Join(nouns[:len(nouns)-1], ", ") + " " + word + " " + nouns[len(nouns)-1]
}

func either(nouns []string) string { return listed(nouns, "or") }
