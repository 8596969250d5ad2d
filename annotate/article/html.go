package article

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"galley/annotate"
)

// HTML reads a saved page: its main text by a readability library, captions from the figures, the headline, the
// byline and the date. Nothing is fetched.
var HTML = Loader{Name: "HTML", Ext: []string{".html", ".htm", ".xhtml"}, Media: []string{"text/html", "application/xhtml+xml"}, load: loadHTML}

func loadHTML(src source) (Loaded, error) {
	data := src.data
	if !utf8.Valid(data) {
		if _, name, sure := charset.DetermineEncoding(data, src.opt.MediaType); name == "utf-8" && sure {
			_, err := canonical(src)
			return Loaded{}, err
		}
		r, err := charset.NewReader(bytes.NewReader(data), src.opt.MediaType)
		if err == nil {
			data, err = io.ReadAll(r)
		}
		if err != nil {
			return Loaded{}, &Error{File: src.name, What: "the page's character set cannot be read: " + err.Error(), Do: "save the page as UTF-8", Err: ErrText}
		}
	}
	root, err := parsePage(data)
	if err != nil {
		return Loaded{}, &Error{File: src.name, What: "the page cannot be read: " + err.Error(), Do: "copy the article's text and paste it", Err: ErrText}
	}
	lang := attr(find(root, atom.Html), "lang")
	var p page
	heading := plainText(find(root, atom.H1))
	when := plainText(find(root, atom.Time))
	body := find(root, atom.Body)
	art := mainText(data)
	if heading == "" {
		heading = art.Title()
	}
	p.line(heading, annotate.Headline, "")
	if by := strings.Join(strings.Fields(art.Byline()), " "); by != "" && len(by) < 200 {
		p.line(by, annotate.Byline, by)
		p.said = append(p.said, fold(by))
	}
	if when != "" && len(when) < 80 {
		p.line(when, annotate.Byline, "")
		p.said = append(p.said, fold(when))
	}
	p.said = append(p.said, fold(heading))
	before := p.n
	if art.Node != nil {
		p.html(art.Node)
	}
	if p.n == before && body != nil {
		p.html(body)
	}
	p.figures(root)
	out, err := p.load(src)
	if err == nil {
		out.Documents[0].Lang = lang
	}
	return out, err
}

// deep is how deeply elements may nest before a page is taken for an attack.
const deep = 500

func parsePage(data []byte) (*html.Node, error) { return html.Parse(bytes.NewReader(data)) }

// mainText runs the readability library, which may give up on a page in more ways than one.
func mainText(data []byte) (art readability.Article) {
	defer func() {
		if recover() != nil {
			art = readability.Article{} // then the whole body is read
		}
	}()
	root, err := parsePage(data)
	if err != nil || depth(root) > deep {
		return readability.Article{}
	}
	parser := readability.NewParser()
	art, err = parser.ParseDocument(root, nil)
	if err != nil {
		return readability.Article{}
	}
	return art
}

// depth returns how deeply elements nest under n, without recursion.
func depth(n *html.Node) int {
	most, at := 0, 0
	for c := n; c != nil; {
		most = max(most, at)
		if c.FirstChild != nil {
			c, at = c.FirstChild, at+1
			continue
		}
		for c != nil && c != n && c.NextSibling == nil {
			c, at = c.Parent, at-1
		}
		if c == nil || c == n {
			break
		}
		c = c.NextSibling
	}
	return most
}

// html writes what stands under n.
func (p *page) html(n *html.Node) { p.htmlAt(n, 0) }

func (p *page) htmlAt(n *html.Node, level int) {
	var run strings.Builder
	flush := func() {
		if s := strings.TrimSpace(run.String()); s != "" {
			p.story(s, "")
		}
		run.Reset()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			run.WriteString(c.Data)
			continue
		}
		if c.Type != html.ElementNode || dropped[c.DataAtom] {
			continue
		}
		switch {
		case c.DataAtom == atom.Br:
			flush()
		case c.DataAtom == atom.Figure || hasClass(c, "caption"):
			flush()
			p.figure(c, level)
		case c.DataAtom == atom.Figcaption:
			flush()
			p.caption(plainText(c))
		case headings[c.DataAtom]:
			flush()
			p.story(plainText(c), annotate.Headline)
		case holdsBlocks(c) && level < deep:
			flush()
			p.htmlAt(c, level+1)
		case blocky[c.DataAtom]:
			flush()
			p.story(plainText(c), "")
		default:
			run.WriteString(plainText(c))
		}
	}
	flush()
}

