package cluster_test

import (
	"context"
	"fmt"

	"limner/cluster"
	"limner/stats"
)

// From two raw columns to groups and the place of a newcomer.
func Example() {
	r := stats.Rand(7)
	var orders, days []float64
	for i := range 150 { // three habits: often and lately, seldom and lately, long gone
		base := [][2]float64{{40, 5}, {4, 8}, {3, 300}}[i%3]
		orders = append(orders, base[0]*(0.8+0.4*r.Float64()))
		days = append(days, base[1]*(0.8+0.4*r.Float64()))
	}
	t, err := cluster.Learn([]cluster.Column{
		{Name: "orders", Values: orders},
		{Name: "recency_days", Values: days},
	}, cluster.Recipe{Trim: 0.01})
	if err != nil {
		panic(err)
	}
	m, err := t.Matrix([][]float64{orders, days})
	if err != nil {
		panic(err)
	}
	choice, err := cluster.Choose(context.Background(), m, 2, 4, cluster.Options{Seed: 1})
	if err != nil {
		panic(err)
	}
	fmt.Println(choice.Verdict, choice.K, choice.Best().Sizes)

	newcomer := make([]float64, t.Width())
	t.Apply(newcomer, []float64{38, 6})
	p := choice.Best().Fit.Model().Assign(newcomer)
	fmt.Println("as row 0:", p.Group == choice.Best().Fit.Labels[0], "clearly:", p.Margin > 0.8)
	// Output:
	// chosen 3 [50 50 50]
	// as row 0: true clearly: true
}
