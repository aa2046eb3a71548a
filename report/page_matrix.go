package report

import "fmt"

// matrixView is who moved from which persona to which.
type matrixView struct {
	Span, Moved string
	Columns     []matrixHead
	Rows        []matrixRow
	Newcomers   []string
}

// matrixHead is a persona at the edge of the matrix.
type matrixHead struct {
	ID, Ink int
	Name    string
}

type matrixRow struct {
	matrixHead
	Cells []matrixCell
}

type matrixCell struct {
	Text   string
	Stayed bool
}

// matrix fills in the movement between all personas, or says what is missing for it.
func (p *Paper) matrix(v *overviewView) {
	m := p.Movement
	if m == nil || m.Known == 0 {
		v.NoMatrix = "Movement between personas is not shown: there is no earlier instant at which these contacts were known."
		return
	}
	x := &matrixView{Span: fmt.Sprintf("%s to %s", p.day(m.From), p.day(m.To))}
	x.Moved = fmt.Sprintf("Of %s known at both instants, %s (%s) are of another persona now. Both were placed by today's personas, so that nothing of it comes from finding them anew.",
		count(m.Known, "contact", "contacts"), Percent(m.Moved.Value), between(m.Moved))
	for i, id := range m.IDs {
		head := matrixHead{ID: id, Name: p.nameOf(id)}
		if id > 0 {
			head.Ink = ink(id)
		}
		x.Columns = append(x.Columns, head)
		row := matrixRow{matrixHead: head}
		for j, n := range m.Counts[i] {
			text := "·"
			if n > 0 {
				text = Whole(int64(n))
			}
			row.Cells = append(row.Cells, matrixCell{text, i == j})
		}
		x.Rows = append(x.Rows, row)
		x.Newcomers = append(x.Newcomers, Whole(int64(m.Newcomers[i])))
	}
	v.Matrix = x
}
