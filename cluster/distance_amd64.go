package cluster

import "golang.org/x/sys/cpu"

//go:noescape
func quadsAVX2(x *float64, d int, points *[4]float64, n int, out *[4]float64)

// quads writes the squared distances from x to the points of the first len(out) quads.
func quads(x []float64, points [][4]float64, out [][4]float64) {
	if !cpu.X86.HasAVX2 || len(x) == 0 || len(out) == 0 {
		quadsGo(x, points, out)
		return
	}
	_ = points[len(x)*len(out)-1]
	quadsAVX2(&x[0], len(x), &points[0], len(out), &out[0])
}
