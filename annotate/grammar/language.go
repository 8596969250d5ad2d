package grammar

import (
	"strings"

	"galley/annotate"
)

// languageWords is how many words tell the language of a text, and languageLooks how many times so many are looked at.
const (
	languageWords = 250
	languageLooks = 8
)

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
// or those of two languages. Paragraphs are read first, as captions and lists are names and places more than words; blocks tell
// which these are, and without them, or without a verdict, the whole text is read. Of either it looks at a few hundred words,
// and where these tell nothing at the next, up to some two thousand.
func Language(t annotate.Text, blocks []annotate.Block) string {
	var story []string
	for _, b := range blocks {
		if b.Kind == annotate.Paragraph {
			story = append(story, t.Slice(b.Range))
		}
	}
	if lang := languageOf(story); lang != "" {
		return lang
	}
	return languageOf([]string{t.String()})
}

// languageOf guesses the language of the first of these texts that tell.
func languageOf(texts []string) string {
	counts, words, looks := make([]int, len(small)), 0, 0
	for _, text := range texts {
		for field := range strings.FieldsFuncSeq(text, between) {
			if words == languageWords {
				if lang := told(counts, words); lang != "" {
					return lang
				}
				if looks++; looks == languageLooks {
					return ""
				}
				clear(counts)
				words = 0
			}
			words++
			if len(field) > 6 { // no small word is longer
				continue
			}
			field = strings.ToLower(field)
			for i := range small {
				if small[i].words[field] {
					counts[i]++
				}
			}
		}
	}
	return told(counts, words)
}

// between reports whether r stands between words.
func between(r rune) bool { return strings.ContainsRune(" \n\t\r.,;:!?()“”\"’'«»\u00a0", r) }

// told says which language the small words among so many tell.
func told(counts []int, words int) string {
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
