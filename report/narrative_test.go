package report

import (
	"strings"
	"testing"

	"limner/metric"
	"limner/persona"
)

func TestClauseInWords(t *testing.T) {
	c := persona.Clause{Text: "They spent {1}, {0} of all; {0}, and {10}.", Figures: []persona.Figure{{Value: 0.38, Unit: metric.Share}, {Value: 1234, Unit: metric.Money}}}
	if got := (Style{Currency: "GBP"}).Clause(c); got != "They spent £1,234, 38% of all; 38%, and {10}." {
		t.Errorf("%q", got)
	}
	if got := (Style{}).Clauses([]persona.Clause{{Text: "One."}, {Text: "Two."}}); got != "One. Two." {
		t.Errorf("%q", got)
	}
}

func TestWrapped(t *testing.T) {
	var b strings.Builder
	p := printer{w: &b}
	text := strings.Repeat("sentence about customers ", 30)
	p.wrapped("  → ", "    ", text)
	p.wrapped("  → ", "    ", "")
	lines := strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
	for i, line := range lines {
		if len([]rune(line)) > paragraphWidth || !strings.HasPrefix(line, map[bool]string{true: "  → s", false: "    "}[i == 0]) {
			t.Errorf("line %d is %q", i, line)
		}
	}
	if got := strings.Join(strings.Fields(strings.TrimPrefix(strings.TrimSpace(b.String()), "→")), " "); got != strings.TrimSpace(text) {
		t.Errorf("the text became %q", got)
	}
}
