package cluster

import (
	"math"
	"math/rand/v2"
	"slices"
)

// seed chooses k rows as first centres by k-means++ (Arthur & Vassilvitskii 2007): each next
// one is drawn with a chance proportional to its squared distance from those chosen, and of a
// few such draws (2 + ln k of them, at most 4) the one that lowers the sum most is kept, the
// greedy variant of their §5.
//
// The second result counts the distinct centres. It is less than k exactly when the matrix
// has no more distinct rows than that.
func seed(m Matrix, k int, r *rand.Rand) (*centers, int) {
	c := newCenters(k, m.D)
	s := seeder{m: m, r: r, trial: newCenters(min(4, 2+int(math.Log(float64(k)))), m.D),
		dist: make([]float64, m.N), sums: make([]float64, m.N), tried: make([][4]float64, m.N)}
	copy(c.row(0), m.Row(s.first()))
	for i := 1; i < k; i++ {
		if s.sums[m.N-1] == 0 {
			return c, i
		}
		copy(c.row(i), m.Row(s.next()))
	}
	c.pack()
	return c, k
}

// seeder holds, for each row, the squared distance to the nearest centre chosen so far, the
// running sums of these, and the squared distances to the centres on trial.
type seeder struct {
	m          Matrix
	r          *rand.Rand
	trial      *centers
	dist, sums []float64
	tried      [][4]float64
}

// first chooses a row, each as likely as any other.
func (s *seeder) first() int {
	row := s.r.IntN(s.m.N)
	var sum float64
	for i := range s.dist {
		s.dist[i] = squared(s.m.Row(i), s.m.Row(row))
		sum += s.dist[i]
		s.sums[i] = sum
	}
	return row
}

// next chooses the best of several rows drawn in proportion to their distance.
func (s *seeder) next() int {
	var rows [4]int
	for t := range s.trial.k {
		rows[t] = pick(s.dist, s.sums, s.r.Float64()*s.sums[s.m.N-1])
		copy(s.trial.row(t), s.m.Row(rows[t]))
	}
	s.trial.pack()
	var left [4]float64
	for i, d := range s.dist {
		quads(s.m.Row(i), s.trial.quads, s.tried[i:i+1])
		for t, e := range &s.tried[i] {
			left[t] += min(d, e)
		}
	}
	best := 0
	for t := range s.trial.k {
		if left[t] < left[best] {
			best = t
		}
	}
	s.take(best)
	return rows[best]
}

// take brings the chosen trial into the distances and their running sums.
func (s *seeder) take(trial int) {
	var sum float64
	for i := range s.dist {
		s.dist[i] = min(s.dist[i], s.tried[i][trial])
		sum += s.dist[i]
		s.sums[i] = sum
	}
}

// pick returns the row at which the running sums pass target, never one of distance 0.
func pick(dist, sums []float64, target float64) int {
	i, _ := slices.BinarySearch(sums, math.Nextafter(target, math.Inf(1)))
	i = min(i, len(sums)-1)
	for i > 0 && dist[i] == 0 {
		i--
	}
	return i
}
