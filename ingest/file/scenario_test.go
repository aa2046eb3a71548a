package file

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// write puts text into a file and makes an input of it.
func write(t testing.TB, name string, text []byte) *Input {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
	return open(t, path)
}

// story writes an event in one line: contact, time, kind, name, and what else it has.
func (r row) story() string {
	s := fmt.Sprintf("%s %s %s %q", r.Contact, r.At.Format("2006-01-02T15:04:05"), r.Kind, r.Name)
	for _, f := range []struct{ name, v string }{{"channel", r.Channel}, {"subject", r.Subject}, {"category", r.Category}, {"text", r.Text}, {"props", r.Props}} {
		if f.v != "" {
			s += " " + f.name + " " + f.v
		}
	}
	if r.Amount != 0 {
		s += " amount " + r.Amount.String()
	}
	if r.Discount != 0 {
		s += " discount " + r.Discount.String()
	}
	if r.Value == r.Value {
		s += fmt.Sprint(" value ", r.Value)
	}
	return s
}

func stories(m *memory) string {
	var all []string
	for _, r := range m.rows {
		all = append(all, r.story())
	}
	return strings.Join(all, "\n")
}

// TestScenarios imports small files, each with a sin or a virtue, and compares what landed.
func TestScenarios(t *testing.T) {
	eventsOf := Mapping{Rule: Rule{Contact: "who", Time: "at", Event: "what"}}
	with := func(m Mapping, change func(*Mapping)) Mapping { change(&m); return m }
	priced := with(eventsOf, func(m *Mapping) { m.Amount = "paid" })
	for _, c := range []struct {
		name    string
		file    string
		mapping Mapping
		events  string
		bad     string
		err     string
		note    string
	}{
		{name: "day first, settled by one row far down", mapping: eventsOf,
			file:   "who,at,what\nann,3/4/2010,order\nbob,25/4/2010 8:26,login\n",
			events: "ann 2010-04-03T00:00:00 order \"order\"\nbob 2010-04-25T08:26:00 signed_in \"login\""},
		{name: "month first", mapping: eventsOf,
			file:   "who,at,what\nann,12/1/2010 8:26 PM,order\nbob,12/25/2010,order\n",
			events: "ann 2010-12-01T20:26:00 order \"order\"\nbob 2010-12-25T00:00:00 order \"order\""},
		{name: "nothing settles day or month", mapping: eventsOf, file: "who,at,what\nann,3/4/2010,order\nbob,5/6/2010,order\n",
			err: "--date-format dmy or --date-format mdy"},
		{name: "the user settles it", mapping: with(eventsOf, func(m *Mapping) { m.DateFormat = "mdy" }),
			file: "who,at,what\nann,3/4/2010,order\n", events: "ann 2010-03-04T00:00:00 order \"order\""},
		{name: "day and month mixed", mapping: eventsOf, file: "who,at,what\nann,25/4/2010,order\nbob,4/25/2010,order\n", err: "mixes dates"},
		{name: "seconds and milliseconds since 1970", mapping: with(eventsOf, func(m *Mapping) { m.Also = []Rule{{Event: "=x", Time: "ms"}} }),
			file:   "who,at,what,ms\nann,1291191960,order,1291191960123\n",
			events: "ann 2010-12-01T08:26:00 order \"order\"\nann 2010-12-01T08:26:00 other \"x\""},
		{name: "a zone, and the clocks", mapping: with(eventsOf, func(m *Mapping) { m.Zone = "Europe/London" }),
			file:   "who,at,what\nann,2010-07-01 12:00,a\nann,2010-03-28 01:30,b\nann,2010-10-31 01:30,c\nann,2010-07-01T12:00:00+02:00,d\n",
			events: "ann 2010-07-01T11:00:00 other \"a\"\nann 2010-03-28T01:30:00 other \"b\"\nann 2010-10-31T00:30:00 other \"c\"\nann 2010-07-01T10:00:00 other \"d\"",
			note:   "1 times fell into the hour the clocks skip"},
		{name: "future and ancient dates", mapping: eventsOf,
			file: "who,at,what\nann,2910-07-01,a\nbob,1899-12-30,b\ncem,2010-01-01,c\n", events: "cem 2010-01-01T00:00:00 other \"c\"",
			bad: "line 2, column at, \"2910-07-01\": a time in the future (read as 2910-07-01 00:00)\nline 3, column at, \"1899-12-30\": a time before 1970 (read as 1899-12-30 00:00)"},
		{name: "decimal commas, thousands, currency, parentheses", mapping: with(priced, func(m *Mapping) { m.Delimiter = ";" }),
			file:   "who;at;what;paid\nann;2010-01-01;order;1.234,56 €\nbob;2010-01-01;order;€ 12,5\ncem;2010-01-01;refund;(3,00)\n",
			events: "ann 2010-01-01T00:00:00 order \"order\" amount 1234.56\nbob 2010-01-01T00:00:00 order \"order\" amount 12.50\ncem 2010-01-01T00:00:00 refund \"refund\" amount -3.00",
			note:   "amounts in EUR are taken to be in the workspace's currency"},
		{name: "a decimal comma or thousands", mapping: priced, file: "who;at;what;paid\nann;2010-01-01;order;1,234\nbob;2010-01-01;order;2,500\n",
			err: "--decimal , or --decimal ."},
		{name: "thousands with a point column", mapping: priced, file: "who,at,what,paid\nann,2010-01-01,order,\"1,234\"\nbob,2010-01-01,order,2.50\n",
			events: "ann 2010-01-01T00:00:00 order \"order\" amount 1234.00\nbob 2010-01-01T00:00:00 order \"order\" amount 2.50"},
		{name: "currencies without a rate", mapping: with(priced, func(m *Mapping) { m.Base = "EUR" }),
			file:   "who,at,what,paid\nann,2010-01-01,order,€5\nbob,2010-01-01,order,$6\n",
			events: "ann 2010-01-01T00:00:00 order \"order\" props {\"paid\":\"€5\"} amount 5.00",
			bad:    "line 3, column paid, \"$6\": another currency than the workspace's (USD)"},
		{name: "currencies with a rate", mapping: with(priced, func(m *Mapping) {
			m.Base, m.Currency, m.Rates = "EUR", "cur", map[string]string{"USD": "0.92"}
		}),
			file:   "who,at,what,paid,cur\nann,2010-01-01,order,5,EUR\nbob,2010-01-01,order,10.55,USD\n",
			events: "ann 2010-01-01T00:00:00 order \"order\" props {\"paid\":5,\"cur\":\"EUR\"} amount 5.00\nbob 2010-01-01T00:00:00 order \"order\" props {\"paid\":10.55,\"cur\":\"USD\"} amount 9.706"},
		{name: "what nobody mapped is kept", mapping: eventsOf,
			file:   "who,at,what,zip,note,empty\nAnn@X.com,2010-01-01,order,01234,\"say \"\"hi\"\",\nthere\",\n",
			events: "ann@x.com 2010-01-01T00:00:00 order \"order\" props {\"zip\":\"01234\",\"note\":\"say \\\"hi\\\",\\nthere\"}"},
		{name: "bad rows, each with its line", mapping: eventsOf,
			file:   "who,at,what\nann,\"2010\n-01\",x\n,2010-01-01,x\nbob,2010-01-01,y\nbob,2010-13-01,y\ncem,2010-01-01\ndan,2010-01-01,a,b\neve,\"x\"y,z\nfay,2010-01-01,\n",
			events: "bob 2010-01-01T00:00:00 other \"y\"",
			bad: "line 2, column at, \"2010\\n-01\": not a date in the column's format\nline 4, column who: no contact\nline 6, column at, \"2010-13-01\": not a date in the column's format\n" +
				"line 7, \"cem,2010-01-01\": fewer fields than columns\nline 8, \"dan,2010-01-01,a,b\": more fields than columns\nline 9, \"eve,\\\"x\\\"y,z\": text after a closing quote\nline 10, column what: no event name"},
		{name: "a quote that never closes", mapping: eventsOf, file: "who,at,what\nann,2010-01-01,\"oops\nbob,2010-01-01,y\n",
			events: "bob 2010-01-01T00:00:00 other \"y\"", bad: "line 2, \"ann,2010-01-01,\\\"oops\": a quote that never closes"},
		{name: "inch marks", mapping: eventsOf, file: "who,at,what\nann,2010-01-01,5\" pipe\nbob,2010-01-01,y\n",
			events: "ann 2010-01-01T00:00:00 other \"5\\\" pipe\"\nbob 2010-01-01T00:00:00 other \"y\""},
		{name: "a table of contacts", mapping: Mapping{Rows: Contacts, SignedUp: "joined", Traits: []string{"*"}, Rule: Rule{Contact: "id"}},
			file: "id,name,city,age,vip,joined\n1,Ann,Rome,31,yes,2010-01-02\n2,Bob,Rome,,no,\n",
			events: "1 2010-01-02T00:00:00 signed_up \"signed up\"\n1 1900-01-01T00:00:00 trait \"name\" subject Ann\n1 1900-01-01T00:00:00 trait \"city\" subject Rome\n" +
				"1 1900-01-01T00:00:00 trait \"age\" value 31\n1 1900-01-01T00:00:00 trait \"vip\" value 1\n" +
				"1 1900-01-01T00:00:00 identify \"identify\" props {\"name\":\"Ann\",\"city\":\"Rome\",\"age\":31,\"vip\":\"yes\",\"joined\":\"2010-01-02\"}\n" +
				"2 1900-01-01T00:00:00 trait \"name\" subject Bob\n2 1900-01-01T00:00:00 trait \"city\" subject Rome\n2 1900-01-01T00:00:00 trait \"vip\" value 0\n" +
				"2 1900-01-01T00:00:00 identify \"identify\" props {\"name\":\"Bob\",\"city\":\"Rome\",\"vip\":\"no\"}"},
		{name: "orders, returned and scattered", mapping: Mapping{Preset: "orders"},
			file: "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID\n1,A,2,2010-01-01 10:00,1.255,7.0\n2,A,1,2010-01-02 10:00,5,7.0\n1,B,1,2010-01-01 09:00,3,7.0\nC3,A,-1,2010-01-03 10:00,1.255,7.0\n2,Z,1,2010-01-02 10:00,0,7.0\n2,A,1,2010-01-02 10:00,5,\n",
			events: "7 2010-01-01T10:00:00 order_line \"order line\" subject A props {\"order\":\"1\"} amount 2.51 value 2\n7 2010-01-02T10:00:00 order_line \"order line\" subject A props {\"order\":\"2\"} amount 5.00 value 1\n" +
				"7 2010-01-01T09:00:00 order_line \"order line\" subject B props {\"order\":\"1\"} amount 3.00 value 1\n7 2010-01-01T09:00:00 order \"order\" props {\"order\":\"1\"} amount 5.51\n" +
				"7 2010-01-02T10:00:00 order \"order\" subject A props {\"order\":\"2\"} amount 5.00\n7 2010-01-03T10:00:00 refund \"refund\" subject A props {\"order\":\"C3\",\"returned\":[{\"product\":\"A\",\"quantity\":-1,\"amount\":-1.255}]} amount -1.255",
			bad: "line 7, column CustomerID: no contact", note: "1 lines with a price of zero or less are left out"},
		{name: "a Shopify order, its second line blank", mapping: Mapping{Preset: "shopify"},
			file: "Name,Email,Financial Status,Total,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Vendor\n#1,a@x.com,paid,12.00,EUR,2025-10-07 09:50:26 +0200,1,Tea,5.00,V\n#1,a@x.com,,,,,2,Cup,2.50,W\n",
			events: "a@x.com 2025-10-07T07:50:26 order_line \"order line\" subject Tea category V props {\"order\":\"#1\"} amount 5.00 value 1\n" +
				"a@x.com 2025-10-07T07:50:26 order_line \"order line\" subject Cup category W props {\"order\":\"#1\"} amount 5.00 value 2\n" +
				"a@x.com 2025-10-07T07:50:26 order \"order\" props {\"order\":\"#1\",\"Financial Status\":\"paid\"} amount 12.00"},
		{name: "Stripe payments", mapping: Mapping{Preset: "stripe"},
			file:   "id,Description,Created (UTC),Amount,Amount Refunded,Currency,Status,Customer Email\nch_1,Plan,2024-05-01 10:00,30.00,10.00,usd,Paid,a@x.com\nch_2,Plan,2024-05-02 10:00,30.00,0.00,usd,Failed,a@x.com\n",
			events: "a@x.com 2024-05-01T10:00:00 order \"payment\" subject Plan props {\"Status\":\"Paid\"} amount 30.00\na@x.com 2024-05-01T10:00:00 refund \"refund\" subject Plan props {\"Status\":\"Paid\"} amount -10.00\na@x.com 2024-05-02T10:00:00 other \"payment failed\" subject Plan props {\"Status\":\"Failed\"}"},
		{name: "JSON Lines", mapping: eventsOf,
			file:   "{\"who\":\"ann\",\"at\":\"2010-01-01T00:00:00Z\",\"what\":\"x\",\"more\":{\"a\":1}}\n{oops\n{\"who\":\"bob\",\"at\":\"2010-01-02\",\"what\":\"y\",\"new\":[1]}\n",
			events: "ann 2010-01-01T00:00:00 other \"x\" props {\"more.a\":1}\nbob 2010-01-02T00:00:00 other \"y\" props {\"new\":[1]}",
			bad:    "line 2, \"{oops\": not a JSON object"},
		{name: "Segment", mapping: Mapping{Preset: "segment"},
			file: `{"type":"page","anonymousId":"anon","name":"Home","timestamp":"2024-01-01T00:00:00Z","messageId":"m1"}` + "\n" +
				`{"type":"identify","userId":"u1","anonymousId":"anon","traits":{"plan":"pro","seats":3,"email":"a@b.c"},"timestamp":"2024-01-01T01:00:00Z","messageId":"m2"}` + "\n" +
				`{"batch":[{"type":"track","userId":"u1","event":"Order Completed","originalTimestamp":"2024-01-02T00:10:00Z","properties":{"order_id":"o1","total":25.5,"discount":2,"products":[{"name":"Tea","price":5,"quantity":2}]},"messageId":"m3"}],"sentAt":"2024-01-02T00:10:05Z","receivedAt":"2024-01-02T00:00:05Z"}` + "\n" +
				`{"type":"track","userId":"u1","timestamp":"2024-01-01T00:00:00Z"}` + "\n",
			events: "u1 2024-01-01T00:00:00 visit \"page\" channel web subject Home\nu1 2024-01-01T01:00:00 identify \"identify\" props {\"email\":\"a@b.c\",\"plan\":\"pro\",\"seats\":3}\n" +
				"u1 2024-01-01T01:00:00 trait \"plan\" subject pro\nu1 2024-01-01T01:00:00 trait \"seats\" value 3\n" +
				"u1 2024-01-02T00:00:00 order \"Order Completed\" props {\"discount\":2,\"order_id\":\"o1\",\"products\":[{\"name\":\"Tea\",\"price\":5,\"quantity\":2}],\"total\":25.5} amount 25.50 discount 2.00\n" +
				"u1 2024-01-02T00:00:00 order_line \"order line\" subject Tea props {\"name\":\"Tea\",\"price\":5,\"quantity\":2} amount 10.00 value 2",
			bad: "line 4, \"{\\\"type\\\":\\\"track\\\",\\\"userId\\\":\\\"u1\\\",\\\"timestamp\\\":\\\"2024-01-01T00:00:00Z\\\"}\": no event name"},
		{name: "a column that is not there", mapping: with(eventsOf, func(m *Mapping) { m.Contact = "whom" }), file: "who,at,what\na,2010-01-01,x\n",
			err: `contact: there is no column "whom"; the columns are "who", "at", "what"`},
		{name: "no header", mapping: Mapping{Rule: Rule{Contact: "column1", Time: "column2", Event: "=order", Amount: "column3"}},
			file: " 0001 19970101  12.5\n 0002 19970102   1.0\n", events: "0001 1997-01-01T00:00:00 order \"order\" amount 12.50\n0002 1997-01-02T00:00:00 order \"order\" amount 1.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMemory()
			r, err := Import(context.Background(), m, write(t, "f.csv", []byte(c.file)), Options{Mapping: c.mapping, Now: testNow})
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Fatalf("error %v, want one with %q", err, c.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := stories(m); got != c.events {
				t.Errorf("events:\n%s\nwant:\n%s", got, c.events)
			}
			var bad []string
			for _, p := range r.Problems {
				bad = append(bad, p.String())
			}
			if got := strings.Join(bad, "\n"); got != c.bad {
				t.Errorf("problems:\n%s\nwant:\n%s", got, c.bad)
			}
			if c.note != "" && !strings.Contains(strings.Join(r.Notes, "\n"), c.note) {
				t.Errorf("notes %q, want one with %q", r.Notes, c.note)
			}
		})
	}
}

