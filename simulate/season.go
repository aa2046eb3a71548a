package simulate

import (
	"fmt"
	"math"
	"time"
	_ "time/tzdata" // the same zones on every machine
)

// season bends time so that more happens before the end of the year: processes run evenly in bent days
// and are looked up in real ones. Over a whole year the average is unchanged.
type season struct {
	real []float64 // real[i] is the day on which i bent days are over
}

const (
	swing = 0.2 // how much more than average happens at the peak
	peak  = 339 // the peak's day of the year, early December
	year  = 365.25
)

func newSeason(start time.Time, days int) season {
	w := 2 * math.Pi / year
	phase := float64(start.YearDay() - 1 - peak)
	bent := func(t float64) float64 { return t + swing/w*(math.Sin(w*(t+phase))-math.Sin(w*phase)) }
	s := season{real: make([]float64, 0, days+2)}
	t := 0.0
	for i := 0; bent(t) <= bent(float64(days))+1; i++ {
		for range 6 { // Newton: the slope is between 0.8 and 1.2
			t -= (bent(t) - float64(i)) / (1 + swing*math.Cos(w*(t+phase)))
		}
		s.real = append(s.real, t)
		t++
	}
	return s
}

// day is the real day on which so many bent days are over; past the table it runs on evenly.
func (s season) day(bent float64) float64 {
	i := int(bent)
	if i >= len(s.real)-1 {
		return s.real[len(s.real)-1] + bent - float64(len(s.real)-1)
	}
	return s.real[i] + (bent-float64(i))*(s.real[i+1]-s.real[i])
}

// bent is the inverse of day.
func (s season) bent(day float64) float64 {
	lo, hi := 0, len(s.real)-1
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; s.real[mid] <= day {
			lo = mid
		} else {
			hi = mid
		}
	}
	return float64(lo) + (day-s.real[lo])/(s.real[hi]-s.real[lo])
}

// zone is a part of the world, and how many days its clocks are ahead of UTC on each day.
type zone struct {
	name, country string
	ahead         []float64
}

// places are where contacts live, and the share of them up to and including the place.
var places = []struct {
	zone, country string
	upTo          float64
}{
	{"Europe/London", "GB", 0.35},
	{"Europe/Berlin", "DE", 0.6},
	{"America/New_York", "US", 0.8},
	{"America/Los_Angeles", "US", 0.88},
	{"Asia/Kolkata", "IN", 0.95},
	{"Australia/Sydney", "AU", 1},
}

func newZones(start time.Time, days int) ([]zone, error) {
	zones := make([]zone, len(places))
	for i, p := range places {
		loc, err := time.LoadLocation(p.zone)
		if err != nil {
			return nil, fmt.Errorf("simulate: %w", err)
		}
		zones[i] = zone{name: p.zone, country: p.country, ahead: make([]float64, days+1)}
		for d := range zones[i].ahead {
			_, seconds := start.AddDate(0, 0, d).In(loc).Zone()
			zones[i].ahead[d] = float64(seconds) / 86400
		}
	}
	return zones, nil
}

func pickZone(d draw) int {
	x := d.Float64()
	for i, p := range places {
		if x < p.upTo {
			return i
		}
	}
	return len(places) - 1
}

// utc is the instant, in days, of an hour of a local day.
func (z *zone) utc(day int, hour float64) float64 {
	return float64(day) + hour/24 - z.ahead[min(max(day, 0), len(z.ahead)-1)]
}
