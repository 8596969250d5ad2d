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
		kinds []string
		want  string
	}{
		{"quote", nil, "| x | 2 | 2 | 0.500 | 0.500 | 0.500 | 1.000 | 1.000 | 1.000 |"},
		{"quote", []string{"direct"}, "| x | 1 | 1 | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 |"},
		{"source", nil, "| x | 2 | 2 | 0.500 | 0.500 | 0.500 | 0.500 | 0.500 | 0.500 |"},
		{"cue", nil, "| x | 0 | 0 | 0.000 | 0.000 | 0.000 | 0.000 | 0.000 | 0.000 |"},
	} {
		var s gold.SpanScore
		s.Add(docs[0], found, tt.label, tt.kinds)
		if got := s.Row("x"); got != tt.want {
			t.Errorf("%s %v: %s, want %s", tt.label, tt.kinds, got, tt.want)
		}
	}
	var l gold.LinkScore
	l.Add(docs[0], found)
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
