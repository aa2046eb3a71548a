package persona

import (
	"slices"
	"strconv"
	"strings"

	"limner/metric"
)

// Statistic is something a figure can be a number of.
type Statistic struct {
	Name string
	Says string // what it is
	Rest bool   // it is of everyone else: those whom the persona was told apart from
	// Metric says that it is of a metric; its figure then has the metric's unit, if Own.
	Metric bool
	Own    bool
	Unit   metric.Unit // of the figure, unless Own
}

// statistics is all there are. A figure of any other is false.
var statistics = []Statistic{
	{Name: "contacts", Says: "how many contacts there are in all"},
	{Name: "size", Says: "how many contacts the persona has"},
	{Name: "share", Says: "the persona's share of all contacts", Unit: metric.Share},
	{Name: "share_lo", Says: "the lower end of the share's 95% interval", Unit: metric.Share},
	{Name: "share_hi", Says: "the upper end of the share's 95% interval", Unit: metric.Share},
	{Name: "revenue", Says: "the sum of what its contacts have spent", Unit: metric.Money},
	{Name: "revenue_share", Says: "its share of what all contacts have spent", Unit: metric.Share},
	{Name: "stability", Says: "the mean Jaccard similarity to the group found in resampled contacts", Unit: metric.Ratio},
	{Name: "holdout", Says: "how many contacts to leave alone in a test"},
	{Name: "median", Says: "the median of those who have a value", Metric: true, Own: true},
	{Name: "rest_median", Says: "the median among everyone else who has a value", Rest: true, Metric: true, Own: true},
	{Name: "median_ratio", Says: "the median over everyone else's", Metric: true, Unit: metric.Ratio},
	{Name: "mean", Says: "the mean of those who have a value", Metric: true, Own: true},
	{Name: "rest_mean", Says: "the mean among everyone else who has a value", Rest: true, Metric: true, Own: true},
	{Name: "any", Says: "the share of its contacts with a value above zero", Metric: true, Unit: metric.Share},
	{Name: "rest_any", Says: "the share of everyone else with a value above zero", Rest: true, Metric: true, Unit: metric.Share},
	{Name: "once", Says: "of its contacts with a value above zero, the share with exactly one", Metric: true, Unit: metric.Share},
	{Name: "known", Says: "the share of its contacts who have a value", Metric: true, Unit: metric.Share},
	{Name: "mode", Says: "the value that most of its contacts have", Metric: true, Own: true},
	{Name: "word", Says: "the share of its contacts of whom the metric says the word", Metric: true, Unit: metric.Share},
	{Name: "rest_word", Says: "the share of everyone else of whom the metric says the word", Rest: true, Metric: true, Unit: metric.Share},
	{Name: "window", Says: "the days that the metric looks back", Metric: true, Unit: metric.Days},
}

// StatisticOf explains a figure's statistic; false when there is none of the name.
func StatisticOf(name string) (Statistic, bool) {
	i := slices.IndexFunc(statistics, func(s Statistic) bool { return s.Name == name })
	if i < 0 {
		return Statistic{}, false
	}
	return statistics[i], true
}

// holdout is how many members a test leaves alone: a fifth, but half of a persona of fewer than 200, where
// a fifth would be too few to compare with.
func holdout(size int) int {
	if size < 200 {
		return size / 2
	}
	return size / 5
}

// window is the days a metric looks back, by its name ("orders_90d"); false when it looks at everything.
func window(name string) (float64, bool) {
	at := strings.LastIndexByte(name, '_')
	days, ok := strings.CutSuffix(name[at+1:], "d")
	n, err := strconv.Atoi(days)
	return float64(n), at >= 0 && ok && err == nil && n > 0
}
