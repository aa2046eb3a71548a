package cluster

import (
	"encoding/json"
	"fmt"
	"math"
)

// Profiles are K habits of which the activity of every row is made up, each row having its own
// amount of each: a row x of numbers that are not negative is about Σ wₖ hₖ with wₖ ≥ 0. They
// come from [FitProfiles], [NewProfiles] or JSON.
type Profiles struct {
	// Parts has for each profile D numbers that are not negative, of Euclidean length 1, so
	// that amounts of different profiles compare.
	Parts [][]float64 `json:"parts"`

	gram []float64 // the K·K inner products of the parts
}

// placeSweeps bounds the steps by which a row is placed; it takes many only when profiles are nearly alike.
const placeSweeps = 500

// stackGroups is up to how many groups a row is placed among without allocating.
const stackGroups = 64

// NewProfiles returns the profiles with the given parts, brought to length 1 in place. Parts of
// unequal length, negative or infinite numbers and a part of zeros are errors.
func NewProfiles(parts [][]float64) (Profiles, error) {
	for i, h := range parts {
		var sum float64
		for j, v := range h {
			if !(v >= 0) || math.IsInf(v, 1) {
				return Profiles{}, fmt.Errorf("cluster: profile %d has %v in column %d", i, v, j)
			}
			sum += v * v
		}
		if sum == 0 || math.IsInf(sum, 1) || len(h) != len(parts[0]) {
			return Profiles{}, fmt.Errorf("cluster: profile %d, of %d columns and length %v, is none", i, len(h), math.Sqrt(sum))
		}
		if math.Abs(sum-1) > 1e-14 { // or reading and writing would change the last bits
			for j := range h {
				h[j] /= math.Sqrt(sum)
			}
		}
	}
	return Profiles{Parts: parts, gram: gramOf(parts)}, nil
}

func gramOf(parts [][]float64) []float64 {
	k := len(parts)
	gram := make([]float64, k*k)
	for a := range k {
		for b := range k {
			gram[a*k+b] = dot(parts[a], parts[b])
		}
	}
	return gram
}

// UnmarshalJSON reads profiles and makes them ready to be used; see [NewProfiles] for errors.
func (p *Profiles) UnmarshalJSON(b []byte) error {
	type plain Profiles
	var q plain
	if err := json.Unmarshal(b, &q); err != nil {
		return err
	}
	read, err := NewProfiles(q.Parts)
	if err == nil {
		*p = read
	}
	return err
}

// K returns the number of profiles.
func (p Profiles) K() int { return len(p.Parts) }

// Amounts writes to dst, of length K, how much of each profile makes up the row of D numbers
// best: the w ≥ 0 that minimise |x - Σ wₖ hₖ|². Up to 64 profiles it allocates nothing.
func (p Profiles) Amounts(dst, row []float64) {
	clear(dst[:len(p.Parts)])
	var buffer [stackGroups]float64
	a := buffer[:]
	if len(p.Parts) > stackGroups {
		a = make([]float64, len(p.Parts))
	}
	a = a[:len(p.Parts)]
	for i, h := range p.Parts {
		a[i] = dot(h, row)
	}
	nonNegative(dst, a, p.gram, placeSweeps)
}

// Shares is [Profiles.Amounts] divided by their sum: how much of what the row does is of each
// profile. A row that does nothing has none of any, all zeros.
func (p Profiles) Shares(dst, row []float64) {
	p.Amounts(dst, row)
	var sum float64
	for _, w := range dst {
		sum += w
	}
	if sum > 0 {
		for i := range dst {
			dst[i] /= sum
		}
	}
}

// nonNegative improves w ≥ 0 toward the minimum of wᵀGw - 2aᵀw, coordinate by coordinate, each
// put where its own minimum is, or at 0 (Cichocki & Phan 2009; Gillis & Glineur 2012, eq. 2.3).
// It stops after so many sweeps, or when one moves no coordinate by more than rounding.
func nonNegative(w, a, gram []float64, sweeps int) {
	k := len(a)
	w = w[:k]
	for range sweeps {
		var moved, most float64
		for i, g := range a {
			row := gram[i*k : (i+1)*k]
			if row[i] == 0 {
				w[i] = 0
				continue
			}
			for j, v := range w {
				g -= row[j] * v
			}
			next := max(0, w[i]+g/row[i])
			moved, most = max(moved, math.Abs(next-w[i])), max(most, next)
			w[i] = next
		}
		if moved <= 1e-14*most {
			return
		}
	}
}

func dot(x, y []float64) (s float64) {
	y = y[:len(x)]
	for j, v := range x {
		s += v * y[j]
	}
	return s
}
