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
	for _, m := range s.Marks(nil, agreement.NewDraws(1, 2, 10)) {
		if m.Units == nil {
			got += fmt.Sprintf("%q none; ", m.Label)
			continue
		}
		u, _ := m.Units.Value.Get()
		observed, _ := m.Units.Observed.Get()
		got += fmt.Sprintf("%q %.3f, %.3f observed; ", m.Label, u, observed)
	}
	// Worked out position by position, over 54 and 36 characters.
	if want := `"" none; "claim" 0.781, 0.111 observed; "content" -0.039, 0.089 observed; "cue" -0.017, 0.044 observed; "source" -0.039, 0.089 observed; `; got != want {
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

// with returns a sheet on which some more was done.
func with(t *testing.T, s survey.Sheet, ops ...annotate.Op) survey.Sheet {
	t.Helper()
	next, _, err := s.Layer.Apply(ops)
	if err != nil {
		t.Fatal(err)
	}
	s.Layer = next
	return s
}

// Values are compared on marks that both have made, links on marks that both could link.
func TestValuesAndLinks(t *testing.T) {
	doc := annotate.NewDocument("d1", "One", annotate.NewText("The pier opened on Monday, said Ida Holm of the port.\n"))
	set := func(s survey.Sheet, mark int, name, value string) survey.Sheet {
		return with(t, s, annotate.SetAttr{ID: annotate.SpanID(fmt.Sprint(s.Annotator, mark)), Name: name, To: &value})
	}
	link := func(s survey.Sheet, label string, head, tail int) survey.Sheet {
		id := func(n int) annotate.SpanID { return annotate.SpanID(fmt.Sprint(s.Annotator, n)) }
		return with(t, s, annotate.AddRelation{Relation: annotate.Relation{ID: annotate.SpanID(fmt.Sprint(s.Annotator, label)), Label: annotate.Label(label), Head: id(head), Tail: id(tail)}})
	}
	ana := marked(t, &doc, "ana", "claim 0 25", "source 32 40", "cue 27 31")
	ben := marked(t, &doc, "ben", "claim 0 15", "source 32 40")
	cyd := marked(t, &doc, "cyd", "claim 0 25", "claim 32 40")
	ana = link(link(set(set(ana, 0, "kind", "fact"), 1, "kind", "fact"), "says", 1, 0), "cued", 2, 0)
	ben = link(set(set(ben, 0, "kind", "opinion"), 0, "hedged", "true"), "denies", 1, 0)
	cyd = set(set(cyd, 0, "kind", "fact"), 0, "galley:note", "mine")
	s := survey.New([]survey.Sheet{cyd, ana, ben})

	scheme := annotate.Scheme{Attributes: []annotate.AttrDef{
		{ID: "kind", On: []string{"claim"}, Type: annotate.Enum, Values: []string{"fact", "opinion"}},
		{ID: "hedged", On: []string{"claim", "source"}, Type: annotate.Boolean},
		{ID: "place", On: []string{"claim"}, Type: annotate.String},
	}}
	got := ""
	for _, one := range s.Subjects(scheme, nil) {
		if one.Kind != survey.OfValue {
			continue
		}
		for _, name := range one.Measures {
			for _, m := range agreement.Measures() {
				if m.Name == name {
					f := one.Sample(m, one.Items).Figure()
					value, _ := f.Value.Get()
					got += fmt.Sprintf("%s %s %.3f of %d; ", one.Name, name, value, f.Items)
				}
			}
		}
	}
	// Of claims there are three pairs: ana and ben differ, ben and cyd differ, ana and cyd do not. α is 1 − (4/6)/(16/30). That ana's
	// source is a fact as well is no matter, for the scheme asks it of claims. hedged is asked of sources, too, of which one
	// pair is there, and what is not set is false: 1 − (4/8)/(24/56).
	want := "kind percent 0.333 of 3; kind alpha -0.250 of 3; kind ac1 -0.200 of 3; " +
		"hedged percent 0.500 of 4; hedged alpha -0.167 of 4; hedged ac1 0.200 of 4; "
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if n := s.Values(scheme.Attributes[1], []annotate.Label{"source"}).Len(); n != 1 {
		t.Errorf("%d pairs of sources", n)
	}

	got = ""
	for _, d := range s.Differences([]annotate.Label{"source"}) {
		got += fmt.Sprintf("%s/%s %s", d.A, d.B, d.Kind)
		for _, l := range []*survey.Linked{d.LinkOfA, d.LinkOfB} {
			if l != nil {
				got += fmt.Sprintf(" %s %s→%s", l.Label, l.From.ID, l.To.ID)
			}
		}
		if d.Follows {
			got += " follows"
		}
		got += "; "
	}
	want = "ana/ben attribute; ana/ben link says ana1→ana0 denies ben1→ben0; ana/cyd label; ana/cyd link says ana1→ana0; ben/cyd label; ben/cyd link denies ben1→ben0; "
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	follows := 0
	for _, d := range s.Differences(nil) {
		if d.Follows {
			follows++
		}
	}
	if follows != 2 { // ana's link from a cue that neither of the others has
		t.Errorf("%d links follow from missed marks", follows)
	}
}
