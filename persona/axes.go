package persona

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"limner/cluster"
	"limner/internal/spell"
	"limner/metric"
	"limner/portrait"
)

// axes lists the metrics contacts are told apart by unless a run names others: for each side of a
// customer the few that say it best. A second metric that tells the same fact would only make that fact
// louder.
var axes = []string{
	// value
	"recency_days", "orders", "revenue", "average_order_value",
	// price
	"discount_share",
	// email, and how fast it is answered
	"open_rate", "click_rate", "time_to_open_hours",
	// product, and how early it is taken up
	"sessions", "features_used", "core_features_week_one",
	// life
	"inactive_days", "days_since_signup",
}

// leastKnown is the share of contacts who must have a metric for it to be an axis: a fact about few says
// little about the others.
const leastKnown = 0.2

// ErrAxis says that a metric asked for as an axis is none.
var ErrAxis = errors.New("personas cannot be told apart")

// chooseAxes picks the metrics to tell contacts apart by: those asked for, or those of the list that the
// data hold; contacts of whom only traits are known are told apart by these.
func chooseAxes(p part, asked []string) (chosen []measure, notes []string, err error) {
	t := p.Table
	byName := map[string]measure{}
	for _, m := range measures(t) {
		byName[m.def.Name] = m
	}
	if len(asked) > 0 {
		for _, name := range asked {
			m, ok := byName[name]
			if !ok {
				m, ok = categories(t, name)
			}
			if !ok && p.stage != "" && t.Column(name) != nil {
				notes = append(notes, fmt.Sprintf("%s tells nobody apart there: it is the same for everyone, or known of nobody", name))
				continue
			}
			if !ok {
				return nil, nil, whyNot(t, name)
			}
			chosen = append(chosen, m)
		}
		return chosen, notes, nil
	}
	for _, name := range axes {
		if m, ok := byName[name]; ok && known(m) >= leastKnown && !toldBy(chosen, m) {
			chosen = append(chosen, m)
		}
	}
	if !onlySince(chosen) {
		return chosen, nil, nil
	}
	if traits := traitAxes(t); len(traits) > 0 {
		return traits, []string{"there is hardly any behaviour in the data, only traits: the personas are made of these"}, nil
	}
	return chosen, nil, nil
}

// CheckAxes refuses metrics by which nobody can be told apart, whatever the data: before the work begins.
func CheckAxes(defs []metric.Definition, asked []string) error {
	names := make([]string, len(defs))
	for i, d := range defs {
		names[i] = d.Name
	}
	for _, name := range asked {
		at := slices.Index(names, name)
		if at < 0 {
			return fmt.Errorf("%w by %q: there is no such metric%s; `limner metrics` lists them", ErrAxis, name, spell.DidYouMean(name, names))
		}
		if !defs[at].Shape && !categorical(defs[at]) {
			return fmt.Errorf("%w by %q: it is not a measure of behaviour but %s", ErrAxis, name, defs[at].Title)
		}
	}
	return nil
}

// onlySince reports whether all that is known is since when: no ground to tell people apart.
func onlySince(chosen []measure) bool {
	for _, m := range chosen {
		if m.def.Name != "inactive_days" && m.def.Name != "days_since_signup" {
			return false
		}
	}
	return true
}

// traitAxes is the numeric traits that enough contacts have.
func traitAxes(t *portrait.Table) []measure {
	var chosen []measure
	for _, m := range measures(t) {
		if m.def.Family == traitFamily && known(m) >= leastKnown {
			chosen = append(chosen, m)
		}
	}
	return chosen
}

// sameFact is the correlation from which two metrics tell one fact: where people do nothing but order,
// the days since their last act are the days since their last order.
const sameFact = 0.9

// toldBy reports whether one of the metrics chosen tells the fact already.
func toldBy(chosen []measure, m measure) bool {
	for _, c := range chosen {
		if c.def.Family != m.def.Family && math.Abs(c.correlation(m)) >= sameFact {
			return true
		}
	}
	return false
}

// traitFamily is the family of the metrics that are facts told about contacts.
const traitFamily = "Traits"

func known(m measure) float64 {
	return float64(portrait.Known(m.raw)) / float64(max(1, len(m.raw)))
}

func whyNot(t *portrait.Table, name string) error {
	if err := CheckAxes(t.Metrics, []string{name}); err != nil {
		return err
	}
	return fmt.Errorf("%w by %q: it is the same for everyone, or known of nobody", ErrAxis, name)
}

// transform makes the axes comparable: logarithms where skewed, robust scale, the far ends pulled in;
// each family of metrics has the same say, however many axes it has.
func transform(chosen []measure, recipe cluster.Recipe) (cluster.Transform, cluster.Matrix, error) {
	columns := make([]cluster.Column, len(chosen))
	raw := make([][]float64, len(chosen))
	families := map[string]float64{}
	for i, m := range chosen {
		columns[i] = cluster.Column{Name: m.def.Name, Values: m.raw, Categories: m.categories}
		raw[i] = m.raw
		families[m.def.Family]++
	}
	t, err := cluster.Learn(columns, recipe)
	if err != nil {
		return t, cluster.Matrix{}, err
	}
	if len(families) > 1 {
		for i, m := range chosen {
			say := 1 / math.Sqrt(families[m.def.Family])
			t.Steps[i].Weight *= say
			t.Steps[i].IndicatorWeight *= say
		}
	}
	x, err := t.Matrix(raw)
	return t, x, err
}
