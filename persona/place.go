package persona

import (
	"context"
	"fmt"
	"slices"

	"limner/metric"
	"limner/portrait"
	"limner/warehouse"
)

// part is contacts who are divided together.
type part struct {
	*portrait.Table
	stage string
	rows  []int // of the whole table; nil is all of them
}

// say makes notes say which part they are about.
func (p part) say(notes []string) []string {
	if p.stage == "" {
		return notes
	}
	out := make([]string, len(notes))
	for i, n := range notes {
		out[i] = "stage " + p.stage + ": " + n
	}
	return out
}

// partsOf is everyone, or a part for each lifecycle stage that somebody is in.
func partsOf(t *portrait.Table, byStage bool) []part {
	if !byStage {
		return []part{{Table: t}}
	}
	words, rows := stages(t)
	var all []part
	for w, in := range rows {
		if len(in) > 0 {
			all = append(all, part{Table: t.Rows(in), stage: words[w], rows: in})
		}
	}
	return all
}

// stages is the words of the stage metric and the rows of the contacts in each.
func stages(t *portrait.Table) (words []string, rows [][]int) {
	at := slices.IndexFunc(t.Metrics, func(d metric.Definition) bool { return d.Name == "stage" })
	if at < 0 {
		return nil, nil
	}
	words = t.Metrics[at].Words
	rows = make([][]int, len(words))
	for i, v := range t.X[at] {
		if v >= 0 { // not missing
			rows[int(v)] = append(rows[int(v)], i)
		}
	}
	return words, rows
}

// Place puts contacts into the personas of the set as it stands, whether or not they were there when it
// was built. Contacts whose part of the population has no personas are left out.
func (s *Set) Place(ctx context.Context, t *portrait.Table, workers int) (warehouse.Members, error) {
	var m warehouse.Members
	if len(t.Contact) == 0 {
		return m, nil // nobody was known then
	}
	for _, p := range partsOf(t, s.Settings.ByStage) {
		i := slices.IndexFunc(s.Divisions, func(d Division) bool { return d.Stage == p.stage })
		if i < 0 || s.Divisions[i].Transform == nil {
			continue
		}
		if s.Divisions[i].Confidence == nil {
			return m, fmt.Errorf("persona: run %d was kept by an earlier version, which did not say how sure a placement is; build anew", s.Run)
		}
		if err := s.Divisions[i].place(ctx, p.Table, &m, workers); err != nil {
			return m, err
		}
	}
	return m, nil
}

func (d *Division) place(ctx context.Context, t *portrait.Table, m *warehouse.Members, workers int) error {
	columns := make([][]float64, len(d.Axes))
	for i, a := range d.Axes {
		if columns[i] = t.Column(a.Metric); columns[i] == nil {
			return fmt.Errorf("persona: contacts cannot be placed: the metric %s they were told apart by is not measured any more", a.Metric)
		}
	}
	x, err := d.Transform.Matrix(columns)
	if err != nil {
		return err
	}
	placed, err := d.Model.AssignAll(ctx, x, workers)
	if err != nil {
		return err
	}
	sure, second, err := d.Confidence.All(ctx, x, placed, workers)
	if err != nil {
		return err
	}
	for i, p := range placed {
		m.Contact = append(m.Contact, t.Contact[i])
		m.Persona = append(m.Persona, int32(d.IDs[p.Group]))
		m.Second = append(m.Second, d.id(second[i]))
		m.Confidence = append(m.Confidence, sure[i])
	}
	return nil
}

// id is the persona of a group, 0 for none.
func (d *Division) id(group int32) int32 {
	if group < 0 {
		return 0
	}
	return int32(d.IDs[group])
}
