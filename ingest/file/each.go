package file

import (
	"context"
	"io"
	"sync"
)

// each has work done on every block by several workers at once, and hands the results to take in the
// order of the blocks. It stops at the first error and leaves no goroutine behind.
//
// newWork makes one worker's function, so that a worker can keep buffers and caches of its own.
func each[T any](ctx context.Context, c *cutter, workers int, newWork func() func(block) T, take func(T) error) error {
	type task struct {
		block  block
		result chan T
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	todo := make(chan task)
	order := make(chan chan T, 2*workers)

	var all sync.WaitGroup
	defer all.Wait()
	defer cancel(nil)
	all.Go(func() {
		defer close(order)
		defer close(todo)
		for {
			b, err := c.next()
			if err == io.EOF {
				return
			}
			if err != nil {
				cancel(err)
				return
			}
			t := task{b, make(chan T, 1)}
			select {
			case order <- t.result:
			case <-ctx.Done():
				return
			}
			select {
			case todo <- t:
			case <-ctx.Done():
				return
			}
		}
	})
	for range workers {
		all.Go(func() {
			work := newWork()
			for t := range todo {
				t.result <- work(t.block)
				c.done(t.block)
			}
		})
	}

	for result := range order {
		select {
		case r := <-result:
			if err := take(r); err != nil {
				cancel(err)
				return err
			}
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return context.Cause(ctx)
}
