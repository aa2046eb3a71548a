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

	axis       bool // contacts are told apart by it
	level      bool // 1 for those who have a level of a category, 0 for the others
	categories bool // values are codes of texts or words, of which none is more than another
}

// measures prepares the metrics that describe behaviour and vary.
func measures(t *portrait.Table) []measure {
	var all []measure
	for i, def := range t.Metrics {
		if !def.Shape || def.Unit == metric.Score { // a score is another metric in steps
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
	for i := range all {
		t, ok := all[i].compare(labels, group, confidence)
		if ok && math.Abs(t.Difference.Value) >= SmallDifference && t.Difference.Excludes(0) {
			t.measure = &all[i]
			found = append(found, t)
		}
	}
	slices.SortStableFunc(found, func(a, b Trait) int { return cmp.Compare(b.weight(), a.weight()) })
	return apart(found)
}

// axisFirst is how much a metric that contacts were told apart by counts over another when traits are
// put in order: it is the plainer fact.
const axisFirst = 1.25

func (t Trait) weight() float64 {
	w := math.Abs(t.Difference.Value)
	if t.measure.axis {
		w *= axisFirst
	}
	return w
}

// echo is the correlation from which a trait only repeats a stronger one.
const echo = 0.75

// apart marks the traits that repeat a stronger one in other words.
func apart(found []Trait) []Trait {
	var own []*measure
	for i := range found {
		for _, m := range own {
			if math.Abs(m.correlation(*found[i].measure)) >= echo {
				found[i].Repeats = m.def.Name
				break
			}
		}
		if found[i].Repeats == "" {
			own = append(own, found[i].measure)
		}
	}
	return found
}

// correlationRows bounds the contacts from whom correlations are measured.
const correlationRows = 10_000

// correlation is Pearson's of two measures, over contacts who have both.
func (m measure) correlation(o measure) float64 {
	step := len(m.x)/correlationRows + 1
	var x, y []float64
	for i := 0; i < len(m.x); i += step {
		if a, b := m.x[i], o.x[i]; !math.IsNaN(a) && !math.IsNaN(b) {
			x, y = append(x, a), append(y, b)
		}
	}
	if len(x) < 3 {
		return 0
	}
	if r := stats.Correlation(x, y); !math.IsNaN(r) {
		return r
	}
	return 0
}

// compare is a trait of the group in this measure, false when either side has too few values.
func (m *measure) compare(labels []int32, group int32, confidence float64) (Trait, bool) {
	var in, out, inMean, outMean stats.Moments
	var inRaw, outRaw []float64
	for i, v := range m.x {
		switch {
		case math.IsNaN(v):
		case labels[i] == group:
			in.Add(v)
			inMean.Add(m.raw[i])
			inRaw = append(inRaw, m.raw[i])
		default:
			out.Add(v)
			outMean.Add(m.raw[i])
			outRaw = append(outRaw, m.raw[i])
		}
	}
	if in.N < 2 || out.N < 2 {
		return Trait{}, false
	}
	difference := stats.HedgesG(in, out, confidence)
	if m.level {
		difference = stats.CohenH(inMean.Mean, in.N, outMean.Mean, out.N, confidence)
	}
	return Trait{
		Metric: m.def.Name, Title: m.def.Title, Unit: m.def.Unit,
		Difference: difference,
		Median:     stats.Median(inRaw), RestMedian: stats.Median(outRaw),
		Mean: inMean.Mean, RestMean: outMean.Mean, Known: in.N,
	}, true
}
