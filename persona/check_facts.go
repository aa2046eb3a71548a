package persona

import (
	"math"
	"slices"
	"sort"

	"limner/event"
	"limner/metric"
	"limner/portrait"
	"limner/stats"
	"limner/warehouse"
)

// Facts is what figures are computed again from: the portraits, and which contacts are of which persona.
// Nothing is taken from the personas' own numbers, so that a mistake there shows here; but for the
// stability, which is the run's measurement on resampled contacts and is read from the run's choice.
type Facts struct {
	table      *portrait.Table
	texts      Texts
	members    map[int][]int   // rows of the table by persona
	peers      map[int][]int   // the personas that a persona was told apart from
	archetypes map[string]bool // that some persona overlaps
	stability  map[int]float64
	sorted     map[asked][]float64
}

// asked is the values of a metric of a persona's members, or of everyone else.
type asked struct {
	metric  string
	persona int
	rest    bool
}

// NewFacts prepares the facts about a set.
func NewFacts(s *Set, t *portrait.Table, m warehouse.Members, texts Texts) *Facts {
	f := &Facts{
		table: t, texts: texts, members: map[int][]int{}, peers: map[int][]int{}, archetypes: map[string]bool{},
		stability: map[int]float64{}, sorted: map[asked][]float64{},
	}
	of := make(map[event.ContactID]int32, len(m.Contact))
	for i, c := range m.Contact {
		of[c] = m.Persona[i]
	}
	for row, c := range t.Contact {
		if id := of[c]; id != 0 {
			f.members[int(id)] = append(f.members[int(id)], row)
		}
	}
	for _, d := range s.Divisions {
		for g, id := range d.IDs {
			f.peers[id] = d.IDs
			for _, c := range d.Choice.Candidates {
				if c.K == len(d.IDs) && g < len(c.Stability) {
					f.stability[id] = c.Stability[g].Value
				}
			}
		}
	}
	for _, p := range s.Personas {
		for _, o := range p.Archetypes {
			f.archetypes[o.Archetype] = true
		}
	}
	return f
}

// rest is the rows of the contacts that a persona is compared with.
func (f *Facts) rest(persona int) []int {
	var rows []int
	for _, id := range f.peers[persona] {
		if id != persona {
			rows = append(rows, f.members[id]...)
		}
	}
	slices.Sort(rows)
	return rows
}

func (f *Facts) definition(name string) (metric.Definition, bool) {
	for _, d := range f.table.Metrics {
		if name != "" && d.Name == name {
			return d, true
		}
	}
	return metric.Definition{}, false
}

// values is the sorted values that are not missing.
func (f *Facts) values(of string, persona int, rest bool) []float64 {
	key := asked{of, persona, rest}
	if x, ok := f.sorted[key]; ok {
		return x
	}
	rows := f.members[persona]
	if rest {
		rows = f.rest(persona)
	}
	column := f.table.Column(of)
	x := []float64{}
	for _, r := range rows {
		if v := column[r]; !math.IsNaN(v) {
			x = append(x, v)
		}
	}
	sort.Float64s(x)
	f.sorted[key] = x
	return x
}

// compute is a figure's value anew.
func (f *Facts) compute(x Figure) float64 {
	size, everyone := len(f.members[x.Persona]), len(f.table.Contact)
	switch x.Statistic {
	case "contacts":
		return float64(everyone)
	case "size":
		return float64(size)
	case "share":
		return float64(size) / float64(everyone)
	case "share_lo":
		return stats.Proportion(size, everyone, Confidence).Lo
	case "share_hi":
		return stats.Proportion(size, everyone, Confidence).Hi
	case "revenue":
		return total(f.values("revenue", x.Persona, false))
	case "revenue_share":
		all := 0.0
		for _, v := range f.table.Column("revenue") {
			if !math.IsNaN(v) {
				all += v
			}
		}
		return total(f.values("revenue", x.Persona, false)) / all
	case "stability":
		if v, ok := f.stability[x.Persona]; ok {
			return v
		}
		return math.NaN()
	case "holdout":
		return float64(holdout(size))
	case "window":
		if days, ok := window(x.Metric); ok {
			return days
		}
		return math.NaN()
	case "word", "rest_word":
		return f.saying(x)
	}
	s, _ := StatisticOf(x.Statistic)
	n := size
	if s.Rest {
		n = len(f.rest(x.Persona))
	}
	if x.Statistic == "median_ratio" {
		return middle(f.values(x.Metric, x.Persona, false)) / middle(f.values(x.Metric, x.Persona, true))
	}
	return simple(x.Statistic, f.values(x.Metric, x.Persona, s.Rest), n)
}

// simple is a statistic of sorted values, of n contacts.
func simple(statistic string, x []float64, n int) float64 {
	over := float64(len(x) - sort.Search(len(x), func(i int) bool { return x[i] > 0 }))
	switch statistic {
	case "median", "rest_median":
		return middle(x)
	case "mean", "rest_mean":
		return total(x) / float64(len(x))
	case "any", "rest_any":
		return over / float64(n)
	case "once":
		return float64(sort.SearchFloat64s(x, math.Nextafter(1, 2))-sort.SearchFloat64s(x, 1)) / over
	case "known":
		return float64(len(x)) / float64(n)
	case "mode":
		return longest(x)
	}
	return math.NaN()
}

// middle is the median of sorted values, NaN without any.
func middle(x []float64) float64 {
	if len(x) == 0 {
		return math.NaN()
	}
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}

func total(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum
}

// longest is the value of the longest run of equals, the first of equally long ones.
func longest(x []float64) float64 {
	best, run, most := math.NaN(), 0, 0
	for i := range x {
		if i > 0 && x[i] == x[i-1] {
			run++
		} else {
			run = 1
		}
		if run > most {
			best, most = x[i], run
		}
	}
	return best
}

// saying is the share of contacts of whom a metric says the figure's word.
func (f *Facts) saying(x Figure) float64 {
	d, _ := f.definition(x.Metric)
	rows := f.members[x.Persona]
	if x.Statistic == "rest_word" {
		rows = f.rest(x.Persona)
	}
	column, n := f.table.Column(x.Metric), 0
	for _, r := range rows {
		if w := wordOf(d, column[r], f.texts); w != "" && w == x.Word {
			n++
		}
	}
	return float64(n) / float64(len(rows))
}
