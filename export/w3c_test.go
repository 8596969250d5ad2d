package export_test

import (
	"slices"
	"strings"
	"testing"

	"galley/export"
)

var w3cView = view{ids: true, origin: true, relationAttrs: true, docs: true, docAttrs: true}

func TestWebAnnotationGolden(t *testing.T) {
	for _, f := range []export.Format{export.WebAnnotation, export.Recogito} {
		out, loss := writeAll(t, f, nasty(), "all")
		golden(t, f.Name+".txtar", out.archive())
		if len(loss) > 0 {
			t.Errorf("loses %s", loss)
		}
	}
}

func TestWebAnnotationRoundTrip(t *testing.T) {
	for _, f := range []export.Format{export.WebAnnotation, export.Recogito} {
		t.Run(f.Name, func(t *testing.T) { w3cView.law(t, f) })
	}
}

// What other tools write: UTF-16 offsets, bodies and targets in lists or alone, quotations without a place, or with one that
// a correction has moved.
func TestWebAnnotationRead(t *testing.T) {
	text := "🙂 The council voted nine to two for the new bridge on Monday. The mayor said the bridge is safe.\n"
	anno := func(body, selector string) string {
		return `[{"@context":"http://www.w3.org/ns/anno.jsonld","id":"#a-1","type":"Annotation","body":` + body + `,"target":{"source":"http://x/","selector":` + selector + `}}]`
	}
	tag := `{"type":"TextualBody","purpose":"tagging","value":"claim"}`
	for _, tt := range []struct{ name, json, span, note string }{
		{"UTF-16", anno(tag, `[{"type":"TextQuoteSelector","exact":"council"},{"type":"TextPositionSelector","start":7,"end":14}]`),
			"claim council", "the offsets count UTF-16 units, not code points: 1 of 1"},
		{"only a quotation", anno("["+tag+"]", `{"type":"TextQuoteSelector","exact":"bridge","prefix":"said the "}`),
			"claim bridge", "placed at 81–87: it has no offsets; of the 2 places that have them, the one at 81–87 fits best"},
		{"a comment", anno(`{"type":"TextualBody","value":"why?"}`, `{"type":"TextPositionSelector","start":6,"end":13}`), "note council note=why?",
			"1 spans quote no text"},
		{"other white space", anno(tag, `{"type":"TextQuoteSelector","exact":"council\n  voted"}`), "claim council voted", "with other white space"},
		{"words that were edited", anno(tag, `[{"type":"TextQuoteSelector","exact":"The council voted eight to two for the new bridge on Monday.","prefix":"🙂 ","suffix":" The mayor said"},{"type":"TextPositionSelector","start":2,"end":62}]`),
			"claim The council voted nine to two for the new bridge on Monday.", "like words, "},
		{"a List", `{"type":"Annotation","body":` + tag + `,"target":{"type":"List","items":[{"selector":{"type":"TextQuoteSelector","exact":"council"}},{"selector":{"type":"TextQuoteSelector","exact":"nine"}}]}}`,
			"claim council … nine", "they stand at"},
		{"nowhere", anno(tag, `{"type":"TextQuoteSelector","exact":"harbour"}`), "", `its words "harbour" are not in the text`},
		{"another selector", anno(tag, `{"type":"CssSelector","value":"#a"}`), "", "it has no selector that we read"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in, err := export.WebAnnotation.ReadFiles(filesOf("d.txt", text, "d.jsonld", tt.json), export.ReadOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(surfaces(t, in.Records), "\n"); got != tt.span {
				t.Errorf("got %q, want %q", got, tt.span)
			}
			if !slices.ContainsFunc(in.Notes, func(n string) bool { return strings.Contains(n, tt.note) }) {
				t.Errorf("notes %q, want %s", in.Notes, tt.note)
			}
		})
	}
	for _, tt := range []struct{ data, want string }{
		{`{"type":"Annotation",`, "d.jsonld:1"},
		{"[{\"id\":\n7}]", "d.jsonld:2:1: [0].id: "},
	} {
		if _, err := export.WebAnnotation.ReadFiles(filesOf("d.txt", text, "d.jsonld", tt.data), export.ReadOptions{}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("got %v, want %s", err, tt.want)
		}
	}
	if _, err := export.WebAnnotation.ReadFiles(filesOf("d.jsonld", "[]"), export.ReadOptions{}); err == nil || !strings.Contains(err.Error(), "its text d.txt is not there") {
		t.Errorf("got %v", err)
	}
}

func FuzzWebAnnotation(f *testing.F) { fuzzFolder(f, export.WebAnnotation, "ugly_1.jsonld") }
