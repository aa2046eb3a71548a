package event_test

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"limner/event"
)

// decimal reads a plain decimal with arithmetic of any precision: the referee of ParseMoney. Exact is
// false where more than four decimals were needed.
func decimal(t testing.TB, s string) (m *big.Int, exact bool) {
	t.Helper()
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		t.Fatalf("big.Rat does not read %q", s)
	}
	r.Mul(r, big.NewRat(event.MoneyScale, 1))
	down, rest := new(big.Int).DivMod(r.Num(), r.Denom(), new(big.Int))
	twice := rest.Lsh(rest, 1).Cmp(r.Denom())
	if twice > 0 || twice == 0 && down.Bit(0) == 1 {
		down.Add(down, big.NewInt(1))
	}
	return down, r.IsInt()
}

var plainDecimals = rapid.StringMatching(`[+-]?([0-9]{1,13}(\.[0-9]{0,8})?|\.[0-9]{1,8}|[0-9]{1,6}\.[0-9]{4}50{0,6}[01]?)`)

func TestParseMoneyRoundsHalfToEven(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := plainDecimals.Draw(rt, "s")
		want, exact := decimal(t, s)
		got, gotExact, err := event.ParseMoney(s)
		if err != nil || int64(got) != want.Int64() || gotExact != exact {
			rt.Fatalf("ParseMoney(%q) = %d, exact %v, %v; want %s, exact %v", s, int64(got), gotExact, err, want, exact)
		}
	})
}

func TestParseMoneyTable(t *testing.T) {
	for _, c := range []struct {
		in    string
		want  event.Money
		exact bool
	}{
		{"0", 0, true}, {"12.50", 125000, true}, {"-0.2125", -2125, true}, {"+7", 70000, true}, {".5", 5000, true}, {"5.", 50000, true},
		{"1.00005", 10000, false}, {"1.00015", 10002, false}, {"-1.00015", -10002, false}, {"1.000050000001", 10001, false}, {"1.00000", 10000, true},
		{"899999999999999.9999", 8999999999999999999, true}, {"0000000000000000000000001", 10000, true},
	} {
		got, exact, err := event.ParseMoney(c.in)
		if err != nil || got != c.want || exact != c.exact {
			t.Errorf("ParseMoney(%q) = %d, exact %v, %v; want %d, exact %v", c.in, got, exact, err, c.want, c.exact)
		}
	}
}

func TestParseMoneyRefuses(t *testing.T) {
	for in, says := range map[string]string{
		"": "not an amount", "-": "not an amount", ".": "not an amount", "1,5": "not an amount", "£3": "not an amount", "1e3": "not an amount",
		" 1": "not an amount", "--1": "not an amount", "1.2.3": "not an amount", "1.00001x": "not an amount", "NaN": "not an amount", "٣": "not an amount",
		"9000000000000000": "too large", "99999999999999999999999999": "too large",
	} {
		if m, _, err := event.ParseMoney(in); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("ParseMoney(%q) = %v, %v; want an error that says %q", in, m, err, says)
		}
	}
}

func anyMoney(t *rapid.T) event.Money {
	return event.Money(rapid.Int64Range(-int64(event.MaxMoney)+1, int64(event.MaxMoney)-1).Draw(t, "money"))
}

func TestMoneyTextRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMoney(t)
		back, exact, err := event.ParseMoney(m.String())
		if err != nil || back != m || !exact {
			t.Fatalf("%d is %q, which reads as %d, exact %v, %v", int64(m), m, int64(back), exact, err)
		}
		if _, frac, _ := strings.Cut(m.String(), "."); len(frac) < 2 || len(frac) > 4 {
			t.Fatalf("%q has %d decimals", m, len(frac))
		}
	})
	if got := event.Money(math.MinInt64).String(); got != "-922337203685477.5808" {
		t.Errorf("the least Money is %s", got)
	}
}

// A double holds 53 bits, so amounts below 2⁵³ ten-thousandths come back as they went.
func TestMoneyFloatRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := event.Money(rapid.Int64Range(-1<<51, 1<<51).Draw(t, "money"))
		if back, ok := event.MoneyOf(m.Float()); !ok || back != m {
			t.Fatalf("%d is %v, which comes back as %d, %v", int64(m), m.Float(), int64(back), ok)
		}
	})
}

func TestMoneyOfRefuses(t *testing.T) {
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 9e14, -9e14, 1e300} {
		if m, ok := event.MoneyOf(x); ok {
			t.Errorf("MoneyOf(%v) = %v", x, m)
		}
	}
	for x, want := range map[float64]event.Money{0.03125: 312, 0.09375: 938, -0.09375: -938, 8911407.904: 89_114_079_040} {
		if m, ok := event.MoneyOf(x); !ok || m != want {
			t.Errorf("MoneyOf(%v) = %d, %v; want %d", x, int64(m), ok, int64(want))
		}
	}
}

func FuzzParseMoney(f *testing.F) {
	for _, s := range []string{"", "-0", "12.345", "1.00005", "9e9", "899999999999999.99995", "+.", "1.\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, exact, err := event.ParseMoney(s)
		if err != nil {
			return
		}
		want, wantExact := decimal(t, s)
		if want.Cmp(big.NewInt(int64(m))) != 0 || exact != wantExact {
			t.Fatalf("ParseMoney(%q) = %d, exact %v; want %s, exact %v", s, int64(m), exact, want, wantExact)
		}
		if m > event.MaxMoney || m < -event.MaxMoney {
			t.Fatalf("ParseMoney(%q) = %d is beyond MaxMoney", s, int64(m))
		}
	})
}
