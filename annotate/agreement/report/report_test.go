package report_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/match"
	"galley/annotate/agreement/report"
	"galley/annotate/agreement/survey"
)

const words = "The harbour board met again on Tuesday evening and said the old pier would stay shut until the spring tide has passed. "

var scheme = annotate.Scheme{
	ID: "pier", Version: 3, Title: "Pier",
	Labels:     []annotate.LabelDef{{ID: "claim"}, {ID: "source"}, {ID: "cue"}},
	Attributes: []annotate.AttrDef{{ID: "hedged", On: []string{"claim"}, Type: annotate.Boolean}, {ID: "genre", On: []string{"document"}, Type: annotate.Enum, Values: []string{"news", "blog"}}},
	Relations:  []annotate.RelationDef{{ID: "says"}},
}

// document returns an article of its own text.
func document(n int) *annotate.Document {
	d := annotate.NewDocument(annotate.DocID(fmt.Sprintf("doc%02d", n)), fmt.Sprint("Pier ", n), annotate.NewText(strings.Repeat(words, 3)+fmt.Sprint(n)))
	return &d
}

// marks returns a layer of spans "label from to", then links "type head tail" by place, then attributes.
func marks(t testing.TB, d *annotate.Document, tx ...annotate.Op) annotate.Layer {
	t.Helper()
	l, _, err := annotate.NewLayer(d.Text).Apply(tx)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func mark(id, label string, from, to int) annotate.AddSpan {
	return annotate.AddSpan{Span: annotate.Span{ID: annotate.SpanID(id), Label: annotate.Label(label), Ranges: []annotate.Range{{From: annotate.Pos(from), To: annotate.Pos(to)}}}}
}

func set(id, name, value string) annotate.SetAttr {
	return annotate.SetAttr{ID: annotate.SpanID(id), Name: name, To: &value}
}

// desk is a project of some articles and people who mostly mark alike, with a gold layer of half of the articles.
func desk(t testing.TB, documents, people int) []survey.Sheet {
	source := rand.New(rand.NewPCG(7, 7))
	var sheets []survey.Sheet
	for n := range documents {
		d := document(n)
		for who := range people + 1 {
			name := annotate.Annotator(fmt.Sprintf("ann%d", who))
			if who == people {
				if n%2 == 1 {
					continue
				}
				name = annotate.Gold
			}
			var tx annotate.Tx
			for s := range 6 {
				if source.IntN(8) == 0 && name != annotate.Gold {
					continue
				}
				from := s*50 + 4*(source.IntN(4)/3)
				label := []string{"claim", "source", "cue"}[(s+source.IntN(9)/8)%3]
				id := fmt.Sprint("s", s)
				one := mark(id, label, from, from+20+5*(source.IntN(5)/4))
				if source.IntN(4) == 0 {
					one.Span.Origin = &annotate.Origin{Rule: "news", Version: "1", Score: 0.5}
				}
				tx = append(tx, one)
				if label == "claim" {
					tx = append(tx, set(id, "hedged", fmt.Sprint(source.IntN(4) == 0)))
				}
			}
			l := marks(t, d, tx...)
			if l.Len() > 1 {
				first, second := slices.Collect(l.Spans())[0], slices.Collect(l.Spans())[1]
				l, _, _ = l.Apply(annotate.Tx{annotate.AddRelation{Relation: annotate.Relation{ID: "r", Label: "says", Head: first.ID, Tail: second.ID}}})
			}
			l, _, _ = l.Apply(annotate.Tx{set("", "genre", []string{"news", "blog"}[(n+source.IntN(6)/5)%2]), set("", annotate.AttrState, "done")})
			sheets = append(sheets, survey.Sheet{Document: d, Annotator: name, Layer: l, At: int64(1_000 + 10*n + who)})
		}
	}
	return sheets
}

func made(t testing.TB, sheets []survey.Sheet, o report.Options) report.Report {
	t.Helper()
	r, err := report.Make(sheets, scheme, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func written(t testing.TB, r report.Report) string {
	t.Helper()
	data, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestOrderOfSheetsChangesNothing(t *testing.T) {
	sheets := desk(t, 12, 3)
	o := report.Options{Replicates: 50, Gamma: true}
	want := written(t, made(t, sheets, o))
	source := rand.New(rand.NewPCG(1, 1))
	for range 3 {
		source.Shuffle(len(sheets), func(i, j int) { sheets[i], sheets[j] = sheets[j], sheets[i] })
		if got := written(t, made(t, sheets, o)); got != want {
			t.Fatalf("another order of sheets makes another report:\n%s\n%s", got, want)
		}
	}
}

func TestEveryPartIsThere(t *testing.T) {
	r := made(t, desk(t, 12, 3), report.Options{Replicates: 50, Gamma: true})
	if len(r.Headline) != 6 || len(r.Marks) != 4 || len(r.Pairs) != 3 || len(r.People) != 3 || len(r.ByDocument) != 12 || len(r.Rounds) != 2 || len(r.Links) != 2 || len(r.Attributes) != 1 {
		t.Errorf("%d headlines, %d labels, %d pairs, %d people, %d documents, %d rounds, %d links, %d attributes",
			len(r.Headline), len(r.Marks), len(r.Pairs), len(r.People), len(r.ByDocument), len(r.Rounds), len(r.Links), len(r.Attributes))
	}
	described := map[string]bool{}
	for _, m := range r.Measures {
		described[m.Name] = m.Title != "" && strings.HasSuffix(m.Question, "?") && m.Citation != ""
	}
	figures := 0
	r.Each(func(f *report.Figure) {
		figures++
		if f.Status == "" || (f.Status == agreement.OK) == f.Value.IsZero() {
			t.Errorf("%s has value %v and status %q", f.Measure, f.Value, f.Status)
		}
		if !described[f.Measure] {
			t.Errorf("nothing is said of what %s means", f.Measure)
		}
	})
	if figures < 100 {
		t.Errorf("%d figures", figures)
	}
	differences := 0
	for _, d := range r.ByDocument {
		differences += d.Differences
	}
	for _, n := range r.Kinds {
		differences -= n
	}
	if differences != 0 {
		t.Errorf("documents and kinds do not add up to the same: %d", differences)
	}
	for _, f := range r.Headline {
		if _, ok := f.Interval.Low.Get(); !ok {
			t.Errorf("%s has no interval: %s", f.Measure, f.Interval.Reason)
		}
	}
	cuts := 0
	for _, c := range r.Cuts {
		low, ok := c.Older.Interval.Low.Get()
		high, _ := c.Older.Interval.High.Get()
		if value, there := c.Older.Value.Get(); there && (!ok || low > value || value > high || c.Older.Interval.Method != "bootstrap percentile") {
			t.Errorf("αU of %q is %v with the interval %+v", c.Label, c.Older.Value, c.Older.Interval)
		} else if ok {
			cuts++
		}
	}
	if cuts < 2 {
		t.Errorf("%d labels have αU with an interval", cuts)
	}
	if r.Gold == nil || r.Gold.Documents != 6 || len(r.Gold.People) != 3 {
		t.Fatalf("against gold: %+v", r.Gold)
	}
	for _, p := range r.Gold.People {
		missed := 0
		for _, f := range p.Feedback {
			if f.Difference == report.Missed {
				missed += f.Count
			}
			if len(f.Examples) != min(f.Count, report.MostExamples) {
				t.Errorf("%s, %s: %d examples of %d", p.Annotator, f.Says(), len(f.Examples), f.Count)
			}
			for _, e := range f.Examples {
				if e.Gold == "" && e.Own == "" || e.From >= e.To {
					t.Errorf("%s, %s: an example of nothing: %+v", p.Annotator, f.Says(), e)
				}
			}
		}
		if want := p.Confusion.Counts[0][3] + p.Confusion.Counts[1][3] + p.Confusion.Counts[2][3]; missed != want {
			t.Errorf("%s missed %d by the list and %d by the matrix", p.Annotator, missed, want)
		}
	}
	c := r.Confusion
	for i := range c.Counts {
		for j := range c.Counts {
			if c.Counts[i][j] != c.Counts[j][i] {
				t.Errorf("%q for %q %d times, the other way round %d", c.Labels[i], c.Labels[j], c.Counts[i][j], c.Counts[j][i])
			}
		}
	}
}

// Two who mark the same agree wholly, in every figure that has a value.
func TestTheSameLayerTwice(t *testing.T) {
	var sheets []survey.Sheet
	for _, s := range desk(t, 8, 1) {
		if s.Annotator != annotate.Gold {
			twin := s
			twin.Annotator = "twin"
			sheets = append(sheets, s, twin)
		}
	}
	r := made(t, sheets, report.Options{Gamma: true})
	defined := 0
	r.Each(func(f *report.Figure) {
		if v, ok := f.Value.Get(); ok {
			if defined++; v < 1-1e-9 || v > 1+1e-9 {
				t.Errorf("%s is %v", f.Measure, v)
			}
		}
	})
	if defined < 40 || len(r.Kinds) != 0 {
		t.Errorf("%d figures, differences %v", defined, r.Kinds)
	}
}

// What a small desk comes to, counted by hand.
func TestByHand(t *testing.T) {
	d := document(1)
	ana := marks(t, d, mark("a", "claim", 0, 20), mark("b", "source", 30, 40), mark("c", "cue", 50, 60), mark("d", "claim", 70, 90))
	ben := marks(t, d, mark("a", "claim", 0, 20), mark("b", "cue", 30, 40), mark("d", "claim", 70, 85), mark("e", "claim", 100, 110))
	r := made(t, []survey.Sheet{{Document: d, Annotator: "ana", Layer: ana}, {Document: d, Annotator: "ben", Layer: ben}}, report.Options{})
	if got, want := r.Marks[0].Answer, (match.Answer{Marks: 8, Found: 6, Same: 4, Edges: 2}); got != want {
		t.Errorf("all labels: %+v, want %+v", got, want)
	}
	for _, c := range []struct {
		name  string
		got   report.Figure
		want  float64
		items int
	}{
		{"found", r.Marks[0].Found, 6.0 / 8, 8},
		{"same label", r.Marks[0].Same, 4.0 / 6, 6},
		{"same edges", r.Marks[0].Edges, 2.0 / 4, 4},
		{"exact F1", r.Marks[0].Exact, 2.0 / 8, 8},
		{"overlap F1", r.Marks[0].Overlap, 4.0 / 8, 8},
		{"overlap F1 of claims", r.Marks[1].Overlap, 4.0 / 5, 5},
		{"exact F1 of the pair", r.Pairs[0].Exact, 2.0 / 8, 8},
		{"exact F1 of ana with the rest", r.People[0].Exact, 2.0 / 8, 8},
	} {
		if v, _ := c.got.Value.Get(); v != c.want || c.got.Items != c.items {
			t.Errorf("%s: %v of %d, want %v of %d", c.name, v, c.got.Items, c.want, c.items)
		}
	}
	want := "[claim cue source ] [[2 0 0 1] [0 0 1 1] [0 1 0 0] [1 1 0 0]]"
	if got := fmt.Sprint(r.Confusion.Labels, " ", r.Confusion.Counts); strings.ReplaceAll(got, "  ", " ") != want {
		t.Errorf("confusion %s, want %s", got, want)
	}
	if r.NoRounds == "" || r.Gold != nil {
		t.Errorf("rounds %v, gold %v", r.Rounds, r.Gold)
	}
}

func TestFilters(t *testing.T) {
	sheets := desk(t, 10, 3)
	r := made(t, sheets, report.Options{Labels: []annotate.Label{"claim"}, Filter: survey.Filter{Annotators: []annotate.Annotator{"ann0", "ann2"}, Documents: []annotate.DocID{"doc01", "doc02", "doc03"}}})
	if fmt.Sprint(r.Annotators) != "[ann0 ann2]" || r.Documents != 3 || len(r.Marks) != 1 || r.Marks[0].Label != "claim" || r.Gold.Documents != 1 {
		t.Errorf("%v, %d documents, %d labels, gold of %d", r.Annotators, r.Documents, len(r.Marks), r.Gold.Documents)
	}
	whole, hand, suggested := made(t, sheets, report.Options{}), made(t, sheets, report.Options{Filter: survey.Filter{Origin: survey.ByHand}}), made(t, sheets, report.Options{Filter: survey.Filter{Origin: survey.Suggested}})
	if a, b, c := whole.Marks[0].Answer.Marks, hand.Marks[0].Answer.Marks, suggested.Marks[0].Answer.Marks; a != b+c || b == 0 || c == 0 {
		t.Errorf("%d marks, %d by hand, %d suggested", a, b, c)
	}
	if hand.Documents != whole.Documents || suggested.Documents != whole.Documents {
		t.Errorf("%d documents, %d and %d once marks are left out", whole.Documents, hand.Documents, suggested.Documents)
	}
}

func TestCancel(t *testing.T) {
	stop := errors.New("that will do")
	heard := 0
	_, err := report.Make(desk(t, 6, 3), scheme, report.Options{Progress: func(done, of int, what string) error {
		if heard++; done != heard || of < 20 || what == "" {
			t.Errorf("step %d of %d: %q", done, of, what)
		}
		if done == 3 {
			return stop
		}
		return nil
	}})
	if !errors.Is(err, stop) || heard != 3 {
		t.Errorf("heard %d times, then %v", heard, err)
	}
}

func TestNothingToCompare(t *testing.T) {
	d := document(1)
	one := survey.Sheet{Document: d, Annotator: "ana", Layer: marks(t, d, mark("a", "claim", 0, 20))}
	for _, c := range []struct {
		name   string
		sheets []survey.Sheet
		o      report.Options
		want   string
	}{
		{"nobody", nil, report.Options{}, "nobody has marked or finished a document: agreement needs two who have"},
		{"one", []survey.Sheet{one}, report.Options{}, "only ana has marked or finished a document: agreement needs two who have"},
		{"no such label", desk(t, 2, 2), report.Options{Labels: []annotate.Label{"quote"}}, `no label "quote" on documents that two people have read`},
	} {
		if _, err := report.Make(c.sheets, scheme, c.o); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	gold := survey.Sheet{Document: d, Annotator: annotate.Gold, Layer: marks(t, d, mark("g", "claim", 0, 25), mark("h", "cue", 30, 40))}
	r := made(t, []survey.Sheet{one, gold}, report.Options{})
	if r.NoAgreement == "" || len(r.Gold.People) != 1 {
		t.Fatalf("%q, %+v", r.NoAgreement, r.Gold)
	}
	p := r.Gold.People[0]
	precision, _ := p.Overlap.Precision.Value.Get()
	recall, _ := p.Overlap.Recall.Value.Get()
	if precision != 1 || recall != 0.5 || p.Exact.Hits != (match.Hits{Both: 0, A: 2, B: 1}) {
		t.Errorf("precision %v, recall %v, hits %+v", precision, recall, p.Exact.Hits)
	}
	var said []string
	for _, f := range p.Feedback {
		said = append(said, fmt.Sprintf("%s %d of %d: %s", f.Says(), f.Count, f.Of, f.Examples[0].Says()))
	}
	if got, want := strings.Join(said, "\n"), `missed cue 1 of 1: " Tuesday e"
cut claim otherwise 1 of 1: "The harbour board met aga", they "The harbour board me"`; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Every measure can be asked for by name, over all rows.
func TestTables(t *testing.T) {
	sheets := desk(t, 6, 3)
	for _, by := range []report.By{report.ByLabel, report.ByDocument, report.ByPair} {
		for _, name := range report.Names() {
			r, err := report.Table(sheets, scheme, by, []string{name}, report.Options{Replicates: 20})
			if err != nil {
				t.Errorf("%s by %s: %v", name, by, err)
				continue
			}
			if len(r.Figures) == 0 {
				t.Errorf("%s by %s: no figure", name, by)
			}
			for _, f := range r.Figures {
				if f.Measure != name || f.Status == "" || (by == report.ByDocument) != (f.Document != "") || (by == report.ByPair) != (f.Pair != nil) {
					t.Errorf("%s by %s: %+v", name, by, f)
				}
			}
		}
	}
}

// A table says what the report says.
func TestTableIsTheReport(t *testing.T) {
	sheets := desk(t, 8, 3)
	r := made(t, sheets, report.Options{Replicates: 30})
	table, err := report.Table(sheets, scheme, report.ByLabel, []string{report.F1Token, report.UAlpha}, report.Options{Replicates: 30})
	if err != nil {
		t.Fatal(err)
	}
	i := 0
	for _, f := range table.Figures {
		want := r.Marks[i%len(r.Marks)].Token
		if f.Measure == report.UAlpha {
			want = r.Marks[i%len(r.Marks)].Units
		}
		if fmt.Sprint(f.Figure) != fmt.Sprint(want) {
			t.Errorf("%s %s: %v, in the report %v", f.Kind, f.Name, f.Figure, want)
		}
		i++
	}
	if i != 8 {
		t.Errorf("%d figures", i)
	}
}
