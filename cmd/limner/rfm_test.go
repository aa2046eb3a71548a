package main

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"limner/internal/datatest"
	"limner/segment"
)

// groupSizes reads the sizes of the groups, and checks that they add up.
func groupSizes(t *testing.T, s *segment.Standing, contacts int) map[string]int {
	t.Helper()
	sizes := map[string]int{}
	total, share, revenue, revenueShare := 0, 0.0, 0.0, 0.0
	for _, g := range s.Groups {
		sizes[g.Name] = g.Size
		total, share, revenue, revenueShare = total+g.Size, share+g.Share, revenue+g.Revenue, revenueShare+g.RevenueShare
	}
	if total != contacts || s.Contacts != contacts || !near(share, 1) || !near(revenue, s.Revenue) || s.Revenue > 0 && !near(revenueShare, 1) {
		t.Errorf("%d contacts of %d, shares add up to %v and %v, revenue %v of %v", total, contacts, share, revenueShare, revenue, s.Revenue)
	}
	return sizes
}

func TestRFM(t *testing.T) {
	p := newShop(t)
	p.run("rfm").gives(1, "there are no portraits yet: run `limner build`")
	p.run("build").gives(0)
	p.run("rfm").gives(0, "90 contacts as of 26 December 2024", "90 buyers", "R: days since last order", "Champions", "R5 F4–5 M4–5", "Dormant").lacks("NaN", "Prospects")
	var s segment.Standing
	p.run("rfm", "--json").gives(0).into(&s)
	groupSizes(t, &s, 90)

	p.run("rfm", "--since", "2024-12-01").gives(0, "From 1 December 2024", "of 60 contacts known then changed groups, 30 came in", "not known then", "Why:")
	var m segment.Moves
	p.run("rfm", "--since", "2024-12-01", "--json").gives(0).into(&m)
	if m.Known != 60 || m.Grown != 30 || m.Moved == 0 || m.Moved > 60 {
		t.Errorf("known %d, came in %d, moved %d", m.Known, m.Grown, m.Moved)
	}
	var months []segment.Standing
	p.run("rfm", "--months", "6", "--json").gives(0).into(&months)
	if len(months) != 7 || !months[0].AsOf.Equal(time.Date(2024, 7, 1, 0, 0, 0, 0, time.UTC)) {
		t.Fatalf("%d instants from %v", len(months), months[0].AsOf)
	}
	for i, size := range []int{60, 60, 60, 60, 60, 60, 90} {
		groupSizes(t, &months[i], size)
	}
	p.run("rfm", "--months", "6").gives(0, "1 Jul 2024", "26 Dec 2024", "Champions").lacks("NaN")
	p.run("rfm", "--at", "2024-03-01").gives(0, "60 contacts as of 1 March 2024")

	// five orders at the start of the year, and none since: the recency score falls from month to month
	p.run("rfm", "--contact", "l00", "--since", "2023-12-01").gives(0, "1 Dec 2023  not known yet", "1 Feb 2024", "→ ", "since last order passed").lacks("NaN")
	var steps segment.Steps
	p.run("rfm", "--contact", "l00", "--json").gives(0).into(&steps)
	if len(steps.Steps) != 1 || steps.Steps[0].Group == "" || *steps.Steps[0].Values[segment.Frequency] != 5 {
		t.Errorf("l00 stands at %+v", steps)
	}
}

func TestRFMMisuse(t *testing.T) {
	p := newShop(t)
	p.run("build").gives(0)
	for _, c := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"--since", "2025-06-01"}, 2, "1 June 2025 00:00 is not before 26 December 2024 00:00, as of when the groups are"},
		{[]string{"--since", "2024-12-26"}, 2, "name an earlier day"},
		{[]string{"--since", "yesterday"}, 2, `--since "yesterday" is not a day; write 2024-06-01`},
		{[]string{"--at", "2024-13-01"}, 2, "--at"},
		{[]string{"--contact", "r1"}, 1, "did you mean r01 or r10"},
		{[]string{"--contact", "l00", "--since", "2025-06-01"}, 2, "is not before"},
		{[]string{"--months", "0"}, 2, "--months 0: it takes 1 to 36"},
		{[]string{"--months", "3", "--since", "2024-01-01"}, 2, "leave out --since"},
		{[]string{"thresholds", "--recency", "1,2,3"}, 2, "--recency: \"1,2,3\" has 3 numbers"},
		{[]string{"thresholds", "--frequency", ""}, 2, "--frequency: \"\" has 1 numbers"},
		{[]string{"thresholds", "--monetary", "1,2,3,x"}, 2, "--monetary"},
		{[]string{"thresholds", "--monetary", "1,2,3,4", "--measured"}, 2, "--measured drops your own"},
	} {
		p.run(append([]string{"rfm"}, c.args...)...).gives(c.status, c.want)
	}
}

