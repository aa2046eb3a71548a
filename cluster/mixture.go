package cluster

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
)

// A Mixture is K normal distributions with covariances of their own, each with a weight: the
// share of rows it accounts for. It comes from [FitMixture], [MixtureOf], [NewMixture] or JSON;
// one put together by hand cannot be evaluated.
type Mixture struct {
	// Weights are positive and sum to 1.
	Weights []float64 `json:"weights"`
	// Means has a row of D numbers for each component.
	Means [][]float64 `json:"means"`
	// Covariances has for each component the D·D numbers of its covariance, row after row.
	Covariances [][]float64 `json:"covariances"`

	parts []normal // for evaluation, made from the above
}

// NewMixture returns the mixture of the given components; it keeps the slices. Shapes that do
// not agree, a weight that is not in (0, 1] and a covariance that is not positive definite are errors.
func NewMixture(weights []float64, means, covariances [][]float64) (Mixture, error) {
	x := Mixture{Weights: weights, Means: means, Covariances: covariances, parts: make([]normal, len(weights))}
	if len(means) != len(weights) || len(covariances) != len(weights) {
		return Mixture{}, fmt.Errorf("cluster: mixture of %d weights, %d means and %d covariances", len(weights), len(means), len(covariances))
	}
	for g, w := range weights {
		d := len(means[0])
		if len(means[g]) != d || len(covariances[g]) != d*d {
			return Mixture{}, fmt.Errorf("cluster: component %d has %d means and %d covariances, the first has %d means", g, len(means[g]), len(covariances[g]), d)
		}
		if !(w > 0 && w <= 1) {
			return Mixture{}, fmt.Errorf("cluster: weight %v of component %d is not in (0, 1]", w, g)
		}
		var ok bool
		if x.parts[g], ok = newNormal(w, means[g], covariances[g]); !ok {
			return Mixture{}, fmt.Errorf("cluster: covariance of component %d is not positive definite", g)
		}
	}
	return x, nil
}

// UnmarshalJSON reads a mixture and makes it ready to be evaluated; see [NewMixture] for errors.
func (x *Mixture) UnmarshalJSON(b []byte) error {
	type plain Mixture
	var p plain
	if err := json.Unmarshal(b, &p); err != nil {
		return err
	}
	read, err := NewMixture(p.Weights, p.Means, p.Covariances)
	if err == nil {
		*x = read
	}
	return err
}

// K returns the number of components.
func (x Mixture) K() int { return len(x.Weights) }

// Posterior writes to dst, of length K, the chance of each component to have brought forth the
// row of D numbers, and returns the log of the mixture's density there:
//
//	p(k|x) = wₖ N(x; μₖ, Σₖ) / Σⱼ wⱼ N(x; μⱼ, Σⱼ)
//
// A row so far from all that no density can be told from 0 gets the weights and -Inf. It
// allocates nothing, and panics when a length is wrong.
func (x Mixture) Posterior(dst, row []float64) (logDensity float64) {
	most := math.Inf(-1)
	dst = dst[:len(x.parts)]
	for g := range x.parts {
		dst[g] = x.parts[g].logDensity(row)
		most = max(most, dst[g])
	}
	if math.IsInf(most, -1) {
		copy(dst, x.Weights)
		return most
	}
	var sum float64
	for g, v := range dst {
		dst[g] = math.Exp(v - most)
		sum += dst[g]
	}
	for g := range dst {
		dst[g] /= sum
	}
	return most + math.Log(sum)
}

// MixtureOf returns the mixture that one M step makes of k given groups, regularised as
// [FitMixture] says: what the groups would be as normal distributions. It serves to give the
// groups of any method a [Mixture.Posterior].
//
// labels must have a group from 0 to k-1 for each row; fewer than two rows in a group are an
// error. Whatever rows a group has, alike or fewer than columns, its covariance is positive
// definite, since the prior's is.
func MixtureOf(m Matrix, labels []int32, k int) (Mixture, error) {
	if err := m.check(); err != nil {
		return Mixture{}, err
	}
	if k < 1 {
		return Mixture{}, fmt.Errorf("cluster: mixture of %d groups", k)
	}
	if len(labels) != m.N || m.D == 0 {
		return Mixture{}, fmt.Errorf("cluster: %d labels for %d rows of %d columns", len(labels), m.N, m.D)
	}
	for i, g := range labels {
		if g < 0 || int(g) >= k {
			return Mixture{}, fmt.Errorf("cluster: row %d is in group %d of %d", i, g, k)
		}
	}
	for g, n := range countLabels(labels, k) {
		if n < 2 {
			return Mixture{}, fmt.Errorf("cluster: group %d has %d rows; a normal distribution needs 2", g, n)
		}
	}
	ctx := context.Background() // what it bounds is two passes over the rows
	p, err := priorOf(ctx, m, k, workersOr(0))
	if err != nil {
		return Mixture{}, err
	}
	e := newEM(m, p, k, workersOr(0))
	err = e.fromLabels(ctx, labels)
	return e.x, err
}
