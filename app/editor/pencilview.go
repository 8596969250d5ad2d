package editor

import (
	"cmp"
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/order"
	"galley/annotate/rules"
)

// A PencilNote is a suggestion in words.
type PencilNote struct {
	ID         annotate.SpanID
	Line, Off  int // where it stands level: a line, and UTF-16 units from its start
	Key, Title string
	Hue, Style string
	Text       string // what it is about, shortened
	Values     string // of its attributes
	Reason     string
	Rule       string // with its version
	Sure       int    // per cent
	Span       bool   // it may be accepted with another label
	At, Of     int    // its place among those that wait
}

func (m Model) pencilNote(s rules.Suggestion) PencilNote {
	at := m.Open.Point(s.At.From)
	o := s.Origin()
	n := PencilNote{ID: s.ID, Line: at.Line, Off: at.Off, Rule: o.Rule + " " + o.Version, Sure: int(o.Score*100 + 0.5)}
	label := func(l annotate.Label) {
		def, _ := m.Base.Label(l)
		n.Key, n.Title, n.Hue, n.Style = m.keyOf("label:"+string(l), def.Key), m.labelTitle(l), def.Color, def.Style
	}
	switch {
	case s.Span != nil:
		label(s.Span.Label)
		n.Span, n.Reason = true, s.Span.Reason
		n.Text = clip(s.Span.Surface(m.Open.Doc.Text), 120)
		n.Values = m.brief(s.Span.Span)
	case s.Link != nil:
		n.Title, n.Hue, n.Style, n.Reason = m.relationTitle(s.Link.Label), "slate", "solid", s.Link.Reason
		n.Text = m.words(s.Link.Head, 50) + " → " + m.words(s.Link.Tail, 50)
	case s.Value != nil:
		n.Title, n.Hue, n.Style, n.Reason = strings.ReplaceAll(s.Value.Name, "_", " "), "slate", "solid", s.Value.Reason
		n.Text = m.words(s.Value.On, 60) + ": " + strings.ReplaceAll(s.Value.Value, "_", " ")
	}
	return n
}

// words is what a mark covers, whether it is the annotator's or still waits.
func (m Model) words(id annotate.SpanID, n int) string {
	for _, try := range []annotate.SpanID{rules.AcceptedID(id, m.Name), id} {
		if s, ok := m.Open.Layer.Span(try); ok {
			return clip(s.Surface(m.Open.Doc.Text), n)
		}
	}
	s, _ := m.Open.Pencil.Layer.Span(id)
	return clip(s.Surface(m.Open.Doc.Text), n)
}

// PencilInHand returns the suggestion in hand in words; ok is false when none is.
func (m Model) PencilInHand() (n PencilNote, ok bool) {
	if m.Open == nil || m.Open.Pencil.Hand == "" {
		return PencilNote{}, false
	}
	s, i, ok := m.waiting(m.Open.Pencil.Hand)
	if !ok {
		return PencilNote{}, false
	}
	n = m.pencilNote(s)
	n.At, n.Of = i+1, len(m.Waiting())
	return n, true
}

// pencilNotes are the folded notes of the suggested spans in view that wait, but for the one in hand.
func (m Model) pencilNotes(view annotate.Range) []Note {
	var notes []Note
	for _, s := range m.Open.pencilIn(view) {
		if s.Envelope().From < view.From || s.ID == m.Open.Pencil.Hand {
			continue
		}
		n := m.note(s)
		reason, _ := s.Attrs.Get(annotate.AttrReason)
		n.Brief, n.Pencil = reason, true
		notes = append(notes, n)
	}
	return notes
}

// withPencilNotes puts them among the notes of marks, by place.
func (m Model) withPencilNotes(notes []Note, view annotate.Range, most int) []Note {
	more := m.pencilNotes(view)
	if len(more) == 0 {
		return notes
	}
	notes = append(notes, more...)
	order.By(notes, func(a, b Note) int { return cmp.Or(a.Line-b.Line, a.Off-b.Off) })
	return notes[:min(len(notes), most)]
}

// A PencilView is the panel of rules and their suggestions.
type PencilView struct {
	Name           annotate.Annotator
	Blind, BlindMe bool
	BlindDoc       bool // in the open article
	Shelved        int  // articles that the queue shows
	BlindShelved   int  // of them, those in which suggestions are hidden
	Article        bool // one lies open
	Waiting        int  // in the open article
	Asked          bool // it is being asked which rules there are
	Fault          string
	Rules          []RuleRow
	Hand           PencilNote // the suggestion in hand, when there is one
	Held           bool
	Run            RuleRun
	Running        bool
	Stops          []RuleStop
}

// A RuleRow is a rule in words.
type RuleRow struct {
	File, Name, Version string
	About               string
	May                 string // what it may propose, in the words of the scheme
	Pack                string // "" is the project's own
	On                  bool
	Checks              bool // it finds problems
	Suggests            bool
	Bad                 string
	Waits               int // suggestions in the open article
	Accepted, Rejected  int // by this annotator, in the project
}

// Penciled returns what the panel shows.
func (m Model) Penciled() PencilView {
	v := PencilView{
		Name: m.Name, Blind: m.blindFor(""), BlindMe: m.blindFor(m.Name), Article: m.Open != nil, Asked: m.Rules.asked, Fault: m.Rules.Fault, Stops: m.Rules.Stops,
	}
	v.BlindDoc = m.Open != nil && m.blindIn(m.Open.Doc.ID)
	for _, d := range m.Shelved(0, len(m.Shelf.Places)) {
		if v.Shelved++; d.Blind {
			v.BlindShelved++
		}
	}
	if m.Rules.Run != nil {
		v.Run, v.Running = *m.Rules.Run, true
	}
	waits := map[string]int{}
	for _, s := range m.Waiting() {
		waits[s.Origin().Rule]++
		v.Waiting++
	}
	v.Hand, v.Held = m.PencilInHand()
	settled := map[string]RuleCount{}
	for _, d := range m.Docs {
		for _, c := range d.settled {
			sum := settled[c.Rule]
			settled[c.Rule] = RuleCount{c.Rule, sum.Accepted + c.Accepted, sum.Rejected + c.Rejected}
		}
	}
	for _, f := range m.Rules.Files {
		n := f.Meta.Name
		v.Rules = append(v.Rules, RuleRow{
			File: f.File, Name: cmp.Or(n, f.File), Version: f.Meta.Version, About: f.Meta.Description, May: m.may(f.Meta), Pack: f.Pack, On: m.RuleOn(f),
			Checks: f.Meta.Checks, Suggests: f.Meta.Suggests, Bad: f.Bad, Waits: waits[n], Accepted: settled[n].Accepted, Rejected: settled[n].Rejected,
		})
	}
	return v
}

// may says what a rule may propose, in the words of the scheme.
func (m Model) may(meta rules.Meta) string {
	var what []string
	for _, l := range meta.Labels {
		what = append(what, m.labelTitle(l))
	}
	for _, r := range meta.Relations {
		what = append(what, "link “"+m.relationTitle(r)+"”")
	}
	text := ""
	if len(what) > 0 {
		text = "May propose: " + strings.Join(what, ", ") + "."
	}
	if meta.Records {
		text = strings.TrimSpace(text + " Writes exports.")
	}
	return text
}

// Rate is the share of settled suggestions that were accepted, in words; "" when none was settled.
func (r RuleRow) Rate() string {
	n := r.Accepted + r.Rejected
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d %% of %d accepted", (100*r.Accepted+n/2)/n, n)
}
