package survey_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/survey"
)

// lay puts spans, written as label and words from–to, on a text of ten words, and sets attributes of the document.
func lay(t testing.TB, doc *annotate.Document, who annotate.Annotator, spans [][3]any, attrs ...string) survey.Sheet {
	t.Helper()
	words := doc.Text.Segments(annotate.Word, annotate.Range{From: 0, To: doc.Text.Len()})
	var tx annotate.Tx
	for i, s := range spans {
		r := annotate.Range{From: words[s[1].(int)].From, To: words[s[2].(int)].To}
		tx = append(tx, annotate.AddSpan{Span: annotate.Span{ID: annotate.SpanID(fmt.Sprint("s", i)), Label: annotate.Label(s[0].(string)), Ranges: []annotate.Range{r}}})
	}
	for i := 0; i < len(attrs); i += 2 {
		tx = append(tx, annotate.SetAttr{Name: attrs[i], To: &attrs[i+1]})
	}
	l, _, err := annotate.NewLayer(doc.Text).Apply(tx)
	if err != nil {
		t.Fatal(err)
	}
	return survey.Sheet{Document: doc, Annotator: who, Layer: l}
}

func document(id string) *annotate.Document {
	d := annotate.NewDocument(annotate.DocID(id), id, annotate.NewText("The mayor said on Monday the new bridge is safe."))
	return &d
}

func TestWhoHasRead(t *testing.T) {
	a, b, c := document("a"), document("b"), document("c")
	s := survey.New([]survey.Sheet{
		lay(t, b, "ben", [][3]any{{"claim", 5, 9}}),
		lay(t, a, "ben", nil, annotate.AttrState, string(annotate.Done)), // finished, with nothing to mark
		lay(t, a, "ana", [][3]any{{"claim", 5, 9}}),
		lay(t, a, "cleo", nil, annotate.AttrState, string(annotate.InProgress)),
		lay(t, a, "dan", [][3]any{{"claim", 0, 1}}, annotate.AttrState, string(annotate.Skipped)),
		lay(t, a, annotate.Gold, [][3]any{{"claim", 0, 1}}),
		lay(t, a, annotate.Suggested, [][3]any{{"claim", 0, 1}}),
		lay(t, c, "ana", [][3]any{{"claim", 0, 1}}),
		lay(t, c, "ben", [][3]any{{"claim", 0, 1}}),
		lay(t, c, "", nil, annotate.AttrDeleted, "true"), // in the bin
	})
	if want := []annotate.Annotator{"ana", "ben"}; !slices.Equal(s.Annotators, want) {
		t.Errorf("annotators %v, not %v", s.Annotators, want)
	}
	if len(s.Documents) != 1 || s.Documents[0].ID != "a" || s.LeftOut != 1 {
		t.Fatalf("%d documents, %d left out", len(s.Documents), s.LeftOut)
	}
	// Ben's silence counts: five words of ten are one's claim and not the other's.
	f := agreement.Percent(s.Words("claim").Counts(), agreement.Weights{}).Figure()
	if v, _ := f.Value.Get(); v != 0.5 || f.Items != 10 || f.Pairable != 20 {
		t.Errorf("%+v", f)
	}
}

func TestWordsAreCountedOnce(t *testing.T) {
	d := document("d")
	s := survey.New([]survey.Sheet{
		lay(t, d, "ana", [][3]any{{"claim", 5, 9}, {"claim", 7, 9}, {"source", 0, 1}}), // claims overlap
		lay(t, d, "ben", [][3]any{{"claim", 5, 6}, {"claim", 7, 8}, {"source", 1, 1}, {"claim", 1, 1}}),
	})
	percent := func(x *agreement.Items) float64 {
		v, _ := agreement.Percent(x.Counts(), agreement.Weights{}).Figure().Value.Get()
		return v
	}
	if got := percent(s.Words("claim")); math.Abs(got-0.8) > 1e-12 { // not of "safe", nor of "mayor"
		t.Errorf("claim: %v of the words", got)
	}
	if got := percent(s.Words("source")); math.Abs(got-0.9) > 1e-12 { // not of "The"
		t.Errorf("source: %v of the words", got)
	}
	x := s.WordSets(s.Labels())
	if want := []string{"∅", "source", "claim + source", "claim"}; !slices.Equal(x.Categories, want) {
		t.Errorf("sets %v, not %v", x.Categories, want)
	}
	if got := percent(x); math.Abs(got-0.7) > 1e-12 {
		t.Errorf("sets: %v of the words", got)
	}
}