// TestEncodings: the same rows however the text is encoded and packed.
func TestEncodings(t *testing.T) {
	const text = "who,at,what\nzoë,2010-01-01,naïve\n"
	utf16Of := func(big, bom bool) []byte {
		var b []byte
		units := utf16.Encode([]rune(text))
		if bom {
			units = append([]uint16{0xfeff}, units...)
		}
		for _, u := range units {
			if big {
				b = append(b, byte(u>>8), byte(u))
			} else {
				b = append(b, byte(u), byte(u>>8))
			}
		}
		return b
	}
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = z.Write([]byte(text))
	_ = z.Close()
	for name, b := range map[string][]byte{
		"utf8": []byte(text), "bom": []byte("\xef\xbb\xbf" + text), "crlf": []byte(strings.ReplaceAll(text, "\n", "\r\n")),
		"latin": []byte(strings.NewReplacer("ë", "\xeb", "ï", "\xef").Replace(text)), "gzip": zipped.Bytes(),
		"utf16le": utf16Of(false, true), "utf16be": utf16Of(true, true), "utf16le without mark": utf16Of(false, false),
		"tabs": []byte(strings.ReplaceAll(text, ",", "\t")), "semicolons": []byte(strings.ReplaceAll(text, ",", ";")),
		"bars": []byte(strings.ReplaceAll(text, ",", "|")), "no last line break": []byte(strings.TrimSpace(text)),
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory()
			_, err := Import(context.Background(), m, write(t, "f", b), Options{Now: testNow, Mapping: Mapping{Rule: Rule{Contact: "who", Time: "at", Event: "what"}}})
			if want := `zoë 2010-01-01T00:00:00 other "naïve"`; err != nil || stories(m) != want {
				t.Errorf("%v, %q, want %q", err, stories(m), want)
			}
		})
	}
}

