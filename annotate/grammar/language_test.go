package grammar_test

import (
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
		if got := grammar.Language(annotate.NewText(tt.text)); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}
