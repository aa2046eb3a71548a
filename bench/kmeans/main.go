// Command kmeans times limner's k-means beside scikit-learn's on the same generated matrices,
// in turns, and prints the ratio. See README.md.
package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"limner/cluster"
	"limner/stats"
)

type task struct{ n, d, k, starts int }

// A timing is one fit; the Python script prints the same fields.
type timing struct {
	Seconds    float64 `json:"seconds"`
	Inertia    float64 `json:"inertia"`
	Iterations int     `json:"iterations"`
}

func main() {
	python := flag.String("python", "/usr/bin/python3", "interpreter that has scikit-learn")
	script := flag.String("script", "bench/kmeans/sklearn_kmeans.py", "script that times scikit-learn")
	rounds := flag.Int("rounds", 3, "fits of each, taken in turns")
	flag.Parse()
	dir, err := os.MkdirTemp("", "kmeans")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	fmt.Println("      n  d  k starts | limner s: best median inertia | sklearn s: best median inertia | sklearn/limner: best median")
	for _, t := range []task{
		{60_000, 8, 6, 10}, {60_000, 30, 8, 10}, // too few rows to be sampled: the same work in both
		{1_000_000, 8, 6, 1}, {1_000_000, 8, 6, 10}, {200_000, 30, 8, 1}, {200_000, 30, 8, 10},
	} {
		if err := compare(t, *rounds, *python, *script, dir); err != nil {
			log.Fatal(err)
		}
	}
}

func compare(t task, rounds int, python, script, dir string) error {
	m := mixture(t)
	file := filepath.Join(dir, "matrix")
	if err := write(file, m.X); err != nil {
		return err
	}
	var ours, theirs []timing
	for round := range rounds {
		a, err := limner(m, t, uint64(round))
		if err != nil {
			return err
		}
		b, err := scikit(python, script, file, t, round)
		if err != nil {
			return err
		}
		ours, theirs = append(ours, a), append(theirs, b)
	}
	a, b := summarise(ours), summarise(theirs)
	fmt.Printf("%7d %2d %2d %6d | %14.3f %6.3f %.6g | %15.3f %6.3f %.6g | %20.2f %6.2f\n", t.n, t.d, t.k, t.starts,
		a.best, a.median, a.inertia, b.best, b.median, b.inertia, b.best/a.best, b.median/a.median)
	return nil
}

// A summary is of several timings: the least and the median time, and the median inertia.
type summary struct{ best, median, inertia float64 }

func summarise(ts []timing) summary {
	var s, i []float64
	for _, t := range ts {
		s, i = append(s, t.Seconds), append(i, t.Inertia)
	}
	return summary{slices.Min(s), stats.Median(s), stats.Median(i)}
}

func limner(m cluster.Matrix, t task, seed uint64) (timing, error) {
	start := time.Now()
	f, err := cluster.KMeans(context.Background(), m, t.k, cluster.Options{Seed: seed, Restarts: t.starts, Tol: 1e-4})
	return timing{time.Since(start).Seconds(), f.Inertia, f.Iterations}, err
}

func scikit(python, script, file string, t task, seed int) (out timing, err error) {
	args := []string{script, file}
	for _, x := range []int{t.n, t.d, t.k, t.starts, seed} {
		args = append(args, strconv.Itoa(x))
	}
	cmd := exec.Command(python, args...)
	cmd.Stderr = os.Stderr
	text, err := cmd.Output()
	if err != nil {
		return out, err
	}
	return out, json.Unmarshal(text, &out)
}

// mixture draws overlapping normal groups of unequal size, as behaviour is: unit variance
// around centres with a standard deviation of 1.5.
func mixture(t task) cluster.Matrix {
	r := stats.Rand(1)
	centers := make([]float64, t.k*t.d)
	for i := range centers {
		centers[i] = 1.5 * r.NormFloat64()
	}
	m := cluster.Matrix{X: make([]float64, 0, t.n*t.d), N: t.n, D: t.d}
	for range t.n {
		at := min(r.IntN(t.k), r.IntN(t.k))
		for _, c := range centers[at*t.d : (at+1)*t.d] {
			m.X = append(m.X, c+r.NormFloat64())
		}
	}
	return m
}

func write(file string, xs []float64) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer f.Close()
	for part := range slices.Chunk(xs, 1<<20) {
		if err := binary.Write(f, binary.NativeEndian, part); err != nil {
			return err
		}
	}
	return f.Close()
}
