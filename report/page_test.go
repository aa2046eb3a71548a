package report

import (
	"bytes"
	"math"
	"strings"
	"testing"
	"time"

	"limner/cluster"
	"limner/metric"
	"limner/persona"
	"limner/stats"
)

// hostile is a name that came from somebody's data.
const hostile = `</title><script>alert("x")</script> & 'Söhne' {{.}}`

func estimate(value, lo, hi float64) stats.Estimate {
	return stats.Estimate{Value: value, Lo: lo, Hi: hi, Confidence: 0.95, N: 100}
}

func figureOf(value float64, u metric.Unit, statistic, of string) persona.Figure {
	return persona.Figure{Value: value, Unit: u, Persona: 1, Statistic: statistic, Metric: of}
}

// paperOf is a paper of two personas with all that a page can show.
func paperOf() *Paper {
	day := func(m time.Month) time.Time { return time.Date(2024, m, 1, 0, 0, 0, 0, time.UTC) }
	one := persona.Persona{
		ID: 1, Name: "Lapsed buyers of " + hostile, Size: 60, Borderline: 3, Share: estimate(0.6, 0.5, 0.69), Revenue: 600, RevenueShare: 0.2,
		Stability: estimate(0.91, 0.89, 0.93), Typical: []string{hostile, "k2"},
		Traits: []persona.Trait{
			{Metric: "revenue", Title: hostile, Unit: metric.Money, Difference: estimate(-1.75, -1.88, -1.62), Median: 243, RestMedian: 1190},
			{Metric: "biggest_order", Title: "Biggest order", Unit: metric.Money, Repeats: "revenue"},
			{Metric: "visits", Title: "Two-way visits", Difference: estimate(0.9, 0.5, 1.2), Median: 1, RestMedian: 2},
			{Metric: "refunds", Title: "Refunds", Difference: estimate(0.6, 0.5, 0.7), Mean: 1.5, RestMean: 0.25},
		},
		Rule: persona.Rule{Conditions: []persona.Condition{
			{Metric: "orders", Title: "Orders", Above: stats.Bound(math.Inf(-1)), UpTo: 2},
			{Metric: "discount_share", Title: "Orders on discount", Unit: metric.Share, Above: 0.35, UpTo: stats.Bound(math.Inf(1)), Missing: true},
		}, Picks: 50, Precision: estimate(0.97, 0.9, 0.99), Recall: estimate(0.82, 0.7, 0.9), Fidelity: estimate(0.93, 0.9, 0.95)},
		Archetypes: []persona.Overlap{{Archetype: "dormant customers", Definition: "orders >= 1 and recency_days > 180", Meets: 45, Of: 50,
			Share: estimate(0.75, 0.63, 0.84), RestShare: estimate(0.1, 0.05, 0.2), Jaccard: 0.7}, {Archetype: "far off", Share: estimate(0.1, 0, 0.2)}},
		Narrative: []persona.Clause{
			{Text: "They are {0} of {1} contacts.", Figures: []persona.Figure{figureOf(60, metric.Count, "size", ""), figureOf(100, metric.Count, "contacts", "")}},
			{Text: "They spent {0}; nobody wrote.", Figures: []persona.Figure{figureOf(243, metric.Money, "median", "revenue"), figureOf(0, metric.Share, "any", "tickets")}},
		},
		Actions: []persona.Clause{{Text: "Write to the {0}.", Because: "metric: revenue", Figures: []persona.Figure{figureOf(60, metric.Count, "size", "")}}},
	}
	two := persona.Persona{ID: 2, Name: "Best customers", Size: 40, Share: estimate(0.4, 0.31, 0.5), Revenue: 2400, RevenueShare: 0.8, Stability: estimate(0.7, 0.6, 0.8)}
	score := cluster.SilhouetteScore{Mean: estimate(0.33, 0.33, 0.33), Groups: []float64{0.41, 0.2}}
	set := &persona.Set{
		Run: 7, AsOf: day(6), Built: day(7), Settings: persona.Settings{Seed: 42, MaxK: 8}, Fingerprint: "efb81a53f46b7ee5", Contacts: 100,
		Totals: persona.Totals{Revenue: 3000, Buyers: 100}, Notes: []string{"something to know"}, Personas: []persona.Persona{one, two},
		Divisions: []persona.Division{{
			Contacts: 100, Axes: []persona.Axis{{Metric: "revenue"}, {Metric: "orders"}}, IDs: []int{1, 2},
			Choice: cluster.Choice{K: 2, Reason: "2 groups: they hold.", Candidates: []cluster.Candidate{
				{K: 2, Sizes: []int{60, 40}, Silhouette: score, LeastJaccard: 0.7, Holds: true, Gap: cluster.Gap{K: 2, Value: 0.61}, Excess: 0.06, ExcessSD: 0.02},
				{K: 3, Sizes: []int{60, 30, 10}, Silhouette: score, LeastJaccard: 0.4, Note: "one group comes back at only 0.40"}}},
		}},
	}
	return &Paper{
		Style: Style{Currency: "GBP"}, Set: set,
		Metrics: []metric.Definition{{Name: "revenue", Title: "Revenue", Unit: metric.Money}, {Name: "orders", Title: "Orders"}},
		Measured: map[int]Measured{
			1: {Confidence: 0.58, Next: 2, NextShare: 1, Standings: []Standing{
				{Title: "Revenue", Unit: metric.Money, Rank: 21, Median: 243, Everyone: 666}, {Title: hostile, Rank: 23, Median: 1, Everyone: 2},
				{Title: "Open rate", Unit: metric.Share, Rank: math.NaN(), Median: math.NaN(), Everyone: 0.4}, {Title: "Days since last order", Unit: metric.Days, Rank: 77, Median: 184, Everyone: 51}}},
			2: {Confidence: 0.4, Standings: []Standing{{Title: "Revenue", Rank: 80}}},
		},
		Sizes: &persona.Sizes{IDs: []int{1, 2}, At: []time.Time{day(3), day(4), day(5), day(6)}, Counts: [][]int{{10, 30, 50, 60}, {0, 10, 30, 40}}, Contacts: []int{10, 40, 80, 100}},
		Movement: &persona.Movement{From: day(5), To: day(6), IDs: []int{1, 2}, Counts: [][]int{{45, 5}, {8, 22}}, Newcomers: []int{7, 13}, Known: 80, Moved: estimate(0.16, 0.1, 0.25),
			Flows: []persona.Flow{{From: 2, To: 1, Contacts: 8}, {From: 1, To: 2, Contacts: 5}}},
	}
}

