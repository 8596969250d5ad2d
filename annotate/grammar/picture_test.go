package grammar_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/grammar"
)

// In captions what could be a noun is a verb where somebody is seen to do it, and left is a place.
func TestCaptionVerbs(t *testing.T) {
	for s, want := range map[string]string{
		"Crowds wait at the pier in Portvale, Monday, May 4, 2026.": "wait",
		"Ida Holm, left, and Jan Roe, right, sign the deal.":        "sign",
		"Ida Holm, left, and Jan Roe greet each other.":             "greet",
		"Ida Holm, left, greets ferryman Jan Roe, right, in Ely.":   "greets",
		"Ida Holm, center, waves to the crowd.":                     "waves",
		"Lena Osk plans the ferry’s last trip in Ely.":              "plans",
		"A view of the pier in Portvale, Monday, May 4, 2026.":      "",
		"The harbour office building in Ely.":                       "",
		"Protesters burn a flag during a march in Ely on Monday.":   "burn",
	} {
		text := annotate.NewText(s)
		a := grammar.Analyze(text, []annotate.Block{{ID: 1, Kind: annotate.Caption, Range: annotate.Range{To: text.Len()}}}, "en")
		var got []string
		for _, v := range a.Verbs {
			if v.Finite {
				got = append(got, text.Slice(v.Range))
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}
