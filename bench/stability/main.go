// Command stability times how long limner takes to tell which groups hold (cluster.Stability) beside the
// same loop over scikit-learn's k-means, on the same generated matrix. See bench/README.md.
package main

import (
	"bufio"
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
	"strings"
	"syscall"
	"time"

	"limner/bench"
	"limner/cluster"
	"limner/stats"
)

type options struct {
	n, d, k, resamples, rounds int
	draws, python, script      string
	file                       string
	tol                        float64
}

func main() {
	o := &options{}
	flag.IntVar(&o.n, "n", 1_000_000, "rows")
	flag.IntVar(&o.d, "d", 30, "columns")
	flag.IntVar(&o.k, "k", 8, "groups")
	flag.IntVar(&o.resamples, "resamples", 50, "how often rows are drawn and groups found in them")
	flag.StringVar(&o.draws, "draws", "10000,all", "rows drawn for a resample, each number measured in turn")
	flag.Float64Var(&o.tol, "tol", 1e-4, "when a fit is at rest: shift of the centres, in mean variances; 0: when no row moves (limner only)")
	flag.IntVar(&o.rounds, "rounds", 1, "runs of each side, in turns")
	flag.StringVar(&o.python, "python", "/usr/bin/python3", "interpreter that has scikit-learn; empty: limner alone")
	flag.StringVar(&o.script, "script", "bench/stability/sklearn_stability.py", "the loop beside it")
	flag.StringVar(&o.file, "matrix", "", "(what a run of limner's side reads)")
	flag.Parse()
	run := o.compare
	if o.file != "" {
		run = o.limner
	}
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func (o *options) compare(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "stability")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "matrix")
	if err := o.write(file); err != nil {
		return err
	}
	for draws := range strings.SplitSeq(o.draws, ",") {
		rows := strconv.Itoa(o.n)
		if draws != "all" {
			rows = draws
		}
		fmt.Printf("%d resamples of %s of %d × %d rows, %d groups\n", o.resamples, draws, o.n, o.d, o.k)
		sides := []*bench.Contender{{Name: "limner cluster.Stability", Command: bench.Self(append(o.args(rows), "-matrix", file)...), Seconds: seconds, Note: groups}}
		if o.python != "" {
			sides = append(sides, &bench.Contender{Name: "scikit-learn, the same loop", Seconds: seconds, Note: groups, Command: o.scikit(file, rows)})
		}
		if err := bench.InTurns(ctx, o.rounds, sides...); err != nil {
			return err
		}
		bench.Compare(sides...)
	}
	return nil
}

func (o *options) args(rows string) []string {
	return []string{"-n", strconv.Itoa(o.n), "-d", strconv.Itoa(o.d), "-k", strconv.Itoa(o.k), "-resamples", strconv.Itoa(o.resamples),
		"-tol", strconv.FormatFloat(o.tol, 'g', -1, 64), "-draws", rows}
}

func (o *options) scikit(file, rows string) func(context.Context) *exec.Cmd {
	return func(ctx context.Context) *exec.Cmd {
		return exec.CommandContext(ctx, o.python, o.script, file, strconv.Itoa(o.n), strconv.Itoa(o.d), strconv.Itoa(o.k), strconv.Itoa(o.resamples), rows)
	}
}

// A result is what either side prints. The first fit and reading the matrix are not timed, so CPU
// is less than that of the whole process.
type result struct {
	Seconds float64   `json:"seconds"`
	CPU     float64   `json:"cpu"`
	Jaccard []float64 `json:"jaccard"`
}

func read(out string) (r result, err error) { return r, json.Unmarshal([]byte(out), &r) }

func seconds(out string) (float64, error) {
	r, err := read(out)
	return r.Seconds, err
}

func groups(out string) string {
	r, err := read(out)
	if err != nil {
		return err.Error()
	}
	slices.Sort(r.Jaccard)
	return fmt.Sprintf("the loop alone: %.2f s CPU; Jaccard of the groups %.3f", r.CPU, r.Jaccard)
}

// limner is one run of limner's side.
func (o *options) limner(ctx context.Context) error {
	m := cluster.Matrix{X: make([]float64, o.n*o.d), N: o.n, D: o.d}
	f, err := os.Open(o.file)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := binary.Read(f, binary.NativeEndian, m.X); err != nil {
		return err
	}
	rows, err := strconv.Atoi(o.draws)
	if err != nil {
		return err
	}
	opt := cluster.Options{Seed: 1, Tol: o.tol, ResampleRows: rows}
	fit, err := cluster.KMeans(ctx, m, o.k, opt)
	if err != nil {
		return err
	}
	start, used := time.Now(), processor()
	found, err := cluster.Stability(ctx, m, fit, o.resamples, opt)
	if err != nil {
		return err
	}
	r := result{Seconds: time.Since(start).Seconds(), CPU: processor() - used}
	for _, e := range found {
		r.Jaccard = append(r.Jaccard, e.Value)
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

// processor returns the seconds of processors that this process has used.
func processor() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		log.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}

// write draws overlapping normal groups of unequal size, as behaviour is: unit variance around
// centres with a standard deviation of 1.5, to a file of raw numbers.
func (o *options) write(file string) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer f.Close()
	out := bufio.NewWriterSize(f, 1<<20)
	r := stats.Rand(1)
	centers := make([]float64, o.k*o.d)
	for i := range centers {
		centers[i] = 1.5 * r.NormFloat64()
	}
	row := make([]float64, o.d)
	for range o.n {
		at := min(r.IntN(o.k), r.IntN(o.k))
		for j, c := range centers[at*o.d : (at+1)*o.d] {
			row[j] = c + r.NormFloat64()
		}
		if err := binary.Write(out, binary.NativeEndian, row); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return f.Close()
}
