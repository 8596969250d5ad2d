package engine

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/metrics"
	"time"

	"github.com/dop251/goja"

	"galley/annotate/rules"
)

// A meter counts what one run uses up, and ends it.
type meter struct {
	ctx   context.Context
	lim   rules.Limits
	now   func() time.Time // nil: the context alone knows the time
	start time.Time
	going func(rules.Place) // told once in a while where the run is; nil: nobody asks
	told  time.Time         // when that was

	steps, looked int   // looked: the steps at the last look at the clock
	made          int   // bytes that strings and lists made so far held, however many of them are gone
	weighed       int   // made at the last look at the heap
	heap          int64 // the least it held since the start
	chains        int
	depth         int // of our own functions that call themselves

	where func() rules.Place // where the script is
}

// lookEvery is after how many steps the clock is looked at, and weighEvery after how many bytes the heap.
const (
	lookEvery  = 20_000
	weighEvery = 16 << 20
)

// tellEvery is how often a long run says where it is.
const tellEvery = time.Second

// maxChains bounds prototypes and bound functions that a rule makes: goja walks chains of them by recursion.
const maxChains = 10_000

// A halt ends a run. It passes by every catch and finally of the script, as it wraps what goja lets pass.
type halt struct {
	kind, text string
	at         rules.Place
	goja.InterruptedError
}

func (h *halt) Error() string { return h.text }
func (h *halt) Unwrap() error { return &h.InterruptedError }

func (m *meter) halt(kind, format string, args ...any) {
	h := &halt{kind: kind, text: fmt.Sprintf(format, args...)}
	if m.where != nil {
		h.at = m.where()
	}
	panic(h)
}

// charge counts n steps.
func (m *meter) charge(n int) {
	m.steps += n
	if m.steps < 0 || m.steps > m.lim.Steps {
		m.halt(rules.Steps, "stopped after %d steps: most likely a loop that does not end", m.lim.Steps)
	}
	if m.steps-m.looked >= lookEvery {
		m.looked = m.steps
		m.look()
	}
}

// look ends a run that was cancelled, or has had its time. One that goes on says where it is.
func (m *meter) look() {
	if m.ctx.Err() != nil {
		kind, text := ended(m.ctx, m.lim)
		m.halt(kind, "%s", text)
	}
	if m.now == nil {
		return
	}
	now := m.now()
	if now.Sub(m.start) > m.lim.Time {
		m.halt(rules.Timeout, "stopped after %v", m.lim.Time)
	}
	if m.going != nil && m.where != nil && now.Sub(m.told) >= tellEvery {
		m.told = now
		m.going(m.where())
	}
}

// text charges for a string of n UTF-16 units that is about to be made, or just was.
func (m *meter) text(n int) {
	if n < 0 || n > m.lim.Text {
		m.halt(rules.Memory, "a text of more than %d characters: no article needs one", m.lim.Text)
	}
	m.charge(n >> 8)
	m.make(n)
}

// list charges for a list of n members.
func (m *meter) list(n int64) {
	if most := m.lim.Text / 4; n < 0 || n > int64(most) {
		m.halt(rules.Memory, "a list of more than %d members: no article needs one", most)
	}
	m.charge(int(n) >> 2)
	m.make(int(n) * 16)
}

// make notes that n bytes were made, and now and then weighs the heap.
func (m *meter) make(n int) {
	if m.made += n; m.made-m.weighed < weighEvery {
		return
	}
	m.weighed = m.made
	m.look()
	m.weigh()
}

// weigh ends a run that made more than its share and whose heap has grown by that. Others may run at the same time: what
// they need is not held against this one unless it made as much itself. Nor is what nobody needs any more: before a run is ended for it, that
// is swept up.
func (m *meter) weigh() {
	over := func() bool {
		now := heapNow()
		m.heap = min(m.heap, now) // what others had left lying about may have been swept up meanwhile
		return now-m.heap >= int64(m.lim.Memory)
	}
	if m.made < m.lim.Memory || !over() {
		return
	}
	if runtime.GC(); !over() {
		return
	}
	m.halt(rules.Memory, "stopped at %d MB of memory: keep less", m.lim.Memory>>20)
}

// heapNow is how many bytes the heap holds, those that nobody needs any more among them.
func heapNow() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return int64(sample[0].Value.Uint64())
}

// turns charges for what the counter in the script counted. An object that a turn makes is a few hundred bytes.
func (m *meter) turns() {
	m.charge(tickEvery)
	m.make(tickEvery * 200)
}

// nest calls f unless our own functions are nested too deep: goja's count of calls does not see them.
func (m *meter) nest(f func()) {
	if m.depth++; m.depth > 100 {
		m.halt(rules.Depth, "lists within lists more than 100 deep")
	}
	defer func() { m.depth-- }()
	f()
}

// chain counts a prototype or a bound function.
func (m *meter) chain() {
	if m.chains++; m.chains > maxChains {
		m.halt(rules.Depth, "more than %d classes and bound functions: make each once", maxChains)
	}
}

// errTime is why a context ends whose run has had its time.
var errTime = errors.New("the rule has had its time")

// ended says why a context ended.
func ended(ctx context.Context, lim rules.Limits) (kind, text string) {
	if context.Cause(ctx) == errTime {
		return rules.Timeout, fmt.Sprintf("stopped after %v", lim.Time)
	}
	return rules.Cancel, "cancelled"
}
