package report

import (
	"fmt"
	"slices"

	"limner/cluster"
	"limner/persona"
)

// sure says how far a persona is to be believed, each reason with its figure.
func (p *Paper) sure(x *persona.Persona) []pair {
	all := []pair{{"Comes back", p.comesBack(x)}}
	if text := p.standsApart(x); text != "" {
		all = append(all, pair{"Stands apart", text})
	}
	all = append(all, pair{"Members in between", p.inBetween(x)})
	var warnings []string
	for _, e := range append(x.Share.Warnings, x.Stability.Warnings...) {
		warnings = append(warnings, upper(sentence(e)))
	}
	for _, w := range warnings {
		all = append(all, pair{"Take care", w})
	}
	return all
}

func (p *Paper) comesBack(x *persona.Persona) string {
	return fmt.Sprintf("%s. In %d resamples of the contacts it and its match shared %.2f of their members (Jaccard; 1 is all, %.2f is needed; interval %s).",
		upper(cluster.Reading(x.Stability.Value)), x.Stability.N, x.Stability.Value, cluster.MinJaccard, Interval(x.Stability.Lo, x.Stability.Hi))
}

// standsApart says the persona's own silhouette beside that of all.
func (p *Paper) standsApart(x *persona.Persona) string {
	for _, d := range p.Set.Divisions {
		g := slices.Index(d.IDs, x.ID)
		for _, c := range d.Choice.Candidates {
			if g >= 0 && c.K == len(d.IDs) && g < len(c.Silhouette.Groups) {
				return fmt.Sprintf("This persona %s (silhouette %.2f, all personas %.2f; above 0.5 is clear, below 0.25 is not).",
					clearness(c.Silhouette.Groups[g]), c.Silhouette.Groups[g], c.Silhouette.Mean.Value)
			}
		}
	}
	return ""
}

// inBetween says how many members could as well be of another persona.
func (p *Paper) inBetween(x *persona.Persona) string {
	m, ok := p.Measured[x.ID]
	if !ok {
		return "How surely the members are placed is not known for the data as they are now."
	}
	text := fmt.Sprintf("%s (%s) may as well be of another persona: they are of this one with a probability below %.1f. A typical member is of it with %.2f.",
		count(x.Borderline, "member", "members"), Percent(float64(x.Borderline)/float64(max(1, x.Size))), persona.BorderlineConfidence, m.Confidence)
	if next := p.Set.Find(m.Next); next != nil {
		text += fmt.Sprintf(" For %s of all members the next likely persona is %d, %s.", Percent(m.NextShare), next.ID, next.Name)
	}
	return text
}
