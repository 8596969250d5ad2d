package article

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/util"

	"galley/annotate"
)

// A page is a marked-up file being written down as lines of plain text, with what the markup says of them.
type page struct {
	b              strings.Builder
	n              int // lines so far
	hints          map[int]hint
	title          string
	said, captions []string // folded: what the head of the page has said, and captions written
}

// line writes s, white space made single; line feeds in it make lines of their own.
func (p *page) line(s string, kind annotate.BlockKind, note string) {
	for part := range strings.SplitSeq(s, "\n") {
		part = strings.Join(strings.Fields(part), " ")
		if strings.Trim(part, spaces) == "" {
			continue
		}
		if p.n > 0 {
			p.b.WriteString("\n\n")
		}
		p.b.WriteString(part)
		if p.hints == nil {
			p.hints = map[int]hint{}
		}
		if kind != "" {
			p.hints[p.n] = hint{kind, note}
		}
		if kind == annotate.Headline && p.title == "" {
			p.title = part
		}
		p.n++
	}
}

// load makes the page a document.
func (p *page) load(src source) (Loaded, error) {
	if p.n == 0 {
		return Loaded{}, &Error{File: src.name, What: "no article text was found in the file", Do: "copy the article's text and paste it", Err: ErrEmpty}
	}
	t, err := annotate.Canonical([]byte(p.b.String() + "\n"))
	if err != nil {
		return Loaded{}, canonError(src.name, 0, err)
	}
	return one(src, t, short(p.title, 120), "", p.hints), nil
}

// unescape resolves a Markdown text's backslashes and entities.
func unescape(s []byte) string {
	return html.UnescapeString(string(util.UnescapePunctuations(s)))
}
