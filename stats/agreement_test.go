package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestAdjustedRandKnown(t *testing.T) {
	// sklearn.metrics.adjusted_rand_score(a, b)
	near(t, "some", AdjustedRand([]int{0, 0, 1, 1, 2, 2, 2}, []int32{0, 0, 1, 2, 2, 2, 1}), 0.2125, 1e-14)
	near(t, "crossed", AdjustedRand([]int{0, 0, 0, 1, 1, 1}, []int{0, 1, 2, 0, 1, 2}), -0.36363636363636365, 1e-14)
	near(t, "one group twice", AdjustedRand([]int{3, 3, 3}, []int{0, 0, 0}), 1, 0)
	near(t, "singletons", AdjustedRand([]int{1, 2, 3}, []int{7, 8, 9}), 1, 0)
	near(t, "one against singletons", AdjustedRand([]int{1, 1, 1}, []int{7, 8, 9}), 0, 0)
	near(t, "empty", AdjustedRand([]int{}, []int{}), 1, 0)
}

func TestAdjustedRandLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SliceOfN(rapid.IntRange(0, 3), 2, 40).Draw(t, "a")
		b := rapid.SliceOfN(rapid.IntRange(0, 3), len(a), len(a)).Draw(t, "b")
		renamed := make([]int, len(a))
		for i, x := range a {
			renamed[i] = 10 - 3*x
		}
		if got := AdjustedRand(a, renamed); got != 1 {
			t.Fatalf("renamed: %v", got)
		}
		if x, y := AdjustedRand(a, b), AdjustedRand(b, renamed); math.Abs(x-y) > 1e-12 || x > 1 {
			t.Fatalf("%v and %v", x, y)
		}
	})
}
