package bundle_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/journal"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

const text = "Harbour reopens 👨‍👩‍👧\nPORT ELLERY (AP) — “We lost 40 boats,” said Ada Cafe\u0301.\u2028مرفأ\n"

func desk() []journal.Record {
	doc := annotate.NewDocument("harbour", "Harbour reopens", annotate.NewText(text))
	doc.Lang, doc.Meta, doc.Order = "en", []annotate.Field{{Name: "desk", Value: "city"}, {Name: "<b>", Value: ""}}, 1
	doc.Blocks = []annotate.Block{
		{ID: 1, Kind: annotate.Headline, Range: annotate.Range{From: 0, To: 21}},
		{ID: 2, Kind: annotate.Caption, Range: annotate.Range{From: 22, To: 40}, Note: "file"},
		{ID: 3, Kind: annotate.Credit, Range: annotate.Range{From: 34, To: 38}, Of: 2},
	}
	other := annotate.NewDocument("", "", annotate.NewText(""))
	yes := "quantity"
	span := annotate.Span{
		ID: "s1", Label: "claim", Ranges: []annotate.Range{{From: 0, To: 7}, {From: 8, To: 15}},
		Attrs: annotate.Attrs{{Name: "type", Value: "x"}}, Origin: &annotate.Origin{Rule: "figures", Version: "1", Score: 1},
	}
	c := journal.Clock{Actor: "ana-1"}
	s := journal.Stream{Doc: "harbour", Layer: "ana"}
	r := annotate.Relation{ID: "r1", Label: "source", Head: "s1", Tail: "s2"}
	entries := []journal.Entry{
		c.Next(s, 1767225600000, annotate.Tx{annotate.AddSpan{Span: span}}),
		c.Next(s, 1767225600001, annotate.Tx{
			annotate.AddSpan{Span: annotate.Span{ID: "s2", Label: "source", Ranges: []annotate.Range{{From: 16, To: 21}}}},
			annotate.AddRelation{Relation: r},
			annotate.SetAttr{ID: "s1", Name: "type", From: &yes},
			annotate.SetAttr{Name: annotate.AttrState, To: &yes},
			annotate.MoveSpan{ID: "s2", From: []annotate.Range{{From: 16, To: 21}}, To: []annotate.Range{{From: 8, To: 21}}},
			annotate.Relabel{ID: "s2", From: "source", To: "content"},
			annotate.RemoveRelation{Relation: r},
			annotate.RemoveSpan{Span: span},
		}),
	}
	entries = append(entries, c.Undo(entries[1], 1767225600002))
	entries = append(entries, c.Redo(entries[1], 1767225600003))
	entries = append(entries, c.Next(journal.Stream{Doc: "harbour"}, 1767225600004, annotate.Tx{annotate.SetAttr{Name: annotate.AttrTitle, To: &yes}}))
	entries = append(entries, c.Next(journal.Stream{}, 1767225600005, annotate.Tx{}))
	recs := []journal.Record{
		{Project: &annotate.Project{ID: "p1", Name: "City desk", Scheme: "desk@2", Preset: "lite"}},
		{Scheme: &annotate.Scheme{
			Galley: "scheme/1", ID: "desk", Version: 2, Title: "Desk",
			Groups:     []annotate.Group{{ID: "claim", Title: "Claim", Overlap: annotate.OverlapFree}},
			Labels:     []annotate.LabelDef{{ID: "claim", Group: "claim", Title: "Claim", Key: "c"}, {ID: "source", Group: "claim", Title: "Source", Key: "s"}, {ID: "content", Group: "claim", Title: "Content"}},
			Attributes: []annotate.AttrDef{{ID: "type", On: []string{"claim"}, Title: "Type", Type: annotate.Enum, Values: []string{"x", "quantity"}}},
			Relations:  []annotate.RelationDef{{ID: "source", Title: "Source", Heads: []annotate.Label{"claim"}, Tails: []annotate.Label{"source"}}},
			Presets:    []annotate.Preset{{ID: "lite", Title: "Lite", Labels: []annotate.Label{"claim"}}},
		}},
		{Document: &other}, {Document: &doc},
	}
	for _, e := range entries {
		recs = append(recs, journal.Record{Entry: &e})
	}
	return recs
}

