// Package spell finds the word that was probably meant.
package spell

import "fmt"

// DidYouMean is `; did you mean "x"?` for the nearest of the allowed words, "" when none is near: an
// error ends with it.
func DidYouMean(word string, allowed []string) string {
	if best := Nearest(word, allowed); best != "" {
		return fmt.Sprintf("; did you mean %q?", best)
	}
	return ""
}

// Nearest is the allowed word that takes the fewest letters to change, at most a third of them; ""
// when there is none.
func Nearest(word string, allowed []string) string {
	best, least := "", len([]rune(word))/3+1
	for _, a := range allowed {
		if d := distance([]rune(word), []rune(a)); d < least {
			best, least = a, d
		}
	}
	return best
}

// distance is Levenshtein's: how many letters must be put in, taken out or changed.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
