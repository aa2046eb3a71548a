package script

import (
	"strings"
	"testing"
	"time"
)

const sample = `
# comment
contacts
  ann   order 2024-01-03 10:30 120.00, order 2024-02-01 90.00   # the second on paper
        discount=5 subject="report \"export\""
  # not a line
  bob   note="a, b"

at 2024-06-01 rule "a > 2"
	ann   x 1
`

func TestParse(t *testing.T) {
	sections, err := Parse("sample.txt", sample)
	if err != nil {
		t.Fatal(err)
	}
	if len(sections) != 2 || len(sections[0].Lines) != 2 || sections[0].Lines[1].Number != 7 {
		t.Fatalf("sections: %+v", sections)
	}
	words, err := sections[0].Lines[0].Words()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range words {
		got = append(got, w.String())
	}
	want := `ann|order|2024-01-03|10:30|120.00|,|order|2024-02-01|90.00|discount=5|subject="report \"export\""`
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("words %s\nwant  %s", s, want)
	}
}

func TestCursor(t *testing.T) {
	c := Line{"x", 1, `at 2024-01-03 10:30 5 2024-01-03T00:00:00.25Z`}.Read(time.FixedZone("", 3600))
	if !c.Take("at") || c.Take("at") {
		t.Error("Take")
	}
	if got := c.Time("when").UTC().Format(time.RFC3339); got != "2024-01-03T09:30:00Z" {
		t.Error(got)
	}
	if c.Number("n") != 5 {
		t.Error("number")
	}
	if got := c.Time("when").UnixMicro(); got%1e6 != 250000 {
		t.Error(got)
	}
	if c.End(); c.Err() != nil {
		t.Error(c.Err())
	}
}

// Each script is named for its sin.
func TestBad(t *testing.T) {
	for name, c := range map[string]struct {
		text, want string
		read       func(*Cursor)
	}{
		"body without head":  {"  ann x", "bad:1: an indented line needs a section", nil},
		"indent falls short": {"a\n    b\n  c", "bad:3: indent it as the first line", nil},
		"open quote":         {"a\n  b \"c", "bad:2: the text \"c has no closing quote", nil},
		"bad escape":         {"a\n  b \"\\q\"", "bad:2: the text", nil},
		"glued text":         {"a\n  b \"c\"d", "bad:2: put a space after", nil},
		"word missing":       {"a\n  b", "the metric is missing", func(c *Cursor) { c.Next("who"); c.Next("the metric") }},
		"not a number":       {"a\n  b", "should be a number, not \"b\"", func(c *Cursor) { c.Number("the value") }},
		"not a time":         {"a\n  2024-13-01", "should be a time such as", func(c *Cursor) { c.Time("when") }},
		"too much":           {"a\n  b c", "\"c\" is too much", func(c *Cursor) { c.Next("who"); c.End() }},
	} {
		t.Run(name, func(t *testing.T) {
			sections, err := Parse("bad", c.text)
			if err == nil {
				cur := sections[0].Lines[0].Read(nil)
				if c.read != nil {
					c.read(cur)
				}
				err = cur.Err()
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sample)
	f.Add("a\n  b c=\"d\" # e")
	f.Fuzz(func(t *testing.T, text string) {
		sections, err := Parse("fuzz", text)
		if err != nil {
			return
		}
		for _, s := range sections {
			for _, l := range append(s.Lines, s.Head) {
				words, err := l.Words()
				if err != nil {
					continue
				}
				c := l.Read(nil)
				for range words {
					c.Next("word")
				}
				if c.End(); c.Err() != nil {
					t.Fatalf("line %q has more words than %v", l.Text, words)
				}
			}
		}
	})
}
