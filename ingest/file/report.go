package file

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"limner/event"
	"limner/warehouse"
)

// Report says what an import found and did.
type Report struct {
	Name    string
	Mapping Mapping
	How     string // how the text was read
	DryRun  bool
	Before  *warehouse.Import // the file was imported before: nothing was done
	Import  warehouse.Import  // as the ledger has it, once committed

	Problems []Problem // the first of the refused rows
	Notes    []string
	Orders   int64
	Refunds  int64
	Revenue  event.Money
	Refunded event.Money
	Elapsed  time.Duration

	tally
	shared      int64
	duplicates  int64                        // order lines that are told twice, and kept
	met         map[event.ContactID]struct{} // the contacts of a table of contacts
	first, last int64
}

// add takes in the counts of a block.
func (r *Report) add(t *tally) {
	if r.records == 0 && r.first == 0 && r.last == 0 {
		r.first, r.last = math.MaxInt64, math.MinInt64
	}
	r.tally.add(t)
}

// Rows is how many rows were read.
func (r *Report) Rows() int64 { return r.records }

// Events is how many events the rows gave.
func (r *Report) Events() int64 { return r.events }

// Rejected is how many rows were refused.
func (r *Report) Rejected() int64 { return r.rejected() }

// Refused counts the refused rows by reason.
func (r *Report) Refused() map[Reason]int64 {
	counts := make(map[Reason]int64)
	for why, n := range r.reasons {
		if n > 0 {
			counts[Reason(why)] = n
		}
	}
	return counts
}

// Span is the time from the first to the last event, timeless ones aside; zero when there is none.
func (r *Report) Span() (from, to time.Time) {
	if r.first > r.last {
		return time.Time{}, time.Time{}
	}
	return event.At(r.first), event.At(r.last)
}

// finish writes the notes.
func (r *Report) finish(p *plan) {
	note := func(n int64, format string, a ...any) {
		if n > 0 {
			r.Notes = append(r.Notes, fmt.Sprintf(format, append([]any{thousands(n)}, a...)...))
		}
	}
	if c := p.look.charset.name; c != "UTF-8" {
		r.Notes = append(r.Notes, "the text is encoded as "+c)
	} else {
		note(r.repaired, "%s bytes were not UTF-8 and were read as Windows-1252")
	}
	if p.base != (currency{}) && p.mapping.Base == "" {
		r.Notes = append(r.Notes, fmt.Sprintf("amounts in %s are taken to be in the workspace's currency (--base says otherwise)", p.base))
	}
	note(r.converted, "%s amounts were converted to %s by --rate; the original is in the event's properties", p.base)
	note(r.rounded, "%s amounts had more than four decimals and were rounded")
	note(r.unpriced, "%s lines with a price of zero or less are left out of their orders")
	note(r.unmoved, "%s lines with a quantity of zero are left out of their orders")
	note(r.duplicates, "%s lines of orders say exactly what another line of the order says; they are kept, as two of a kind")
	note(r.returned, "%s lines of returns and cancellations became refunds")
	note(r.deviating, "%s lines contradict their order in a column that is the order's; the first line's value was kept")
	note(r.shared, "%s order ids belong to more than one contact: each has an order of its own")
	note(r.skipped, "%s times fell into the hour the clocks skip in %s, and were moved on by it", p.mapping.Zone)
	note(r.twice, "%s times happened twice when the clocks went back in %s: the first is taken", p.mapping.Zone)
	note(r.oddValues, "%s values are not what their column holds (a word among numbers) and were kept as text")
	if rows := r.records - r.rejected(); r.met != nil && p.mapping.Time == "" {
		note(rows-int64(len(r.met)), "%s rows describe a contact that another row describes too: where they differ, nothing says which holds (--time COLUMN would)")
	}
	note(r.anonymous, "%s events are of visitors who never told who they are: each anonymous id is a contact of its own until an identify call joins it")
	note(r.unresolved, "%s events carry an anonymous id that several users shared: they stay with the anonymous id")
	note(r.groups, "%s group calls were kept as events; what groups mean for contacts is not worked out yet")
}

// thousands writes a count with commas.
func thousands(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Write prints the report for people.
func (r *Report) Write(w io.Writer) {
	if b := r.Before; b != nil {
		fmt.Fprintf(w, "%s: nothing to do: the same file was imported on %s, read the same way (import %d, %s events). --again imports it once more.\n",
			r.Name, b.At.Format("2006-01-02 15:04"), b.ID, thousands(b.Added))
		return
	}
	r.writeProblems(w)
	fmt.Fprintf(w, "%s: %s rows read as %s", r.Name, thousands(r.records), r.How)
	if r.Elapsed > 0 {
		fmt.Fprintf(w, ", %s rows/s", thousands(int64(float64(r.records)/r.Elapsed.Seconds())))
	}
	fmt.Fprintln(w)
	switch {
	case r.DryRun:
		fmt.Fprintf(w, "  would give   %s events (dry run: nothing was imported)\n", thousands(r.events))
	case r.Import.ID > 0:
		fmt.Fprintf(w, "  added        %s events of %s new contacts (import %d; limner imports undo %d takes it back)\n",
			thousands(r.Import.Added), thousands(r.Import.Contacts), r.Import.ID, r.Import.ID)
		if r.Import.Repeated > 0 {
			fmt.Fprintf(w, "  repeated     %s events were there already\n", thousands(r.Import.Repeated))
		}
	default:
		fmt.Fprintf(w, "  found        %s events\n", thousands(r.events))
	}
	if from, to := r.Span(); !from.IsZero() {
		fmt.Fprintf(w, "  from         %s to %s\n", from.Format("2006-01-02 15:04"), to.Format("2006-01-02 15:04"))
	}
	if r.Orders > 0 {
		fmt.Fprintf(w, "  orders       %s, revenue %s\n", thousands(r.Orders), r.Revenue)
	}
	if r.Refunds > 0 {
		fmt.Fprintf(w, "  refunds      %s, %s\n", thousands(r.Refunds), r.Refunded)
	}
	if n := r.rejected(); n > 0 {
		fmt.Fprintf(w, "  bad rows     %s\n", thousands(n))
	}
	for _, n := range r.Notes {
		fmt.Fprintf(w, "  note         %s\n", n)
	}
}

// writeProblems lists the refused rows: the first in full, then all by reason with what to do.
func (r *Report) writeProblems(w io.Writer) {
	n := r.rejected()
	if n == 0 {
		return
	}
	fmt.Fprintf(w, "%s: %s bad rows of %s", r.Name, thousands(n), thousands(r.records))
	if int64(len(r.Problems)) < n {
		fmt.Fprintf(w, "; the first %d", len(r.Problems))
	}
	fmt.Fprintln(w, ":")
	for _, p := range r.Problems {
		fmt.Fprintf(w, "  %s\n", p)
	}
	for why, count := range r.reasons {
		if count > 0 {
			fmt.Fprintf(w, "  %s × %s: %s\n", thousands(count), Reason(why), Reason(why).Fix())
		}
	}
}

// String is the problem in one line.
func (p Problem) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "line %d", p.Line)
	if p.Column != "" {
		fmt.Fprintf(&s, ", column %s", p.Column)
	}
	if p.Value != "" {
		fmt.Fprintf(&s, ", %q", p.Value)
	}
	fmt.Fprintf(&s, ": %s", p.Reason)
	if p.Detail != "" {
		fmt.Fprintf(&s, " (%s)", p.Detail)
	}
	return s.String()
}
