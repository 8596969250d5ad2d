package editor

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/annotate/order"
	"galley/annotate/rules"
)

// A Pencil is what rules suggest for the open document. Suggestions are a stream of their own beside everybody's marks;
// what became of them stands on the annotator's layer.
type Pencil struct {
	Layer  annotate.Layer  // what rules proposed, settled or not
	Hand   annotate.SpanID // the suggestion in hand; "" is none
	folded journal.Folded
	known  []journal.Entry // that folded is made of
	loaded bool            // false while the stream is being read: entries that come meanwhile wait in late
	late   []journal.Entry
	asked  bool // the stream is being read
	blind  bool // none are shown
	waits  *waits

	problems []Finding // what validators found
	checked  int       // entries of the layer when they were last asked
	checks   bool      // they are being asked
}

type (
	// LoadPencil reads the suggestions for a document; the answer is PencilLoaded.
	LoadPencil struct {
		Project annotate.ProjectID
		Doc     annotate.DocID
	}
	PencilLoaded struct {
		LoadPencil
		Folded  journal.Folded
		Found   bool
		Entries []journal.Entry
		Err     string
	}
)

func (LoadPencil) effect() {}
func (PencilLoaded) msg()  {}

func pencilStream(d annotate.DocID) journal.Stream {
	return journal.Stream{Doc: d, Layer: annotate.Suggested}
}

// Load reads them.
func (e LoadPencil) Load(ctx context.Context, journals Journals) PencilLoaded {
	opened, err := journals.Open(ctx, e.Project, pencilStream(e.Doc), true)
	answer := PencilLoaded{LoadPencil: e, Entries: opened.Entries, Err: text(err)}
	if opened.Document != nil {
		answer.Found = true
		answer.Folded = journal.FoldAll(opened.Document.Text, opened.Entries)
	}
	return answer
}

// readPencil begins with the suggestions of a document that was just laid on the sheet.
func (m Model) readPencil() []Effect {
	d, _ := m.doc(m.Open.Doc.ID)
	if d.suggested == 0 {
		o := m.Open // lay has just made it
		o.Pencil.loaded, o.Pencil.folded = true, journal.FoldAll(o.Doc.Text, nil)
		o.Pencil.Layer = o.Pencil.folded.Layer
		m.watchPencil()
		return nil
	}
	m.Open.Pencil.asked = true
	return []Effect{LoadPencil{m.Project.ID, d.ID}}
}

// pencilBehind reads the suggestions again when an entry came that belongs before others.
func (m Model) pencilBehind() []Effect {
	if p := &m.Open.Pencil; p.loaded || p.asked {
		return nil
	}
	m.open().Pencil.asked = true
	return []Effect{LoadPencil{m.Project.ID, m.Open.Doc.ID}}
}

func (m Model) pencilLoaded(msg PencilLoaded) (Model, []Effect) {
	if m.Open == nil || m.Open.Doc.ID != msg.Doc || m.Project.ID != msg.Project {
		return m, nil
	}
	o := m.open()
	p := &o.Pencil
	if p.asked = false; msg.Err != "" || !msg.Found {
		return m.notice("The suggestions cannot be read: "+cmp.Or(msg.Err, "the article is not here"), true), nil
	}
	p.folded, p.known, p.loaded = msg.Folded, msg.Entries, true
	p.Layer = p.folded.Layer
	m.watchPencil()
	late := append(p.late, m.pendingPencil(msg.Doc)...)
	p.late = nil
	for _, e := range late {
		m = m.takePencil(e)
	}
	m.redraw(LineRange{0, m.Open.drawn - 1})
	return m, m.catchUp()
}

// pendingPencil are the entries of rules for a document that the store may not have yet.
func (m Model) pendingPencil(doc annotate.DocID) []journal.Entry {
	var all []journal.Entry
	for _, r := range m.pending {
		if r.Entry != nil && r.Entry.Stream == pencilStream(doc) {
			all = append(all, *r.Entry)
		}
	}
	return all
}

// goOnPencil takes in an entry of the project itself, or of rules.
func (m Model) goOnPencil(e journal.Entry) Model {
	if e.Doc == "" {
		m.ofProject.Entries, m.ofProject.Standing = m.ofProject.Entries+1, m.ofProject.With(e)
		m.ofProject.StandsFor = m.ofProject.Entries
		m.Rules.known = false
		return m.seeAgain()
	}
	if i := m.docAt(e.Doc); i >= 0 {
		d := *m.Docs[i]
		d.suggested++
		m = m.putDoc(i, &d)
	}
	if m.Open != nil && m.Open.Doc.ID == e.Doc {
		m = m.takePencil(e)
	}
	return m
}

