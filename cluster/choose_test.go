package cluster

import (
	"math"
	"strings"
	"testing"

	"limner/stats"
)

func choose(t *testing.T, m Matrix, kMax int) Choice {
	t.Helper()
	c, err := Choose(t.Context(), m, 2, kMax, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestChooseOnlineRetail(t *testing.T) {
	c := choose(t, retailRFM(t), 8)
	t.Log(c.Reason)
	// METHODS: the silhouette says 2, stability 2 to 5. A marketer wants more than 2.
	if c.Verdict != Chosen || c.K < 3 || c.K > 5 || c.Best().K != c.K {
		t.Errorf("verdict %s, k %d", c.Verdict, c.K)
	}
	for _, x := range c.Candidates {
		if x.K <= 5 != x.Holds || x.Holds && x.Sure != x.K {
			t.Errorf("k=%d holds %v, %d sure: %s", x.K, x.Holds, x.Sure, x.Note)
		}
	}
	for _, words := range []string{"There are groups", "resampled rows", "The silhouette alone would take 2, the gap statistic", "at 2, 3, 4 and 5."} {
		if !strings.Contains(c.Reason, words) {
			t.Errorf("reason lacks %q: %s", words, c.Reason)
		}
	}
}

// METHODS: the gap statistic says 6 on the logarithms of recency, frequency and money. The gaps of 6 and 7
// are less than two standard errors apart, so that chance decides between the two.
func TestGapOnlineRetail(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long under the race detector; the whole run has it")
	}
	said := map[int]int{}
	for seed := range uint64(4) {
		gaps, err := Gaps(t.Context(), retailRFM(t), 8, 10, Options{Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		said[GapChoice(gaps)]++
	}
	t.Log(said)
	if said[6] == 0 || said[6]+said[7] != 4 {
		t.Errorf("the gap statistic says %v", said)
	}
}

// What was put in comes out: three, five and two far groups.
func TestChooseFindsWhatIsThere(t *testing.T) {
	for _, k := range []int{2, 3, 5} {
		m := blobs(600, 4, k, 8, uint64(k)+10)
		c := choose(t, m, 7)
		if c.Verdict != Chosen || c.K != k {
			t.Errorf("%d groups put in, %s %d: %s", k, c.Verdict, c.K, c.Reason)
		}
	}
}

func TestChooseAnswersInWords(t *testing.T) {
	same := Matrix{X: make([]float64, 300), N: 100, D: 3}
	coin := Matrix{N: 100, D: 1}
	for i := range 100 {
		coin.X = append(coin.X, float64(i%2))
	}
	lone := Matrix{X: make([]float64, 100), N: 100, D: 1}
	lone.X[7] = 1
	for _, c := range []struct {
		what    string
		m       Matrix
		verdict Verdict
		k, more int
		words   string
	}{
		{"nothing", Matrix{}, TooFewRows, 0, 40, "there are none, and 40 more"},
		{"one row", Matrix{X: []float64{1, 2}, N: 1, D: 2}, TooFewRows, 0, 39, "there are 1, and 39 more"},
		{"five rows", blobs(5, 2, 2, 9, 1), TooFewRows, 0, 35, "35 more would help"},
		{"all alike", same, Identical, 0, 0, "All 100 rows are the same"},
		{"no columns", Matrix{N: 50}, Identical, 0, 0, "no column"},
		{"two values", coin, Chosen, 2, 0, "only 2 different rows, so 3 groups"},
		{"one odd row", lone, NoStructure, 0, 0, "No structure here"},
		{"sixty rows, three groups", blobs(60, 2, 2, 30, 3), Chosen, 2, 0, "There are groups: "},
	} {
		got := choose(t, c.m, 6)
		if got.Verdict != c.verdict || got.K != c.k || got.MoreRows != c.more || !strings.Contains(got.Reason, c.words) {
			t.Errorf("%s: %s k=%d more=%d: %s", c.what, got.Verdict, got.K, got.MoreRows, got.Reason)
		}
	}
}

// A group of too few, and groups that two columns of noise blur: some are sure, others are not.
func TestChoosePicks(t *testing.T) {
	candidate := func(k, sure int, least, excess float64, large bool) Candidate {
		return Candidate{K: k, Sure: sure, LeastJaccard: least, Excess: excess, ExcessSD: 0.01, Holds: large && sure == k, large: large}
	}
	for _, c := range []struct {
		what string
		all  []Candidate
		want int
	}{
		{"the only one that holds", []Candidate{candidate(2, 2, 0.9, 0.05, true), candidate(3, 2, 0.4, 0.06, true)}, 2},
		{"the coarser of two alike", []Candidate{candidate(2, 2, 0.9, 0.1, true), candidate(3, 3, 0.9, 0.105, true)}, 2},
		{"the finer where it says more", []Candidate{candidate(2, 2, 0.9, 0.1, true), candidate(3, 3, 0.9, 0.2, true)}, 3},
		{"in part where that says far more", []Candidate{candidate(2, 2, 0.9, 0.05, true), candidate(5, 3, 0.6, 0.2, true)}, 5},
		{"not in part with a group that dissolves", []Candidate{candidate(2, 2, 0.9, 0.05, true), candidate(5, 3, 0.4, 0.2, true)}, 2},
		{"not in part with a group too small", []Candidate{candidate(2, 2, 0.9, 0.05, true), candidate(5, 4, 0.6, 0.2, false)}, 2},
		{"none", []Candidate{candidate(2, 1, 0.6, 0.2, true), candidate(3, 0, 0.3, 0.2, true)}, 0},
	} {
		got := 0
		if best := (Choice{Candidates: c.all}).pick(); best != nil {
			got = best.K
		}
		if got != c.want {
			t.Errorf("%s: %d, want %d", c.what, got, c.want)
		}
	}
}

func TestChooseRefuses(t *testing.T) {
	for what, call := range map[string]func() error{
		"one group": func() error { _, err := Choose(t.Context(), blobs(99, 2, 2, 9, 1), 1, 3, Options{}); return err },
		"missing": func() error {
			_, err := Choose(t.Context(), Matrix{X: []float64{math.NaN()}, N: 1, D: 1}, 2, 3, Options{})
			return err
		},
		"wrong shape": func() error {
			_, err := Choose(t.Context(), Matrix{X: make([]float64, 3), N: 2, D: 2}, 2, 3, Options{})
			return err
		},
		"upside down": func() error { _, err := Choose(t.Context(), blobs(99, 2, 2, 9, 1), 4, 3, Options{}); return err },
	} {
		if call() == nil {
			t.Errorf("%s: no error", what)
		}
	}
}

func TestChooseIsAFunctionOfTheSeed(t *testing.T) {
	m := blobs(300, 3, 3, 4, 9)
	var reasons []string
	for _, workers := range []int{1, 2, 5} {
		c, err := Choose(t.Context(), m, 2, 5, Options{Seed: 3, Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range c.Candidates {
			c.Reason += stats.Estimate{}.Method + x.Note
			for _, e := range x.Stability {
				c.Reason += string(must(e.MarshalJSON()))
			}
			c.Reason += string(must(x.Silhouette.Mean.MarshalJSON()))
		}
		reasons = append(reasons, c.Reason)
	}
	if reasons[0] != reasons[1] || reasons[0] != reasons[2] {
		t.Errorf("workers change the answer:\n%s\n%s\n%s", reasons[0], reasons[1], reasons[2])
	}
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}
