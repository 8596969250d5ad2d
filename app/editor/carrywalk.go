package editor

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/carry"
	"galley/annotate/journal"
)

// A Carry is what became of the marks when a corrected version was loaded. It is kept
// as long as the page stays open, and worked out anew from both versions when it is wanted later.
type Carry struct {
	Project  annotate.ProjectID
	Old, New annotate.DocID
	Count    map[carry.Fate]int
	Links    int     // carried with their marks
	Doubts   []Doubt // in the order of the older version
	At       int     // the doubt in hand, -1 is none
	lost     []annotate.Relation
	ids      map[annotate.SpanID]annotate.SpanID // what the marks of the older version are called on the newer
	seen     []look                              // so far, the latest last
}

// A look is one step of the walk that changed no mark: doubts that were kept, or let go.
type look struct {
	doubts []int
	after  journal.Ref // what an undo would have taken back then
}

// A Doubt is a mark that a person should look at.
type Doubt struct {
	Old   annotate.Span   // as it lay on the older version
	Now   annotate.SpanID // its mark on the newer; "" while it is lost
	Words string          // what it covered
	carry.Carried
	Seen bool // a person kept it, or let it go
}

// A DoubtState is how far the walk has come with a doubt. Nothing of it is stored: the layer says it.
type DoubtState string

const (
	DoubtOpen    DoubtState = "open"
	DoubtKept    DoubtState = "kept"
	DoubtRemoved DoubtState = "removed" // its mark is off the layer
	DoubtPlaced  DoubtState = "placed"  // lost, and put on anew by hand
	DoubtLeft    DoubtState = "let go"  // lost, and left so
)

// WalkTo takes a doubt in hand, by its place in [Carry.Doubts]. All else that the walk does, its keys do.
type WalkTo struct{ N int }

func (WalkTo) msg() {}

// newCarry reads a report.
func (m Model) newCarry(msg Carried) *Carry {
	c := &Carry{Project: msg.Project, Old: msg.Old.ID, New: msg.New.ID, At: -1, Count: map[carry.Fate]int{}, ids: map[annotate.SpanID]annotate.SpanID{}}
	for _, s := range msg.Report.Spans {
		c.Count[s.Fate]++
		if s.Fate.Doubtful() {
			old, _ := msg.Layer.Span(s.Span)
			c.Doubts = append(c.Doubts, Doubt{Old: old, Words: msg.Layer.Surface(old), Carried: s})
		}
	}
	kept := msg.Report.Relations
	c.Links = len(kept)
	for _, r := range msg.Layer.Relations() {
		if _, ok := slices.BinarySearch(kept, r.ID); !ok { // both by id
			c.lost = append(c.lost, r)
		}
	}
	return c
}

// summary is the report in one line.
func (c *Carry) summary() string {
	return fmt.Sprintf("Marks carried over: %d unchanged, %d moved, %d altered, %d lost", c.Count[carry.Unchanged], c.Count[carry.Moved], c.Count[carry.Altered], c.Count[carry.Lost])
}

// carry is the report on the open document, nil when there is none.
func (m Model) carry() *Carry {
	if c := m.Carry; c != nil && m.Open != nil && c.Project == m.Project.ID && c.New == m.Open.Doc.ID {
		return c
	}
	return nil
}

const readingReport = "Comparing the two versions…"

// showCarry opens the report. After a reload it follows from the older version, which lies in the bin, and from the layer.
func (m Model) showCarry() (Model, []Effect, bool) {
	if m.carry() == nil {
		old, ok := m.doc(m.replaces(&m.Open.Doc))
		if !ok {
			return m, nil, false
		}
		m.Busy = readingReport
		return m, []Effect{LoadVersions{Project: m.Project.ID, Name: m.Name, Old: old.ID, New: m.Open.Doc.ID, Again: true}}, true
	}
	m.Panel = CarryPanel
	return m.say("%s", m.carry().summary()), []Effect{FocusOn{"sheet"}}, true
}

