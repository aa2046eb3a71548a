package stats

// AdjustedRand returns how well two groupings of the same things agree: 1 for the same
// partition under any names, about 0 for independent ones, below 0 for less than chance
// (Hubert & Arabie 1985, eq. 5). Labels may be any integers. Fewer than two things, or two
// trivial groupings of the same kind, agree fully. It panics when the lengths differ.
func AdjustedRand[A, B ~int | ~int32](a []A, b []B) float64 {
	if len(a) != len(b) {
		panic("stats: groupings of unequal length")
	}
	rows, cols := map[A]int{}, map[B]int{}
	type cell struct {
		a A
		b B
	}
	cells := map[cell]int{}
	for i := range a {
		rows[a[i]]++
		cols[b[i]]++
		cells[cell{a[i], b[i]}]++
	}
	together, inA, inB := pairs(cells), pairs(rows), pairs(cols)
	all := float64(len(a)) * float64(len(a)-1) / 2
	if all <= 0 || (inA == inB && (inA == 0 || inA == all)) {
		return 1
	}
	expected := inA * inB / all
	return (together - expected) / ((inA+inB)/2 - expected)
}

// pairs counts the pairs of things that share a group. The counts are whole numbers far below
// 2⁵³, so the order of a map does not show in the sum.
func pairs[K comparable](counts map[K]int) float64 {
	var sum int
	for _, c := range counts {
		sum += c * (c - 1) / 2
	}
	return float64(sum)
}
