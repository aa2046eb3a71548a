package persona

import (
	"strings"
	"testing"

	"limner/segment"
)

// Of each archetype a contact who meets its definition, and contacts who are like that but for one thing.
func TestArchetypes(t *testing.T) {
	type values map[string]float64
	for name, c := range map[string]struct {
		meets values
		not   []values
	}{
		"frequent visitors who never purchase":     {values{"orders": 0, "sessions": 10}, []values{{"orders": 1}, {"sessions": 9}}},
		"fast deciders after the first email":      {values{"orders": 1, "click_rate": 0.2, "time_to_open_hours": 2}, []values{{"orders": 0}, {"click_rate": 0.19}, {"time_to_open_hours": 2.1}}},
		"discount-driven buyers":                   {values{"orders": 2, "discount_share": 0.6}, []values{{"orders": 1}, {"discount_share": 0.59}}},
		"silent churn risks":                       {values{"acts": 10, "orders": 2, "inactive_days": 45, "lateness": 2}, []values{{"acts": 9}, {"orders": 1}, {"inactive_days": 44}, {"inactive_days": 365}, {"lateness": 1.9}}},
		"champions":                                {values{"r_score": 4, "f_score": 4, "m_score": 4}, []values{{"r_score": 3}, {"f_score": 3}, {"m_score": 3}}},
		"loyal regulars":                           {values{"orders": 5, "gap_cv": 1, "lateness": 1.9}, []values{{"orders": 4}, {"gap_cv": 1.1}, {"lateness": 2}}},
		"big-ticket rare buyers":                   {values{"f_score": 2, "m_score": 4}, []values{{"f_score": 3}, {"m_score": 3}}},
		"newcomers":                                {values{"stage": 0}, []values{{"stage": 1}}},
		"one-and-done buyers":                      {values{"orders": 1, "recency_days": 91}, []values{{"orders": 2}, {"recency_days": 90}}},
		"second-purchase drop-offs":                {values{"orders": 2, "recency_days": 91}, []values{{"orders": 1}, {"recency_days": 90}}},
		"slipping regulars":                        {values{"orders": 4, "lateness": 1.5, "inactive_days": 44}, []values{{"orders": 3}, {"lateness": 1.4}, {"lateness": 4}, {"inactive_days": 45}}},
		"dormant customers":                        {values{"orders": 1, "inactive_days": 180}, []values{{"orders": 0}, {"inactive_days": 179}}},
		"resurrected customers":                    {values{"orders": 1, "stage": 2}, []values{{"orders": 0}, {"stage": 1}}},
		"feature explorers":                        {values{"features_used": 4}, []values{{"features_used": 3}}},
		"single-feature users":                     {values{"features_used": 1, "active_days": 5}, []values{{"features_used": 2}, {"active_days": 4}}},
		"early activators of core features":        {values{"core_features_week_one": 2}, []values{{"core_features_week_one": 1}}},
		"email-fatigued":                           {values{"emails_sent": 15, "email_fatigue": -0.2}, []values{{"emails_sent": 14}, {"email_fatigue": -0.19}}},
		"support-heavy":                            {values{"tickets": 4, "tickets_90d": 0}, []values{{"tickets": 3}}},
		"other-channel customers who ignore email": {values{"orders": 1, "emails_sent": 10, "open_rate": 0.05}, []values{{"orders": 0}, {"emails_sent": 9}, {"open_rate": 0.06}}},
		"cart abandoners":                          {values{"carts_abandoned": 3, "orders": 1}, []values{{"carts_abandoned": 2}, {"orders": 2}}},
	} {
		m := newMade(t, 3+len(c.not)) // the last but one has no value at all, the last shows that there are orders
		m.set("orders", 2+len(c.not), 1)
		for row := range 1 + len(c.not) {
			for metric, x := range c.meets {
				m.set(metric, row, x)
			}
			if row > 0 {
				for metric, x := range c.not[row-1] {
					m.set(metric, row, x)
				}
			}
		}
		all, err := meet(m.Table)
		if err != nil {
			t.Fatal(err)
		}
		seen := false
		for _, a := range all {
			if a.Name != name {
				continue
			}
			seen = true
			if !a.by[0] || a.n != 1 {
				t.Errorf("%s (%s): of the contact who meets it and %d who just do not, %v do", name, a.Rule, len(c.not), a.by)
			}
		}
		if !seen {
			t.Errorf("there is no archetype %q", name)
		}
	}
	if n := len(Archetypes()); n < 20 {
		t.Errorf("%d archetypes", n)
	}
}

// A definition is a rule that anyone can copy: its canonical text, and no two archetypes have the same.
func TestArchetypesAreRules(t *testing.T) {
	m := newMade(t, 1)
	seen := map[string]string{}
	for _, a := range Archetypes() {
		r, err := segment.Parse(a.Rule, segment.Vocabulary{Metrics: m.Metrics, Texts: wordless{}})
		if err != nil {
			t.Fatal(err)
		}
		if seen[r.String()] != "" || a.Name != strings.TrimSpace(a.Name) {
			t.Errorf("%q is defined as %q is: %s", a.Name, seen[r.String()], r)
		}
		seen[r.String()] = a.Name
	}
}

func TestOverlaps(t *testing.T) {
	labels := make([]int32, 200)
	a := met{Archetype: Archetype{Name: "A"}, by: make([]bool, 200)}
	b := met{Archetype: Archetype{Name: "B"}, by: make([]bool, 200)}
	for i := range labels {
		labels[i] = int32(i / 100)
		if a.by[i] = i < 80 || i >= 190; a.by[i] { // 80 of the first hundred, 10 of the second
			a.n++
		}
		if b.by[i] = i%2 == 0; b.by[i] { // half of either
			b.n++
		}
	}
	got := overlaps([]met{b, a}, labels, 0, 4)
	if len(got) != 1 || got[0].Archetype != "A" || got[0].Meets != 80 || got[0].Of != 90 ||
		got[0].Share.Value != 0.8 || got[0].RestShare.Value != 0.1 || got[0].Jaccard != 80.0/110 {
		t.Errorf("%+v", got)
	}
	if got := overlaps([]met{b, a}, labels, 1, 4); len(got) != 0 {
		t.Errorf("of the others fewer meet it, and yet: %+v", got)
	}
}