func write(t testing.TB, recs []journal.Record) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := bundle.Write(&b, recs); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Whatever version 1 wrote is read, and written again byte for byte, for ever. To these files none is ever changed,
// only added.
func TestGolden(t *testing.T) {
	if *update {
		if err := os.WriteFile("testdata/v1/desk.galley.jsonl", write(t, desk()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files, err := filepath.Glob("testdata/v1/*.galley.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden bundles", err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		b, err := bundle.Read(f, bytes.NewReader(data), bundle.Limits{})
		if err != nil || b.Damage != nil {
			t.Fatal(err, b.Damage)
		}
		if d := cmp.Diff(string(data), string(write(t, b.Records))); d != "" {
			t.Errorf("%s is not written as it was read (-want +got):\n%s", f, d)
		}
		slices.Reverse(b.Records)
		if !bytes.Equal(data, write(t, b.Records)) {
			t.Errorf("%s: the order of the records matters", f)
		}
	}
}

func TestReadErrors(t *testing.T) {
	good := string(write(t, desk()))
	for _, tt := range []struct {
		name, old, new, want string
		err                  error
	}{
		{"newer", `"version":1`, `"version":2`, `b:1: version: this bundle is of version 2 and this Galley reads version 1; get a newer Galley`, bundle.ErrVersion},
		{"no header", bundle.Header, ``, `b:1: not a Galley bundle: the first line must be {"galley":"bundle","version":1}`, bundle.ErrNotBundle},
		{"records", bundle.Header, `{"galley":"1","id":"x"}` + "\n", `b:1: this is a file of training records`, bundle.ErrNotBundle},
		{"digest", "reopens 👨", "reopened 👨", `b:5: document.sha256: the text of "harbour" has digest`, bundle.ErrDigest},
		{"outside", `{"start":8,"end":15}]`, `{"start":8,"end":150}]`, `b:6: entry.tx[0].span.parts: it ends at 150, outside the text of "harbour", which has 82 characters`, annotate.ErrOutside},
		{"block outside", `"start":22,"end":40`, `"start":22,"end":400`, `b:5: document.blocks[1]: it ends at 400`, annotate.ErrOutside},
		{"block twice", `{"id":2,"kind"`, `{"id":1,"kind"`, `b:5: document.blocks[1].id: id 1 is given to two blocks`, nil},
		{"block of none", `"of":2`, `"of":9`, `b:5: document.blocks[2]: it refers to a block that is not there`, nil},
		{"key twice", `"seq":2,"lamport":2`, `"seq":1,"lamport":2`, `b:7: entry 1 of actor "ana-1" stands in line 6 already; take one of the two away`, nil},
		{"name twice", `"lang":"en"`, `"lang":"en","lang":"de"`, `b:5: document: the name "lang" occurs twice`, nil},
		{"unknown field", `"lang":"en"`, `"language":"en"`, `b:5: document.language: unknown field; known are`, nil},
		{"unknown operation", `"op":"relabel"`, `"op":"repaint"`, `b:7: entry.tx[5]: `, nil},
		{"unknown record", `{"project":`, `{"projects":`, `b:2: projects: unknown field; known are project, scheme, document and entry`, nil},
		{"surrogate", `"title":"Harbour`, `"title":"\ud83d Harbour`, `b:5: document.title: \ud83d is half of a surrogate pair`, nil},
		{"nul", `"title":"Harbour`, `"title":"\u0000Harbour`, `b:5: document.title: the character U+0000`, nil},
		{"carriage return", `“We lost`, `\r“We lost`, `b:5: document.text: a carriage return at byte`, nil},
		{"order of parts", `{"start":8,"end":15}]`, `{"start":3,"end":15}]`, `b:6: entry.tx[0].span.parts[1]: the part 3–15 does not lie behind 0–7`, nil},
		{"empty part", `{"start":8,"end":15}]`, `{"start":8,"end":8}]`, `b:6: entry.tx[0].span.parts[1]: the part 8–8 holds no character`, nil},
		{"id", `"span":{"id":"s1"`, `"span":{"id":"s 1"`, `b:6: entry.tx[0].span.id: the id "s 1" is not one to 64`, nil},
		{"fraction", `"seq":1,`, `"seq":1.0,`, `b:6: entry.seq: 1.0 is no whole number`, nil},
		{"negative", `"seq":1,`, `"seq":-1,`, `b:6: entry.seq: -1 is not within 1 to 9007199254740991`, nil},
		{"missing", `"lamport":1,`, ``, `b:6: entry: field "lamport" is missing`, nil},
		{"type", `"seq":1,`, `"seq":"1",`, `b:6: entry.seq: here stands a string, not a number`, nil},
		{"null", `"label":"claim"`, `"label":null`, `label: here stands null, not a string`, nil},
		{"scheme", `"groups":[`, `"gruppen":[`, `b:3: scheme`, nil},
		{"depth", `"groups":[`, `"x":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `,"groups":[`, `more than 64 objects and arrays lie in each other`, nil},
		{"score", `"score":1.0`, `"score":1.5`, `origin.score: 1.5 is not within 0 to 1`, nil},
		{"layer of nothing", `"doc":"harbour","layer":"ana","tx":[{"op":"add-span"`, `"layer":"ana","tx":[{"op":"add-span"`, `layer "ana" of no document`, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			bad := strings.Replace(good, tt.old, tt.new, 1)
			if bad == good {
				t.Fatal("nothing was replaced")
			}
			b, err := bundle.Read("b", strings.NewReader(bad), bundle.Limits{})
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), "b:") {
				t.Errorf("got %v, want %s", err, tt.want)
			}
			if tt.err != nil && !errors.Is(err, tt.err) {
				t.Errorf("%v is no %v", err, tt.err)
			}
			if len(b.Records) != 0 {
				t.Error("records beside an error")
			}
		})
	}
	t.Run("empty", func(t *testing.T) {
		_, err := bundle.Read("b", strings.NewReader(""), bundle.Limits{})
		if err == nil || err.Error() != `b: the file is empty; a bundle begins with {"galley":"bundle","version":1}` {
			t.Error(err)
		}
	})
}

// An entry may come before its document; a span outside that text is found all the same, in the entry's line.
func TestEntryBeforeDocument(t *testing.T) {
	lines := strings.SplitAfter(strings.Replace(string(write(t, desk())), `{"start":8,"end":15}]`, `{"start":8,"end":150}]`, 1), "\n")
	lines[4], lines[5] = lines[5], lines[4]
	_, err := bundle.Read("b", strings.NewReader(strings.Join(lines, "")), bundle.Limits{})
	if err == nil || !strings.HasPrefix(err.Error(), "b:5: entry.tx[0].span.parts: it ends at 150") {
		t.Error(err)
	}
}

func TestLimits(t *testing.T) {
	good := write(t, desk())
	for _, tt := range []struct {
		limits bundle.Limits
		want   string
	}{
		{bundle.Limits{Line: 100}, "b:3: the line is longer"},
		{bundle.Limits{Bytes: 300}, "the bundle is larger"},
		{bundle.Limits{Records: 3}, "b:5: there are more than 3 records"},
	} {
		_, err := bundle.Read("b", bytes.NewReader(good), tt.limits)
		if err == nil || !strings.Contains(err.Error(), tt.want) || !errors.Is(err, bundle.ErrTooLarge) {
			t.Errorf("%+v: got %v, want %s", tt.limits, err, tt.want)
		}
	}
}

// However a file is cut off, what came before is read and what is left is kept.
func TestDamage(t *testing.T) {
	good := write(t, desk())
	for cut := len(bundle.Header); cut < len(good); cut++ {
		b, err := bundle.Read("b", bytes.NewReader(good[:cut]), bundle.Limits{})
		if err != nil {
			t.Fatalf("cut at %d: %v", cut, err)
		}
		whole := bytes.Count(good[:cut], []byte("\n")) - 1
		switch {
		case b.Damage == nil:
			if len(b.Records) != whole && good[cut] != '\n' {
				t.Fatalf("cut at %d: %d records of %d and no damage", cut, len(b.Records), whole)
			}
		case len(b.Records) != whole || !bytes.Equal(good[b.Damage.Offset:cut], b.Damage.Rest) || b.Damage.Line != whole+2:
			t.Fatalf("cut at %d: %d records of %d, damage at line %d", cut, len(b.Records), whole, b.Damage.Line)
		}
	}
	bad := bytes.Replace(good, []byte(`"entry":`), []byte("\x00\x00\x00\x00"), 1)
	b, err := bundle.Read("b", bytes.NewReader(bad), bundle.Limits{})
	if err != nil || b.Damage == nil || b.Damage.Line != 6 || !bytes.Equal(bad[b.Damage.Offset:], b.Damage.Rest) {
		t.Errorf("%v, %+v", err, b.Damage)
	}
}

func TestLineEnds(t *testing.T) {
	good := write(t, desk())
	windows := append([]byte("\uFEFF"), bytes.ReplaceAll(good, []byte("\n"), []byte("\r\n"))...)
	b, err := bundle.Read("b", bytes.NewReader(append(windows, "\r\n\r\n"...)), bundle.Limits{})
	if err != nil || !bytes.Equal(write(t, b.Records), good) {
		t.Error(err)
	}
}

func TestWriteRefuses(t *testing.T) {
	a := journal.Record{Project: &annotate.Project{ID: "p", Name: "A"}}
	b := journal.Record{Project: &annotate.Project{ID: "p", Name: "B"}}
	nul := journal.Record{Project: &annotate.Project{ID: "p", Name: "a\x00"}}
	broken := journal.Record{Project: &annotate.Project{ID: "p", Name: "a\xff"}}
	for _, recs := range [][]journal.Record{{a, b}, {{}}, {nul}, {broken}} {
		if err := bundle.Write(&bytes.Buffer{}, recs); err == nil {
			t.Errorf("%+v is written", recs)
		}
	}
	if got := write(t, []journal.Record{a, a}); bytes.Count(got, []byte("\n")) != 2 {
		t.Errorf("got %s", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(write(f, desk()))
	f.Add([]byte(bundle.Header))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := bundle.Read("b", bytes.NewReader(data), bundle.Limits{})
		if err != nil {
			if err.Error() == "" {
				t.Fatal("an error without words")
			}
			return
		}
		first := write(t, b.Records)
		again, err := bundle.Read("b", bytes.NewReader(first), bundle.Limits{})
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, first)
		}
		if second := write(t, again.Records); !bytes.Equal(first, second) {
			t.Fatalf("not byte-identical:\n%s\n%s", first, second)
		}
	})
}

func big() []journal.Record {
	doc := annotate.NewDocument("d", "Long", annotate.NewText(strings.Repeat("The harbour “opened” again on Monday.\n", 25_000)))
	recs := []journal.Record{{Document: &doc}}
	c := journal.Clock{Actor: "ana-1"}
	for i := range annotate.Pos(20_000) {
		e := c.Next(journal.Stream{Doc: "d", Layer: "ana"}, 1767225600000, annotate.Tx{annotate.AddSpan{Span: annotate.Span{
			ID: annotate.SpanID("s" + strings.Repeat("0", int(i%7))), Label: "claim", Ranges: []annotate.Range{{From: 38 * i, To: 38*i + 11}},
		}}})
		recs = append(recs, journal.Record{Entry: &e})
	}
	return recs
}

func BenchmarkRead(b *testing.B) {
	data := write(b, big())
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := bundle.Read("b", bytes.NewReader(data), bundle.Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	recs := big()
	b.SetBytes(int64(len(write(b, recs))))
	for b.Loop() {
		write(b, recs)
	}
}
