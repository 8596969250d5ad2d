package annotate

import (
	"slices"
	"strings"
	"testing"

	"github.com/rivo/uniseg"
)

// What is plain is cut as the tables cut it, whatever stands beside it.
func FuzzPlainWords(f *testing.F) {
	for _, s := range []string{
		"The harbour board met again on Tuesday evening.", "1,000.5 a.m. U.S. x_1 don't 'tis o''clock a.-b a:b: a: b",
		"e\u0301 a\u0301b .\u0301 \u0301x \u200d \u00ad-\u00adx", "two  spaces \t tab\r\n\u2028 line", "\U0001f1e9\U0001f1eaab\U0001f1e9", "א\"ב a\"ב ב'a", "カaカ 漢字a x", "a\xffb \xc3",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		sameWords(t, s)
	})
}

// Every way to put five characters together that join what stands around them, or do not.
func TestPlainWords(t *testing.T) {
	signs := []string{"a", "1", " ", ".", ",", "_", "-", "\u0301", "é", "א"}
	var all func(s string, left int)
	all = func(s string, left int) {
		if left == 0 {
			sameWords(t, s)
			return
		}
		for _, sign := range signs {
			all(s+sign, left-1)
		}
	}
	all("", 5)
}

func sameWords(t *testing.T, s string) {
	t.Helper()
	var want []byteRange
	for at, state := 0, -1; at < len(s); {
		var w string
		w, _, state = uniseg.FirstWordInString(s[at:], state)
		if strings.ContainsFunc(w, isWordRune) {
			want = append(want, byteRange{at, at + len(w)})
		}
		at += len(w)
	}
	want = join(s, want)
	if got := words(s); !slices.Equal(got, want) {
		t.Errorf("%q: words at %v, by the tables at %v", s, got, want)
	}
}
