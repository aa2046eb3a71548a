package cluster

import (
	"fmt"
	"math"
	"slices"
	"strconv"
)

// levelShare is the share of rows from which a level of a category has a column of its own: a
// rarer one could not make a group of its own either (MinShare).
const levelShare = 0.02

// learnCategories derives the step of a column of codes. Each level that enough rows hold becomes
// a column that is 1 or 0, rarer ones share a column, and so do rows without a value.
//
// The columns are scaled so that any two levels are √(c/(c-1)) apart, with c the number of
// levels: √2 for two of them, as far as two rows drawn from a standardised measure are on
// average, E(X₁-X₂)² = 2, down to 1 for many. This is the standardisation of Hennig & Liao
// (2013; distancefactor of the R package fpc, for categories of equal size), who give a
// category half the average weight of a measure (their q = ½), because its jumps would
// otherwise draw the groups' borders alone. Sizes of levels are left out of it: dividing by
// the variance instead would make a level the louder the rarer it is. Under [NonNegative],
// where a measure goes from 0 to 1, two levels are 1 apart, as far as its ends (Gower 1971).
func learnCategories(c Column, r Recipe) (Step, error) {
	s := Step{Name: c.Name, Categories: true, NonNegative: r.Scale == NonNegative, Weight: 1, Scale: math.Sqrt2}
	codes, err := present(c)
	if err != nil {
		return s, err
	}
	slices.Sort(codes)
	n, missing, other := float64(len(c.Values)), len(c.Values)-len(codes), 0
	for len(codes) > 0 {
		rest := codes
		for len(rest) > 0 && rest[0] == codes[0] {
			rest = rest[1:]
		}
		if held := len(codes) - len(rest); float64(held) >= levelShare*n {
			s.Levels, s.Shares = append(s.Levels, codes[0]), append(s.Shares, float64(held)/n)
		} else {
			other += held
		}
		codes = rest
	}
	if s.Other = other > 0; s.Other {
		s.Shares = append(s.Shares, float64(other)/n)
	}
	if s.Absent = missing > 0; s.Absent {
		s.Missing = float64(missing) / n
		s.Shares = append(s.Shares, s.Missing)
	}
	levels := float64(len(s.Shares))
	switch {
	case len(s.Levels) == 0 && !s.Other:
		s.Dropped = "no row has a value"
	case levels < 2:
		s.Dropped = "every row has the same value"
	case !s.NonNegative:
		s.Scale = math.Sqrt(2 * (levels - 1) / levels)
	}
	return s, nil
}

// level returns which of the columns of s is 1 for the code x: -1, none, for one that is
// missing or rare where there was no such row to learn from.
func (s *Step) level(x float64) int {
	if math.IsNaN(x) {
		if s.Absent {
			return len(s.Shares) - 1
		}
	} else if i, ok := slices.BinarySearch(s.Levels, x); ok {
		return i
	}
	if s.Other {
		return len(s.Levels)
	}
	return -1
}

// writeLevels writes the columns of code x. A row of no level lies at the mean of all, where the
// column says nothing.
func (s *Step) writeLevels(dst []float64, x float64) {
	at := s.level(x)
	for i, share := range s.Shares {
		v := 0.0
		if i == at {
			v = 1
		}
		if !s.NonNegative && at >= 0 {
			v -= share
		}
		dst[i] = v / s.Scale * s.Weight
	}
}

// levelNames returns the names of the columns of s.
func (s *Step) levelNames() (names []string) {
	for _, v := range s.Levels {
		names = append(names, fmt.Sprintf("%s is %s", s.Name, strconv.FormatFloat(v, 'g', -1, 64)))
	}
	if s.Other {
		names = append(names, s.Name+" is other")
	}
	if s.Absent {
		names = append(names, s.Name+" is missing")
	}
	return names
}