func TestRFMWithLittle(t *testing.T) {
	p := newPlace(t)
	p.run("import", "--contact", "user", "--time", "time", "--event", "event", "--kind", "visit", "--yes",
		p.file("visits.csv", "user,time,event\nann,2024-01-03 10:00:00,page viewed\nbob,2024-02-03 10:00:00,page viewed\n")).gives(0)
	p.run("build").gives(0)
	p.run("rfm").gives(0, "2 contacts", "Nobody had ordered by then").lacks("NaN")
	p.run("rfm", "--months", "2").gives(0, "Nobody had ordered by then")
	p.run("rfm", "--since", "2024-02-01").gives(0, "0 of 1 contact known then changed groups, 1 came in", "Prospects")
	p.run("rfm", "--contact", "ann", "--since", "2024-01-01").gives(0, "1 Jan 2024  not known yet", "Prospects").lacks("NaN")

	p = newPlace(t)
	p.run("import", "--yes", p.file("orders.csv", orders(5, 0, 40))).gives(0)
	p.run("build").gives(0)
	p.run("rfm").gives(0, "5 buyers", "fewer than 20 buyers", "Buyers without scores").lacks("NaN", "Champions")
	p.run("rfm", "thresholds").gives(0, "R has none")
	p.run("rfm", "thresholds", "--recency", "14,30,60,120").gives(2, "set all three")
	p.run("rfm", "thresholds", "--recency", "14,30,60,120", "--frequency", "1,2,4,8", "--monetary", "30,120,300,800").gives(0, "R is your own, set on")
	p.run("rfm").gives(0, "Potential loyalists", "100%")
}

