package spell

import "testing"

func TestDidYouMean(t *testing.T) {
	words := []string{"orders", "revenue", "umsätze"}
	for word, want := range map[string]string{
		"revenu":  `; did you mean "revenue"?`,
		"order":   `; did you mean "orders"?`,
		"umsatze": `; did you mean "umsätze"?`,
		"visits":  "",
		"r":       "",
		"":        "",
	} {
		if got := DidYouMean(word, words); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}
