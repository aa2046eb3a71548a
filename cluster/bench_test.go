package cluster

import (
	"fmt"
	"testing"
)

// The two shapes of bench/kmeans, at a fifth of their size, with and without sampling.
func BenchmarkKMeans(b *testing.B) {
	for _, s := range []struct{ n, d, k int }{{200_000, 8, 6}, {100_000, 30, 8}} {
		m := blobs(s.n, s.d, s.k, 1.5, 1)
		for _, sample := range []int{0, s.n} {
			b.Run(fmt.Sprintf("n=%d/d=%d/k=%d/sample=%d", s.n, s.d, s.k, sample), func(b *testing.B) {
				for b.Loop() {
					f := fit(b, m, s.k, Options{Seed: 1, Restarts: 10, sample: sample})
					b.ReportMetric(f.Inertia, "inertia")
					b.ReportMetric(float64(f.Iterations), "iterations")
				}
			})
		}
	}
}

func BenchmarkSilhouette(b *testing.B) {
	for _, n := range []int{5000, 200_000} { // all pairs, and sampled
		m := blobs(n, 8, 5, 2, 1)
		f := fit(b, m, 5, Options{Seed: 1, Restarts: 2})
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := Silhouette(b.Context(), m, f.Labels, 5, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkStability(b *testing.B) {
	m := blobs(200_000, 8, 5, 2, 1)
	f := fit(b, m, 5, Options{Seed: 1, Restarts: 2})
	for b.Loop() {
		if _, err := Stability(b.Context(), m, f, 100, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkChoose(b *testing.B) {
	for _, n := range []int{4000, 200_000} {
		m := blobs(n, 8, 5, 2, 1)
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := Choose(b.Context(), m, 2, 8, Options{Seed: 1}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkAssign(b *testing.B) {
	m := blobs(1000, 8, 6, 2, 1)
	model := fit(b, m, 6, Options{Seed: 1}).Model()
	i := 0
	for b.Loop() {
		model.Assign(m.Row(i % m.N))
		i++
	}
}
