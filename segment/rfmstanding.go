package segment

import (
	"time"

	"limner/portrait"
	"limner/stats"
)

// Standing is how a population divides into RFM groups as of an instant.
type Standing struct {
	AsOf       time.Time   `json:"as_of"`
	Contacts   int         `json:"contacts"`
	Buyers     int         `json:"buyers"`
	Revenue    float64     `json:"revenue"`
	Thresholds Thresholds  `json:"thresholds"` // of recency_days, orders and revenue
	Groups     []GroupSize `json:"groups"`     // all of them, in the order of the table
}

// GroupSize is a group and who is in it.
type GroupSize struct {
	Group
	Size         int     `json:"size"`
	Share        float64 `json:"share"`
	Revenue      float64 `json:"revenue"`
	RevenueShare float64 `json:"revenue_share"`
	// Medians are of days since the last order, orders and revenue; absent in a group of nobody, and the
	// first of one without orders.
	Medians [3]*float64 `json:"medians"`
}

// buyings reads the three values of everyone in a table.
func buyings(t *portrait.Table) []Buying {
	people := make([]Buying, len(t.Contact))
	for d, name := range RFMColumns() {
		for i, x := range t.Column(name) {
			people[i][d] = x
		}
	}
	return people
}

// Stand divides a table with the metrics of RFMColumns into groups.
func Stand(t *portrait.Table, by Thresholds) *Standing {
	people := buyings(t)
	groups := Groups()
	s := &Standing{AsOf: t.AsOf, Contacts: len(people), Thresholds: by}
	members := make([][]Buying, len(groups))
	for _, b := range people {
		g := groupOf(groups, b, by.Scores(b))
		members[g] = append(members[g], b)
		s.Revenue += b[Monetary]
		if b.bought() {
			s.Buyers++
		}
	}
	for i, g := range groups {
		s.Groups = append(s.Groups, s.size(g, members[i]))
	}
	return s
}

func (s *Standing) size(g Group, members []Buying) GroupSize {
	size := GroupSize{Group: g, Size: len(members)}
	for _, b := range members {
		size.Revenue += b[Monetary]
	}
	size.Share = share(float64(size.Size), float64(s.Contacts))
	size.RevenueShare = share(size.Revenue, s.Revenue)
	for _, d := range Dimensions() {
		size.Medians[d] = median(members, d)
	}
	return size
}

func share(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}

// median is of a dimension, over those who have a value; nil if nobody does.
func median(members []Buying, d Dimension) *float64 {
	var x []float64
	for _, b := range members {
		if v := b[d]; v == v {
			x = append(x, v)
		}
	}
	if len(x) == 0 {
		return nil
	}
	m := stats.Median(x)
	return &m
}
