// Package persona finds the groups among contacts, names them from facts, and keeps them.
//
// A persona is a group of contacts who behave alike, told so that a marketer can act and a data
// engineer can check: how many they are and what they bring in, the traits that set them apart with
// their intervals, a rule that picks them out and how well it does, and a name taken from the
// strongest of these. Nothing in it is typed by hand, and nothing is said without the number behind it.
package persona

import (
	"time"

	"limner/cluster"
	"limner/event"
	"limner/metric"
	"limner/stats"
)

// Set is what one run found: the personas of a population as of an instant, or the reason there are none.
type Set struct {
	Run         int64      `json:"run"` // its number, from 1; 0 until it is kept
	Built       time.Time  `json:"built"`
	AsOf        time.Time  `json:"as_of"`
	Settings    Settings   `json:"settings"`
	Fingerprint string     `json:"fingerprint"` // of the portraits: the same data gives the same
	Contacts    int        `json:"contacts"`
	Totals      Totals     `json:"totals"`
	Divisions   []Division `json:"divisions"` // one of everyone, or one a lifecycle stage
	Personas    []Persona  `json:"personas"`  // the largest of each division first
	// Archetypes are those of the library that contacts meet, whatever personas there are.
	Archetypes []Meeting `json:"archetypes"`
	Notes      []string  `json:"notes,omitempty"`
}

// Settings are what a run can be told. The zero value serves.
type Settings struct {
	Seed uint64 `json:"seed"`
	// K is how many personas to find, 0 to let the data choose among 2 to MaxK.
	K    int `json:"k"`
	MaxK int `json:"max_k"`
	// Axes are the metrics to tell contacts apart by; none: chosen from what the data hold.
	Axes []string `json:"axes,omitempty"`
	// Method is how groups are found; "" is k-means.
	Method string `json:"method,omitempty"`
	// ByStage looks for personas within each lifecycle stage rather than among everyone.
	ByStage bool `json:"by_stage,omitempty"`
}

// DefaultMaxK is the most personas looked for: more than eight are not kept in mind.
const DefaultMaxK = 8

// Totals are the population's own sums, the denominators of the shares.
type Totals struct {
	Revenue float64 `json:"revenue"`
	Buyers  int     `json:"buyers"`
}

// Division is a part of the population that was divided into personas: everyone, or one stage.
type Division struct {
	Stage     string             `json:"stage,omitempty"` // "" is everyone
	Contacts  int                `json:"contacts"`
	Axes      []Axis             `json:"axes"`   // what the contacts were told apart by
	Choice    cluster.Choice     `json:"choice"` // how the number of personas was chosen, or why there are none
	Transform *cluster.Transform `json:"transform,omitempty"`
	Model     cluster.Model      `json:"model"`
	// Confidence says how sure a placement is.
	Confidence *cluster.Confidence `json:"confidence,omitempty"`
	// IDs are the personas of the model's groups, in its order.
	IDs []int `json:"personas"`
}

// Axis is a metric that contacts were told apart by, and the share of contacts who have it.
type Axis struct {
	Metric string  `json:"metric"`
	Known  float64 `json:"known"`
}

// Persona is one group.
type Persona struct {
	// ID stays with a persona through every refit that finds it again; in a first run 1 is the largest.
	ID      int            `json:"id"`
	Name    string         `json:"name"`
	Stage   string         `json:"stage,omitempty"`
	Size    int            `json:"size"`
	Share   stats.Estimate `json:"share"` // of all contacts
	Revenue float64        `json:"revenue"`
	// RevenueShare is of all revenue; NaN-free: 0 where nobody bought.
	RevenueShare float64        `json:"revenue_share"`
	Stability    stats.Estimate `json:"stability"` // mean bootstrap Jaccard
	Traits       []Trait        `json:"traits"`    // the plainest and strongest first
	Rule         Rule           `json:"rule"`
	// Archetypes are the definitions of the library that the persona overlaps, the closest first.
	Archetypes []Overlap `json:"archetypes,omitempty"`
	// Narrative says who they are, Actions what to do about them; every figure in them refers to data.
	Narrative []Clause `json:"narrative,omitempty"`
	Actions   []Clause `json:"actions,omitempty"`
	// Borderline counts the members whose second persona is nearly as likely (BorderlineConfidence).
	Borderline int `json:"borderline"`
	// Typical are the keys of the contacts nearest to its centre, the nearest first.
	Typical []string `json:"typical,omitempty"`

	typical []event.ContactID
	facts   facts
}

