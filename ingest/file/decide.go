package file

import "fmt"

// decideDates picks the form of a column's dates from its profile. An error says that the values do
// not settle it and which flag does.
func decideDates(column string, p *profile) (dateForm, error) {
	best := noDate
	for f := isoDate; f < dateForms; f++ {
		if p.dates[f] > p.dates[best] {
			best = f
		}
	}
	if best == noDate {
		return noDate, nil
	}
	if best != dayFirst && best != monthFirst {
		return best, nil
	}
	onlyD, onlyM := p.dates[dayFirst]-p.bothDM, p.dates[monthFirst]-p.bothDM
	switch {
	case onlyD == 0 && onlyM == 0:
		return noDate, fmt.Errorf("column %q: dates such as %s can be read day first or month first, and none of its %d values settles which: say --date-format dmy or --date-format mdy",
			column, list(p.samples), p.n)
	case min(onlyD, onlyM)*50 > max(onlyD, onlyM):
		return noDate, fmt.Errorf("column %q mixes dates with the day first and with the month first (%d only fit dmy, %d only fit mdy): say --date-format dmy or --date-format mdy, and the others will be listed as bad rows",
			column, onlyD, onlyM)
	}
	return best, nil
}

// decideNumbers picks the style of a column's numbers. Semicolons between fields are the mark of
// places where the comma is the decimal mark, so there 1,234 settles nothing.
func decideNumbers(column string, p *profile, delim byte) (numberStyle, error) {
	switch {
	case p.point == 0 && p.comma == 0 && p.either2 > 0 && p.either == 0 && delim == ';':
		return numberStyle{}, fmt.Errorf("column %q: numbers such as %s can be read with the comma as decimal mark or between thousands, and none of its %d values settles which: say --decimal , or --decimal .",
			column, list(p.samples), p.n)
	case p.point == 0 && p.comma == 0 && p.either > 0 && p.either2 == 0 && delim == ';':
		return numberStyle{}, fmt.Errorf("column %q: numbers such as %s can be read with the point as decimal mark or between thousands, and none of its %d values settles which: say --decimal , or --decimal .",
			column, list(p.samples), p.n)
	case p.comma > p.point:
		return numberStyle{','}, nil
	}
	return numberStyle{'.'}, nil
}

// list writes samples for a message.
func list(samples []string) string {
	s := ""
	for i, v := range samples {
		if i > 0 {
			s += ", "
		}
		s += fmt.Sprintf("%q", v)
	}
	return s
}
