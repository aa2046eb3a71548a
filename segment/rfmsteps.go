package segment

import (
	"math"
	"time"

	"limner/event"
)

// Steps is where one contact stood at some instants, and why it moved between them.
type Steps struct {
	Contact    event.Key  `json:"contact"`
	Thresholds Thresholds `json:"thresholds"`
	Steps      []Step     `json:"steps"`
}

// Step is where the contact stood at an instant.
type Step struct {
	AsOf    time.Time   `json:"as_of"`
	Known   bool        `json:"known"` // something had happened by then
	Group   string      `json:"group,omitempty"`
	Scores  Scores      `json:"scores"`
	Values  [3]*float64 `json:"values"`            // days since the last order, orders, revenue
	Moved   bool        `json:"moved"`             // into another group since the step before
	Because []Crossing  `json:"because,omitempty"` // the thresholds crossed since then, be it without a move
}

// Add appends a step; a contact that nobody knew then has no events.
func (s *Steps) Add(at time.Time, events int, b Buying) {
	groups := Groups()
	next := Step{AsOf: at, Known: events > 0}
	if next.Known {
		next.Scores = s.Thresholds.Scores(b)
		next.Group = groups[groupOf(groups, b, next.Scores)].Name
		for d := range b {
			if b[d] == b[d] {
				next.Values[d] = &b[d]
			}
		}
	}
	if n := len(s.Steps); n > 0 && next.Known {
		last := s.Steps[n-1]
		next.Moved = last.Known && last.Group != next.Group
		if last.Known {
			next.Because = s.Thresholds.crossings(last.buying(), b)
		}
	}
	s.Steps = append(s.Steps, next)
}

// buying is the values of the step again.
func (s Step) buying() Buying {
	b := Buying{math.NaN(), math.NaN(), math.NaN()}
	for d, v := range s.Values {
		if v != nil {
			b[d] = *v
		}
	}
	return b
}
