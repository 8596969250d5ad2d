package annotate

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rivo/uniseg"
)

// A breakCase is one line of Unicode's tests: a text, and the code points before which it breaks.
type breakCase struct {
	line   int
	text   string
	breaks []Pos
}

// breakCases reads a file in Unicode's form: "÷ 0020 × 0308 ÷ # …", where ÷ is a break and × is none.
func breakCases(t *testing.T, name string) []breakCase {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []breakCase
	in := bufio.NewScanner(f)
	for n := 1; in.Scan(); n++ {
		line, _, _ := strings.Cut(in.Text(), "#")
		c := breakCase{line: n}
		var text []rune
		for _, word := range strings.Fields(line) {
			switch word {
			case "÷":
				c.breaks = append(c.breaks, Pos(len(text)))
			case "×":
			default:
				r, err := strconv.ParseUint(word, 16, 32)
				if err != nil {
					t.Fatalf("%s:%d: %v", name, n, err)
				}
				text = append(text, rune(r))
			}
		}
		if c.text = string(text); c.text != "" {
			out = append(out, c)
		}
	}
	if err := in.Err(); err != nil || len(out) < 500 {
		t.Fatalf("%s: %d cases, %v", name, len(out), err)
	}
	return out
}

// TestGraphemeBreaks runs Unicode's own test of grapheme clusters. Lines with a carriage return are left out by rule:
// canonical text has none, and [Text.IsBoundary] relies on it.
func TestGraphemeBreaks(t *testing.T) {
	tried := 0
	for _, c := range breakCases(t, "GraphemeBreakTest.txt") {
		if strings.Contains(c.text, "\r") {
			continue
		}
		tried++
		text := NewText(c.text)
		var got []Pos
		for p := Pos(0); p <= text.Len(); p++ {
			if text.IsBoundary(p) {
				got = append(got, p)
			}
		}
		if !slices.Equal(got, c.breaks) {
			t.Errorf("line %d: %+q breaks at %v, want %v", c.line, c.text, got, c.breaks)
		}
	}
	if tried < 500 {
		t.Errorf("only %d lines were tried", tried)
	}
}

// TestWordBreaks runs Unicode's own test of words on the segmenter below ours, and then holds ours against it: a word
// as a news desk sees it may join several of Unicode's, and never cuts one.
func TestWordBreaks(t *testing.T) {
	for _, c := range breakCases(t, "WordBreakTest.txt") {
		got := []Pos{0}
		state, rest := -1, c.text
		for rest != "" {
			var word string
			word, rest, state = uniseg.FirstWordInString(rest, state)
			got = append(got, got[len(got)-1]+Pos(len([]rune(word))))
		}
		if !slices.Equal(got, c.breaks) {
			t.Errorf("line %d: %+q breaks at %v, want %v", c.line, c.text, got, c.breaks)
		}
		text := NewText(c.text)
		for _, w := range text.Segments(Word, Range{0, text.Len()}) {
			if !slices.Contains(c.breaks, w.From) || !slices.Contains(c.breaks, w.To) {
				t.Errorf("line %d: our word %v of %+q cuts one of Unicode's, which break at %v", c.line, w, c.text, c.breaks)
			}
		}
	}
}