// reported opens a report that was worked out again.
func (m Model) reported(msg Carried) (Model, []Effect) {
	if m.Open == nil || m.Open.Doc.ID != msg.New.ID {
		return m, nil
	}
	m.Carry = m.newCarry(msg)
	m.Carry.recognise(m.Open.Layer, msg)
	m, effects, _ := m.showCarry()
	return m.nextDoubt(1, true).say("%s", m.Carry.summary()), effects
}

// recognise finds the carried marks on the layer as it is now: exactly where they were put, or else, for one whose ends were
// moved since, over the same words.
func (c *Carry) recognise(has annotate.Layer, msg Carried) {
	taken := map[annotate.SpanID]bool{}
	find := func(to carry.Carried, exact bool) {
		old, _ := msg.Layer.Span(to.Span)
		if to.Fate == carry.Lost || c.ids[to.Span] != "" {
			return
		}
		for _, h := range has.In(annotate.Span{Ranges: to.Ranges}.Envelope()) {
			if h.Label == old.Label && !taken[h.ID] && (!exact || slices.Equal(h.Ranges, to.Ranges)) {
				c.ids[to.Span], taken[h.ID] = h.ID, true
				return
			}
		}
	}
	for _, exact := range []bool{true, false} {
		for _, to := range msg.Report.Spans {
			find(to, exact)
		}
	}
	for i := range c.Doubts {
		c.Doubts[i].Now = c.ids[c.Doubts[i].Old.ID]
	}
}

// doubtState says how far the walk has come with d.
func (m Model) doubtState(d *Doubt) DoubtState {
	_, there := m.Open.Layer.Span(d.Now)
	switch {
	case d.Fate == carry.Lost && there:
		return DoubtPlaced
	case d.Fate == carry.Lost && d.Seen:
		return DoubtLeft
	case d.Fate == carry.Lost:
		return DoubtOpen
	case !there:
		return DoubtRemoved
	case d.Seen:
		return DoubtKept
	}
	return DoubtOpen
}

// walkKey handles a key while the report is open. Enter keeps the doubt in hand as it is and goes on: a lost one lies where
// text is selected, or is let go. Delete takes its mark off. Keys that the walk has no use for do what they always do.
func (m Model) walkKey(key string) (Model, []Effect, bool) {
	c := m.carry()
	if c == nil || len(c.Doubts) == 0 {
		return m, nil, false
	}
	d := &c.Doubts[max(c.At, 0)]
	_, there := m.Open.Layer.Span(d.Now)
	var effects []Effect
	switch key {
	case ".":
		return m.nextDoubt(1, false), nil, true
	case ",":
		return m.nextDoubt(-1, false), nil, true
	case "Shift+Enter":
		all := make([]int, len(c.Doubts))
		for i := range all {
			all[i] = i
		}
		return m.saw(all...).say("all kept"), nil, true
	case "u", "Ctrl+z":
		last := len(c.seen) - 1
		if last < 0 || c.seen[last].after != m.Open.undone() {
			return m, nil, false
		}
		next := m.doubts()
		for _, i := range next.seen[last].doubts {
			next.Doubts[i].Seen = false
		}
		next.seen = next.seen[:last:last]
		return m.toDoubt(c.seen[last].doubts[0]), nil, true
	case "Enter":
		if r := m.Open.Sel.Range(); d.Fate == carry.Lost && !there && m.Open.Selected == "" && !r.Empty() {
			m, effects := m.putBack(r)
			return m, effects, true
		}
	case "Delete", "Backspace":
		if m.Open.Selected != "" && m.Open.Selected != d.Now {
			return m, nil, false // another mark is in hand
		}
		if there {
			m, effects = m.remove(d.Now)
			return m.nextDoubt(1, true), effects, true
		}
	default:
		return m, nil, false
	}
	return m.saw(max(c.At, 0)).nextDoubt(1, true), nil, true
}

