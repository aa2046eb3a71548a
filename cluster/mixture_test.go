package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"slices"
	"testing"

	"limner/stats"

	"pgregory.net/rapid"
)

// lehmerGroups is lehmer with three groups: its lone row goes to the third.
func lehmerGroups() (Matrix, []int32) {
	m, labels := lehmer()
	labels[199] = 2
	return m, labels
}

func TestPosteriorMatchesScikitLearn(t *testing.T) {
	m, _ := lehmerGroups()
	x, err := NewMixture([]float64{.3, .7}, [][]float64{{0, .5, 1}, {1, 1, .5}}, [][]float64{
		{1, .2, .1, .2, .5, 0, .1, 0, .3}, {.4, -.1, 0, -.1, .6, .2, 0, .2, .9}})
	if err != nil {
		t.Fatal(err)
	}
	// g = GaussianMixture(2) with these weights_, means_ and covariances_;
	// g.score_samples(X[:2]), g.predict_proba(X[:2]), g.score_samples(X).sum()
	z := make([]float64, 2)
	for i, want := range [][3]float64{
		{-2.6224726404737106, 0.6402228358571882, 0.3597771641428118},
		{-4.11697663331712, 0.47555717513246243, 0.5244428248675379},
	} {
		near(t, "log density", x.Posterior(z, m.Row(i)), want[0], 1e-13)
		near(t, "posterior", z[0], want[1], 1e-13)
		near(t, "posterior", z[1], want[2], 1e-13)
	}
	var sum float64
	for i := range m.N {
		sum += x.Posterior(z, m.Row(i))
	}
	near(t, "log-likelihood", sum, -533.832244117556, 1e-12)
}

// The M step in five lines of numpy, from mclust's mevvvp:
//
//	L = np.cov(X.T)/3**(2/3); L += np.eye(3)*1e-6*np.trace(L)/3
//	Y = X[lab == k]; n = len(Y); m = Y.mean(0); p = X.mean(0)
//	S = (Y-m).T@(Y-m) + L + n*.01/(n+.01)*np.outer(m-p, m-p)
//	(n*m + .01*p)/(n + .01), S/(3 + 2 + n + 3 + 2)
func TestMixtureOfMatchesReference(t *testing.T) {
	m, labels := lehmerGroups()
	x, err := MixtureOf(m, labels, 3)
	if err != nil {
		t.Fatal(err)
	}
	means := [][]float64{
		{0.512226687537078, 0.47227758000485914, 0.4973707865674777},
		{0.8825120882224448, 0.8956444371892945, 0.8189428249388983},
		{1.3560217493612883, 1.3891478578190655, 1.4500629110475145}}
	covariances := [][]float64{ // lower triangles
		{0.07767171985130923, -0.0003930928152746029, 0.07951389362698641, 0.011553377042848105, -0.002167182255663813, 0.0810665076680739},
		{0.08042729820842834, 0.007198569778227158, 0.05739947163851299, -0.0034095334560273463, 0.00027128960857860415, 0.0770472530034039},
		{0.06390038767689182, 0.01583083878425842, 0.08075994940287866, 0.011545399830497972, -0.0069620723679243695, 0.04472166880075876}}
	for g := range means {
		near(t, "weight", x.Weights[g], []float64{115, 56, 29}[g]/200, 1e-15)
		at := 0
		for i := range 3 {
			near(t, "mean", x.Means[g][i], means[g][i], 1e-13)
			for j := range i + 1 {
				near(t, "covariance", x.Covariances[g][i*3+j], covariances[g][at], 1e-13)
				near(t, "symmetry", x.Covariances[g][j*3+i], x.Covariances[g][i*3+j], 0)
				at++
			}
		}
	}
}

