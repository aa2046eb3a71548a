package cluster

import (
	"context"
	"math"
	"slices"
)

// A Model is what remains of a fit to place later rows, in the canonical order of its groups.
type Model struct {
	// Method is how the groups were found, KMeans when empty.
	Method Method `json:"method,omitempty"`
	// Centers are the means of the groups' rows.
	Centers [][]float64 `json:"centers"`
	// Mixture and Profiles place rows where there is one; otherwise the nearest centre does.
	Mixture  *Mixture  `json:"mixture,omitempty"`
	Profiles *Profiles `json:"profiles,omitempty"`
}

// Model returns the model of f.
func (f Fit) Model() Model {
	return Model{Method: f.Method, Centers: f.Centers, Mixture: f.Mixture, Profiles: f.Profiles}
}

// A Placement says which group a row belongs to and how clear the case is.
type Placement struct {
	Group int32 `json:"group"`
	// Second is the next best group, -1 when there is none.
	Second int32 `json:"second"`
	// Distance and SecondDistance are Euclidean distances to the centres of the two, the
	// latter +Inf when there is only one. Only for KMeans must the first be the lesser.
	Distance       float64 `json:"distance"`
	SecondDistance float64 `json:"second_distance"`
	// Margin is from 0, either group as well, to 1. For KMeans it is 1 - Distance/SecondDistance:
	// 1 at the centre, 0 halfway to the next group; a distance, not a probability. For a
	// mixture it is the difference of the two greatest posteriors, for profiles that of the
	// two largest shares.
	Margin float64 `json:"margin"`
}

// Assign places one row, which must be transformed as the fitted ones were. Of equally good
// groups the lower one wins. It allocates nothing up to 64 groups.
func (m Model) Assign(x []float64) Placement {
	if m.Mixture == nil && m.Profiles == nil {
		return m.nearest(x)
	}
	var buffer [stackGroups]float64
	z := buffer[:]
	if len(m.Centers) > stackGroups {
		z = make([]float64, len(m.Centers))
	}
	z = z[:len(m.Centers)]
	if m.Mixture != nil {
		m.Mixture.Posterior(z, x)
	} else {
		m.Profiles.Shares(z, x)
	}
	first, second := largest(z)
	p := Placement{Group: int32(first), Second: int32(second), Margin: z[first], SecondDistance: math.Inf(1)}
	p.Distance = math.Sqrt(squared(x, m.Centers[first]))
	if second >= 0 {
		p.SecondDistance = math.Sqrt(squared(x, m.Centers[second]))
		p.Margin -= z[second]
	}
	return p
}

// nearest places x with the nearest centre.
func (m Model) nearest(x []float64) Placement {
	p := Placement{Group: -1, Second: -1, Distance: math.Inf(1), SecondDistance: math.Inf(1)}
	for i, c := range m.Centers {
		s := squared(x, c)
		if s < p.Distance {
			p.Second, p.SecondDistance = p.Group, p.Distance
			p.Group, p.Distance = int32(i), s
		} else if s < p.SecondDistance {
			p.Second, p.SecondDistance = int32(i), s
		}
	}
	p.Distance, p.SecondDistance = math.Sqrt(p.Distance), math.Sqrt(p.SecondDistance)
	p.Margin = margin(p.Distance, p.SecondDistance)
	return p
}

func margin(first, second float64) float64 {
	if second == 0 {
		return 0 // both centres lie on the row
	}
	return 1 - first/second
}

// AssignAll places every row of x.
func (m Model) AssignAll(ctx context.Context, x Matrix, workers int) ([]Placement, error) {
	out := make([]Placement, x.N)
	b := blocksOf(x.N)
	err := parallel(ctx, workersOr(workers), b.count(), func(i int) {
		lo, hi := b.bounds(i)
		for r := lo; r < hi; r++ {
			out[r] = m.Assign(x.Row(r))
		}
	})
	return out, err
}

// Nearest returns for each group of f the n rows nearest to its centre, the nearest first, or as many as
// there are, the first of equals before the others: the contacts who stand for it. The first is the medoid by
// squared distances, since Σ|x-y|² = Σ|x-c|² + n·|y-c|² for the mean c.
func Nearest(m Matrix, f Fit, n int) [][]int {
	type near struct {
		row int
		d   float64
	}
	best := make([][]near, f.K())
	for i, g := range f.Labels {
		x := near{i, squared(m.Row(i), f.Centers[g])}
		b := best[g]
		if len(b) == n && x.d >= b[n-1].d {
			continue
		}
		at := len(b)
		for at > 0 && x.d < b[at-1].d {
			at--
		}
		if len(b) == n {
			b = b[:n-1]
		}
		best[g] = slices.Insert(b, at, x)
	}
	rows := make([][]int, f.K())
	for g := range rows {
		for _, x := range best[g] {
			rows[g] = append(rows[g], x.row)
		}
	}
	return rows
}
