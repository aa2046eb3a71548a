package portrait_test

import (
	"math"
	"slices"
	"testing"

	"limner/portrait"
)

// TestAt holds the portraits computed on the side to the ones written, for any number of workers.
func TestAt(t *testing.T) {
	w := land(t, history(t), 1)
	c := catalogue(t, w)
	at := firstDay.AddDate(0, 4, 0)
	if _, err := portrait.Refresh(t.Context(), w, c, at, 2); err != nil {
		t.Fatal(err)
	}
	want, err := portrait.Read(t.Context(), w, c)
	if err != nil {
		t.Fatal(err)
	}
	if len(want.Contact) < 20 {
		t.Fatalf("%d contacts say little", len(want.Contact))
	}
	names := []string{"revenue", "orders", "preferred_channel"}
	some, err := portrait.Read(t.Context(), w, c, names...)
	if err != nil || len(some.Metrics) != len(names) || !slices.Equal(some.Contact, want.Contact) || !slices.Equal(some.Column("revenue"), want.Column("revenue")) {
		t.Errorf("read alone, revenue and two more are %d metrics; %v", len(some.Metrics), err)
	}
	for _, workers := range []int{1, 3} {
		got, err := portrait.At(t.Context(), w, c, at, workers, names...)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got.Contact, want.Contact) || !got.AsOf.Equal(at) {
			t.Fatalf("%d workers: %d contacts, want %d", workers, len(got.Contact), len(want.Contact))
		}
		if len(got.Metrics) != len(names) {
			t.Fatalf("%d metrics, want %d", len(got.Metrics), len(names))
		}
		for _, name := range names {
			for i, v := range got.Column(name) {
				if o := want.Column(name)[i]; v != o && !(math.IsNaN(v) && math.IsNaN(o)) {
					t.Errorf("%s of contact %d is %v, want %v", name, got.Contact[i], v, o)
				}
			}
		}
	}
}
