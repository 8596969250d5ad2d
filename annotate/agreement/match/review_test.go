package match

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func span(id, label string, from, to int, kind string) Span {
	return Span{ID: id, Label: label, Parts: []Range{{from, to}}, Attrs: map[string]string{"kind": kind}}
}

// An article, marked by two.
func sample() Document {
	return Document{
		ID: "harbour",
		A: Marks{
			Spans: []Span{span("a1", "claim", 0, 10, "x"), span("a2", "source", 20, 30, "x"), span("a3", "cue", 40, 45, "x"), span("a4", "claim", 50, 60, "x")},
			Links: []Relation{{"l1", "says", 1, 0}, {"l2", "says", 2, 3}, {"l3", "contradicts", 0, 3}, {"l4", "says", 1, 3}},
		},
		B: Marks{
			Spans: []Span{span("b1", "claim", 0, 12, "y"), span("b2", "content", 20, 30, "x"), span("b3", "claim", 50, 60, "x"), span("b4", "cue", 70, 75, "x")},
			Links: []Relation{{"m1", "says", 1, 0}, {"m2", "supports", 1, 2}, {"m3", "contradicts", 2, 0}, {"m4", "says", 0, 1}},
		},
	}
}

func written(all []Disagreement) string {
	var lines []string
	for _, d := range all {
		line := fmt.Sprintf("%d %s %s/%s", d.At, d.Kind, d.A, d.B)
		if d.Name != "" {
			line += " " + d.Name
		}
		if d.Follows {
			line += " follows"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestReview(t *testing.T) {
	d := sample()
	for name, c := range map[string]struct {
		symmetric func(string) bool
		want      string
		alike, of int
	}{
		"links have a direction": {nil, `0 edges a1/b1
0 attribute a1/b1 kind
0 link /m4
0 link l3/m3
20 label a2/b2
20 link l4/m2
40 missed a3/
40 link l2/ follows
70 missed /b4`, 2, 10},
		"contradictions have none": {func(label string) bool { return label == "contradicts" }, `0 edges a1/b1
0 attribute a1/b1 kind
0 link /m4
20 label a2/b2
20 link l4/m2
40 missed a3/
40 link l2/ follows
70 missed /b4`, 3, 10},
	} {
		r := Review([]Document{d}, c.symmetric)[0]
		if got := written(r.Disagreements); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.want)
		}
		if r.Alike != c.alike || r.Of != c.of {
			t.Errorf("%s: %d of %d alike, not %d of %d", name, r.Alike, r.Of, c.alike, c.of)
		}
	}
	want := map[string]Answer{"claim": {4, 4, 4, 2}, "source": {1, 1, 0, 0}, "content": {1, 1, 0, 0}, "cue": {2, 0, 0, 0}}
	if got := Spans(d.A.Spans, d.B.Spans).Answers(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestReviewWorstFirst(t *testing.T) {
	one, other := span("s", "claim", 0, 9, ""), span("t", "claim", 20, 29, "")
	far := span("u", "claim", 40, 49, "")
	marks := func(s ...Span) Marks { return Marks{Spans: s} }
	var got []string
	for _, r := range Review([]Document{
		{"nothing", marks(), marks()},
		{"alike", marks(one), marks(one)},
		{"half", marks(one, other), marks(one)},
		{"apart, once", marks(one), marks()},
		{"apart, twice", marks(one), marks(far)},
		{"another half", marks(one), marks(one, far)},
	}, nil) {
		got = append(got, fmt.Sprintf("%s %d/%d", r.Document, r.Alike, r.Of))
	}
	want := []string{"apart, twice 0/2", "apart, once 0/1", "another half 1/2", "half 1/2", "alike 1/1", "nothing 0/0"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func genMarks(name string) *rapid.Generator[Marks] {
	return rapid.Custom(func(t *rapid.T) Marks {
		m := Marks{Spans: genSpans(name).Draw(t, "spans")}
		for i := range m.Spans {
			if v := rapid.SampledFrom([]string{"", "true", "false"}).Draw(t, "value"); v != "" {
				m.Spans[i].Attrs = map[string]string{"hedged": v}
			}
		}
		if n := len(m.Spans); n > 0 {
			for i := range rapid.IntRange(0, 5).Draw(t, "links") {
				end := rapid.IntRange(0, n-1)
				m.Links = append(m.Links, Relation{fmt.Sprint(name, "-link", i), rapid.SampledFrom([]string{"says", "contradicts"}).Draw(t, "type"), end.Draw(t, "head"), end.Draw(t, "tail")})
			}
		}
		return m
	})
}

func mirror(all []Disagreement) []Disagreement {
	all = slices.Clone(all)
	for i := range all {
		all[i].A, all[i].B = all[i].B, all[i].A
	}
	slices.SortFunc(all, compareDisagreements)
	return all
}

// What two see differently does not hang on who is called A, and is nothing where both did the same. Links that are no
// disagreement are those that are counted as common.
func TestReviewLaws(t *testing.T) { rapid.Check(t, holdReview) }

func holdReview(t *rapid.T) {
	a, b := genMarks("a").Draw(t, "a"), genMarks("b").Draw(t, "b")
	var symmetric func(string) bool
	if rapid.Bool().Draw(t, "symmetric") {
		symmetric = func(label string) bool { return label == "contradicts" }
	}
	r := Review([]Document{{"d", a, b}}, symmetric)[0]
	turned := Review([]Document{{"d", b, a}}, symmetric)[0]
	if got, want := written(mirror(turned.Disagreements)), written(r.Disagreements); got != want {
		t.Fatalf("turned round\n%s\nnot\n%s", got, want)
	}
	if r.Alike != turned.Alike || r.Of != turned.Of || r.Alike > r.Of || (r.Alike == r.Of) != (len(r.Disagreements) == 0) {
		t.Fatalf("%d of %d with %d disagreements, turned round %d of %d", r.Alike, r.Of, len(r.Disagreements), turned.Alike, turned.Of)
	}
	if same := Review([]Document{{"d", a, a}}, symmetric)[0]; len(same.Disagreements) != 0 || same.Of != len(a.Spans)+len(a.Links) {
		t.Fatalf("with itself: %d of %d\n%s", same.Alike, same.Of, written(same.Disagreements))
	}

	m := Spans(a.Spans, b.Spans)
	by := Linking{Symmetric: symmetric}
	h := m.Relations(a.Links, b.Links, by)
	loneA, loneB := 0, 0
	for _, d := range m.LinkDisagreements(a.Links, b.Links, symmetric) {
		if d.A != "" {
			loneA++
		}
		if d.B != "" {
			loneB++
		}
	}
	if h.A-h.Both != loneA || h.B-h.Both != loneB {
		t.Fatalf("%+v, but %d and %d links are in dispute", h, loneA, loneB)
	}
	for _, by := range []Linking{{}, {ExactEnds: true}, {AnyLabel: true}, {MatchedOnly: true}, by} {
		x, y := m.Relations(a.Links, b.Links, by), Spans(b.Spans, a.Spans).Relations(b.Links, a.Links, by)
		if x != (Hits{y.Both, y.B, y.A}) || x.Both > min(x.A, x.B) {
			t.Fatalf("%+v: %+v, turned round %+v", by, x, y)
		}
	}

	every := func(string) bool { return true }
	no := "false"
	for _, unset := range []*string{nil, &no} {
		v, w := m.Values("hedged", every, unset), Spans(b.Spans, a.Spans).Values("hedged", every, unset)
		alike, of := v.Same()
		there, pairs := v.Presence()
		if alike > of || of > pairs || there > pairs || pairs != v.Marked.Both || pairs != m.Overlapping(true).Both {
			t.Fatalf("%d of %d the same, %d of %d there", alike, of, there, pairs)
		}
		if unset != nil && (of != pairs || there != pairs) {
			t.Fatalf("%d of %d pairs have a value where a missing one has a meaning", of, pairs)
		}
		if x, y := v.Joint(), w.Joint(); x != (Hits{y.Both, y.B, y.A}) || x.Both > v.Marked.Both {
			t.Fatalf("joint %+v, turned round %+v", x, y)
		}
		if f, ok := Spans(a.Spans, a.Spans).Values("hedged", every, unset).Joint().F1(); ok && f != 1 {
			t.Fatalf("with itself %v", f)
		}
	}
}

func FuzzReview(f *testing.F) { f.Fuzz(rapid.MakeFuzz(holdReview)) }
