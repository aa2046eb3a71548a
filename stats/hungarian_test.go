package stats

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// bestByTrial is the most that any assignment of the rows from i on can weigh, by trying all.
func bestByTrial(w [][]float64, i int, taken []bool, skips int) float64 {
	if i == len(w) {
		return 0
	}
	best := math.Inf(-1)
	if skips > 0 {
		best = bestByTrial(w, i+1, taken, skips-1)
	}
	for j := range taken {
		if !taken[j] {
			taken[j] = true
			best = max(best, w[i][j]+bestByTrial(w, i+1, taken, skips))
			taken[j] = false
		}
	}
	return best
}

func TestAssignIsTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, cols := rapid.IntRange(1, 6).Draw(t, "rows"), rapid.IntRange(1, 6).Draw(t, "cols")
		w := make([][]float64, rows)
		for i := range w {
			w[i] = rapid.SliceOfN(rapid.Map(rapid.IntRange(-9, 30), func(n int) float64 { return float64(n) }), cols, cols).Draw(t, "weights")
		}
		got := Assign(w)
		sum, paired, seen := 0.0, 0, map[int]bool{}
		for i, j := range got {
			if j < 0 {
				continue
			}
			if seen[j] {
				t.Fatalf("column %d twice: %v", j, got)
			}
			seen[j] = true
			sum, paired = sum+w[i][j], paired+1
		}
		if want := bestByTrial(w, 0, make([]bool, cols), max(0, rows-cols)); sum != want || paired != min(rows, cols) || len(got) != rows {
			t.Fatalf("%v pairs %v for %v, the best is %v", w, got, sum, want)
		}
	})
}

func TestAssignFromATextbook(t *testing.T) {
	// scipy.optimize.linear_sum_assignment([[4,1,3],[2,0,5],[3,2,2]]) = columns 1, 0, 2; cost 5.
	if got := Assign([][]float64{{-4, -1, -3}, {-2, 0, -5}, {-3, -2, -2}}); !slices.Equal(got, []int{1, 0, 2}) {
		t.Errorf("got %v", got)
	}
	if got := Assign(nil); len(got) != 0 {
		t.Errorf("of nothing: %v", got)
	}
	if got := Assign([][]float64{{}, {}}); !slices.Equal(got, []int{-1, -1}) {
		t.Errorf("without columns: %v", got)
	}
}
