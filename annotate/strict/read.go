package strict

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// MaxDepth is how deep objects and arrays may lie in each other.
const MaxDepth = 64

// MaxInt is the greatest whole number that every reader of JSON agrees on, 2⁵³−1.
const MaxInt = 1<<53 - 1

// maxNames is how many members an object may have: finding names that occur twice costs its square.
const maxNames = 1000

// An Error says what is wrong with a JSON text and where.
type Error struct {
	Field  string // "spans[3].start"; "" is the whole text
	Offset int    // in bytes from the start of the text
	Reason string // what is wrong and how to mend it
	Syntax bool   // this is no JSON at all, as when a file is cut off
}

func (e *Error) Error() string {
	if e.Field == "" {
		return e.Reason
	}
	return e.Field + ": " + e.Reason
}

// A Reader reads one JSON text from front to back. After the first error every method returns the zero value and
// reads no further, so that callers may look at Err once, at the end.
type Reader struct {
	src  []byte
	off  int
	at   int // where the value last read begins
	err  *Error
	open []frame
	seen [][]byte // the names met in the open objects, the outer first

	words map[string]string // words met before
}

// A frame is an object or array whose end has not been read.
type frame struct {
	object bool
	begun  bool   // a member or element has been read
	name   []byte // of the member being read
	index  int    // of the element being read
	seen   int    // where the names of this object begin in Reader.seen
}

// NewReader returns a reader of src. The reader keeps src, which must not change meanwhile.
func NewReader(src []byte) *Reader {
	return &Reader{src: src}
}

// Reset makes r read src from its start, keeping its memory.
func (r *Reader) Reset(src []byte) {
	*r = Reader{src: src, open: r.open[:0], seen: r.seen[:0], words: r.words}
}

// Err returns the first error, an [*Error], or nil.
func (r *Reader) Err() error {
	if r.err == nil {
		return nil
	}
	return r.err
}

// Offset returns where the reader stands, in bytes from the start of the text.
func (r *Reader) Offset() int { return r.off }

// Fail makes the formatted reason the error at the value last read, unless there is one already.
func (r *Reader) Fail(format string, args ...any) { r.fail(r.at, false, format, args...) }

// FailAt does so at a place that Offset returned.
func (r *Reader) FailAt(off int, format string, args ...any) { r.fail(off, false, format, args...) }

func (r *Reader) fail(off int, syntax bool, format string, args ...any) {
	if r.err == nil {
		r.err = &Error{Field: r.Field(), Offset: off, Reason: fmt.Sprintf(format, args...), Syntax: syntax}
		r.off = len(r.src)
	}
}

// FailIn does so and names the field, for what is found wrong once reading has gone on.
func (r *Reader) FailIn(field string, off int, format string, args ...any) {
	if r.err == nil {
		r.err = &Error{Field: field, Offset: off, Reason: fmt.Sprintf(format, args...)}
		r.off = len(r.src)
	}
}

// Start returns where the value last read begins, in bytes from the start of the text.
func (r *Reader) Start() int { return r.at }

// Field names the value being read: "tx[0].span.label".
func (r *Reader) Field() string {
	var b strings.Builder
	for _, f := range r.open {
		switch {
		case f.object && f.name != nil:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.Write(f.name)
		case !f.object && f.begun:
			b.WriteString("[" + strconv.Itoa(f.index) + "]")
		}
	}
	return b.String()
}

// End reads the end of the text: anything but white space there is an error.
func (r *Reader) End() {
	if r.space(); r.err == nil && r.off < len(r.src) {
		r.fail(r.off, true, "there is more after the end of the value")
	}
}

// Object reads the opening brace of an object. Call Name until it returns false.
func (r *Reader) Object() { r.push('{', "an object") }

// Array reads the opening bracket of an array. Call More until it returns false.
func (r *Reader) Array() { r.push('[', "an array") }

func (r *Reader) push(c byte, what string) {
	if r.peek() != c {
		r.unexpected(what)
		return
	}
	if len(r.open) == MaxDepth {
		r.fail(r.off, false, "more than %d objects and arrays lie in each other", MaxDepth)
		return
	}
	r.at = r.off
	r.off++
	r.open = append(r.open, frame{object: c == '{', index: -1, seen: len(r.seen)})
}

