package portrait

import (
	"context"
	"time"

	"limner/event"
	"limner/metric"
	"limner/warehouse"
)

// sampleEvents is how many events a calibration reads at the most. Contact ids are hashes, so a range
// of them is a random sample.
const sampleEvents = 4 << 20

// Calibrate measures the population as of an instant: what portraits are seen against.
func Calibrate(ctx context.Context, w scanner, c *metric.Catalogue, at time.Time, events int64, workers int) (metric.Calibration, error) {
	over := warehouse.Everyone
	if events > sampleEvents {
		over = over.Split(int((events + sampleEvents - 1) / sampleEvents))[0]
	}
	names := metric.CalibrationColumns()
	columns := make([]map[string][]float64, workers)
	for i := range columns {
		columns[i] = map[string][]float64{}
	}
	err := fold(ctx, w, over, c, event.Micros(at), workers, func(worker int, p warehouse.Portraits) error {
		for _, name := range names {
			if i, ok := c.Lookup(name); ok {
				columns[worker][name] = append(columns[worker][name], p.X[i]...)
			}
		}
		return nil
	})
	if err != nil {
		return metric.Calibration{}, err
	}
	return metric.Calibrate(func(name string) []float64 {
		var all []float64
		for _, c := range columns {
			all = append(all, c[name]...)
		}
		return all
	}), nil
}
