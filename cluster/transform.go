package cluster

import (
	"fmt"
	"math"
)

// Log says whether a column is put on a logarithmic scale, as log(1+x).
type Log int

const (
	// LogWhenSkewed takes the logarithm of a column without negative values whose skewness
	// is above 1 and becomes smaller by it: counts and amounts, as a rule.
	LogWhenSkewed Log = iota
	// LogAlways takes it whatever the shape; negative values are then an error.
	LogAlways
	// LogNever leaves the scale as it is.
	LogNever
)

// Scale says in what unit a column is measured.
type Scale int

const (
	// Robust centres at the median and divides by IQR/1.349, which for a normal column is the
	// standard deviation. Where the middle half hardly varies (IQR/1.349 below a third of the
	// standard deviation, as in a column of mostly zeros) it falls back to Standard, or a few
	// rows would lie at enormous distances.
	Robust Scale = iota
	// Standard centres at the mean and divides by the standard deviation (ddof 0).
	Standard
	// NonNegative leaves 0 where it is and divides by the 99th percentile, or the (1-Trim)-quantile
	// when a Trim is given, at which it also ends: from 0, nothing of it, to 1, as much as
	// anybody but the most extreme. A column mostly of zeros, whose quantile is 0, is divided by
	// its greatest value. What is missing adds nothing: 0. Negative values are an error. It
	// makes what [FitProfiles] needs.
	NonNegative
)

// A Recipe is how columns are made comparable. The zero value is robust scaling untrimmed.
type Recipe struct {
	Scale Scale
	// Trim pulls values below the Trim-quantile and above the (1-Trim)-quantile in to these
	// (winsorising), after the logarithm. It must lie in [0, 0.5); 0.01 is a good start.
	Trim float64
}

// A Column is the values of one measure, a row each, NaN where missing.
type Column struct {
	Name   string
	Values []float64
	Log    Log
	// Categories tells that the values are codes of categories, of which none is more than
	// another. Each level that 2% of the rows hold becomes a column, all rarer ones share one,
	// and rows without a value have one; together they weigh as one category should beside a
	// measure (see [Step.Levels]). Log does not apply.
	Categories bool
}

const (
	// indicatorShare is the share of missing values from which being missing is a fact worth
	// a column of its own.
	indicatorShare = 0.05
)

// A Step is what was learned for one column. Values pass it in the order of the fields.
type Step struct {
	Name string `json:"name"`
	// Dropped says why the column is left out; it is empty for one that is kept.
	Dropped string `json:"dropped,omitempty"`
	// Missing is the share of rows without a value.
	Missing float64 `json:"missing"`
	// Log tells that log(1+x) is taken.
	Log bool `json:"log"`
	// Fill stands for a missing value: the median of those present, after the logarithm.
	Fill float64 `json:"fill"`
	// Lo and Hi bound the values, those of later rows too: at least to what was seen.
	Lo float64 `json:"lo"`
	Hi float64 `json:"hi"`
	// Center and Scale make the result (x-Center)/Scale·Weight.
	Center float64 `json:"center"`
	Scale  float64 `json:"scale"`
	// Weight is 1, or 1/√n for one of n columns that tell the same fact, so that together
	// they count once.
	Weight float64 `json:"weight"`
	// Indicator tells that a further column says whether the value is missing: 1 or 0, less
	// the share, times IndicatorWeight. It is not divided by its deviation, since rarity alone
	// must not make it loud. With NonNegative the share is not taken off.
	Indicator       bool    `json:"indicator,omitempty"`
	IndicatorWeight float64 `json:"indicator_weight,omitempty"`
	// NonNegative tells that nothing comes out negative.
	NonNegative bool `json:"non_negative,omitempty"`

	// Categories tells that values are codes, and that a column comes out for each of the
	// Levels (ascending), then one for other levels and one for missing values where there
	// were such rows (Other, Absent): 1 or 0, less the share of the rows unless NonNegative,
	// divided by Scale. Scale puts any two of c levels √(c/(c-1)) apart (Hennig & Liao
	// 2013), or 1 if NonNegative (Gower 1971). A later row of a level not seen goes with the
	// others; where there were none it lies at the mean, and says nothing.
	Categories bool      `json:"categories,omitempty"`
	Levels     []float64 `json:"levels,omitempty"`
	Other      bool      `json:"other,omitempty"`
	Absent     bool      `json:"absent,omitempty"`
	// Shares has the share of rows of each column, in that order.
	Shares []float64 `json:"shares,omitempty"`
}

