package persona

import (
	"fmt"
	"math"
	"time"

	"limner/metric"
	"limner/portrait"
	"limner/stats"
	"limner/warehouse"
)

const (
	// driftBins is how many bins of equal size the values of an axis are cut into.
	driftBins = 10
	// unsureRise is the rise of the share of unsure placements from which a set is out of date.
	unsureRise = 0.05
	// driftConfidence is that of all of a set's tests of change together.
	driftConfidence = 0.99
)

// Reference is the population a set was built from, as far as it is compared with later ones.
type Reference struct {
	AsOf     time.Time  `json:"as_of"`
	Contacts int        `json:"contacts"`
	Axes     []AxisBins `json:"axes"`
	Mix      []int      `json:"mix"`    // contacts of each persona, in the set's order, and of none
	Unsure   int        `json:"unsure"` // borderline contacts
}

// AxisBins is how a metric was spread.
type AxisBins struct {
	Metric string      `json:"metric"`
	Title  string      `json:"title"`
	Unit   metric.Unit `json:"unit"`
	Ends   []float64   `json:"ends"`   // the upper ends of the bins but the last: the deciles
	Counts []int       `json:"counts"` // of the bins, and of those without a value
	Median *float64    `json:"median"`
}

// ReferenceOf describes a population and its members by the set's own axes.
func ReferenceOf(s *Set, t *portrait.Table, m warehouse.Members) *Reference {
	r := &Reference{AsOf: t.AsOf, Contacts: len(t.Contact), Axes: []AxisBins{}, Mix: s.mix(len(t.Contact), m), Unsure: countUnsure(m)}
	for i, d := range t.Metrics {
		if s.hasAxis(d.Name) {
			ends := stats.QuantileBins(t.X[i], driftBins)
			r.Axes = append(r.Axes, AxisBins{d.Name, d.Title, d.Unit, ends, stats.CountBins(t.X[i], ends), medianOf(t.X[i])})
		}
	}
	return r
}

func (s *Set) hasAxis(name string) bool {
	for _, d := range s.Divisions {
		for _, a := range d.Axes {
			if a.Metric == name {
				return true
			}
		}
	}
	return false
}

// mix counts the members of each persona, and last of n contacts those of none.
func (s *Set) mix(n int, m warehouse.Members) []int {
	ids, _ := s.called(false)
	at := places(ids)
	counts := make([]int, len(ids)+1)
	for _, id := range m.Persona {
		if i, ok := at[id]; ok {
			counts[i]++
		}
	}
	counts[len(ids)] = n - len(m.Persona)
	return counts
}

func countUnsure(m warehouse.Members) int {
	n := 0
	for _, c := range m.Confidence {
		if c < BorderlineConfidence {
			n++
		}
	}
	return n
}

func medianOf(x []float64) *float64 {
	known := make([]float64, 0, len(x))
	for _, v := range x {
		if !math.IsNaN(v) {
			known = append(known, v)
		}
	}
	return median(known)
}

// Drift is how far a population has moved away from the one a set was built from.
type Drift struct {
	Run      int64       `json:"run"`
	Since    time.Time   `json:"since"` // as of when the set was built
	AsOf     time.Time   `json:"as_of"`
	Contacts int         `json:"contacts"`
	Axes     []AxisDrift `json:"axes"`
	Mix      stats.PSI   `json:"mix"` // of the shares of the personas
	// Unsure is the share of contacts who are borderline, UnsureThen what it was.
	Unsure     stats.Estimate `json:"unsure"`
	UnsureThen stats.Estimate `json:"unsure_then"`
	// Refit reports whether it is time to look for personas anew, Because why.
	Refit   bool     `json:"refit"`
	Because []string `json:"because,omitempty"`
}

// AxisDrift is the drift of one metric.
type AxisDrift struct {
	Metric  string      `json:"metric"`
	Title   string      `json:"title"`
	Unit    metric.Unit `json:"unit"`
	Then    *float64    `json:"then"` // medians
	Now     *float64    `json:"now"`
	PSI     stats.PSI   `json:"psi"`
	Reading string      `json:"reading"`
}

// Drift compares a population of now with the one the run was built from. It is nil for runs that kept none.
func (r *Run) Drift(t *portrait.Table, m warehouse.Members) *Drift {
	ref := r.Reference
	if ref == nil || len(r.Personas) == 0 {
		return nil
	}
	confidence := 1 - (1-driftConfidence)/float64(len(ref.Axes)+1)
	d := &Drift{Run: r.Run, Since: ref.AsOf, AsOf: t.AsOf, Contacts: len(t.Contact), Axes: []AxisDrift{}}
	for _, a := range ref.Axes {
		x := t.Column(a.Metric)
		if x == nil {
			continue // not measured any more: then nobody can be placed either, which is said
		}
		psi := stats.StabilityIndex(a.Counts, stats.CountBins(x, a.Ends), confidence)
		d.Axes = append(d.Axes, AxisDrift{a.Metric, a.Title, a.Unit, a.Median, medianOf(x), psi, psi.Reading()})
	}
	d.Mix = stats.StabilityIndex(ref.Mix, r.mix(len(t.Contact), m), confidence)
	d.UnsureThen = stats.Proportion(ref.Unsure, ref.Contacts, Confidence)
	d.Unsure = stats.Proportion(countUnsure(m), len(t.Contact), Confidence)
	d.judge()
	return d
}

// judge says whether it is time to refit, and why.
func (d *Drift) judge() {
	for _, a := range d.Axes {
		if a.PSI.Value >= stats.LargeShift && a.PSI.Real() {
			d.Because = append(d.Because, fmt.Sprintf("%s is spread differently: median %s then, %s now (stability index %.2f, chance gives up to %.2f)",
				Plain(a.Title), plainly(a.Then), plainly(a.Now), a.PSI.Value, a.PSI.Critical))
		}
	}
	if d.Mix.Value >= stats.LargeShift && d.Mix.Real() {
		d.Because = append(d.Because, fmt.Sprintf("the personas' shares have changed (stability index %.2f, chance gives up to %.2f)", d.Mix.Value, d.Mix.Critical))
	}
	if d.Unsure.Value-d.UnsureThen.Value >= unsureRise && d.Unsure.Lo > d.UnsureThen.Hi {
		d.Because = append(d.Because, fmt.Sprintf("%s of contacts lie between two personas, %s then", percent(d.Unsure.Value), percent(d.UnsureThen.Value)))
	}
	d.Refit = len(d.Because) > 0
}

// plainly writes a number in three figures.
func plainly(x *float64) string {
	if x == nil {
		return "none"
	}
	if math.Abs(*x) >= 1000 {
		return fmt.Sprintf("%.0f", *x)
	}
	return fmt.Sprintf("%.3g", *x)
}
