package file

import (
	"context"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"sort"
	"strings"
)

// decide settles the formats of the columns the plan reads. Columns whose sample does not settle their
// format for good are read whole first.
func (p *plan) decide(ctx context.Context, in *Input) error {
	if p.mapping.Rows == Segment {
		return p.learn(ctx, in)
	}
	var dates, numbers []int
	for _, f := range p.dateFields() {
		if f.column >= 0 {
			dates = append(dates, f.column)
		}
	}
	for _, f := range p.numberFields() {
		if f.column >= 0 {
			numbers = append(numbers, f.column)
		}
	}
	profiles, err := p.survey(ctx, in, dates, numbers)
	if err != nil {
		return err
	}
	for _, c := range dates {
		if p.columns[c].date, err = p.dateForm(c, profiles[c]); err != nil {
			return err
		}
	}
	for _, c := range numbers {
		if p.columns[c].number, err = p.numberStyle(c, profiles[c]); err != nil {
			return err
		}
	}
	for _, r := range p.rules {
		if c := r.contact.column; c >= 0 {
			s := p.look.profiles[c]
			p.columns[c].whole = s.n > 0 && s.zeros == s.n
		}
	}
	p.decideBase(profiles)
	return nil
}

// dateFields lists the fields that hold times.
func (p *plan) dateFields() []field {
	all := []field{p.table.signedUp}
	if p.mapping.Rows != Contacts {
		all = nil
	}
	for _, r := range p.rules {
		all = append(all, r.time)
	}
	for _, t := range p.table.traits {
		if t.kind == dateTrait {
			all = append(all, field{column: t.column})
		}
	}
	return all
}

// numberFields lists the fields that hold numbers.
func (p *plan) numberFields() []field {
	var all []field
	for _, r := range p.rules {
		all = append(all, r.value)
		all = append(all, p.moneyOf(r)...)
	}
	for _, t := range p.table.traits {
		if t.kind == numberTrait {
			all = append(all, field{column: t.column})
		}
	}
	if p.order.on {
		all = append(all, p.order.quantity)
	}
	return all
}

// moneyOf lists the fields of a rule that hold amounts.
func (p *plan) moneyOf(r rule) []field {
	all := append(append([]field(nil), r.amount...), r.discount...)
	if p.order.on {
		all = append(all, p.order.price, p.order.total)
	}
	return all
}

// dateForm is the form of a column of dates: the one the user said, or what its values show.
func (p *plan) dateForm(c int, s *profile) (dateForm, error) {
	name := p.look.header[c]
	if said := p.mapping.DateFormat; said != "" {
		f, ok := parseDateForm(said)
		if !ok {
			return noDate, fmt.Errorf("--date-format %q: it is one of ymd, dmy, mdy, named, compact, s, ms, us, ns", said)
		}
		// The user speaks of the doubtful columns; one that plainly is otherwise stays so.
		if s.dates[f] > 0 || s.n == 0 {
			return f, nil
		}
	}
	f, err := decideDates(name, s)
	if err != nil {
		return noDate, err
	}
	if f == noDate && s.n > 0 {
		return noDate, fmt.Errorf("column %q does not hold dates: its values are such as %s", name, list(s.samples))
	}
	return f, nil
}

// numberStyle is the style of a column of numbers.
func (p *plan) numberStyle(c int, s *profile) (numberStyle, error) {
	switch p.mapping.Decimal {
	case "":
		return decideNumbers(p.look.header[c], s, p.look.format.delim)
	case ".", "point":
		return numberStyle{'.'}, nil
	case ",", "comma":
		return numberStyle{','}, nil
	}
	return numberStyle{}, fmt.Errorf("--decimal %q: it is a point or a comma", p.mapping.Decimal)
}

// keepOriginals lets amounts and their currency stand among the properties too, when some of them are
// of another currency and get converted.
func (p *plan) keepOriginals(found []coin) {
	foreign := false
	for _, c := range found {
		foreign = foreign || c.code != p.base
	}
	if !foreign {
		return
	}
	for _, r := range p.rules {
		for _, f := range append(p.moneyOf(r), r.currency) {
			if f.column >= 0 && !slices.Contains(p.rest, f.column) {
				p.rest = append(p.rest, f.column)
			}
		}
	}
	slices.Sort(p.rest)
}

// decideBase takes the file's only currency for the workspace's when nobody said which that is, and the
// commonest when there are several.
func (p *plan) decideBase(profiles map[int]*profile) {
	found := p.currencies(profiles)
	if p.base == (currency{}) && len(found) > 0 {
		p.base = found[0].code
	}
	p.keepOriginals(found)
}

