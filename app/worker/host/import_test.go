package host_test

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/journal"
	"galley/app/editor"
)

func reads(t *testing.T, files ...editor.File) editor.FilesRead {
	t.Helper()
	read, err := everything(nil).Read(t.Context(), files)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func text(name, data string) editor.File { return editor.File{Name: name, Data: []byte(data)} }

func zipped(t *testing.T, files ...editor.File) editor.File {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(f.Data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return editor.File{Name: "all.zip", Data: b.Bytes()}
}

// What is offered to write and can be read is imported again, as it lies in the file that people get.
func TestWhatIsWrittenIsImported(t *testing.T) {
	doc := annotate.NewDocument("d1", "Pier", annotate.NewText("🙂 “We sail,” said Ida Holm. It rained.\n"))
	clock := journal.Clock{Actor: "a1"}
	e := clock.Next(journal.Stream{Doc: "d1", Layer: "Ana"}, 1, annotate.Tx{
		annotate.AddSpan{Span: annotate.Span{ID: "s", Label: "source", Ranges: []annotate.Range{{From: 18, To: 26}}}},
	})
	bench := everything(kept(t, "p", []journal.Record{{Project: &annotate.Project{ID: "p", Name: "Desk"}}, {Document: &doc}, {Entry: &e}}))
	nameless := []string{"conll-plain", "spacy"}
	notRead := []string{"spacy2", "chat", "croissant", "captions"}
	for _, f := range editor.ExportFormats() {
		if slices.Contains(notRead, f.Name) {
			continue
		}
		for _, split := range []bool{false, true} {
			job := editor.ExportJob{Project: "p", Export: editor.Export{Format: f.Name, Layer: "Ana", Split: split}}
			job.Name = job.File("Desk")
			out, err := bench.Export(t.Context(), job, quiet)
			if err != nil {
				t.Fatal(err)
			}
			read := reads(t, editor.File{Name: job.Name, Data: out.Data})
			if len(read.Imports) != 1 || len(read.Problems) > 0 || len(read.Articles) > 0 {
				t.Errorf("%s: %d imports, %d articles, problems %q", job.Name, len(read.Imports), len(read.Articles), read.Problems)
				continue
			}
			in := read.Imports[0]
			by := []annotate.Annotator{"Ana"}
			if slices.Contains(nameless, f.Name) {
				by = []annotate.Annotator{"import"}
			}
			if in.Documents != 1 || in.Spans != 1 || in.Name != job.Name && !strings.HasPrefix(in.Name, job.Name+"/") || in.Why == "" || len(in.Notes) > 0 && f.Name != "recogito" || !slices.Equal(in.Layers, by) {
				t.Errorf("%s: %+v", job.Name, in)
			}
			for _, r := range in.Records {
				if r.Document != nil && len(r.Document.Blocks) == 0 {
					t.Errorf("%s: the article has no blocks", job.Name)
				}
			}
		}
	}
}

func TestReadTogether(t *testing.T) {
	brat := []editor.File{text("story/a.txt", "Kim said no.\n"), text("story/a.ann", "T1\tsource 0 3\tKim\nT2\tsource 0 3\tTim\n"), text("story/annotation.conf", "[entities]\n")}
	other := text("notes.txt", "Another article, with enough words to be one.\n")
	read := reads(t, append(slices.Clone(brat), other)...)
	if len(read.Imports) != 1 || read.Imports[0].Format != "brat" || read.Imports[0].Name != "story" || read.Imports[0].Spans != 1 || len(read.Imports[0].Notes) != 1 || len(read.Articles) != 1 {
		t.Errorf("a folder and an article: %+v", read)
	}
	if read := reads(t, zipped(t, brat...)); len(read.Imports) != 1 || read.Imports[0].Name != "all.zip" || read.Imports[0].Format != "brat" {
		t.Errorf("an archive of brat's: %+v", read)
	}
	if read := reads(t, zipped(t, other, text("more.txt", "One more.\n"))); len(read.Imports) != 0 || len(read.Articles) != 2 {
		t.Errorf("an archive of articles: %+v", read)
	}
	var b bytes.Buffer
	if err := bundle.Write(&b, []journal.Record{{Project: &annotate.Project{ID: "p", Name: "Desk"}}}); err != nil {
		t.Fatal(err)
	}
	doccano := text("x.jsonl", `{"text":"Kim said no.","label":[[0,3,"source"]]}`)
	if read := reads(t, zipped(t, doccano, editor.File{Name: "desk.galley.jsonl", Data: b.Bytes()})); len(read.Imports) != 1 || len(read.Records) != 1 || read.Imports[0].Name != "all.zip/x.jsonl" {
		t.Errorf("an archive of both: %+v", read)
	}
	if read := reads(t, zipped(t, doccano, zipped(t, doccano))); len(read.Imports) != 0 {
		t.Errorf("an archive in an archive: %+v", read)
	}
	if read := reads(t, doccano, text("bad.jsonl", `{"text":"Kim","label":[[0,3,"source"]]}`+"\n{\n"), other); len(read.Imports) != 1 || len(read.Problems) != 1 || !strings.HasPrefix(read.Problems[0], "bad.jsonl:2") || len(read.Articles) != 1 {
		t.Errorf("one of three is damaged: %+v", read)
	}
	// A folder that does not fit together says where.
	if read := reads(t, text("s/a.txt", "Kim"), text("s/a.ann", "T1\tsource 0 3\tKim\n"), text("s/b.ann", "T1\tsource 0 3\tKim\n")); len(read.Imports) != 0 || len(read.Problems) != 1 || !strings.Contains(read.Problems[0], "b.ann: its text s/b.txt is not there") {
		t.Errorf("a text is missing: %+v", read)
	}
	for _, same := range [][]editor.File{{other, other}, {doccano, doccano}} {
		if read := reads(t, same...); len(read.Imports)+len(read.Articles) != 2 {
			t.Errorf("two files of one name: %+v", read)
		}
	}
}
