package survey

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// onAllCores does something for each number below n, on all cores. Each call must write to a place of its own.
func onAllCores(n int, do func(i int)) {
	chunk := max(1, min(16, n/8))
	workers := min(runtime.GOMAXPROCS(0), (n+chunk-1)/chunk)
	if workers < 2 {
		for i := range n {
			do(i)
		}
		return
	}
	var next atomic.Int64
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for {
				from := int(next.Add(int64(chunk))) - chunk
				if from >= n {
					return
				}
				for i := from; i < min(from+chunk, n); i++ {
					do(i)
				}
			}
		})
	}
	all.Wait()
}
