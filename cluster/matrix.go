package cluster

import (
	"fmt"
	"math"
)

// A Matrix holds N rows of D numbers, row after row.
type Matrix struct {
	// X has length N·D; row i is X[i·D : (i+1)·D].
	X    []float64
	N, D int
	// Names has one name a column, or is nil.
	Names []string
}

// FromColumns returns the matrix with the given columns. All must have the same length and
// names one entry for each, or be nil.
func FromColumns(names []string, columns [][]float64) (Matrix, error) {
	m := Matrix{D: len(columns), Names: names}
	if names != nil && len(names) != len(columns) {
		return Matrix{}, fmt.Errorf("cluster: %d names for %d columns", len(names), len(columns))
	}
	if len(columns) > 0 {
		m.N = len(columns[0])
	}
	m.X = make([]float64, m.N*m.D)
	for j, c := range columns {
		if len(c) != m.N {
			return Matrix{}, fmt.Errorf("cluster: column %d has %d rows, the first has %d", j, len(c), m.N)
		}
		for i, x := range c {
			m.X[i*m.D+j] = x
		}
	}
	return m, nil
}

// Row returns row i; it shares memory with m.
func (m Matrix) Row(i int) []float64 { return m.X[i*m.D : (i+1)*m.D : (i+1)*m.D] }

// Column returns a copy of column j.
func (m Matrix) Column(j int) []float64 {
	c := make([]float64, m.N)
	for i := range c {
		c[i] = m.X[i*m.D+j]
	}
	return c
}

// Gather returns a new matrix of the given rows, in the given order.
func (m Matrix) Gather(rows []int32) Matrix {
	return m.gatherInto(nil, rows)
}

// gatherInto is Gather into the room of x, if it suffices.
func (m Matrix) gatherInto(x []float64, rows []int32) Matrix {
	if cap(x) < len(rows)*m.D {
		x = make([]float64, len(rows)*m.D)
	}
	g := Matrix{X: x[:len(rows)*m.D], N: len(rows), D: m.D, Names: m.Names}
	for to, from := range rows {
		copy(g.X[to*m.D:(to+1)*m.D], m.Row(int(from)))
	}
	return g
}

// check refuses shapes that do not fit and numbers that are none.
func (m Matrix) check() error {
	if m.N < 0 || m.D < 0 || len(m.X) != m.N*m.D || m.N > math.MaxInt32 {
		return fmt.Errorf("cluster: %d numbers do not make %d rows of %d", len(m.X), m.N, m.D)
	}
	for i, x := range m.X {
		if x-x != 0 { // NaN and both infinities
			return fmt.Errorf("cluster: row %d, column %s is %v; fill what is missing first", i/m.D, m.name(i%m.D), x)
		}
	}
	return nil
}

func (m Matrix) name(j int) string {
	if m.Names != nil {
		return m.Names[j]
	}
	return fmt.Sprint(j)
}

// identical reports whether all rows are the same.
func (m Matrix) identical() bool {
	for i := m.D; i < len(m.X); i++ {
		if m.X[i] != m.X[i-m.D] {
			return false
		}
	}
	return true
}
