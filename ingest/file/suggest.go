package file

import (
	"fmt"
	"maps"
)

// Prepare looks at the file and makes a whole mapping of what the user said of it: fields of a preset
// are filled in, and what was said is kept.
func Prepare(in *Input, said Mapping) (Mapping, *look, error) {
	l, err := in.look(&said)
	if err != nil {
		return said, nil, err
	}
	if said.Preset == "" {
		if said.Rows == "" {
			said.Rows = Events
		}
		return said, l, nil
	}
	p, err := findPreset(said.Preset, l.header)
	if err != nil {
		return said, nil, err
	}
	if p.Mapping.Rows == Segment && !l.format.json {
		return said, nil, fmt.Errorf("%s: the segment preset reads JSON Lines, and this is a table", in.Name)
	}
	return overlay(p.resolve(l.header), said), l, nil
}

// overlay returns the mapping with everything that was said put over it.
func overlay(m, said Mapping) Mapping {
	for _, f := range []struct{ to, from *string }{
		{&m.Contact, &said.Contact}, {&m.Time, &said.Time}, {&m.Event, &said.Event}, {&m.Kind, &said.Kind},
		{&m.ID, &said.ID}, {&m.Channel, &said.Channel}, {&m.Subject, &said.Subject}, {&m.Category, &said.Category},
		{&m.Message, &said.Message}, {&m.Amount, &said.Amount}, {&m.Discount, &said.Discount},
		{&m.Currency, &said.Currency}, {&m.Value, &said.Value}, {&m.Text, &said.Text},
		{&m.Order, &said.Order}, {&m.Quantity, &said.Quantity}, {&m.Price, &said.Price}, {&m.Total, &said.Total},
		{&m.Cancelled, &said.Cancelled}, {&m.SignedUp, &said.SignedUp}, {&m.Delimiter, &said.Delimiter},
		{&m.Encoding, &said.Encoding}, {&m.DateFormat, &said.DateFormat}, {&m.Decimal, &said.Decimal},
		{&m.Zone, &said.Zone}, {&m.Base, &said.Base}, {&m.Since, &said.Since}, {(*string)(&m.Rows), (*string)(&said.Rows)},
	} {
		if *f.from != "" {
			*f.to = *f.from
		}
	}
	m.NoLines = m.NoLines || said.NoLines
	m.NoHeader = m.NoHeader || said.NoHeader
	if len(said.Traits) > 0 {
		m.Traits = said.Traits
	}
	m.Ignore = append(m.Ignore[:len(m.Ignore):len(m.Ignore)], said.Ignore...)
	m.Kinds = merged(m.Kinds, said.Kinds)
	m.Rates = merged(m.Rates, said.Rates)
	if len(said.Also) > 0 {
		m.Also = said.Also
	}
	if len(said.When) > 0 {
		m.When = said.When
	}
	return m
}

func merged(a, b map[string]string) map[string]string {
	if len(b) == 0 {
		return a
	}
	m := make(map[string]string)
	maps.Copy(m, a)
	maps.Copy(m, b)
	return m
}
