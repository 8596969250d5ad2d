// Package chart draws the figures of agreement: heat maps, values with their intervals, values over time. A drawing is a
// [Node], an element of SVG with what is in it: the page makes elements of it, and [Node.File] a file that stands by
// itself. Colours are names ([Node.Class]) that the page's style sheet knows, and that a file spells out as they are by day.
//
// One hue in steps, the value printed beside every mark: what is drawn reads in black and white too. Lengths are in CSS
// pixels. Drawings hang on what they are given alone.
package chart

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// NS is the namespace of SVG.
const NS = "http://www.w3.org/2000/svg"

// A Node is an element of a drawing.
type Node struct {
	Tag   string
	Class string // what it is, of the names in [looks]
	Attrs []Attr
	Text  string // of an element without others in it
	Kids  []Node
	Ref   string // what a press on it means; "" is nothing
}

// An Attr is an attribute of an element.
type Attr struct{ Name, Value string }

// None is the absence of a value, of a cell or a dot.
func None() float64 { return math.NaN() }

// looks are the names with what they are in a file: the day's colours of web/css/tokens.css, which a test compares.
var looks = map[string]string{
	"ink":    `fill="#1f1d1a"`,
	"small":  `fill="#635d53" font-size="12"`,
	"strong": `fill="#1f1d1a" font-weight="600"`,
	"on":     `fill="#ffffff"`,
	"axis":   `stroke="#d9d1c0" stroke-width="1"`,
	"reach":  `stroke="#1d4f91" stroke-width="2"`,
	"trend":  `stroke="#1d4f91" stroke-width="1.5" fill="none"`,
	"dot":    `fill="#1d4f91"`,
	"tone-a": `fill="#fffdf8" stroke="#d9d1c0"`,
	"tone-b": `fill="#ebedef" stroke="#d9d1c0"`,
	"tone-c": `fill="#d6dee5" stroke="#d9d1c0"`,
	"tone-d": `fill="#bbc9d9" stroke="#d9d1c0"`,
	"tone-e": `fill="#9eb2cc" stroke="#d9d1c0"`,
	"tone-f": `fill="#7e9abd" stroke="#d9d1c0"`,
	"tone-g": `fill="#1d4f91" stroke="#d9d1c0"`,
	"none":   `fill="none" stroke="#d9d1c0" stroke-dasharray="3 3"`,
	"press":  `fill="none"`, // where a press is taken
}

// tone is the step of the hue for a share from 0 to 1, and what is printed on it.
func tone(share float64) (fill, text string) {
	switch {
	case math.IsNaN(share):
		return "none", "small"
	case share >= 0.995:
		return "tone-g", "on"
	}
	const steps = "abcdef"
	i := min(max(int(share*float64(len(steps))), 0), len(steps)-1)
	return "tone-" + steps[i:i+1], "ink"
}

// File returns the drawing as a file of its own, on the colour of paper.
func (n Node) File() []byte {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	n.Attrs = append([]Attr{{"xmlns", NS}, {"font-family", "Source Sans 3, Noto Sans, system-ui, sans-serif"}, {"font-size", "14"}}, n.Attrs...)
	paper := Node{Tag: "rect", Attrs: []Attr{{"width", "100%"}, {"height", "100%"}, {"fill", "#fffdf8"}}}
	at := 0
	for at < len(n.Kids) && (n.Kids[at].Tag == "title" || n.Kids[at].Tag == "desc") {
		at++
	}
	n.Kids = append(append(append([]Node{}, n.Kids[:at]...), paper), n.Kids[at:]...)
	n.write(&b)
	b.WriteString("\n")
	return []byte(b.String())
}

func (n Node) write(b *strings.Builder) {
	b.WriteString("<" + n.Tag)
	for _, a := range n.Attrs {
		fmt.Fprintf(b, ` %s="%s"`, a.Name, escaped(a.Value))
	}
	if look := looks[n.Class]; look != "" {
		b.WriteString(" " + look)
	}
	if n.Text == "" && len(n.Kids) == 0 {
		b.WriteString("/>")
		return
	}
	b.WriteString(">")
	b.WriteString(escaped(n.Text))
	for _, k := range n.Kids {
		k.write(b)
	}
	b.WriteString("</" + n.Tag + ">")
}

// escaped writes text so that a reader of XML takes none of it for its own signs. Control characters, which XML has no way to
// write, are left out.
func escaped(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}

// Size returns the width and height of a drawing.
func (n Node) Size() (width, height int) {
	for _, a := range n.Attrs {
		switch a.Name {
		case "width":
			width = whole(a.Value)
		case "height":
			height = whole(a.Value)
		}
	}
	return width, height
}

func whole(s string) int {
	x, _ := strconv.ParseFloat(s, 64) // px wrote it
	return int(math.Ceil(x))
}

// drawing is the outermost element: an image with a name and a description.
func drawing(id, title, desc string, width, height float64, kids ...Node) Node {
	head := []Node{
		{Tag: "title", Attrs: []Attr{{"id", id + "-title"}}, Text: title},
		{Tag: "desc", Attrs: []Attr{{"id", id + "-desc"}}, Text: desc},
	}
	return Node{
		Tag: "svg",
		Attrs: []Attr{
			{"viewBox", "0 0 " + px(width) + " " + px(height)}, {"width", px(width)}, {"height", px(height)},
			{"role", "img"}, {"aria-labelledby", id + "-title " + id + "-desc"},
		},
		Kids: append(head, kids...),
	}
}

func px(x float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.1f", x), "0"), ".")
}

func rect(class string, x, y, w, h float64) Node {
	return Node{Tag: "rect", Class: class, Attrs: []Attr{{"x", px(x)}, {"y", px(y)}, {"width", px(w)}, {"height", px(h)}}}
}

func line(class string, x1, y1, x2, y2 float64) Node {
	return Node{Tag: "line", Class: class, Attrs: []Attr{{"x1", px(x1)}, {"y1", px(y1)}, {"x2", px(x2)}, {"y2", px(y2)}}}
}

func dot(x, y, r float64) Node {
	return Node{Tag: "circle", Class: "dot", Attrs: []Attr{{"cx", px(x)}, {"cy", px(y)}, {"r", px(r)}}}
}

// words is text; anchor is "start", "middle" or "end".
func words(class, anchor string, x, y float64, text string) Node {
	return Node{Tag: "text", Class: class, Attrs: []Attr{{"x", px(x)}, {"y", px(y)}, {"text-anchor", anchor}}, Text: text}
}

// group is elements that mean one thing when they are pressed.
func group(ref string, kids ...Node) Node { return Node{Tag: "g", Ref: ref, Kids: kids} }

// fitted is text cut to a width, by what characters are wide at most.
func fitted(s string, width float64) string {
	const wide = 7.6 // of the widest letters but M and W at 14 px
	n := int(width / wide)
	r := []rune(s)
	if len(r) <= n || n < 2 {
		return s
	}
	return string(r[:n-1]) + "…"
}

// width is how much room text takes at most.
func width(s string) float64 { return 7.6 * float64(len([]rune(s))) }
