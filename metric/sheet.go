package metric

// sheet is one family's part of a portrait under way: what it does not put stays as it is when nothing
// happened (0 or missing, for ever).
type sheet struct {
	x     []float64
	until []int64
}

// put sets a value that changes at until.
func (s sheet) put(metric int, v float64, until int64) {
	s.x[metric], s.until[metric] = v, until
}

// keep sets a value that time alone does not change.
func (s sheet) keep(metric int, v float64) { s.x[metric] = v }

// count sets a number that time alone does not change.
func (s sheet) count(metric, n int) { s.x[metric] = float64(n) }

// share sets n/of, which stays missing when of is zero.
func (s sheet) share(metric, n, of int) {
	if of > 0 {
		s.x[metric] = float64(n) / float64(of)
	}
}

// instant sets an instant; zero is none.
func (s sheet) instant(metric int, t int64) {
	if t != 0 {
		s.x[metric] = float64(t)
	}
}