// Name reads the name of the next member of the object. It returns false after the last one, having read the
// closing brace. The name is valid until the next call of Name.
func (r *Reader) Name() (name []byte, ok bool) {
	f := r.next('}')
	if f == nil {
		return nil, false
	}
	if r.peek() != '"' {
		r.unexpected("a name in quotation marks")
		return nil, false
	}
	at := r.off
	name = r.bytes()
	if r.err != nil {
		return nil, false
	}
	if len(r.seen)-f.seen == maxNames {
		r.fail(at, false, "more than %d names in one object", maxNames)
		return nil, false
	}
	for _, s := range r.seen[f.seen:] {
		if bytes.Equal(s, name) {
			r.fail(at, false, "the name %q occurs twice in one object; keep one of them", name)
			return nil, false
		}
	}
	r.seen = append(r.seen, name)
	f.name = name
	if r.peek() != ':' {
		r.unexpected("a colon")
		return nil, false
	}
	r.off++
	return name, true
}

// More reports whether the array has another element. It returns false after the last one, having read the
// closing bracket.
func (r *Reader) More() bool { return r.next(']') != nil }

// next steps to the next member or element, or out of the innermost object or array.
func (r *Reader) next(end byte) *frame {
	if r.err != nil {
		return nil
	}
	f := &r.open[len(r.open)-1]
	f.name = nil
	c := r.peek()
	switch {
	case c == end:
		r.at = r.off
		r.off++
		r.seen = r.seen[:f.seen]
		r.open = r.open[:len(r.open)-1]
		return nil
	case !f.begun:
		f.begun = true
	case c == ',':
		if r.off++; r.peek() == end {
			r.fail(r.off, true, "a comma before %q; take it away", end)
			return nil
		}
	default:
		r.unexpected(fmt.Sprintf("a comma or %q", end))
		return nil
	}
	f.index++
	return f
}

// Unknown makes it an error that the member just named is there at all.
func (r *Reader) Unknown(known string) {
	r.fail(r.off, false, "unknown field; known are %s", known)
}

// Missing makes it an error that the object just read has no member of that name.
func (r *Reader) Missing(name string) { r.Fail("field %q is missing", name) }

// Finite reads a finite number.
func (r *Reader) Finite() float64 { return r.Float(-math.MaxFloat64, math.MaxFloat64) }

// Null reads a null, if one is next, and reports whether it did.
func (r *Reader) Null() bool {
	if r.peek() == 'n' {
		return r.word("null")
	}
	return false
}

// Bool reads true or false.
func (r *Reader) Bool() bool {
	switch r.peek() {
	case 't':
		return r.word("true")
	case 'f':
		r.word("false")
	default:
		r.unexpected("true or false")
	}
	return false
}

func (r *Reader) word(w string) bool {
	if !bytes.HasPrefix(r.src[r.off:], []byte(w)) {
		r.fail(r.off, true, "not JSON: a word that is not true, false or null")
		return false
	}
	r.at = r.off
	r.off += len(w)
	return true
}

// Int reads a whole number from min to max, which lie within ±[MaxInt].
func (r *Reader) Int(min, max int) int {
	before := r.off
	if n, ok := r.digits(); ok && n >= min && n <= max {
		return n
	}
	r.off = before
	num := r.number()
	if r.err != nil {
		return 0
	}
	at := r.at
	n, err := strconv.ParseInt(string(num), 10, 64)
	switch {
	case bytes.ContainsAny(num, ".eE"):
		r.fail(at, false, "%s is no whole number; write it without a point or exponent", num)
		return 0
	case err != nil || n < int64(min) || n > int64(max):
		r.fail(at, false, "%s is not within %d to %d", num, min, max)
		return 0
	}
	return int(n)
}

// digits reads a whole number of at most 15 digits without a sign, as nearly all are; anything else it leaves where it is.
func (r *Reader) digits() (n int, ok bool) {
	r.peek()
	i := r.off
	for i < len(r.src) && i-r.off < 16 && '0' <= r.src[i] && r.src[i] <= '9' {
		n = n*10 + int(r.src[i]-'0')
		i++
	}
	digits := i - r.off
	if digits == 0 || digits > 15 || digits > 1 && r.src[r.off] == '0' {
		return 0, false
	}
	if i < len(r.src) && (r.src[i] == '.' || r.src[i]|0x20 == 'e') {
		return 0, false
	}
	r.at, r.off = r.off, i
	return n, true
}