// saw keeps doubts as they are.
func (m Model) saw(doubts ...int) Model {
	next := m.doubts()
	fresh := slices.DeleteFunc(doubts, func(i int) bool { return next.Doubts[i].Seen })
	for _, i := range fresh {
		next.Doubts[i].Seen = true
	}
	if len(fresh) > 0 {
		next.seen = append(slices.Clip(next.seen), look{fresh, m.Open.undone()})
	}
	return m
}

// undone is the entry that an undo would take back now.
func (o *Open) undone() (r journal.Ref) {
	if h, ok := o.history(true); ok && len(h.Undo) > 0 {
		r = h.Undo[len(h.Undo)-1].Ref
	}
	return r
}

// walkTo takes doubt n in hand.
func (m Model) walkTo(n int) Model {
	if c := m.carry(); c == nil || n < 0 || n >= len(c.Doubts) {
		return m
	}
	return m.toDoubt(n)
}

// doubts returns the report for change: a copy that is the model's own.
func (m *Model) doubts() *Carry {
	c := *m.Carry
	c.Doubts = slices.Clone(c.Doubts)
	m.Carry = &c
	return m.Carry
}

// nextDoubt goes to the next doubt, or with by < 0 to the one before; with open, to one that nobody has looked at.
func (m Model) nextDoubt(by int, open bool) Model {
	c := m.carry()
	n := len(c.Doubts)
	at := c.At
	if at < 0 && by < 0 {
		at = 0
	}
	for range n {
		at = (at + by + n) % n
		if !open || m.doubtState(&c.Doubts[at]) == DoubtOpen {
			return m.toDoubt(at)
		}
	}
	if n == 0 {
		return m
	}
	return m.say("Every doubtful mark is seen to.")
}

// toDoubt takes doubt n in hand: its mark, or for a lost one the place where it stood.
func (m Model) toDoubt(n int) Model {
	m.doubts().At = n
	d := &m.Carry.Doubts[n]
	if _, there := m.Open.Layer.Span(d.Now); there {
		m = m.pick(d.Now)
	} else {
		p := m.Open.place(min(d.Near, m.Open.Doc.Text.Len()))
		m = m.selectRange(annotate.Range{From: p, To: p})
	}
	return m.say("%d of %d, %s: %s %s. %s", n+1, len(m.Carry.Doubts), d.Fate, m.labelTitle(d.Old.Label), clip(d.Words, 80), d.Why)
}

// lostInHand reports whether a label's key now means the lost mark that the walk has come to.
func (m Model) lostInHand(id annotate.Label) bool {
	c := m.carry()
	if c == nil || m.Panel != CarryPanel || c.At < 0 {
		return false
	}
	d := &c.Doubts[c.At]
	return d.Fate == carry.Lost && d.Old.Label == id && m.doubtState(d) != DoubtPlaced
}

// putBack puts the lost mark in hand on r, with its attributes, and with its links as far as their other ends are there.
func (m Model) putBack(r annotate.Range) (Model, []Effect) {
	c := m.carry()
	s := c.Doubts[c.At].Old
	old := s.ID
	s.ID, s.Ranges = m.newID(), []annotate.Range{r}
	if err := m.Scheme.CheckSpan(m.Open.Layer, s); err != nil {
		return m.notice(reason(err), true), nil
	}
	tx := annotate.Tx{annotate.AddSpan{Span: s}}
	now := func(id annotate.SpanID) annotate.SpanID {
		if id == old {
			return s.ID
		}
		if _, there := m.Open.Layer.Span(c.ids[id]); there {
			return c.ids[id]
		}
		return ""
	}
	for _, l := range c.lost {
		if l.Head, l.Tail = now(l.Head), now(l.Tail); (l.Head == s.ID || l.Tail == s.ID) && l.Head != "" && l.Tail != "" {
			l.ID = m.newID()
			tx = append(tx, annotate.AddRelation{Relation: l})
		}
	}
	m, effects, err := m.commit(tx)
	if err != nil {
		return m.notice(reason(err), true), nil
	}
	next := m.doubts()
	next.Doubts[next.At].Now = s.ID
	next.ids = cloneIDs(next.ids)
	next.ids[old] = s.ID
	return m.hold(s.ID), effects
}