// takePencil folds an entry of rules into what the open document shows.
func (m Model) takePencil(e journal.Entry) Model {
	o := m.open()
	p := &o.Pencil
	if !p.loaded {
		p.late = append(slices.Clip(p.late), e)
		return m
	}
	if slices.ContainsFunc(p.known, func(have journal.Entry) bool { return have.Ref == e.Ref }) {
		return m
	}
	before := p.Layer
	folded, ok := p.folded.More(e)
	if !ok { // it belongs before others
		p.loaded = false
		p.late = append(slices.Clip(p.late), e)
		return m
	}
	p.folded, p.known, p.Layer = folded, append(slices.Clip(p.known), e), folded.Layer
	m.watchPencil()
	if _, ok := m.PencilHand(); p.Hand != "" && !ok {
		p.Hand = ""
	}
	changed := noLines
	for _, op := range e.Tx {
		for _, l := range []annotate.Layer{before, p.Layer} {
			if s, there := l.Span(op.Target()); there {
				changed = changed.join(o.linesOf(s.Envelope()))
			}
		}
	}
	m.redraw(LineRange{changed.First, min(changed.Last, o.drawn-1)})
	return m
}

// pencilLines are the lines of the suggestion that op settles.
func (o *Open) pencilLines(op annotate.Op) LineRange {
	set, ok := op.(annotate.SetAttr)
	if !ok || set.ID != "" {
		return noLines
	}
	id, ok := strings.CutPrefix(set.Name, annotate.AttrSettled)
	if !ok {
		return noLines
	}
	s, ok := o.Pencil.Layer.Span(annotate.SpanID(id))
	if !ok {
		return noLines
	}
	return o.linesOf(s.Envelope())
}

// withPencil adds the suggestions that wait in r, and what a draft sketches there, to the spans there, in their order, and says
// which they are.
func (o *Open) withPencil(spans []annotate.Span, r annotate.Range) ([]annotate.Span, map[annotate.SpanID]bool) {
	found := o.pencilIn(r)
	found = append(found, o.sketchIn(r, found)...)
	if len(found) == 0 {
		return spans, nil
	}
	waits := make(map[annotate.SpanID]bool, len(found))
	for _, s := range found {
		waits[s.ID] = true
	}
	spans = append(slices.Clip(spans), found...)
	order.By(spans, func(a, b annotate.Span) int {
		x, y := a.Envelope(), b.Envelope()
		return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(y.To, x.To))
	})
	return spans, waits
}

// pencilIn returns the suggested spans that wait and touch r.
func (o *Open) pencilIn(r annotate.Range) []annotate.Span {
	if o.Pencil.blind || o.Adjudication != nil || o.Pencil.Layer.Len() == 0 {
		return nil
	}
	desk := rules.Desk{Suggested: o.Pencil.Layer, Own: o.Layer}
	return slices.DeleteFunc(o.Pencil.Layer.In(r), func(s annotate.Span) bool { return !desk.Waits(s) })
}

// desk is the open document as rules and their suggestions see it.
func (m Model) desk() rules.Desk {
	return rules.Desk{Suggested: m.Open.Pencil.Layer, Own: m.Open.Layer, By: m.Name}
}

// What waits for the annotator is worked out when somebody asks.
type waits struct {
	list   func() rules.Waiting
	behind *atomic.Int32 // changes that nobody has asked after yet
}

func waitsOf(behind int32, list func() rules.Waiting) *waits {
	w := &waits{behind: &atomic.Int32{}}
	w.behind.Store(behind)
	w.list = sync.OnceValue(func() rules.Waiting {
		defer w.behind.Store(0)
		return list()
	})
	return w
}

// watchPencil has everything looked at when somebody asks what waits.
func (m Model) watchPencil() { m.Open.Pencil.waits = waitsOf(0, m.desk().Waiting) }

// followPencil keeps what waits up to date with a change of the open layer, so that a key that settles one suggestion of thousands
// looks at few. When nobody asks for long, everything is looked at, rather than to keep all layers since.
func (m Model) followPencil(tx annotate.Tx) {
	before, own := m.Open.Pencil.waits, m.Open.Layer
	if before == nil || before.behind.Load() >= 8 {
		m.watchPencil()
		return
	}
	m.Open.Pencil.waits = waitsOf(before.behind.Load()+1, func() rules.Waiting { return before.list().After(own, tx) })
}

// list is what waits for the annotator; nothing in a blind project.
func (m Model) list() rules.Waiting {
	if m.Open == nil || m.OnGold() || m.Blind() || !m.Open.Pencil.loaded || m.Open.Pencil.waits == nil {
		return rules.Waiting{}
	}
	return m.Open.Pencil.waits.list()
}

