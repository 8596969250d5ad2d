package rules_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"galley/annotate"
	"galley/annotate/rules"
)

const story = "Rents fell, Mayor Ida Brandt said. Fares rose, Jan Roe said."

// proposed is a report of spans given as "label from to", and of relations given as "label from-index to-index".
func proposed(rule, version string, lines ...string) rules.Report {
	r := rules.Report{Rule: rule, Version: version}
	for _, l := range lines {
		var label string
		var a, b int
		_, _ = fmt.Sscan(l, &label, &a, &b)
		origin := &annotate.Origin{Rule: rule, Version: version, Score: 0.5}
		if strings.HasPrefix(label, ">") {
			x := rules.Link{}
			x.Label, x.Head, x.Tail, x.Origin = annotate.Label(label[1:]), r.Spans[a].ID, r.Spans[b].ID, origin
			x.ID = rules.LinkID(rule, x.Label, x.Head, x.Tail)
			r.Links = append(r.Links, x)
			continue
		}
		x := rules.Span{Reason: "for " + version}
		x.Label, x.Ranges, x.Origin = annotate.Label(label), []annotate.Range{{From: annotate.Pos(a), To: annotate.Pos(b)}}, origin
		x.ID = rules.SpanID(rule, "", x.Label, x.Ranges)
		r.Spans = append(r.Spans, x)
	}
	return r
}

// apply applies a transaction that must fit.
func apply(t interface{ Fatal(...any) }, l annotate.Layer, tx annotate.Tx) annotate.Layer {
	next, _, err := l.Apply(tx)
	if err != nil {
		t.Fatal(err)
	}
	return next
}

// listed says what waits, one word a suggestion.
func listed(d rules.Desk) string {
	var out []string
	for _, s := range d.Open() {
		switch o := s.Origin(); {
		case s.Span != nil:
			out = append(out, fmt.Sprintf("%s:%d@%s", s.Span.Label, s.At.From, o.Version))
		case s.Link != nil:
			out = append(out, fmt.Sprintf(">%s@%s", s.Link.Label, o.Version))
		default:
			out = append(out, fmt.Sprintf("=%s@%s", s.Value.Value, o.Version))
		}
	}
	return strings.Join(out, " ")
}

func desk() rules.Desk {
	l := annotate.NewLayer(annotate.NewText(story))
	return rules.Desk{Suggested: l, Own: l, By: "ana"}
}

// scheme allows what the tests do.
func scheme() annotate.Scheme {
	return annotate.Scheme{
		ID: "test", Version: 1, Groups: []annotate.Group{{ID: "g", Overlap: annotate.OverlapNone}},
		Labels:     []annotate.LabelDef{{ID: "claim", Group: "g", Title: "Claim"}, {ID: "source", Group: "g", Title: "Source"}},
		Relations:  []annotate.RelationDef{{ID: "says", Title: "Says", Heads: []annotate.Label{"claim"}, Tails: []annotate.Label{"source"}, Max: 1}},
		Attributes: []annotate.AttrDef{{ID: "kind", On: []string{"source"}, Title: "Kind", Type: annotate.Enum, Values: []string{"person", "paper"}}},
	}
}

// pick returns the suggestion that begins with a word of listed.
func pick(t *testing.T, d rules.Desk, word string) rules.Suggestion {
	t.Helper()
	for i, w := range strings.Fields(listed(d)) {
		if strings.HasPrefix(w, word) {
			return d.Open()[i]
		}
	}
	t.Fatalf("nothing is like %q in %q", word, listed(d))
	return rules.Suggestion{}
}

func TestMergeAndSettle(t *testing.T) {
	v1 := proposed("names", "1", "claim 0 10", "source 12 28", ">says 0 1")
	v2 := proposed("names", "2", "claim 0 10", "source 12 28", ">says 0 1", "claim 35 45")
	fewer := proposed("names", "3", "source 12 28")
	other := proposed("other", "1", "source 47 54")
	stopped := rules.Report{Rule: "names", Version: "9", Stop: &rules.Stop{Kind: rules.Steps}}
	d := desk()
	merge := func(want string, reports ...rules.Report) {
		t.Helper()
		d.Suggested = apply(t, d.Suggested, rules.Merge(d.Suggested, reports...))
		if got := listed(d); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		if tx := rules.Merge(d.Suggested, reports...); len(tx) > 0 {
			t.Errorf("again it does %v", tx)
		}
	}
	merge("claim:0@1 >says@1 source:12@1", v1)
	merge("claim:0@1 >says@1 source:12@1 source:47@1", v1, other)
	merge("claim:0@2 >says@2 source:12@2 claim:35@2 source:47@1", v2)
	merge("claim:0@2 >says@2 source:12@2 claim:35@2 source:47@1", stopped)

	// What is rejected stays so, whatever version proposes it, until that is undone.
	no := d.Reject(pick(t, d, "claim:35"))
	before := d.Own
	d.Own = apply(t, d.Own, no)
	merge("claim:0@1 >says@1 source:12@1 source:47@1", v1)
	merge("claim:0@2 >says@2 source:12@2 source:47@1", v2)
	undone := d
	undone.Own = apply(t, d.Own, no.Invert())
	if got := listed(undone); got != "claim:0@2 >says@2 source:12@2 claim:35@2 source:47@1" {
		t.Errorf("undone, it is %q", got)
	}
	if undone.Own.Len() != before.Len() {
		t.Error("undoing left something")
	}

	// An accepted suggestion is a mark with its origin; the relation comes with its second end.
	for _, word := range []string{"claim:0", "source:12"} {
		tx, err := d.Accept(pick(t, d, word), scheme())
		if err != nil {
			t.Fatal(err)
		}
		d.Own = apply(t, d.Own, tx)
	}
	if got := listed(d); got != "source:47@1" || d.Own.Len() != 2 || len(d.Own.Relations()) != 1 {
		t.Errorf("accepted, it is %q, %d marks, %d relations", got, d.Own.Len(), len(d.Own.Relations()))
	}
	mark, _ := d.Own.Span(rules.AcceptedID(v1.Spans[0].ID, "ana"))
	if mark.Origin == nil || *mark.Origin != (annotate.Origin{Rule: "names", Version: "2", Score: 0.5}) || len(mark.Attrs) > 0 {
		t.Errorf("the mark is %+v", mark)
	}
	merge("source:47@1", v2)
	merge("source:47@1", fewer)

	// A mark that was accepted and then taken off is not proposed again.
	tx, err := annotate.DeleteSpan(d.Own, mark.ID)
	if err != nil {
		t.Fatal(err)
	}
	d.Own = apply(t, d.Own, tx)
	merge("source:47@1", v2)

	// A mark made by hand needs no suggestion, and relations find it.
	d = desk()
	d.Own = apply(t, d.Own, annotate.Tx{annotate.AddSpan{Span: annotate.Span{ID: "hand", Label: "claim", Ranges: v1.Spans[0].Ranges}}})
	merge(">says@1 source:12@1", v1)
	if tx, err = d.Accept(pick(t, d, "source"), scheme()); err != nil {
		t.Fatal(err)
	}
	d.Own = apply(t, d.Own, tx)
	if r := d.Own.RelationsOf("hand"); len(r) != 1 || r[0].Head != "hand" {
		t.Errorf("relations of the mark made by hand: %v", r)
	}
}

