package cluster

import (
	"context"
	"math"
)

// lloyd is one descent from given centres to a local optimum: Lloyd's algorithm with the
// bounds of Hamerly (2010). Each row keeps an upper bound on the distance to its own centre
// and a lower bound on that to any other; while they do not meet, the row cannot change sides
// and is not looked at. The bounds skip work, never change a result.
type lloyd struct {
	m       Matrix
	b       blocks
	workers int
	c       *centers

	labels       []int32
	upper, lower []float64
	parts        []part // one for each block
	sums         []float64
	counts       []int

	old   []float64 // the centres before they moved
	shift []float64 // how far each centre moved
	gap   []float64 // half the distance from each centre to its nearest other
}

// part is what one block of rows changes: rows that moved, and the sums of each cluster.
type part struct {
	moved   int
	inertia float64
	sums    []float64
	counts  []int
}

func newLloyd(m Matrix, c *centers, workers int) *lloyd {
	l := &lloyd{m: m, b: blocksOf(m.N), workers: workers, c: c,
		labels: make([]int32, m.N), upper: make([]float64, m.N), lower: make([]float64, m.N),
		sums: make([]float64, c.k*c.d), counts: make([]int, c.k),
		old: make([]float64, c.k*c.d), shift: make([]float64, c.k), gap: make([]float64, c.k)}
	l.parts = make([]part, l.b.count())
	for i := range l.parts {
		l.parts[i] = part{sums: make([]float64, c.k*c.d), counts: make([]int, c.k)}
	}
	return l
}

// run descends until no row moves, the squared shifts of the centres sum to no more than tol,
// or maxIter passes have been made. It leaves every row with its nearest centre and returns
// the inertia of that state, measured anew.
func (l *lloyd) run(ctx context.Context, maxIter int, tol float64) (inertia float64, iterations int, converged bool, err error) {
	for i := range l.labels {
		l.labels[i] = -1
	}
	if _, _, err := l.pass(ctx, l.scanAll); err != nil {
		return 0, 0, false, err
	}
	for iterations = 1; iterations < maxIter; iterations++ {
		still := l.moveCenters() <= tol
		scan := l.scanBounded
		if still {
			// The running sums have gathered rounding; settle on exact means and look at
			// every row once more.
			if err := l.exactMeans(ctx); err != nil {
				return 0, 0, false, err
			}
			scan = l.scanAll
		}
		var moved int
		if moved, inertia, err = l.pass(ctx, scan); err != nil {
			return 0, 0, false, err
		}
		if still && (moved == 0 || tol > 0) {
			return inertia, iterations, true, nil
		}
	}
	_, inertia, err = l.pass(ctx, l.scanAll)
	return inertia, iterations, false, err
}

// pass scans all blocks and adds up what they found in block order.
func (l *lloyd) pass(ctx context.Context, scan func(i int)) (moved int, inertia float64, err error) {
	l.measureGaps()
	if err := parallel(ctx, l.workers, len(l.parts), scan); err != nil {
		return 0, 0, err
	}
	for i := range l.parts {
		p := &l.parts[i]
		moved += p.moved
		inertia += p.inertia
		if p.moved > 0 {
			add(l.sums, p.sums)
			addCounts(l.counts, p.counts)
		}
	}
	return moved, inertia, nil
}

// scanAll measures every row of block i against every centre.
func (l *lloyd) scanAll(i int) {
	p := l.clear(i)
	lo, hi := l.b.bounds(i)
	for r := lo; r < hi; r++ {
		best, d1, d2 := l.c.nearest(l.m.Row(r))
		p.inertia += d1
		l.upper[r], l.lower[r] = math.Sqrt(d1), math.Sqrt(d2)
		if int32(best) != l.labels[r] {
			l.move(p, r, best)
		}
	}
}

