package metric

import (
	"math"
	"testing"

	"limner/event"
)

func TestSmoke(t *testing.T) {
	if timeless != event.Micros(event.Timeless) {
		t.Fatal("timeless")
	}
	c, err := New(Settings{}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.defs) != builtIn {
		t.Fatalf("%d definitions, %d metrics", len(c.defs), builtIn)
	}
	f := c.Folder()
	n := len(c.defs)
	x, u := make([]float64, n), make([]int64, n)
	f.Fold(event.History{Columns: &event.Columns{}}, 1e15, x, u)
	for i, d := range c.defs {
		if !(x[i] == 0) && !math.IsNaN(x[i]) || u[i] != Never {
			t.Error(d.Name, x[i], u[i])
		}
	}
}
