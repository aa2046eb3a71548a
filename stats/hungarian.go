package stats

import "math"

// Assign pairs rows with columns so that the weights of the pairs sum to the most: each row has one column
// at most and each column one row, and as many are paired as there are of the fewer. It returns the column
// of each row, -1 for a row left over. weight has rows of equal length and finite values.
//
// It is the Hungarian method (Kuhn 1955, Munkres 1957) by shortest augmenting paths with dual prices
// (Jonker & Volgenant 1987), in O(n²·m) for n rows and m ≥ n columns. Among assignments of equal weight it
// takes one that depends on the weights alone.
func Assign(weight [][]float64) []int {
	rows := len(weight)
	if rows == 0 {
		return nil
	}
	cols := len(weight[0])
	if rows > cols {
		return inverse(Assign(transposed(weight)), rows)
	}
	a := newAssignment(rows, cols)
	for i := range rows {
		a.augment(i, weight)
	}
	return inverse(a.row[:cols], rows)
}

// assignment is a partial pairing of rows with columns and the prices that prove it optimal.
type assignment struct {
	row       []int     // of each column, -1 for none; the last is the column where a search begins
	priceRow  []float64 // u
	priceCol  []float64 // v: u[i] + v[j] ≤ cost, equal for pairs
	before    []int     // of each column on the shortest path, the column before it
	reach     []float64 // the length of the shortest path found to a column
	reached   []bool
	lastIndex int
}

func newAssignment(rows, cols int) *assignment {
	a := &assignment{
		row: make([]int, cols+1), priceRow: make([]float64, rows), priceCol: make([]float64, cols+1),
		before: make([]int, cols+1), reach: make([]float64, cols+1), reached: make([]bool, cols+1), lastIndex: cols,
	}
	for j := range a.row {
		a.row[j] = -1
	}
	return a
}

// augment pairs one more row, by the cheapest way of re-pairing those before it.
func (a *assignment) augment(i int, weight [][]float64) {
	for j := range a.reach {
		a.reach[j], a.reached[j] = math.Inf(1), false
	}
	at := a.lastIndex
	a.row[at] = i
	for a.row[at] >= 0 {
		at = a.step(at, weight)
	}
	for at != a.lastIndex {
		a.row[at] = a.row[a.before[at]]
		at = a.before[at]
	}
}

// step takes the search from a column to the nearest one not reached yet and keeps the prices in order.
func (a *assignment) step(at int, weight [][]float64) int {
	a.reached[at] = true
	i, next, least := a.row[at], -1, math.Inf(1)
	for j := range a.lastIndex {
		if a.reached[j] {
			continue
		}
		if d := -weight[i][j] - a.priceRow[i] - a.priceCol[j]; d < a.reach[j] {
			a.reach[j], a.before[j] = d, at
		}
		if a.reach[j] < least {
			least, next = a.reach[j], j
		}
	}
	for j := range a.reached {
		if a.reached[j] {
			a.priceRow[a.row[j]] += least
			a.priceCol[j] -= least
		} else {
			a.reach[j] -= least
		}
	}
	return next
}

func transposed(x [][]float64) [][]float64 {
	out := make([][]float64, len(x[0]))
	for j := range out {
		out[j] = make([]float64, len(x))
		for i := range x {
			out[j][i] = x[i][j]
		}
	}
	return out
}

// inverse is the place of each of n numbers in the list, -1 for those not in it.
func inverse(list []int, n int) []int {
	at := make([]int, n)
	for i := range at {
		at[i] = -1
	}
	for j, i := range list {
		if i >= 0 {
			at[i] = j
		}
	}
	return at
}
