package cluster

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"limner/stats"
)

// cloud is rows of one process: correlated, skewed, some of them zero, one column known of some rows only.
func cloud(n int, seed uint64) Matrix {
	r := rand.New(rand.NewPCG(seed, 5))
	m := Matrix{N: n, D: 5}
	for range n {
		rate := math.Exp(r.NormFloat64())
		orders := math.Floor(rate * r.ExpFloat64() * 2)
		spent, missing := 0.0, 1.0
		if orders > 0 {
			spent, missing = math.Log1p(orders*math.Exp(3+0.4*r.NormFloat64())), 0
		}
		m.X = append(m.X, math.Log1p(orders), spent/3, missing, math.Log1p(rate*5*r.ExpFloat64()), r.NormFloat64())
	}
	return m
}

// In rows of one process no groups are found but by chance, at every size; planted ones are.
func TestNullTestHoldsItsLevel(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long under the race detector; the whole run has it")
	}
	found := 0
	for seed := range uint64(20) {
		got, err := Test(t.Context(), cloud(300, seed), 5, Options{Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		if got.Structure {
			found++
		}
	}
	if found > 1 { // of 20 at one in a hundred: more than one has probability 0.017
		t.Errorf("groups found in %d of 20 sets of rows without any", found)
	}
	for _, k := range []int{2, 3, 6} {
		got, err := Test(t.Context(), blobs(300, 4, k, 7, uint64(k)), 8, Options{Seed: 1})
		if err != nil || !got.Structure {
			t.Errorf("%d groups put in, not found: %+v %v", k, got, err)
		}
	}
}

// What is drawn has the marginals, the correlations and the patterns of what it is drawn from.
func TestOneHumpKeepsWhatItShould(t *testing.T) {
	m := cloud(4000, 3)
	d := oneHump(m)(rand.New(rand.NewPCG(1, 1)))
	if d.N != m.N || len(d.X) != len(m.X) {
		t.Fatalf("%d rows, %d numbers", d.N, len(d.X))
	}
	missing := 0.0
	for j := range m.D {
		own, drawn := stats.MomentsOf(m.Column(j)), stats.MomentsOf(d.Column(j))
		if math.Abs(own.Mean-drawn.Mean) > 0.06*own.SD(1) || math.Abs(own.SD(1)/drawn.SD(1)-1) > 0.06 {
			t.Errorf("column %d: mean %.3f and %.3f, deviation %.3f and %.3f", j, own.Mean, drawn.Mean, own.SD(1), drawn.SD(1))
		}
		for i := range j {
			a := stats.Correlation(stats.Ranks(m.Column(i)), stats.Ranks(m.Column(j)))
			b := stats.Correlation(stats.Ranks(d.Column(i)), stats.Ranks(d.Column(j)))
			if math.Abs(a-b) > 0.08 {
				t.Errorf("columns %d and %d correlate %.3f, drawn %.3f", i, j, a, b)
			}
		}
	}
	for i := range d.N {
		r := d.Row(i)
		missing += r[2]
		if r[2] == 1 && (r[0] != 0 || r[1] != 0) {
			t.Fatalf("row %d has orders and is missing them: %v", i, r)
		}
	}
	own := 0.0
	for _, v := range m.Column(2) {
		own += v
	}
	if missing != own {
		t.Errorf("missing in %v rows, in %v of those drawn", own, missing)
	}
}

func TestNullTestIsAFunctionOfTheSeed(t *testing.T) {
	m := blobs(300, 3, 3, 4, 9)
	var first NullTest
	for _, workers := range []int{1, 2, 5} {
		got, err := Test(t.Context(), m, 4, Options{Seed: 3, Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		if workers == 1 {
			first = got
		} else if !slices.Equal(got.Excess, first.Excess) || !slices.Equal(got.SD, first.SD) || got.P != first.P {
			t.Errorf("%d workers change the answer: %+v, %+v", workers, got, first)
		}
	}
}
