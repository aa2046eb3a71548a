//go:build !amd64

package cluster

// quads writes the squared distances from x to the points of the first len(out) quads.
func quads(x []float64, points [][4]float64, out [][4]float64) { quadsGo(x, points, out) }
