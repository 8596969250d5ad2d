package rules_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"galley/annotate"
	"galley/annotate/rules"
)

// busy is a desk over ten times the story where spans of one rule wait, linked two by two, and relations and values of another for
// five marks made by hand.
func busy(t interface{ Fatal(...any) }) rules.Desk {
	l := annotate.NewLayer(annotate.NewText(strings.Repeat(story, 10)))
	d := rules.Desk{Suggested: l, Own: l, By: "ana"}
	var lines []string
	for i := range 50 {
		lines = append(lines, fmt.Sprintf("%s %d %d", []string{"claim", "source"}[i%2], 9*i, 9*i+5))
	}
	for i := range 25 {
		lines = append(lines, fmt.Sprintf(">says %d %d", 2*i, 2*i+1))
	}
	one, other := proposed("a", "1", lines...), rules.Report{Rule: "b", Version: "1"}
	origin := &annotate.Origin{Rule: "b", Version: "1", Score: 0.5}
	for i := range 5 {
		id := annotate.SpanID(fmt.Sprint("hand", i))
		d.Own = apply(t, d.Own, annotate.Tx{annotate.AddSpan{Span: annotate.Span{ID: id, Label: "source", Ranges: []annotate.Range{{From: annotate.Pos(90*i + 6), To: annotate.Pos(90*i + 8)}}}}})
		other.Values = append(other.Values, rules.Value{ID: rules.ValueID("b", id, "kind", "paper"), On: id, Name: "kind", Value: "paper", Origin: origin})
		x := rules.Link{}
		x.Label, x.Head, x.Tail, x.Origin = "says", one.Spans[10*i].ID, id, origin
		x.ID = rules.LinkID("b", x.Label, x.Head, x.Tail)
		other.Links = append(other.Links, x)
	}
	d.Suggested = apply(t, d.Suggested, rules.Merge(d.Suggested, one))
	d.Suggested = apply(t, d.Suggested, rules.Merge(d.Suggested, other))
	return d
}

// What waits after a change is what one finds who looks at everything.
func TestWaitingAfter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := busy(t)
		scheme := scheme()
		scheme.Groups[0].Overlap = annotate.OverlapFree
		scheme.Relations[0].Max = 0
		w := d.Waiting()
		if len(w.All()) < 50 {
			t.Fatalf("%d wait", len(w.All()))
		}
		var done []annotate.Tx
		for n := range rapid.IntRange(1, 12).Draw(t, "steps") {
			var tx annotate.Tx
			own := annotate.Span{}
			for s := range d.Own.Spans() {
				if own.ID == "" || rapid.Bool().Draw(t, "this one") {
					own = s
				}
			}
			open := w.All()
			step := rapid.SampledFrom([]string{"accept", "reject", "by hand", "remove", "move", "relabel", "link", "undo", "all"}).Draw(t, "step")
			if len(open) == 0 && step != "undo" {
				continue
			}
			var s rules.Suggestion
			if len(open) > 0 {
				s = *open[rapid.IntRange(0, min(len(open)-1, 12)).Draw(t, "which")]
			}
			switch step {
			case "accept":
				tx, _ = d.Accept(s, scheme)
			case "reject":
				tx = d.Reject(s)
			case "all":
				tx, _ = d.AcceptAll(scheme, func(x rules.Suggestion) bool { return x.Origin().Rule == s.Origin().Rule })
			case "by hand":
				if s.Span != nil {
					tx = annotate.Tx{annotate.AddSpan{Span: annotate.Span{ID: annotate.SpanID(fmt.Sprint("new", n)), Label: s.Span.Label, Ranges: s.Span.Ranges}}}
				}
			case "remove":
				for _, r := range d.Own.RelationsOf(own.ID) {
					tx = append(tx, annotate.RemoveRelation{Relation: r})
				}
				tx = append(tx, annotate.RemoveSpan{Span: own})
			case "move":
				tx = annotate.Tx{annotate.MoveSpan{ID: own.ID, From: own.Ranges, To: []annotate.Range{s.At}}}
			case "relabel":
				to := annotate.Label("claim")
				if own.Label == to {
					to = "source"
				}
				tx = annotate.Tx{annotate.Relabel{ID: own.ID, From: own.Label, To: to}}
			case "link":
				for x := range d.Own.Spans() {
					if x.Label != own.Label && len(tx) == 0 {
						tx = annotate.Tx{annotate.AddRelation{Relation: annotate.Relation{ID: annotate.SpanID(fmt.Sprint("link", n)), Label: "says", Head: own.ID, Tail: x.ID}}}
					}
				}
			case "undo":
				if len(done) > 0 {
					tx, done = done[len(done)-1].Invert(), done[:len(done)-1]
				}
			}
			next, _, err := d.Own.Apply(tx)
			if err != nil {
				continue // it does not fit here
			}
			if step != "undo" {
				done = append(done, tx)
			}
			d.Own = next
			w = w.After(next, tx)
			if got, want := w.All(), d.Waiting().All(); !reflect.DeepEqual(got, want) && len(got)+len(want) > 0 {
				t.Fatalf("after %s (%v)\ngot  %v\nwant %v", step, tx, ids(got), ids(want))
			}
			for i, s := range w.All() {
				if at, ok := w.Find(s.ID); !ok || at != i {
					t.Fatalf("%s is found at %d (%v), and lies at %d", s.ID, at, ok, i)
				}
			}
		}
	})
}

