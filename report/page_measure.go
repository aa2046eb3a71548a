package report

import (
	"cmp"
	"math"
	"slices"

	"limner/metric"
	"limner/persona"
	"limner/portrait"
	"limner/stats"
	"limner/warehouse"
)

// Measured is what a page says of a persona beside what the set holds.
type Measured struct {
	Standings []Standing
	// Confidence is the median of the members' confidences: how likely they are of the persona.
	Confidence float64
	// Next is the persona that most members would be of if not of this one, 0 for none, and NextShare how
	// many of the members.
	Next      int
	NextShare float64
}

// Standing is where the members of a persona stand among all contacts in one metric.
type Standing struct {
	Metric string
	Title  string
	Unit   metric.Unit
	// Rank is the members' mean percentile rank among everyone who has a value: 50 for everyone together,
	// 100 for whoever is above all others; ties count half. NaN when fewer than leastRanked have one.
	Rank             float64
	Median, Everyone float64 // medians, for the table beside the chart
	Known            int     // members who have a value
}

// leastRanked is how many members must have a value for a mean rank to be said.
const leastRanked = 10

// Measure measures every persona of a set from the portraits it was built from and the places of the
// contacts. It returns nil when these are other people than the set counted: the data have changed since.
func Measure(set *persona.Set, t *portrait.Table, m warehouse.Members) map[int]Measured {
	rows := rowsOf(t, m)
	for _, p := range set.Personas {
		if len(rows[p.ID]) != p.Size {
			return nil
		}
	}
	all := map[int]Measured{}
	for _, d := range set.Divisions {
		scales := scalesOf(t, d, rows)
		for _, id := range d.IDs {
			x := Measured{}
			for _, s := range scales {
				x.Standings = append(x.Standings, s.standing(rows[id]))
			}
			all[id] = x
		}
	}
	for id, x := range all {
		x.place(id, m)
		all[id] = x
	}
	return all
}

// rowsOf is the rows of each persona's members in the table.
func rowsOf(t *portrait.Table, m warehouse.Members) map[int][]int {
	rows := map[int][]int{}
	for i, id := range persona.Along(t.Contact, m) {
		rows[int(id)] = append(rows[int(id)], i)
	}
	return rows
}

// place says how surely the members are placed, and who their neighbours are.
func (x *Measured) place(id int, m warehouse.Members) {
	var confidence []float64
	next := map[int]int{}
	for i, p := range m.Persona {
		if int(p) == id {
			confidence = append(confidence, m.Confidence[i])
			next[int(m.Second[i])]++
		}
	}
	if len(confidence) == 0 {
		return
	}
	x.Confidence = stats.Median(confidence)
	most := 0
	for other, n := range next {
		if other != 0 && (n > most || n == most && other < x.Next) {
			x.Next, most = other, n
		}
	}
	x.NextShare = float64(most) / float64(len(confidence))
}

// scale is a metric with the percentile rank of every contact.
type scale struct {
	def    metric.Definition
	raw    []float64
	rank   []float64
	median float64
}

func newScale(def metric.Definition, raw []float64) scale {
	return scale{def, raw, ranks(raw), stats.Median(without(raw))}
}

func (s scale) standing(rows []int) Standing {
	x := Standing{Metric: s.def.Name, Title: s.def.Title, Unit: s.def.Unit, Rank: math.NaN(), Median: math.NaN(), Everyone: s.median}
	var sum float64
	var own []float64
	for _, r := range rows {
		if !math.IsNaN(s.raw[r]) {
			sum += s.rank[r]
			own = append(own, s.raw[r])
		}
	}
	if x.Known = len(own); x.Known >= leastRanked {
		x.Rank, x.Median = sum/float64(x.Known), stats.Median(own)
	}
	return x
}

// ranks is the percentile rank of each value among those that are not missing, from 0 to 100.
func ranks(x []float64) []float64 {
	var order []int
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = math.NaN()
		if !math.IsNaN(v) {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(x[a], x[b]) })
	for from := 0; from < len(order); {
		to := from
		for to < len(order) && x[order[to]] == x[order[from]] {
			to++
		}
		rank := 100 * float64(from+to) / 2 / float64(len(order)) // those below, and half of the equal ones
		for _, i := range order[from:to] {
			out[i] = rank
		}
		from = to
	}
	return out
}

func without(x []float64) []float64 {
	return slices.DeleteFunc(slices.Clone(x), math.IsNaN)
}
