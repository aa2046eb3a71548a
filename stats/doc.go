// Package stats holds the mathematics behind Limner's numbers: summaries, effect sizes,
// intervals, corrections for many tests, agreement between groupings, and small trees that
// can be read aloud. It knows nothing of customers, clocks or storage.
//
// Whatever is estimated comes back as an [Estimate]: the number, the interval around it, the
// sample it rests on and the warnings a reader must see. Too little data is an answer, not an
// error: the interval is then unbounded and a warning says how many observations are needed.
// Only a programming mistake (a confidence of 95 instead of 0.95, slices of unequal length)
// panics.
//
// Functions are deterministic. Those that need chance take a source made by [Rand].
package stats
