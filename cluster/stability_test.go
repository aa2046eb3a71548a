package cluster

import (
	"testing"
)

func TestStabOnlineRetail(t *testing.T) {
	m := retailRFM(t)
	for k := 2; k <= 8; k++ {
		f, err := KMeans(t.Context(), m, k, Options{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		s, err := Silhouette(t.Context(), m, f.Labels, k, Options{})
		if err != nil {
			t.Fatal(err)
		}
		est, err := Stability(t.Context(), m, f, 100, Options{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d sil %.4f", k, s.Mean.Value)
		for g, e := range est {
			t.Logf("   size %d jac %.3f [%.3f %.3f]", f.Sizes[g], e.Value, e.Lo, e.Hi)
		}
	}
}
