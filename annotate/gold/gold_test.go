package gold_test

import (
	"bytes"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/gold"
)

const line = `{"id":"a","text":"“We sail,” she said. He left, they said.","spans":[{"id":"q","label":"quote","start":0,"end":10},{"id":"s","label":"source","start":11,"end":14},` +
	`{"id":"q2","label":"quote","start":21,"end":28},{"id":"s2","label":"source","start":30,"end":34}],` +
	`"relations":[{"label":"attribution","quote":["q"],"source":["s"],"cue":[],"kind":"direct"},{"label":"attribution","quote":["q2"],"source":["s2"],"cue":[],"kind":"indirect"}]}` + "\n"

// What is found is compared without the marks at its edges, exactly and by overlap, and who said it by the source's place.
func TestScore(t *testing.T) {
	docs, err := gold.Read(strings.NewReader(line))
	if err != nil || len(docs) != 1 || docs[0].Spans[0].Range != (annotate.Range{From: 1, To: 8}) {
		t.Fatalf("%+v %v", docs, err)
	}
	found := gold.Doc{ID: "a", Text: docs[0].Text}
	q, part := found.Add("quote", annotate.Range{From: 0, To: 9}), found.Add("quote", annotate.Range{From: 24, To: 28})
	if again := found.Add("quote", annotate.Range{From: 0, To: 9}); again[0] != q[0] || len(found.Spans) != 2 {
		t.Error("a span was added twice")
	}
	he := found.Add("source", annotate.Range{From: 21, To: 23})
	she := found.Add("source", annotate.Range{From: 11, To: 14})
	found.Relations = []gold.Relation{{Label: "attribution", Quote: q, Source: she, Kind: "direct"}, {Label: "attribution", Quote: part, Source: he, Kind: "indirect"}}
	found.Trim()
	for _, tt := range []struct {
		label string
		pass  gold.Filter
		want  string
	}{
		{"quote", nil, "| x | 2 | 2 | 0.500 | 0.500 | 0.500 | 1.000 | 1.000 | 1.000 |"},
		{"quote", gold.Kinds("direct"), "| x | 1 | 1 | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 |"},
		{"source", nil, "| x | 2 | 2 | 0.500 | 0.500 | 0.500 | 0.500 | 0.500 | 0.500 |"},
		{"cue", nil, "| x | 0 | 0 | 0.000 | 0.000 | 0.000 | 0.000 | 0.000 | 0.000 |"},
	} {
		var s gold.SpanScore
		s.Add(docs[0], found, tt.label, tt.pass)
		if got := s.Row("x"); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.label, got, tt.want)
		}
	}
	var l gold.LinkScore
	l.Add(docs[0], found, nil)
	if got := l.Rows(); !strings.Contains(got, "| whole link | 2 | 2 | | | | 0.500 | 0.500 | 0.500 |") || !strings.Contains(got, "Quotations found: 1.000 of 2. Speaker right: 0.500") {
		t.Error(got)
	}
	if got := gold.Misses(docs[0], found); !strings.Contains(got, "exact  direct") || !strings.Contains(got, "near   indirect") {
		t.Error(got)
	}
	var b bytes.Buffer
	if err := gold.Write(&b, docs); err != nil {
		t.Fatal(err)
	}
	again, err := gold.Read(&b)
	if err != nil || len(again) != 1 || len(again[0].Spans) != 4 {
		t.Errorf("%+v %v", again, err)
	}
	if _, err := gold.Read(strings.NewReader(line + "{")); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Error(err)
	}
}

// Texts that are marked by hand are read with positions in code points, with parts, lent sources and thoughts.
func TestMarked(t *testing.T) {
	docs, err := gold.Marked("== one\n{q1 “Çà va,”} {s1 Osk} {c1 said}. {q1 “It does.”}\n\n{s2 {s3 Her} firm} {c3 added} {q3<1 that it {c2~ hopes} {q2~ to sail}}.\n== two\nNothing.\n")
	if err != nil || len(docs) != 2 || docs[0].Text != "“Çà va,” Osk said. “It does.”\n\nHer firm added that it hopes to sail." {
		t.Fatalf("%+v %v", docs, err)
	}
	text := []rune(docs[0].Text)
	spans := map[string]string{}
	for _, s := range docs[0].Spans {
		spans[s.ID] = string(text[s.From:s.To])
	}
	var got []string
	for _, r := range docs[0].Relations {
		line := r.Kind
		for _, ids := range [][]string{r.Source, r.Cue, r.Quote} {
			line += " |"
			for _, id := range ids {
				line += " " + spans[id]
			}
		}
		if !gold.Reporting(r) {
			line += " ~"
		}
		got = append(got, line)
	}
	want := "direct | Osk | said | Çà va It does\nindirect | Her firm | hopes | to sail ~\nindirect | Osk | added | that it hopes to sail"
	if strings.Join(got, "\n") != want {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	for src, want := range map[string]string{"== a\n{x1 b}": "opens no mark", "== a\nb}": "closes nothing", "== a\n{q1 b": "not closed", "== a\n{q1<2 b}": "not there"} {
		if _, err := gold.Marked(src); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", src, err)
		}
	}
}

// With a filter the other attributions are neither asked for nor held against anybody.
func TestFilter(t *testing.T) {
	docs, err := gold.Marked("== a\n{s1 Osk} {c1 said} {q1 it rained}. {s2 Holm} {c2 thinks} {q2~ it will snow}.\n")
	if err != nil {
		t.Fatal(err)
	}
	found := gold.Doc{ID: "a", Text: docs[0].Text}
	for _, r := range docs[0].Relations {
		found.Relations = append(found.Relations, gold.Relation{Label: "attribution", Quote: found.Add("quote", spanOf(docs[0], r.Quote[0])), Source: found.Add("source", spanOf(docs[0], r.Source[0]))})
	}
	var s gold.SpanScore
	var l gold.LinkScore
	s.Add(docs[0], found, "quote", gold.Reporting)
	l.Add(docs[0], found, gold.Reporting)
	if s.Gold() != 1 || s.Exact() != 1 || s.Overlap() != 1 || l.Speaker() != 1 || l.Whole() != 1 {
		t.Errorf("%s %s", s.Row("quote"), l.Rows())
	}
}

func spanOf(d gold.Doc, id string) annotate.Range {
	for _, s := range d.Spans {
		if s.ID == id {
			return s.Range
		}
	}
	return annotate.Range{}
}
