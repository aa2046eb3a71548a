package cluster

import (
	"math"

	"limner/stats"
)

const (
	// twinCorrelation is the |r| beyond which two columns tell the same fact.
	twinCorrelation = 0.98
	// twinRows bounds the rows from which correlations are measured.
	twinRows = 10_000
)

// A Twin is a column that tells nearly the same as an earlier one.
type Twin struct {
	Name string  `json:"name"`
	Of   string  `json:"of"`
	R    float64 `json:"r"`
}

// weighTwins finds columns that tell the fact of an earlier one and shares its weight out.
// Categories keep theirs, which already allows for their columns telling of each other.
func (t *Transform) weighTwins(raw [][]float64) error {
	m, err := t.Matrix(strided(raw))
	if err != nil {
		return err
	}
	var at []int // where the columns of measures come out
	for j, w := 0, 0; j < len(t.Steps); j++ {
		for i := range t.Steps[j].width() {
			if !t.Steps[j].Categories {
				at = append(at, w+i)
			}
		}
		w += t.Steps[j].width()
	}
	columns := make([][]float64, len(at))
	leader, size := make([]int, len(at)), make([]int, len(at))
	for j := range columns {
		columns[j] = m.Column(at[j])
		leader[j] = j
		for i := range j {
			if leader[i] != i {
				continue
			}
			if r := stats.Correlation(columns[i], columns[j]); math.Abs(r) > twinCorrelation {
				leader[j] = i
				t.Twins = append(t.Twins, Twin{Name: m.Names[at[j]], Of: m.Names[at[i]], R: r})
				break
			}
		}
		size[leader[j]]++
	}
	t.share(leader, size)
	return nil
}

// share gives each column of a measure 1/√n of its weight, n being how many tell the same.
func (t *Transform) share(leader, size []int) {
	at := 0
	next := func() float64 { at++; return 1 / math.Sqrt(float64(size[leader[at-1]])) }
	for j := range t.Steps {
		s := &t.Steps[j]
		if s.Categories {
			continue
		}
		if s.Dropped == "" {
			s.Weight = next()
		}
		if s.Indicator {
			s.IndicatorWeight = next()
		}
	}
}

// strided returns every so-many-th row, at most about twinRows of them.
func strided(columns [][]float64) [][]float64 {
	out := make([][]float64, len(columns))
	for j, c := range columns {
		for i := 0; i < len(c); i += 1 + len(c)/twinRows {
			out[j] = append(out[j], c[i])
		}
	}
	return out
}
