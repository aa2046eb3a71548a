// Package cluster finds groups that nobody named.
//
// [Test] asks whether there are groups at all. The way leads from a table of numbers to groups
// one may trust: [Learn] a [Transform] that makes columns comparable, build a [Matrix], let [Choose] fit a range of group counts and
// say which is worth having and why, or fit one with [Find], by [KMeans], a [Mixture] of normal
// distributions or [Profiles] that add up, and ask for its [Silhouette] and its [Stability].
// A [Model] places those who come later, with a margin that says how clear the case is
// and a [Confidence] that turns it into a probability.
//
// Everything is a function of its input and a seed. Work is spread over rows in fixed blocks
// whose partial sums are added in block order, so that any number of workers gives the same
// bytes. "Too few rows", "all rows alike" and "no split holds" are answers in words, not errors.
package cluster