// A Transform turns raw rows into comparable ones. It is learned once and kept, as JSON, beside
// the model, so that later rows are measured by the same rule.
type Transform struct {
	Rows  int    `json:"rows"`
	Steps []Step `json:"steps"`
	Twins []Twin `json:"twins,omitempty"`
}

// Learn derives a transform from columns of equal length. Columns that do not vary or have no
// value are dropped, which their [Step] reports. Infinite values, negative ones under
// LogAlways or NonNegative and a Trim out of range are errors.
func Learn(columns []Column, r Recipe) (Transform, error) {
	var t Transform
	if !(r.Trim >= 0 && r.Trim < 0.5) {
		return t, fmt.Errorf("transform: trim %v is not in [0, 0.5)", r.Trim)
	}
	raw := make([][]float64, len(columns))
	for j, c := range columns {
		if len(c.Values) != len(columns[0].Values) {
			return t, fmt.Errorf("transform: column %q has %d rows, the first has %d",
				c.Name, len(c.Values), len(columns[0].Values))
		}
		learn := learnStep
		if c.Categories {
			learn = learnCategories
		}
		s, err := learn(c, r)
		if err != nil {
			return t, err
		}
		t.Steps = append(t.Steps, s)
		t.Rows, raw[j] = len(c.Values), c.Values
	}
	return t, t.weighTwins(raw)
}

// Names returns the names of the columns that come out.
func (t Transform) Names() []string {
	names := []string{}
	for _, s := range t.Steps {
		switch {
		case s.Dropped == "" && s.Categories:
			names = append(names, s.levelNames()...)
		case s.Dropped == "":
			names = append(names, s.Name)
		}
		if s.Indicator {
			names = append(names, s.Name+" missing")
		}
	}
	return names
}

// Width returns the number of columns that come out.
func (t Transform) Width() (w int) {
	for i := range t.Steps {
		w += t.Steps[i].width()
	}
	return w
}

func (s *Step) width() (w int) {
	switch {
	case s.Dropped == "" && s.Categories:
		w = len(s.Shares)
	case s.Dropped == "":
		w = 1
	}
	if s.Indicator {
		w++
	}
	return w
}

// Sources returns for each column that comes out the learned column it comes from.
func (t Transform) Sources() []int {
	of := []int{}
	for i := range t.Steps {
		for range t.Steps[i].width() {
			of = append(of, i)
		}
	}
	return of
}

// Apply writes the transformed row to dst, which must have length [Transform.Width]; row has
// one value for each learned column, NaN where missing. It allocates nothing, and panics when
// a length is wrong.
func (t Transform) Apply(dst, row []float64) {
	if len(row) != len(t.Steps) {
		panic(fmt.Sprintf("cluster: %d values for %d columns", len(row), len(t.Steps)))
	}
	at := 0
	for j := range t.Steps {
		s := &t.Steps[j]
		switch {
		case s.Dropped == "" && s.Categories:
			s.writeLevels(dst[at:], row[j])
			at += len(s.Shares)
		case s.Dropped == "":
			dst[at] = s.value(row[j])
			at++
		}
		if s.Indicator {
			dst[at] = s.indicator(row[j])
			at++
		}
	}
	if at != len(dst) {
		panic(fmt.Sprintf("cluster: room for %d columns, %d come out", len(dst), at))
	}
}

func (s *Step) value(x float64) float64 {
	switch {
	case math.IsNaN(x):
		x = s.Fill
	case s.Log:
		x = math.Log1p(max(0, x))
	}
	return (min(max(x, s.Lo), s.Hi) - s.Center) / s.Scale * s.Weight
}

func (s *Step) indicator(x float64) (v float64) {
	if math.IsNaN(x) {
		v = 1
	}
	if !s.NonNegative {
		v -= s.Missing
	}
	return v * s.IndicatorWeight
}

// Matrix transforms whole columns, given in the order they were learned in.
func (t Transform) Matrix(columns [][]float64) (Matrix, error) {
	if len(columns) != len(t.Steps) {
		return Matrix{}, fmt.Errorf("transform: %d columns, %d were learned", len(columns), len(t.Steps))
	}
	m := Matrix{D: t.Width(), Names: t.Names()}
	for j, c := range columns {
		if j == 0 {
			m.N = len(c)
		}
		if len(c) != m.N {
			return Matrix{}, fmt.Errorf("transform: column %q has %d rows, the first has %d", t.Steps[j].Name, len(c), m.N)
		}
	}
	m.X = make([]float64, m.N*m.D)
	row := make([]float64, len(columns))
	for i := range m.N {
		for j, c := range columns {
			row[j] = c[i]
		}
		t.Apply(m.Row(i), row)
	}
	return m, nil
}
