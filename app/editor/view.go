package editor

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
)

// maxShown bounds the notes and rows that are built at once: what is beyond is reached by scrolling and searching.
const (
	maxNotes = 240
	maxPaper = 5000 // notes on paper
)

// A Style is how a label is drawn.
type Style struct {
	Label string `json:"label"`
	Style string `json:"style"`
	Hue   string `json:"hue"`
}

// Styles lists the labels' styles in the order that the rows of [LineMarks] number them; the last is for labels that
// the scheme does not know.
func (m Model) Styles() []Style {
	var all []Style
	for _, l := range m.Base.Labels {
		all = append(all, Style{string(l.ID), l.Style, l.Color})
	}
	return append(all, Style{"", "solid", "slate"})
}

// A Note is a mark's note in the margin, folded to one line. Notes are comparable, so that only those that changed are
// drawn anew.
type Note struct {
	Span       annotate.SpanID
	Line, Off  int // where it stands level: a line, and UTF-16 units from its start
	Key, Title string
	Hue, Style string
	Text       string // what is marked, shortened
	Brief      string // the attributes that are set, and those that are needed and are not
	Pencil     bool   // a suggestion; Brief says why
	Side       string // the letter of the reader whose mark it is, "all" where all have it, "" for marks of the layer
	Held       bool   // of the case in hand
}

// A Hand is the note of the mark in hand, with all that can be done to it. Without a Span the article itself is in hand.
type Hand struct {
	Note
	Attrs []NoteAttr
	Links []NoteLink
}

// A NoteAttr is an attribute on a note. Set is false for one without a value, which differs from every value.
type NoteAttr struct {
	N       int             // the digit that chooses it
	Of      annotate.SpanID // the span or relation that has it; "" is the article
	Field   string          // the id of its field
	Name    string
	Title   string
	Type    annotate.AttrType
	Value   string
	Set     bool
	Chosen  bool // digits set its value now
	Missing bool // required and not set
	Values  []string
}

// A NoteLink is a relation on a note, named by what is at its other end.
type NoteLink struct {
	Relation, Other annotate.SpanID
	Title, Text     string
	Out             bool // from this mark, else to it
}

// Notes returns the folded notes of the lines on screen, by place, but for the mark in hand: [Model.Hand] is its own.
func (m Model) Notes() []Note {
	o := m.Open
	if o == nil || len(o.Lines) == 0 {
		return nil
	}
	view := o.viewed()
	most := maxNotes
	if o.Paper {
		most = maxPaper
	}
	var notes []Note
	for _, s := range o.Layer.In(view) {
		if s.Envelope().From >= view.From && s.ID != o.Selected {
			notes = append(notes, m.note(s))
		}
		if len(notes) == most {
			break
		}
	}
	if m.OnGold() {
		return append(m.sideNotes(view), notes...)
	}
	return m.withPencilNotes(notes, view, most)
}

// viewed is the text on screen.
func (o *Open) viewed() annotate.Range {
	if len(o.Lines) == 0 {
		return annotate.Range{}
	}
	first, last := min(max(o.View.First, 0), len(o.Lines)-1), min(max(o.View.Last, 0), len(o.Lines)-1)
	return annotate.Range{From: o.Lines[first].From, To: o.Lines[last].To}
}

func (m Model) note(s annotate.Span) Note {
	at := m.Open.Point(s.Envelope().From)
	def, _ := m.Base.Label(s.Label)
	return Note{
		Span: s.ID, Line: at.Line, Off: at.Off, Key: m.keyOf("label:"+string(s.Label), def.Key), Title: m.labelTitle(s.Label), Hue: def.Color, Style: def.Style,
		Text: clip(m.Open.Layer.Surface(s), 60), Brief: m.brief(s),
	}
}

// brief is what a folded note shows of a span's attributes.
func (m Model) brief(s annotate.Span) string {
	var words []string
	for _, d := range m.Scheme.AttrsOf(string(s.Label)) {
		if v, set := s.Attrs.Get(d.ID); set {
			words = append(words, strings.ReplaceAll(v, "_", " "))
		} else if d.Required {
			words = append(words, d.Title+"?")
		}
	}
	return strings.Join(words, ", ")
}

