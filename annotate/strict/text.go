package strict

import (
	"bytes"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// plain marks the bytes that stand for themselves inside a JSON string.
var plain = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= 0x20 && c < 0x80 && c != '"' && c != '\\'
	}
	return t
}()

// String reads a string.
func (r *Reader) String() string {
	if r.peek() != '"' {
		r.unexpected("a string")
		return ""
	}
	return string(r.bytes())
}

// Word reads a short string that is likely to come again, such as a label: equal words share their memory.
func (r *Reader) Word() string {
	b := r.Bytes()
	if len(b) > maxWord {
		return string(b)
	}
	if w, ok := r.words[string(b)]; ok {
		return w
	}
	w := string(b)
	if r.words == nil || len(r.words) == maxWords {
		r.words = map[string]string{}
	}
	r.words[w] = w
	return w
}

// maxWord is how many bytes, and maxWords how many words, are kept to be shared.
const maxWord, maxWords = 40, 1000

// Filled reads a [Reader.Word] that must not be empty.
func (r *Reader) Filled() string {
	s := r.Word()
	if s == "" {
		r.Fail("must not be empty")
	}
	return s
}

// Bytes reads a string. What it returns may be part of the text and must not be changed.
func (r *Reader) Bytes() []byte {
	if r.peek() != '"' {
		r.unexpected("a string")
		return nil
	}
	return r.bytes()
}

// bytes reads the string whose opening quotation mark is next. Without escapes it is a piece of the text.
func (r *Reader) bytes() []byte {
	r.at = r.off
	start := r.off + 1
	i, ascii := start, true
	for i < len(r.src) {
		c := r.src[i]
		if plain[c] {
			i++
			continue
		}
		if c >= 0x80 {
			ascii = false
			i++
			continue
		}
		if c == '"' {
			if s := r.src[start:i]; ascii || utf8.Valid(s) {
				r.off = i + 1
				return s
			}
			r.invalid(start, i)
			return nil
		}
		if c == '\\' {
			return r.escaped(start, i)
		}
		r.control(i)
		return nil
	}
	r.fail(i, true, "the text ends inside a string")
	return nil
}

// escaped reads on from the first backslash, at i, of the string that begins at start.
func (r *Reader) escaped(start, i int) []byte {
	// Room for what a caller's usual string needs: up to the next quotation mark that may end it.
	room := bytes.IndexByte(r.src[i:], '"')
	out := make([]byte, 0, i-start+max(room, 0)+16)
	from := start // what lies between from and i is yet to be copied
	for i < len(r.src) {
		c := r.src[i]
		if plain[c] || c >= 0x80 {
			i++
			continue
		}
		out = append(out, r.src[from:i]...)
		switch c {
		case '"':
			if !utf8.Valid(out) {
				r.invalid(start, i)
				return nil
			}
			r.off = i + 1
			return out
		case '\\':
			var ok bool
			if out, i, ok = r.escape(out, i); !ok {
				return nil
			}
			from = i
		default:
			r.control(i)
			return nil
		}
	}
	r.fail(i, true, "the text ends inside a string")
	return nil
}

// escape appends the character of the escape at i and returns where the text goes on.
func (r *Reader) escape(out []byte, i int) ([]byte, int, bool) {
	if i+1 >= len(r.src) {
		r.fail(i, true, "the text ends inside a string")
		return nil, 0, false
	}
	switch c := r.src[i+1]; c {
	case '"', '\\', '/':
		return append(out, c), i + 2, true
	case 'b':
		return append(out, '\b'), i + 2, true
	case 'f':
		return append(out, '\f'), i + 2, true
	case 'n':
		return append(out, '\n'), i + 2, true
	case 'r':
		return append(out, '\r'), i + 2, true
	case 't':
		return append(out, '\t'), i + 2, true
	case 'u':
	default:
		r.fail(i, true, "not JSON: the escape \\%c", c)
		return nil, 0, false
	}
	c, ok := r.hex(i)
	if !ok {
		r.fail(i, true, "not JSON: \\u without four hexadecimal digits")
		return nil, 0, false
	}
	switch {
	case c == 0:
		r.fail(i, false, "the character U+0000, which no text may hold; take \\u0000 out")
		return nil, 0, false
	case !utf16.IsSurrogate(c):
		return utf8.AppendRune(out, c), i + 6, true
	}
	if d, ok := r.hex(i + 6); ok {
		if full := utf16.DecodeRune(c, d); full != utf8.RuneError {
			return utf8.AppendRune(out, full), i + 12, true
		}
	}
	r.fail(i, false, "%s is half of a surrogate pair without the other half; write the whole character", r.src[i:i+6])
	return nil, 0, false
}

// hex reads the escape \uXXXX at i.
func (r *Reader) hex(i int) (rune, bool) {
	if i+6 > len(r.src) || r.src[i] != '\\' || r.src[i+1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(r.src[i+2:i+6]), 16, 16)
	return rune(n), err == nil
}

func (r *Reader) control(i int) {
	r.fail(i, true, "the control character U+%04X stands unescaped in a string", r.src[i])
}

// invalid reports the first byte from start that is no UTF-8.
func (r *Reader) invalid(start, end int) {
	for i := start; i < end; {
		c, n := utf8.DecodeRune(r.src[i:end])
		if c == utf8.RuneError && n <= 1 {
			r.fail(i, true, "the byte 0x%02X is not UTF-8; save the file as UTF-8", r.src[i])
			return
		}
		i += n
	}
	r.fail(start, true, "not UTF-8; save the file as UTF-8")
}
