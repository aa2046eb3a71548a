package app

import (
	"strings"
	"testing"
	"time"
)

// Months begin in the workspace's zone, and the instant itself is none of the beginnings before it.
func TestFirstsOfMonths(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		at   string
		n    int
		zone *time.Location
		want string
	}{
		{"2024-03-15T00:00:00Z", 3, time.UTC, "2024-01-01T00 2024-02-01T00 2024-03-01T00"},
		{"2024-03-01T00:00:00Z", 3, time.UTC, "2023-12-01T00 2024-01-01T00 2024-02-01T00"},
		{"2024-03-31T23:00:00Z", 2, berlin, "2024-02-29T23 2024-03-31T22"}, // 1 April, 1:00 there
		{"2024-03-15T00:00:00Z", 0, time.UTC, ""},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range firstsOfMonths(at, c.n, c.zone) {
			got = append(got, m.Format("2006-01-02T15"))
		}
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("before %s: %s, want %s", c.at, text, c.want)
		}
	}
}
