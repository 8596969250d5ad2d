package editor

import (
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/adjudicate"
	"galley/annotate/agreement/survey"
	"galley/annotate/journal"
)

// An Adjudication is what becomes of the open article while its gold layer lies on the sheet: the layers of all who have read
// it, side by side, and the case in hand. The gold layer is edited like one's own.
type Adjudication struct {
	cases  adjudicate.Cases
	order  []int // the reader behind each letter
	at     string
	reason adjudicate.Reason // chosen for the case in hand, before it is decided
	sel    Caret             // as the walk left it: until it is another, digits are reasons
	loaded bool
	behind bool // a reader has gone on, and they are to be read again
}

type (
	// Adjudicate lays the gold layer of a document on the sheet. Anyway: also before the person has finished their own layer.
	// At is the difference to begin at, if it has a document.
	Adjudicate struct {
		Doc    annotate.DocID
		Anyway bool
		At     Difference
	}
	// ToCase takes a case in hand.
	ToCase struct{ ID string }
	// LoadSides reads the layers of everybody who has read a document; the answer is SidesLoaded.
	LoadSides struct {
		Project annotate.ProjectID
		Doc     annotate.DocID
	}
	SidesLoaded struct {
		LoadSides
		Readers []adjudicate.Reader
		Err     string
	}
)

func (Adjudicate) msg()   {}
func (ToCase) msg()       {}
func (SidesLoaded) msg()  {}
func (LoadSides) effect() {}

// Load reads them.
func (e LoadSides) Load(ctx context.Context, journals Journals) SidesLoaded {
	answer := SidesLoaded{LoadSides: e}
	loaded, err := journals.Load(ctx, e.Project, Selection{Doc: e.Doc})
	if answer.Err = text(err); err != nil {
		return answer
	}
	var article annotate.Text
	for _, r := range loaded.Records {
		if r.Document != nil {
			article = r.Document.Text
		}
	}
	for s, entries := range journal.Streams(journal.Entries(loaded.Records)) {
		if s.Doc != e.Doc || !reads(s.Layer) {
			continue
		}
		if l, _ := journal.Fold(article, entries); survey.Read(l) {
			answer.Readers = append(answer.Readers, adjudicate.Reader{Annotator: s.Layer, Layer: l})
		}
	}
	return answer
}

// reads reports whether a layer is that of somebody who reads.
func reads(layer annotate.Annotator) bool {
	return layer != "" && layer != annotate.Gold && layer != annotate.Suggested
}

// hasRead reports whether the annotator of a stream has read its document, as far as its head tells.
func (h StreamHead) hasRead() bool {
	switch h.State() {
	case annotate.Skipped:
		return false
	case annotate.Done, annotate.Flagged:
		return true
	}
	return h.Spans > 0 || slices.ContainsFunc(h.Attrs, func(f annotate.Field) bool { return !strings.HasPrefix(f.Name, annotate.OwnAttr) })
}

// Readers is how many have read the document.
func (d Doc) Readers() int {
	n := 0
	if d.own.hasRead() {
		n++
	}
	for _, h := range d.others {
		if h.hasRead() {
			n++
		}
	}
	return n
}

// readerEntries is how many entries the layers of those who have read the document have between them.
func (d Doc) readerEntries() int {
	n := 0
	for _, h := range append(d.others[:len(d.others):len(d.others)], d.own) {
		if h.hasRead() {
			n += h.Entries
		}
	}
	return n
}

// WentOn reports whether somebody has gone on with their layer, or come to be a reader, since the gold layer was done: what was
// settled may be open again. Layers that are not here, or not whole, tell nothing.
func (d Doc) WentOn() bool {
	of, known := d.gold.Attrs.Get(annotate.AttrSettledOf)
	n, err := strconv.Atoi(of)
	return known && err == nil && d.GoldState() == annotate.Done && d.readerEntries() > max(n, d.looked)
}

// GoldState is how far its gold layer has come; [annotate.Todo] when nobody has begun it.
func (d Doc) GoldState() annotate.State { return d.gold.State() }

// OnGold reports whether the gold layer lies on the sheet.
func (m Model) OnGold() bool { return m.Open != nil && m.Open.Adjudication != nil }