// coin is a currency and how often it was met.
type coin struct {
	code  currency
	times int64
}

// currencies counts the currencies of the file, the commonest first.
func (p *plan) currencies(profiles map[int]*profile) []coin {
	counts := make(map[currency]int64)
	for _, r := range p.rules {
		if c := r.currency.column; c >= 0 {
			for code, n := range profiles[c].codes {
				counts[code] += n
			}
			break
		}
		for _, f := range p.moneyOf(r) {
			if f.column >= 0 {
				for code, n := range profiles[f.column].currencies {
					counts[code] += n
				}
			}
		}
	}
	var all []coin
	for code, n := range counts {
		all = append(all, coin{code, n})
	}
	sort.Slice(all, func(i, j int) bool {
		if all[i].times != all[j].times {
			return all[i].times > all[j].times
		}
		return all[i].code.String() < all[j].code.String()
	})
	return all
}

// survey returns the profiles of columns: of the sample, or of all the file for those that the sample
// does not settle.
func (p *plan) survey(ctx context.Context, in *Input, dates, numbers []int) (map[int]*profile, error) {
	profiles := make(map[int]*profile)
	var open []int
	for _, c := range dates {
		profiles[c] = p.look.profiles[c]
		if p.mapping.DateFormat == "" && doubtfulDates(profiles[c]) {
			open = append(open, c)
		}
	}
	for _, c := range numbers {
		profiles[c] = p.look.profiles[c]
		if p.mapping.Decimal == "" && doubtfulNumbers(profiles[c]) || len(profiles[c].currencies) > 0 {
			open = append(open, c)
		}
	}
	for _, r := range p.rules {
		if c := r.currency.column; c >= 0 {
			profiles[c] = p.look.profiles[c]
			open = append(open, c)
		}
	}
	if len(open) == 0 || p.look.whole && len(p.look.rows) < sampleRows {
		return profiles, nil
	}
	all, err := in.profile(ctx, p, open)
	if err != nil {
		return nil, err
	}
	maps.Copy(profiles, all)
	return profiles, nil
}

// doubtfulDates reports whether the rest of the column could change how it is read.
func doubtfulDates(s *profile) bool {
	f := noDate
	for g := isoDate; g < dateForms; g++ {
		if s.dates[g] > s.dates[f] {
			f = g
		}
	}
	return f == noDate || f == dayFirst || f == monthFirst
}

// doubtfulNumbers reports whether the rest of the column could change how it is read.
func doubtfulNumbers(s *profile) bool {
	return s.comma > 0 || s.either2 > 0 || s.either > 0 && s.point == 0 || s.n == 0
}

// profile reads some columns of the whole file.
func (in *Input) profile(ctx context.Context, p *plan, columns []int) (map[int]*profile, error) {
	src, err := in.blocks(p)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	total := make(map[int]*profile)
	for _, c := range columns {
		total[c] = &profile{}
	}
	newWork := func() func(block) map[int]*profile {
		b := newBuilder(p, nil, false)
		return func(in block) map[int]*profile { return b.profile(in, columns) }
	}
	err = each(ctx, src.cutter, runtime.GOMAXPROCS(0), newWork, func(part map[int]*profile) error {
		for c, s := range part {
			total[c].merge(s)
		}
		return nil
	})
	return total, err
}

// profile looks at some columns of a block.
func (b *builder) profile(in block, columns []int) map[int]*profile {
	in.data, _ = b.p.look.charset.repair(in.data, b.fixed)
	part := make(map[int]*profile)
	for _, c := range columns {
		part[c] = &profile{}
	}
	b.rows.reset(in)
	row := b.rows.row()
	for b.rows.next() {
		for _, c := range columns {
			if c < len(row.fields) {
				part[c].add(row.fields[c])
			}
		}
	}
	return part
}

// describe says how the plan reads the file, in one line that the ledger keeps.
func (p *plan) describe() string {
	var s []string
	f := p.look.format
	s = append(s, p.look.charset.name+" "+f.name())
	for i, c := range p.columns {
		if c.date != noDate {
			s = append(s, fmt.Sprintf("%s as %s dates", p.look.header[i], c.date))
		}
		if c.number.decimal == ',' {
			s = append(s, fmt.Sprintf("%s with decimal commas", p.look.header[i]))
		}
	}
	return strings.Join(s, ", ")
}
