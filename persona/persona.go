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
	Run         int64              `json:"run"` // its number, from 1; 0 until it is kept
	Built       time.Time          `json:"built"`
	AsOf        time.Time          `json:"as_of"`
	Settings    Settings           `json:"settings"`
	Fingerprint string             `json:"fingerprint"` // of the portraits: the same data gives the same
	Contacts    int                `json:"contacts"`
	Axes        []Axis             `json:"axes"`   // what the contacts were told apart by
	Choice      cluster.Choice     `json:"choice"` // how the number of personas was chosen
	Personas    []Persona          `json:"personas"`
	Totals      Totals             `json:"totals"`
	Transform   *cluster.Transform `json:"transform,omitempty"`
	Model       cluster.Model      `json:"model"`
	Notes       []string           `json:"notes,omitempty"`
}

// Settings are what a run can be told.
type Settings struct {
	Seed uint64 `json:"seed"`
	// K is how many personas to find, 0 to let the data choose among 2 to MaxK.
	K    int      `json:"k"`
	MaxK int      `json:"max_k"`
	Axes []string `json:"axes,omitempty"` // metrics to tell contacts apart by; none: chosen from what the data hold
}

// DefaultMaxK is the most personas looked for: more than eight are not kept in mind.
const DefaultMaxK = 8

// Totals are the population's own sums, the denominators of the shares.
type Totals struct {
	Revenue float64 `json:"revenue"`
	Buyers  int     `json:"buyers"`
}

// Axis is a metric that contacts were told apart by, and the share of contacts who have it.
type Axis struct {
	Metric string  `json:"metric"`
	Known  float64 `json:"known"`
}

// Persona is one group.
type Persona struct {
	Number  int            `json:"number"` // 1 is the largest group
	Name    string         `json:"name"`
	Summary string         `json:"summary"`
	Size    int            `json:"size"`
	Share   stats.Estimate `json:"share"`
	Revenue float64        `json:"revenue"`
	// RevenueShare is of all revenue; NaN-free: 0 where nobody bought.
	RevenueShare float64        `json:"revenue_share"`
	Stability    stats.Estimate `json:"stability"` // mean bootstrap Jaccard
	Traits       []Trait        `json:"traits"`    // the plainest and strongest first
	Rule         Rule           `json:"rule"`
	Typical      string         `json:"typical,omitempty"` // the key of the contact nearest to its centre

	medoid event.ContactID
	facts  facts
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