// adjudicate opens the gold layer of a document. Who is still at their own layer is told first that others' marks will show.
func (m Model) adjudicate(msg Adjudicate) (Model, []Effect) {
	d, ok := m.doc(msg.Doc)
	if !ok {
		return m, nil
	}
	if n := d.Readers(); n < 2 {
		return m.notice(fmt.Sprintf("“%s” was read by %s: bring in the bundles of others first.", d.Title, [...]string{"nobody", "one person"}[n]), true), nil
	}
	untouched := d.State == annotate.Todo && d.Spans == 0
	finished := d.State != annotate.Todo && d.State != annotate.InProgress
	if !msg.Anyway && !finished && !(untouched && m.looks) {
		msg.Anyway = true
		return m.offer(fmt.Sprintf("You have not finished your own marks of “%s”, and those of others would show.", d.Title), false, "Go on all the same", msg), nil
	}
	m.looks = m.looks || msg.Anyway && untouched
	if m.Panel = NoPanel; m.OnGold() && m.Open.Doc.ID == msg.Doc {
		return m.toDifference(msg.At), []Effect{FocusOn{"sheet"}}
	}
	m.caseAt = msg.At
	return m, []Effect{LoadDoc{m.Project.ID, journal.Stream{Doc: msg.Doc, Layer: annotate.Gold}}, FocusOn{"sheet"}}
}

// leaveGold lays the person's own layer on the sheet again.
func (m Model) leaveGold() (Model, []Effect) {
	m.Settings.OnGold = false
	m, effects := m.openDoc(m.Open.Doc.ID)
	return m, append(effects, FocusOn{"sheet"})
}

// sidesLoaded lays the layers side by side and goes to what is to be settled.
func (m Model) sidesLoaded(msg SidesLoaded) (Model, []Effect) {
	if !m.OnGold() || m.Open.Doc.ID != msg.Doc || m.Project.ID != msg.Project {
		return m, nil
	}
	o := m.open()
	had := o.Adjudication
	a := &Adjudication{at: had.at, reason: had.reason, loaded: msg.Err == ""}
	if o.Adjudication = a; msg.Err != "" {
		return m.notice("The layers of the others cannot be read: "+msg.Err, true), nil
	}
	a.cases = adjudicate.Lay(msg.Readers).Cases(o.Layer)
	a.order = letters(a.cases.Readers, m.Hidden, msg.Doc)
	var effects []Effect
	if left, _ := a.cases.Left(); left == 0 {
		m, effects = m.sawSettled(msg.Doc)
	}
	m.redraw(LineRange{0, o.drawn - 1})
	if had.loaded { // one of them has gone on
		if _, ok := a.cases.Case(a.at); !ok {
			a.at = ""
		}
		return m, effects
	}
	at := m.caseAt
	if m.caseAt = (Difference{}); at.Doc == msg.Doc {
		return m.toDifference(at), effects
	}
	if left, _ := a.cases.Left(); left > 0 {
		return m.nextOpenCase(1), effects
	}
	return m.notice("Every case of this article is settled.", false), effects
}

// sawSettled notes that all cases of a document are settled, whatever its readers have gone on with: in the settings, for nothing
// was decided that gold would keep.
func (m Model) sawSettled(id annotate.DocID) (Model, []Effect) {
	d, ok := m.doc(id)
	if !ok || !d.WentOn() {
		return m, nil
	}
	d.looked = d.readerEntries()
	m = m.putDoc(m.docAt(id), &d)
	m.Looked = maps.Clone(m.Looked)
	if m.Looked == nil {
		m.Looked = map[string]int{}
	}
	m.Looked[m.lookKey(id)] = d.looked
	return m, []Effect{SaveSettings{m.Settings}}
}

// lookKey names a document of the project in the settings.
func (m Model) lookKey(id annotate.DocID) string { return string(m.Project.ID) + "\x00" + string(id) }

// letters returns the readers in the order of their letters: by name, or while names are hidden in an order that tells nothing,
// another for each document, and the same always.
func letters(readers []adjudicate.Reader, hidden bool, doc annotate.DocID) []int {
	order := make([]int, len(readers))
	for i := range order {
		order[i] = i
	}
	if hidden {
		sum := func(i int) string {
			h := sha256.Sum256([]byte(string(doc) + "\x00" + string(readers[i].Annotator)))
			return string(h[:])
		}
		slices.SortFunc(order, func(x, y int) int { return strings.Compare(sum(x), sum(y)) })
	}
	return order
}

