package engine

import (
	"context"
	"runtime"
	"sync"

	"galley/annotate/rules"
)

// Batch calls run for 0 to n-1, as many at a time as there are processors (in a browser: one), and returns what each
// returned, in order. done, if not nil, is told after each how many are finished; it is never called twice at a time. When
// ctx ends, those that have not begun are left out: their reports are nil, and err says so.
//
// It is the one place of the core that starts goroutines. What they return does not hang on how many there are.
func Batch(ctx context.Context, n int, run func(i int) []rules.Report, done func(finished, i int)) ([][]rules.Report, error) {
	out := make([][]rules.Report, n)
	var mu sync.Mutex
	next, finished := 0, 0
	take := func() (int, bool) {
		mu.Lock()
		defer mu.Unlock()
		if next >= n || ctx.Err() != nil {
			return 0, false
		}
		next++
		return next - 1, true
	}
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			for i, ok := take(); ok; i, ok = take() {
				r := run(i)
				mu.Lock()
				out[i] = r
				if finished++; done != nil {
					done(finished, i)
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return out, context.Cause(ctx)
}
