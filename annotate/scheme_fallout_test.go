package annotate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// laidSpan is a span in one piece or, with more positions, several.
func laidSpan(id SpanID, label Label, attrs Attrs, at ...Pos) Span {
	s := Span{ID: id, Label: label, Attrs: attrs}
	for i := 0; i < len(at); i += 2 {
		s.Ranges = append(s.Ranges, Range{at[i], at[i+1]})
	}
	return s
}

// deskLayer fits the desk scheme.
func deskLayer() Layer {
	return Laid(NewText(strings.Repeat("word, and ", 20)), []Span{
		laidSpan("c1", "claim", Attrs{{"check", "maybe"}, {"kind", "fact"}, {"score", "0.5"}}, 0, 40),
		laidSpan("c2", "claim", Attrs{{"check", "yes"}}, 10, 20),
		laidSpan("c3", "claim", nil, 50, 55, 60, 65),
		laidSpan("q1", "cue", nil, 12, 15),
		laidSpan("w1", "content", Attrs{{"check", "maybe"}}, 70, 90),
		laidSpan("q2", "cue", nil, 72, 74),
		laidSpan("s1", "source", Attrs{{"kind", "poll"}}, 100, 104),
		laidSpan("s2", "source", Attrs{{"kind", "true"}}, 110, 114),
	}, []Relation{
		{ID: "r1", Label: "said-by", Head: "w1", Tail: "s1", Attrs: Attrs{{"score", "1"}}},
		{ID: "r2", Label: "said-by", Head: "w1", Tail: "q2"},
		{ID: "r3", Label: "said-by", Head: "c1", Tail: "s1"},
		{ID: "r4", Label: "source", Head: "s1", Tail: "s2"},
	}, Attrs{{AttrState, "done"}, {"genre", "blog"}})
}

// withoutClaim takes the first label away, and out of all that names it.
func withoutClaim(s *Scheme) {
	s.Labels = s.Labels[1:]
	s.Labels[1].Inside = []Label{"content"}
	s.Attributes = slices.Delete(s.Attributes, 2, 3)
	s.Attributes[0].On, s.Attributes[2].On = []string{"content"}, []string{"said-by"}
	s.Relations[0].Heads = []Label{"content"}
}

