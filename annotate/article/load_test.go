package article_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/article"
)

func TestLoadRefuses(t *testing.T) {
	bomb := zipped(t, "a.txt", strings.Repeat("0", 40<<20))
	for _, c := range []struct {
		name, data, want string
		err              error
	}{
		{"a.txt", "", "a.txt: the file is empty", article.ErrEmpty},
		{"a.txt", " \n\t\n", "a.txt: the file is empty", article.ErrEmpty},
		{"a.txt", strings.Repeat("word ", 10<<20), "a.txt: 50 MiB is over the limit of 32 MiB", article.ErrTooLarge},
		{"a.txt", "One.\nTw\xffo.", "a.txt:2: column 3 (byte 7, FF): not valid UTF-8", article.ErrText},
		{"a.txt", "One.\nT\xed\xa0\x80.", "a.txt:2: column 2", article.ErrText},
		{"a.txt", "One.\nT\x00wo.", "a.txt:2: column 2", article.ErrText},
		{"a.txt", "\x89PNG\r\n\x1a\n\x00\x00", "a.txt: this is a PNG image", article.ErrBinary},
		{"a.txt", "%PDF-1.7\n", "a.txt: this is a PDF", article.ErrBinary},
		{"a.txt", "\x7fELF\x02\x01", "a.txt: this is a program", article.ErrBinary},
		{"a.txt", "\x01\x02\x03\x04abc\x05\x06", "a.txt: 6 of its first 9 bytes are control characters", article.ErrBinary},
		{"a.jsonl", `{"id":"a","text":"One."}` + "\n" + `{"id":"b"}`, `a.jsonl:2: there is no "text"`, article.ErrRecord},
		{"a.jsonl", `{"id":"a","text":"One.","text":"Two."}`, "a.jsonl:1: ", article.ErrRecord},
		{"a.jsonl", `{"text":"One \ud800."}`, "a.jsonl:1: ", nil},
		{"a.jsonl", `{"text":"One \u0000."}`, "a.jsonl:1: ", nil},
		{"a.jsonl", `{"galley":"bundle","version":1}`, "a.jsonl:1: this is a Galley bundle", article.ErrNative},
		{"a.jsonl", `{"id":"a","sha256":"ab","text":"One.","spans":[]}`, "a.jsonl:1: this is one of Galley's own records", article.ErrNative},
		{"a.jsonl", `{"id":"a","text":"One."}` + "\n" + `{"id":"a","text":"Two."}`, `a.jsonl:2: the id "a" is taken by line 1`, article.ErrRecord},
		{"a.csv", "id,body\n1,One.\n", `a.csv:1: no column is called "text"`, article.ErrRecord},
		{"a.csv", "id,text\n1,One.,more\n", "a.csv:2: this row has another number of columns", article.ErrRecord},
		{"a.zip", bomb, "a.zip: a.txt unpacks to more than", article.ErrArchive},
		{"a.zip", zipped(t, "b.zip", zipped(t, "a.txt", "One.")), "a.zip/b.zip: archives inside archives", article.ErrArchive},
		{"a.zip", "PK\x03\x04", "a.zip: this is no ZIP archive", article.ErrArchive},
		{"a.html", "<html><body><script>x</script></body></html>", "a.html: no article text", article.ErrEmpty},
	} {
		_, err := article.Load(c.name, []byte(c.data), article.Options{})
		if err == nil || !strings.HasPrefix(err.Error(), c.want) || c.err != nil && !errors.Is(err, c.err) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s %.40q: %v, want %s…", c.name, c.data, err, c.want)
		}
		if _, ok := errors.AsType[*article.Error](err); err != nil && !ok {
			t.Errorf("%s: %T is no *Error", c.name, err)
		}
	}
}