// TestOrderOfWorkers: blocks of any size and any number of workers give the same events and lines.
func TestOrderOfWorkers(t *testing.T) {
	var text strings.Builder
	text.WriteString("who,at,what,note\n")
	for i := range 3000 {
		switch {
		case i%97 == 0:
			fmt.Fprintf(&text, "u%d,2010-99-01,x,\n", i)
		case i%7 == 0:
			fmt.Fprintf(&text, "u%d,2010-01-01,x,\"two\nlines, \"\"%d\"\"\"\n", i, i)
		default:
			fmt.Fprintf(&text, "u%d,2010-01-01,x,%d\n", i, i)
		}
	}
	in := write(t, "f.csv", []byte(text.String()))
	mapping := Mapping{Rows: Events, Rule: Rule{Contact: "who", Time: "at", Event: "what"}}
	run := func(size, workers int) (string, []Problem) {
		m := newMemory()
		i := &importer{in: in, opt: Options{Mapping: mapping, Now: testNow, Workers: workers}, batches: &pool{}, report: &Report{}}
		mapping, l, err := Prepare(in, mapping)
		if err == nil {
			i.plan, err = compile(mapping, l, testNow)
		}
		if err == nil {
			err = i.plan.decide(context.Background(), in)
		}
		if err == nil {
			i.src, err = in.blocks(i.plan)
		}
		if err != nil {
			t.Fatal(err)
		}
		defer i.src.Close()
		i.src.cutter.size = size
		i.load, _ = m.Begin(context.Background())
		if err := i.read(context.Background()); err != nil {
			t.Fatal(err)
		}
		if err := i.finish(context.Background()); err != nil {
			t.Fatal(err)
		}
		return stories(m), i.report.Problems
	}
	events, problems := run(blockSize, 1)
	for _, size := range []int{64, 1000, 4097} {
		for _, workers := range []int{1, 2, 7} {
			e, p := run(size, workers)
			if e != events || !slices.Equal(p, problems) {
				t.Errorf("blocks of %d bytes, %d workers: other events or problems", size, workers)
			}
		}
	}
}

