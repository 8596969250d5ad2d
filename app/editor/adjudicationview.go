package editor

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/adjudicate"
	"galley/annotate/agreement/match"
	"galley/annotate/order"
)

// A CaseView is the case in hand, and how far the article has come.
type CaseView struct {
	Line, Off   int // where it stands level: a line, and UTF-16 units from its start
	N, Of, Left int // its place among all cases, from 1; 0 is none in hand
	Alike       int // cases that all have alike and that are open
	Readers     int
	What        string // "Edges differ"
	State       adjudicate.State
	Now         string // what stands on gold, when it was decided
	Sides       []CaseSide
	Reasons     []CaseReason
	Hidden      bool // the names are
	Loading     bool
	Title       string // the document's, for screen readers
	Next        bool   // another article has open cases
}

// A CaseSide is what one reader has in the case in hand.
type CaseSide struct {
	Letter, Name string
	Key, Title   string // of the label
	Hue, Style   string
	Text         string // what it covers; "" where they have nothing
	Values       string
	Stands       bool // gold is as they have it
}

// A CaseReason is a reason that can be chosen by its digit.
type CaseReason struct {
	Key, Title string
	Chosen     bool
}

func reasonTitle(r adjudicate.Reason) string { return strings.ReplaceAll(string(r), "-", " ") }

// SideName is what a reader is called at this desk: by name, or while names are hidden by a number.
func (m Model) SideName(letter int) string {
	a := m.Open.Adjudication
	r, ok := a.reader(letter)
	switch {
	case !ok:
		return ""
	case m.Hidden:
		return fmt.Sprintf("Annotator %d", letter+1)
	}
	return string(a.cases.Readers[r].Annotator)
}

// letterName is the letter of a side.
func letterName(letter int) string {
	if letter < 26 {
		return string(rune('A' + letter))
	}
	return fmt.Sprint(letter + 1)
}

// CaseInHand returns the case in hand in words; ok is false when the gold layer does not lie on the sheet.
func (m Model) CaseInHand() (v CaseView, ok bool) {
	if !m.OnGold() {
		return CaseView{}, false
	}
	a := m.Open.Adjudication
	v = CaseView{Hidden: m.Hidden, Loading: !a.loaded, Title: m.Open.Title, Readers: len(a.order)}
	_, v.Next = m.nextToSettle()
	if v.Loading {
		return v, true
	}
	v.Left, v.Of = a.cases.Left()
	v.Alike = m.alike()
	i := slices.IndexFunc(a.cases.All, func(k adjudicate.Case) bool { return k.ID == a.at })
	if i < 0 {
		return v, true
	}
	k := a.cases.All[i]
	at := m.Open.Point(k.At.From)
	v.N, v.Line, v.Off, v.State, v.What = i+1, at.Line, at.Off, k.State, m.caseWhat(k)
	for letter := range a.order {
		v.Sides = append(v.Sides, m.caseSide(k, letter))
	}
	v.Now = m.caseNow(k)
	chosen := a.reason
	if k.Decision != nil && chosen == "" {
		chosen = k.Decision.Reason
	}
	if chosen == "" && len(k.Kinds) > 0 {
		chosen = adjudicate.ReasonFor(k.Kinds[0])
	}
	for n, r := range adjudicate.Reasons() {
		v.Reasons = append(v.Reasons, CaseReason{fmt.Sprint(n + 1), reasonTitle(r), r == chosen})
	}
	return v, true
}

