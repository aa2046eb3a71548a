package file

import (
	"encoding/json"
	"io"
	"time"

	"limner/warehouse"
)

// ReportJSON is a report for programs.
type ReportJSON struct {
	File     string           `json:"file"`
	Import   int32            `json:"import,omitempty"`
	Before   int32            `json:"imported_before_as,omitempty"`
	DryRun   bool             `json:"dry_run,omitempty"`
	Rows     int64            `json:"rows"`
	Events   int64            `json:"events"`
	Added    int64            `json:"added"`
	Repeated int64            `json:"repeated"`
	Contacts int64            `json:"new_contacts"`
	Rejected int64            `json:"rejected"`
	Reasons  map[string]int64 `json:"reasons,omitempty"`
	Problems []ProblemJSON    `json:"problems,omitempty"`
	From     string           `json:"from,omitempty"`
	To       string           `json:"to,omitempty"`
	Orders   int64            `json:"orders"`
	Revenue  string           `json:"revenue"`
	Refunds  int64            `json:"refunds"`
	Refunded string           `json:"refunded"`
	Notes    []string         `json:"notes,omitempty"`
	Mapping  string           `json:"mapping"`
	Seconds  float64          `json:"seconds"`
}

// ProblemJSON is a problem for programs.
type ProblemJSON struct {
	Line   int64  `json:"line"`
	Column string `json:"column,omitempty"`
	Value  string `json:"value,omitempty"`
	Reason string `json:"reason"`
	Detail string `json:"detail,omitempty"`
	Fix    string `json:"fix"`
}

// JSON is the report for programs.
func (r *Report) JSON() ReportJSON {
	var before warehouse.ImportID
	if r.Before != nil {
		before = r.Before.ID
	}
	j := ReportJSON{
		File: r.Name, Import: int32(r.Import.ID), Before: int32(before), DryRun: r.DryRun, Rows: r.records, Events: r.events,
		Added: r.Import.Added, Repeated: r.Import.Repeated, Contacts: r.Import.Contacts, Rejected: r.rejected(),
		Orders: r.Orders, Revenue: r.Revenue.String(), Refunds: r.Refunds, Refunded: r.Refunded.String(),
		Notes: r.Notes, Mapping: r.Mapping.Line(), Seconds: r.Elapsed.Seconds(),
	}
	for why, n := range r.Refused() {
		if j.Reasons == nil {
			j.Reasons = make(map[string]int64)
		}
		j.Reasons[why.String()] = n
	}
	for _, p := range r.Problems {
		j.Problems = append(j.Problems, ProblemJSON{p.Line, p.Column, p.Value, p.Reason.String(), p.Detail, p.Reason.Fix()})
	}
	if from, to := r.Span(); !from.IsZero() {
		const layout = "2006-01-02T15:04:05Z"
		j.From, j.To = from.Format(layout), to.Format(layout)
	}
	return j
}

// ImportJSON is a line of the ledger of imports for programs.
type ImportJSON struct {
	ID       int32    `json:"id"`
	At       string   `json:"at"`
	File     string   `json:"file"`
	Rows     int64    `json:"rows"`
	Added    int64    `json:"added"`
	Repeated int64    `json:"repeated"`
	Rejected int64    `json:"rejected"`
	Contacts int64    `json:"new_contacts"`
	First    string   `json:"first,omitempty"`
	Last     string   `json:"last,omitempty"`
	Undone   string   `json:"undone,omitempty"`
	Notes    []string `json:"notes,omitempty"`
	Mapping  string   `json:"mapping"`
}

// WriteImports prints the ledger for programs.
func WriteImports(w io.Writer, all []warehouse.Import) error {
	stamp := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(time.RFC3339)
	}
	list := make([]ImportJSON, 0, len(all))
	for _, i := range all {
		list = append(list, ImportJSON{
			ID: int32(i.ID), At: stamp(i.At), File: i.Name, Rows: i.Read, Added: i.Added, Repeated: i.Repeated,
			Rejected: i.Rejected, Contacts: i.Contacts, First: stamp(i.First), Last: stamp(i.Last), Undone: stamp(i.Undone),
			Notes: i.Notes, Mapping: i.Mapping,
		})
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(list)
}
