package persona

import (
	"cmp"
	"math"
	"slices"

	"limner/metric"
	"limner/portrait"
	"limner/stats"
)

// Push is how far one metric drove contacts from one persona to another.
type Push struct {
	Metric string      `json:"metric"`
	Title  string      `json:"title"`
	Unit   metric.Unit `json:"unit"`
	// Before and After are the values at the two instants, medians where they are of several contacts;
	// nil where there is none. Was and Is are the words of a metric that is a text or a word, those that
	// most had.
	Before *float64 `json:"before"`
	After  *float64 `json:"after"`
	Was    string   `json:"was,omitempty"`
	Is     string   `json:"is,omitempty"`
	// Share is this metric's part of all that pushed; what pulled back is not set against it.
	Share float64 `json:"share"`
}

// worthNaming is the part of a push from which a metric is named as a reason.
const worthNaming = 0.15

// pushing adds up what drove contacts from one persona to another.
type pushing struct {
	from, to      *Division
	toward        []float64 // for each column of the transform, the way from the old centre to the new
	axis          []int     // of each column
	push          []float64 // by axis
	before, after [][]float64
	row, x0, x1   []float64
	defs          []metric.Definition
	texts         func(d metric.Definition, x float64) string
}

// pushing is what it takes to explain moves from one persona to another.
func (s *Set) pushing(from, to int) *pushing {
	p := &pushing{}
	var a, b int
	p.from, a = s.division(from)
	p.to, b = s.division(to)
	if p.from == nil || p.from != p.to {
		return p
	}
	d := p.from
	p.axis = d.Transform.Sources()
	p.toward = make([]float64, len(p.axis))
	for j := range p.toward {
		p.toward[j] = d.Model.Centers[b][j] - d.Model.Centers[a][j]
	}
	p.push, p.row = make([]float64, len(d.Axes)), make([]float64, len(d.Axes))
	p.before, p.after = make([][]float64, len(d.Axes)), make([][]float64, len(d.Axes))
	p.x0, p.x1 = make([]float64, len(p.axis)), make([]float64, len(p.axis))
	p.defs = make([]metric.Definition, len(d.Axes))
	return p
}

// division is the division that a persona is of and its group there; nil when the set has no such persona.
func (s *Set) division(id int) (*Division, int) {
	for i := range s.Divisions {
		if g := slices.Index(s.Divisions[i].IDs, id); g >= 0 && id != 0 {
			return &s.Divisions[i], g
		}
	}
	return nil, 0
}

// add takes in one contact, row i of was and j of is.
//
// A contact x is nearer to the new centre b than to the old one a when |x-a|² - |x-b|² is above zero. As
// x goes from x₀ to x₁ this grows by 2·(x₁-x₀)·(b-a), a sum over the columns: what each adds is its push.
func (p *pushing) add(was, is population, i, j int) {
	if p.push == nil {
		return
	}
	p.apply(was.Table, i, p.x0, p.before)
	p.apply(is.Table, j, p.x1, p.after)
	for c, axis := range p.axis {
		p.push[axis] += 2 * (p.x1[c] - p.x0[c]) * p.toward[c]
	}
}

// apply transforms a row into x and keeps its values.
func (p *pushing) apply(t *portrait.Table, row int, x []float64, kept [][]float64) {
	for i, a := range p.from.Axes {
		at := slices.IndexFunc(t.Metrics, func(d metric.Definition) bool { return d.Name == a.Metric })
		p.defs[i], p.row[i], p.texts = t.Metrics[at], t.X[at][row], t.Text
		if !math.IsNaN(p.row[i]) {
			kept[i] = append(kept[i], p.row[i])
		}
	}
	p.from.Transform.Apply(x, p.row)
}

// pushes names the metrics that drove the moves, the strongest first.
func (p *pushing) pushes() []Push {
	if p.from == nil || p.to == nil {
		return []Push{} // a part of the population in which no personas were found
	}
	if p.from != p.to {
		return []Push{{Metric: "stage", Title: "Lifecycle stage", Unit: metric.Word, Was: p.from.Stage, Is: p.to.Stage, Share: 1}}
	}
	total := 0.0
	for _, v := range p.push {
		total += max(0, v)
	}
	found := []Push{}
	for i, v := range p.push {
		if v <= 0 || v < worthNaming*total {
			continue
		}
		found = append(found, p.pushOf(i, v/total))
	}
	slices.SortStableFunc(found, func(a, b Push) int { return cmp.Compare(b.Share, a.Share) })
	return found
}

// pushOf is what an axis drove: from which value to which, or from which word that most had.
func (p *pushing) pushOf(axis int, share float64) Push {
	d := p.defs[axis]
	x := Push{Metric: d.Name, Title: d.Title, Unit: d.Unit, Share: share}
	if categorical(d) {
		x.Was, x.Is = p.commonest(d, p.before[axis]), p.commonest(d, p.after[axis])
		return x
	}
	x.Before, x.After = median(p.before[axis]), median(p.after[axis])
	return x
}

func (p *pushing) commonest(d metric.Definition, codes []float64) string {
	for _, code := range topLevels(codes, 1) {
		return p.texts(d, code)
	}
	return ""
}

func median(x []float64) *float64 {
	if len(x) == 0 {
		return nil
	}
	m := stats.Median(x)
	return &m
}