func TestValues(t *testing.T) {
	d := desk()
	d.Own = apply(t, d.Own, annotate.Tx{annotate.AddSpan{Span: annotate.Span{ID: "s", Label: "source", Ranges: []annotate.Range{{From: 12, To: 28}}}}})
	r := rules.Report{Rule: "kinds", Version: "1", Values: []rules.Value{{
		ID: rules.ValueID("kinds", "s", "kind", "person"), On: "s", Name: "kind", Value: "person", Origin: &annotate.Origin{Rule: "kinds", Version: "1", Score: 1}, Reason: "a name",
	}}}
	d.Suggested = apply(t, d.Suggested, rules.Merge(d.Suggested, r))
	if got := listed(d); got != "=person@1" {
		t.Fatalf("it is %q", got)
	}
	tx, err := d.Accept(d.Open()[0], scheme())
	if err != nil {
		t.Fatal(err)
	}
	d.Own = apply(t, d.Own, tx)
	if s, _ := d.Own.Span("s"); len(s.Attrs) != 1 || s.Attrs[0].Value != "person" || listed(d) != "" {
		t.Errorf("%+v, and there waits %q", s, listed(d))
	}
	r.Values, r.Version = nil, "2"
	if d.Suggested = apply(t, d.Suggested, rules.Merge(d.Suggested, r)); len(d.Suggested.Attrs()) > 0 {
		t.Errorf("what is proposed no longer stays: %v", d.Suggested.Attrs())
	}
}

func TestAcceptAll(t *testing.T) {
	d := desk()
	d.Suggested = apply(t, d.Suggested, rules.Merge(d.Suggested, proposed("a", "1", "claim 0 10", "source 12 28", ">says 0 1"), proposed("b", "1", "claim 6 20")))
	tx, left := d.AcceptAll(scheme(), func(rules.Suggestion) bool { return true })
	d.Own = apply(t, d.Own, tx)
	if d.Own.Len() != 2 || len(d.Own.Relations()) != 1 || len(left) != 1 || !errors.Is(left[0], annotate.ErrScheme) {
		t.Errorf("%d marks, left %v", d.Own.Len(), left)
	}
	if got := listed(d); got != "claim:6@1" {
		t.Errorf("there waits %q", got)
	}
}

// Whatever rules propose in whatever order, merging fits, merging again does nothing, and what is settled stays settled.
func TestMergeLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := desk()
		settled := map[annotate.SpanID]bool{}
		for range rapid.IntRange(1, 6).Draw(t, "rounds") {
			var reports []rules.Report
			for _, rule := range []string{"a", "b"} {
				if !rapid.Bool().Draw(t, rule) {
					continue
				}
				var lines []string
				for range rapid.IntRange(0, 4).Draw(t, "spans") {
					at := rapid.IntRange(0, 5).Draw(t, "at") * 9
					lines = append(lines, fmt.Sprintf("%s %d %d", rapid.SampledFrom([]string{"claim", "source"}).Draw(t, "label"), at, at+5))
				}
				if n := len(lines); n > 1 && rapid.Bool().Draw(t, "link") && lines[0] != lines[1] {
					lines = append(lines, ">says 0 1")
				}
				reports = append(reports, proposed(rule, fmt.Sprint(rapid.IntRange(1, 3).Draw(t, "version")), lines...))
			}
			d.Suggested = apply(t, d.Suggested, rules.Merge(d.Suggested, reports...))
			if tx := rules.Merge(d.Suggested, reports...); len(tx) > 0 {
				t.Fatalf("again it does %v", tx)
			}
			open := d.Open()
			if len(open) > 0 {
				s := open[rapid.IntRange(0, len(open)-1).Draw(t, "which")]
				if tx, err := d.Accept(s, scheme()); err == nil && rapid.Bool().Draw(t, "accept") {
					d.Own = apply(t, d.Own, tx)
				} else {
					d.Own = apply(t, d.Own, d.Reject(s))
				}
				settled[s.ID] = true
			}
			if i := slices.IndexFunc(d.Open(), func(s rules.Suggestion) bool { return settled[s.ID] }); i >= 0 {
				t.Fatalf("%v came back", d.Open()[i])
			}
		}
	})
}
