package survey_test

import (
	"fmt"
	"testing"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/survey"
)

// marked is a layer of marks written "label from to".
func marked(t *testing.T, doc *annotate.Document, who annotate.Annotator, marks ...string) survey.Sheet {
	t.Helper()
	l := annotate.NewLayer(doc.Text)
	for i, m := range marks {
		var label string
		var from, to int
		if _, err := fmt.Sscan(m, &label, &from, &to); err != nil {
			t.Fatal(err)
		}
		s := annotate.Span{ID: annotate.SpanID(fmt.Sprint(who, i)), Label: annotate.Label(label), Ranges: []annotate.Range{{From: annotate.Pos(from), To: annotate.Pos(to)}}}
		next, _, err := l.Apply(annotate.Tx{annotate.AddSpan{Span: s}})
		if err != nil {
			t.Fatal(err)
		}
		l = next
	}
	return survey.Sheet{Document: doc, Annotator: who, Layer: l}
}

// Found, called the same and cut the same are three questions, and every answer leads to what is behind it.
func TestMarks(t *testing.T) {
	one := annotate.NewDocument("d1", "One", annotate.NewText("The pier opened on Monday, said Ida Holm of the port.\n"))
	two := annotate.NewDocument("d2", "Two", annotate.NewText("It rained all day, and nobody came.\n"))
	s := survey.New([]survey.Sheet{
		marked(t, &one, "ana", "claim 0 25", "source 32 40"),
		marked(t, &one, "ben", "claim 0 15", "cue 27 31", "content 32 40"),
		marked(t, &two, "ana", "claim 0 17"),
		marked(t, &two, "ben", "claim 0 17"),
	})
	got := ""
	for _, m := range s.Marks(nil, agreement.Draws{}) {
		exact, _ := m.Exact.Value.Get()
		overlap, _ := m.Overlap.Value.Get()
		got += fmt.Sprintf("%s %v %.3f %.3f; ", m.Label, m.Answer, exact, overlap)
	}
	want := " {7 6 4 2} 0.286 0.571; claim {4 4 4 2} 0.500 1.000; content {1 1 0 0} 0.000 0.000; cue {1 0 0 0} 0.000 0.000; source {1 1 0 0} 0.000 0.000; "
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	got = ""
	for _, d := range s.Differences(nil) {
		got += fmt.Sprintf("%s %s %t %t; ", d.Document, d.Kind, d.OfA != nil, d.OfB != nil)
	}
	if want := "d1 edges true true; d1 missed false true; d1 label true true; "; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if n := len(s.Differences([]annotate.Label{"claim"})); n != 1 {
		t.Errorf("%d differences about claims", n)
	}
	if all := s.Marks([]annotate.Label{"cue"}, agreement.Draws{}); len(all) != 1 || all[0].Label != "cue" {
		t.Errorf("of one label: %+v", all)
	}
}
