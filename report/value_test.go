package report

import (
	"math"
	"strings"
	"testing"
	"time"

	"limner/metric"
)

func TestValue(t *testing.T) {
	s := Style{Currency: "GBP"}
	lateInstant := float64(time.Date(2011, 12, 9, 12, 50, 0, 0, time.UTC).UnixMicro())
	for _, c := range []struct {
		x    float64
		unit metric.Unit
		want string
	}{
		{math.NaN(), metric.Money, "–"}, {math.NaN(), metric.Flag, "–"},
		{1234.4, metric.Money, "£1,234"}, {52, metric.Days, "52 days"}, {1, metric.Days, "1 day"}, {73.5, metric.Days, "73.5 days"}, {0, metric.Days, "0 days"},
		{0.384, metric.Share, "38%"}, {3, metric.Count, "3"}, {2.24, metric.Count, "2.24"}, {1, metric.Flag, "yes"}, {0, metric.Flag, "no"},
		{lateInstant, metric.Instant, "9 Dec 2011 12:50"}, {0.5, metric.Hours, "30 minutes"}, {5, metric.Score, "5"}, {1.5, metric.Ratio, "1.5"},
	} {
		if got := s.Value(c.x, c.unit); got != c.want {
			t.Errorf("%v %v is written %q, want %q", c.x, c.unit, got, c.want)
		}
	}
	zone := time.FixedZone("IST", 5*3600+1800)
	if got := (Style{Zone: zone}).Value(lateInstant, metric.Instant); got != "9 Dec 2011 18:20" {
		t.Errorf("in another zone it is %q", got)
	}
}

func TestMoney(t *testing.T) {
	for _, c := range []struct {
		x        float64
		currency string
		want     string
	}{
		{0, "", "0.00"}, {12.5, "", "12.50"}, {99.994, "", "99.99"}, {99.996, "", "100"}, {100, "", "100"}, {999.6, "", "1,000"}, {1234567.2, "", "1,234,567"},
		{-12.5, "", "−12.50"}, {-1234, "GBP", "−£1,234"}, {-0.001, "EUR", "€0.00"}, {5, "USD", "$5.00"}, {1234, "SEK", "1,234 SEK"}, {-1234, "SEK", "−1,234 SEK"},
	} {
		if got := (Style{Currency: c.currency}).Money(c.x); got != c.want {
			t.Errorf("%v %s is written %q, want %q", c.x, c.currency, got, c.want)
		}
	}
}

func TestNumber(t *testing.T) {
	for x, want := range map[float64]string{
		0: "0", 1: "1", 1.005: "1", 1.25: "1.25", 9.996: "10", 12.34: "12.3", 12.96: "13", 99.96: "100", 123.4: "123", 999.5: "1,000", 1000: "1,000", 1234567: "1,234,567",
		-1.25: "−1.25", -0.001: "0", 0.004: "0", 0.006: "0.01", -1000: "−1,000", 1e6 + 0.3: "1,000,000",
	} {
		if got := Number(x); got != want {
			t.Errorf("%v is written %q, want %q", x, got, want)
		}
	}
}

func TestWhole(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 541909: "541,909", -1234: "−1,234", 12: "12", 123456789: "123,456,789", math.MaxInt64: "9,223,372,036,854,775,807"} {
		if got := Whole(n); got != want {
			t.Errorf("%d is written %q, want %q", n, got, want)
		}
	}
}

func TestPercent(t *testing.T) {
	for x, want := range map[float64]string{
		0: "0%", 1: "100%", 0.384: "38%", 0.042: "4.2%", 0.04: "4%", 0.0004: "<0.1%", 0.001: "0.1%", 0.09996: "10%", 0.9996: ">99.9%", 0.999: "99.9%", 0.995: "99.5%", 0.99: "99%", 0.5: "50%",
		-0.042: "−4.2%", -0.3: "−30%", 1.5: "150%",
	} {
		if got := Percent(x); got != want {
			t.Errorf("%v is written %q, want %q", x, got, want)
		}
	}
	if got := Percent(math.NaN()); got != "–" {
		t.Errorf("a missing share is written %q", got)
	}
}

func TestHours(t *testing.T) {
	for x, want := range map[float64]string{
		0: "0 minutes", 1.0 / 60: "1 minute", 0.5: "30 minutes", 1: "1 hour", 1.5: "1.5 hours", 47.5: "47.5 hours", 48: "2 days", 60: "2.5 days", 24 * 365: "365 days", -5: "−5 hours", -0.5: "−30 minutes", -72: "−3 days",
	} {
		if got := hours(x); got != want {
			t.Errorf("%v hours are written %q, want %q", x, got, want)
		}
	}
}

func TestInterval(t *testing.T) {
	for want, x := range map[string][2]float64{
		"[0.61, 0.92]": {0.61, 0.92}, "[−∞, ∞]": {math.Inf(-1), math.Inf(1)}, "[−1.88, −1.62]": {-1.88, -1.62}, "[0.00, 0.10]": {-0.001, 0.1},
	} {
		if got := Interval(x[0], x[1]); got != want {
			t.Errorf("%v is written %q, want %q", x, got, want)
		}
	}
}

// Whatever is written for a person has no hyphen for a minus, no NaN and no exponent.
func TestNothingOfTheMachineShows(t *testing.T) {
	s := Style{Currency: "EUR"}
	for _, x := range []float64{math.NaN(), 0, 1e-9, -1e-9, 0.1, -0.1, 1, -1, 12.345, -12.345, 1e6, -1e6, 1e15} {
		for u := metric.Count; u <= metric.Flag; u++ {
			if got := s.Value(x, u); got == "" || strings.ContainsAny(got, "-Ne+") && !strings.ContainsAny(got, "ysut") {
				t.Errorf("%v %v is written %q", x, u, got)
			}
		}
	}
}
