package export_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/export"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the golden files anew")

// shared is the text that every format's example is made of: one emoji, curly quotes, a discontinuous span.
const shared = "📈 “Inflation fell to 2%,” Kim said, “but it’s no win.”"

func ranges(ends ...annotate.Pos) (out []annotate.Range) {
	for i := 0; i < len(ends); i += 2 {
		out = append(out, annotate.Range{From: ends[i], To: ends[i+1]})
	}
	return out
}

// example is the shared text with marks by two annotators.
func example() []journal.Record {
	doc := annotate.NewDocument("ex1", "Inflation", annotate.NewText(shared))
	doc.Lang, doc.Meta = "en", []annotate.Field{{Name: "desk", Value: "economy"}, {Name: "url", Value: "https://example.org/1"}}
	direct, yes, done, econ := "direct", "yes", string(annotate.Done), "economy & <trade>"
	c := journal.Clock{Actor: "a1-page"}
	on := func(a annotate.Annotator, tx ...annotate.Op) journal.Record {
		e := c.Next(journal.Stream{Doc: "ex1", Layer: a}, 1767225600000, tx)
		return journal.Record{Entry: &e}
	}
	return []journal.Record{
		{Project: &annotate.Project{ID: "p", Name: "Example", Scheme: "galley-news@1"}},
		{Document: &doc},
		on("a1", annotate.AddSpan{Span: annotate.Span{ID: "C1", Label: "content", Ranges: ranges(2, 25, 36, 54)}}),
		on("a1", annotate.AddSpan{Span: annotate.Span{ID: "S1", Label: "source", Ranges: ranges(26, 29)}}),
		on("a1", annotate.AddSpan{Span: annotate.Span{ID: "Q1", Label: "cue", Ranges: ranges(30, 34)}}),
		on("a1", annotate.AddSpan{Span: annotate.Span{
			ID: "M1", Label: "claim", Ranges: ranges(3, 23), Origin: &annotate.Origin{Rule: "figures", Version: "1", Score: 0.5},
		}}),
		on("a1", annotate.SetAttr{ID: "C1", Name: "directness", To: &direct}, annotate.SetAttr{ID: "M1", Name: "check_worthy", To: &yes}),
		on("a1",
			annotate.AddRelation{Relation: annotate.Relation{ID: "R1", Label: "source", Head: "C1", Tail: "S1"}},
			annotate.AddRelation{Relation: annotate.Relation{ID: "R2", Label: "cue", Head: "C1", Tail: "Q1"}}),
		on("a1", annotate.SetAttr{Name: "topic", To: &econ}, annotate.SetAttr{Name: annotate.AttrState, To: &done}),
		on("ben", annotate.AddSpan{Span: annotate.Span{ID: "B1", Label: "source", Ranges: ranges(26, 29)}}),
	}
}

func write(t testing.TB, recs []journal.Record, layer string) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := export.JSONL.Write(&b, export.Job{Records: recs, Layer: layer}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
	}
}

func TestGolden(t *testing.T) {
	golden(t, "example.jsonl", write(t, example(), "all"))
	golden(t, "example-a1.jsonl", write(t, example(), "a1"))
}