// TestSameFileAgain: the second time adds nothing, whether the file is known or --again insists.
func TestSameFileAgain(t *testing.T) {
	in := write(t, "f.csv", []byte("who,at,what\nann,2010-01-01,x\nann,2010-01-01,x\n"))
	m := newMemory()
	opt := Options{Now: testNow, Mapping: Mapping{Rule: Rule{Contact: "who", Time: "at", Event: "what"}}}
	for i, again := range []bool{false, false, true} {
		opt.Again = again
		r, err := Import(context.Background(), m, in, opt)
		if err != nil || len(m.rows) != 2 {
			t.Fatalf("time %d: %v, %d rows, want 2", i, err, len(m.rows))
		}
		if (r.Before != nil) != (i == 1) {
			t.Errorf("time %d: known before %v", i, r.Before != nil)
		}
	}
}

// TestRejects: refused rows, once corrected, import as they are; those not corrected are refused again.
func TestRejects(t *testing.T) {
	in := write(t, "f.csv", []byte("who,at,what\nann,2010-01-01,x\nbob,2010-31-01,\"y, z\"\n,2010-01-01,x\n"))
	m := newMemory()
	path := filepath.Join(t.TempDir(), "rejects.csv")
	opt := Options{Now: testNow, RejectTo: path, Mapping: Mapping{Rule: Rule{Contact: "who", Time: "at", Event: "what"}}}
	if _, err := Import(context.Background(), m, in, opt); err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(path)
	want := "limner_line,limner_reason,who,at,what\n3,at: not a date in the column's format,bob,2010-31-01,\"y, z\"\n4,who: no contact,,2010-01-01,x\n"
	if string(got) != want {
		t.Errorf("rejects:\n%s\nwant:\n%s", got, want)
	}
	opt.RejectTo = ""
	r, err := Import(context.Background(), m, write(t, "r.csv", bytes.Replace(got, []byte("2010-31-01"), []byte("2010-01-31"), 1)), opt)
	if err != nil || r.Rejected() != 1 || len(m.rows) != 2 || m.rows[1].Props != "" {
		t.Errorf("%v, %d rejected, %s", err, r.Rejected(), stories(m))
	}
}

