package grammar_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/grammar"
)

func analyze(s string) (annotate.Text, *grammar.Analysis) {
	t := annotate.NewText(s)
	return t, grammar.Analyze(t, nil, "en")
}

func TestTokens(t *testing.T) {
	for in, want := range map[string]string{
		"It doesn't cost $2.5 million.":         "It does n't cost $2.5 million .",
		"Osk’s boat, the users’ needs":          "Osk ’s boat , the users ’ needs",
		"The U.S. and J. Hale met at 6 a.m.":    "The U.S. and J. Hale met at 6 a.m.",
		"Dr. Lund of Colvin Inc. left.":         "Dr. Lund of Colvin Inc. left .",
		"a well-known man (born 1,200 B.C.)":    "a well-known man ( born 1,200 B.C. )",
		"They cannot… see www.example.org now?": "They can not … see www.example.org now ?",
		"‘Never,’ he said – twice":              "‘ Never , ’ he said – twice",
		"5% of 🙂 it's":                          "5% of 🙂 it 's",
	} {
		text, a := analyze(in)
		var got []string
		for _, tok := range a.Tokens {
			got = append(got, tok.Text)
			if text.Slice(tok.Range) != tok.Text {
				t.Errorf("%q: token %q has the range of %q", in, tok.Text, text.Slice(tok.Range))
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q\n got  %s\n want %s", in, s, want)
		}
	}
}

func TestSentences(t *testing.T) {
	for in, want := range map[string]string{
		"Mr. Hale left. He was tired.":                            "Mr. Hale left. / He was tired.",
		"The U.S. won. It rained in the U.S. The game went on.":   "The U.S. won. / It rained in the U.S. / The game went on.",
		"“We won. We are glad,” she said.":                        "“We won. / We are glad,” she said.",
		"“Will it hold?” Lee asked. Nobody knew.":                 "“Will it hold?” Lee asked. / Nobody knew.",
		"“We won.” The crowd cheered.":                            "“We won.” / The crowd cheered.",
		"He came (at 3 p.m. or so) and left.\nA second paragraph": "He came (at 3 p.m. or so) and left. / A second paragraph",
	} {
		text, a := analyze(in)
		var got []string
		for _, s := range a.Sentences {
			got = append(got, text.Slice(s.Range))
		}
		if s := strings.Join(got, " / "); s != want {
			t.Errorf("%q\n got  %s\n want %s", in, s, want)
		}
	}
}

func TestTags(t *testing.T) {
	for in, want := range map[string]string{
		"Critics charge the firm with fraud.":         "noun verb determiner noun preposition noun mark",
		"The charge was old.":                         "determiner noun auxiliary adjective mark",
		"He said that boats sink.":                    "pronoun verb complementizer noun verb mark",
		"The disputed plan backed by Osk would fail.": "determiner adjective noun verb preposition name modal verb mark",
		"They plan to report the cuts.":               "pronoun verb to verb determiner noun mark",
		"A man who was hurt said so.":                 "determiner noun relative auxiliary verb verb subordinator mark",
	} {
		_, a := analyze(in)
		var got []string
		for _, tok := range a.Tokens {
			got = append(got, tok.Tag.String())
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q\n got  %s\n want %s", in, s, want)
		}
	}
}

func TestChunks(t *testing.T) {
	for in, want := range map[string]string{
		"The former mayor of Ely met three old friends on Tuesday.": "The former mayor of Ely:person three old friends:person Tuesday:time",
		"Prime Minister Ana Ruiz greeted them.":                     "Prime Minister Ana Ruiz:person them:person",
		"Lena Osk, the mayor of Ely, spoke.":                        "Lena Osk, the mayor of Ely:person",
		"On Tuesday Mayor Osk left the town's oldest school.":       "Tuesday:time Mayor Osk:person the town's oldest school:organisation",
		"About 80 people read the report.":                          "About 80 people:person the report:document",
	} {
		text, a := analyze(in)
		var got []string
		end := annotate.Pos(0)
		for _, c := range a.Chunks {
			if c.From >= end {
				got = append(got, fmt.Sprintf("%s:%s", text.Slice(c.Full), c.Sort))
				end = c.Full.To
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q\n got  %s\n want %s", in, s, want)
		}
	}
}

func TestVerbs(t *testing.T) {
	for in, want := range map[string]string{
		"The bill has not been passed.":        "has not been passed: pass present passive negative",
		"She will leave.":                      "will leave: leave future",
		"They didn't say so.":                  "didn't say: say past negative",
		"If the dam fails, they leave.":        "fails: fail present / leave: leave present",
		"He wants to stay.":                    "wants: want present / to stay: stay ",
		"The boat was sinking when they came.": "was sinking: sink past / came: come past",
	} {
		text, a := analyze(in)
		var got []string
		for _, v := range a.Verbs {
			s := fmt.Sprintf("%s: %s %s", text.Slice(v.Range), v.Lemma, v.Tense)
			if v.Passive {
				s += " passive"
			}
			if v.Negative {
				s += " negative"
			}
			got = append(got, s)
		}
		if s := strings.Join(got, " / "); s != want {
			t.Errorf("%q\n got  %s\n want %s", in, s, want)
		}
	}
}

func TestClauses(t *testing.T) {
	for in, want := range map[string]string{
		"The firm closed because it was poor.":    "The firm closed:main / because it was poor:subordinate",
		"She said that the man who left was ill.": "She said:main / that the man who left was ill:complement / who left:relative",
		"They came to see it.":                    "They came:main / to see it:infinitive",
		// A clause begins behind a mark, a conjunction or a verb of saying, and with what says when and how many.
		"Police gave an order, and by noon about a hundred people were there.": "Police gave an order:main / by noon about a hundred people were there:main",
		"It said at least 40 people had died.":                                 "It said:main / at least 40 people had died:complement",
		"It was late, so the ferry left.":                                      "It was late:main / so the ferry left:main",
		// What begins in the middle of another hangs on it.
		"He broke a law the council had passed.":                   "He broke a law:main / the council had passed:relative",
		"A failure to mend the pier could cost lives.":             "A failure to mend the pier could cost lives:main / to mend the pier:infinitive",
		"Oxley praised the courage with which “they fight fires.”": "Oxley praised the courage with:main / which “they fight fires:relative",
	} {
		text, a := analyze(in)
		var got []string
		for _, c := range a.Clauses {
			got = append(got, text.Slice(c.Range)+":"+string(c.Kind))
		}
		if s := strings.Join(got, " / "); s != want {
			t.Errorf("%q\n got  %s\n want %s", in, s, want)
		}
	}
}

func TestQuotes(t *testing.T) {
	tests := []struct{ in, want string }{
		{"“We won,” she said.", "“We won,”:speech"},
		{"The film \"The Long Night\" opens.", "\"The Long Night\":title"},
		{"He called it \"a very long day\" for all.", "\"a very long day\":fragment"},
		{"The so-called \"experts\" left.", "\"experts\":scare"},
		{"“One day it rained.\n“Then it stopped,” he said.", "“One day it rained.\n“Then it stopped,”:speech"},
		{"She said, \"It was cold.\n\nIt was dark.\" Then she left.", "\"It was cold.\n\nIt was dark.\":speech"},
		{"“We never closed the door.\nThe town slept.", "“We never closed the door.:speech"},
		{"“He told me, ‘Go home now,’ and left,” she said.", "“He told me, ‘Go home now,’ and left,”:speech | ‘Go home now,’:speech"},
		{"The board is 6\" wide.", ""},
		{"Nobody’s dogs’ tails wagged.", ""},
	}
	for _, tt := range tests {
		text, a := analyze(tt.in)
		var got []string
		for _, q := range a.Quotes {
			got = append(got, text.Slice(q.Range)+":"+string(q.Use))
		}
		if s := strings.Join(got, " | "); s != tt.want {
			t.Errorf("%q\n got  %s\n want %s", tt.in, s, tt.want)
		}
	}
}

func TestSpeakers(t *testing.T) {
	_, a := analyze("Mayor Lena Osk said the bridge was safe. “It stood for years,” she said.\n" +
		"Peter Nolan, a spokesman for the port, said he disagreed. “It leaks,” Nolan said. The spokesman said the pier was worse.")
	var got []string
	for _, at := range a.Attributions {
		if at.Speaker < 0 {
			got = append(got, "-")
			continue
		}
		got = append(got, a.Speakers[at.Speaker].Name)
	}
	if s, want := strings.Join(got, ", "), "Lena Osk, Lena Osk, Peter Nolan, Peter Nolan, Peter Nolan"; s != want {
		t.Errorf("got %s, want %s", s, want)
	}
}

func TestOtherLanguages(t *testing.T) {
	text := annotate.NewText("„Wir sind da“, sagte sie. Dann ging sie.")
	a := grammar.Analyze(text, nil, "de")
	if len(a.Tokens) == 0 || len(a.Sentences) != 2 || len(a.Attributions) != 0 {
		t.Errorf("%d tokens, %d sentences, %d attributions; want some, 2, none", len(a.Tokens), len(a.Sentences), len(a.Attributions))
	}
}

// lawful checks what must hold of the analysis of any text.
func lawful(text annotate.Text, a *grammar.Analysis) error {
	end := annotate.Pos(0)
	for i, t := range a.Tokens {
		if t.From < end || t.Empty() || t.To > text.Len() || text.Slice(t.Range) != t.Text {
			return fmt.Errorf("token %d %q at %v", i, t.Text, t.Range)
		}
		if t.Quote >= len(a.Quotes) || t.Sentence >= len(a.Sentences) {
			return fmt.Errorf("token %d points beyond a list", i)
		}
		end = t.To
	}
	within := func(name string, first, last int) error {
		if first < 0 || last <= first || last > len(a.Tokens) {
			return fmt.Errorf("%s holds tokens %d to %d of %d", name, first, last, len(a.Tokens))
		}
		return nil
	}
	for _, c := range a.Chunks {
		if err := within("a chunk", c.First, c.Last); err != nil {
			return err
		}
		if c.Head < c.First || c.Head >= c.Last || c.Full.From > c.From || c.Full.To < c.To {
			return fmt.Errorf("chunk %+v", c)
		}
	}
	for _, c := range a.Clauses {
		if err := within("a clause", c.First, c.Last); err != nil {
			return err
		}
	}
	for _, at := range a.Attributions {
		if len(at.Content) == 0 || at.Speaker >= len(a.Speakers) {
			return fmt.Errorf("attribution %+v", at)
		}
		for _, list := range [][]annotate.Range{at.Content, at.Source, at.Cue} {
			for _, r := range list {
				if r.Empty() || r.From < 0 || r.To > text.Len() {
					return fmt.Errorf("attribution with the range %v of %d", r, text.Len())
				}
			}
		}
	}
	_, err := json.Marshal(a)
	return err
}

func FuzzAnalyze(f *testing.F) {
	for _, s := range []string{"", ")00", "“", "\"\"", "said", "He said “", "“A,” said B; “C.”", "A\n“B\n“C", "' ' '’ ‘x’", "according to", "that that that", "(said (he) \"x", "e\u0301 🙂 \u200d “x”,” said 🙂.", "Mr. A. B. said, \"I'm 6' 2\" tall,\" and", ":\n“x”\n— A B"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		canonical := strings.ToValidUTF8(s, "?")
		text := annotate.NewText(canonical)
		if err := lawful(text, grammar.Analyze(text, nil, "en")); err != nil {
			t.Errorf("%q: %v", canonical, err)
		}
	})
}

// BenchmarkAnalyze reads a long article of 60 kB; the budget is 20 ms.
func BenchmarkAnalyze(b *testing.B) {
	const story = `The council voted 7–2 on Monday to close the old bridge, Mayor Ana Ruiz said after a long meeting in which residents asked what would replace it.
“We have waited for ten years, and the river has not waited with us,” she told reporters. The vote came after engineers found cracks in three of its nine piers.
The bridge carried 14,000 cars a day in 2019, according to the department of transport, and about half as many since a lane was closed.
`
	text := annotate.NewText(strings.Repeat(story, 60<<10/len(story)+1))
	b.SetBytes(int64(len(text.String())))
	for b.Loop() {
		grammar.Analyze(text, nil, "en")
	}
}
