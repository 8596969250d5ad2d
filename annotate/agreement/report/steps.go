package report

import (
	"runtime"
	"sync"
)

// A step is one part of the work, which writes to a place of its own.
type step struct {
	what string
	do   func()
}

// run does the steps on all cores, which changes nothing about what they come to, and tells progress after each. When progress
// returns an error no further step begins, and once those in hand are done run returns it.
func run(steps []step, progress func(done, of int, what string) error) error {
	if progress == nil {
		progress = func(int, int, string) error { return nil }
	}
	workers := min(runtime.GOMAXPROCS(0), len(steps))
	if workers < 2 { // as in a browser: nothing is gained by handing work over
		for i, s := range steps {
			s.do()
			if err := progress(i+1, len(steps), s.what); err != nil {
				return err
			}
		}
		return nil
	}
	next, done := make(chan step), make(chan string)
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for s := range next {
				s.do()
				done <- s.what
			}
		})
	}
	var stop error
	for sent, finished := 0, 0; finished < len(steps) && (stop == nil || finished < sent); {
		var to chan step
		var s step
		if sent < len(steps) && stop == nil {
			to, s = next, steps[sent]
		}
		select {
		case to <- s:
			sent++
		case what := <-done:
			finished++
			if stop == nil {
				stop = progress(finished, len(steps), what)
			}
		}
	}
	close(next)
	all.Wait()
	return stop
}