// recase brings the cases up to date with the gold layer.
func (o *Open) recase() {
	if o.Adjudication == nil || !o.Adjudication.loaded {
		return
	}
	a := *o.Adjudication
	a.cases = a.cases.On(o.Layer)
	o.Adjudication = &a
}

// caseLines are the lines of the case that op settles or opens.
func (o *Open) caseLines(op annotate.Op) LineRange {
	set, ok := op.(annotate.SetAttr)
	if !ok || set.ID != "" || o.Adjudication == nil {
		return noLines
	}
	id, ok := strings.CutPrefix(set.Name, annotate.AttrCase)
	if !ok {
		return noLines
	}
	k, ok := o.Adjudication.cases.Case(id)
	if !ok || k.At.Empty() {
		return noLines
	}
	return o.linesOf(k.At)
}

// sidesLater reads the layers again when somebody has gone on with theirs.
func (m Model) sidesLater(effects []Effect) (Model, []Effect) {
	if !m.OnGold() || !m.Open.Adjudication.behind {
		return m, effects
	}
	a := *m.Open.Adjudication
	a.behind = false
	m.open().Adjudication = &a
	return m, append(effects, LoadSides{m.Project.ID, m.Open.Doc.ID})
}

// readerWentOn notes that a layer behind the open gold layer has come to hold other entries.
func (m Model) readerWentOn(doc annotate.DocID, layer annotate.Annotator) Model {
	if m.OnGold() && doc == m.Open.Doc.ID && reads(layer) {
		a := *m.Open.Adjudication
		a.behind = true
		m.open().Adjudication = &a
	}
	return m
}

// caseInHand returns the case in hand.
func (m Model) caseInHand() (adjudicate.Case, bool) {
	if !m.OnGold() {
		return adjudicate.Case{}, false
	}
	return m.Open.Adjudication.cases.Case(m.Open.Adjudication.at)
}

// reader returns the place among the readers that a letter stands for, from 0.
func (a *Adjudication) reader(letter int) (int, bool) {
	if letter < 0 || letter >= len(a.order) {
		return 0, false
	}
	return a.order[letter], true
}

// letter is the letter of a reader, by their place.
func (a *Adjudication) letter(reader int) int { return slices.Index(a.order, reader) }

// golden adds to a transaction on the gold layer what follows from it: a mark or link that is made where the case in hand lies
// settles it anew, and the layer is done once every case is.
func (m Model) golden(tx annotate.Tx) annotate.Tx {
	a := m.Open.Adjudication
	if !a.loaded {
		return tx
	}
	decided, stated := false, false
	for _, op := range tx {
		if set, ok := op.(annotate.SetAttr); ok && set.ID == "" {
			decided = decided || strings.HasPrefix(set.Name, annotate.AttrCase)
			stated = stated || set.Name == annotate.AttrState
		}
	}
	if k, ok := m.caseInHand(); ok && !decided {
		if made := madeFor(k, tx); len(made) > 0 {
			tx = append(tx[:len(tx):len(tx)], a.cases.Attach(k.ID, adjudicate.Verdict{By: m.Name, Reason: a.reason}, made...)...)
		}
	}
	next, _, err := m.Open.Layer.Apply(tx)
	if err != nil || stated {
		return tx
	}
	left, all := a.cases.On(next).Left()
	to := string(annotate.InProgress)
	if left == 0 && all > 0 {
		to = string(annotate.Done)
	}
	tx = tx[:len(tx):len(tx)]
	set := func(name, to string) {
		op := annotate.SetAttr{Name: name, To: &to}
		now, ok := next.Attr(name)
		if now == to {
			return
		}
		if ok {
			op.From = &now
		}
		tx = append(tx, op)
	}
	set(annotate.AttrState, to)
	if d, ok := m.doc(m.Open.Doc.ID); ok && to == string(annotate.Done) {
		set(annotate.AttrSettledOf, strconv.Itoa(d.readerEntries()))
	}
	return tx
}

// madeFor returns the marks, or links, that a transaction makes where a case lies.
func madeFor(k adjudicate.Case, tx annotate.Tx) []annotate.SpanID {
	var made []annotate.SpanID
	for _, op := range tx {
		switch op := op.(type) {
		case annotate.AddSpan:
			if !k.Link && op.Span.Envelope().Overlaps(k.At) {
				made = append(made, op.Span.ID)
			}
		case annotate.AddRelation:
			if k.Link {
				made = append(made, op.Relation.ID)
			}
		}
	}
	return made
}
