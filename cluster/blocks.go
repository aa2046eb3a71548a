package cluster

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// blocks cuts n rows into fixed pieces. The cut depends on n alone and results are combined in
// block order, which is what makes them the same for any number of workers.
type blocks struct {
	n, size int
}

func blocksOf(n int) blocks {
	// At most 256 blocks keeps the partial sums small beside the rows.
	return blocks{n: n, size: max(2048, (n+255)/256)}
}

func (b blocks) count() int { return (b.n + b.size - 1) / b.size }

// bounds returns the rows [lo, hi) of block i.
func (b blocks) bounds(i int) (lo, hi int) { return i * b.size, min(b.n, (i+1)*b.size) }

// parallel calls do(0) … do(n-1) on at most workers goroutines, and stops early when ctx ends.
func parallel(ctx context.Context, workers, n int, do func(i int)) error {
	workers = min(workers, n)
	if workers <= 1 {
		for i := 0; i < n && ctx.Err() == nil; i++ {
			do(i)
		}
		return ctx.Err()
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				do(i)
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

func workersOr(workers int) int {
	if workers > 0 {
		return workers
	}
	return runtime.GOMAXPROCS(0)
}