func TestLayerNotThere(t *testing.T) {
	_, err := export.JSONL.Write(&bytes.Buffer{}, export.Job{Records: example(), Layer: "gold"})
	if err == nil || !strings.Contains(err.Error(), `layer "gold": not found in this project; there are a1, ben`) {
		t.Errorf("got %v", err)
	}
}

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(export.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("galley.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("galley.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSchema(t *testing.T) {
	s := compiled(t)
	valid := func(line string) error {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		if err != nil {
			t.Fatal(err)
		}
		return s.Validate(v)
	}
	line := string(write(t, example(), "all"))
	if err := valid(line); err != nil {
		t.Error(err)
	}
	for _, bad := range [][2]string{
		{`"galley":"1"`, `"galley":"2"`},
		{`"id":"C1"`, `"id":"C 1"`},
		{`"score":0.5`, `"score":1.5`},
		{`"status":"done"`, `"status":"ready"`},
		{`"meta":[`, `"more":[`},
		{`"offset_unit":"codepoint"`, `"offset_unit":"utf16"`},
	} {
		if err := valid(strings.Replace(line, bad[0], bad[1], 1)); err == nil {
			t.Errorf("the schema takes %s", bad[1])
		}
	}
}

// The features name the keys of a row, in its order.
func TestFeatures(t *testing.T) {
	var keys []string
	d := json.NewDecoder(bytes.NewReader(write(t, example(), "all")))
	depth := 0
	for {
		tok, err := d.Token()
		if err != nil {
			break
		}
		switch tok {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		default:
			if depth == 1 {
				keys = append(keys, fmt.Sprint(tok))
			}
		}
	}
	var names []string
	for _, m := range regexp.MustCompile(`(?m)^- \{?name: (\w+)`).FindAllStringSubmatch(export.Features(false), -1) {
		names = append(names, m[1])
	}
	at := 0
	for _, n := range names {
		i := slices.Index(keys[at:], n)
		if i < 0 {
			t.Errorf("feature %q is no key of a row, or out of order", n)
			continue
		}
		at += i + 1
	}
	if len(names) != 13 {
		t.Errorf("there are %d features, not 13: %v", len(names), names)
	}
}

func TestReadErrors(t *testing.T) {
	good := string(write(t, example(), "all"))
	for _, tt := range []struct{ name, old, new, want string }{
		{"surface", `"text":"Kim"`, `"text":"Tim"`, `f.jsonl:1:`},
		{"surface says", `"text":"Kim"`, `"text":"Tim"`, `spans[2].text: the text at 26–29 is "Kim", not "Tim"; offsets count code points`},
		{"outside", `"end":54}`, `"end":99}`, `spans[0].parts: it ends at 99, outside the text, which has 54 characters`},
		{"envelope", `"start":26`, `"start":25`, `start and end say 25–29, the parts 26–29`},
		{"digest", `"sha256":"`, `"sha256":"0`, `sha256: the text has digest`},
		{"version", `"galley":"1"`, `"galley":"2"`, `galley: these records are of version 2`},
		{"unit", `"codepoint"`, `"utf16"`, `offset_unit: the unit is "utf16"`},
		{"twice", `"lang":"en"`, `"lang":"en","lang":"de"`, `the name "lang" occurs twice`},
		{"unknown", `"lang":"en"`, `"language":"en"`, `language: unknown field`},
		{"same id", `"id":"S1"`, `"id":"C1"`, `the id "C1" is used twice`},
		{"no such head", `"head":"C1"`, `"head":"C9"`, `relations[0].head: there is no span "C9"`},
		{"two layers", `"tail":"S1"`, `"tail":"B1"`, `it links spans of two annotators`},
		{"surrogate", `"title":"Inflation"`, `"title":"\ud83d"`, `title: \ud83d is half of a surrogate pair`},
		{"nul", `"title":"Inflation"`, `"title":"\u0000"`, `title: the character U+0000`},
		{"cut off", `]}` + "\n", "", `the text ends where`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			bad := strings.Replace(good, tt.old, tt.new, 1)
			if bad == good {
				t.Fatal("nothing was replaced")
			}
			_, err := export.JSONL.Read("f.jsonl", strings.NewReader(bad), export.ReadOptions{})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
	_, err := export.JSONL.Read("f.jsonl", strings.NewReader(good+good), export.ReadOptions{})
	if err == nil || !strings.Contains(err.Error(), `f.jsonl:2:20: id: document "ex1" stands in line 1 already`) {
		t.Errorf("got %v", err)
	}
}

func TestReadAsAnother(t *testing.T) {
	in, err := export.JSONL.Read("f.jsonl", bytes.NewReader(write(t, example(), "a1")), export.ReadOptions{Annotator: "cy"})
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(write(t, in.Records, "cy"), []byte(`"annotator":"cy"`)); n != 6 {
		t.Errorf("%d marks and attributes are cy's, want 6", n)
	}
}

// genProject draws a project: documents in several scripts with overlapping and discontinuous marks by several.
func genProject(t *rapid.T) []journal.Record {
	var recs []journal.Record
	c := journal.Clock{Actor: "page"}
	words := []string{"Harbour ", "🇵🇪", "said ", "📈 ", "#", "-DOCSTART- ", "“", "”", "👨‍👩‍👧", "e\u0301", "مرفأ ", "\n", "\u2028", "\"\\", "<b>&", "港 ", "\t", "\u0085"}
	for i := range rapid.IntRange(0, 4).Draw(t, "documents") {
		body := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 30).Draw(t, "words"), "")
		text := annotate.NewText(body)
		doc := annotate.NewDocument(annotate.DocID(fmt.Sprintf("d%d", i)), rapid.String().Filter(sound).Draw(t, "title"), text)
		doc.Order = rapid.IntRange(-1, 1).Draw(t, "order")
		for range rapid.IntRange(0, 3).Draw(t, "metas") {
			doc.Meta = append(doc.Meta, annotate.Field{
				Name: rapid.SampledFrom([]string{"url", "published", "desk"}).Draw(t, "meta"), Value: rapid.SampledFrom([]string{"", "x", "ü"}).Draw(t, "value"),
			})
		}
		recs = append(recs, journal.Record{Document: &doc})
		for _, a := range []annotate.Annotator{"ana", "ben", annotate.Gold} {
			l := annotate.NewLayer(text)
			do := func(op annotate.Op) {
				if next, _, err := l.Apply(annotate.Tx{op}); err == nil {
					l = next
					e := c.Next(journal.Stream{Doc: doc.ID, Layer: a}, 5, annotate.Tx{op})
					recs = append(recs, journal.Record{Entry: &e})
				}
			}
			ids := []annotate.SpanID{}
			for n := range rapid.IntRange(0, 5).Draw(t, "spans") {
				s := annotate.Span{ID: annotate.SpanID(fmt.Sprintf("s%d", n)), Label: rapid.SampledFrom([]annotate.Label{"claim", "source", "content", "odd label"}).Draw(t, "label")}
				if rapid.Bool().Draw(t, "own id") {
					s.ID = annotate.SpanID(fmt.Sprintf("%s-%d", a, n))
				}
				for range 2 {
					from := annotate.Pos(rapid.IntRange(0, int(text.Len())-1).Draw(t, "from"))
					r := text.SnapGraphemes(annotate.Range{From: from, To: min(from+annotate.Pos(rapid.IntRange(1, 5).Draw(t, "len")), text.Len())})
					if len(s.Ranges) == 0 || r.From > s.Ranges[0].To {
						s.Ranges = append(s.Ranges, r)
					}
				}
				if rapid.Bool().Draw(t, "suggested") {
					s.Origin = &annotate.Origin{Rule: "quotes", Version: rapid.SampledFrom([]string{"", "2"}).Draw(t, "version"), Score: rapid.Float64Range(0, 1).Draw(t, "score")}
				}
				if v := rapid.SampledFrom([]string{"", "yes", "\u2029"}).Draw(t, "attr"); v != "" {
					s.Attrs = annotate.Attrs{{Name: "checked", Value: v}}
				}
				ids = append(ids, s.ID)
				do(annotate.AddSpan{Span: s})
			}
			for n := range rapid.IntRange(0, 2).Draw(t, "relations") {
				if len(ids) > 0 {
					r := annotate.Relation{ID: annotate.SpanID(fmt.Sprintf("%s-r%d", a, n)), Label: "source",
						Head: rapid.SampledFrom(ids).Draw(t, "head"), Tail: rapid.SampledFrom(ids).Draw(t, "tail")}
					if rapid.Bool().Draw(t, "suggested") {
						r.Origin = &annotate.Origin{Rule: "links", Version: "1", Score: 0.75}
					}
					do(annotate.AddRelation{Relation: r})
				}
			}
			if state := rapid.SampledFrom([]string{"", "done", "in-progress"}).Draw(t, "state"); state != "" {
				do(annotate.SetAttr{Name: annotate.AttrState, To: &state})
			}
		}
	}
	return recs
}

func sound(s string) bool { return !strings.ContainsAny(s, "\x00\r") }

func TestRoundTrip(t *testing.T) {
	s := compiled(t)
	rapid.Check(t, func(rt *rapid.T) {
		recs := genProject(rt)
		for _, layer := range []string{"all", "ana"} {
			var first, second bytes.Buffer
			if _, err := export.JSONL.Write(&first, export.Job{Records: recs, Layer: layer}); err != nil {
				if layer == "ana" {
					continue // nobody of that name has marked anything
				}
				rt.Fatal(err)
			}
			for line := range bytes.Lines(first.Bytes()) {
				v, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
				if err != nil {
					rt.Fatal(err)
				}
				if err := s.Validate(v); err != nil {
					rt.Fatal(err)
				}
			}
			in, err := export.JSONL.Read("f.jsonl", bytes.NewReader(first.Bytes()), export.ReadOptions{})
			if err != nil {
				rt.Fatalf("%v\n%s", err, first.Bytes())
			}
			if len(in.Notes) > 0 {
				rt.Fatal(in.Notes)
			}
			if _, err := export.JSONL.Write(&second, export.Job{Records: in.Records, Layer: "all"}); err != nil {
				rt.Fatal(err)
			}
			if d := cmp.Diff(first.String(), second.String()); d != "" {
				rt.Fatalf("not byte-identical (-first +second):\n%s", d)
			}
			again, err := export.JSONL.Read("g.jsonl", bytes.NewReader(first.Bytes()), export.ReadOptions{})
			if err != nil {
				rt.Fatal(err)
			}
			if add, ps := journal.Additions(in.Records, again.Records); len(add)+len(ps) > 0 {
				rt.Fatalf("importing again adds %d records: %v", len(add), ps)
			}
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add(write(f, example(), "all"))
	f.Add([]byte("\uFEFF{\"galley\":\"1\"}\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := export.JSONL.Read("f.jsonl", bytes.NewReader(data), export.ReadOptions{})
		if err != nil {
			return
		}
		first := write(t, in.Records, "all")
		in, err = export.JSONL.Read("f.jsonl", bytes.NewReader(first), export.ReadOptions{})
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, first)
		}
		if second := write(t, in.Records, "all"); !bytes.Equal(first, second) {
			t.Fatalf("not byte-identical:\n%s\n%s", first, second)
		}
	})
}

// desk is 200 documents of about 8 kB with 100 spans each.
func desk() []journal.Record {
	var recs []journal.Record
	c := journal.Clock{Actor: "page"}
	line := "The harbour of Port Ellery opened again on Monday, “after two storms,” the mayor said — 40 boats were lost.\n"
	for i := range 200 {
		doc := annotate.NewDocument(annotate.DocID(fmt.Sprintf("doc%03d", i)), "Harbour reopens", annotate.NewText(strings.Repeat(line, 75)+fmt.Sprint(i)))
		recs = append(recs, journal.Record{Document: &doc})
		var tx annotate.Tx
		for n := range annotate.Pos(100) {
			tx = append(tx, annotate.AddSpan{Span: annotate.Span{
				ID: annotate.SpanID(fmt.Sprintf("s%d", n)), Label: "claim", Ranges: ranges(n*70, n*70+60),
				Attrs: annotate.Attrs{{Name: "check_worthy", Value: "yes"}},
			}})
		}
		e := c.Next(journal.Stream{Doc: doc.ID, Layer: "ana"}, 1, tx)
		recs = append(recs, journal.Record{Entry: &e})
	}
	return recs
}

func BenchmarkWrite(b *testing.B) {
	recs := desk()
	b.SetBytes(int64(len(write(b, recs, "all"))))
	for b.Loop() {
		write(b, recs, "all")
	}
}

func BenchmarkRead(b *testing.B) {
	data := write(b, desk(), "all")
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := export.JSONL.Read("f.jsonl", bytes.NewReader(data), export.ReadOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
