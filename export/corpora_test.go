package export_test

import (
	"bytes"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/export"

	"github.com/google/go-cmp/cmp"
)

func TestPARC(t *testing.T) {
	word := func(at, text, roles string) string {
		return `<WORD ByteCount="` + at + `" gorn="0,0" text="` + text + `">` + roles + `</WORD>`
	}
	role := func(id, role string) string {
		return `<attribution id="` + id + `"><attributionRole roleValue="` + role + `"/></attribution>`
	}
	article := `<?xml version="1.0" encoding="US-ASCII"?><root><SENTENCE gorn="0"><S>` +
		word("2,4", "We", role("a_1", "content")) + word("5,9", "sail", role("a_1", "content")) + word("9,10", ",", "") +
		word("11,14", "Kim", role("a_1", "source")+role("a_1Nested", "content")) + word("15,19", "said", role("a_1", "cue")+role("a_1Nested", "cue")) +
		word("20,22", "if", role("a_1", "content")) + word("23,25", "dry", role("a_1", "content")) + `</S></SENTENCE></root>`
	in, err := export.PARC.ReadFiles(filesOf("wsj_1.xml", article), export.ReadOptions{Annotator: "parc"})
	if err != nil || len(in.Notes) > 0 {
		t.Fatal(err, in.Notes)
	}
	want := []string{
		"content We sail … if dry", "source Kim", "content Kim level=nested", "cue said", "cue said",
		"source We sail … if dry → Kim", "cue We sail … if dry → said", "cue Kim → said",
	}
	if d := cmp.Diff(want, surfaces(t, in.Records)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if got := in.Records[0].Document.Text.String(); got != "  We sail, Kim said if dry" {
		t.Errorf("got %q", got)
	}
	for _, tt := range [][2]string{
		{`<root><WORD ByteCount="x" text="a"/></root>`, `w.xml:1:37: WORD: ByteCount: "x" are no offsets`},
		{`<root><attribution id="a"/></root>`, "w.xml:1:28: attribution: it stands outside a word"},
		{`<?xml version="1.0" encoding="EBCDIC"?><a/>`, "it is in EBCDIC; save it as UTF-8"},
	} {
		if _, err := export.PARC.ReadFiles(filesOf("w.xml", tt[0]), export.ReadOptions{}); err == nil || !strings.Contains(err.Error(), tt[1]) {
			t.Errorf("got %v, want %s", err, tt[1])
		}
	}
}

func FuzzPARC(f *testing.F) {
	f.Add([]byte(`<r><WORD ByteCount="0,1" text="é"><attribution id="a"><attributionRole roleValue="cue"/></attribution></WORD></r>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if in, err := export.PARC.ReadFiles(filesOf("a.xml", string(data)), export.ReadOptions{}); err == nil {
			takes(t, in.Records)
		}
	})
}

// shots is an article with two captions, one credit linked to its caption, one inside it, and one that is linked to none.
func shots() []journal.Record {
	text := annotate.NewText("Harbor talks resume\n🚢 Ana Ruiz waves in Port Elin, Monday. (Northline Photo/Bo Lind)\n“Crews” wait, Ida Holm says. (Northline)\nA pier. (AFP)\n")
	doc := annotate.NewDocument("shots", "Shots", text)
	span := func(id annotate.SpanID, label annotate.Label, words string) annotate.Op {
		return annotate.AddSpan{Span: annotate.Span{ID: id, Label: label, Ranges: at(text, words)}}
	}
	link := func(id annotate.SpanID, label annotate.Label, head, tail annotate.SpanID) annotate.Op {
		return annotate.AddRelation{Relation: annotate.Relation{ID: id, Label: label, Head: head, Tail: tail}}
	}
	c := journal.Clock{Actor: "p"}
	e := c.Next(journal.Stream{Doc: "shots", Layer: "ana"}, 1, annotate.Tx{
		span("H", "headline", "Harbor talks resume"),
		span("C1", "caption", "🚢 Ana Ruiz waves in Port Elin, Monday."), span("W1", "who", "Ana Ruiz"), span("P1", "where", "Port Elin"), span("D1", "when", "Monday"),
		span("R1", "credit", "(Northline Photo/Bo Lind)"), span("G1", "agency", "Northline Photo"), span("B1", "photographer", "Bo Lind"), link("L1", "credit-of", "R1", "C1"),
		span("C2", "caption", "“Crews” wait, Ida Holm says. (Northline)"), span("R2", "credit", "(Northline)"), span("W2", "who", "“Crews”"), span("W3", "who", "Ida Holm"),
		span("R3", "credit", "(AFP)"), span("M", "claim", "A pier."),
	})
	return []journal.Record{{Document: &doc}, {Entry: &e}}
}

func TestCaptions(t *testing.T) {
	var b bytes.Buffer
	loss, err := export.Captions.Write(&b, export.Job{Records: shots()})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "captions.csv", b.Bytes())
	if got, want := loss.String(), "1 marks that are of no caption, 1 credits that are linked to no caption"; got != want {
		t.Errorf("loses %s, want %s", got, want)
	}
}

func TestCroissantGolden(t *testing.T) {
	f := export.Croissant(export.About{
		License: "https://creativecommons.org/licenses/by/4.0/", URL: "https://example.org/ugly", Creator: "The Desk", Published: "2026-01-02", Version: "1.0.0", Cite: "The Desk, Ugly, 2026",
	})
	out, loss := writeAll(t, f, nasty(), "all")
	golden(t, "croissant.txtar", out.archive())
	if len(loss) > 0 {
		t.Errorf("loses %s", loss)
	}
	bare, _ := writeAll(t, export.Croissant(export.About{}), nasty(), "all")
	if s := string(bare.MapFS["croissant.json"].Data); strings.Contains(s, `"license":`) || strings.Contains(s, `"creator":`) {
		t.Errorf("what nobody said is made up:\n%s", s)
	}
}
