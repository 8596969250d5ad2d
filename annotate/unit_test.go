package annotate

import (
	"testing"

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
	for _, want := range []string{"go", "“We go on,”", "“We go on,” he said.", "She left. “We go on,” he said.", text.String()} {
		if r = text.Grow(r); text.Slice(r) != want {
			t.Errorf("grows to %q, want %q", text.Slice(r), want)
		}
	}
}
