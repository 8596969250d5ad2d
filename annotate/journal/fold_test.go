package journal_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"

	"github.com/google/go-cmp/cmp"
)

func span(id annotate.SpanID, from, to annotate.Pos) annotate.Span {
	return annotate.Span{ID: id, Label: "claim", Ranges: []annotate.Range{{From: from, To: to}}}
}

func on(actor journal.Actor, seq, lamport int, tx ...annotate.Op) journal.Entry {
	return journal.Entry{
		Ref: journal.Ref{Actor: actor, Seq: seq}, Lamport: lamport, Stream: journal.Stream{Doc: "harbour", Layer: "ana"}, Tx: tx,
	}
}

func undoing(e journal.Entry, r journal.Ref) journal.Entry {
	e.Undoes = &r
	return e
}

func TestConflicts(t *testing.T) {
	s := span("s1", 0, 7)
	moved := s
	moved.Ranges = []annotate.Range{{From: 0, To: 15}}
	start := on("a", 1, 1, annotate.AddSpan{Span: s}, annotate.AddSpan{Span: span("s2", 8, 15)})
	link := annotate.Relation{ID: "r1", Label: "source", Head: "s1", Tail: "s2"}
	rs := func(from, to annotate.Pos) []annotate.Range { return []annotate.Range{{From: from, To: to}} }
	yes, no := "yes", "no"
	for _, tt := range []struct {
		name    string
		entries []journal.Entry
		want    string // the layer's spans and relations
		told    string // kind and target of the conflicts
	}{
		{"one after the other", []journal.Entry{start,
			on("a", 2, 2, annotate.Relabel{ID: "s1", From: "claim", To: "source"}),
			on("b", 1, 3, annotate.Relabel{ID: "s1", From: "source", To: "content"}),
		}, "s1 content 0–7, s2 claim 8–15", ""},
		{"one field twice", []journal.Entry{start,
			on("a", 2, 2, annotate.Relabel{ID: "s1", From: "claim", To: "source"}),
			on("b", 1, 2, annotate.Relabel{ID: "s1", From: "claim", To: "content"}),
		}, "s1 content 0–7, s2 claim 8–15", "edited s1"},
		{"one field twice, alike", []journal.Entry{start,
			on("a", 2, 2, annotate.Relabel{ID: "s1", From: "claim", To: "source"}),
			on("b", 1, 2, annotate.Relabel{ID: "s1", From: "claim", To: "source"}),
		}, "s1 source 0–7, s2 claim 8–15", ""},
		{"two fields", []journal.Entry{start,
			on("a", 2, 2, annotate.Relabel{ID: "s1", From: "claim", To: "source"}),
			on("b", 1, 2, annotate.MoveSpan{ID: "s1", From: rs(0, 7), To: rs(0, 15)}),
			on("c", 1, 2, annotate.SetAttr{ID: "s1", Name: "sure", To: &yes}),
		}, "s1 source 0–15, s2 claim 8–15", ""},
		{"an attribute twice", []journal.Entry{start,
			on("a", 2, 2, annotate.SetAttr{ID: "s1", Name: "sure", To: &yes}),
			on("b", 1, 2, annotate.SetAttr{ID: "s1", Name: "sure", To: &no}),
			on("c", 1, 3, annotate.SetAttr{Name: "topic", To: &no}),
			on("d", 1, 3, annotate.SetAttr{Name: "topic", To: &yes}),
		}, "s1 claim 0–7, s2 claim 8–15", "edited s1, edited "},
		{"edit after deletion", []journal.Entry{start,
			on("a", 2, 2, annotate.RemoveSpan{Span: s}),
			on("b", 1, 2, annotate.MoveSpan{ID: "s1", From: rs(0, 7), To: rs(0, 15)}),
		}, "s2 claim 8–15", "deleted s1"},
		{"deletion after an edit it did not know", []journal.Entry{start,
			on("a", 2, 2, annotate.MoveSpan{ID: "s1", From: rs(0, 7), To: rs(0, 15)}),
			on("b", 1, 2, annotate.RemoveSpan{Span: s}),
		}, "s2 claim 8–15", "unseen s1"},
		{"deletion after an edit it knew", []journal.Entry{start,
			on("a", 2, 2, annotate.MoveSpan{ID: "s1", From: rs(0, 7), To: rs(0, 15)}),
			on("b", 1, 3, annotate.RemoveSpan{Span: moved}),
		}, "s2 claim 8–15", ""},
		{"both delete", []journal.Entry{start,
			on("a", 2, 2, annotate.RemoveSpan{Span: s}), on("b", 1, 2, annotate.RemoveSpan{Span: s}),
		}, "s2 claim 8–15", ""},
		{"both delete and one takes it back", []journal.Entry{start,
			on("a", 2, 2, annotate.RemoveSpan{Span: s}), on("b", 1, 2, annotate.RemoveSpan{Span: s}),
			undoing(on("b", 2, 3, annotate.AddSpan{Span: s}), journal.Ref{Actor: "b", Seq: 1}),
		}, "s1 claim 0–7, s2 claim 8–15", "restored s1"},
		{"another takes the deletion back", []journal.Entry{start,
			on("a", 2, 2, annotate.RemoveSpan{Span: s}),
			undoing(on("b", 1, 3, annotate.AddSpan{Span: s}), journal.Ref{Actor: "a", Seq: 2}),
		}, "s1 claim 0–7, s2 claim 8–15", ""},
		{"two additions", []journal.Entry{start,
			on("b", 1, 1, annotate.AddSpan{Span: span("s1", 0, 15)}), on("c", 1, 1, annotate.AddSpan{Span: s}),
		}, "s1 claim 0–7, s2 claim 8–15", "twice s1"},
		{"link to a deleted span", []journal.Entry{start,
			on("a", 2, 2, annotate.RemoveSpan{Span: s}), on("b", 1, 2, annotate.AddRelation{Relation: link}),
		}, "s2 claim 8–15", "unlinked r1"},
		{"deletion of a span linked meanwhile", []journal.Entry{start,
			on("a", 2, 2, annotate.AddRelation{Relation: link}), on("b", 1, 2, annotate.RemoveSpan{Span: s}),
		}, "s2 claim 8–15", "unlinked r1"},
		{"outside", []journal.Entry{start,
			on("a", 2, 2, annotate.AddSpan{Span: span("s3", 60, 4000)}, annotate.AddSpan{Span: span("s4", 1, 2)}),
			on("a", 3, 3, annotate.MoveSpan{ID: "s1", From: rs(0, 7), To: rs(-1, 4)}),
		}, "s1 claim 0–7, s4 claim 1–2, s2 claim 8–15", "outside s3, outside s1"},
		{"inside an emoji", []journal.Entry{start, on("a", 2, 2, annotate.AddSpan{Span: span("s3", 16, 18)})},
			"s1 claim 0–7, s2 claim 8–15", "split s3"},
		{"nonsense", []journal.Entry{start, on("a", 2, 2,
			annotate.AddSpan{Span: annotate.Span{ID: "s3", Label: "claim"}}, annotate.AddSpan{Span: span("s 4", 0, 1)},
			annotate.AddSpan{Span: span("s5", 3, 3)}, annotate.Relabel{ID: "s1", From: "claim"},
			annotate.SetAttr{ID: "s1", To: &yes}, annotate.AddSpan{Span: annotate.Span{
				ID: "s6", Label: "claim", Ranges: rs(0, 3), Attrs: annotate.Attrs{{Name: "b"}, {Name: "a"}}}})},
			"s1 claim 0–7, s2 claim 8–15", "unfit s3, unfit s 4, unfit s5, unfit s1, unfit s1, unfit s6"},
		{"of nothing", []journal.Entry{start, on("a", 2, 2, annotate.RemoveSpan{Span: span("x", 0, 1)},
			annotate.Relabel{ID: "y", From: "claim", To: "source"}, annotate.RemoveRelation{Relation: link})},
			"s1 claim 0–7, s2 claim 8–15", "missing x, missing y, missing r1"},
		{"one name, two entries", []journal.Entry{start, on("a", 1, 1, annotate.AddSpan{Span: span("s3", 0, 1)})},
			"s1 claim 0–7, s3 claim 0–1, s2 claim 8–15", "clash "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, cs := journal.Fold(annotate.NewText(article), tt.entries)
			var got, told []string
			for s := range l.Spans() {
				got = append(got, fmt.Sprintf("%s %s %v", s.ID, s.Label, s.Envelope()))
			}
			for _, r := range l.Relations() {
				got = append(got, string(r.ID))
			}
			for _, c := range cs {
				told = append(told, c.Kind+" "+string(c.Target))
				if c.Text == "" {
					t.Errorf("%v says nothing", c)
				}
			}
			if d := cmp.Diff(tt.want, strings.Join(got, ", ")); d != "" {
				t.Errorf("layer (-want +got):\n%s", d)
			}
			if d := cmp.Diff(tt.told, strings.Join(told, ", ")); d != "" {
				t.Errorf("conflicts (-want +got):\n%s", d)
			}
		})
	}
}

