package export_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/export"
)

// What a template says of its record's text is held against it, in the unit that it says it counts; what says nothing of the kind
// is its author's affair.
func TestTemplateChecked(t *testing.T) {
	doc := annotate.NewDocument("d1", "", annotate.NewText("🙂 Ida said no."))
	recs := []journal.Record{{Project: &annotate.Project{ID: "p"}}, {Document: &doc}}
	const text = `{"id":"d1","text":"🙂 Ida said no.",`
	for _, tt := range []struct{ name, writes, err string }{
		{"code points", text + `"spans":[{"start":2,"end":5,"text":"Ida"}]}`, ""},
		{"UTF-16 units", text + `"offset_unit":"utf16","spans":[{"start":3,"end":6,"text":"Ida"},{"start":7,"end":11,"text":"said"}]}`, ""},
		{"bytes", text + `"offset_unit":"byte","marks":{"source":{"start":5,"end":8,"text":"Ida"}}}`, ""},
		{"cut by another unit", text + `"spans":[{"start":0,"end":1,"text":"🙂"},{"start":2,"end":5,"text":" Id"}]}`,
			`mine.jsonl: line 1, spans[1]: its text is " Id", and the record's text has "Ida" from its start to its end: nothing was exported`},
		{"counted in another unit", text + `"offset_unit":"codepoint","spans":[{"start":3,"end":6,"text":"Ida"}]}`, "spans[0]"},
		{"deep, on the second line", text + `"x":1}` + "\n" + text + `"a":[{"b":{"start":0,"end":3,"text":"Ida"}}]}`, "line 2, a[0].b"},
		{"outside", text + `"spans":[{"start":2,"end":99,"text":"Ida"}]}`, "lies outside the text"},
		{"parts", text + `"spans":[{"start":2,"end":13,"parts":[{"start":2,"end":5},{"start":11,"end":13}],"text":"Ida … no"}]}`, ""},
		{"parts and what is between them", text + `"spans":[{"start":2,"end":13,"parts":[{"start":2,"end":5},{"start":11,"end":13}],"text":"Ida said no"}]}`, ""},
		{"parts that lie", text + `"spans":[{"start":2,"end":13,"parts":[{"start":2,"end":5},{"start":11,"end":13}],"text":"Ida … said"}]}`, "spans[0]"},
		{"words under another name", text + `"spans":[{"start":2,"end":5,"surface":"IDA"}]}`, ""},
		{"no text to hold it against", `{"spans":[{"start":2,"end":5,"text":"x"}]}`, ""},
		{"no offsets", text + `"spans":[{"text":"x"},{"start":"2","end":5,"text":"x"},{"start":0.5,"end":5,"text":"x"}]}`, ""},
		{"no JSON", "Ida\tsaid\tno\n{\n\n[1]", ""},
		{"nothing", "", ""},
	} {
		f := export.Template(func(annotate.Document, annotate.Annotator, annotate.Layer) ([]byte, error) {
			return []byte(tt.writes), nil
		})
		var m export.Memory
		_, err := f.Export(&m, "mine", export.Job{Records: recs})
		switch {
		case tt.err == "" && err != nil, tt.err != "" && err == nil:
			t.Errorf("%s: %v, want %q", tt.name, err, tt.err)
		case err != nil && !strings.Contains(err.Error(), tt.err):
			t.Errorf("%s: %v, want %q", tt.name, err, tt.err)
		}
	}
}