// Any labels with two rows a group make a mixture, rows alike, columns that determine each other
// and fewer rows than columns included.
func TestMixtureOfAlwaysWorks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k, d := rapid.IntRange(1, 4).Draw(t, "k"), rapid.IntRange(1, 7).Draw(t, "d")
		m := Matrix{N: rapid.IntRange(2*k, 2*k+20).Draw(t, "n"), D: d}
		value := rapid.OneOf(rapid.Just(0.), rapid.Just(1.), rapid.Float64Range(-1e3, 1e3))
		labels := make([]int32, m.N)
		for i := range m.N {
			row := rapid.SliceOfN(value, d, d).Draw(t, "row")
			row[d-1] = row[0] // a twin
			m.X = append(m.X, row...)
			labels[i] = int32(i % k)
		}
		x, err := MixtureOf(m, labels, k)
		if err != nil {
			t.Fatal(err)
		}
		z := make([]float64, k)
		for i := range m.N {
			if l := x.Posterior(z, m.Row(i)); l-l != 0 {
				t.Fatalf("row %d has density %v", i, l)
			}
			var sum float64
			for _, p := range z {
				sum += p
			}
			if math.Abs(sum-1) > 1e-12 || slices.Min(z) < 0 {
				t.Fatalf("posterior %v", z)
			}
		}
		x.Posterior(z, slices.Repeat([]float64{1e200}, d))
		if z[0] != x.Weights[0] {
			t.Fatalf("beyond all distances the posterior is %v, the weights %v", z, x.Weights)
		}
	})
}

func TestMixtureOfRefuses(t *testing.T) {
	m := blobs(6, 2, 2, 3, 1)
	for what, c := range map[string]struct {
		labels []int32
		k      int
	}{
		"lone row":  {[]int32{0, 0, 0, 0, 0, 1}, 2},
		"empty":     {[]int32{0, 0, 0, 0, 0, 0}, 2},
		"no group":  {make([]int32, 6), -1},
		"too few":   {[]int32{0, 0}, 1},
		"beyond k":  {[]int32{0, 0, 0, 0, 2, 2}, 2},
		"below all": {[]int32{0, 0, 0, -1, -1, 0}, 1},
	} {
		if _, err := MixtureOf(m, c.labels, c.k); err == nil {
			t.Errorf("%s: no error", what)
		}
	}
}

// EM must climb: the log posterior, likelihood and prior together, never falls.
func TestEMNeverFalls(t *testing.T) {
	for s := range uint64(6) {
		m := blobs(400, 2+int(s)%4, 3, 1.5, s+40)
		k := 2 + int(s)%3
		p, err := priorOf(t.Context(), m, k, 2)
		if err != nil {
			t.Fatal(err)
		}
		e := newEM(m, p, k, 2)
		if err := e.fromLabels(t.Context(), fit(t, m, k, Options{Seed: s, Restarts: 1}).Labels); err != nil {
			t.Fatal(err)
		}
		last := math.Inf(-1)
		for i := range 60 {
			e.converged = false
			if err := e.run(t.Context(), i+1); err != nil {
				t.Fatal(err)
			}
			if e.objective < last-1e-9*math.Abs(last) {
				t.Fatalf("iteration %d: %.12g after %.12g", i, e.objective, last)
			}
			last = e.objective
		}
	}
}

// ovals are two long groups that cross the midline between their means: what k-means must cut
// wrongly and a mixture need not.
func ovals(n int, seed uint64) (Matrix, []int32) {
	r := stats.Rand(seed)
	m, of := Matrix{N: n, D: 2}, make([]int32, n)
	for i := range n {
		of[i] = int32(i % 2)
		m.X = append(m.X, 8*r.NormFloat64(), 3*float64(of[i])+0.4*r.NormFloat64())
	}
	return m, of
}