// Waiting returns the suggestions that wait for the annotator, by place, less the relations that will come along with their
// ends; none in a blind project.
func (m Model) Waiting() []*rules.Suggestion { return m.list().All() }

// waiting finds a suggestion that waits, and its place among all.
func (m Model) waiting(id annotate.SpanID) (s rules.Suggestion, at int, ok bool) {
	if m.Open == nil || id == "" || !strings.HasPrefix(string(id), "r-") {
		return s, 0, false
	}
	list := m.list()
	if at, ok = list.Find(id); ok {
		s = *list.All()[at]
	}
	return s, at, ok
}

// PencilHand returns the suggestion in hand.
func (m Model) PencilHand() (rules.Suggestion, bool) {
	if m.Open == nil || m.Open.Pencil.Hand == "" {
		return rules.Suggestion{}, false
	}
	s, _, ok := m.waiting(m.Open.Pencil.Hand)
	return s, ok
}

// holdPencil takes a suggestion in hand: its words are selected, so that a label's key gives them another label and the
// keys of the ladder begin from them.
func (m Model) holdPencil(id annotate.SpanID) Model {
	s, _, ok := m.waiting(id)
	if !ok {
		return m
	}
	m.drop()
	o := m.Open
	o.Pencil.Hand = id
	o.Sel = Caret{Anchor: s.At.From, Focus: s.At.To}
	m.redraw(o.linesOf(s.At))
	n := m.pencilNote(s)
	return m.say("suggested: %s: %s. %s", n.Title, n.Text, n.Reason)
}

// dropPencil lets go of the suggestion in hand.
func (m *Model) dropPencil() {
	if m.Open.Pencil.Hand == "" {
		return
	}
	o := m.open()
	s, ok := o.Pencil.Layer.Span(o.Pencil.Hand)
	if o.Pencil.Hand = ""; ok {
		m.redraw(o.linesOf(s.Envelope()))
	}
}

// dropSettled lets go of a suggested span that somebody has settled, as in another tab.
func (o *Open) dropSettled() {
	s, ok := o.Pencil.Layer.Span(o.Pencil.Hand)
	if ok && !(rules.Desk{Suggested: o.Pencil.Layer, Own: o.Layer}).Waits(s) {
		o.Pencil.Hand = ""
	}
}

// letGoPencil does so and leaves the caret where it lay.
func (m Model) letGoPencil() Model {
	at := m.Open.Sel.Range().From
	m.dropPencil()
	m.open().Sel = Caret{Anchor: at, Focus: at}
	return m
}

// pencilTapped is the suggestion that a tap at p takes in hand: the smallest there, once those of the marks there that lie
// under it were in hand; "" is none.
func (m Model) pencilTapped(p annotate.Pos, under []annotate.Span) annotate.SpanID {
	found := m.Open.pencilIn(annotate.Range{From: p, To: p + 1})
	if len(found) == 0 || len(under) > 0 && under[len(under)-1].ID != m.Open.Selected {
		return ""
	}
	order.By(found, func(a, b annotate.Span) int { return int(a.Envelope().Len() - b.Envelope().Len()) })
	i := slices.IndexFunc(found, func(s annotate.Span) bool { return s.ID == m.Open.Pencil.Hand })
	if i == len(found)-1 && len(under) > 0 {
		return "" // the marks again
	}
	return found[(i+1)%len(found)].ID
}

// nextPencil takes the next suggestion in hand, or with by < 0 the one before; behind the last comes the first.
func (m Model) nextPencil(by int) (Model, []Effect, bool) {
	all := m.Waiting()
	if len(all) == 0 {
		return m.noneWaits()
	}
	from := m.here().From
	_, at, ok := m.waiting(m.Open.Pencil.Hand)
	switch {
	case ok:
		at += by
	case by > 0:
		at = slices.IndexFunc(all, func(s *rules.Suggestion) bool { return s.At.From >= from })
	default:
		at = len(all) - 1
		for at >= 0 && all[at].At.From >= from {
			at--
		}
	}
	if at < 0 && by > 0 {
		at = 0
	}
	m = m.holdPencil(all[(at+len(all))%len(all)].ID)
	m.open().Scroll++
	return m, []Effect{FocusOn{"sheet"}}, true // Enter is for the suggestion now, not for a button of the panel
}

// noneWaits says why there is no next suggestion.
func (m Model) noneWaits() (Model, []Effect, bool) {
	switch {
	case m.Blind():
		return m.notice("Suggestions are hidden in this project.", false), nil, true
	case m.Open.Pencil.Layer.Len() == 0:
		return m.offer("No rule has looked at this article yet.", false, "Run the rules", StartRules{}), nil, true
	}
	return m.notice("Every suggestion in this article is settled.", false), nil, true
}
