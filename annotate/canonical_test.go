package annotate

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzCanonical: bytes become a text that holds nothing it may not, or an error that points at the first byte that is
// wrong. A text made canonical once stays as it is.
func FuzzCanonical(f *testing.F) {
	for _, s := range []string{"", uglyCopy, "\ufeffa\r\nb\rc\r\r\n", "a\x00b", "a \xed\xa0\xbd b", "\xff", "a\ufeffb", "é\r"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text, err := Canonical(data)
		var bad *CanonError
		if errors.As(err, &bad) {
			if bad.Byte < 0 || int(bad.Byte) >= len(data) || bad.Line < 1 || bad.Column < 1 || !bytes.HasPrefix(data[bad.Byte:], bad.Bytes[:1]) {
				t.Fatalf("%q: the error points at %+v", data, bad)
			}
			if before, err := Canonical(data[:bad.Byte]); err != nil {
				t.Fatalf("%q: %q before the bad byte is bad too: %v", data, before, err)
			}
			return
		}
		if err != nil {
			t.Fatalf("%q: %v is no *CanonError", data, err)
		}
		s := text.String()
		if !utf8.ValidString(s) || strings.ContainsAny(s, "\r\x00") {
			t.Fatalf("%q became %q", data, s)
		}
		// Only a mark at the very start is dropped; one that follows it is text.
		again, err := Canonical(append([]byte("\ufeff"), s...))
		if err != nil || again.String() != s {
			t.Fatalf("%q became %q, and that %q, %v", data, s, again, err)
		}
	})
}
