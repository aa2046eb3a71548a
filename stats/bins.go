package stats

import (
	"math"
	"slices"
)

const (
	// maxBins leaves one byte value for what is missing.
	maxBins    = 255
	missingBin = 255
	// edgeSample bounds the rows that are sorted to find the bins of a column.
	edgeSample = 100_000
)

// binned is one column cut into at most maxBins bins: value x lies in bin b when
// thresholds[b-1] < x ≤ thresholds[b].
type binned struct {
	thresholds []float64
	bin        []uint8
}

// binColumn cuts xs halfway between neighbouring distinct values when they are few, which
// loses nothing, and near equal shares of the rows otherwise.
func binColumn(xs []float64) binned {
	distinct := sampleValues(xs)
	b := binned{thresholds: cuts(distinct), bin: make([]uint8, len(xs))}
	for i, x := range xs {
		if math.IsNaN(x) {
			b.bin[i] = missingBin
			continue
		}
		b.bin[i] = uint8(firstAtLeast(b.thresholds, x))
	}
	return b
}

// firstAtLeast returns the index of the first threshold ≥ x. slices.BinarySearch would do, but
// it orders NaNs as well, which takes twice the time.
func firstAtLeast(thresholds []float64, x float64) int {
	lo, n := 0, len(thresholds)
	for n > 0 {
		half := n / 2
		if thresholds[lo+half] < x {
			lo += half + 1
			n -= half + 1
		} else {
			n = half
		}
	}
	return lo
}

// sampleValues returns the present values of xs, or of every so-many-th row of a long xs, sorted.
func sampleValues(xs []float64) []float64 {
	stride := 1 + len(xs)/edgeSample
	values := make([]float64, 0, len(xs)/stride+1)
	for i := 0; i < len(xs); i += stride {
		if !math.IsNaN(xs[i]) {
			values = append(values, xs[i])
		}
	}
	slices.Sort(values)
	return values
}

func cuts(sorted []float64) []float64 {
	distinct := slices.Compact(slices.Clone(sorted))
	var at []float64
	if len(distinct) <= maxBins {
		for i := 1; i < len(distinct); i++ {
			at = append(at, between(distinct[i-1], distinct[i]))
		}
		return at
	}
	for q := 1; q < maxBins; q++ {
		lo := sorted[q*len(sorted)/maxBins]
		if i, _ := slices.BinarySearch(distinct, lo); i > 0 {
			at = append(at, between(distinct[i-1], lo))
		}
	}
	return slices.Compact(at)
}

// between returns a threshold t with lo ≤ t < hi, halfway when floating point allows.
func between(lo, hi float64) float64 {
	if t := lo + (hi-lo)/2; t >= lo && t < hi {
		return t
	}
	return lo
}
