package cluster

import (
	"context"
	"errors"
	"math"
	"reflect"
	"slices"
	"testing"

	"limner/internal/datatest"
	"limner/stats"

	"pgregory.net/rapid"
)

func fit(t testing.TB, m Matrix, k int, opt Options) Fit {
	t.Helper()
	f, err := KMeans(t.Context(), m, k, opt)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestKMeansOnlineRetail(t *testing.T) {
	m := retailRFM(t)
	// oracle.json, kmeans_log1p_std_rfm: scikit-learn 1.2.1, inertia and silhouette
	inertia := []float64{6474.134981, 4856.322467, 3924.378678, 3268.000511, 2840.175597, 2533.022469, 2325.517239}
	silhouette := []float64{.43266, .33725, .33521, .31821, .31568, .31019, .30279}
	for i := range inertia {
		k := i + 2
		f := fit(t, m, k, Options{Seed: 1})
		if f.Inertia > inertia[i]*1.0005 {
			t.Errorf("k=%d: inertia %.4f, want %.4f", k, f.Inertia, inertia[i])
		}
		s, err := Silhouette(t.Context(), m, f.Labels, k, Options{})
		if err != nil {
			t.Fatal(err)
		}
		// A few rows lie between groups and fall to either side in optima equal to 1e-4; they
		// move the silhouette by up to about 0.001.
		if d := math.Abs(s.Mean.Value - silhouette[i]); d > 0.0015 {
			t.Errorf("k=%d: silhouette %.5f, want %.5f", k, s.Mean.Value, silhouette[i])
		}
	}
}

// personality is the six features that oracle.json names kmeans_features.
func personality(t testing.TB) Matrix {
	path := datatest.Path(t, "customer-personality", "marketing_campaign.csv")
	c := readColumns(t, path, ';', "MntWines", "MntFruits", "MntMeatProducts", "MntFishProducts",
		"MntSweetProducts", "MntGoldProds", "NumWebPurchases", "NumCatalogPurchases", "NumStorePurchases",
		"Recency", "NumDealsPurchases", "NumWebVisitsMonth", "Income")
	sum := func(columns ...[]float64) []float64 {
		out := make([]float64, len(columns[0]))
		for _, c := range columns {
			for i, x := range c {
				out[i] += x
			}
		}
		return out
	}
	income := c[12]
	median := stats.Median(slices.DeleteFunc(slices.Clone(income), math.IsNaN))
	logIncome := mapped(income, func(x float64) float64 {
		if math.IsNaN(x) {
			x = median
		}
		return math.Log(max(1000, x))
	})
	columns := [][]float64{
		mapped(sum(c[:6]...), math.Log1p), mapped(sum(c[6:9]...), math.Log1p), mapped(c[9], math.Log1p),
		mapped(c[10], math.Log1p), c[11], logIncome,
	}
	for i := range columns {
		columns[i] = standardise(columns[i])
	}
	return matrixOf(t, columns...)
}

func TestKMeansCustomerPersonality(t *testing.T) {
	m := personality(t)
	// oracle.json, kmeans: inertia, silhouette of k = 2..7
	want := [][2]float64{{8304.7237, .35798}, {6389.8755, .32766}, {5594.4157, .33287}, {5090.8973, .30129},
		{4677.2662, .27175}, {4306.7154, .23899}}
	for i, w := range want {
		f := fit(t, m, i+2, Options{Seed: 1})
		if f.Inertia > w[0]*1.0005 {
			t.Errorf("k=%d: inertia %.4f, want %.4f", i+2, f.Inertia, w[0])
		}
		s, err := Silhouette(t.Context(), m, f.Labels, i+2, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if d := math.Abs(s.Mean.Value - w[1]); d > 0.0015 && f.Inertia > w[0]*0.9999 {
			t.Errorf("k=%d: silhouette %.5f, want %.5f", i+2, s.Mean.Value, w[1])
		}
	}
}

// The bytes of a fit depend neither on the number of workers nor on the machine's mood.
func TestKMeansSameForAnyWorkers(t *testing.T) {
	for _, c := range []struct {
		m Matrix
		o Options
	}{
		{blobs(300, 3, 4, 1, 1), Options{Seed: 5}},
		{blobs(30_000, 5, 6, 1, 2), Options{Seed: 5, Restarts: 3}},
		{blobs(30_000, 5, 6, 1, 2), Options{Seed: 5, Restarts: 3, sample: 2000}},
		{blobs(9000, 5, 6, 1, 2), Options{Seed: 5, Restarts: 1, Tol: 1e-4}},
	} {
		var fits []Fit
		for _, w := range []int{1, 2, 3, 8} {
			c.o.Workers = w
			fits = append(fits, fit(t, c.m, 5, c.o))
		}
		for _, f := range fits[1:] {
			if !reflect.DeepEqual(f, fits[0]) {
				t.Fatalf("n=%d: workers change the fit: %v and %v", c.m.N, f.Inertia, fits[0].Inertia)
			}
		}
	}
}

// What every fit promises, on anything: k groups, none empty, rows with their nearest centre,
// inertia as measured, centres the means (once at rest), canonical order.
func TestKMeansLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, d := rapid.IntRange(1, 60).Draw(t, "n"), rapid.IntRange(1, 6).Draw(t, "d")
		// Few different values make duplicates, ties and empty groups likely.
		// Squares of differences below 1e-162 are 0, so finer ones are not asked for.
		coarse := func(x float64) float64 { return math.Round(x*1e9) / 1e9 }
		value := rapid.OneOf(rapid.Map(rapid.Float64Range(-10, 10), coarse), rapid.Map(rapid.IntRange(-2, 2), func(i int) float64 { return float64(i) }))
		m := Matrix{X: rapid.SliceOfN(value, n*d, n*d).Draw(t, "x"), N: n, D: d}
		k := rapid.IntRange(1, 8).Draw(t, "k")
		f, err := KMeans(context.Background(), m, k, Options{Seed: rapid.Uint64().Draw(t, "seed"), Restarts: 2})
		distinct := distinctRows(m)
		if few, ok := errors.AsType[*DistinctError](err); ok {
			if few.Distinct != distinct || k <= distinct {
				t.Fatalf("%v, but %d rows differ", err, distinct)
			}
			return
		}
		if err != nil || k > distinct || f.K() != k || !f.Converged {
			t.Fatalf("k=%d of %d different rows: %+v, %v", k, distinct, f, err)
		}
		checkFit(t, m, f)
	})
}