func TestMergeProblems(t *testing.T) {
	doc := func(text, title string) journal.Record {
		d := annotate.NewDocument("1", title, annotate.NewText(text))
		return journal.Record{Document: &d}
	}
	p := func(name string) journal.Record {
		return journal.Record{Project: &annotate.Project{ID: "p", Name: name}}
	}
	s := func(title string) journal.Record {
		return journal.Record{Scheme: &annotate.Scheme{ID: "desk", Version: 1, Title: title}}
	}
	e1, e2 := on("a", 1, 1), on("a", 1, 1)
	e2.Time = 5
	for _, tt := range []struct {
		name   string
		a, b   journal.Record
		severe bool
		keys   string
		text   string
	}{
		{"two texts", doc("x", "T"), doc("y", "T"), true, "d/1", `document "1" is two different texts`},
		{"two titles", doc("x", "T"), doc("x", "U"), false, "d/1", `document "1" comes with two sets of metadata`},
		{"two names", p("A"), p("B"), false, "p/p", `project "p" was founded twice, as "A" and as "B"`},
		{"two schemes", s("A"), s("B"), false, "s/desk@1", `scheme desk@1 comes in two versions of one number`},
		{"two entries", journal.Record{Entry: &e1}, journal.Record{Entry: &e2}, false, "e/a/1 e/a~", `entry 1 of a is two different entries`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, pair := range [][2]journal.Record{{tt.a, tt.b}, {tt.b, tt.a}} {
				merged, ps := journal.Merge(pair[:1], pair[1:])
				var keys []string
				for _, r := range merged {
					keys = append(keys, r.Key())
				}
				if got := strings.Join(keys, " "); !strings.HasPrefix(got, tt.keys) {
					t.Errorf("merged to %s, want %s…", got, tt.keys)
				}
				if len(ps) != 1 || ps[0].Severe != tt.severe || !strings.Contains(ps[0].Text, tt.text) {
					t.Errorf("got %+v, want %s", ps, tt.text)
				}
			}
		})
	}
}

