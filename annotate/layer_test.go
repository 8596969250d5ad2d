package annotate

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// uglyCopy has what splits badly: a family, a flag, accents that combine, right-to-left words, quotations in each other.
const uglyCopy = "📈 “Inflation fell to 2%,” Kim said, “but it’s no win.”\n👩‍👩‍👧‍👦 left 🇵🇪 with Ngũgĩ.\nقالت الوزيرة: “لن نعود” اليوم.\n"

// marks is what a layer holds, as a map: the slow, obvious twin that laws compare with.
type marks struct {
	spans     map[SpanID]Span
	relations map[SpanID]Relation
}

func marksOf(l Layer) marks {
	m := marks{map[SpanID]Span{}, map[SpanID]Relation{}}
	for s := range l.Spans() {
		m.spans[s.ID] = s
	}
	for _, r := range l.Relations() {
		m.relations[r.ID] = r
	}
	return m
}

// drawRanges draws one to three ranges as an annotator's would be: on grapheme borders, in order, apart.
func drawRanges(t *rapid.T, text Text) []Range {
	var cuts []Pos
	for p := Pos(0); p <= text.Len(); p++ {
		if text.IsBoundary(p) {
			cuts = append(cuts, p)
		}
	}
	picked := rapid.SliceOfNDistinct(rapid.SampledFrom(cuts), 2, 6, rapid.ID).Draw(t, "cuts")
	slices.Sort(picked)
	var rs []Range
	for i := 0; i+1 < len(picked); i += 2 {
		rs = append(rs, Range{picked[i], picked[i+1]})
	}
	return rs
}

// drawOp draws an operation that may or may not fit l.
func drawOp(t *rapid.T, l Layer, n int) Op {
	ids := []SpanID{"nobody"}
	for s := range l.Spans() {
		ids = append(ids, s.ID)
	}
	var links []SpanID
	for _, r := range l.Relations() {
		links = append(links, r.ID)
	}
	id := rapid.SampledFrom(ids).Draw(t, "id")
	span, _ := l.Span(id)
	label := rapid.SampledFrom([]Label{"claim", "source", "content"}).Draw(t, "label")
	switch kind := rapid.IntRange(0, 9).Draw(t, "kind"); {
	case kind < 4:
		return AddSpan{Span{ID: SpanID(fmt.Sprintf("s%d", n)), Label: label, Ranges: drawRanges(t, l.Text())}}
	case kind == 4:
		return RemoveSpan{span}
	case kind == 5:
		return MoveSpan{id, span.Ranges, drawRanges(t, l.Text())}
	case kind == 6:
		return Relabel{id, span.Label, label}
	case kind == 7:
		value := rapid.SampledFrom([]string{"yes", "no", ""}).Draw(t, "value")
		set := SetAttr{ID: id, Name: "sure", To: &value}
		if old, ok := span.Attrs.Get("sure"); ok {
			set.From = &old
		}
		return set
	case kind == 8:
		return AddRelation{Relation{ID: SpanID(fmt.Sprintf("r%d", n)), Label: "link", Head: id, Tail: rapid.SampledFrom(ids).Draw(t, "tail")}}
	default:
		if len(links) == 0 {
			return RemoveRelation{Relation{ID: "nobody"}}
		}
		r, _ := l.Relation(rapid.SampledFrom(links).Draw(t, "link"))
		return RemoveRelation{r}
	}
}

// TestApplyLaws: a transaction happens wholly or not at all, its undo brings the layer back, and a layer once seen never
// changes.
func TestApplyLaws(t *testing.T) {
	text := NewText(uglyCopy)
	rapid.Check(t, func(t *rapid.T) {
		l := NewLayer(text)
		for i := range rapid.IntRange(1, 12).Draw(t, "transactions") {
			var tx Tx
			ahead := l
			for k := range rapid.IntRange(1, 4).Draw(t, "operations") {
				op := drawOp(t, ahead, 10*i+k)
				tx = append(tx, op)
				if next, err := op.Apply(ahead); err == nil {
					ahead = next
				}
			}
			before := marksOf(l)
			next, undo, err := l.Apply(tx)
			if diff := cmp.Diff(before, marksOf(l), cmp.AllowUnexported(marks{})); diff != "" {
				t.Fatalf("applying changed the layer it was applied to (-before +after)\n%s", diff)
			}
			if err != nil {
				if diff := cmp.Diff(before, marksOf(next), cmp.AllowUnexported(marks{})); diff != "" || undo != nil {
					t.Fatalf("a transaction that does not fit left something behind: %v\n%s", undo, diff)
				}
				continue
			}
			back, redo, err := next.Apply(undo)
			if err != nil {
				t.Fatalf("undo does not fit: %v", err)
			}
			if diff := cmp.Diff(before, marksOf(back), cmp.AllowUnexported(marks{})); diff != "" {
				t.Fatalf("undo (-before +after)\n%s", diff)
			}
			if diff := cmp.Diff(tx, redo); diff != "" {
				t.Fatalf("the undo of the undo is another transaction (-want +got)\n%s", diff)
			}
			for s := range next.Spans() {
				for _, r := range s.Ranges {
					if r.Empty() || !text.IsBoundary(r.From) || !text.IsBoundary(r.To) {
						t.Fatalf("%v of %s is empty or splits a grapheme", r, s.ID)
					}
				}
			}
			l = next
		}
	})
}