// TestRefusals: --strict, --dry-run and a no leave nothing behind.
func TestRefusals(t *testing.T) {
	in := write(t, "f.csv", []byte("who,at,what\nann,2010-01-01,x\nbob,,x\n"))
	mapping := Mapping{Rule: Rule{Contact: "who", Time: "at", Event: "what"}}
	for _, c := range []struct {
		opt  Options
		want error
	}{
		{Options{Strict: true}, ErrStrict},
		{Options{Confirm: func(*Report) bool { return false }}, ErrDeclined},
		{Options{DryRun: true}, nil},
	} {
		m := newMemory()
		c.opt.Mapping, c.opt.Now = mapping, testNow
		r, err := Import(context.Background(), m, in, c.opt)
		if !errors.Is(err, c.want) || len(m.rows) != 0 || len(m.imports) != 0 || r.Rejected() != 1 || r.Events() != 1 {
			t.Errorf("%v: %v, %d rows landed", c.want, err, len(m.rows))
		}
	}
}

// TestMappingFile: a mapping comes back from YAML as it went, and an unknown word is an error.
func TestMappingFile(t *testing.T) {
	m := Mapping{Rows: Events, Rule: Rule{Contact: "a", Time: "b", Event: "=c", When: map[string][]string{"s": {"x", "!y"}}},
		Also: []Rule{{Event: "=d", Amount: "e + f"}}, Rates: map[string]string{"USD": "0.92"}, Kinds: map[string]string{"paid": "order"}}
	got, err := ParseMapping(m.YAML())
	if err != nil || got.Line() != m.Line() {
		t.Errorf("%v\n%s\n%s", err, got.Line(), m.Line())
	}
	if _, err := ParseMapping([]byte("contat: a\n")); err == nil || !strings.Contains(err.Error(), "contat") {
		t.Errorf("error %v, want one that names the unknown word", err)
	}
}
