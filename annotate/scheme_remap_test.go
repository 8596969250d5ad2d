package annotate

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestRemap(t *testing.T) {
	tests := []struct {
		name string
		r    Renaming
		want Attrs // of the claim c1, which has check maybe, kind fact, score 0.5
		ops  int
	}{
		{"nothing", Renaming{}, Attrs{{"check", "maybe"}, {"kind", "fact"}, {"score", "0.5"}}, 0},
		{"to itself", Renaming{Label: map[Label]Label{"claim": "claim"}, Attr: map[string]string{"claim.check": "check"}}, Attrs{{"check", "maybe"}, {"kind", "fact"}, {"score", "0.5"}}, 0},
		{"attribute", Renaming{Attr: map[string]string{"claim.check": "worth"}}, Attrs{{"kind", "fact"}, {"score", "0.5"}, {"worth", "maybe"}}, 4},
		{"value", Renaming{Value: map[string]string{"claim.check=maybe": "unsure"}}, Attrs{{"check", "unsure"}, {"kind", "fact"}, {"score", "0.5"}}, 1},
		{"attribute and value", Renaming{Attr: map[string]string{"claim.check": "worth"}, Value: map[string]string{"claim.check=maybe": "unsure"}}, Attrs{{"kind", "fact"}, {"score", "0.5"}, {"worth", "unsure"}}, 4},
		{"two that change places", Renaming{Attr: map[string]string{"claim.check": "kind", "claim.kind": "check"}}, Attrs{{"check", "fact"}, {"kind", "maybe"}, {"score", "0.5"}}, 4},
		{"a name that is taken", Renaming{Attr: map[string]string{"claim.check": "kind"}}, Attrs{{"kind", "fact"}, {"score", "0.5"}}, 3},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			l := deskLayer()
			tx := Remap(l, test.r)
			next, _, err := l.Apply(tx)
			if err != nil {
				t.Fatal(err)
			}
			got, _ := next.Span("c1")
			if d := cmp.Diff(test.want, got.Attrs); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
			if len(tx) != test.ops {
				t.Errorf("%d operations, want %d: %v", len(tx), test.ops, tx)
			}
		})
	}
}

// TestRemapTellsLabelsFromRelations: a relation type of the label's id keeps its name.
func TestRemapTellsLabelsFromRelations(t *testing.T) {
	next, _, err := deskLayer().Apply(Remap(deskLayer(), Renaming{Label: map[Label]Label{"source": "who"}, Attr: map[string]string{"document.genre": "form"}}))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := next.Span("s1")
	r, _ := next.Relation("r4")
	if form, _ := next.Attr("form"); s.Label != "who" || r.Label != "source" || form != "blog" || next.State() != "done" {
		t.Errorf("span %q, relation %q, form %q, state %q", s.Label, r.Label, form, next.State())
	}
}

// TestRemapLaws: the transaction applies, afterwards everything has the new name of what it had and nothing has an old
// one, and its undo brings the layer back.
func TestRemapLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawMarked(t)
		var r Renaming
		fresh := rapid.Bool().Draw(t, "fresh names") // otherwise old names in another place
		names := func(of []string, what string) map[string]string {
			to := rapid.Permutation(of).Draw(t, what)
			m := map[string]string{}
			for i, from := range of {
				if rapid.Bool().Draw(t, what+" renamed") || !fresh {
					m[from] = to[i]
				}
				if _, ok := m[from]; ok && fresh {
					m[from] = "new-" + from
				}
			}
			return m
		}
		labels, kinds := names([]string{"claim", "source", "cue", "content"}, "labels"), names([]string{"links", "source"}, "types")
		attrs, values := names([]string{"check", "score"}, "attributes"), names([]string{"1", "true", "x", "y"}, "values")
		r.Label, r.Relation, r.Attr, r.Value = map[Label]Label{}, map[Label]Label{}, map[string]string{}, map[string]string{}
		for from, to := range labels {
			r.Label[Label(from)] = Label(to)
		}
		for from, to := range kinds {
			r.Relation[Label(from)] = Label(to)
		}
		for _, on := range []string{"claim", "source", "cue", "content", "links", onDocument} {
			for from, to := range attrs {
				r.Attr[on+"."+from] = to
			}
			for _, name := range []string{"check", "score"} {
				for from, to := range values {
					r.Value[on+"."+name+"="+from] = to
				}
			}
		}
		otherwise := func(m map[string]string, name string) string {
			if to, ok := m[name]; ok {
				return to
			}
			return name
		}
		renamed := func(old Attrs) Attrs {
			var want Attrs
			for _, a := range old {
				if a.Name != AttrState {
					a = Field{otherwise(attrs, a.Name), otherwise(values, a.Value)}
				}
				want = append(want, a)
			}
			return inOrder(want)
		}
		want := marksOf(l)
		for id, s := range want.spans {
			s.Label, s.Attrs = Label(otherwise(labels, string(s.Label))), renamed(s.Attrs)
			want.spans[id] = s
		}
		for id, x := range want.relations {
			x.Label, x.Attrs = Label(otherwise(kinds, string(x.Label))), renamed(x.Attrs)
			want.relations[id] = x
		}
		tx := Remap(l, r)
		next, undo, err := l.Apply(tx)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, marksOf(next), cmp.AllowUnexported(marks{})); d != "" {
			t.Fatalf("(-want +got)\n%s", d)
		}
		if d := cmp.Diff(renamed(l.Attrs()), next.Attrs()); d != "" {
			t.Fatalf("document (-want +got)\n%s", d)
		}
		if again := Remap(next, r); fresh && again != nil {
			t.Fatalf("old names are left: %v", again)
		}
		back, _, err := next.Apply(undo)
		if err != nil || !slices.EqualFunc(slices.Collect(l.Spans()), slices.Collect(back.Spans()), EqualSpan) {
			t.Fatalf("undo: %v", err)
		}
	})
}
