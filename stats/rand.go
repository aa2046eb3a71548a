package stats

import "math/rand/v2"

// Rand returns a random source (PCG-DXSM) that is a function of the seed and the stream alone.
//
// Streams split the seed: work that runs in any order, or on any number of goroutines, draws
// the same numbers when every piece has its own stream, as Rand(seed, resample, restart).
// Neighbouring seeds and streams give unrelated sequences.
func Rand(seed uint64, stream ...uint64) *rand.Rand {
	hi, lo := splitMix(seed), splitMix(^seed)
	for i, s := range stream {
		hi = splitMix(hi ^ splitMix(s+uint64(i)))
		lo = splitMix(lo + hi)
	}
	return rand.New(rand.NewPCG(hi, lo))
}

// splitMix is the output function of SplitMix64 (Steele, Lea & Flood 2014): a bijection of
// 64-bit words in which every input bit moves about half of the output bits.
func splitMix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
