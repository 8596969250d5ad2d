package article

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"galley/annotate"
)

// Markdown reads a .md file as the plain text that it stands for: emphasis and links drop to their words, headings
// become headlines, a picture its caption.
var Markdown = Loader{Name: "Markdown", Ext: []string{".md", ".markdown"}, Media: []string{"text/markdown", "text/x-markdown"}, load: loadMarkdown}

func loadMarkdown(src source) (Loaded, error) {
	t, err := canonical(src)
	if err != nil {
		return Loaded{}, err
	}
	raw := []byte(frontless(t.String()))
	root := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Parser().Parse(text.NewReader(raw))
	var p page
	p.markdown(root, raw)
	return p.load(src)
}

// frontless drops the YAML that some tools put before the text.
func frontless(s string) string {
	if !strings.HasPrefix(s, "---\n") {
		return s
	}
	head, rest, ok := strings.Cut(s[4:], "\n---\n")
	if !ok || strings.Contains(head, "\n\n") || !strings.Contains(head, ":") {
		return s
	}
	return rest
}

// markdown writes the blocks under n.
func (p *page) markdown(n ast.Node, src []byte) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Heading:
			p.line(inline(c, src), annotate.Headline, "")
		case *ast.Paragraph, *ast.TextBlock:
			p.markdownParagraph(c, src)
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			for i := range c.Lines().Len() {
				at := c.Lines().At(i)
				p.line(string(at.Value(src)), "", "")
			}
		case *ast.ThematicBreak:
			p.line("* * *", "", "")
		case *ast.HTMLBlock:
		case *east.TableHeader, *east.TableRow:
			var cells []string
			for d := c.FirstChild(); d != nil; d = d.NextSibling() {
				cells = append(cells, inline(d, src))
			}
			p.line(strings.Join(cells, " | "), "", "")
		default:
			p.markdown(c, src)
		}
	}
}

// markdownParagraph writes a paragraph; a picture in it becomes a caption of its own.
func (p *page) markdownParagraph(n ast.Node, src []byte) {
	var b strings.Builder
	flush := func() { p.line(b.String(), "", ""); b.Reset() }
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if img, ok := c.(*ast.Image); ok {
			flush()
			alt, title := inline(img, src), string(img.Title)
			p.line(strings.TrimSpace(joined(alt, title)), annotate.Caption, "")
			continue
		}
		writeInline(&b, c, src)
	}
	flush()
}

// joined puts a picture's two texts together unless one says it all.
func joined(alt, title string) string {
	switch {
	case strings.Contains(title, alt):
		return title
	case strings.Contains(alt, title):
		return alt
	}
	return alt + " " + title
}

func inline(n ast.Node, src []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		writeInline(&b, c, src)
	}
	return b.String()
}

func writeInline(b *strings.Builder, n ast.Node, src []byte) {
	switch n := n.(type) {
	case *ast.Text:
		if n.IsRaw() {
			b.Write(n.Segment.Value(src))
		} else {
			b.WriteString(unescape(n.Segment.Value(src)))
		}
		if n.SoftLineBreak() {
			b.WriteByte(' ')
		} else if n.HardLineBreak() {
			b.WriteByte('\n')
		}
	case *ast.String:
		b.Write(n.Value)
	case *ast.AutoLink:
		b.Write(n.Label(src))
	case *ast.RawHTML:
	default:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			writeInline(b, c, src)
		}
	}
}