func TestFalloutOf(t *testing.T) {
	tests := []struct {
		name string
		edit func(s *Scheme)
		want []string // each cause with its ids
	}{
		{"nothing", func(s *Scheme) {}, nil},
		{"label gone", withoutClaim, []string{"3 marks have the label “Claim”, which is gone: c1 c2 c3", "1 mark of Cue does not lie inside Content, but must now: q1", "1 link “said by” goes from Claim, which is no longer allowed: r3"}},
		{"in parts", func(s *Scheme) { s.Labels[0].Contiguous = true }, []string{"1 mark of Claim is in parts, but must be one piece now: c3"}},
		{"inside", func(s *Scheme) { s.Labels[1].Inside = []Label{"claim", "content"} }, []string{"2 marks of Source do not lie inside Claim or Content, but must now: s1 s2"}},
		{"no overlap", func(s *Scheme) { s.Groups[0].Overlap = OverlapNone }, []string{"2 marks of Claims overlap another, which is no longer allowed: c1 c2"}},
		{"no overlap, except for what lies inside", func(s *Scheme) { s.Groups[1].Overlap = OverlapNone }, nil},
		{"attribute gone", func(s *Scheme) { s.Attributes = s.Attributes[1:] }, []string{"3 marks have a value for Check-worthy, which is gone: c1 c2 w1"}},
		{"attribute gone from marks and links", func(s *Scheme) { s.Attributes = slices.Delete(s.Attributes, 3, 4) }, []string{"1 mark and 1 link have a value for Score, which is gone: c1 r1"}},
		{"one of two with an id gone", func(s *Scheme) { s.Attributes = slices.Delete(s.Attributes, 1, 2) }, []string{"2 marks have a value for Kind, which is gone: s1 s2"}},
		{"attribute off a label", func(s *Scheme) { s.Attributes[0].On = []string{"content"} }, []string{"2 marks have a value for Check-worthy, which is no longer on Claim: c1 c2"}},
		{"values gone", func(s *Scheme) { s.Attributes[0].Values = []string{"no"} }, []string{"2 marks have the value “maybe” of Check-worthy, which is gone: c1 w1", "1 mark has the value “yes” of Check-worthy, which is gone: c2"}},
		{"values gone from the article", func(s *Scheme) { s.Attributes[4].Values = []string{"news"} }, []string{"The article has the value “blog” of Genre, which is gone: "}},
		{"to yes or no", func(s *Scheme) { s.Attributes[1].Type = Boolean }, []string{"1 mark has a value for Kind that is neither true nor false: s1"}},
		{"to a number", func(s *Scheme) { s.Attributes[1].Type = Number }, []string{"2 marks have a value for Kind that is not a number: s1 s2"}},
		{"to a choice", func(s *Scheme) { s.Attributes[1].Type, s.Attributes[1].Values = Enum, []string{"poll"} }, []string{"1 mark has a value for Kind that is not one of its choices: s2"}},
		{"to a text", func(s *Scheme) {
			s.Attributes[0] = AttrDef{ID: "check", On: s.Attributes[0].On, Title: "Check-worthy", Type: String}
		}, nil},
		{"needed", func(s *Scheme) { s.Attributes[0].Required, s.Attributes[3].Required = true, true }, []string{
			"2 marks of Claim are unfinished: Score must be set now: c2 c3",
			"1 mark of Claim is unfinished: Check-worthy must be set now: c3",
			"2 links of “said by” are unfinished: Score must be set now: r2 r3",
		}},
		{"needed in the article", func(s *Scheme) {
			s.Attributes[4].Required = true
			s.Attributes = append(s.Attributes, AttrDef{ID: "desk", On: []string{onDocument}, Title: "Desk", Type: String, Required: true})
		}, []string{"The article is unfinished: Desk must be set now: "}},
		{"relation gone", func(s *Scheme) { s.Relations, s.Attributes[3].On = s.Relations[1:], []string{"claim"} }, []string{"3 links are “said by”, which is gone: r1 r2 r3"}},
		{"ends", func(s *Scheme) { s.Relations[0].Heads, s.Relations[0].Tails = []Label{"content"}, []Label{"source"} }, []string{
			"1 link “said by” goes from Claim, which is no longer allowed: r3",
			"1 link “said by” goes to Cue, which is no longer allowed: r2",
		}},
		{"too many", func(s *Scheme) { s.Relations[0].Max = 1 }, []string{"1 mark has more than 1 “said by”, the most allowed now: w1 r1 r2"}},
		{"too few", func(s *Scheme) { s.Relations[0].Min, s.Relations[1].Min = 1, 2 }, []string{
			"2 marks of Claim are unfinished: at least 1 “said by” is needed now: c2 c3",
			"1 mark of Source is unfinished: at least 2 “same as” are needed now: s1",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			next := edited(test.edit)
			next.Presets = nil // they do not bear on marks
			if err := next.Validate(); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range FalloutOf(deskLayer(), deskScheme(), next) {
				var ids []string
				for _, id := range slices.Concat(f.Spans, f.Relations) {
					ids = append(ids, string(id))
				}
				got = append(got, f.Cause+": "+strings.Join(ids, " "))
				if f.Unfinished != strings.Contains(f.Cause, "unfinished") {
					t.Errorf("%q: unfinished is %v", f.Cause, f.Unfinished)
				}
			}
			if d := cmp.Diff(test.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func TestFalloutCrossing(t *testing.T) {
	l := Laid(NewText(strings.Repeat("word ", 20)), []Span{laidSpan("a", "claim", nil, 0, 10), laidSpan("b", "claim", nil, 5, 15)}, nil, nil)
	free := edited(func(s *Scheme) { s.Groups[0].Overlap = OverlapFree })
	want := []Fallout{{Cause: "2 marks of Claims overlap another that they do not lie inside, which is no longer allowed", Count: 2, Spans: []SpanID{"a", "b"}}}
	if d := cmp.Diff(want, FalloutOf(l, free, deskScheme())); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if got := FalloutOf(l, deskScheme(), edited(withoutClaim)); got != nil {
		t.Errorf("what did not fit before is counted: %v", got)
	}
}

func TestFalloutListsFirstIDs(t *testing.T) {
	got := FalloutOf(crowded(2000), deskScheme(), edited(withoutClaim))
	if len(got) != 1 || got[0].Count != 2000 || got[0].Cause != "2000 marks have the label “Claim”, which is gone" || len(got[0].Spans) != falloutIDs || got[0].Spans[9] != "s000009" {
		t.Errorf("%+v", got)
	}
}

// drawMarked draws a layer of the world of [drawScheme], with labels and values that a scheme may lack.
func drawMarked(t *rapid.T) Layer {
	const n = 16
	attrs := func() Attrs {
		var a Attrs
		for _, name := range []string{"check", "score"} {
			if rapid.Bool().Draw(t, "set") {
				a = append(a, Field{name, rapid.SampledFrom([]string{"1", "true", "x", "y"}).Draw(t, "value")})
			}
		}
		return a
	}
	var spans []Span
	var relations []Relation
	for i := range rapid.IntRange(1, 7).Draw(t, "spans") {
		cuts := rapid.SliceOfNDistinct(rapid.IntRange(0, n), 2, 2+2*rapid.IntRange(0, 1).Draw(t, "parts"), rapid.ID).Draw(t, "cuts")
		slices.Sort(cuts)
		s := Span{ID: SpanID(fmt.Sprintf("s%d", i)), Label: rapid.SampledFrom([]Label{"claim", "source", "cue", "content"}).Draw(t, "label"), Attrs: attrs()}
		for k := 0; k+1 < len(cuts); k += 2 {
			s.Ranges = append(s.Ranges, Range{Pos(cuts[k]), Pos(cuts[k+1])})
		}
		spans = append(spans, s)
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "relations") {
		end := func() SpanID { return spans[rapid.IntRange(0, len(spans)-1).Draw(t, "end")].ID }
		relations = append(relations, Relation{
			ID: SpanID(fmt.Sprintf("r%d", i)), Label: rapid.SampledFrom([]Label{"links", "source"}).Draw(t, "type"),
			Head: end(), Tail: end(), Attrs: attrs(),
		})
	}
	return Laid(NewText(strings.Repeat("x", n)), spans, relations, inOrder(append(attrs(), Field{AttrState, "done"})))
}

func inOrder(a Attrs) Attrs {
	slices.SortFunc(a, func(x, y Field) int { return strings.Compare(x.Name, y.Name) })
	return a
}

// unfitting is what of l a scheme does not allow, and what it finds unfinished, each found the slow way.
func unfitting(s Scheme, l Layer) (unfit map[SpanID]bool, lacks map[string]bool) {
	unfit, lacks = map[SpanID]bool{}, map[string]bool{}
	attrs := func(id SpanID, on string, attrs Attrs) {
		for _, a := range attrs {
			if s.CheckAttr(on, a.Name, a.Value) != nil {
				unfit[id] = true
			}
		}
	}
	needs := func(id SpanID, on string, attrs Attrs) {
		for _, d := range s.AttrsOf(on) {
			if _, set := attrs.Get(d.ID); d.Required && !set {
				lacks[fmt.Sprintf("%s lacks %s", id, d.ID)] = true
			}
		}
	}
	for x := range l.Spans() {
		if s.CheckSpan(l, x) != nil {
			unfit[x.ID] = true
		}
		attrs(x.ID, string(x.Label), x.Attrs)
		needs(x.ID, string(x.Label), x.Attrs)
		for _, d := range s.RelationsFrom(x.Label) {
			n := 0
			for _, r := range l.RelationsOf(x.ID) {
				if r.Label == d.ID && r.Head == x.ID {
					n++
				}
			}
			if _, ok := s.Label(x.Label); ok && n < d.Min {
				lacks[fmt.Sprintf("%s links %s", x.ID, d.ID)] = true
			}
		}
	}
	for _, r := range l.Relations() {
		if s.CheckRelation(l, r) != nil {
			unfit[r.ID] = true
		}
		attrs(r.ID, string(r.Label), r.Attrs)
		if _, label := s.Label(r.Label); !label {
			needs(r.ID, string(r.Label), r.Attrs)
		}
	}
	return unfit, lacks
}

// TestFalloutMatchesCheck: what falls out is what Check lets pass under the one scheme and not under the other, whatever
// the schemes and the marks; and no scheme has any fallout to itself.
func TestFalloutMatchesCheck(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, s, next := drawMarked(t), drawScheme(t, "s"), drawScheme(t, "next")
		if got := FalloutOf(l, s, s); got != nil {
			t.Fatalf("fallout to itself: %v", got)
		}
		before, lacked := unfitting(s, l)
		after, lacks := unfitting(next, l)
		want, wantUnfinished := map[SpanID]bool{}, map[SpanID]bool{}
		for id := range after {
			if !before[id] {
				want[id] = true
			}
		}
		for lack := range lacks {
			id, _, _ := strings.Cut(lack, " ")
			r, isLink := l.Relation(SpanID(id))
			_, stays := next.RelationDef(r.Label)
			if !lacked[lack] && !before[SpanID(id)] && (!isLink || stays) {
				wantUnfinished[SpanID(id)] = true
			}
		}
		got, gotUnfinished := map[SpanID]bool{}, map[SpanID]bool{}
		last := false
		for _, f := range falloutOf(l, s, next) {
			if last && !f.Unfinished {
				t.Fatalf("%q stands behind what is unfinished", f.Cause)
			}
			last = f.Unfinished
			ids := slices.Concat(f.Spans, f.Relations)
			if strings.Contains(f.Cause, "the most allowed now") {
				ids = f.Relations // the spans are where they begin, and fit
			} else if n := len(ids) + strings.Count(strings.ToLower(f.Cause), "the article "); n != f.Count {
				t.Fatalf("%q counts %d, but has %v", f.Cause, f.Count, ids)
			}
			for _, id := range ids {
				if f.Unfinished {
					gotUnfinished[id] = true
				} else {
					got[id] = true
				}
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("falls out (-want +got)\n%s", d)
		}
		if d := cmp.Diff(wantUnfinished, gotUnfinished); d != "" {
			t.Fatalf("unfinished (-want +got)\n%s", d)
		}
	})
}

// TestAddingHasNoFallout: labels, values and attributes that are not required may be added freely.
func TestAddingHasNoFallout(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, s := drawMarked(t), drawScheme(t, "s")
		next := s
		next.Labels = append(slices.Clone(s.Labels), LabelDef{ID: "tone", Title: "Tone", Group: "a"})
		next.Attributes = slices.Clone(s.Attributes)
		for i, a := range next.Attributes {
			if a.Type == Enum {
				next.Attributes[i].Values = append(slices.Clone(a.Values), "another")
			}
		}
		next.Attributes = append(next.Attributes, AttrDef{ID: "extra", On: []string{"tone", string(s.Labels[0].ID)}, Title: "Extra", Type: Number})
		if got := FalloutOf(l, s, next); got != nil {
			t.Fatalf("%v", got)
		}
		if s.Changes(next) == nil {
			t.Fatal("no changes")
		}
	})
}

func BenchmarkFalloutOf(b *testing.B) {
	l, s, next := crowded(20_000), deskScheme(), edited(withoutClaim)
	for b.Loop() {
		_ = FalloutOf(l, s, next)
	}
}
