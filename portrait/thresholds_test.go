package portrait_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"limner/internal/testdb"
	"limner/metric"
	"limner/portrait"
	"limner/store"
)

// Own thresholds lie over the measured ones, whatever is measured, until they are dropped.
func TestOwnThresholds(t *testing.T) {
	testdb.Each(t, func(t *testing.T, where string) {
		s, err := store.Open(t.Context(), where)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if err := s.Migrate(t.Context(), "portrait", portrait.Migrations()); err != nil {
			t.Fatal(err)
		}
		o := owner{t, portrait.Settings{Store: s}}
		now := time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC)
		set := func(x float64) *portrait.OwnCuts {
			return &portrait.OwnCuts{Cuts: []float64{x, x + 1, x + 2, x + 3}, Since: now}
		}
		few := portrait.Own{Recency: set(10)}
		whole := portrait.Own{Recency: set(10), Frequency: set(20), Monetary: set(30)}

		o.refuses(few) // nothing is measured that could complete it
		o.save(whole)
		o.expect(whole, 10, 20, 30)
		o.measure(1, 2, 3)
		o.expect(whole, 10, 20, 30)
		o.save(portrait.Own{})
		o.expect(portrait.Own{}, 1, 2, 3)
		o.save(few)
		o.expect(few, 10, 2, 3)
		o.measure(4, 5, 6)
		o.expect(few, 10, 5, 6)
		o.measure() // too few buyers for the others: no scores rather than half of them
		o.expect(few)
		o.refuses(few)
		o.save(portrait.Own{})
		o.expect(portrait.Own{})
	})
}

type owner struct {
	t        *testing.T
	settings portrait.Settings
}

func (o owner) save(own portrait.Own) {
	o.t.Helper()
	if err := o.settings.SaveOwn(o.t.Context(), own, time.Unix(1, 0)); err != nil {
		o.t.Fatal(err)
	}
}

func (o owner) refuses(own portrait.Own) {
	o.t.Helper()
	if err := o.settings.SaveOwn(o.t.Context(), own, time.Unix(1, 0)); !errors.Is(err, portrait.ErrPartial) {
		o.t.Errorf("error %v", err)
	}
}

// measure saves a calibration with four cut points from each number on.
func (o owner) measure(from ...float64) {
	o.t.Helper()
	c := portrait.Calibration{Measured: time.Unix(5, 0).UTC()}
	for i, x := range from {
		*[]*[]float64{&c.Metric.Recency, &c.Metric.Frequency, &c.Metric.Monetary}[i] = []float64{x, x + 1, x + 2, x + 3}
	}
	if err := o.settings.SaveCalibration(o.t.Context(), c); err != nil {
		o.t.Fatal(err)
	}
}

func (o owner) expect(own portrait.Own, from ...float64) {
	o.t.Helper()
	c, err := o.settings.Calibration(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	var got []float64
	for _, cuts := range [][]float64{c.Metric.Recency, c.Metric.Frequency, c.Metric.Monetary} {
		if len(cuts) == 4 {
			got = append(got, cuts[0])
		}
	}
	if !slices.Equal(got, from) || !reflect.DeepEqual(c.Own, own) {
		o.t.Errorf("cut points from %v, own %+v; want %v, %+v", got, c.Own, from, own)
	}
	if reflect.DeepEqual(c.Metric, metric.Calibration{}) != (len(from) == 0) {
		o.t.Errorf("%+v", c.Metric)
	}
}
