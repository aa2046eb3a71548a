package app

import (
	"context"
	"fmt"
	"math"
	"time"

	"limner/event"
	"limner/metric"
	"limner/portrait"
	"limner/segment"
)

// RFM divides everyone into groups by recency, frequency and monetary value, as of an instant; the zero
// instant is that of the last build.
func (w *Workspace) RFM(ctx context.Context, at time.Time) (*segment.Standing, error) {
	c, t, err := w.buying(ctx, at)
	if err != nil {
		return nil, err
	}
	return segment.Stand(t, segment.ThresholdsOf(c.Settings().Calibration)), nil
}

// RFMMoves compares the groups as of two instants, both by today's thresholds.
func (w *Workspace) RFMMoves(ctx context.Context, since, at time.Time) (*segment.Moves, error) {
	c, after, err := w.buying(ctx, at)
	if err != nil {
		return nil, err
	}
	if err := earlier(since, after.AsOf, w.Zone); err != nil {
		return nil, err
	}
	before, err := portrait.At(ctx, w.Warehouse, c, since, w.workers(), segment.RFMColumns()...)
	if err != nil {
		return nil, err
	}
	return segment.Move(before, after, segment.ThresholdsOf(c.Settings().Calibration)), nil
}

// RFMMonths divides everyone into groups as of the beginnings of the last n months, and as of an instant.
func (w *Workspace) RFMMonths(ctx context.Context, n int, at time.Time) ([]*segment.Standing, error) {
	c, last, err := w.buying(ctx, at)
	if err != nil {
		return nil, err
	}
	by := segment.ThresholdsOf(c.Settings().Calibration)
	var all []*segment.Standing
	for _, then := range firstsOfMonths(last.AsOf, n, w.Zone) {
		t, err := portrait.At(ctx, w.Warehouse, c, then, w.workers(), segment.RFMColumns()...)
		if err != nil {
			return nil, err
		}
		all = append(all, segment.Stand(t, by))
	}
	return append(all, segment.Stand(last, by)), nil
}

// RFMSteps is where one contact stood since an instant: then, at the beginning of every month, and as of
// the later instant. Without since it is the last of these only.
func (w *Workspace) RFMSteps(ctx context.Context, key event.Key, since, at time.Time) (*segment.Steps, error) {
	last, err := w.Portrait(ctx, key, at)
	if err != nil {
		return nil, err
	}
	var when []time.Time
	if !since.IsZero() {
		if err := earlier(since, last.AsOf, w.Zone); err != nil {
			return nil, err
		}
		when = append(when, since)
		for _, t := range firstsOfMonths(last.AsOf, monthsBetween(since, last.AsOf), w.Zone) {
			if t.After(since) {
				when = append(when, t)
			}
		}
	}
	c, err := w.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	s := &segment.Steps{Contact: key, Thresholds: segment.ThresholdsOf(c.Settings().Calibration)}
	for _, t := range when {
		p, err := portrait.Of(ctx, w.Warehouse, c, key, t)
		if err != nil {
			return nil, err
		}
		s.Add(t, p.Events, buyingOf(p))
	}
	s.Add(last.AsOf, last.Events, buyingOf(last))
	return s, nil
}

// Outdated reports whether the portraits of the last build hold other scores than the thresholds give
// now: r_score, f_score and m_score follow at the next build.
func (w *Workspace) Outdated(ctx context.Context) (bool, error) {
	c, err := w.Catalogue(ctx)
	if err != nil {
		return false, err
	}
	columns := append(segment.RFMColumns(), "r_score", "f_score", "m_score")
	t, err := portrait.Read(ctx, w.Warehouse, c, columns...)
	if err != nil {
		return false, err
	}
	by := segment.ThresholdsOf(c.Settings().Calibration)
	x := make([][]float64, len(columns))
	for i, name := range columns {
		x[i] = t.Column(name)
	}
	for i := range t.Contact {
		s := by.Scores(segment.Buying{x[0][i], x[1][i], x[2][i]})
		for d := range s {
			if kept := x[3+d][i]; math.IsNaN(kept) == s.Known() || s.Known() && kept != float64(s[d]) {
				return true, nil
			}
		}
	}
	return false, nil
}

// buying reads what RFM needs of everyone: from the portraits of the last build, or computed on the side
// for another instant.
func (w *Workspace) buying(ctx context.Context, at time.Time) (*metric.Catalogue, *portrait.Table, error) {
	c, err := w.Catalogue(ctx)
	if err != nil {
		return nil, nil, err
	}
	t, err := portrait.Read(ctx, w.Warehouse, c, segment.RFMColumns()...)
	if err == nil && !at.IsZero() && !at.Equal(t.AsOf) {
		t, err = portrait.At(ctx, w.Warehouse, c, at, w.workers(), segment.RFMColumns()...)
	}
	return c, t, err
}

// buyingOf is the three values of a contact's portrait.
func buyingOf(p *portrait.Contact) segment.Buying {
	b := segment.Buying{}
	for d, name := range segment.RFMColumns() {
		for _, v := range p.Values {
			if v.Metric == name {
				b[d] = v.X
			}
		}
	}
	return b
}

// OrderError says that an instant to compare with is not before the one compared.
type OrderError struct{ Text string }

func (e *OrderError) Error() string { return e.Text }

func earlier(since, at time.Time, zone *time.Location) error {
	if since.Before(at) {
		return nil
	}
	const layout = "2 January 2006 15:04"
	return &OrderError{fmt.Sprintf("%s is not before %s, as of when the groups are: name an earlier day", since.In(zone).Format(layout), at.In(zone).Format(layout))}
}

// firstsOfMonths are the beginnings of the last n months before an instant, ascending.
func firstsOfMonths(at time.Time, n int, zone *time.Location) []time.Time {
	y, m, _ := at.In(zone).Date()
	first := time.Date(y, m, 1, 0, 0, 0, 0, zone)
	if !first.Before(at) {
		m--
	}
	var firsts []time.Time
	for i := n - 1; i >= 0; i-- {
		firsts = append(firsts, time.Date(y, m-time.Month(i), 1, 0, 0, 0, 0, zone).UTC())
	}
	return firsts
}

// monthsBetween is at least how many months begin from one instant to another.
func monthsBetween(from, to time.Time) int {
	return 12*(to.Year()-from.Year()) + int(to.Month()-from.Month()) + 2
}
