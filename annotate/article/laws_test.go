package article_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/article"
)

// lineKinds are the kinds of which every line that is not empty has exactly one; a credit may be one too.
var lineKinds = map[annotate.BlockKind]bool{
	annotate.Headline: true, annotate.Byline: true, annotate.Paragraph: true, annotate.Caption: true, annotate.Furniture: true,
	annotate.Entry: true, annotate.Signer: true, annotate.Contributor: true, annotate.EditorNote: true,
}

// lawful checks what must hold of the blocks of any text.
func lawful(text annotate.Text, blocks []annotate.Block) error {
	lines := text.Lines()
	type held struct{ whole, caption bool }
	have := make([]held, len(lines))
	byID := map[int]annotate.Block{}
	at := 0
	for i, b := range blocks {
		if b.ID != i+1 {
			return fmt.Errorf("block %d has id %d", i, b.ID)
		}
		byID[b.ID] = b
		if b.Empty() || b.From < 0 || b.To > text.Len() {
			return fmt.Errorf("block %d: %v of %d", b.ID, b.Range, text.Len())
		}
		if i > 0 && (blocks[i-1].From > b.From || blocks[i-1].From == b.From && blocks[i-1].To < b.To) {
			return fmt.Errorf("block %d is out of order", b.ID)
		}
		for at < len(lines) && lines[at].To <= b.From {
			at++
		}
		if at == len(lines) || !lines[at].Contains(b.Range) {
			return fmt.Errorf("block %d (%s) lies in no line", b.ID, b.Kind)
		}
		trimmed := text.Trim(lines[at])
		switch {
		case b.Kind == annotate.Caption:
			if have[at].caption || have[at].whole {
				return fmt.Errorf("line %d has two kinds", at+1)
			}
			have[at].caption = true
		case b.Range == trimmed && (lineKinds[b.Kind] || b.Kind == annotate.Credit):
			if have[at].whole || have[at].caption {
				return fmt.Errorf("line %d has two kinds", at+1)
			}
			have[at].whole = true
		case b.Kind != annotate.Dateline && b.Kind != annotate.Credit && b.Kind != annotate.Furniture:
			return fmt.Errorf("block %d (%s) is not a whole line", b.ID, b.Kind)
		}
	}
	for i, h := range have {
		if !h.whole && !h.caption {
			return fmt.Errorf("line %d has no kind: %q", i+1, text.Slice(lines[i]))
		}
	}
	for _, b := range blocks {
		if b.Of != 0 && (b.Kind != annotate.Credit || byID[b.Of].Kind != annotate.Caption) {
			return fmt.Errorf("block %d (%s) belongs to %d (%s)", b.ID, b.Kind, b.Of, byID[b.Of].Kind)
		}
		if b.Repeats != 0 && (b.Kind != annotate.Caption || b.Repeats >= b.ID || byID[b.Repeats].Kind != annotate.Caption || byID[b.Repeats].Repeats != 0) {
			return fmt.Errorf("block %d (%s) repeats %d", b.ID, b.Kind, b.Repeats)
		}
	}
	return nil
}

var ugly = []string{
	"", "\n\n \n", "(AP Photo/Jane Doe)", "FILE - ", "1 of 7 |", "[1/2]", "A man walks. (AP Photo/", "()", ")", "©", "—", "By ", "Photo: \nPhoto: ",
	"WASHINGTON (AP) — é🙂\u0301 (Jane Doe/AP)\n\u00a0\u2003x\u00a0", "Image caption,\nImage source, Reuters\nImage caption, A dog.", "(\u2028)", "\u200b\n\ufeff",
	"MOSCOW, January 3. /TASS/. Text", "(ANSA) - ROME, JAN 3 - Text follows here and goes on for long enough", "FILE - FILE - (AP Photo)", "1 of 2 | FILE - (File)",
}

func FuzzBlocks(f *testing.F) {
	for _, s := range ugly {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, err := annotate.Canonical([]byte(s))
		if err != nil {
			return
		}
		if err := lawful(text, article.Blocks(text)); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		var points []annotate.Pos
		last := annotate.Pos(0)
		for _, p := range article.Splits(text) {
			if p.Pos <= last && p.Pos != 0 || p.Pos >= text.Len() {
				t.Fatalf("%q: split at %d after %d", s, p.Pos, last)
			}
			last = p.Pos
			points = append(points, p.Pos)
		}
		var whole strings.Builder
		for _, d := range article.SplitAt(annotate.NewDocument("", "", text), points) {
			whole.WriteString(d.Text.String())
		}
		if whole.String() != text.String() {
			t.Fatalf("%q: the pieces make %q", s, whole.String())
		}
	})
}

func FuzzLoad(f *testing.F) {
	names := []string{"a.txt", "a.md", "a.html", "a.jsonl", "a.csv", "a.zip"}
	for i := range names {
		for _, s := range ugly {
			f.Add(i, []byte(s))
		}
	}
	f.Add(1, []byte("# A *head*\n\nText ![alt](x.png \"title\") more.\n\n- one\n- two\n"))
	f.Add(2, []byte("<html lang=en><h1>Head</h1><p>Text<figure><img><figcaption>Cap (AP Photo/X Y)</figcaption></figure>"))
	f.Add(3, []byte(`{"id":"a","text":"One.","n":3}`+"\n"+`{"text":"\ud800"}`))
	f.Add(4, []byte("id;text\n1;\"two\nlines\"\n"))
	f.Fuzz(func(t *testing.T, kind int, data []byte) {
		name := names[((kind%len(names))+len(names))%len(names)]
		before := bytes.Clone(data)
		got, err := article.Load(name, data, article.Options{})
		if !bytes.Equal(before, data) {
			t.Fatal("the bytes were changed")
		}
		if err != nil {
			if !strings.HasPrefix(err.Error(), name) {
				t.Fatalf("the error does not begin with the file: %v", err)
			}
			return
		}
		for _, d := range got.Documents {
			if err := d.Verify(); err != nil {
				t.Fatal(err)
			}
			if err := lawful(d.Text, d.Blocks); err != nil {
				t.Fatalf("%q: %v", d.Text.String(), err)
			}
		}
	})
}