// Hand returns the note of the mark in hand; ok is false when none is.
func (m Model) Hand() (h Hand, ok bool) {
	o := m.Open
	if o == nil {
		return Hand{}, false
	}
	s, ok := o.Layer.Span(o.Selected)
	if !ok && !o.About {
		return Hand{}, false
	}
	for i, a := range m.heldAttrs() {
		title := a.def.Title
		if a.title != "" {
			title = a.title + ": " + title
		}
		h.Attrs = append(h.Attrs, NoteAttr{
			N: i + 1, Of: a.id, Field: a.field(), Name: a.def.ID, Title: title, Type: a.def.Type, Value: a.value, Set: a.set,
			Chosen: o.Attr == i+1, Missing: a.def.Required && !a.set, Values: values(a.def),
		})
	}
	if o.About {
		at := o.Point(o.Sel.Focus) // what was just scrolled into view
		h.Note = Note{Title: "The article", Text: o.Title, Hue: "slate", Style: "solid", Line: at.Line, Off: at.Off, Brief: m.AboutText()}
		return h, true
	}
	h.Note = m.note(s)
	for _, r := range o.Layer.RelationsOf(s.ID) {
		other := r.Tail
		if other == s.ID {
			other = r.Head
		}
		if end, ok := o.Layer.Span(other); ok {
			h.Links = append(h.Links, NoteLink{r.ID, other, m.relationTitle(r.Label), clip(o.Layer.Surface(end), 40), r.Head == s.ID})
		}
	}
	return h, true
}

// A BarKey is a label on the label bar.
type BarKey struct {
	Label      annotate.Label
	Key, Title string
	Hue, Style string
	Sticky     bool // every selection takes it
}

// Bar returns the labels in the order of the scheme.
func (m Model) Bar() []BarKey {
	var bar []BarKey
	for _, l := range m.Scheme.Labels {
		bar = append(bar, BarKey{l.ID, m.keyOf("label:"+string(l.ID), l.Key), l.Title, l.Color, l.Style, l.ID == m.Sticky})
	}
	return bar
}

// RhythmText says what marking costs so far, in keys and seconds a mark; "" while nothing is counted.
func (m Model) RhythmText() string {
	if !m.Count || m.Rhythm.Marks == 0 {
		return ""
	}
	n := float64(m.Rhythm.Marks)
	return fmt.Sprintf("%.1f keys, %.1f s a mark", float64(m.Rhythm.Keys)/n, float64(m.Rhythm.Millis)/1000/n)
}

// Words counts the words of the open article, once all of it is drawn; 0 before.
func (m Model) Words() int {
	if m.Open == nil || m.Open.drawn < len(m.Open.Lines) {
		return 0
	}
	return m.Open.words
}

// countWords counts stretches without white space that hold a letter or a figure, as a news desk counts.
func countWords(text string) int {
	n, counted := 0, false // whether the stretch at hand is
	for _, r := range text {
		if r == ' ' { // mostly, and a megabyte is counted while somebody may be marking
			counted = false
			continue
		}
		if counted && r < utf8.RuneSelf && r > ' ' {
			continue
		}
		switch {
		case unicode.IsSpace(r):
			counted = false
		case !counted && (unicode.IsLetter(r) || unicode.IsNumber(r)):
			counted = true
			n++
		}
	}
	return n
}

// An Arc is a link as it is drawn: a hairline from one mark to another.
type Arc struct {
	From, To Point
	Held     bool // one end is the mark in hand
}

// maxArcs bounds the hairlines that are drawn at once.
const maxArcs = 300

// Arcs returns the links of the mark in hand, and with AllLinks those of every mark on screen.
func (m Model) Arcs() []Arc {
	o := m.Open
	if o == nil {
		return nil
	}
	var arcs []Arc
	draw := func(of annotate.SpanID, held bool) {
		for _, r := range o.Layer.RelationsOf(of) {
			head, okHead := o.Layer.Span(r.Head)
			tail, okTail := o.Layer.Span(r.Tail)
			if !okHead || !okTail || !held && (r.Head != of || r.Head == o.Selected || r.Tail == o.Selected) {
				continue // drawn once, from its head, or with the mark in hand
			}
			arcs = append(arcs, Arc{o.Point(head.Envelope().From), o.Point(tail.Envelope().From), held})
		}
	}
	if o.Selected != "" {
		draw(o.Selected, true)
	}
	arcs = append(arcs, m.caseArcs()...)
	if o.AllLinks {
		for _, s := range o.Layer.In(o.viewed()) {
			if draw(s.ID, false); len(arcs) > maxArcs {
				break
			}
		}
	}
	return arcs
}

// RelationKey is the key of a relation type at this desk.
func (m Model) RelationKey(r annotate.RelationDef) string {
	return m.keyOf("relation:"+string(r.ID), r.Key)
}