// Float reads a finite number from min to max.
func (r *Reader) Float(min, max float64) float64 {
	num := r.number()
	if r.err != nil {
		return 0
	}
	f, err := strconv.ParseFloat(string(num), 64)
	if err != nil || math.IsInf(f, 0) || f < min || f > max {
		r.fail(r.at, false, "%s is not within %g to %g", num, min, max)
		return 0
	}
	return f
}

// number reads a number as JSON writes it.
func (r *Reader) number() []byte {
	if c := r.peek(); c != '-' && (c < '0' || c > '9') {
		r.unexpected("a number")
		return nil
	}
	start, i := r.off, r.off
	digits := func() int {
		from := i
		for i < len(r.src) && '0' <= r.src[i] && r.src[i] <= '9' {
			i++
		}
		return i - from
	}
	if r.src[i] == '-' {
		i++
	}
	first := i
	ok := digits() > 0 && (r.src[first] != '0' || i == first+1)
	if ok && i < len(r.src) && r.src[i] == '.' {
		i++
		ok = digits() > 0
	}
	if ok && i < len(r.src) && r.src[i]|0x20 == 'e' {
		if i++; i < len(r.src) && (r.src[i] == '+' || r.src[i] == '-') {
			i++
		}
		ok = digits() > 0
	}
	if !ok {
		r.fail(start, true, "not JSON: a number that is cut short or begins with 0")
		return nil
	}
	r.at, r.off = start, i
	return r.src[start:i]
}

// Skip reads any value, checking all of it, and returns its bytes as they stand in the text.
func (r *Reader) Skip() []byte {
	c := r.peek()
	start := r.off
	switch c {
	case '{':
		for r.Object(); ; r.Skip() {
			if _, ok := r.Name(); !ok {
				break
			}
		}
	case '[':
		for r.Array(); r.More(); {
			r.Skip()
		}
	case '"':
		r.bytes()
	case 't', 'f':
		r.Bool()
	case 'n':
		r.Null()
	default:
		r.number()
	}
	if r.err != nil {
		return nil
	}
	return r.src[start:r.off]
}

// peek returns the next byte that is no white space, or 0 at the end.
func (r *Reader) peek() byte {
	if r.off < len(r.src) && r.src[r.off] > ' ' {
		return r.src[r.off]
	}
	r.space()
	if r.off < len(r.src) {
		return r.src[r.off]
	}
	return 0
}

func (r *Reader) space() {
	for r.off < len(r.src) {
		switch r.src[r.off] {
		case ' ', '\t', '\n', '\r':
			r.off++
		default:
			return
		}
	}
}

// unexpected reports that the text holds something else than what was asked for: no JSON at all, or a value of
// another type.
func (r *Reader) unexpected(want string) {
	if r.err != nil {
		return
	}
	if r.off >= len(r.src) {
		r.fail(r.off, true, "the text ends where %s should stand", want)
		return
	}
	got, syntax := "", false
	switch c := r.src[r.off]; {
	case c == '{':
		got = "an object"
	case c == '[':
		got = "an array"
	case c == '"':
		got = "a string"
	case c == '-' || '0' <= c && c <= '9':
		got = "a number"
	case bytes.HasPrefix(r.src[r.off:], []byte("null")):
		got = "null"
	case bytes.HasPrefix(r.src[r.off:], []byte("true")), bytes.HasPrefix(r.src[r.off:], []byte("false")):
		got = "true or false"
	default:
		c, _ := utf8.DecodeRune(r.src[r.off:])
		got, syntax = fmt.Sprintf("%q", c), true
	}
	if strings.HasPrefix(want, "a comma") || want == "a colon" || strings.HasPrefix(want, "a name") {
		syntax = true
	}
	r.fail(r.off, syntax, "here stands %s, not %s", got, want)
}

// A Mark is a place to go back to.
type Mark struct{ r Reader }

// Mark returns where the reader stands.
func (r *Reader) Mark() Mark { return Mark{*r} }

// Return goes back to m, forgetting an error met since. No object or array open at m may have been read on since.
func (r *Reader) Return(m Mark) { *r = m.r }
