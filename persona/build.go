package persona

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/cespare/xxhash/v2"

	"limner/cluster"
	"limner/event"
	"limner/metric"
	"limner/portrait"
	"limner/stats"
	"limner/warehouse"
)

// Build finds the personas of a population. The same portraits and settings give the same set, but for
// its id and the moment it was built.
func Build(ctx context.Context, t *portrait.Table, s Settings, now time.Time, workers int) (*Set, warehouse.Members, error) {
	if s.MaxK == 0 {
		s.MaxK = DefaultMaxK
	}
	set := &Set{
		Built: now, AsOf: t.AsOf, Settings: s,
		Fingerprint: fingerprint(t), Contacts: len(t.Contact), Totals: totals(t),
		Axes: []Axis{}, Personas: []Persona{}, // lists in JSON even when empty
	}
	chosen, notes, err := chooseAxes(t, s.Axes)
	if err != nil {
		return nil, warehouse.Members{}, err
	}
	set.Notes = notes
	for _, m := range chosen {
		set.Axes = append(set.Axes, Axis{Metric: m.def.Name, Known: known(m)})
	}
	if len(chosen) == 0 {
		set.Choice = nothingToTell(t)
		return set, warehouse.Members{}, nil
	}
	return set.find(ctx, t, chosen, workers)
}

// find divides the contacts and describes what it finds.
func (s *Set) find(ctx context.Context, t *portrait.Table, chosen []measure, workers int) (*Set, warehouse.Members, error) {
	recipe, x, err := transform(chosen)
	if err != nil {
		return nil, warehouse.Members{}, err
	}
	opt := cluster.Options{Seed: s.Settings.Seed, Workers: workers}
	from, to := 2, s.Settings.MaxK
	if s.Settings.K > 0 {
		from, to = s.Settings.K, s.Settings.K
	}
	if s.Choice, err = cluster.Choose(ctx, x, from, to, opt); err != nil {
		return nil, warehouse.Members{}, err
	}
	s.Choice.Reason = strings.ReplaceAll(s.Choice.Reason, "rows", "contacts")
	best := s.Choice.Best()
	if best == nil && s.Settings.K > 0 && len(s.Choice.Candidates) == 1 {
		best = &s.Choice.Candidates[0]
		s.Notes = append(s.Notes, fmt.Sprintf("%d personas were asked for; by themselves the data do not hold so many: %s", best.K, best.Note))
	}
	if best == nil {
		return s, warehouse.Members{}, nil
	}
	s.Transform, s.Model = &recipe, best.Fit.Model()
	placed, err := s.Model.AssignAll(ctx, x, workers)
	if err != nil {
		return nil, warehouse.Members{}, err
	}
	s.describe(t, chosen, best, cluster.Medoids(x, best.Fit))
	return s, members(t, placed), nil
}

func members(t *portrait.Table, placed []cluster.Placement) warehouse.Members {
	n := len(placed)
	m := warehouse.Members{Contact: t.Contact, Persona: make([]int32, n), Second: make([]int32, n), Confidence: make([]float64, n)}
	for i, p := range placed {
		m.Persona[i], m.Second[i], m.Confidence[i] = p.Group+1, p.Second+1, p.Margin
	}
	return m
}

// describe fills in the personas of a division.
func (s *Set) describe(t *portrait.Table, chosen []measure, c *cluster.Candidate, medoids []int) {
	all := measures(t)
	for i := range all {
		all[i].axis = slices.ContainsFunc(chosen, func(m measure) bool { return m.def.Name == all[i].def.Name })
	}
	revenue := t.Column("revenue")
	for g := range c.K {
		group := int32(g)
		p := Persona{
			Number: g + 1, Size: c.Fit.Sizes[g],
			Share:     stats.Proportion(c.Fit.Sizes[g], s.Contacts, Confidence),
			Stability: c.Stability[g],
			Traits:    traits(all, c.Fit.Labels, group, len(all)*c.K),
			Rule:      ruleFor(chosen, c.Fit.Labels, group),
			medoid:    t.Contact[medoids[g]],
		}
		p.Revenue = sumOf(revenue, c.Fit.Labels, group)
		if s.Totals.Revenue > 0 {
			p.RevenueShare = p.Revenue / s.Totals.Revenue
		}
		p.facts = factsOf(t, c.Fit.Labels, group)
		s.Personas = append(s.Personas, p)
	}
	nameAll(s.Personas)
}

// KeyTypical fills in the keys of the contacts that stand for their personas.
func (s *Set) KeyTypical(ctx context.Context, keys func(context.Context, []event.ContactID) ([]event.Key, error)) error {
	ids := make([]event.ContactID, len(s.Personas))
	for i, p := range s.Personas {
		ids[i] = p.medoid
	}
	found, err := keys(ctx, ids)
	if err != nil {
		return err
	}
	for i, k := range found {
		s.Personas[i].Typical = string(k)
	}
	return nil
}

func sumOf(x []float64, labels []int32, group int32) float64 {
	sum := 0.0
	for i, v := range x {
		if labels[i] == group && !math.IsNaN(v) {
			sum += v
		}
	}
	return sum
}

func totals(t *portrait.Table) Totals {
	var sum Totals
	for _, v := range t.Column("revenue") {
		if !math.IsNaN(v) {
			sum.Revenue += v
		}
	}
	for _, v := range t.Column("orders") {
		if v > 0 {
			sum.Buyers++
		}
	}
	return sum
}

// nothingToTell is the choice where nothing tells contacts apart.
func nothingToTell(t *portrait.Table) cluster.Choice {
	n, least := len(t.Contact), 2*cluster.MinRows
	if n < least {
		return cluster.Choice{Verdict: cluster.TooFewRows, MoreRows: least - n, Reason: fmt.Sprintf(
			"Too few contacts: a persona needs %d to be described, so two need %d; there are %d, and %d more would help.",
			cluster.MinRows, least, n, least-n)}
	}
	return cluster.Choice{Verdict: cluster.Identical, Reason: fmt.Sprintf(
		"Nothing measured tells the %d contacts apart: they all did the same things, or too few of them did anything.", n)}
}

// fingerprint is a hash of the portraits: contacts, metrics and every value. The codes of texts depend on
// the order in which they came, so texts are numbered anew as they appear among the contacts.
func fingerprint(t *portrait.Table) string {
	d := xxhash.New()
	var b [8]byte
	write := func(u uint64) {
		binary.LittleEndian.PutUint64(b[:], u)
		_, _ = d.Write(b[:])
	}
	write(uint64(event.Micros(t.AsOf)))
	for _, id := range t.Contact {
		write(uint64(id))
	}
	for i, def := range t.Metrics {
		_, _ = d.WriteString(def.Name)
		seen := map[float64]float64{}
		for _, v := range t.X[i] {
			if def.Unit == metric.Text {
				v = renumber(seen, v)
			}
			if math.IsNaN(v) {
				v = math.NaN() // one NaN for all
			}
			write(math.Float64bits(v))
		}
	}
	return fmt.Sprintf("%016x", d.Sum64())
}

// renumber is the place of a code in the order of first appearance.
func renumber(seen map[float64]float64, code float64) float64 {
	if math.IsNaN(code) {
		return code
	}
	n, ok := seen[code]
	if !ok {
		n = float64(len(seen) + 1)
		seen[code] = n
	}
	return n
}
