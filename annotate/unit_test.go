package annotate

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestSegments(t *testing.T) {
	tests := []struct {
		name string
		unit Unit
		in   string
		want []string
	}{
		{"words", Word, "The well-known U.S. vice-president’s $2.5 don’t 2% @ana #desk", []string{"The", "well-known", "U.S.", "vice-president’s", "$2.5", "don’t", "2%", "@ana", "#desk"}},
		{"a dash is no hyphen", Word, "LONDON — Rain", []string{"LONDON", "Rain"}},
		{"curly", Quotation, "“Yes,” she said, “and no.”", []string{"“Yes,”", "“and no.”"}},
		{"straight", Quotation, `He said "it is 5 o'clock" and left.`, []string{`"it is 5 o'clock"`}},
		{"mixed marks", Quotation, `They “find compromises." Then`, []string{`“find compromises."`}},
		{"inside another", Quotation, "“He told me ‘never again,’” Lee said.", []string{"“He told me ‘never again,’”"}},
		{"same marks inside", Quotation, "“When this “storm” ends, we rebuild,” he said.", []string{"“When this “storm” ends, we rebuild,”"}},
		{"goes on in the next paragraph", Quotation, "“It takes time.", []string{"“It takes time."}},
		{"guillemets", Quotation, "Il a dit « jamais » hier.", []string{"« jamais »"}},
		{"low and high", Quotation, "Er sagte „nie“ gestern.", []string{"„nie“"}},
		{"apostrophes are no marks", Quotation, "The officers’ union didn’t ask.", nil},
		{"British", Quotation, "‘We’ll see,’ she said.", []string{"‘We’ll see,’"}},
		{"sentences", Sentence, "Rain fell. It stopped! Did it? Yes.", []string{"Rain fell.", "It stopped!", "Did it?", "Yes."}},
		{"titles", Sentence, "Gov. Ana Ruiz met Sen. J. D. Hale on Jan. 3. They left.", []string{"Gov. Ana Ruiz met Sen. J. D. Hale on Jan. 3.", "They left."}},
		{"the U.S.", Sentence, "He left the U.S. The talks failed.", []string{"He left the U.S.", "The talks failed."}},
		{"the U.S. Navy", Sentence, "The U.S. Navy left at 9 a.m. Monday. It rained.", []string{"The U.S. Navy left at 9 a.m. Monday.", "It rained."}},
		{"quotation then speaker", Sentence, "“Will it hold?” Mayor Ana Ruiz asked. Nobody knew.", []string{"“Will it hold?” Mayor Ana Ruiz asked.", "Nobody knew."}},
		{"quotation ends it", Sentence, "She said, “It is over.” Rain fell.", []string{"She said, “It is over.”", "Rain fell."}},
		{"figures", Sentence, "It rose 3.5 percent to $1.2 billion. Good.", []string{"It rose 3.5 percent to $1.2 billion.", "Good."}},
		{"lines", Sentence, "No period here\nNor here", []string{"No period here", "Nor here"}},
		{"names", Phrase, "Port director Lena Osk told the Bank of Ely on Monday that it would sail.", []string{"Port director Lena Osk", "the Bank of Ely", "Monday", "it", "sail"}},
		{"titles before names", Phrase, "Gov. Ana Ruiz met two people in the old harbor office.", []string{"Gov. Ana Ruiz", "two people", "the old harbor office"}},
		{"a verb between", Phrase, "The crews disputed the count.", []string{"The crews", "the count"}},
		{"commas and clauses", Phrase, "Ida Holm, who chairs the port board, said no.", []string{"Ida Holm", "who", "chairs", "the port board"}},
		{"a ministry", Phrase, "the Ministry for the Environment, its staff", []string{"the Ministry for the Environment", "its staff"}},
		{"a date", Phrase, "They met in Ely, Friday, Jan. 16, 2026, near the pier.", []string{"They", "Ely", "Friday, Jan. 16, 2026", "the pier"}},
		{"what a noun does ends it", Phrase, "The office expressed interest; two talks ended Friday; a limited exchange", []string{"The office", "interest", "two talks", "Friday", "a limited exchange"}},
		{"what somebody does in a picture", Phrase, "Mayor Ana Ruiz waves to crews as Tom Beck greets each of them.", []string{"Mayor Ana Ruiz", "crews", "Tom Beck", "them"}},
		{"Will is a name", Phrase, "writers Lena Osk and Will Beck in Ely", []string{"writers Lena Osk and Will Beck", "Ely"}},
		{"that is no determiner before a name", Phrase, "She made it clear that Ely waits.", []string{"She", "it", "clear", "Ely"}},
		{"another language", Phrase, "Die Hafenbehörde, sagte Ida Holm", []string{"Die Hafenbehörde", "sagte Ida Holm"}},
		{"coordinate", Clause, "Inflation fell and wages rose.", []string{"Inflation fell", "wages rose"}},
		{"a list stays", Clause, "The city sold boats and barges.", []string{"The city sold boats and barges"}},
		{"who said it", Clause, "The crews will meet on Thursday, both sides said Monday.", []string{"The crews will meet on Thursday", "both sides said Monday"}},
		{"what was said", Clause, "“We sail at dawn,” Holm said.", []string{"We sail at dawn", "Holm said"}},
		{"that", Clause, "The office said that 40 boats had sailed.", []string{"The office said", "40 boats had sailed"}},
		{"what parts a subject from its verb stays in", Clause, "Ida Holm, who chairs the port board, said no.", []string{"Ida Holm, who chairs the port board, said no"}},
		{"a date between commas", Clause, "On Monday, the ferry left.", []string{"On Monday, the ferry left"}},
		{"a quoted word stays in its clause", Clause, "The crews will “soon” sail, the office said.", []string{"The crews will “soon” sail", "the office said"}},
		{"without the dateline", Clause, "PORT ELIN (NL) — The ferries ran.", []string{"The ferries ran"}},
		{"what was said without that", Clause, "The office said the pier was safe.", []string{"The office said", "the pier was safe"}},
		{"that, with the day between", Clause, "Ida Holm said Monday that she would wait.", []string{"Ida Holm said Monday", "she would wait"}},
		{"two names are no clauses", Clause, "Holm also said Osk and Beck could meet.", []string{"Holm also said", "Osk and Beck could meet"}},
		{"May is a month", Clause, "The boats left Ely, Friday, May 16, 2025.", []string{"The boats left Ely, Friday, May 16, 2025"}},
		{"to the left in a picture", Clause, "Ida Holm, left, and Tom Beck greet each other.", []string{"Ida Holm, left, and Tom Beck greet each other"}},
		{"a saint’s abbreviation", Clause, "Crews waited in St. Peter’s Square.", []string{"Crews waited in St. Peter’s Square"}},
		{"who spoke comes last", Clause, "It will hold, said Holm.", []string{"It will hold", "said Holm"}},
		{"no conjunction at its end", Clause, "It was not clear when or where talks would begin.", []string{"It was not clear", "where talks would begin"}},
		{"one clause", Clause, "Rain fell. It stopped.", []string{"Rain fell", "It stopped"}},
		{"paragraphs", ParagraphUnit, "One.\n\n  Two. \n", []string{"One.", "Two."}},
		{"Chinese", Sentence, "他说不。她走了。", []string{"他说不。", "她走了。"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := NewText(tt.in)
			if diff := cmp.Diff(tt.want, surfaces(text, text.Segments(tt.unit, Range{0, text.Len()}))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestSnapWords(t *testing.T) {
	text := NewText(" The mayor’s “plan” failed ")
	for in, want := range map[Range]string{
		{5, 9}:          "mayor’s",
		{0, 5}:          "The",
		{13, 18}:        "“plan",
		{0, text.Len()}: "The mayor’s “plan” failed",
		{4, 5}:          "",
	} {
		if got := text.Slice(text.SnapWords(in)); got != want {
			t.Errorf("SnapWords(%v) = %q, want %q", in, got, want)
		}
	}
}

func TestGrow(t *testing.T) {
	text := NewText("She left. “We go on,” he said.\nNext.")
	r := Range{14, 15}
	for _, want := range []string{"go", "We go on", "“We go on,”", "“We go on,” he said.", "She left. “We go on,” he said.", "She left. “We go on,” he said."} {
		if r = text.Grow(r); text.Slice(r) != want {
			t.Errorf("grows to %q, want %q", text.Slice(r), want)
		}
	}
}

func TestGrowToTheFullPhrase(t *testing.T) {
	for _, tt := range []struct{ in, word, want string }{
		{"The port’s director, Lena Osk, said no.", "director", "The port’s director, Lena Osk,"},
		{"Lena Osk, the port’s director, said no.", "Osk", "Lena Osk, the port’s director,"},
		{"Ida Holm, who chairs the port board, said no.", "Holm", "Ida Holm, who chairs the port board,"},
		{"Tom Beck, who worked in the U.S., said no.", "Beck", "Tom Beck, who worked in the U.S.,"},
		{"The head of the port board from Ely said no.", "head", "The head of the port board from Ely"},
		{"He met Ida Holm, who chairs the port board.", "Holm", "Ida Holm, who chairs the port board"},
		{"Boats from France, Italy and Spain left.", "Boats", "Boats from France"},
		{"Lena Osk, Tom Beck and Ida Holm said no.", "Osk", "Lena Osk, Tom Beck and Ida Holm said no"},
	} {
		text := NewText(tt.in)
		from := Pos(utf8.RuneCountInString(tt.in[:strings.Index(tt.in, tt.word)]))
		r := text.At(Phrase, from)
		full := text.Grow(r)
		if got := text.Slice(full); got != tt.want {
			t.Errorf("%q grows to %q, want %q", text.Slice(r), got, tt.want)
		}
		if back, ok := text.Shrink(full); !ok || back.From != r.From {
			t.Errorf("%q shrinks to %q", tt.want, text.Slice(back))
		}
	}
}

func TestGrowOverWhatLeads(t *testing.T) {
	text := NewText("The office said Monday that 40 boats had sailed.")
	r := text.At(Clause, 28)
	for _, want := range []string{"that 40 boats had sailed", "The office said Monday that 40 boats had sailed."} {
		if r = text.Grow(r); text.Slice(r) != want {
			t.Errorf("grows to %q, want %q", text.Slice(r), want)
		}
	}
}

func TestShrinkIsTheLadderDown(t *testing.T) {
	text := NewText("She left. “We go on,” he said.\nNext.")
	r := Range{0, text.Len()}
	for _, want := range []string{"She left. “We go on,” he said.", "She left.", "She left", "She"} {
		next, ok := text.Shrink(r)
		if r = next; !ok || text.Slice(r) != want {
			t.Errorf("shrinks to %q, want %q", text.Slice(r), want)
		}
	}
	if r, ok := text.Shrink(r); ok {
		t.Errorf("a word shrinks to %q", text.Slice(r))
	}
}

func TestTrimOuter(t *testing.T) {
	tests := []struct{ kind, in, want string }{
		{TrimSpace, " a, ", "a,"},
		{TrimPunctuation, "Lena Osk,", "Lena Osk"},
		{TrimPunctuation, "— Lena Osk.", "Lena Osk"},
		{TrimPunctuation, "Ida Holm, who chairs the board,", "Ida Holm, who chairs the board,"},
		{TrimPunctuation, "the U.S.", "the U.S."},
		{TrimPunctuation, "“We sail,”", "“We sail,”"},
		{TrimPunctuation, "We sail,”", "We sail"},
		{TrimPunctuation, "“We sail", "We sail"},
		{TrimPunctuation, "(Northline/Ana Ruiz)", "(Northline/Ana Ruiz)"},
		{TrimPunctuation, "the officers’", "the officers’"},
		{TrimQuotes, "“We sail at dawn,”", "We sail at dawn"},
		{TrimQuotes, "“Yes” and “no”", "“Yes” and “no”"},
		{TrimQuotes, "rents “fell for the first time,”", "rents “fell for the first time"},
		{TrimQuotes, "a “memorandum”", "a “memorandum”"},
		{TrimQuotes, "The pier lost 40 jobs.", "The pier lost 40 jobs"},
		{TrimQuotes, "—", "—"},
	}
	for _, tt := range tests {
		text := NewText(tt.in)
		if got := text.Slice(text.TrimOuter(Range{0, text.Len()}, tt.kind)); got != tt.want {
			t.Errorf("%q trimmed of %q is %q, want %q", tt.in, tt.kind, got, tt.want)
		}
	}
}

func TestQuoted(t *testing.T) {
	text := NewText("He said, “We go on,” and: “She told me ‘never again’ twice.” \"If at all\", he added.")
	for in, want := range map[string]string{
		"We go on": "“We go on,”", "We go on,": "“We go on,”", "We go": "We go", "go on": "go on", "never again": "‘never again’",
		"If at all": "\"If at all\"", "He said": "He said", "he added.": "he added.", "“We go on,”": "“We go on,”",
	} {
		from := Pos(utf8.RuneCountInString(text.String()[:strings.Index(text.String(), in)]))
		if got := text.Slice(text.Quoted(Range{from, from + Pos(utf8.RuneCountInString(in))})); got != want {
			t.Errorf("%q is %q with its quotation marks, want %q", in, got, want)
		}
	}
}

func TestBalance(t *testing.T) {
	text := NewText("He said, “We go on,” and left.")
	for in, want := range map[string]string{"“We go on": "“We go on,”", "We go on,”": "“We go on,”", "We go": "We go", "said, “We": "said, “We"} {
		from := Pos(strings.Index(text.String(), in))
		from = Pos(utf8.RuneCountInString(text.String()[:from]))
		if got := text.Slice(text.Balance(Range{from, from + Pos(utf8.RuneCountInString(in))})); got != want {
			t.Errorf("%q is balanced to %q, want %q", in, got, want)
		}
	}
}
