package cluster

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"

	"limner/internal/datatest"
	"limner/stats"
)

func near(t testing.TB, what string, got, want, tol float64) {
	t.Helper()
	if got == want || (math.IsNaN(got) && math.IsNaN(want)) {
		return
	}
	if !(math.Abs(got-want) <= tol*math.Max(1, math.Abs(want))) {
		t.Errorf("%s = %.12g, want %.12g", what, got, want)
	}
}

// readColumns returns the named columns of a CSV file, empty fields as NaN.
func readColumns(t testing.TB, path string, comma rune, names ...string) [][]float64 {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in := bufio.NewReader(f)
	r := csv.NewReader(in)
	if magic, _ := in.Peek(2); magic[0] == 0x1f && magic[1] == 0x8b {
		z, err := gzip.NewReader(in)
		if err != nil {
			t.Fatal(err)
		}
		r = csv.NewReader(z)
	}
	r.Comma = comma
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	columns := make([][]float64, len(names))
	for i, name := range names {
		at := slices.Index(records[0], name)
		if at < 0 {
			t.Fatalf("no column %s in %v", name, records[0])
		}
		for _, rec := range records[1:] {
			x, err := strconv.ParseFloat(rec[at], 64)
			if err != nil {
				x = math.NaN()
			}
			columns[i] = append(columns[i], x)
		}
	}
	return columns
}

func standardise(xs []float64) []float64 {
	m := stats.MomentsOf(xs)
	out := make([]float64, len(xs))
	for i, x := range xs {
		out[i] = (x - m.Mean) / m.SD(0)
	}
	return out
}

func mapped(xs []float64, f func(float64) float64) []float64 {
	out := make([]float64, len(xs))
	for i, x := range xs {
		out[i] = f(x)
	}
	return out
}

func matrixOf(t testing.TB, columns ...[]float64) Matrix {
	t.Helper()
	m, err := FromColumns(nil, columns)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// retailRFM is log1p RFM of Online Retail, standardised with ddof 0.
func retailRFM(t testing.TB) Matrix {
	c := readColumns(t, datatest.Path(t, "online-retail", "expected_rfm.csv.gz"), ',',
		"recency_days", "frequency", "monetary")
	for i := range c {
		c[i] = standardise(mapped(c[i], math.Log1p))
	}
	return matrixOf(t, c...)
}

// blobs draws n rows around k centres with unit variance; spread is the standard deviation of
// the centres.
func blobs(n, d, k int, spread float64, seed uint64) Matrix {
	r := stats.Rand(seed)
	c := make([]float64, k*d)
	for i := range c {
		c[i] = r.NormFloat64() * spread
	}
	m := Matrix{X: make([]float64, n*d), N: n, D: d}
	for i := range n {
		at := r.IntN(k)
		for j := range d {
			m.X[i*d+j] = c[at*d+j] + r.NormFloat64()
		}
	}
	return m
}