// TestQueriesMatchBruteForce: In, Runs and the order of spans are what the obvious, slow way finds.
func TestQueriesMatchBruteForce(t *testing.T) {
	text := NewText(uglyCopy)
	rapid.Check(t, func(t *rapid.T) {
		l := NewLayer(text)
		for i := range rapid.IntRange(0, 40).Draw(t, "operations") {
			if next, err := drawOp(t, l, i).Apply(l); err == nil {
				l = next
			}
		}
		from := rapid.IntRange(0, int(text.Len())).Draw(t, "from")
		r := Range{Pos(from), Pos(rapid.IntRange(from, int(text.Len())).Draw(t, "to"))}
		var in []SpanID
		covering := map[Pos][]SpanID{}
		last := Span{}
		for s := range l.Spans() {
			if last.ID != "" && comparePlace(&last, &s) >= 0 {
				t.Fatalf("%s does not stand after %s", s.ID, last.ID)
			}
			last = s
			if s.Envelope().Overlaps(r) {
				in = append(in, s.ID)
			}
			for _, part := range s.Ranges {
				for p := max(part.From, r.From); p < min(part.To, r.To); p++ {
					covering[p] = append(covering[p], s.ID)
				}
			}
		}
		var got []SpanID
		for _, s := range l.In(r) {
			got = append(got, s.ID)
		}
		if diff := cmp.Diff(in, got); diff != "" {
			t.Fatalf("In(%v) (-want +got)\n%s", r, diff)
		}
		all := slices.Collect(l.Spans())
		for i, s := range all {
			if n, ok := l.SpanSet().Index(s.ID); !ok || n != i {
				t.Fatalf("Index(%s) = %d, %t, want %d", s.ID, n, ok, i)
			}
			if d := cmp.Diff(all[i:], slices.Collect(l.SpanSet().From(i))); d != "" {
				t.Fatalf("From(%d) (-want +got)\n%s", i, d)
			}
		}
		if n := len(slices.Collect(l.SpanSet().From(len(all)))); n != 0 {
			t.Fatalf("behind the last there are %d", n)
		}
		drawn := map[Pos][]SpanID{}
		for _, run := range l.Runs(r) {
			for p := run.From; p < run.To; p++ {
				if drawn[p] != nil {
					t.Fatalf("two runs cover %d", p)
				}
				drawn[p] = run.Spans
			}
		}
		if diff := cmp.Diff(covering, drawn); diff != "" {
			t.Fatalf("Runs(%v) (-want +got)\n%s", r, diff)
		}
	})
}

// TestEditSharesChunks: an edit among thousands of spans copies the chunk it touches and no other, which is what keeps it
// below a frame.
func TestEditSharesChunks(t *testing.T) {
	l := crowded(20_000)
	next, _, err := l.Apply(Tx{AddSpan{Span{ID: "new", Label: "claim", Ranges: []Range{{50_001, 50_003}}}}})
	if err != nil {
		t.Fatal(err)
	}
	for name, chunks := range map[string][2][][]*Span{
		"by place": {l.spans.byPlace.chunks, next.spans.byPlace.chunks},
		"by id":    {l.spans.byID.chunks, next.spans.byID.chunks},
	} {
		had := map[*(*Span)]bool{}
		for _, c := range chunks[0] {
			had[&c[0]] = true
		}
		fresh := 0
		for _, c := range chunks[1] {
			if !had[&c[0]] {
				fresh++
			}
		}
		if fresh < 1 || fresh > 2 {
			t.Errorf("%s: %d of %d chunks were copied, want the one that is touched (two if it was full)", name, fresh, len(chunks[1]))
		}
	}
}

// crowded is a layer with n spans of five characters, one after every fifth.
func crowded(n int) Layer {
	text := NewText(string(slices.Repeat([]byte("word, and "), n/2+1)))
	spans := make([]Span, n)
	for i := range spans {
		at := Pos(i * 5)
		spans[i] = Span{ID: SpanID(fmt.Sprintf("s%06d", i)), Label: "claim", Ranges: []Range{{at, at + 4}}}
	}
	return Laid(text, spans, nil, nil)
}
