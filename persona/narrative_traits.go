package persona

import (
	"math"
	"slices"
	"strings"

	"limner/metric"
)

// mostTold is how many traits a narrative tells: two sentences of two.
const mostTold = 4

// plainer is how strong a plainer metric must be beside the strongest of its topic to be told instead.
const plainer = 0.75

// strongest picks what sets the persona apart, one metric of each topic.
func (t *teller) strongest() []saying {
	var told []saying
	for i := range t.Traits {
		x := &t.Traits[i]
		s, ok := sayingOf(x)
		if !ok || x.Repeats != "" || len(told) == mostTold || slices.ContainsFunc(told, func(o saying) bool { return o.topic == s.topic }) {
			continue
		}
		if t.number("any", "orders") <= hardlyAny && (s.topic == "orders" || s.topic == "spending") {
			continue // said already: they do not buy
		}
		if s, ok = t.plainest(s, math.Abs(x.Difference.Value)); ok {
			told = append(told, s)
		}
	}
	return told
}

// plainest is the first saying of a topic that is nearly as strong as the strongest, and can be told.
func (t *teller) plainest(strongest saying, difference float64) (saying, bool) {
	candidates := []saying{strongest}
	for _, s := range sayings {
		if s.topic == strongest.topic && !strongest.titled() {
			candidates = append(candidates, s)
		}
	}
	slices.SortStableFunc(candidates, func(a, b saying) int { return rank(a) - rank(b) })
	for _, s := range candidates {
		if x := t.traits[s.metric]; x != nil && math.Abs(x.Difference.Value) >= plainer*difference && t.compare(s, false) != "" {
			return s, true
		}
	}
	return saying{}, false
}

// rank is a saying's place in the list.
func rank(s saying) int {
	return slices.IndexFunc(sayings, func(o saying) bool { return o.metric == s.metric })
}

// apart is the sentences that set the persona apart.
func (t *teller) apart(told []saying) []string {
	var sentences []string
	for n := 0; n < len(told); n += 2 {
		pair := told[n:min(n+2, len(told))]
		parts := make([]string, len(pair))
		for i, s := range pair {
			parts[i] = t.compare(s, n == 0 && i == 0)
		}
		if len(parts) == 2 { // "typically they …, and typically they …" needs the second lead no more
			if lead := leadOf(parts[0]); lead != "" && strings.HasPrefix(parts[1], lead) {
				parts[1] = "and " + strings.TrimPrefix(parts[1], lead)
				parts[0] = strings.TrimSuffix(parts[0], ",")
			}
		}
		text := strings.Join(parts, joint(parts))
		if n > 0 {
			text = "Beyond that, " + text
		}
		sentences = append(sentences, strings.ToUpper(text[:1])+text[1:]+".")
	}
	return sentences
}

// joint is what stands between two parts of a sentence.
func joint(parts []string) string {
	if len(parts) == 2 && strings.HasPrefix(parts[1], "and ") {
		return ", "
	}
	return "; "
}

// The beginnings that two parts of a sentence can share.
const (
	typically = "typically they "
	onAverage = "on average they "
	typicalOf = "typically their "
	averageOf = "on average their "
)

func leadOf(part string) string {
	for _, lead := range []string{typically, onAverage} {
		if strings.HasPrefix(part, lead) {
			return lead
		}
	}
	return ""
}

// compare tells a metric against everyone else's: by medians; where theirs is nothing, by how many have
// any; where the medians are the same or say the opposite, by means. "" when none of these tells.
func (t *teller) compare(s saying, first bool) string {
	x := t.traits[s.metric]
	up := x.Difference.Value > 0
	switch {
	case 2*x.Known < t.Size:
		return "" // a fact about the few
	case t.binary(s.metric):
		return s.binary()
	case s.any != "" && x.Median == 0 && t.number("any", s.metric) < t.number("rest_any", s.metric)-tellingChannel:
		return s.anyOf()
	case tells(x.Median, x.RestMedian, up):
		return s.lead(typically, typicalOf) + t.against(s, first)
	case tells(x.Mean, x.RestMean, up):
		return s.lead(onAverage, averageOf) + s.clause("mean") + ", against {rest_mean " + s.metric + "} for everyone else"
	}
	return ""
}

// anyOf says how many have done it at all.
func (s saying) anyOf() string {
	what := strings.ReplaceAll(s.any, "{window}", "{window "+s.metric+"}")
	return "{any " + s.metric + "} of them " + what + ", against {rest_any " + s.metric + "} of everyone else"
}

// tells reports whether two values differ visibly, in the direction of the trait.
func tells(own, rest float64, up bool) bool {
	apart := math.Abs(own-rest) > 0.01*max(math.Abs(own), math.Abs(rest))
	return apart && (own > rest) == up
}

// against is a comparison of medians. The first of a narrative says how many times, where that is sensible.
func (t *teller) against(s saying, first bool) string {
	x := t.traits[s.metric]
	r := x.Median / x.RestMedian
	countable := x.Unit == metric.Money || x.Unit == metric.Count && x.RestMedian >= 2
	if first && countable && r >= 2 && r <= 20 {
		return s.clause("median") + ", {median_ratio " + s.metric + "} times the {rest_median " + s.metric + "} of everyone else"
	}
	return s.clause("median") + ", against {rest_median " + s.metric + "} for everyone else"
}

func (s saying) lead(they, their string) string {
	if s.titled() {
		return their
	}
	return they
}

// clause is what follows the lead: "have placed {median orders|order|orders}", "income is {median trait_income}".
func (s saying) clause(statistic string) string {
	if s.titled() {
		return s.text + " is {" + statistic + " " + s.metric + "}"
	}
	return s.with(statistic, s.metric)
}

// binary reports whether a trait is a yes or a no, as 1 or 0.
func (t *teller) binary(of string) bool {
	x := t.table.Column(of)
	if x == nil || t.traits[of].measure == nil || t.traits[of].measure.def.Family != traitFamily {
		return false
	}
	for _, v := range x {
		if v == v && v != 0 && v != 1 {
			return false
		}
	}
	return true
}

// binary tells a yes or no.
func (s saying) binary() string {
	return strings.ReplaceAll("{any M} of them have "+s.text+", against {rest_any M} of everyone else", "M", s.metric)
}
