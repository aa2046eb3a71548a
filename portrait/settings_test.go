package portrait_test

import (
	"reflect"
	"testing"
	"time"

	"limner/event"
	"limner/internal/testdb"
	"limner/metric"
	"limner/portrait"
	"limner/store"
)

func TestSettingsAreKept(t *testing.T) {
	testdb.Each(t, func(t *testing.T, where string) {
		s, err := store.Open(t.Context(), where)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if err := s.Migrate(t.Context(), "portrait", portrait.Migrations()); err != nil {
			t.Fatal(err)
		}
		settings := portrait.Settings{Store: s}
		if c, err := settings.Calibration(t.Context()); err != nil || !c.Measured.IsZero() {
			t.Errorf("before any was measured: %+v, %v", c, err)
		}
		if y, err := settings.Defined(t.Context()); err != nil || y != nil {
			t.Errorf("before any was defined: %q, %v", y, err)
		}
		for i := range 3 {
			testCalibration(t, settings, i)
			testDefined(t, settings, i)
		}
	})
}

func testCalibration(t *testing.T, settings portrait.Settings, i int) {
	t.Helper()
	want := portrait.Calibration{
		Measured: time.Date(2024, 6, 1, 1, 2, 3, 456000, time.UTC), AsOf: time.Date(2024, 5, i+1, 0, 0, 0, 0, time.UTC), Features: []event.Code{3, 1, event.Code(i)},
		Metric: metric.Calibration{Contacts: 4338 + i, Recency: []float64{1, 1.0 / 3, 1e300, 5e-324}, Frequency: []float64{1, 2, 3, 6},
			Monetary: []float64{0.1, 0.2, 0.3, 1e6}, Gap: metric.GapPrior{Mean: 42.1234567890123, Strength: 2.5}},
	}
	if err := settings.SaveCalibration(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	if got, err := settings.Calibration(t.Context()); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v came back as %+v, %v", want, got, err)
	}
}

func testDefined(t *testing.T, settings portrait.Settings, i int) {
	t.Helper()
	want := "metrics: # Größe\n" + string(rune('a'+i))
	if err := settings.SaveDefined(t.Context(), []byte(want), time.Unix(int64(i), 0)); err != nil {
		t.Fatal(err)
	}
	if got, err := settings.Defined(t.Context()); err != nil || string(got) != want {
		t.Errorf("%q came back as %q, %v", want, got, err)
	}
}