// story writes a line, unless the head of the page has said it.
func (p *page) story(s string, kind annotate.BlockKind) {
	for i, said := range p.said {
		if fold(s) == said && p.n < 8+i {
			return
		}
	}
	p.line(s, kind, "")
}

// figure writes a figure's caption; one without is a picture that the text does not need.
func (p *page) figure(n *html.Node, level int) {
	c := find(n, atom.Figcaption)
	switch {
	case c != nil:
		p.caption(plainText(c))
	case n.DataAtom != atom.Figure:
		if holdsBlocks(n) && level < deep {
			p.htmlAt(n, level+1)
		} else {
			p.caption(plainText(n))
		}
	case find(n, atom.P) != nil || find(n, atom.Blockquote) != nil:
		p.htmlAt(n, level+1)
	}
}

func (p *page) caption(s string) {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return
	}
	p.line(s, annotate.Caption, "")
	p.captions = append(p.captions, fold(s))
}

// figures adds the captions that the readability library left out, below the story.
func (p *page) figures(n *html.Node) {
	walk(n, func(c *html.Node) {
		if c.DataAtom != atom.Figcaption {
			return
		}
		s := plainText(c)
		for _, have := range p.captions {
			if have == fold(s) {
				return
			}
		}
		p.caption(s)
	})
}

var (
	dropped  = atoms(atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Nav, atom.Form, atom.Button, atom.Iframe, atom.Svg, atom.Select, atom.Input, atom.Textarea, atom.Head, atom.Footer, atom.Video, atom.Audio, atom.Object, atom.Canvas, atom.Dialog)
	headings = atoms(atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6)
	blocky   = atoms(atom.P, atom.Li, atom.Blockquote, atom.Div, atom.Section, atom.Article, atom.Pre, atom.Td, atom.Th, atom.Tr, atom.Dd, atom.Dt, atom.Header, atom.Main, atom.Aside, atom.Address, atom.Hr, atom.Ul, atom.Ol, atom.Dl, atom.Table, atom.Tbody, atom.Thead, atom.Figure, atom.Figcaption, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6)
)

func atoms(list ...atom.Atom) map[atom.Atom]bool {
	m := map[atom.Atom]bool{}
	for _, a := range list {
		m[a] = true
	}
	return m
}

func holdsBlocks(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && (blocky[c.DataAtom] || c.DataAtom == atom.Br || holdsBlocks(c)) {
			return true
		}
	}
	return false
}

func hasClass(n *html.Node, part string) bool {
	return n.DataAtom == atom.Div && strings.Contains(strings.ToLower(attr(n, "class")), "wp-"+part) || n.DataAtom == atom.P && strings.Contains(strings.ToLower(attr(n, "class")), part)
}

func attr(n *html.Node, name string) string {
	if n != nil {
		for _, a := range n.Attr {
			if a.Key == name {
				return a.Val
			}
		}
	}
	return ""
}

// find returns the first element of that name under n.
func find(n *html.Node, a atom.Atom) (found *html.Node) {
	walk(n, func(c *html.Node) {
		if found == nil && c.DataAtom == a {
			found = c
		}
	})
	return found
}

// walk visits n and all under it in order, without recursion: a page may nest as deeply as it likes.
func walk(n *html.Node, visit func(*html.Node)) {
	for c := n; c != nil; {
		visit(c)
		if c.FirstChild != nil {
			c = c.FirstChild
			continue
		}
		for c != n && c.NextSibling == nil {
			c = c.Parent
		}
		if c == n {
			return
		}
		c = c.NextSibling
	}
}

// plainText returns the words under n, with a space where a block ends.
func plainText(n *html.Node) string {
	var b strings.Builder
	walk(n, func(c *html.Node) {
		switch {
		case c.Type == html.TextNode && !(c.Parent != nil && dropped[c.Parent.DataAtom]):
			b.WriteString(c.Data)
		case c.Type == html.ElementNode && (blocky[c.DataAtom] || c.DataAtom == atom.Br || c.DataAtom == atom.Figcaption || c.DataAtom == atom.Span && attr(c, "class") != ""):
			b.WriteByte(' ')
		}
	})
	return strings.Join(strings.Fields(b.String()), " ")
}
