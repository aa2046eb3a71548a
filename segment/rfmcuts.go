package segment

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// ParseCuts reads the four cut points of a dimension, as people write them: "14,30,60,120".
func ParseCuts(d Dimension, text string) ([]float64, error) {
	words := strings.Split(text, ",")
	if len(words) != 4 {
		return nil, fmt.Errorf("%q has %d numbers; five scores need four, such as %s", text, len(words), cutsExample(d))
	}
	cuts := make([]float64, 4)
	for i, word := range words {
		x, err := strconv.ParseFloat(strings.TrimSpace(word), 64)
		switch {
		case err != nil || math.IsInf(x, 0) || math.IsNaN(x):
			return nil, fmt.Errorf("%q is not a number; write four, such as %s", word, cutsExample(d))
		case x < 0:
			return nil, fmt.Errorf("%s is below zero, where nobody lies; write four numbers such as %s", word, cutsExample(d))
		case d != Monetary && x != math.Trunc(x):
			return nil, fmt.Errorf("%s is not whole, and days and orders are; write four numbers such as %s", word, cutsExample(d))
		case i > 0 && x <= cuts[i-1]:
			return nil, fmt.Errorf("%s is not more than %s before it, so a score would be nobody's; write ascending numbers such as %s", word, words[i-1], cutsExample(d))
		}
		cuts[i] = x + 0
	}
	return cuts, nil
}

func cutsExample(d Dimension) string {
	return [...]string{"14,30,60,120", "1,2,4,8", "50,120,300,800"}[d]
}
