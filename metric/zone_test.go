package metric

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The table agrees with package time, and leaves with walking.
func TestZone(t *testing.T) {
	for _, name := range zones {
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		z := newZone(loc)
		c := clock{z: z}
		localDay := func(at int64) int64 {
			y, m, d := time.UnixMicro(at).In(loc).Date()
			return time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400
		}
		rapid.Check(t, func(t *rapid.T) {
			at := rapid.OneOf(
				rapid.Int64Range(zoneFrom.UnixMicro(), zoneTo.UnixMicro()),
				rapid.Custom(func(t *rapid.T) int64 { // around a change of offset
					i := rapid.IntRange(0, len(z.start)-1).Draw(t, "offset")
					return max(z.start[i], zoneFrom.UnixMicro()) + rapid.Int64Range(-2*day, 2*day).Draw(t, "around")
				})).Draw(t, "at")
			if at < zoneFrom.UnixMicro() {
				at = zoneFrom.UnixMicro()
			}
			if got, want := c.day(at), localDay(at); got != want {
				t.Fatalf("%s: day %d of %s, want %d", name, got, time.UnixMicro(at).In(loc), want)
			}
			d := localDay(at)
			u := z.leaves(at, d, d)
			if u <= at || localDay(u) == d || localDay(u-1) != d {
				t.Fatalf("%s: leaves %s at %s", name, time.UnixMicro(at).In(loc), time.UnixMicro(u).In(loc))
			}
			for v := at; v < u; v += 7 * minute {
				if localDay(v) != d {
					t.Fatalf("%s: left earlier, at %s", name, time.UnixMicro(v).In(loc))
				}
			}
		})
	}
}
