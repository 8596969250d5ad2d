package strict

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// bare marks the bytes that AppendString copies without looking further. 0xC2 and 0xE2 may open a character that
// some readers take for the end of a line.
var bare = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= 0x20 && c != '"' && c != '\\' && c != 0xC2 && c != 0xE2
	}
	return t
}()

// AppendString appends s, which must be valid UTF-8 without U+0000 ([Sound] tells), as a JSON string. Nothing is escaped but what JSON demands
// and U+0085, U+2028 and U+2029, at which some readers would end the line.
func AppendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if bare[c] {
			i++
			continue
		}
		n := 1
		switch {
		case c == 0xC2:
			if n = 2; i+1 >= len(s) || s[i+1] != 0x85 {
				i++
				continue
			}
		case c == 0xE2:
			if n = 3; i+2 >= len(s) || s[i+1] != 0x80 || s[i+2]|1 != 0xA9 {
				i++
				continue
			}
		}
		dst = append(dst, s[from:i]...)
		switch {
		case n == 2:
			dst = append(dst, `\u0085`...)
		case n == 3:
			dst = append(dst, `\u202`...)
			dst = append(dst, '0'+s[i+2]-0xA0)
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c == 0:
			dst = append(dst, 0) // which Sound finds
		case c == '\n':
			dst = append(dst, '\\', 'n')
		case c == '\t':
			dst = append(dst, '\\', 't')
		case c == '\r':
			dst = append(dst, '\\', 'r')
		default:
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
		i += n
		from = i
	}
	dst = append(dst, s[from:]...)
	return append(dst, '"')
}

// Sound reports whether all strings that went into what the Append functions wrote are such as a [Reader] takes.
func Sound(written []byte) bool { return bytes.IndexByte(written, 0) < 0 && utf8.Valid(written) }

// AppendInt appends n.
func AppendInt(dst []byte, n int) []byte { return strconv.AppendInt(dst, int64(n), 10) }

// AppendFloat appends f, which must be finite, always with a decimal point: a reader that guesses types from the
// first lines must not take a 1.0 for a whole number.
func AppendFloat(dst []byte, f float64) []byte {
	s := strconv.FormatFloat(f, 'f', -1, 64)
	dst = append(dst, s...)
	if !strings.Contains(s, ".") {
		dst = append(dst, '.', '0')
	}
	return dst
}
