package metric

import (
	"math"
	"slices"
)

// Calibration holds facts about a population that single portraits are seen against. It is computed
// once from a sample, shown, and frozen until someone computes it anew, so that a portrait does not
// change because others did. The zero Calibration is "not calibrated": the RFM scores are then
// missing, and gaps are not shrunk.
type Calibration struct {
	Contacts  int       `json:"contacts"`  // buyers in the sample
	Recency   []float64 `json:"recency"`   // four cut points of recency_days, ascending
	Frequency []float64 `json:"frequency"` // four cut points of orders
	Monetary  []float64 `json:"monetary"`  // four cut points of revenue
	Gap       GapPrior  `json:"gap"`
}

// GapPrior is what is known of a contact's mean gap between purchases before it has shown any.
type GapPrior struct {
	Mean     float64 `json:"mean"`     // days
	Strength float64 `json:"strength"` // the number of own gaps that weigh as much as Mean; zero: no prior
}

// minSample is how many contacts a calibration needs for each of its parts.
const minSample = 20

// CalibrationColumns names the metrics that Calibrate reads.
func CalibrationColumns() []string {
	return []string{"recency_days", "orders", "revenue", "purchase_days", "mean_gap_days", "gap_cv"}
}

// Calibrate computes a calibration from portraits: column returns a metric's values, one a contact in
// the same order for each of CalibrationColumns.
//
// The cut points of R, F and M are the quintiles of those who ever ordered (linear interpolation, Hyndman & Fan 1996 type
// 7). The prior of gaps is Bühlmann's (1967): the mean is the average of contacts' mean gaps weighted by
// how many gaps they have, the strength the variance within contacts over that between them, by the
// unbiased estimators of Bühlmann & Straub (1970). With fewer than 20 contacts a part stays empty.
func Calibrate(column func(name string) []float64) Calibration {
	recency, orders, revenue := column("recency_days"), column("orders"), column("revenue")
	var buyers [3][]float64
	for i, n := range orders {
		if n > 0 {
			buyers[0] = append(buyers[0], recency[i])
			buyers[1] = append(buyers[1], n)
			buyers[2] = append(buyers[2], revenue[i])
		}
	}
	c := Calibration{Contacts: len(buyers[0])}
	if c.Contacts >= minSample {
		c.Recency, c.Frequency, c.Monetary = quintiles(buyers[0]), quintiles(buyers[1]), quintiles(buyers[2])
	}
	c.Gap = gapPrior(column("purchase_days"), column("mean_gap_days"), column("gap_cv"))
	return c
}

// quintiles returns the four cut points of x, which it sorts.
func quintiles(x []float64) []float64 {
	slices.Sort(x)
	cuts := make([]float64, 4)
	for i := range cuts {
		at := float64(i+1) / 5 * float64(len(x)-1)
		lo := int(at)
		hi := min(lo+1, len(x)-1)
		cuts[i] = x[lo] + float64((at-float64(lo))*(x[hi]-x[lo]))
	}
	return cuts
}

// gapPrior estimates the prior from contacts with two gaps or more.
func gapPrior(days, mean, cv []float64) GapPrior {
	var k int
	var n, nn, sum, within float64
	for i := range days {
		g := days[i] - 1
		if !(g >= 2) || math.IsNaN(cv[i]) {
			continue
		}
		sd := float64(cv[i] * mean[i])
		k, n, nn = k+1, n+g, nn+float64(g*g)
		sum += float64(g * mean[i])
		within += float64((g - 1) * float64(sd*sd))
	}
	if k < minSample {
		return GapPrior{}
	}
	m, between := sum/n, 0.0
	within /= n - float64(k)
	for i := range days {
		if g := days[i] - 1; g >= 2 && !math.IsNaN(cv[i]) {
			d := mean[i] - m
			between += float64(g * float64(d*d))
		}
	}
	between = (between - float64(float64(k-1)*within)) / (n - nn/n)
	const most = 1000 // gaps do not differ between contacts: everybody gets the mean
	if !(between > within/most) {
		return GapPrior{Mean: m, Strength: most}
	}
	return GapPrior{Mean: m, Strength: max(within/between, 1e-3)}
}
