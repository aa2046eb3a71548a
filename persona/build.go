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
// its number and the moment it was built.
func Build(ctx context.Context, t *portrait.Table, s Settings, now time.Time, workers int) (*Set, warehouse.Members, error) {
	if s.MaxK == 0 {
		s.MaxK = DefaultMaxK
	}
	set := &Set{
		Built: now, AsOf: t.AsOf, Settings: s,
		Fingerprint: fingerprint(t), Contacts: len(t.Contact), Totals: totals(t),
		Personas: []Persona{}, // a list in JSON even when empty
	}
	all, err := meet(t)
	if err != nil {
		return nil, warehouse.Members{}, err
	}
	set.Archetypes = meetings(t, all)
	for _, part := range partsOf(t, s.ByStage) {
		if err := set.divide(ctx, part, amongRows(all, part.rows), workers); err != nil {
			return nil, warehouse.Members{}, err
		}
	}
	nameAll(set.Personas)
	members, err := set.Place(ctx, t, workers)
	set.countBorderline(members)
	return set, members, err
}

// BorderlineConfidence is the probability of the own persona below which a contact may as well be of the second.
const BorderlineConfidence = 0.6

// countBorderline counts for each persona the members who are not clearly of it.
func (s *Set) countBorderline(m warehouse.Members) {
	n := map[int32]int{}
	for i, p := range m.Persona {
		if m.Confidence[i] < BorderlineConfidence {
			n[p]++
		}
	}
	for i := range s.Personas {
		s.Personas[i].Borderline = n[int32(s.Personas[i].ID)]
	}
}

// divide looks for personas in one part of the population.
func (s *Set) divide(ctx context.Context, p part, archetypes []met, workers int) error {
	d := Division{Stage: p.stage, Contacts: len(p.Contact), Axes: []Axis{}, IDs: []int{}}
	chosen, notes, err := chooseAxes(p, s.Settings.Axes)
	if err != nil {
		return err
	}
	s.Notes = append(s.Notes, p.say(notes)...)
	for _, m := range chosen {
		d.Axes = append(d.Axes, Axis{Metric: m.def.Name, Known: known(m)})
	}
	if len(chosen) == 0 {
		d.Choice = nothingToTell(p.Table)
	} else if err := s.find(ctx, p, chosen, archetypes, &d, workers); err != nil {
		return err
	}
	s.Divisions = append(s.Divisions, d)
	return nil
}

// find divides the contacts and describes what it finds.
func (s *Set) find(ctx context.Context, p part, chosen []measure, archetypes []met, d *Division, workers int) error {
	opt := cluster.Options{Seed: s.Settings.Seed, Method: cluster.Method(s.Settings.Method), Workers: workers}
	recipe, x, err := transform(chosen, recipeFor(opt.Method))
	if err != nil {
		return err
	}
	from, to := 2, s.Settings.MaxK
	if s.Settings.K > 0 {
		from, to = s.Settings.K, s.Settings.K
	}
	if d.Choice, err = cluster.Choose(ctx, x, from, to, opt); err != nil {
		return err
	}
	d.Choice.Reason = strings.ReplaceAll(d.Choice.Reason, "rows", "contacts")
	best := d.Choice.Best()
	if best == nil && s.Settings.K > 0 && len(d.Choice.Candidates) == 1 {
		best = &d.Choice.Candidates[0]
		s.Notes = append(s.Notes, p.say([]string{fmt.Sprintf(
			"%d personas were asked for; by themselves the data do not hold so many: %s", best.K, best.Note)})...)
	}
	if best == nil {
		return nil
	}
	d.Transform, d.Model = &recipe, best.Fit.Model()
	sure, err := cluster.LearnConfidence(ctx, x, best.Fit, opt)
	if err != nil {
		return err
	}
	d.Confidence = &sure
	s.describe(p, chosen, archetypes, best, d, cluster.Nearest(x, best.Fit, typicalContacts))
	return nil
}

// typicalContacts is how many contacts stand for a persona.
const typicalContacts = 3

// recipeFor is how axes are made comparable for a method: profiles are made of parts, which cannot be negative.
func recipeFor(m cluster.Method) cluster.Recipe {
	if m == cluster.ProfilesMethod {
		return cluster.Recipe{Scale: cluster.NonNegative}
	}
	return cluster.Recipe{Trim: 0.01}
}

// describe fills in the personas of a division.
func (s *Set) describe(p part, chosen []measure, archetypes []met, c *cluster.Candidate, d *Division, typical [][]int) {
	all := measures(p.Table)
	for _, m := range chosen {
		if m.categories {
			all = append(all, levels(p.Table, m)...)
		}
	}
	for i := range all {
		all[i].axis = all[i].level || slices.ContainsFunc(chosen, func(m measure) bool { return m.def.Name == all[i].def.Name })
	}
	revenue := p.Column("revenue")
	for g := range c.K {
		group := int32(g)
		x := Persona{
			ID: len(s.Personas) + 1, Stage: p.stage, Size: c.Fit.Sizes[g],
			Share:      stats.Proportion(c.Fit.Sizes[g], s.Contacts, Confidence),
			Stability:  c.Stability[g],
			Traits:     traits(all, c.Fit.Labels, group, len(all)*c.K),
			Rule:       ruleFor(measured(chosen), c.Fit.Labels, group),
			Archetypes: overlaps(archetypes, c.Fit.Labels, group, len(archetypes)*c.K),
		}
		for _, row := range typical[g] {
			x.typical = append(x.typical, p.Contact[row])
		}
		x.Revenue = sumOf(revenue, c.Fit.Labels, group)
		if s.Totals.Revenue > 0 {
			x.RevenueShare = x.Revenue / s.Totals.Revenue
		}
		x.facts = factsOf(p.Table, c.Fit.Labels, group)
		s.Personas = append(s.Personas, x)
		d.IDs = append(d.IDs, x.ID)
	}
}

// KeyTypical fills in the keys of the contacts that stand for their personas.
func (s *Set) KeyTypical(ctx context.Context, keys func(context.Context, []event.ContactID) ([]event.Key, error)) error {
	for i := range s.Personas {
		p := &s.Personas[i]
		found, err := keys(ctx, p.typical)
		if err != nil {
			return err
		}
		p.Typical = p.Typical[:0]
		for _, k := range found {
			p.Typical = append(p.Typical, string(k))
		}
	}
	return nil
}

// Find returns the persona of an id, nil when the set has none.
func (s *Set) Find(id int) *Persona {
	for i := range s.Personas {
		if s.Personas[i].ID == id {
			return &s.Personas[i]
		}
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
