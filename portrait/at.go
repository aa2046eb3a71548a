package portrait

import (
	"context"
	"slices"
	"time"

	"limner/event"
	"limner/metric"
	"limner/warehouse"
)

// At computes everyone's portraits as of an instant without keeping them: what the population was then,
// beside what it is as of the kept ones. With names, only these metrics are in the table, in the
// catalogue's order.
func At(ctx context.Context, w scanner, c *metric.Catalogue, at time.Time, workers int, names ...string) (*Table, error) {
	t := &Table{AsOf: at, texts: w.Text}
	var picked []int
	for i, d := range c.Definitions() {
		if len(names) == 0 || slices.Contains(names, d.Name) {
			picked = append(picked, i)
			t.Metrics = append(t.Metrics, d)
		}
	}
	parts := make([]Table, workers)
	for i := range parts {
		parts[i].X = make([][]float64, len(picked))
	}
	err := fold(ctx, w, warehouse.Everyone, c, event.Micros(at), workers, func(worker int, p warehouse.Portraits) error {
		part := &parts[worker]
		part.Contact = append(part.Contact, p.Contact...)
		for j, i := range picked {
			part.X[j] = append(part.X[j], p.X[i]...)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	t.X = make([][]float64, len(picked))
	for i := range parts { // the workers' spans follow one another
		t.Contact = append(t.Contact, parts[i].Contact...)
		for j := range t.X {
			t.X[j] = append(t.X[j], parts[i].X[j]...)
		}
	}
	return t, nil
}
