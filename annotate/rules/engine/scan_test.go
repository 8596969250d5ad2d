package engine

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"galley/annotate/rules"
)

// Scanned by its automaton, an expression matches where package regexp says so: expressions of the pack, and odd ones.
func TestScanner(t *testing.T) {
	files, _ := rules.Files("news")
	var all []*pattern
	for _, src := range files {
		r, err := Load(t.Context(), src, Options{})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r.patterns...)
	}
	for _, source := range []string{
		``, `$`, `^`, `^$`, `\b`, `\B`, `^a|b$`, `\bé\b`, `[^]`, `[]`, `.`, `a.b`, `(?:ab)*c`, `\p{Lu}\p{L}+ said`, `[“”]`, `\s$`, `^\W*(?:and|but)\b`, `k`, `ſ`, `[^a-z]$`, `\d{2,4}`, `(a|b)*c$`, `^(?:a|b)`, `\u{1F642}+`,
	} {
		for _, flags := range []string{"", "i", "m", "s", "im"} {
			p, err := compile(source, flags)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, p)
		}
	}
	words := []string{
		"said", "Said", "and", "but", "the", "a", "b", "c", "ab", "K", "ſ", "é", "e\u0301", "🙂", "“", "”", "’", "—", " ", "  ", "\n", "\u00a0", "\u2028", ",", ".", ":", "(", ")", "$", "1", "12", "2019", "%", "percent",
		"than", "more", "most", "first", "time", "killed", "people", "left", "right", "on", "during", "Monday", "May", "AP", "Photo", "/", "Getty", "Images", "Osk", "Lena", "shows", "records", "in", "of", "to", "\x00", "İ",
	}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 12).Draw(t, "text"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		for _, p := range all {
			found, _, ok := p.scanner().matches(text, 0)
			if want := p.re.MatchString(text); ok && found != want {
				t.Fatalf("/%s/%s in %q: %v, want %v", p.source, p.flags, text, found, want)
			}
			all, ok := p.walk(text)
			if want := p.re.FindAllStringSubmatchIndex(text, -1); ok && !slices.EqualFunc(all, want, slices.Equal) {
				t.Fatalf("/%s/%s in %q: %v, want %v", p.source, p.flags, text, all, want)
			}
		}
	})
	for _, p := range all {
		if p.scanner().full.Load() || p.here().full.Load() {
			t.Errorf("/%s/%s: its automaton grew too large for such texts", p.source, p.flags)
		}
	}
}

// An automaton that would grow without bound gives way to package regexp, and goes on being right.
func TestScannerGivesWay(t *testing.T) {
	p, err := compile(`(?:a|b)*a(?:a|b){14}c`, "")
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for i, n := 0, uint32(1); i < 60_000; i++ {
		n = n*1664525 + 1013904223
		text.WriteByte("ab"[n>>31])
	}
	if p.matches(text.String()) || !p.matches(text.String()+"a"+strings.Repeat("b", 14)+"c") {
		t.Error("found what is not there, or not what is")
	}
	if !p.scanner().full.Load() {
		t.Error("nothing bounds the automaton")
	}
}
