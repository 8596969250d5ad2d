package export

import (
	"regexp"
	"strings"
	"testing"

	"galley/annotate"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

const uglyText = "📈 “It’s 2.5%,”  Núñez said.\n👨‍👩‍👧 e\u0301\u00a0مرفأ well-known\x1fend "

func TestTokens(t *testing.T) {
	words := func(toks []Token) (out []string) {
		for _, k := range toks {
			out = append(out, k.Text)
		}
		return out
	}
	text := annotate.NewText(uglyText)
	for _, tt := range []struct {
		name string
		toks []Token
		want string
	}{
		{"unicode", UnicodeWords.Tokens(text), "📈|“|It’s|2.5|%|,|”|Núñez|said|.|👨‍👩‍👧|e\u0301|مرفأ|well|-|known|end"},
		{"whitespace", Whitespace.Tokens(text), "📈|“It’s|2.5%,”|Núñez|said.|👨‍👩‍👧|e\u0301|مرفأ|well-known|end"},
		{"gliner", glinerTokens(text), "📈|“|It|’|s|2|.|5|%|,|”|Núñez|said|.|👨|\u200d|👩|\u200d|👧|e|\u0301|مرفأ|well-known|end"},
		{"spaced", UnicodeWords.spaced(annotate.NewText(" a  b\n"), []annotate.Pos{2, 4}), " |a| |b|\n"},
		{"cut at edges", UnicodeWords.spaced(annotate.NewText("Harbour town"), []annotate.Pos{4, 5, 8, 12}), "Harb|o|ur|town"},
	} {
		if d := cmp.Diff(strings.Split(tt.want, "|"), words(tt.toks)); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

// Every place of every token is right in every unit, and nothing but white space lies between.
func TestTokenLaws(t *testing.T) {
	piece := rapid.SampledFrom([]string{"Harbour", " ", "  ", "\n", "“", "📈", "🇵🇪", "e\u0301", "مرفأ", "\u00a0", "\x1c", "it’s", "-", "_a", "7", "\u2028"})
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(piece, 0, 20).Draw(t, "pieces"), "")
		text := annotate.NewText(s)
		cutters := map[string]func(annotate.Text) []Token{
			"unicode": UnicodeWords.Tokens, "whitespace": Whitespace.Tokens, "gliner": glinerTokens,
		}
		for name, cut := range cutters {
			at := annotate.Byte(0)
			for _, k := range cut(text) {
				if between := s[at:k.FromByte]; strings.TrimFunc(between, blank) != "" {
					t.Fatalf("%s: %q lies between words", name, between)
				}
				if text.Slice(k.Range) != k.Text || text.UTF16(k.From) != k.From16 || text.UTF16(k.To) != k.To16 || text.Byte(k.To) != k.ToByte {
					t.Fatalf("%s: %+v is not where it says", name, k)
				}
				if k.Text == "" || strings.ContainsFunc(k.Text, blank) {
					t.Fatalf("%s: %q is no word", name, k.Text)
				}
				at = k.ToByte
			}
			if strings.TrimFunc(s[at:], blank) != "" {
				t.Fatalf("%s: %q is left over", name, s[at:])
			}
		}
		var edges []annotate.Pos
		for p := range text.Len() {
			if rapid.Bool().Draw(t, "edge") {
				edges = append(edges, p)
			}
		}
		var whole strings.Builder
		for _, k := range UnicodeWords.spaced(text, edges) {
			if text.Slice(k.Range) != k.Text {
				t.Fatalf("spaced: %+v is not where it says", k)
			}
			whole.WriteString(k.Text)
			if k.Space {
				whole.WriteByte(' ')
			}
		}
		if whole.String() != s {
			t.Fatalf("spaced: %q does not make up %q", whole.String(), s)
		}
		// GLiNER's own expression, for an engine whose \w knows ASCII alone.
		own := regexp.MustCompile(`[\p{L}\p{N}_]+(?:[-_][\p{L}\p{N}_]+)*|[^\s\p{Z}\x0b\x1c-\x1f\x{85}]`)
		var got []string
		for _, k := range glinerTokens(text) {
			got = append(got, k.Text)
		}
		if d := cmp.Diff(own.FindAllString(s, -1), got); d != "" {
			t.Fatalf("gliner's words (-want +got):\n%s", d)
		}
	})
}

func TestApart(t *testing.T) {
	mark := func(label annotate.Label, from, to int) piece { return piece{annotate.Span{Label: label}, 0, from, to} }
	ps := []piece{mark("content", 0, 6), mark("claim", 1, 4), mark("source", 5, 8), mark("cue", 9, 10)}
	for _, tt := range []struct {
		policy Overlap
		bioes  bool
		want   string
		loss   string
	}{
		{DropOverlap, false, "B-content I-content I-content I-content I-content I-content O O O B-cue", "2 stretches that share words with a longer one left out"},
		{FlattenOverlap, false, "B-content B-claim I-claim I-claim B-content B-source I-source I-source O B-cue", "1 stretches cut up where a shorter one lies in them"},
		{FlattenOverlap, true, "S-content B-claim I-claim E-claim S-content B-source I-source E-source O S-cue", "1 stretches cut up where a shorter one lies in them"},
	} {
		var loss Loss
		c := tag("", ps, 10, tt.policy, tt.bioes, &loss)
		if got := strings.Join(c.tags, " "); got != tt.want || loss.String() != tt.loss {
			t.Errorf("%s:\n got %s (%s)\nwant %s (%s)", tt.policy, got, loss, tt.want, tt.loss)
		}
		if len(chunks(c.tags)) != len(c.kept) {
			t.Errorf("%s: %d chunks are read, and %d were written", tt.policy, len(chunks(c.tags)), len(c.kept))
		}
	}
}

// Long articles are cut between sentences, and never through a span.
func TestGLiNERPieces(t *testing.T) {
	text := annotate.NewText(strings.Repeat("The ferry came in late again on Monday, he said. ", 100))
	toks := glinerTokens(text)
	span := annotate.Span{ID: "s", Label: "content", Ranges: []annotate.Range{{From: 1200, To: 1700}}}
	l, _, err := annotate.NewLayer(text).Apply(annotate.Tx{annotate.AddSpan{Span: span}})
	if err != nil {
		t.Fatal(err)
	}
	var loss Loss
	ps := pieces(l, toks, &loss)
	at := 0
	for _, c := range glinerCut(text, toks, ps) {
		if c.from != at || c.to-c.from > glinerWords {
			t.Errorf("a piece of words %d–%d follows one that ends at %d", c.from, c.to, at)
		}
		if ps[0].from < c.to && c.to < ps[0].to {
			t.Errorf("the span of words %d–%d is cut at %d", ps[0].from, ps[0].to, c.to)
		}
		if last := toks[c.to-1].Text; last != "." {
			t.Errorf("a piece ends with %q", last)
		}
		at = c.to
	}
	if at != len(toks) {
		t.Errorf("%d words of %d are in a piece", at, len(toks))
	}
}