func checkFit(t rapid.TB, m Matrix, f Fit) {
	t.Helper()
	var inertia float64
	sizes := make([]int, f.K())
	sums := newCenters(f.K(), m.D)
	for i, g := range f.Labels {
		own := squared(m.Row(i), f.Centers[g])
		inertia += own
		sizes[g]++
		add(sums.row(int(g)), m.Row(i))
		for _, c := range f.Centers {
			if squared(m.Row(i), c) < own {
				t.Fatalf("row %d is nearer to another centre", i)
			}
		}
	}
	if !slices.Equal(sizes, f.Sizes) || slices.Min(sizes) == 0 || math.Abs(inertia-f.Inertia) > 1e-9*(1+inertia) {
		t.Fatalf("sizes %v, counted %v; inertia %v, measured %v", f.Sizes, sizes, f.Inertia, inertia)
	}
	for g, c := range f.Centers {
		for j := range c {
			if mean := sums.row(g)[j] / float64(sizes[g]); math.Abs(mean-c[j]) > 1e-9*(1+math.Abs(mean)) {
				t.Fatalf("centre %d is %v, the mean %v", g, c, mean)
			}
		}
		if g > 0 && (sizes[g] > sizes[g-1] || (sizes[g] == sizes[g-1] && slices.Compare(f.Centers[g-1], c) > 0)) {
			t.Fatalf("groups out of order: %v", f.Sizes)
		}
	}
}

func distinctRows(m Matrix) int {
	rows := make([][]float64, m.N)
	for i := range rows {
		rows[i] = m.Row(i)
	}
	slices.SortFunc(rows, slices.Compare)
	return len(slices.CompactFunc(rows, slices.Equal))
}

// The bounds may only save work: a descent that measures everything ends at the same labels.
func TestBoundsChangeNothing(t *testing.T) {
	for s := range uint64(20) {
		m := blobs(3000, 2+int(s)%7, 5, 1, s)
		c, _ := seed(m, 3+int(s)%9, stats.Rand(s))
		plain := &centers{k: c.k, d: c.d, flat: slices.Clone(c.flat), quads: slices.Clone(c.quads)}
		fast, slow := newLloyd(m, c, 1), newLloyd(m, plain, 1)
		a, _, _, err := fast.run(t.Context(), 1000, 0)
		if err != nil {
			t.Fatal(err)
		}
		b := plainLloyd(t, slow)
		if !slices.Equal(fast.labels, slow.labels) || math.Abs(a-b) > 1e-9*b {
			t.Errorf("d=%d k=%d: inertia %v with bounds, %v without", m.D, c.k, a, b)
		}
	}
}

func plainLloyd(t *testing.T, l *lloyd) (inertia float64) {
	for i := range l.labels {
		l.labels[i] = -1
	}
	for moved := 1; moved > 0; {
		var err error
		if moved, inertia, err = l.pass(t.Context(), l.scanAll); err != nil {
			t.Fatal(err)
		}
		if err := l.exactMeans(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return inertia
}

// A centre that loses every row is given one, and the descent ends with k groups.
func TestEmptyGroupIsFilled(t *testing.T) {
	m := matrixOf(t, []float64{0, 0.1, 0.2, 5, 5.1, 9})
	c := newCenters(3, 1)
	copy(c.flat, []float64{0, 100, 200}) // nothing is near the last two
	c.pack()
	l := newLloyd(m, c, 1)
	inertia, _, converged, err := l.run(t.Context(), 100, 0)
	if err != nil || !converged {
		t.Fatal(err, converged)
	}
	near(t, "inertia", inertia, 0.02+0.005, 1e-9)
}

func TestKMeansRefuses(t *testing.T) {
	m := blobs(50, 2, 2, 3, 1)
	if _, err := KMeans(t.Context(), m, 0, Options{}); err == nil {
		t.Error("no groups: no error")
	}
	var few *DistinctError
	if _, err := KMeans(t.Context(), m, 51, Options{}); !errors.As(err, &few) || few.Distinct != 50 {
		t.Errorf("51 groups of 50 rows: %v", err)
	}
	if _, err := KMeans(t.Context(), Matrix{}, 1, Options{}); !errors.As(err, &few) {
		t.Errorf("no rows: %v", err)
	}
	m.X[3] = math.Inf(1)
	if _, err := KMeans(t.Context(), m, 2, Options{}); err == nil {
		t.Error("infinity: no error")
	}
	done, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := KMeans(done, blobs(50, 2, 2, 3, 1), 2, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// A sample without enough different rows falls back to all rows.
func TestSampleTooPoor(t *testing.T) {
	m := Matrix{X: make([]float64, 1000), N: 1000, D: 1}
	m.X[17], m.X[500] = 1, 2
	f := fit(t, m, 3, Options{sample: 5})
	if f.Inertia != 0 || !slices.Equal(f.Sizes, []int{998, 1, 1}) {
		t.Errorf("%v %v", f.Inertia, f.Sizes)
	}
}
