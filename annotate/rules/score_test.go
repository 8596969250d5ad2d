package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"galley/annotate"
	"galley/annotate/rules"
)

// marked is a layer of spans given as "label from to" and of relations as ">label from-index to-index".
func marked(lines ...string) annotate.Layer {
	var spans []annotate.Span
	var links []annotate.Relation
	for _, x := range proposed("by hand", "", lines...).Spans {
		x.ID = annotate.SpanID(fmt.Sprintf("m%d", len(spans)))
		spans = append(spans, x.Span)
	}
	for i, l := range lines {
		var label string
		var a, b int
		if _, _ = fmt.Sscan(l, &label, &a, &b); strings.HasPrefix(label, ">") {
			links = append(links, annotate.Relation{ID: annotate.SpanID(fmt.Sprintf("l%d", i)), Label: annotate.Label(label[1:]), Head: spans[a].ID, Tail: spans[b].ID})
		}
	}
	return annotate.Laid(annotate.NewText(story), spans, links, nil)
}

// told is scores and misses, one line each.
func told(scores []rules.Score, misses []rules.Miss) string {
	var b strings.Builder
	for _, s := range scores {
		fmt.Fprintf(&b, "%s %s: %d %d, exact %d, overlap %d %d\n", s.Rule, s.Label, s.Gold, s.Found, s.Exact, s.Covered, s.Hit)
	}
	for _, m := range misses {
		fmt.Fprintf(&b, "%s %s %s %v\n", m.Rule, m.Kind, m.Label, m.At())
	}
	return b.String()
}

// What rules propose is held against a layer: label by label, exactly and by overlap, with everything that differs at its
// place; relations too, which may end at what another rule proposes.
func TestMeasure(t *testing.T) {
	gold := marked("content 0 10", "source 12 27", "content 34 44", "source 46 53", ">source 0 1", ">source 2 3")
	quotes := rules.Trial{
		Rule:   rules.Meta{Name: "quotes", Labels: []annotate.Label{"content"}},
		Report: proposed("quotes", "1", "content 0 10", "content 36 44", "content 54 58"),
	}
	names := rules.Trial{
		Rule:   rules.Meta{Name: "names", Labels: []annotate.Label{"source"}, Relations: []annotate.Label{"source"}},
		Report: proposed("names", "1", "source 12 27"),
	}
	link := rules.Link{}
	link.Label, link.Head, link.Tail = "source", quotes.Report.Spans[0].ID, names.Report.Spans[0].ID
	link.ID = rules.LinkID("names", "source", link.Head, link.Tail)
	names.Report.Links = append(names.Report.Links, link)
	stopped := rules.Trial{Rule: rules.Meta{Name: "stopped", Labels: []annotate.Label{"cue"}}, Report: rules.Report{Stop: &rules.Stop{}}}
	foreign := rules.Trial{Rule: rules.Meta{Name: "foreign", Labels: []annotate.Label{"cue"}}, Report: rules.Report{Unread: true}}
	want := ` content: 2 3, exact 1, overlap 2 2
 source: 2 1, exact 1, overlap 1 1
 source: 2 1, exact 1, overlap 1 1
names source: 2 1, exact 1, overlap 1 1
names source: 2 1, exact 1, overlap 1 1
quotes content: 2 3, exact 1, overlap 2 2
quotes edges content 34–44
names missed source 34–44
names missed source 46–53
quotes wrong content 54–58
`
	if got := told(rules.Measure(gold, quotes, names, stopped, foreign)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	scores, _ := rules.Measure(gold, quotes)
	for _, tt := range []struct {
		name string
		of   func(bool) (float64, bool)
		want [2]string
	}{
		{"precision", scores[0].Precision, [2]string{"0.333", "0.667"}},
		{"recall", scores[0].Recall, [2]string{"0.500", "1.000"}},
		{"F1", scores[0].F1, [2]string{"0.400", "0.800"}},
	} {
		for i, overlap := range []bool{false, true} {
			if v, ok := tt.of(overlap); !ok || fmt.Sprintf("%.3f", v) != tt.want[i] {
				t.Errorf("%s, overlap %t: %v, want %s", tt.name, overlap, v, tt.want[i])
			}
		}
	}
	if _, ok := (rules.Score{}).F1(false); ok {
		t.Error("nothing marked and nothing proposed has an F1")
	}
	if v, ok := (rules.Score{Gold: 3}).F1(false); !ok || v != 0 {
		t.Error("nothing proposed of what was marked has no F1 of 0")
	}
	if total := rules.Total(slices.Concat(scores, scores)); len(total) != 1 || total[0].Gold != 4 || total[0].Hit != 4 {
		t.Errorf("%+v", total)
	}
}

// Whatever is marked and proposed: what a score counts fits together, each miss is counted, and what proposes exactly what
// was marked misses nothing.
func TestMeasureLaws(t *testing.T) {
	line := rapid.Custom(func(t *rapid.T) string {
		from := rapid.IntRange(0, 50).Draw(t, "from")
		return fmt.Sprintf("%s %d %d", rapid.SampledFrom([]string{"content", "source"}).Draw(t, "label"), from, from+rapid.IntRange(1, 8).Draw(t, "length"))
	})
	meta := rules.Meta{Name: "r", Labels: []annotate.Label{"content", "source"}}
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfNDistinct(line, 0, 12, rapid.ID).Draw(t, "marked")
		found := rapid.SliceOfNDistinct(line, 0, 12, rapid.ID).Draw(t, "proposed")
		scores, misses := rules.Measure(marked(lines...), rules.Trial{Rule: meta, Report: proposed("r", "1", found...)})
		for _, s := range scores {
			if s.Exact > min(s.Gold, s.Found) || s.Exact > min(s.Covered, s.Hit) || s.Covered > s.Gold || s.Hit > s.Found {
				t.Fatalf("%+v", s)
			}
			n := map[rules.MissKind]int{}
			for _, m := range misses {
				if m.Label == s.Label {
					n[m.Kind]++
				}
			}
			if n[rules.Missed]+n[rules.Edges]+s.Exact != s.Gold || n[rules.Wrong]+n[rules.Edges]+s.Exact != s.Found {
				t.Fatalf("%+v misses %v", s, n)
			}
		}
		scores, misses = rules.Measure(marked(lines...), rules.Trial{Rule: meta, Report: proposed("r", "1", lines...)})
		if len(misses) > 0 || scores[0].Exact != scores[0].Gold || scores[1].Exact != scores[1].Found {
			t.Fatalf("%v proposed as marked: %v", lines, told(scores, misses))
		}
	})
}
