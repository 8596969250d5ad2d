package export_test

import (
	"slices"
	"strings"
	"testing"

	"galley/export"
)

// Examples are read as people keep them: dictionaries, pairs, spans in lists or dictionaries.
func TestReadSpaCy(t *testing.T) {
	const source = `{"text":"🙂 Kim said no.","entities":[[2,5,"source"],[6,10,"cue","Q42"]],"spans":{"sc":[[2,5,"source"]],"more":[{"start":2,"end":10,"label":"claim"}]},"cats":{}}
["Ida Holm sails.",{"entities":[[0,8,"source"]]}]
`
	in, err := export.SpaCy.Read("notes.jsonl", strings.NewReader(source), export.ReadOptions{Annotator: "ana"})
	if err != nil {
		t.Fatal(err)
	}
	got := wordsOf(marks(in.Records))
	slices.Sort(got)
	if want := []string{"Ida Holm", "Kim", "Kim said", "said"}; !slices.Equal(got, want) {
		t.Errorf("read %q, want %q", got, want)
	}
	for _, tt := range []struct{ line, want string }{
		{`{"entities":[]}`, "notes.jsonl:1: text: an example of spaCy has a text"},
		{`{"text":"Kim","entities":[[0,3]]}`, "notes.jsonl:1: a span is start, end and label"},
		{`{"text":"Kim","entities":[{"start":0,"label":"x"}]}`, "notes.jsonl:1: a span has a start and an end"},
		{`{"text":"Kim","entities":[{"start":"0"}]}`, "notes.jsonl:1: "},
		{`["Kim"`, "notes.jsonl:1: "},
	} {
		if _, err := export.SpaCy.Read("notes.jsonl", strings.NewReader(tt.line), export.ReadOptions{}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", tt.line, err, tt.want)
		}
	}
	for line, want := range map[string]string{
		`{"text":"Kim","entities":[[0,9,"source"]]}`: "notes.jsonl:1: source at 0–9 is left out",
		`{"text":"Kim","cats":{"sport":1}}`:          "notes.jsonl:1: 1 categories of the text are left out",
	} {
		in, err := export.SpaCy.Read("notes.jsonl", strings.NewReader(line), export.ReadOptions{})
		if err != nil || len(in.Notes) != 1 || !strings.Contains(in.Notes[0], want) {
			t.Errorf("%s: %q, %v, want %s", line, in.Notes, err, want)
		}
	}
}