// What journal writes of an operation is what [annotate.Tx] reads, and the other way round.
func TestTxForm(t *testing.T) {
	yes := "<yes>"
	o := &annotate.Origin{Rule: "r", Version: "1", Score: 0.5}
	s := annotate.Span{ID: "s", Label: "claim", Ranges: []annotate.Range{{From: 0, To: 1}, {From: 2, To: 3}}, Attrs: annotate.Attrs{{Name: "a", Value: "b"}}, Origin: o}
	r := annotate.Relation{ID: "r", Label: "source", Head: "s", Tail: "s", Attrs: s.Attrs, Origin: o}
	e := on("a", 1, 1,
		annotate.AddSpan{Span: s}, annotate.RemoveSpan{Span: s}, annotate.MoveSpan{ID: "s", From: s.Ranges, To: s.Ranges[:1]},
		annotate.Relabel{ID: "s", From: "claim", To: "source"}, annotate.SetAttr{ID: "s", Name: "a", From: &yes},
		annotate.SetAttr{Name: "a", To: &yes}, annotate.AddRelation{Relation: r}, annotate.RemoveRelation{Relation: r})
	ours, err := journal.AppendRecord(nil, journal.Record{Entry: &e})
	if err != nil {
		t.Fatal(err)
	}
	var read struct {
		Entry struct {
			Tx annotate.Tx `json:"tx"`
		} `json:"entry"`
	}
	if err := json.Unmarshal(ours, &read); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(e.Tx, read.Entry.Tx); d != "" {
		t.Errorf("annotate reads what journal wrote (-want +got):\n%s", d)
	}
	theirs, err := json.Marshal(e.Tx)
	if err != nil {
		t.Fatal(err)
	}
	rec, err := journal.ParseRecord(fmt.Appendf(nil, `{"entry":{"actor":"a","seq":1,"lamport":1,"doc":"harbour","layer":"ana","tx":%s}}`, theirs))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(e, *rec.Entry); d != "" {
		t.Errorf("journal reads what annotate wrote (-want +got):\n%s", d)
	}
}