func TestFitMixtureFindsOvals(t *testing.T) {
	m, of := ovals(600, 3)
	f, err := FitMixture(t.Context(), m, 2, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if j := jaccards(of, f.Labels, 2); j[0] < 0.98 || j[1] < 0.98 {
		t.Errorf("mixture finds %v of the ovals", j)
	}
	if j := jaccards(of, fit(t, m, 2, Options{Seed: 1}).Labels, 2); j[0] > 0.6 {
		t.Errorf("k-means finds %v: the case is too easy to tell anything", j)
	}
	if !f.Converged || f.Mixture.K() != 2 || f.Sizes[0] < f.Sizes[1] || f.ICL < f.BIC {
		t.Errorf("%+v", f)
	}
	// One normal distribution: the likelihood of its maximum has a closed form, and the prior's
	// row moves it by less than one part in N.
	one, err := FitMixture(t.Context(), m, 1, Options{})
	if err != nil {
		t.Fatal(err)
	}
	c := stats.MomentsOf(m.Column(0)).Variance(0) * stats.MomentsOf(m.Column(1)).Variance(0) *
		(1 - math.Pow(stats.Correlation(m.Column(0), m.Column(1)), 2))
	near(t, "log-likelihood of one", one.LogLikelihood, -300*(2*math.Log(2*math.Pi)+math.Log(c)+2), 1e-4)
	near(t, "BIC of one", one.BIC, -2*one.LogLikelihood+5*math.Log(600), 1e-14)
	if f.BIC >= one.BIC {
		t.Errorf("BIC %v for two, %v for one", f.BIC, one.BIC)
	}
}

// Half of Online Retail's customers bought once, so their frequency is one number. scikit-learn's
// BIC falls from 12620 to 3834 between k = 3 and 4 (oracle.json, gmm_full_bic) by collapsing
// there; here a normal distribution is one, or there is none.
func TestFitMixtureRefusesTiedRows(t *testing.T) {
	m := retailRFM(t)
	m.Names = []string{"recency", "frequency", "monetary"}
	refused := 0
	for k := 1; k <= 8; k++ {
		f, err := FitMixture(t.Context(), m, k, Options{Seed: 1})
		var c *CollapseError
		switch {
		case errors.As(err, &c):
			refused++
			if c.K != k || c.Component < 0 || c.Component >= k || len(c.Reason) < 20 {
				t.Errorf("k=%d: %+v", k, c)
			}
		case err != nil:
			t.Fatal(err)
		// Ordinary fits of these rows stay above 20,000, far from where collapse leads.
		case f.BIC < 20_000 || slices.Min(f.Sizes) < m.D:
			t.Errorf("k=%d: BIC %.0f of sizes %v was let pass", k, f.BIC, f.Sizes)
		}
	}
	if refused < 5 {
		t.Errorf("only %d of 8 were refused", refused)
	}
}

func TestFitMixtureSameForAnyWorkers(t *testing.T) {
	m := blobs(9000, 3, 4, 2, 6)
	for _, sample := range []int{0, 2000} {
		var all []MixtureFit
		for _, w := range []int{1, 2, 5} {
			f, err := FitMixture(t.Context(), m, 4, Options{Seed: 3, Workers: w, sample: sample})
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, f)
		}
		if !reflect.DeepEqual(all[0], all[1]) || !reflect.DeepEqual(all[0], all[2]) {
			t.Errorf("sample %d: workers change the fit", sample)
		}
		if len(all[0].Labels) != m.N || slices.IndexFunc(all[0].Sizes, func(n int) bool { return n < 1500 }) >= 0 {
			t.Errorf("sample %d: sizes %v", sample, all[0].Sizes)
		}
	}
}

func TestFitMixtureRefuses(t *testing.T) {
	m := blobs(50, 2, 2, 3, 1)
	var few *DistinctError
	if _, err := FitMixture(t.Context(), m, 51, Options{}); !errors.As(err, &few) {
		t.Errorf("51 of 50 rows: %v", err)
	}
	if _, err := FitMixture(t.Context(), Matrix{}, 1, Options{}); !errors.As(err, &few) {
		t.Errorf("no rows: %v", err)
	}
	var collapse *CollapseError
	if _, err := FitMixture(t.Context(), m, 30, Options{}); !errors.As(err, &collapse) {
		t.Errorf("30 of 50 rows: %v", err)
	}
	if _, err := FitMixture(t.Context(), Matrix{N: 3}, 1, Options{}); err == nil {
		t.Error("no columns: no error")
	}
	if _, err := FitMixture(t.Context(), m, 0, Options{}); err == nil {
		t.Error("no groups: no error")
	}
	done, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := FitMixture(done, m, 2, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestMixtureJSON(t *testing.T) {
	m, labels := lehmerGroups()
	x, err := MixtureOf(m, labels, 3)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(x)
	var back Mixture
	if err != nil || json.Unmarshal(b, &back) != nil || !reflect.DeepEqual(x, back) {
		t.Fatalf("%s reads back as %+v, %v", b, back, err)
	}
	z := make([]float64, 3)
	if n := testing.AllocsPerRun(100, func() { back.Posterior(z, m.Row(1)) }); n != 0 {
		t.Errorf("%v allocations a row", n)
	}
	for what, s := range map[string]string{
		"flat":       `{"weights":[1],"means":[[0,0]],"covariances":[[1,1,1,1]]}`,
		"weightless": `{"weights":[0],"means":[[0]],"covariances":[[1]]}`,
		"misshapen":  `{"weights":[1],"means":[[0]],"covariances":[[1,0]]}`,
		"meanless":   `{"weights":[1],"means":[],"covariances":[[1]]}`,
	} {
		if json.Unmarshal([]byte(s), &back) == nil {
			t.Errorf("%s: no error", what)
		}
	}
}
