package cluster

import (
	"math/rand/v2"
	"slices"
)

// sampleOf returns size of the rows 0..n-1, each set of them equally likely, in ascending
// order (Vitter 1984's algorithm R would hold them unordered; Floyd's needs no pass over n).
func sampleOf(n, size int, r *rand.Rand) []int32 {
	if size >= n {
		return count(n)
	}
	taken := make(map[int32]bool, size)
	rows := make([]int32, 0, size)
	for top := n - size; top < n; top++ {
		row := int32(r.IntN(top + 1))
		if taken[row] {
			row = int32(top)
		}
		taken[row] = true
		rows = append(rows, row)
	}
	slices.Sort(rows)
	return rows
}

// count returns 0..n-1.
func count(n int) []int32 {
	rows := make([]int32, n)
	for i := range rows {
		rows[i] = int32(i)
	}
	return rows
}

// drawn returns the different rows among draws from 0..n-1 with replacement, in ascending order.
func drawn(n, draws int, r *rand.Rand) []int32 {
	if draws > n/16 {
		return drawnOfAll(n, draws, r)
	}
	rows := make([]int32, draws)
	for i := range rows {
		rows[i] = int32(r.IntN(n))
	}
	slices.Sort(rows)
	return slices.Compact(rows)
}

// drawnOfAll is drawn by marking rows rather than sorting draws: the same rows, sooner when they
// are many.
func drawnOfAll(n, draws int, r *rand.Rand) []int32 {
	taken, different := make([]bool, n), 0
	for range draws {
		if row := r.IntN(n); !taken[row] {
			taken[row] = true
			different++
		}
	}
	rows := make([]int32, 0, different)
	for row, is := range taken {
		if is {
			rows = append(rows, int32(row))
		}
	}
	return rows
}