// caseWhat says in what readers differ.
func (m Model) caseWhat(k adjudicate.Case) string {
	var all, missing []string
	for letter, r := range m.Open.Adjudication.order {
		if r < len(k.Said) && k.Said[r].Nothing() {
			missing = append(missing, letterName(letter))
		}
	}
	for _, kind := range k.Kinds {
		switch {
		case kind == match.Edges:
			all = append(all, "edges differ")
		case kind == match.Label:
			all = append(all, "labels differ")
		case kind == match.Attribute:
			all = append(all, strings.ReplaceAll(strings.Join(k.Names, ", "), "_", " ")+" differs")
		case len(missing) > 0:
			all = append(all, "missed by "+strings.Join(missing, ", "))
		default:
			all = append(all, "called or turned otherwise")
		}
	}
	switch {
	case len(all) == 0 && k.Agreed():
		all = []string{"all have the same"}
	case len(all) == 0:
		all = []string{"nobody has it any more"}
	}
	text := strings.Join(all, ", ")
	if k.Link {
		text = "link: " + text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// caseSide is what the reader behind a letter has.
func (m Model) caseSide(k adjudicate.Case, letter int) CaseSide {
	r, _ := m.Open.Adjudication.reader(letter)
	s := CaseSide{Letter: letterName(letter), Name: m.SideName(letter), Hue: "slate", Style: "solid"}
	if r >= len(k.Said) { // nobody has anything of it any more
		return s
	}
	said := k.Said[r]
	s.Stands = k.By[r] && k.State == adjudicate.Settled
	layer := m.Open.Adjudication.cases.Readers[r].Layer
	switch {
	case said.Span != nil:
		def, _ := m.Base.Label(said.Span.Label)
		s.Key, s.Title, s.Hue, s.Style = def.Key, m.labelTitle(said.Span.Label), def.Color, def.Style
		s.Text, s.Values = clip(layer.Surface(*said.Span), 160), m.valuesOf(said.Span.Attrs)
	case said.Link != nil:
		head, _ := layer.Span(said.Link.Head)
		tail, _ := layer.Span(said.Link.Tail)
		s.Title = m.relationTitle(said.Link.Label)
		s.Text, s.Values = clip(layer.Surface(head), 60)+" → "+clip(layer.Surface(tail), 60), m.valuesOf(said.Link.Attrs)
	case said.Value != nil:
		s.Title, s.Text = "The article", strings.ReplaceAll(*said.Value, "_", " ")
	}
	return s
}

// valuesOf is the scheme's attributes in words.
func (m Model) valuesOf(attrs annotate.Attrs) string {
	var words []string
	for _, f := range attrs {
		if !strings.HasPrefix(f.Name, annotate.OwnAttr) {
			words = append(words, strings.ReplaceAll(f.Name+" "+f.Value, "_", " "))
		}
	}
	return strings.Join(words, ", ")
}

// caseNow says what was decided, and by whom.
func (m Model) caseNow(k adjudicate.Case) string {
	d := k.Decision
	if d == nil || d.Choice == "" {
		if k.State == adjudicate.Waiting {
			return "Waits for the marks at its ends."
		}
		return ""
	}
	text := ""
	switch d.Choice {
	case adjudicate.Take:
		text = "Taken: " + m.nameOf(d.Of)
	case adjudicate.Both:
		text = "Taken: everybody’s"
		if d.How == adjudicate.Agreed {
			text = "Taken: all alike"
		}
	case adjudicate.Neither:
		text = "Taken: nothing"
	case adjudicate.Anew:
		text = "Made anew"
	}
	if k.State == adjudicate.Settled && d.Choice == adjudicate.Take && !m.asTaken(k) {
		text += ", then changed by hand"
	}
	if d.How != adjudicate.ByHand && d.How != adjudicate.Agreed {
		text += ", by " + strings.ReplaceAll(string(d.How), "dawid-skene", "Dawid–Skene’s model")
	}
	if d.By != "" && !m.Hidden {
		text += ", says " + string(d.By)
	}
	if k.State == adjudicate.Changed {
		return text + ". It has changed since: open again."
	}
	return text + "."
}

// asTaken reports whether gold is still as the reader has it who was taken.
func (m Model) asTaken(k adjudicate.Case) bool {
	i := slices.IndexFunc(k.Said, func(s adjudicate.Said) bool { return s.Annotator == k.Decision.Of })
	return i >= 0 && k.By[i]
}

// nameOf is a reader by letter and name.
func (m Model) nameOf(who annotate.Annotator) string {
	a := m.Open.Adjudication
	i := slices.IndexFunc(a.cases.Readers, func(r adjudicate.Reader) bool { return r.Annotator == who })
	if i < 0 {
		if m.Hidden {
			return "somebody’s"
		}
		return string(who) + "’s"
	}
	letter := a.letter(i)
	return letterName(letter) + ", " + m.SideName(letter)
}

// caseText is the case in hand as a screen reader says it.
func (m Model) caseText(k adjudicate.Case) string {
	v, _ := m.CaseInHand()
	text := fmt.Sprintf("case %d of %d: %s.", v.N, v.Of, v.What)
	for _, s := range v.Sides {
		if s.Text == "" {
			text += fmt.Sprintf(" %s: nothing.", s.Letter)
			continue
		}
		text += fmt.Sprintf(" %s: %s: %s", s.Letter, s.Title, clip(s.Text, 60))
		if s.Values != "" {
			text += ", " + s.Values
		}
		text += "."
	}
	return strings.TrimSpace(text + " " + v.Now)
}

// CaseProgress says how many cases of the open article are settled.
func (m Model) CaseProgress() string {
	if !m.OnGold() || !m.Open.Adjudication.loaded {
		return ""
	}
	left, all := m.Open.Adjudication.cases.Left()
	return fmt.Sprintf("%d of %d settled", all-left, all)
}

// A sideMark is a reader's mark as the sheet shows it while gold is made: of which side, or in pencil where all have the same.
type sideMark struct {
	annotate.Span
	letter int
	alike  bool
	held   bool // of the case in hand
	link   string
}

// sidesIn returns the marks of readers that touch r and are to be shown: those of open cases, and of the case in hand.
func (o *Open) sidesIn(r annotate.Range) []sideMark {
	a := o.Adjudication
	if a == nil || !a.loaded {
		return nil
	}
	var all []sideMark
	for letter, i := range a.order {
		reader := a.cases.Readers[i]
		for _, s := range reader.Layer.In(r) {
			k, ok := a.cases.Of(reader.Annotator, s.ID)
			held := ok && k.ID == a.at
			if !ok || k.Done() && !held {
				continue
			}
			alike := k.Agreed()
			if alike && letter > 0 && !held {
				continue // once is enough
			}
			all = append(all, sideMark{Span: s, letter: letter, alike: alike && !held, held: held, link: k.ID})
		}
	}
	return all
}

// sideNotes are the notes of readers' marks in view, for the other margin.
func (m Model) sideNotes(view annotate.Range) []Note {
	var notes []Note
	for _, s := range m.Open.sidesIn(view) {
		if s.Envelope().From < view.From {
			continue
		}
		n := m.note(s.Span)
		n.Text, n.Brief = clip(s.Surface(m.Open.Doc.Text), 60), m.valuesOf(s.Attrs)
		n.Side, n.Held = letterName(s.letter), s.held
		if s.alike {
			n.Side = "all"
		}
		n.Span = annotate.SpanID(caseNote + s.link + " " + n.Side)
		notes = append(notes, n)
	}
	notes = append(notes, m.linkNotes(view)...)
	order.By(notes, func(a, b Note) int { return cmp.Or(a.Line-b.Line, a.Off-b.Off, strings.Compare(a.Side, b.Side)) })
	return notes[:min(len(notes), maxNotes)]
}

// linkNotes are the notes of links that readers do not have alike, level with their heads in view: of open cases, and of the case in
// hand.
func (m Model) linkNotes(view annotate.Range) []Note {
	a := m.Open.Adjudication
	if !a.loaded {
		return nil
	}
	var notes []Note
	for _, k := range a.cases.All {
		held := k.ID == a.at
		if !k.Link || !held && (k.Done() || k.Agreed()) {
			continue
		}
		for letter, i := range a.order {
			if i >= len(k.Said) || k.Said[i].Link == nil {
				continue
			}
			link, layer := k.Said[i].Link, a.cases.Readers[i].Layer
			head, _ := layer.Span(link.Head)
			tail, _ := layer.Span(link.Tail)
			from := head.Envelope().From
			if from < view.From || from >= view.To {
				continue
			}
			at := m.Open.Point(from)
			n := Note{
				Line: at.Line, Off: at.Off, Title: m.relationTitle(link.Label), Hue: "slate", Style: "solid", Side: letterName(letter), Held: held,
				Text: clip(layer.Surface(head), 30) + " → " + clip(layer.Surface(tail), 30), Brief: m.valuesOf(link.Attrs),
			}
			n.Span = annotate.SpanID(caseNote + k.ID + " " + n.Side)
			notes = append(notes, n)
		}
	}
	return notes
}

// caseNote begins the ids of notes that stand for a case. No span has such an id: it has a space.
const caseNote = "case "

// caseOfNote is the case that a note stands for.
func caseOfNote(id annotate.SpanID) (string, bool) {
	rest, ok := strings.CutPrefix(string(id), caseNote)
	name, _, _ := strings.Cut(rest, " ")
	return name, ok
}

// A SideTag is the letters of the sides whose marks of the case in hand begin at a place.
type SideTag struct {
	At   Point
	Text string
}

// SideTags returns them by place.
func (m Model) SideTags() []SideTag {
	k, ok := m.caseInHand()
	if !ok || k.Link {
		return nil
	}
	var tags []SideTag
	for letter, i := range m.Open.Adjudication.order {
		if i >= len(k.Said) || k.Said[i].Span == nil {
			continue
		}
		at := m.Open.Point(k.Said[i].Span.Envelope().From)
		if n := slices.IndexFunc(tags, func(t SideTag) bool { return t.At == at }); n >= 0 {
			tags[n].Text += " " + letterName(letter)
			continue
		}
		tags = append(tags, SideTag{at, letterName(letter)})
	}
	return tags
}

// caseArcs are the links that readers have in the case in hand.
func (m Model) caseArcs() []Arc {
	k, ok := m.caseInHand()
	if !ok || !k.Link {
		return nil
	}
	var arcs []Arc
	for i, s := range k.Said {
		if s.Link == nil {
			continue
		}
		layer := m.Open.Adjudication.cases.Readers[i].Layer
		head, _ := layer.Span(s.Link.Head)
		tail, _ := layer.Span(s.Link.Tail)
		arc := Arc{m.Open.Point(head.Envelope().From), m.Open.Point(tail.Envelope().From), true}
		if !slices.Contains(arcs, arc) {
			arcs = append(arcs, arc)
		}
	}
	return arcs
}
