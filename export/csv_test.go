package export_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/export"
)

// tableView is what tables keep: all but empty metadata and values.
var tableView = view{ids: true, origin: true, relationAttrs: true, docs: true, docAttrs: true}

// tidy puts url and published first among the metadata, and drops those that are empty, as the columns of docs do.
func tidy(fields []annotate.Field) (out []annotate.Field) {
	for _, name := range []string{"url", "published"} {
		for i, f := range fields {
			if f.Name == name && f.Value != "" {
				out = append(out, f)
				fields = slices.Delete(slices.Clone(fields), i, i+1)
				break
			}
		}
	}
	return append(out, fields...)
}

func TestTablesGolden(t *testing.T) {
	for _, f := range []export.Format{export.CSV, export.TSV} {
		out, loss := writeAll(t, f, nasty(), "all")
		golden(t, f.Name+".txtar", out.archive())
		if len(loss) > 0 {
			t.Errorf("loses %s", loss)
		}
		// What came in goes out as it was, to the byte.
		in, err := f.ReadFiles(out, export.ReadOptions{})
		if err != nil || len(in.Notes) > 0 {
			t.Fatal(err, in.Notes)
		}
		again, _ := writeAll(t, f, in.Records, "all")
		if !bytes.Equal(out.archive(), again.archive()) {
			t.Errorf("not byte-identical:\n%s\n%s", out.archive(), again.archive())
		}
	}
}

func TestTablesRoundTrip(t *testing.T) {
	v := tableView
	v.meta = tidy
	for _, f := range []export.Format{export.CSV, export.TSV} {
		t.Run(f.Name, func(t *testing.T) { v.law(t, f) })
	}
}

func TestTablesBad(t *testing.T) {
	docs := "doc_id,text\nd,🙂 Ana said\n"
	for _, tt := range []struct{ docs, spans, want string }{
		{"", "", "docs.csv: it is empty"},
		{"id,text\n", "", "docs.csv:1: doc_id: there is no such column; there are id, text"},
		{docs, "doc_id,label,start,end\nd,x,a,1\n", `spans.csv:2: start: "a" is no offset`},
		{docs, "doc_id,label,start,end\nd,,0,1\n", "spans.csv:2: label: it is empty"},
		{docs, "doc_id,label,start,end\ne,x,0,1\n", `spans.csv:2: doc_id: there is no document "e" in docs.csv`},
		{docs, "doc_id,label,start,end\nd,x,0\n", "spans.csv:2: this row has 3 cells and the header 4"},
		{docs, "doc_id,label,start,end\nd,\"x,0,1\n", "spans.csv:2: "},
		{docs, "doc_id,label,start,end,rule,score\nd,x,0,1,r,2\n", `spans.csv:2: score: "2" is no number from 0 to 1`},
	} {
		_, err := export.CSV.ReadFiles(filesOf("docs.csv", tt.docs, "spans.csv", tt.spans), export.ReadOptions{})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: got %v, want %s", tt.spans, err, tt.want)
		}
	}
	in, err := export.CSV.ReadFiles(filesOf("docs.csv", docs, "spans.csv", "doc_id,label,start,end,text\nd,source,3,6,Ana\nd,cue,90,91,said\n"), export.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"docs.csv:2: the offsets count UTF-16 units, not code points: 1 of 2 spans have their words there, and are read so",
		"spans.csv:3: the span cue is placed at 6–10: its words are not at its offsets 90–91; they stand at 6–10 alone",
	}
	if !slices.Equal(in.Notes, want) {
		t.Errorf("got %q", in.Notes)
	}
}

func FuzzCSV(f *testing.F) { fuzzFolder(f, export.CSV, "spans.csv") }
func FuzzTSV(f *testing.F) { fuzzFolder(f, export.TSV, "docs.tsv") }
