package cluster

import (
	"fmt"
	"math"
	"slices"

	"limner/stats"
)

// learnStep derives the step of one column, with a weight of 1.
func learnStep(c Column, r Recipe) (Step, error) {
	s := Step{Name: c.Name, Weight: 1, IndicatorWeight: 1, Scale: 1, NonNegative: r.Scale == NonNegative}
	xs, err := present(c)
	if err == nil && s.NonNegative {
		err = negative(c)
	}
	if err != nil {
		return s, err
	}
	if len(xs) == 0 {
		s.Dropped, s.Missing, s.IndicatorWeight = "no row has a value", 1, 0
		return s, nil
	}
	s.Missing = 1 - float64(len(xs))/float64(len(c.Values))
	if s.Indicator = s.Missing >= indicatorShare; !s.Indicator {
		s.IndicatorWeight = 0
	}
	if s.Log = takeLog(xs, c.Log); s.Log {
		for i, x := range xs {
			xs[i] = math.Log1p(x)
		}
	}
	slices.Sort(xs)
	if s.NonNegative {
		s.measureFromZero(xs, r.Trim)
		return s, nil
	}
	s.Fill = stats.QuantileSorted(xs, 0.5)
	s.Lo, s.Hi = stats.QuantileSorted(xs, r.Trim), stats.QuantileSorted(xs, 1-r.Trim)
	switch {
	case xs[0] == xs[len(xs)-1]:
		s.Dropped = "every row has the same value"
	case s.Lo == s.Hi:
		s.Dropped = fmt.Sprintf("all but the trimmed %.2g%% at either end have the same value", 100*r.Trim)
	default:
		s.measure(xs, len(c.Values)-len(xs), r.Scale)
		s.checkScale()
	}
	return s, nil
}

// present returns the values that are there, in a slice of their own.
func present(c Column) ([]float64, error) {
	xs := make([]float64, 0, len(c.Values))
	for i, x := range c.Values {
		switch {
		case math.IsInf(x, 0):
			return nil, fmt.Errorf("transform: column %q is infinite in row %d", c.Name, i)
		case x < 0 && c.Log == LogAlways && !c.Categories:
			return nil, fmt.Errorf("transform: column %q has no logarithm in row %d: %v is negative", c.Name, i, x)
		case !math.IsNaN(x):
			xs = append(xs, x)
		}
	}
	return xs, nil
}

// negative says where a column is.
func negative(c Column) error {
	for i, x := range c.Values {
		if x < 0 {
			return fmt.Errorf("transform: column %q is negative in row %d: %v; nothing less than nothing can be made of parts", c.Name, i, x)
		}
	}
	return nil
}

func takeLog(xs []float64, rule Log) bool {
	if rule != LogWhenSkewed || slices.Min(xs) < 0 {
		return rule == LogAlways
	}
	var raw, logged stats.Moments
	for _, x := range xs {
		raw.Add(x)
		logged.Add(math.Log1p(x))
	}
	return raw.Skewness() > 1 && math.Abs(logged.Skewness()) < raw.Skewness()
}

// checkScale drops a column whose values differ by no more than their rounding, or by more than
// can be squared and summed.
func (s *Step) checkScale() {
	if !(s.Scale > 1e-12*math.Abs(s.Center) && s.Scale > 1e-150 && s.Scale < 1e150) {
		s.Dropped = fmt.Sprintf("its deviation, %.3g around %.3g, is too small or too large to measure by", s.Scale, s.Center)
		s.Center, s.Scale = 0, 1
	}
}

// measure sets centre and scale from the sorted values as they will come out: within bounds,
// and filled where missing.
func (s *Step) measure(sorted []float64, missing int, scale Scale) {
	var m stats.Moments
	for _, x := range sorted {
		m.Add(min(max(x, s.Lo), s.Hi))
	}
	for range missing {
		m.Add(s.Fill)
	}
	s.Center, s.Scale = m.Mean, m.SD(0)
	if scale == Standard {
		return
	}
	iqr := stats.QuantileSorted(sorted, 0.75) - stats.QuantileSorted(sorted, 0.25)
	if iqr/1.349 >= s.Scale/3 {
		s.Center, s.Scale = s.Fill, iqr/1.349
	}
}

// measureFromZero sets the bounds and the scale of NonNegative from the sorted values.
func (s *Step) measureFromZero(sorted []float64, trim float64) {
	if trim == 0 {
		trim = 0.01
	}
	last := sorted[len(sorted)-1]
	if s.Hi = stats.QuantileSorted(sorted, 1-trim); s.Hi == 0 {
		s.Hi = last
	}
	if sorted[0] == last {
		s.Dropped = "every row has the same value"
		return
	}
	s.Scale = s.Hi
	s.checkScale()
}
