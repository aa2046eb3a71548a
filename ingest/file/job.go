package file

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// Job is the import of some files at somebody's request: it shows what it is about to do, asks where
// there is someone to ask, tells how far it is, and reports.
type Job struct {
	Files       []string
	Mapping     Mapping // what was said on the command line
	MappingFile string  // a file that says more
	SaveMapping string  // where to keep the mapping used
	Yes         bool    // accept what is suggested
	Strict      bool
	DryRun      bool
	Again       bool
	RejectTo    string
	JSON        bool

	In       io.Reader
	Out, Err io.Writer
	Terminal bool // In and Err are a terminal
	Now      time.Time

	answers *bufio.Reader
}

// ErrUnanswered ends a job that needs an answer and has nobody to ask.
var ErrUnanswered = errors.New("not imported: nobody confirmed how the file is to be read; the commands above, or --yes, do")

// Run imports the files, one after the other. A file that fails ends the job; those before it stay.
func (j *Job) Run(ctx context.Context, w Warehouse) error {
	if err := j.readMapping(); err != nil {
		return err
	}
	inputs, err := Inputs(j.Files, j.In)
	if err != nil {
		return err
	}
	for _, in := range inputs {
		defer func() { _ = in.Close() }()
	}
	if j.RejectTo != "" && len(inputs) > 1 {
		return errors.New("--reject-to takes one file's rows: import the files one by one")
	}
	for _, in := range inputs {
		if err := j.one(ctx, w, in); err != nil {
			return err
		}
	}
	return nil
}

// readMapping puts what was said on the command line over the mapping file.
func (j *Job) readMapping() error {
	if j.MappingFile == "" {
		return nil
	}
	m, err := ReadMapping(j.MappingFile)
	if err != nil {
		return err
	}
	j.Mapping = overlay(m, j.Mapping)
	if j.Mapping.Preset == "" {
		j.Mapping.Preset = m.Preset
	}
	return nil
}

// one imports one file.
func (j *Job) one(ctx context.Context, w Warehouse, in *Input) error {
	in, err := in.unpack(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	m, err := j.settle(in)
	if err != nil {
		return err
	}
	show := meter{w: j.Err, terminal: j.Terminal}
	r, err := Import(ctx, w, in, Options{
		Mapping: m, Strict: j.Strict, DryRun: j.DryRun, Again: j.Again, RejectTo: j.RejectTo, Now: j.Now,
		Progress: show.show,
		Confirm: func(r *Report) bool {
			show.clear()
			return j.confirm(r)
		},
	})
	show.clear()
	if r != nil && (err == nil || errors.Is(err, ErrStrict)) {
		j.report(r)
	}
	if err == nil && j.SaveMapping != "" {
		err = os.WriteFile(j.SaveMapping, r.Mapping.YAML(), 0o644)
	}
	return err
}

// settle returns the mapping to use: what was said if that is enough, else a suggestion that somebody
// accepted.
func (j *Job) settle(in *Input) (Mapping, error) {
	if j.Mapping.settled() {
		return j.Mapping, nil
	}
	s, err := Suggest(in, j.Mapping)
	if err != nil {
		return Mapping{}, err
	}
	s.Write(j.Err, in)
	switch {
	case s.Missing != nil:
		return Mapping{}, s.Missing
	case j.Yes:
		return s.Mapping, nil
	case !j.Terminal:
		fmt.Fprintf(j.Err, "If that is right:\n\n  limner import %s --yes\n\nor, said in full so that parts can be changed:\n\n  limner import %s %s\n\n",
			shellQuote(j.nameOf(in)), shellQuote(j.nameOf(in)), s.Mapping.Flags())
		return Mapping{}, ErrUnanswered
	case !j.ask("Read it so?"):
		return Mapping{}, ErrDeclined
	}
	return s.Mapping, nil
}

func (j *Job) nameOf(in *Input) string {
	if in.Name == "stdin" {
		return "-"
	}
	if len(j.Files) == 1 {
		return j.Files[0]
	}
	return in.Name
}

// settled reports whether a mapping says enough to go by without a guess.
func (m *Mapping) settled() bool {
	switch {
	case m.Preset != "":
		return true
	case m.Contact == "":
		return false
	case m.Rows == Contacts, m.Rows == Orders:
		return true
	}
	return m.Time != "" && m.Event != ""
}

// confirm asks whether to load a file that has bad rows.
func (j *Job) confirm(r *Report) bool {
	if r.rejected() == 0 || j.Yes || !j.Terminal {
		return true
	}
	r.Write(j.Err)
	return j.ask(fmt.Sprintf("Load the other %s rows?", thousands(r.records-r.rejected())))
}

// ask asks a question; an empty answer means yes.
func (j *Job) ask(question string) bool {
	if j.answers == nil {
		j.answers = bufio.NewReader(j.In)
	}
	fmt.Fprintf(j.Err, "%s [Y/n] ", question)
	answer, err := j.answers.ReadString('\n')
	if err != nil && answer == "" {
		return false
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "", "y", "yes":
		return true
	}
	return false
}

// report prints what an import did.
func (j *Job) report(r *Report) {
	if !j.JSON {
		r.Write(j.Out)
		return
	}
	e := json.NewEncoder(j.Out)
	e.SetIndent("", "  ")
	_ = e.Encode(r.JSON())
}