func reportOf(t *testing.T, p *Paper) string {
	t.Helper()
	var b bytes.Buffer
	if err := p.Report(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestReportSays(t *testing.T) {
	text := textOf(t, reportOf(t, paperOf()))
	for _, want := range []string{
		// The overview.
		"100 contacts as of 1 June 2024 00:00 UTC: 2 personas.", "£600 20% Very stable (0.91)", "£2,400 80% Uncertain (0.70)",
		"told apart by revenue and orders", "2 groups: they hold.", "→ 2 0.330 0.610 0.060 ± 0.020 0.70 40 yes", "3 0.330 0.000 0.000 ± 0.000 0.40 10 no: one group comes back at only 0.40",
		"Of 80 contacts known at both instants, 16% (10–25%) are of another persona now.", "New contacts 7 13", "Something to know.",
		"dormant customers orders >= 1 and recency_days > 180 50", "Nothing that happened after 1 June 2024 00:00 UTC was looked at.",
		// Who, and what to do.
		"They are 60 1 of 100 2 contacts. They spent £243 3 ; nobody wrote. 4", "Write to the 60 1 .", "What speaks for it: revenue.", "60% of all (50–69%)",
		"Revenue a head £10.00 the others £60.00", "Days since last order 184 days 51 days 77", "Open rate – 40% –", "The line is open where too few of them have a value.",
		// Why.
		"£243 £1,190", "far lower −1.75 [−1.88, −1.62]", "Refunds 1.5 (mean) 0.25 (mean)", "clearly higher 0.60 [0.50, 0.70]", "1 more measure tells the same facts", "Left out is 1 measure whose median and average point different ways.",
		"orders at most 2", "It picks 50 contacts. 97 of 100 of them are of this persona (90–99%).", "It finds 82 of 100 of the persona's members (70–90%)", "agree on 93 of 100 contacts",
		"orders <= 2 and (discount_share > 35% or discount_share is missing)", "75% (63–84%) 10%",
		// How sure.
		"Highly stable. In 100 resamples", "silhouette 0.41, all personas 0.33", "3 members (5%) may as well be of another persona", "next likely persona is 2, Best customers",
		// How they come and go.
		"from 1 May 2024 to 1 June 2024", "Already here 75% 45", "2 Best customers 13% 8", "New contacts 12% 7", "Still here 90% 45",
		"From 10 at the end of Feb 24 to 60 on 1 June 2024; between 10 and 60.",
		// Where the numbers come from.
		"60 : how many contacts the persona has", "£243 : median, revenue",
		"Run: 7", "Seed: 42", "Data: efb81a53f46b7ee5", "Method: k-means", "Built: 1 July 2024 00:00 UTC",
		// Of the second persona hardly anything is known, and that is said.
		"Nothing measured sets these contacts apart", "No short rule picks these contacts out.", "at least 3 measures known of enough contacts, and there are 1", "This run recommends nothing",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
	if strings.Contains(text, "Biggest order") || strings.Contains(text, "Two-way") || strings.Contains(text, "far off") || strings.Contains(text, "NaN") {
		t.Error("a trait that repeats another or contradicts itself is shown, or a number that is none")
	}
}

func TestMissingDataAreSaidNotDrawn(t *testing.T) {
	p := paperOf()
	p.Measured, p.Sizes, p.Movement = nil, nil, nil
	page := reportOf(t, p)
	for _, class := range []string{"chart radar", "chart line"} {
		if strings.Contains(page, class) {
			t.Errorf("a %s is drawn of nothing", class)
		}
	}
	text := textOf(t, page)
	for _, want := range []string{"the data have changed since this run", "it takes 3 month ends or more", "there is no earlier instant"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	p.Sizes = &persona.Sizes{IDs: []int{1}, At: make([]time.Time, 2), Counts: [][]int{{1, 2}}}
	if strings.Contains(reportOf(t, p), "chart line") {
		t.Error("two instants are drawn as a line")
	}
}

func TestNoPersonas(t *testing.T) {
	set := &persona.Set{Contacts: 5, Divisions: []persona.Division{{Choice: cluster.Choice{Reason: "Too few contacts: 35 more would help."}}},
		Archetypes: []persona.Meeting{{Archetype: "newcomers", Definition: `stage is "new"`, Meets: 2, Share: estimate(0.4, 0.12, 0.77), Revenue: 30}}}
	text := textOf(t, reportOf(t, &Paper{Set: set}))
	for _, want := range []string{"5 contacts as of", "No personas were found", "35 more would help.", `newcomers stage is "new" 2 40% (12–77%) 30.00`} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q:\n%s", want, text)
		}
	}
}

func TestPageOfOnePersona(t *testing.T) {
	var b bytes.Buffer
	if err := paperOf().Persona(&b, 2); err != nil {
		t.Fatal(err)
	}
	text := textOf(t, b.String())
	if !strings.Contains(text, "Customer persona, one of 2") || !strings.Contains(text, "Best customers") || strings.Contains(text, "Lapsed buyers of") && strings.Contains(text, "Why this number") {
		t.Errorf("the page says\n%s", text)
	}
	if err := paperOf().Persona(&b, 9); err == nil {
		t.Error("a persona that is not there was written")
	}
}

func TestSameSetSameBytes(t *testing.T) {
	if once, again := reportOf(t, paperOf()), reportOf(t, paperOf()); once != again {
		t.Error("the same set gave two reports")
	}
}

func TestCardHasItsSources(t *testing.T) {
	var b strings.Builder
	p := paperOf()
	if err := p.Card(&b, &p.Set.Personas[0]); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"They are 60 of 100 contacts.", "Where the numbers come from", "· 60: how many contacts the persona has", "· £243: median, revenue"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the card does not say %q:\n%s", want, b.String())
		}
	}
}