func TestAttributes(t *testing.T) {
	a, b := document("a"), document("b")
	s := survey.New([]survey.Sheet{
		lay(t, a, "ana", nil, "worth", "high", "live", "true", "sources", "10"),
		lay(t, a, "ben", nil, "worth", "mid", "sources", "9"),
		lay(t, b, "ana", nil, "worth", "low"),
		lay(t, b, "ben", nil, "worth", "low", "live", "true"),
	})
	scheme := annotate.Scheme{Attributes: []annotate.AttrDef{
		{ID: "worth", On: []string{"document"}, Type: annotate.Enum, Values: []string{"low", "mid", "high"}, Ordinal: true},
		{ID: "live", On: []string{"document"}, Type: annotate.Boolean},
		{ID: "sources", On: []string{"document"}, Type: annotate.Number},
		{ID: "note", On: []string{"document"}, Type: annotate.String},
		{ID: "tone", On: []string{"document"}, Type: annotate.Enum, Values: []string{"a", "b"}},
		{ID: "stance", On: []string{"claim"}, Type: annotate.Enum, Values: []string{"a", "b"}},
	}}
	type line struct {
		name, measure string
		pairable      int
		percent       float64
	}
	want := []line{{"worth", "alpha-ordinal", 4, 0.5}, {"live", "alpha", 4, 0}, {"sources", "alpha-interval", 2, 0}}
	var got []line
	for _, one := range s.Subjects(scheme, nil) {
		f := agreement.Percent(one.Items.Counts(), agreement.Weights{}).Figure()
		v, _ := f.Value.Get()
		got = append(got, line{one.Name, one.Measures[1], f.Pairable, v})
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v, not %v", got, want)
	}
	if scores := s.Attribute(scheme.Attributes[2]).Scores; !slices.Equal(scores, []float64{9, 10}) {
		t.Errorf("numbers are in the order %v", scores) // "10" comes before "9" as text
	}
}

// Every figure, interval and seed is the same whatever order sheets come in.
func TestOrder(t *testing.T) {
	labels := []string{"claim", "source", "cue"}
	rapid.Check(t, func(rt *rapid.T) {
		var sheets []survey.Sheet
		for d := range 6 {
			doc := document(fmt.Sprint("doc", d))
			for _, who := range []annotate.Annotator{"ana", "ben", "cleo"} {
				var spans [][3]any
				for range rapid.IntRange(0, 3).Draw(rt, "spans") {
					from := rapid.IntRange(0, 9).Draw(rt, "from")
					spans = append(spans, [3]any{rapid.SampledFrom(labels).Draw(rt, "label"), from, rapid.IntRange(from, 9).Draw(rt, "to")})
				}
				sheets = append(sheets, lay(t, doc, who, spans))
			}
		}
		a, b := survey.New(sheets), survey.New(rapid.Permutation(sheets).Draw(rt, "order"))
		if a.Seed() != b.Seed() {
			rt.Fatal("another seed")
		}
		if len(a.Documents) == 0 {
			return
		}
		draws := agreement.NewDraws(a.Seed(), len(a.Documents), 50)
		first, second := a.Subjects(annotate.Scheme{}, nil), b.Subjects(annotate.Scheme{}, nil)
		for i, one := range first {
			for _, name := range one.Measures {
				m, _ := agreement.Find(name)
				x, y := one.Sample(m, one.Items), second[i].Sample(m, second[i].Items)
				if !reflect.DeepEqual(x.Figure(), y.Figure()) || x.Interval(draws) != y.Interval(draws) {
					rt.Fatalf("%s %s of %s: %+v, then %+v", name, one.Kind, one.Name, x.Figure(), y.Figure())
				}
			}
		}
	})
}
