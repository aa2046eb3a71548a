package cluster

import (
	"math"
	"slices"
	"testing"

	"limner/stats"
)

// METHODS: .963 .930 .906 .956 in one run of clusterboot, .936 .935 .892 .876 (by size 1575, 725,
// 1161, 877) in another, k=4. The runs differ from each other by up to .08 where one of them met a
// poorer optimum, so each group must lie between its two figures, widened by three Monte-Carlo
// standard errors of 100 resamples (at most .025 at the standard deviations seen, .08).
func TestStabilityOnlineRetail(t *testing.T) {
	m := retailRFM(t)
	f := fit(t, m, 4, Options{Seed: 1})
	found, err := Stability(t.Context(), m, f, 100, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	for g, want := range [][2]float64{{.936, .963}, {.892, .930}, {.876, .906}, {.935, .956}} {
		if v := found[g].Value; v < want[0]-.025 || v > want[1]+.025 {
			t.Errorf("group %d of %d rows: %.3f, want %v", g, f.Sizes[g], v, want)
		}
	}
}

// Four far groups come back whole. Asked for a fifth, the one that is cut in two does not.
func TestStabilityTellsRealFromCut(t *testing.T) {
	m := blobs(400, 8, 4, 10, 7)
	for _, c := range []struct {
		k       int
		holding bool
	}{{4, true}, {5, false}} {
		found, err := Stability(t.Context(), m, fit(t, m, c.k, Options{Seed: 1}), 60, Options{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		least := 1.0
		for _, e := range found {
			least = min(least, e.Value)
		}
		if (least > 0.95) != c.holding || (!c.holding && least >= MinJaccard) {
			t.Errorf("k=%d: least Jaccard %.3f", c.k, least)
		}
	}
}

// A group that is one row cannot come back when the row is not drawn: 1-1/e of the time.
func TestStabilityOfALoneRow(t *testing.T) {
	m := matrixOf(t, append(make([]float64, 99), 50))
	found, err := Stability(t.Context(), m, fit(t, m, 2, Options{}), 400, Options{Seed: 2})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "lone row", found[1].Value, 1-math.Exp(-1), 4*0.024)
}

func TestJaccards(t *testing.T) {
	got := jaccards([]int32{0, 0, 0, 1, 1}, []int32{1, 1, 0, 0, 0}, 3)
	want := []float64{2. / 3, 2. / 3, 0}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for j, want := range map[float64]string{.85: "highly stable", .75: "stable", .6: "a pattern, its members uncertain", .59: "not to be trusted"} {
		if Reading(j) != want {
			t.Errorf("%v reads %q", j, Reading(j))
		}
	}
}

// Marked or sorted, the rows drawn are those that the source names, each once, in order.
func TestDrawn(t *testing.T) {
	for _, c := range [][2]int{{1, 1}, {50, 50}, {1000, 40}, {1000, 70}, {1000, 3000}} {
		n, draws := c[0], c[1]
		want, r := []int32{}, stats.Rand(5)
		for range draws {
			want = append(want, int32(r.IntN(n)))
		}
		slices.Sort(want)
		want = slices.Compact(want)
		if got := drawn(n, draws, stats.Rand(5)); !slices.Equal(got, want) {
			t.Errorf("%d of %d: %v, want %v", draws, n, got, want)
		}
	}
}
