//go:build e2e

package e2e

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/export"
	"galley/export/parquet"
)

// TestParquet has Parquet written in the browser: what writes it is fetched when it is first asked for and not before, says
// plainly when it cannot be had, and stays from then on, without a network and into the next version. What it writes is to
// the byte what the command line writes, and its words are read back by the library as it is released.
func TestParquet(t *testing.T) {
	root := dist(t)
	h := static(t, root)
	b := start(t, "http://"+h.addr, t.TempDir(), 1280, 900)
	b.visit("/desk/", "Ana")
	b.drop(file{name: "bridge.txt", data: []byte(story)})
	b.opened("Swing bridge")
	for phrase, key := range map[string]string{"port director Lena Osk": "s", "“We are two weeks ahead,”": "q", "Families had petitioned for a ferry": "m"} {
		b.drag(phrase)
		b.keys(key)
		b.keys("Escape")
	}
	b.saved()
	eval[bool](b, `galleyOfflineReady`)
	b.reload()
	b.ready()
	kept := `caches.keys().then(async names => (await Promise.all(names.map(async n => (await (await caches.open(n)).keys()).map(r => r.url)))).flat().filter(u => u.includes("galley-parquet")))`
	if got := eval[[]string](b, kept); len(got) > 0 {
		t.Errorf("fetched before anybody asked: %q", got)
	}

	h.stop()
	b.expectFailures(true)
	b.exportPanel()
	b.choose("export-format", "parquet")
	b.looked("why not", `document.querySelector("#export-lead").innerText.includes("could not be fetched: go online once and try again")`)
	b.shot("parquet-offline")
	h.start()
	b.expectFailures(false)
	b.choose("export-format", "jsonl")
	b.looked("records", `document.querySelector("#export-lead").innerText.includes("3 marks")`)
	eval[bool](b, `(globalThis.leads = [], new MutationObserver(() => leads.push(document.querySelector("#export-lead").innerText)).observe(document.querySelector("#export-lead"), {childList: true, subtree: true, characterData: true}), true)`)
	b.choose("export-format", "parquet")
	b.looked("counts", `document.querySelector("#export-lead").innerText.includes("3 marks") && document.querySelector("#export-preview").innerText.includes("preview.parquet")`)
	if got := eval[[]string](b, `leads`); !slices.ContainsFunc(got, func(s string) bool {
		return s == "Fetching what writes Parquet, once: some 4 MB, which stay on this machine…"
	}) {
		t.Errorf("while it is fetched the panel says %q", got)
	}
	b.shot("parquet-preview")
	b.press(exportSel + " .primary")
	b.waitFor("word of it", `[...document.querySelectorAll(".notice")].some(n => n.innerText.includes("sample-desk.parquet is written"))`)
	columns := b.download("sample-desk.parquet")
	b.atSheet()
	b.exportPanel()
	b.choose("export-format", "hf-parquet")
	b.press("#export-split")
	b.looked("parts", `document.querySelector("#export-seed") && document.querySelector("#export-preview").innerText.includes("train-00000-of-00001.parquet")`)
	b.press(exportSel + " .primary")
	folder := b.download(".hf-parquet.zip")

	// The command line writes the same.
	b.atSheet()
	b.keys("Ctrl+k")
	b.waitFor("the palette", `document.activeElement?.closest("#palette")`)
	b.typed("whole project as a bundle")
	b.keys("Enter")
	f, err := os.Open(b.download(".galley.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	project, err := bundle.Read("desk", f, bundle.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	job := export.Job{Records: project.Records, Layer: "Ana"}
	same(t, job, parquet.File, os.DirFS(filepath.Dir(columns)), func(string) string { return filepath.Base(columns) })
	if job.Splits, err = export.Deal(job, export.SplitOptions{}); err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	same(t, job, parquet.Folder, z, func(name string) string { return name })
	words(t, columns, "port director Lena Osk", "“We are two weeks ahead,”", "Families had petitioned for a ferry")

	// Without a network, and into the next version.
	h.stop()
	b.expectFailures(true)
	b.reload()
	b.ready()
	b.exportPanel()
	b.choose("export-format", "parquet")
	b.looked("counts without a network", `document.querySelector("#export-lead").innerText.includes("3 marks")`)
	b.keys("Escape")
	h.start()
	publish(t, filepath.Join(root, "desk"))
	before := eval[string](b, `galleySite.version`)
	eval[bool](b, `(goappTryUpdate(), true)`)
	b.waitFor("the offer", `document.querySelector("`+bannerSel+`").innerText.includes("new version")`)
	eval[bool](b, `([...document.querySelectorAll("`+bannerSel+` button")].find(e => e.innerText.includes("Take it now")).click(), true)`)
	b.waitFor("the new version", `globalThis.galleySite?.version !== `+quote(before))
	b.ready()
	h.stop()
	b.exportPanel()
	b.choose("export-format", "parquet")
	b.looked("counts in the next version", `document.querySelector("#export-lead").innerText.includes("3 marks")`)
	b.keys("Escape")

	// It comes back in as it lies there.
	data, err := os.ReadFile(folder)
	if err != nil {
		t.Fatal(err)
	}
	b.drop(file{name: "corpus.zip", data: data})
	b.waitFor("what it was taken for", `document.querySelector("#imports .primary") && document.querySelector("#imports").innerText.includes("Hugging Face dataset folder, Parquet")`)
	b.shot("parquet-import")
}

// same compares files with what job writes here: called returns the name under which a file lies there.
func same(t *testing.T, job export.Job, f export.Format, there fs.FS, called func(string) string) {
	t.Helper()
	var here export.Memory
	if _, err := f.Export(&here, "train", job); err != nil {
		t.Fatal(err)
	}
	for _, name := range here.Names {
		r, err := there.Open(called(name))
		if err != nil {
			t.Error(err)
			continue
		}
		got, err := io.ReadAll(r)
		r.Close()
		if err != nil || !bytes.Equal(got, here.Bytes(name)) {
			t.Errorf("%s: %d bytes of %d as written here, %v", name, len(got), len(here.Bytes(name)), err)
		}
	}
}

// words reads a file as the library reads it, and compares what its marks cover in the texts with the words that stand beside
// them.
func words(t *testing.T, path string, want ...string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in, err := parquet.File.Read(path, f, export.ReadOptions{})
	if err != nil || len(in.Notes) > 0 {
		t.Fatalf("%v, %q", err, in.Notes)
	}
	texts := map[annotate.DocID]annotate.Text{}
	var got []string
	for _, r := range in.Records {
		if r.Document != nil {
			texts[r.Document.ID] = r.Document.Text
		}
		if r.Entry == nil {
			continue
		}
		for _, op := range r.Entry.Tx {
			if s, ok := op.(annotate.AddSpan); ok {
				got = append(got, texts[r.Entry.Stream.Doc].Slice(s.Span.Envelope()))
			}
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the marks cover %q, want %q", got, want)
	}
}
