package stats

import (
	"encoding/json"
	"math"
	"testing"
)

func TestEstimateJSON(t *testing.T) {
	for _, e := range []Estimate{
		{Value: 1.5, Lo: 1, Hi: 2, Confidence: 0.95, N: 7, Method: "m"},
		unbounded(math.NaN(), 0.9, 1, 2, "m"),
		{Value: 3, Lo: math.Inf(-1), Hi: 4, Method: "m"},
	} {
		b, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var back Estimate
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatal(err)
		}
		nearEstimate(t, string(b), back, e.Value, e.Lo, e.Hi, 0)
		if back.N != e.N || back.Method != e.Method || len(back.Warnings) != len(e.Warnings) {
			t.Errorf("%s came back as %+v", b, back)
		}
	}
}

func TestWarnDoesNotShare(t *testing.T) {
	base := Estimate{}.Warn("one")
	a, b := base.Warn("two"), base.Warn("three")
	if a.Warnings[1] != "two" || b.Warnings[1] != "three" || len(base.Warnings) != 1 {
		t.Errorf("warnings are shared: %v %v %v", base.Warnings, a.Warnings, b.Warnings)
	}
}

func TestKnownAndExcludes(t *testing.T) {
	if unbounded(2, 0.95, 1, 2, "").Known() {
		t.Error("an unbounded estimate is not known")
	}
	if e := (Estimate{Value: 1, Lo: 0.5, Hi: 2}); !e.Known() || !e.Excludes(0) || e.Excludes(0.5) {
		t.Errorf("%+v", e)
	}
}