func zipped(t *testing.T, pairs ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		w, err := z.Create(pairs[i])
		if err == nil {
			_, err = w.Write([]byte(pairs[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestLoadReads(t *testing.T) {
	const cap = "A dog waits in Springfield, Monday, May 5, 2025."
	for _, c := range []struct{ name, data, want string }{
		{"a.txt", "\ufeffOne.\r\nTwo.\rThree. ", "One.\nTwo.\nThree. "},
		{"a.md", "# A *fine* bridge\n\nThe **old** [bridge](x) is\nclosed &amp; gone.\n\n![" + cap + "](a.png \"(AP Photo/Lee Park)\")\n\n- one\n- two\n", "A fine bridge\n\nThe old bridge is closed & gone.\n\n" + cap + " (AP Photo/Lee Park)\n\none\n\ntwo\n"},
		{"a.html", "<html lang=en><head><title>x</title><body><article><h1>A fine bridge</h1><p>The old bridge is closed.</p><figure><img src=a><figcaption>" + cap + " <span class=c>(AP Photo/Lee Park)</span></figcaption></figure><p>It was old.</p></article>",
			"A fine bridge\n\nThe old bridge is closed.\n\n" + cap + " (AP Photo/Lee Park)\n\nIt was old.\n"},
		{"a.html", "<html><head><meta charset=iso-8859-1><body><p>S\xe3o Paulo</p>", "São Paulo\n"},
		{"a.jsonl", `{"n":3,"text":"One \ud83d\ude42.\r\nTwo.","id":"x","title":"T","lang":"en"}`, "One 🙂.\nTwo."},
		{"a.csv", "id;text\n1;\"One;\nTwo.\"\n", "One;\nTwo."},
		{"a.zip", zipped(t, "__MACOSX/a.txt", "no", ".x.txt", "no", "d/a.txt", "One.", "d/a.png", "no"), "One."},
	} {
		got, err := article.Load(c.name, []byte(c.data), article.Options{})
		if err != nil || len(got.Documents) != 1 || got.Documents[0].Text.String() != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
			for _, d := range got.Documents {
				t.Logf("got %q", d.Text.String())
			}
			continue
		}
		d := got.Documents[0]
		if err := lawful(d.Text, d.Blocks); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		for _, b := range d.Blocks {
			if strings.Contains(c.want, cap) && b.Kind == annotate.Credit && (b.Of == 0 || d.Text.Slice(b.Range) != "(AP Photo/Lee Park)") {
				t.Errorf("%s: credit %+v", c.name, b)
			}
		}
	}
}

func TestSplits(t *testing.T) {
	p := func(n int) string {
		return strings.Repeat("The council voted on Monday to close the old bridge, officials said after the meeting.\n", n)
	}
	const cap = "Mayor Ana Ruiz speaks in Springfield, Monday, May 5, 2025. (AP Photo/Lee Park)\n"
	for _, c := range []struct {
		name, text string
		want       []int
	}{
		{"contributor, captions, story", p(3) + "Doe reported from Lyon, France.\n" + cap + p(3), []int{6}},
		{"contributor, captions, end", p(3) + "Doe reported from Lyon, France.\n" + cap, nil},
		{"contributor, note", p(3) + "Doe reported from Lyon, France.\nCorrection: This is one line about what was wrong in it.\n", nil},
		{"captions in the story", p(3) + cap + p(3), nil},
		{"headline and dateline", p(4) + "\nCouncil votes on a second bridge\nOSLO (AP) — " + p(2), []int{5}},
		{"headline and byline", p(4) + "\nCouncil votes on a second bridge\nBy Jane Doe\n" + p(2), []int{5}},
		{"end mark", p(4) + "-30-\n" + p(3), []int{6}},
		{"one story", p(20), nil},
	} {
		var got []int
		text := annotate.NewText(c.text)
		for _, s := range article.Splits(text) {
			if s.Sure {
				got = append(got, s.Line)
			}
		}
		if len(got) != len(c.want) || len(got) > 0 && got[0] != c.want[0] {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
