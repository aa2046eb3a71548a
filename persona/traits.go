package persona

import (
	"cmp"
	"math"
	"slices"

	"limner/metric"
	"limner/portrait"
	"limner/stats"
)

// Confidence is the coverage of every interval shown.
const Confidence = 0.95

// SmallDifference is the standardised difference below which a trait is not worth a word (Cohen 1988).
const SmallDifference = 0.2

// skewed is the skewness from which a metric without negative values is compared on its logarithm.
const skewed = 1.0

// measure is a metric prepared for comparing groups.
type measure struct {
	def metric.Definition
	raw []float64 // the metric's own unit, for medians
	x   []float64 // the scale of comparison: raw, or log1p of it
}

// measures prepares the metrics that describe behaviour and vary.
func measures(t *portrait.Table) []measure {
	var all []measure
	for i, def := range t.Metrics {
		if !def.Shape {
			continue
		}
		if m, ok := prepare(def, t.X[i]); ok {
			all = append(all, m)
		}
	}
	return all
}

func prepare(def metric.Definition, raw []float64) (measure, bool) {
	var m stats.Moments
	lowest := math.Inf(1)
	for _, v := range raw {
		if !math.IsNaN(v) {
			m.Add(v)
			lowest = min(lowest, v)
		}
	}
	if m.N < 2 || m.M2 == 0 {
		return measure{}, false
	}
	x := raw
	if lowest >= 0 && m.Skewness() > skewed {
		x = make([]float64, len(raw))
		for i, v := range raw {
			x[i] = math.Log1p(v)
		}
	}
	return measure{def: def, raw: raw, x: x}, true
}

// traits compares a group with the rest in every measure and keeps the differences that are neither
// small nor chance, strongest first. family is how many comparisons are made in all: the intervals hold
// for all of them at once (Bonferroni).
func traits(all []measure, labels []int32, group int32, family int) []Trait {
	confidence := 1 - (1-Confidence)/float64(max(1, family))
	var found []Trait
	for _, m := range all {
		t, ok := m.compare(labels, group, confidence)
		if ok && math.Abs(t.Difference.Value) >= SmallDifference && t.Difference.Excludes(0) {
			found = append(found, t)
		}
	}
	slices.SortStableFunc(found, func(a, b Trait) int {
		return cmp.Compare(math.Abs(b.Difference.Value), math.Abs(a.Difference.Value))
	})
	return found
}

// compare is a trait of the group in this measure, false when either side has too few values.
func (m *measure) compare(labels []int32, group int32, confidence float64) (Trait, bool) {
	var in, out stats.Moments
	var inRaw, outRaw []float64
	for i, v := range m.x {
		switch {
		case math.IsNaN(v):
		case labels[i] == group:
			in.Add(v)
			inRaw = append(inRaw, m.raw[i])
		default:
			out.Add(v)
			outRaw = append(outRaw, m.raw[i])
		}
	}
	if in.N < 2 || out.N < 2 {
		return Trait{}, false
	}
	return Trait{
		Metric: m.def.Name, Title: m.def.Title, Unit: m.def.Unit,
		Difference: stats.HedgesG(in, out, confidence),
		Median:     stats.Median(inRaw), RestMedian: stats.Median(outRaw), Known: in.N,
	}, true
}
