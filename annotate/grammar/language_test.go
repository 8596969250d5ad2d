package grammar_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/grammar"
)

func TestLanguage(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"The harbour board said on Friday that the ferry would not sail before the spring.", "en"},
		{"Der Hafen bleibt nach Angaben der Behörde bis Freitag geschlossen, und die Fähre ist nicht im Einsatz.", "de"},
		{"Le port reste fermé et la liaison est suspendue pour les passagers, a indiqué une porte-parole.", "fr"},
		{"Ferry prices 2026", ""},
		{"", ""},
		{"港口星期五仍然关闭。", ""},
		{"The port is closed. Der Hafen ist geschlossen, und das ist der Stand.", ""},
	} {
		if got := grammar.Language(annotate.NewText(tt.text), nil); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

// A story under a gallery, or under lists of names, is in the language of its paragraphs.
func TestLanguageBehindCaptions(t *testing.T) {
	const gallery = "Ida Holm, Jan Roe, Lena Osk, Portvale Town House, Freedonia, Monday, May 4, 2026. (CP Photo/Ida Holm)\n"
	const story = "Der Hafen bleibt nach Angaben der Behörde bis Freitag geschlossen, und die Fähre ist nicht im Einsatz.\n"
	text := annotate.NewText(strings.Repeat(gallery, 30) + story)
	var blocks []annotate.Block
	for i, line := range text.Lines() {
		kind := annotate.Caption
		if i == 30 {
			kind = annotate.Paragraph
		}
		blocks = append(blocks, annotate.Block{ID: i + 1, Kind: kind, Range: line})
	}
	if got := grammar.Language(text, blocks); got != "de" {
		t.Errorf("by its blocks: %q", got)
	}
	text = annotate.NewText(strings.Repeat(gallery, 30) + strings.Repeat(story, 20))
	if got := grammar.Language(text, nil); got != "de" {
		t.Errorf("by its words: %q", got)
	}
}
