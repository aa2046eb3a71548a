package stats

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestAdjustKnown(t *testing.T) {
	ps := []float64{0.01, 0.04, 0.03, 0.005, 0.9}
	// Worked by hand: sorted .005 .01 .03 .04 .9, times 5 4 3 2 1 and running maximum for Holm,
	// times 5/1 5/2 5/3 5/4 5/5 and running minimum from the end for BH.
	holm, bh := []float64{0.04, 0.09, 0.09, 0.025, 0.9}, []float64{0.025, 0.05, 0.05, 0.025, 0.9}
	for i := range ps {
		near(t, "Holm", Holm(ps)[i], holm[i], 1e-15)
		near(t, "BH", BenjaminiHochberg(ps)[i], bh[i], 1e-15)
	}
	if len(Holm(nil)) != 0 || len(BenjaminiHochberg(nil)) != 0 {
		t.Error("no tests, no values")
	}
}

func TestAdjustLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ps := rapid.SliceOf(rapid.Float64Range(0, 1)).Draw(t, "ps")
		holm, bh := Holm(ps), BenjaminiHochberg(ps)
		for i, p := range ps {
			if !(p <= bh[i] && bh[i] <= holm[i] && holm[i] <= 1) {
				t.Fatalf("p %v, BH %v, Holm %v", p, bh[i], holm[i])
			}
			for j, q := range ps {
				if p < q && (holm[i] > holm[j] || bh[i] > bh[j]) {
					t.Fatal("the order of the tests changed")
				}
			}
		}
	})
}

// The procedures as their papers state them: reject in order until one fails (Holm), reject
// all up to the last that passes (BH).
func TestAdjustIsTheProcedure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ps := rapid.SliceOfN(rapid.Float64Range(0, 0.1), 1, 12).Draw(t, "ps")
		const alpha = 0.05
		sorted := slices.Sorted(slices.Values(ps))
		m := float64(len(ps))
		holm, bh := 0, 0
		for i, p := range sorted {
			if holm == i && p*(m-float64(i)) <= alpha {
				holm++
			}
			if p*(m/float64(i+1)) <= alpha {
				bh = i + 1
			}
		}
		if got := countUpTo(Holm(ps), alpha); got != holm {
			t.Fatalf("Holm rejects %d, want %d", got, holm)
		}
		if got := countUpTo(BenjaminiHochberg(ps), alpha); got != bh {
			t.Fatalf("BH rejects %d, want %d", got, bh)
		}
	})
}

func countUpTo(ps []float64, alpha float64) (n int) {
	for _, p := range ps {
		if p <= alpha {
			n++
		}
	}
	return n
}