// Trait is a way in which a persona differs from everyone else.
type Trait struct {
	Metric string      `json:"metric"`
	Title  string      `json:"title"`
	Unit   metric.Unit `json:"unit"`
	// Difference is the standardised difference between the persona and the rest (Hedges' g, of
	// logarithms where the metric is skewed). Its interval holds for all traits of the set at once.
	Difference stats.Estimate `json:"difference"`
	Median     float64        `json:"median"`      // of the persona
	RestMedian float64        `json:"rest_median"` // of everyone else
	Mean       float64        `json:"mean"`
	RestMean   float64        `json:"rest_mean"`
	Known      int            `json:"known"` // contacts of the persona who have a value
	// Repeats names the stronger trait of the persona that this one tells again in other words; "" when
	// it says something of its own.
	Repeats string `json:"repeats,omitempty"`

	measure *measure
}

// Rule is a readable description of a persona by a few thresholds, with how well it does: of those it
// picks, Precision are of the persona; of the persona, it picks Recall; Fidelity is the share of all
// contacts on whom rule and persona agree.
type Rule struct {
	// Segment is the rule in the language of package segment, to be used wherever a segment is.
	Segment    string         `json:"segment,omitempty"`
	Conditions []Condition    `json:"conditions"`
	Picks      int            `json:"picks"`
	Precision  stats.Estimate `json:"precision"`
	Recall     stats.Estimate `json:"recall"`
	Fidelity   stats.Estimate `json:"fidelity"`
}

// Condition is one comparison of a rule: the value lies above Above and is at most UpTo, or is missing
// when Missing is true.
type Condition struct {
	Metric  string      `json:"metric"`
	Title   string      `json:"title"`
	Unit    metric.Unit `json:"unit"`
	Above   stats.Bound `json:"above"`
	UpTo    stats.Bound `json:"up_to"`
	Missing bool        `json:"missing,omitempty"`
}

// Overlap is how far a persona and an archetype's definition are the same contacts.
type Overlap struct {
	Archetype  string `json:"archetype"`
	Definition string `json:"definition"` // a rule of package segment, as text
	// Meets counts the members who meet the definition, Of everyone who does.
	Meets int `json:"meets"`
	Of    int `json:"of"`
	// Share is of the persona's members, RestShare of everyone else: who meets the definition.
	Share     stats.Estimate `json:"share"`
	RestShare stats.Estimate `json:"rest_share"`
	// Jaccard is Meets over those in either.
	Jaccard float64 `json:"jaccard"`
}

// Clause is a part of a sentence with the figures it states. In Text the mark {0} stands where the first
// figure is written, {1} the second, and so on: whoever writes it down chooses how a figure looks.
type Clause struct {
	Text    string   `json:"text"`
	Figures []Figure `json:"figures,omitempty"`
	// Because refers to what a clause rests on: "metric: orders", "archetype: champions".
	Because string `json:"because,omitempty"`
}

// Figure is a number in a text, and what it is a number of: enough to compute it again from the data.
type Figure struct {
	Value float64     `json:"value"`
	Unit  metric.Unit `json:"unit"`
	// Persona is whose members it is about, 0 for everyone.
	Persona int `json:"persona"`
	// Statistic is what was computed; StatisticOf explains each.
	Statistic string `json:"statistic"`
	// Metric or Archetype is what it was computed of, where the statistic needs one; Word is the value of
	// the metric whose holders were counted.
	Metric    string `json:"metric,omitempty"`
	Archetype string `json:"archetype,omitempty"`
	Word      string `json:"word,omitempty"`
}
