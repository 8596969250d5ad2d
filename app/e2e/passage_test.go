package e2e

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// A passage is a text with spans on it that no two surfaces may be given differently. It is made of invented words in
// ASCII letters, so that bytes, code points and UTF-16 code units count alike: surfaces differ in their unit, and that is
// not what is compared.
type passage struct {
	Text  string   `json:"text"`
	Spans []stroke `json:"spans"`
}

// A stroke is one span of a passage.
type stroke struct {
	From  int `json:"from"`
	To    int `json:"to"`
	Label int `json:"label"` // 0 to 3
}

// compose makes a passage of about size characters, in paragraphs of about 600, with exactly n spans, spread evenly and
// of one to twenty words, so that neighbours overlap where they are many. No span leaves its paragraph and no two are alike. The
// same arguments make the same passage.
func compose(size, n int) passage {
	random := rand.New(rand.NewPCG(600, uint64(size)))
	var text strings.Builder
	var words []stroke // where each word stands; Label counts its paragraph
	paragraph := 0
	for text.Len() < size {
		start := text.Len()
		for text.Len()-start < 600 && text.Len() < size {
			for i, last := 0, 6+random.IntN(12); i <= last; i++ {
				word := invent(random)
				if i == 0 {
					word = strings.ToUpper(word[:1]) + word[1:]
				}
				words = append(words, stroke{text.Len(), text.Len() + len(word), paragraph})
				text.WriteString(word)
				if i < last {
					text.WriteByte(' ')
				}
			}
			text.WriteString(". ")
		}
		text.WriteByte('\n')
		paragraph++
	}
	p := passage{Text: text.String()}
	taken := map[stroke]bool{}
	for i := 0; len(p.Spans) < n; i++ {
		from := (i%n*len(words)/n + random.IntN(3)) % len(words)
		to := from
		for range random.IntN(20) {
			if to+1 < len(words) && words[to+1].Label == words[from].Label {
				to++
			}
		}
		s := stroke{words[from].From, words[to].To, len(p.Spans) % 4}
		if place := (stroke{s.From, s.To, 0}); !taken[place] {
			taken[place] = true
			p.Spans = append(p.Spans, s)
		}
	}
	slices.SortFunc(p.Spans, func(a, b stroke) int {
		if a.From != b.From {
			return a.From - b.From
		}
		return b.To - a.To
	})
	return p
}

// invent makes a word that no language has.
func invent(random *rand.Rand) string {
	const onsets, vowels, codas = "bdfghjklmnprstvwz", "aeiou", "lmnrst"
	var word strings.Builder
	for range 1 + random.IntN(3) {
		word.WriteByte(onsets[random.IntN(len(onsets))])
		word.WriteByte(vowels[random.IntN(len(vowels))])
	}
	if random.IntN(2) == 0 {
		word.WriteByte(codas[random.IntN(len(codas))])
	}
	return word.String()
}

func TestPassage(t *testing.T) {
	for _, c := range peerCases {
		p, again := compose(c.Size, c.Spans), compose(c.Size, c.Spans)
		if p.Text != again.Text || !slices.Equal(p.Spans, again.Spans) {
			t.Errorf("%v: made twice, it differs", c)
		}
		if d := len(p.Text) - c.Size; d < 0 || d > 300 {
			t.Errorf("%v: %d characters", c, len(p.Text))
		}
		if len(p.Spans) != c.Spans {
			t.Errorf("%v: %d spans", c, len(p.Spans))
		}
		overlaps, reach := 0, 0
		for i, s := range p.Spans {
			words := p.Text[s.From:s.To]
			if words == "" || strings.Contains(words, "\n") || strings.TrimSpace(words) != words {
				t.Fatalf("%v: span %d is %q", c, i, words)
			}
			if s.From < reach {
				overlaps++
			}
			reach = max(reach, s.To)
		}
		if dense := c.Size/c.Spans < 100; dense && overlaps < c.Spans/2 {
			t.Errorf("%v: only %d spans overlap one before them", c, overlaps)
		}
		if longest := slices.MaxFunc(strings.SplitAfter(p.Text, "\n"), func(a, b string) int { return len(a) - len(b) }); len(longest) > 900 {
			t.Errorf("%v: a paragraph has %d characters", c, len(longest))
		}
	}
}
