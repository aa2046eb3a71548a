package metric

import (
	"encoding/json"
	"testing"
)

// Whatever is offered as definitions is refused or can be folded with.
func FuzzDefine(f *testing.F) {
	for _, s := range []string{
		"metrics:\n  - name: a\n    count: order\n    window: 30d\n",
		"metrics:\n  - name: a\n    sum: [order, x]\n    of: amount\n    where: ['amount >= 50', 'props.plan in (\"pro\", team)']\n  - name: b\n    ratio: [a, orders]\n",
		"metrics:\n  - name: a\n    sequence: {first: trial_start, then_not: {event: feature_use, where: subject != x}, within: 7d}\n    window: 30d\n",
		"metrics:\n  - name: a\n    regularly: {event: order, times: 1, per: 30d, in: 3, of: 4}\n  - name: b\n    stopped: {event: visit, for: 14d}\n",
		"metrics:\n  - name: a\n    most_frequent: order\n    of: subject\n    unit: count\n",
	} {
		f.Add(s)
	}
	dict := randomTexts()
	h := historyOf([]row{{ts: randomNow - day, kind: 1, amount: 1, subject: 1}, {ts: randomNow, kind: 21, subject: 2, props: `{"plan":"pro"}`}})
	f.Fuzz(func(t *testing.T, text string) {
		c, err := New(Settings{}, dict, []byte(text))
		if err != nil {
			return
		}
		folder := c.Folder()
		p := c.portrait(folder, h, randomNow)
		for i := builtIn; i < len(c.defs); i++ {
			folder.Evidence(h, randomNow, i)
			if p.until[i] <= randomNow {
				t.Fatalf("%s: until %d is past", c.defs[i].Name, p.until[i])
			}
		}
	})
}

// The scanner of properties agrees with encoding/json on what is JSON, and survives what is not.
func FuzzFind(f *testing.F) {
	for _, s := range []string{`{"a": 1, "b": {"a": "x\"y"}}`, `{"b":[{"a":1},"]"],"a":true}`, `{"a":null}`, `{"a":-1.5e3}`, `{"\u0061":"é"}`, `{`, `{"a"`, `{"a":}`} {
		f.Add(s, "a", "b")
	}
	f.Fuzz(func(t *testing.T, object, a, b string) {
		for _, path := range [][]string{{a}, {b, a}} {
			got := find(object, path)
			var all map[string]any
			if json.Unmarshal([]byte(object), &all) != nil || repeats(object) {
				continue
			}
			var want any = all
			for _, key := range path {
				m, _ := want.(map[string]any)
				want = m[key]
			}
			switch w := want.(type) {
			case string:
				if got.kind != textProperty || got.text != w {
					t.Fatalf("%q of %s is %+v, want the text %q", path, object, got, w)
				}
			case float64:
				if got.kind != numberProperty || got.number != w {
					t.Fatalf("%q of %s is %+v, want the number %v", path, object, got, w)
				}
			case bool:
				if got.kind != truthProperty {
					t.Fatalf("%q of %s is %+v, want %v", path, object, got, w)
				}
			default:
				if got.kind != noProperty {
					t.Fatalf("%q of %s is %+v, want none", path, object, got)
				}
			}
		}
	})
}

// repeats reports whether re-encoding a JSON object loses something: a key that was there twice. (Then
// the two take different ones.)
func repeats(object string) bool {
	count := func(s string) int {
		n := 0
		for i := range len(s) {
			if s[i] == ':' {
				n++
			}
		}
		return n
	}
	var all map[string]any
	if json.Unmarshal([]byte(object), &all) != nil {
		return true
	}
	again, _ := json.Marshal(all)
	return count(string(again)) != count(object)
}
