package file

import (
	"fmt"
	"strings"
)

// orderPlan is what a plan says of invoice lines.
type orderPlan struct {
	on        bool
	id        field
	quantity  field
	price     field
	total     field
	cancelled string
	inherit   bool  // lines without contact or time belong to the order's first line
	perOrder  []int // columns that say the same on all lines of an order: they go to the order
	perLine   []int // the others go to the line
}

// fields lists the columns the plan uses.
func (o orderPlan) fields() []field {
	if !o.on {
		return nil
	}
	return []field{o.id, o.quantity, o.price, o.total}
}

// compileOrders finds the columns of invoice lines.
func (p *plan) compileOrders() error {
	m, o := &p.mapping, &p.order
	o.on, o.cancelled = true, m.Cancelled
	for _, f := range []struct {
		to   *field
		name string
		text string
	}{{&o.id, "order", m.Order}, {&o.quantity, "quantity", m.Quantity}, {&o.price, "price", m.Price}, {&o.total, "total", m.Total}} {
		var err error
		if *f.to, err = p.field(f.name, f.text); err != nil {
			return err
		}
	}
	columns := "the columns are " + strings.Join(quoteAll(p.look.header), ", ")
	switch r := p.rules[0]; {
	case !o.id.there():
		return fmt.Errorf("no column holds the order's id: say --order COLUMN; %s", columns)
	case !r.contact.there():
		return fmt.Errorf("no column says whose the orders are: say --contact COLUMN; %s", columns)
	case !r.time.there():
		return fmt.Errorf("no column says when the orders were made: say --time COLUMN; %s", columns)
	case len(r.amount) == 0 && !o.total.there() && (!o.quantity.there() || !o.price.there()):
		return fmt.Errorf("no column holds the lines' amounts: say --amount COLUMN, or --quantity COLUMN and --price COLUMN; %s", columns)
	}
	o.inherit = o.total.there()
	return nil
}

// shareColumns tells the columns that describe an order from those that describe a line, by what the
// sampled rows show.
func (p *plan) shareColumns() {
	o := &p.order
	id := o.id.column
	if id < 0 {
		return
	}
	differs := make([]bool, len(p.look.header))
	first := make(map[string][]string)
	for _, r := range p.look.rows {
		if len(r) != len(p.look.header) {
			continue
		}
		head, ok := first[r[id]]
		if !ok {
			first[r[id]] = r
			continue
		}
		for _, c := range p.rest {
			if r[c] != head[c] && !(o.inherit && r[c] == "") {
				differs[c] = true
			}
		}
	}
	for _, c := range p.rest {
		if differs[c] {
			o.perLine = append(o.perLine, c)
		} else {
			o.perOrder = append(o.perOrder, c)
		}
	}
}