func cloneIDs(ids map[annotate.SpanID]annotate.SpanID) map[annotate.SpanID]annotate.SpanID {
	out := make(map[annotate.SpanID]annotate.SpanID, len(ids)+1)
	for k, v := range ids {
		out[k] = v
	}
	return out
}

// A CarryView is the report as it is drawn.
type CarryView struct {
	Unchanged, Moved, Altered, Lost int
	Links, LostLinks                int
	Open                            int // doubts that nobody has looked at
	At                              int // the doubt in hand among all, from 1; 0 is none
	All                             int
	Doubt                           DoubtRow
	Selected                        bool // text is selected that the lost mark in hand may be put on
	Rows                            []DoubtRow
}

// A DoubtRow is one doubt in words.
type DoubtRow struct {
	N          int // its place in [Carry.Doubts]
	Span       annotate.SpanID
	Fate       carry.Fate
	State      DoubtState
	Key, Title string
	Hue, Style string
	Words      string // what it covered
	Now        string // what it covers, when that is something else
	Attrs      string
	Why        string
	Score      int // per cent
	Current    bool
}

// maxDoubts bounds the rows that are drawn: those around the doubt in hand.
const maxDoubts = 40

// Carrying returns the report on the open document.
func (m Model) Carrying() (CarryView, bool) {
	c := m.carry()
	if c == nil {
		return CarryView{}, false
	}
	v := CarryView{
		Unchanged: c.Count[carry.Unchanged], Moved: c.Count[carry.Moved], Altered: c.Count[carry.Altered], Lost: c.Count[carry.Lost],
		Links: c.Links, LostLinks: len(c.lost), At: c.At + 1, All: len(c.Doubts),
		Selected: m.Open.Selected == "" && !m.Open.Sel.Range().Empty(),
	}
	for i := range c.Doubts {
		if m.doubtState(&c.Doubts[i]) == DoubtOpen {
			v.Open++
		}
	}
	if c.At >= 0 {
		v.Doubt = m.doubtRow(c.At, 400)
		if s, there := m.Open.Layer.Span(c.Doubts[c.At].Now); there {
			if err := m.Scheme.CheckSpan(m.Open.Layer, s); err != nil { // what was allowed there need not be here
				v.Doubt.Why += "; " + err.Error()
			}
		}
	}
	from := min(max(c.At-maxDoubts/2, 0), max(len(c.Doubts)-maxDoubts, 0))
	for i := from; i < min(from+maxDoubts, len(c.Doubts)); i++ {
		v.Rows = append(v.Rows, m.doubtRow(i, 60))
	}
	return v, true
}

func (m Model) doubtRow(n, length int) DoubtRow {
	d := &m.Carry.Doubts[n]
	def, _ := m.Base.Label(d.Old.Label)
	row := DoubtRow{
		N: n, Span: d.Now, Fate: d.Fate, State: m.doubtState(d), Key: def.Key, Title: m.labelTitle(d.Old.Label), Hue: def.Color, Style: def.Style,
		Words: clip(d.Words, length), Why: d.Why, Score: int(d.Score*100 + 0.5), Current: n == m.Carry.At,
	}
	if s, there := m.Open.Layer.Span(d.Now); there {
		if now := m.Open.Layer.Surface(s); now != d.Words {
			row.Now = clip(now, length)
		}
	}
	var attrs []string
	for _, a := range d.Old.Attrs {
		attrs = append(attrs, strings.ReplaceAll(a.Name+" "+a.Value, "_", " "))
	}
	row.Attrs = strings.Join(attrs, ", ")
	return row
}
