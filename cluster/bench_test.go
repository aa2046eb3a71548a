package cluster

import (
	"fmt"
	"testing"
)

// The two shapes of bench/kmeans, at a fifth of their size; -short leaves them out.
func BenchmarkKMeans(b *testing.B) {
	for _, s := range []struct{ n, d, k int }{{200_000, 8, 6}, {40_000, 30, 8}} {
		m := blobs(s.n, s.d, s.k, 1.5, 1)
		for _, sample := range []int{0, s.n} {
			b.Run(fmt.Sprintf("n=%d/d=%d/k=%d/sample=%d", s.n, s.d, s.k, sample), func(b *testing.B) {
				for b.Loop() {
					f, err := KMeans(b.Context(), m, s.k, Options{Seed: 1, sample: sample})
					if err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(f.Inertia, "inertia")
					b.ReportMetric(float64(f.Iterations), "iterations")
				}
			})
		}
	}
}
