package grammar

import (
	"strings"

	"galley/annotate"
)

// languageWords is how many words tell the language of a text.
const languageWords = 250

// small are words that every text of a language is full of, and hardly one of another.
var small = []struct {
	lang  string
	words map[string]bool
}{
	{"en", set("the and of to that is was for with by from his her has have had are were said")},
	{"de", set("der und das ist nicht ein eine einen mit von auf dem den des zu sich für auch im wurde hat sie wie er")},
	{"fr", set("le la les et une est pour dans du au aux que qui sur pas ce cette avec été il elle ont son sa")},
}

// Language guesses the language of a text from its small words: "en", "de" or "fr", and "" when too few of them stand in it,
// or those of two languages. It looks at the first few hundred words only.
func Language(t annotate.Text) string {
	counts, words := make([]int, len(small)), 0
	for field := range strings.FieldsFuncSeq(t.String(), func(r rune) bool { return strings.ContainsRune(" \n\t\r.,;:!?()“”\"’'«»\u00a0", r) }) {
		if words++; words > languageWords {
			break
		}
		for i := range small {
			if small[i].words[strings.ToLower(field)] {
				counts[i]++
			}
		}
	}
	best, second := 0, 1
	for i := range counts {
		switch {
		case counts[i] > counts[best]:
			best, second = i, best
		case i != best && (second == best || counts[i] > counts[second]):
			second = i
		}
	}
	if counts[best] < 2 || counts[best]*12 < words || counts[second]*3 >= counts[best] {
		return ""
	}
	return small[best].lang
}
