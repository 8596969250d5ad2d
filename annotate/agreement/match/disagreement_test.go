package match

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"galley/annotate"

	"pgregory.net/rapid"
)

func span(id, label string, from, to int, kind string) Span {
	return Span{ID: id, Label: label, Parts: []Range{{from, to}}, Attrs: annotate.Attrs{{Name: "kind", Value: kind}}}
}

// An article, marked by two.
func sample() (a, b Marks) {
	a = Marks{
		Spans: []Span{span("a1", "claim", 0, 10, "x"), span("a2", "source", 20, 30, "x"), span("a3", "cue", 40, 45, "x"), span("a4", "claim", 50, 60, "x")},
		Links: []Relation{{"l1", "says", 1, 0}, {"l2", "says", 2, 3}, {"l3", "contradicts", 0, 3}, {"l4", "says", 1, 3}},
	}
	b = Marks{
		Spans: []Span{span("b1", "claim", 0, 12, "y"), span("b2", "content", 20, 30, "x"), span("b3", "claim", 50, 60, "x"), span("b4", "cue", 70, 75, "x")},
		Links: []Relation{{"m1", "says", 1, 0}, {"m2", "supports", 1, 2}, {"m3", "contradicts", 2, 0}, {"m4", "says", 0, 1}},
	}
	return a, b
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

func TestDisagreements(t *testing.T) {
	a, b := sample()
	for name, c := range map[string]struct {
		symmetric func(string) bool
		want      string
	}{
		"links have a direction": {nil, `0 edges a1/b1
0 attribute a1/b1 kind
0 link /m4
0 link l3/m3
20 label a2/b2
20 link l4/m2
40 missed a3/
40 link l2/ follows
70 missed /b4`},
		"contradictions have none": {func(label string) bool { return label == "contradicts" }, `0 edges a1/b1
0 attribute a1/b1 kind
0 link /m4
20 label a2/b2
20 link l4/m2
40 missed a3/
40 link l2/ follows
70 missed /b4`},
	} {
		if got := written(Disagreements(a, b, c.symmetric)); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.want)
		}
	}
	want := map[string]Answer{"claim": {4, 4, 4, 2}, "source": {1, 1, 0, 0}, "content": {1, 1, 0, 0}, "cue": {2, 0, 0, 0}}
	if got := Spans(a.Spans, b.Spans).Answers(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func genMarks(name string) *rapid.Generator[Marks] {
	return rapid.Custom(func(t *rapid.T) Marks {
		m := Marks{Spans: genSpans(name).Draw(t, "spans")}
		for i := range m.Spans {
			if v := rapid.SampledFrom([]string{"", "true", "false"}).Draw(t, "value"); v != "" {
				m.Spans[i].Attrs = annotate.Attrs{{Name: "hedged", Value: v}}
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
func TestDisagreementsLaws(t *testing.T) { rapid.Check(t, holdDisagreements) }

func holdDisagreements(t *rapid.T) {
	a, b := genMarks("a").Draw(t, "a"), genMarks("b").Draw(t, "b")
	var symmetric func(string) bool
	if rapid.Bool().Draw(t, "symmetric") {
		symmetric = func(label string) bool { return label == "contradicts" }
	}
	all, turned := Disagreements(a, b, symmetric), mirror(Disagreements(b, a, symmetric))
	if got, want := written(turned), written(all); got != want {
		t.Fatalf("turned round\n%s\nnot\n%s", got, want)
	}
	if same := Disagreements(a, a, symmetric); len(same) != 0 {
		t.Fatalf("with itself\n%s", written(same))
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
	counted, listed := map[Kind]int{}, map[Kind]int{}
	m.Count(counted, a.Links, b.Links, symmetric)
	for _, d := range all {
		listed[d.Kind]++
	}
	if !maps.Equal(counted, listed) {
		t.Fatalf("counted %v, listed %v", counted, listed)
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

func FuzzDisagreements(f *testing.F) { f.Fuzz(rapid.MakeFuzz(holdDisagreements)) }