// scoresOf reads every contact's scores from the portraits.
func scoresOf(t *testing.T, p *place) map[string]string {
	t.Helper()
	db := p.warehouse()
	defer db.Close() // the next command opens it its own way
	rows, err := db.QueryContext(t.Context(), "SELECT contact, coalesce(r_score, 0), coalesce(f_score, 0), coalesce(m_score, 0) FROM portraits")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	scores := map[string]string{}
	for rows.Next() {
		var who string
		var r, f, m int
		if err := rows.Scan(&who, &r, &f, &m); err != nil {
			t.Fatal(err)
		}
		scores[who] = fmt.Sprintf("R%d F%d M%d", r, f, m)
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	return scores
}

// Own thresholds hold at once, through builds and when others are measured anew, until they are dropped.
func TestOwnThresholdsAreKept(t *testing.T) {
	p := newShop(t)
	p.run("build").gives(0)
	p.run("rfm", "thresholds").gives(0, "R is the quintiles of 90 buyers as of 26 December 2024", "--recalibrate")
	p.run("rfm", "thresholds", "--recency", "14,30,60,120", "--frequency", "1,2,4,8").gives(0,
		"R is your own, set on", "F is your own", "M is the quintiles of 90 buyers", "up to 120 days", "follow at the next `limner build`")
	p.run("rfm").gives(0, "the thresholds have changed since the last build", "over 120 days")
	for range 2 {
		p.run("build", "--recalibrate").gives(0, "measured 90 buyers")
		a := p.run("rfm").gives(0, "over 120 days", "over 8")
		if strings.Contains(a.err, "thresholds have changed") {
			t.Errorf("the scores do not follow: %s", a.err)
		}
	}
	if got := scoresOf(t, p)["l00"]; !strings.HasPrefix(got, "R1 F4") {
		t.Errorf("l00, with five orders at the start, has %s", got)
	}
	p.run("rfm", "thresholds", "--measured").gives(0, "R is the quintiles").lacks("your own, set")
}

// Others never change a contact's scores: not even by the hundred, with more and larger orders.
func TestOthersChangeNoScores(t *testing.T) {
	p := newShop(t)
	p.run("build").gives(0)
	var before, after segment.Moves
	since := []string{"rfm", "--since", "2024-11-01", "--json"}
	p.run(since...).gives(0).into(&before)
	scores := scoresOf(t, p)
	var b strings.Builder
	b.WriteString("order_id,customer_id,date,total\n")
	for i := range 200 {
		for n := range 30 {
			fmt.Fprintf(&b, "x%d-%d,rich%d,%s,9999.00\n", i, n, i, firstDay.AddDate(0, 0, 200+n*5).Format("2006-01-02 15:04:05"))
		}
	}
	p.run("import", "--yes", p.file("rich.csv", b.String())).gives(0, "200 new contacts")
	p.run("build", "--at", "2024-12-26").gives(0, "290 portraits")
	now := scoresOf(t, p)
	for who, was := range scores {
		if now[who] != was {
			t.Errorf("%s went from %s to %s because others came", who, was, now[who])
		}
	}
	p.run(since...).gives(0).into(&after)
	if after.Known != before.Known+200 || after.Moved-before.Moved > 200 {
		t.Errorf("%d of %d moved, before the others came %d of %d", after.Moved, after.Known, before.Moved, before.Known)
	}
	if len(scores) != 90 {
		t.Errorf("%d contacts before", len(scores))
	}
}

func TestRFMOfOnlineRetail(t *testing.T) {
	if testing.Short() {
		t.Skip("whole files of reference data are left out of short runs")
	}
	file := datatest.Path(t, "online-retail", "online_retail.csv.gz")
	p := newPlace(t)
	p.run("import", "--preset", "orders", "--yes", file).gives(0)
	p.run("build").gives(0)
	var s segment.Standing
	p.run("rfm", "--json").gives(0).into(&s)
	sizes := groupSizes(t, &s, 4371)
	if s.Buyers != 4338 || !near(s.Revenue, 8911407.904) || sizes["Prospects"] != 33 || sizes["Buyers without scores"] != 0 {
		t.Errorf("%d buyers, revenue %v, %v", s.Buyers, s.Revenue, sizes)
	}
	var m segment.Moves
	p.run("rfm", "--since", "2011-11-01", "--json").gives(0).into(&m)
	moved, stayed := 0, 0
	for i := range m.Matrix {
		for j, n := range m.Matrix[i] {
			if i == j {
				stayed += n
			} else {
				moved += n
			}
		}
	}
	if m.Known+m.Grown != 4371 || m.Moved != moved || moved+stayed != m.Known || m.Unbuilt != 0 || moved == 0 {
		t.Errorf("known %d, came in %d, moved %d, stayed %d", m.Known, m.Grown, moved, stayed)
	}
	p.run("rfm", "--contact", "12347", "--since", "2011-01-01").gives(0, "1 Jan 2011", "10 Dec 2011", "orders 7").lacks("NaN")
	checkGroups(t, p.warehouse(), &s)
}

// checkGroups has the warehouse recount the groups from the scores that the portraits keep: written out
// here once more, from the outside in.
func checkGroups(t *testing.T, db *sql.DB, s *segment.Standing) {
	t.Helper()
	const group = `CASE WHEN orders = 0 THEN 'Prospects' WHEN r_score IS NULL THEN 'Buyers without scores'
		WHEN r_score = 5 AND f_score >= 4 AND m_score >= 4 THEN 'Champions'
		WHEN r_score >= 3 AND f_score >= 4 THEN 'Loyal'
		WHEN r_score >= 4 AND f_score = 1 AND m_score >= 3 THEN 'Promising'
		WHEN r_score >= 4 AND (f_score = 1 OR m_score = 1) THEN 'New'
		WHEN r_score >= 4 THEN 'Potential loyalists'
		WHEN r_score = 3 THEN 'Needs attention'
		WHEN f_score >= 4 AND m_score >= 4 THEN 'Cannot lose'
		WHEN f_score >= 2 AND m_score >= 2 THEN 'At risk'
		WHEN r_score = 2 THEN 'Almost lost' ELSE 'Dormant' END`
	for _, g := range s.Groups {
		from := " FROM portraits WHERE " + group + " = '" + g.Name + "'"
		size, revenue := number(t, db, "SELECT count(*)"+from), number(t, db, "SELECT coalesce(sum(revenue), 0)"+from)
		if size != float64(g.Size) || !near(revenue, g.Revenue) {
			t.Errorf("%s: %d contacts and %v, recounted %v and %v", g.Name, g.Size, g.Revenue, size, revenue)
		}
		if g.Size > 0 && g.Medians[segment.Recency] != nil {
			for d, name := range segment.RFMColumns() {
				if got := number(t, db, "SELECT quantile_cont("+name+", 0.5)"+from); !near(got, *g.Medians[d]) {
					t.Errorf("%s: median %s %v, recounted %v", g.Name, name, *g.Medians[d], got)
				}
			}
		}
	}
}
