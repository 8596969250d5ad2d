package engine

import (
	"regexp/syntax"
	"slices"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// A scanner says whether an expression matches anywhere in a text, which is what rules ask most often, and mostly the answer is
// no. It is the expression as an automaton whose states are made when a text first leads to them: a character then costs one look
// into a table, a twentieth of what package regexp takes to follow all that might still match. The states are shared by all
// runs. What comes out is the same whether a state was there or not.
type scanner struct {
	program *syntax.Prog
	here    bool                 // a match may begin where the scan does, and nowhere behind
	class   [utf8.RuneSelf]uint8 // characters that no instruction tells apart
	classes int                  // their number; the class behind the last is the end of the text
	starts  [4]*scanned          // by the character before, as [scanner.start] numbers them
	full    atomic.Bool          // more was made than is worth keeping: package regexp goes on

	mu     sync.Mutex
	work   int // done to make states, in instructions and places of tables
	states map[string]*scanned
}

// mostScanning bounds the work, and so the memory, that goes into one scanner.
const mostScanning = 1 << 18

// A scanned is a state: what may match behind the characters so far.
type scanned struct {
	threads []uint32 // instructions that wait for the next character, in order
	before  rune     // stands for the character before, as far as ^, $ and \b tell: -1 at the start, '\n', 'a' or ' '
	next    []atomic.Pointer[scanned]
	rare    atomic.Pointer[map[rune]*scanned] // beyond ASCII
}

// Where a scan ends: in a match, or where none can come any more.
var matched, hopeless = new(scanned), new(scanned)

// mostRare bounds how many characters beyond ASCII a state remembers.
const mostRare = 100

func newScanner(program *syntax.Prog, here bool) *scanner {
	s := &scanner{program: program, here: here, states: map[string]*scanned{}}
	var edge [utf8.RuneSelf + 1]bool // a class begins here
	mark := func(lo, hi rune) {
		if lo < utf8.RuneSelf {
			edge[lo], edge[min(hi+1, utf8.RuneSelf)] = true, true
		}
	}
	mark('\n', '\n')
	for _, r := range [][2]rune{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}} {
		mark(r[0], r[1])
	}
	for i := range program.Inst {
		in := &program.Inst[i]
		switch in.Op {
		case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
		default:
			continue
		}
		if len(in.Rune) == 1 {
			mark(in.Rune[0], in.Rune[0])
			for r := unicode.SimpleFold(in.Rune[0]); r != in.Rune[0]; r = unicode.SimpleFold(r) {
				mark(r, r)
			}
			continue
		}
		for j := 0; j < len(in.Rune); j += 2 {
			mark(in.Rune[j], in.Rune[j+1])
		}
	}
	for c := 1; c < utf8.RuneSelf; c++ {
		if edge[c] {
			s.classes++
		}
		s.class[c] = uint8(s.classes)
	}
	s.classes++
	var threads []uint32
	if here {
		threads = []uint32{uint32(program.Start)}
	}
	for i, before := range []rune{-1, '\n', 'a', ' '} {
		s.starts[i] = s.state(threads, before)
	}
	return s
}

// start returns the state at byte at of a text.
func (s *scanner) start(text string, at int) *scanned {
	if at == 0 {
		return s.starts[0]
	}
	switch c := text[at-1]; {
	case c == '\n':
		return s.starts[1]
	case syntax.IsWordChar(rune(c)):
		return s.starts[2]
	}
	return s.starts[3]
}

// state returns the state of some threads, made when it is new. The caller holds mu, or is alone.
func (s *scanner) state(threads []uint32, before rune) *scanned {
	key := make([]byte, 0, 4*len(threads)+1)
	key = append(key, byte(before))
	for _, t := range threads {
		key = append(key, byte(t), byte(t>>8), byte(t>>16), byte(t>>24))
	}
	if x := s.states[string(key)]; x != nil {
		return x
	}
	x := &scanned{threads: threads, before: before, next: make([]atomic.Pointer[scanned], s.classes+1)}
	s.states[string(key)] = x
	s.work += len(x.next) + len(threads)
	return x
}

// matches reports whether the expression matches behind byte at of text, or right there, and how far it looked. Without ok it has
// to be asked elsewhere.
func (s *scanner) matches(text string, at int) (found bool, to int, ok bool) {
	if s.full.Load() {
		return false, at, false
	}
	x, i := s.start(text, at), at
	for i < len(text) {
		var next *scanned
		if c := text[i]; c < utf8.RuneSelf {
			i++
			if next = x.next[s.class[c]].Load(); next == nil {
				next = s.step(x, rune(c), int(s.class[c]))
			}
		} else {
			r, n := utf8.DecodeRuneInString(text[i:])
			i += n
			if known := x.rare.Load(); known != nil {
				next = (*known)[r]
			}
			if next == nil {
				next = s.step(x, r, -1)
			}
		}
		switch next {
		case matched:
			return true, i, true
		case hopeless:
			return false, i, true
		case nil:
			return false, i, false
		}
		x = next
	}
	end := x.next[s.classes].Load()
	if end == nil {
		end = s.step(x, -1, s.classes)
	}
	return end == matched, i, end != nil
}

// step works out where a character leads from a state, and notes it there; r is -1 at the end of the text. It is nil once the
// scanner is full.
func (s *scanner) step(x *scanned, r rune, class int) *scanned {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.work > mostScanning {
		s.full.Store(true)
		return nil
	}
	next := s.after(x, r)
	if class >= 0 {
		x.next[class].Store(next)
		return next
	}
	known := map[rune]*scanned{r: next}
	if old := x.rare.Load(); old != nil {
		if len(*old) >= mostRare {
			s.full.Store(true)
			return next
		}
		for r, y := range *old {
			known[r] = y
		}
	}
	s.work += len(known)
	x.rare.Store(&known)
	return next
}

// after follows all that may match over one character. A match may begin before each, unless here, so the whole expression is followed, too.
func (s *scanner) after(x *scanned, r rune) *scanned {
	about := syntax.EmptyOpContext(x.before, r)
	seen := make([]bool, len(s.program.Inst))
	var threads []uint32
	found := false
	stack := slices.Clone(x.threads)
	if !s.here {
		stack = append(stack, uint32(s.program.Start))
	}
	for len(stack) > 0 && !found {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[at] {
			continue
		}
		seen[at] = true
		s.work++
		switch in := &s.program.Inst[at]; in.Op {
		case syntax.InstMatch:
			found = true
		case syntax.InstAlt, syntax.InstAltMatch:
			stack = append(stack, in.Arg, in.Out)
		case syntax.InstCapture, syntax.InstNop:
			stack = append(stack, in.Out)
		case syntax.InstEmptyWidth:
			if syntax.EmptyOp(in.Arg)&^about == 0 {
				stack = append(stack, in.Out)
			}
		case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
			if r >= 0 && in.MatchRune(r) {
				threads = append(threads, in.Out)
			}
		}
	}
	s.work += len(seen) / 64
	switch {
	case found:
		return matched
	case r < 0, len(threads) == 0 && s.here, len(threads) == 0 && s.program.StartCond()&syntax.EmptyBeginText != 0:
		return hopeless
	}
	slices.Sort(threads)
	before := ' '
	if r == '\n' {
		before = '\n'
	} else if syntax.IsWordChar(r) {
		before = 'a'
	}
	return s.state(slices.Compact(threads), before)
}