func ids(all []*rules.Suggestion) (out []string) {
	for _, s := range all {
		out = append(out, fmt.Sprintf("%s@%v", s.ID, s.At))
	}
	return out
}

// To settle one suggestion of thousands looks at few.
func TestWaitingAfterOneOfMany(t *testing.T) {
	d := crowd(t, 1000)
	w := d.Waiting()
	s := *w.All()[700]
	tx, err := d.Accept(s, scheme())
	if err != nil {
		t.Fatal(err)
	}
	d.Own = apply(t, d.Own, tx)
	if n := testing.AllocsPerRun(3, func() { w.After(d.Own, tx) }); n > 200 {
		t.Errorf("%v allocations", n)
	}
	if n := testing.AllocsPerRun(3, func() { _, _ = d.Accept(*w.All()[900], scheme()) }); n > 200 {
		t.Errorf("%v allocations to accept", n)
	}
}

// A relation waits where its head lies, which may have gone far from where it was suggested.
func TestWaitingFollowsMarks(t *testing.T) {
	d := desk()
	d.Suggested = apply(t, d.Suggested, rules.Merge(d.Suggested, proposed("names", "1", "claim 0 10", "source 12 28", ">says 0 1")))
	w := d.Waiting()
	do := func(want string, tx annotate.Tx) {
		t.Helper()
		d.Own = apply(t, d.Own, tx)
		w = w.After(d.Own, tx)
		if got := strings.Join(ids(w.All()), " "); got != want {
			t.Errorf("there waits %q, want %q", got, want)
		}
	}
	claim, source, link := *w.All()[0], *w.All()[1], rules.LinkID("names", "says", w.All()[0].ID, w.All()[1].ID)
	tx, err := d.Accept(claim, scheme())
	if err != nil {
		t.Fatal(err)
	}
	do(string(source.ID)+"@12–28", tx)
	do(string(link)+"@0–10", annotate.Tx{annotate.AddSpan{Span: annotate.Span{ID: "hand", Label: "source", Ranges: []annotate.Range{source.At}}}})
	mine, at := rules.AcceptedID(claim.ID, d.By), claim.At
	for _, to := range []annotate.Range{{From: 35, To: 40}, {From: 40, To: 45}} {
		do(fmt.Sprintf("%s@%v", link, to), annotate.Tx{annotate.MoveSpan{ID: mine, From: []annotate.Range{at}, To: []annotate.Range{to}}})
		at = to
	}
}