// A clock that a stranger's entry has driven to the end goes on, in order.
func TestClockAtTheEnd(t *testing.T) {
	c := journal.NewClock("b", []journal.Entry{on("a", 1, journal.MaxLamport)})
	first, second := c.Next(journal.Stream{}, 0, nil), c.Next(journal.Stream{}, 0, nil)
	if first.Lamport != journal.MaxLamport || journal.Compare(first, second) >= 0 {
		t.Errorf("%+v, %+v", first, second)
	}
}

func many(n int) (annotate.Text, []journal.Entry) {
	text := annotate.NewText(strings.Repeat("The harbour “opened” again.\n", n/4))
	c := journal.Clock{Actor: "ana"}
	var out []journal.Entry
	for i := range n / 2 {
		id := annotate.SpanID(fmt.Sprintf("s%d", i*7919%(n/2)))
		at := annotate.Pos(i * 14)
		out = append(out, c.Next(journal.Stream{Doc: "d", Layer: "ana"}, 0, annotate.Tx{annotate.AddSpan{Span: span(id, at, at+6)}}))
		out = append(out, c.Next(journal.Stream{Doc: "d", Layer: "ana"}, 0, annotate.Tx{annotate.Relabel{ID: id, From: "claim", To: "source"}}))
	}
	return text, out
}

func BenchmarkFold(b *testing.B) {
	for _, n := range []int{1_000, 20_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			text, entries := many(n)
			for b.Loop() {
				if _, cs := journal.Fold(text, entries); len(cs) > 0 {
					b.Fatal(cs[0])
				}
			}
		})
	}
	b.Run("100000 in any order", func(b *testing.B) {
		text, entries := many(100_000)
		slices.SortFunc(entries, func(x, y journal.Entry) int { return x.Seq*7919%100_003 - y.Seq*7919%100_003 })
		for b.Loop() {
			journal.Fold(text, entries)
		}
	})
}

func BenchmarkMore(b *testing.B) {
	text, entries := many(100_000)
	f := journal.FoldAll(text, entries[:len(entries)-1])
	for b.Loop() {
		if _, ok := f.More(entries[len(entries)-1]); !ok {
			b.Fatal("does not fold on")
		}
	}
}

func BenchmarkHistory(b *testing.B) {
	_, entries := many(100_000)
	for b.Loop() {
		journal.UndoTarget(entries)
	}
}

// Thousands of operations at once, as when all that a rule suggests is accepted and taken back, fold on as few do.
func TestMoreByTheThousands(t *testing.T) {
	text, all := many(3000)
	c := journal.Clock{Actor: "bo"}
	for i := range all {
		c.Observe(all[i])
	}
	stream := all[0].Stream
	var tx annotate.Tx
	for i := range 1500 {
		id, value := annotate.SpanID(fmt.Sprintf("s%d", i)), fmt.Sprint(i)
		tx = append(tx, annotate.SetAttr{Name: "x-" + value, To: &value}, annotate.SetAttr{ID: id, Name: "n", To: &value})
		if i%2 == 1 {
			link := annotate.Relation{ID: "r" + id, Label: "source", Head: id, Tail: annotate.SpanID(fmt.Sprintf("s%d", i-1))}
			tx = append(tx, annotate.AddRelation{Relation: link})
		}
	}
	all = append(all, c.Next(stream, 0, tx))
	all = append(all, c.Next(stream, 0, tx[:1000].Invert()))
	want := journal.FoldAll(text, all)
	for _, cut := range []int{0, 500, len(all) - 2, len(all) - 1} {
		got, ok := journal.FoldAll(text, all[:cut]).More(all[cut:]...)
		if !ok || show(got.Layer) != show(want.Layer) || lines(got.Conflicts) != lines(want.Conflicts) || got.Len() != want.Len() {
			t.Errorf("folded on from %d, it is another layer", cut)
		}
	}
	if want.Layer.Len() != 1500 || len(want.Layer.Relations()) == 0 {
		t.Errorf("%d spans, %d relations", want.Layer.Len(), len(want.Layer.Relations()))
	}
}