// scanBounded measures only the rows of block i whose bounds have met.
func (l *lloyd) scanBounded(i int) {
	p := l.clear(i)
	lo, hi := l.b.bounds(i)
	far, first, second := widest(l.shift)
	labels, upper, lower := l.labels[lo:hi], l.upper[lo:hi], l.lower[lo:hi]
	for r, own := range labels {
		drop := first
		if int(own) == far {
			drop = second
		}
		u, low := upper[r]+l.shift[own], lower[r]-drop
		upper[r], lower[r] = u, low
		if u <= max(low, l.gap[own]) {
			continue
		}
		best, d1, d2 := l.c.nearest(l.m.Row(lo + r))
		upper[r], lower[r] = math.Sqrt(d1), math.Sqrt(d2)
		if int32(best) != own {
			l.move(p, lo+r, best)
		}
	}
}

func (l *lloyd) clear(i int) *part {
	p := &l.parts[i]
	p.moved, p.inertia = 0, 0
	clear(p.sums)
	clear(p.counts)
	return p
}

// move takes row r from its cluster, if it has one, to another.
func (l *lloyd) move(p *part, r, to int) {
	x := l.m.Row(r)
	if from := int(l.labels[r]); from >= 0 {
		s := p.sums[from*len(x) : (from+1)*len(x)]
		for j, v := range x {
			s[j] -= v
		}
		p.counts[from]--
	}
	add(p.sums[to*len(x):(to+1)*len(x)], x)
	p.counts[to]++
	p.moved++
	l.labels[r] = int32(to)
}

// moveCenters sets every centre to the mean of its rows and returns the sum of the squared
// distances by which they moved.
func (l *lloyd) moveCenters() (total float64) {
	l.fillEmpty()
	copy(l.old, l.c.flat)
	d := l.c.d
	for i, n := range l.counts {
		for j := range d {
			l.c.flat[i*d+j] = l.sums[i*d+j] / float64(n)
		}
		s := squared(l.c.row(i), l.old[i*d:(i+1)*d])
		l.shift[i] = math.Sqrt(s)
		total += s
	}
	l.c.pack()
	return total
}

// exactMeans computes sums, counts and centres afresh from the labels.
func (l *lloyd) exactMeans(ctx context.Context) error {
	clear(l.sums)
	clear(l.counts)
	err := parallel(ctx, l.workers, len(l.parts), func(i int) {
		p := l.clear(i)
		lo, hi := l.b.bounds(i)
		for r := lo; r < hi; r++ {
			c := int(l.labels[r])
			add(p.sums[c*l.m.D:(c+1)*l.m.D], l.m.Row(r))
			p.counts[c]++
		}
	})
	if err != nil {
		return err
	}
	for i := range l.parts {
		add(l.sums, l.parts[i].sums)
		addCounts(l.counts, l.parts[i].counts)
	}
	l.moveCenters()
	return nil
}

// fillEmpty gives each cluster without rows the row that lies furthest from its own centre,
// the first of equals, taken from a cluster that can spare one.
func (l *lloyd) fillEmpty() {
	for c, n := range l.counts {
		if n > 0 {
			continue
		}
		r := l.furthest()
		p := part{sums: l.sums, counts: l.counts}
		l.move(&p, r, c)
		l.upper[r], l.lower[r] = 0, 0
	}
}

func (l *lloyd) furthest() int {
	row, most := 0, -1.0
	for r, c := range l.labels {
		if l.counts[c] < 2 {
			continue
		}
		if s := squared(l.m.Row(r), l.c.row(int(c))); s > most {
			row, most = r, s
		}
	}
	return row
}

// measureGaps finds half the distance from each centre to its nearest other: a row closer
// than that to its own centre has no nearer one.
func (l *lloyd) measureGaps() {
	for i := range l.gap {
		least := math.Inf(1)
		for j := range l.gap {
			if j != i {
				least = min(least, squared(l.c.row(i), l.c.row(j)))
			}
		}
		l.gap[i] = math.Sqrt(least) / 2
	}
}

// widest returns which centre moved furthest, how far, and how far the next one did.
func widest(shift []float64) (at int, first, second float64) {
	for i, s := range shift {
		if s > first {
			at, first, second = i, s, first
		} else if s > second {
			second = s
		}
	}
	return at, first, second
}

func add(to, from []float64) {
	from = from[:len(to)]
	for i := range to {
		to[i] += from[i]
	}
}

func addCounts(to, from []int) {
	for i := range to {
		to[i] += from[i]
	}
}
