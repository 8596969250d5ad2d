//go:build e2e

package e2e

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// TestBadInput drops what should not be dropped. Each gets one clear sentence, and nothing already there is touched.
func TestBadInput(t *testing.T) {
	const head = `{"galley":"bundle","version":1}` + "\n"
	const doc = `{"document":{"id":"d","title":"D","sha256":"%s","text":"Short.\n"}}` + "\n"
	const digest = "6e35a3bb3ac0a30a5be9a7c9b0a0b4e0ff6e2a1d8d5b9a8c3e2f1a0b9c8d7e6f" // of another text
	label := `{"id":"%s","group":"g","title":"%s","key":"k"}`
	scheme := `{"scheme":{"galley":"scheme/1","id":"desk","version":1,"title":"Desk","groups":[{"id":"g","title":"G","overlap":"free"}],"labels":[` +
		fmt.Sprintf(label, "one", "One") + "," + fmt.Sprintf(label, "two", "Two") + `]}}` + "\n"
	tests := []struct {
		name  string
		data  []byte
		want  string // in the sentence, beside the file's name
		times int
	}{
		{"large.txt", []byte("Words upon words.\n"), "32 MiB", 52 << 20 / 18},
		{"empty.txt", nil, "empty", 0},
		{"invalid.txt", []byte("First line.\nSecond \xff line.\n"), "invalid.txt:2", 0},
		{"surrogate.txt", []byte("A half \xed\xa0\xbd pair.\n"), "surrogate.txt:1", 0},
		{"nul.txt", []byte("Words\x00more words\n"), "nul.txt:1", 0},
		{"picture.txt", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "picture.txt", 0},
		{"bomb.zip", bomb(t), "unpacks to more", 0},
		{"newer.galley.jsonl", []byte(`{"galley":"bundle","version":2}` + "\n"), "version 2", 0},
		{"hash.galley.jsonl", []byte(head + fmt.Sprintf(doc, digest)), "digest", 0},
		{"keys.galley.jsonl", []byte(head + scheme), "key", 0},
		{"outside.jsonl", []byte(outside), "outside.jsonl:1", 0},
		{"broken.jsonl", []byte(`{"id":"a","text":"One."}` + "\n" + `{"id":"b","text":` + "\n"), "broken.jsonl:2", 0},
	}
	b := atTheBridge(t)
	b.keys("l", "j", "m")
	b.saved()
	marks := b.listText()
	docs := eval[string](b, docsJS)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b.drop(file{name: tt.name, data: tt.data, times: tt.times})
			b.waitFor("a sentence about "+tt.name, fmt.Sprintf(`document.querySelector(".notice.bad")?.innerText.includes(%s)`, quote(tt.name)))
			said := eval[[]string](b, `[...document.querySelectorAll(".notice.bad p")].map(e => e.innerText)`)
			if len(said) != 1 || !strings.Contains(said[0], tt.want) || strings.Contains(said[0], "\n") {
				t.Errorf("the page says %q, want one sentence with %q", said, tt.want)
			}
			b.press(".notice.bad .icon")
			b.waitFor("the notice to go", `!document.querySelector(".notice.bad")`)
			if now := eval[string](b, docsJS); now != docs {
				t.Errorf("the queue was\n%s\nand is\n%s", docs, now)
			}
			b.waitList(marks)
		})
	}
	b.saved()
	b.reload()
	b.waitList(marks)
}

const docsJS = `[...document.querySelectorAll("` + docSel + `")].map(e => e.dataset.doc + " " + e.innerText).join("\n")`

// outside is a record with a span that ends behind its text.
const outside = `{"galley":"1","id":"d","text":"Short.\n","lang":"en","title":"D","url":"","published":"","sha256":"` +
	`","offset_unit":"codepoint","spans":[{"id":"M1","label":"claim","start":0,"end":5000,"parts":[{"start":0,"end":5000}],"text":"Short","attrs":[],"annotator":"ana","score":1.0,"status":"open"}],"relations":[],"doc_attrs":[],"meta":[]}` + "\n"

// bomb is a zip of 300 MB of nothing.
func bomb(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("story.txt")
	if err != nil {
		t.Fatal(err)
	}
	zeros := bytes.Repeat([]byte("0"), 1<<20)
	for range 300 {
		if _, err := w.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
