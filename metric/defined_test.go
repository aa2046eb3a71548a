package metric

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawDefinitions draws the YAML of some metrics, of every verb.
func drawDefinitions(t *rapid.T) string {
	one := func(what string, of ...string) string { return rapid.SampledFrom(of).Draw(t, what) }
	event := func() string {
		return one("event", "order", "sent", "opened", "feature_use", "[order, visit]", "alpha", "name:beta")
	}
	where := func(indent string) string {
		c := one("where", "", "", "", `subject = "alpha"`, `subject in ("alpha", beta)`, "channel != email", "amount >= 1", "amount < 20",
			"value > 2", `props.plan = "pro"`, "props.seats >= 4", "props.deep.x = true", "category != gamma", "discount = 0.5")
		if c == "" {
			return ""
		}
		return fmt.Sprintf("%swhere: ['%s']\n", indent, c)
	}
	length := func() string { return one("length", "7d", "30d", "12h", "1d", "5w", "365d") }
	window := func() string {
		if rapid.Bool().Draw(t, "ever") {
			return ""
		}
		return "    window: " + length() + "\n"
	}
	var b strings.Builder
	b.WriteString("metrics:\n")
	n := rapid.IntRange(1, 6).Draw(t, "definitions")
	for i := range n {
		fmt.Fprintf(&b, "  - name: mine_%d\n", i)
		switch verb := one("verb", "count", "sum", "avg", "min", "max", "first", "last", "unique", "most_frequent", "ratio", "ratio", "then", "then_not", "regularly", "stopped", "started_again"); verb {
		case "count":
			fmt.Fprintf(&b, "    count: %s\n%s%s", event(), where("    "), window())
		case "sum", "avg", "min", "max":
			fmt.Fprintf(&b, "    %s: %s\n    of: %s\n%s%s", verb, event(), one("of", "amount", "value", "discount", "props.seats"), where("    "), window())
		case "first", "last":
			fmt.Fprintf(&b, "    %s: %s\n    of: %s\n%s%s", verb, event(), one("of", "time", "subject", "channel", "amount", "props.seats"), where("    "), window())
		case "unique":
			fmt.Fprintf(&b, "    unique: %s\n    of: %s\n%s%s", event(), one("of", "subject", "message", "props.plan", "props.seats"), where("    "), window())
		case "most_frequent":
			fmt.Fprintf(&b, "    most_frequent: %s\n    of: %s\n%s%s", event(), one("of", "subject", "category", "name"), where("    "), window())
		case "ratio":
			metrics := []string{"orders", "orders_30d", "revenue_30d", "recency_days", "features_used_30d", "acts_30d", "emails_sent_30d", "stage"}
			for j := range i {
				metrics = append(metrics, fmt.Sprintf("mine_%d", j))
			}
			two := rapid.Permutation(metrics).Draw(t, "two")
			fmt.Fprintf(&b, "    ratio: [%s, %s]\n", two[0], two[1])
		case "then", "then_not":
			within, w := one("within", "1h", "3d", "7d"), one("window", "", "    window: 30d\n", "    window: 8d\n")
			fmt.Fprintf(&b, "    sequence:\n      first: {event: %s}\n      %s:\n        event: %s\n%s      within: %s\n%s", event(), verb, event(), where("        "), within, w)
		case "regularly":
			fmt.Fprintf(&b, "    regularly:\n      event: %s\n%s      times: %d\n      per: %s\n      in: %d\n      of: 4\n", event(), where("      "),
				rapid.IntRange(1, 2).Draw(t, "times"), length(), rapid.IntRange(1, 4).Draw(t, "in"))
		default:
			fmt.Fprintf(&b, "    %s:\n      event: %s\n%s      for: %s\n", verb, event(), where("      "), length())
		}
	}
	return b.String()
}

// Until is exact for whatever a workspace defines.
func TestDefinedUntilIsExact(t *testing.T) {
	dict := randomTexts()
	rapid.Check(t, func(t *rapid.T) {
		text := drawDefinitions(t)
		c, err := New(Settings{}, dict, []byte(text))
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		c.ratioSteps = 1e6 // exact, however long it takes
		h := historyOf(drawRows(30).Draw(t, "rows"))
		at := randomNow - rapid.SampledFrom([]int64{0, 0, 1, hour, 3 * day, 20 * day}).Draw(t, "ago")
		next := checkUntil(t, c, h, at)
		checkUntil(t, c, h, next[rapid.IntRange(0, len(next)-1).Draw(t, "next")])
	})
}

// The evidence is enough: from it alone every metric has the same value.
func TestEvidenceSuffices(t *testing.T) {
	dict := randomTexts()
	rapid.Check(t, func(t *rapid.T) {
		text := drawDefinitions(t)
		c, err := New(drawSettings(t), dict, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		rows := drawRows(30).Draw(t, "rows")
		h := historyOf(rows)
		f := c.Folder()
		now := c.portrait(f, h, randomNow)
		for i, d := range c.defs {
			evidence := f.Evidence(h, randomNow, i)
			if !slices.IsSorted(evidence) {
				t.Fatalf("%s: evidence %v is not in order", d.Name, evidence)
			}
			alone := c.portrait(f, pick(h, evidence), randomNow)
			if !same(alone.x[i], now.x[i]) {
				t.Fatalf("%s: %v from everything, %v from its evidence %v\n%s", d.Name, now.x[i], alone.x[i], evidence, text)
			}
		}
	})
}
