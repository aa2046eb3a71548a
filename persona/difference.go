package persona

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"limner/portrait"
	"limner/stats"
)

// Difference is what two runs tell differently.
type Difference struct {
	A       int64     `json:"a"`
	B       int64     `json:"b"`
	AsOfA   time.Time `json:"as_of_a"`
	AsOfB   time.Time `json:"as_of_b"`
	Lineage *Lineage  `json:"lineage"` // of B's personas from A's, both placing the population of B
	Pairs   []Pair    `json:"pairs"`   // the personas of B, each with the one of A it continues
	Gone    []Side    `json:"gone"`    // the personas of A that none continues
	// Common counts the contacts whom both runs placed, each as of its own instant; Changed those of them
	// who are of another persona, and Behaviour those of these whom A, too, has elsewhere by then.
	Common    int            `json:"common"`
	Changed   stats.Estimate `json:"changed"`
	Behaviour int            `json:"behaviour"`
	Agreement float64        `json:"agreement"` // adjusted Rand index over the common contacts
	Notes     []string       `json:"notes,omitempty"`
}

// Side is a persona in one of the runs.
type Side struct {
	ID   int    `json:"id"`
	Name string `json:"name"`
	Size int    `json:"size"`
}

// Pair is a persona of the later run with the one it continues.
type Pair struct {
	To     Side         `json:"to"`
	From   *Side        `json:"from,omitempty"` // absent when it continues none
	Traits []TraitShift `json:"traits,omitempty"`
}

// TraitShift is how a trait changed from one run to the other.
type TraitShift struct {
	Trait // of B
	// MedianWas and DifferenceWas are those of A.
	MedianWas     float64 `json:"median_was"`
	DifferenceWas float64 `json:"difference_was"`
}

// shownShifts is how many traits of a pair are told.
const shownShifts = 2

// Compare tells two sets apart, by the populations as of either's instant.
func Compare(ctx context.Context, a, b *Set, then, now *portrait.Table, workers int) (*Difference, error) {
	d := &Difference{A: a.Run, B: b.Run, AsOfA: a.AsOf, AsOfB: b.AsOf, Pairs: []Pair{}, Gone: []Side{}}
	d.note(a, then)
	d.note(b, now)
	own, err := a.place(ctx, then, workers)
	if err != nil {
		return nil, err
	}
	frozen, err := a.place(ctx, now, workers)
	if err != nil {
		return nil, err
	}
	new, err := b.place(ctx, now, workers)
	if err != nil {
		return nil, err
	}
	d.Lineage = Match(a, b, frozen.ids, new.ids, Among(now.Contact, then.Contact))
	d.Lineage.say(a, b)
	d.pair(a, b)
	d.count(own, frozen, new)
	return d, nil
}

// note says when the portraits as of a run's instant are not those it was built from any more.
func (d *Difference) note(s *Set, t *portrait.Table) {
	if fingerprint(t) != s.Fingerprint {
		d.Notes = append(d.Notes, fmt.Sprintf("what is known of the time of run %d has changed since it was built (late events, an undone import or other metrics): whom it had is computed from what is known now", s.Run))
	}
}

func (d *Difference) pair(a, b *Set) {
	continued := map[int]bool{}
	for i := range b.Personas {
		p := &b.Personas[i]
		pair := Pair{To: sideOf(p)}
		if was := a.Find(d.Lineage.heirs[p.ID]); was != nil {
			continued[was.ID] = true
			side := sideOf(was)
			pair.From, pair.Traits = &side, shifts(was, p)
		}
		d.Pairs = append(d.Pairs, pair)
	}
	for i := range a.Personas {
		if !continued[a.Personas[i].ID] {
			d.Gone = append(d.Gone, sideOf(&a.Personas[i]))
		}
	}
}

func sideOf(p *Persona) Side { return Side{p.ID, p.Name, p.Size} }

// shifts is the traits of both whose difference from the rest changed most.
func shifts(was, is *Persona) []TraitShift {
	var all []TraitShift
	for _, t := range is.Traits {
		for _, o := range was.Traits {
			if o.Metric == t.Metric && t.Repeats == "" && o.Difference.Value != t.Difference.Value {
				all = append(all, TraitShift{Trait: t, MedianWas: o.Median, DifferenceWas: o.Difference.Value})
			}
		}
	}
	by := func(t TraitShift) float64 { return math.Abs(t.Difference.Value - t.DifferenceWas) }
	slices.SortStableFunc(all, func(x, y TraitShift) int { return cmp.Compare(by(y), by(x)) })
	return all[:min(len(all), shownShifts)]
}

// count compares the contacts one by one: where a had them, where it would have them at b's instant, and
// where b has them.
func (d *Difference) count(own, frozen, new population) {
	var x, y []int32
	changed := 0
	common(own, new, func(i, j int) {
		if i < 0 || own.ids[i] == 0 || new.ids[j] == 0 {
			return
		}
		x, y = append(x, own.ids[i]), append(y, new.ids[j])
		if int(own.ids[i]) == d.Lineage.heirs[int(new.ids[j])] {
			return
		}
		changed++
		if frozen.ids[j] != own.ids[i] {
			d.Behaviour++
		}
	})
	d.Common = len(x)
	d.Changed = stats.Proportion(changed, len(x), Confidence)
	d.Agreement = stats.AdjustedRand(x, y)
}
