package cluster

import (
	"testing"
)

func TestKMeansOnlineRetail(t *testing.T) {
	m := retailRFM(t)
	// oracle.json, kmeans_log1p_std_rfm: scikit-learn 1.2.1
	want := []float64{6474.134981, 4856.322467, 3924.378678, 3268.000511, 2840.175597, 2533.022469, 2325.517239}
	for i, inertia := range want {
		f, err := KMeans(t.Context(), m, i+2, Options{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("k=%d %.4f sizes %v iterations %d", i+2, f.Inertia, f.Sizes, f.Iterations)
		if f.Inertia > inertia*1.0005 {
			t.Errorf("k=%d: inertia %.4f, want %.4f", i+2, f.Inertia, inertia)
		}
	}
}
