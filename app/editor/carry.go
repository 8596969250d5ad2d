package editor

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/carry"
	"galley/annotate/journal"
)

// A document never changes: a corrected article is a document of its own that replaces the older one. Loading it goes
// thus: [ReadNewer] reads the file, [CarryOver] works out in the worker where the marks belong, and [Carried] does all the
// rest in one append: the newer document comes in, the older lies in the bin, and one transaction puts on the marks.

type (
	// CarryFrom brings the marks of the older document to the newer, which is in the project already.
	CarryFrom struct{ Old, New annotate.DocID }

	// NewerRead is what the files held that should replace Doc.
	NewerRead struct {
		Doc    annotate.DocID
		Loaded FilesRead
		Pieces []annotate.Document // of an article that surely is several
		Err    string
	}
	// VersionsLoaded is two documents of the project, with their texts.
	VersionsLoaded struct {
		Project  annotate.ProjectID
		Old, New *annotate.Document
		Layer    annotate.Layer // over Old
		Again    bool
		Err      string
	}
	// Carried is the answer to CarryOver.
	Carried struct {
		CarryOver
		Has    Laid // what is on the newer one already
		Report carry.Report
		Err    string
	}

	// ReadNewer reads files that should replace Doc; the answer is NewerRead.
	ReadNewer struct {
		Doc   annotate.DocID
		Files []File
	}
	// LoadVersions loads two documents; the answer is VersionsLoaded.
	LoadVersions struct {
		Project  annotate.ProjectID
		Name     annotate.Annotator
		Old, New annotate.DocID
		Again    bool // only the report is wanted: the marks were carried long ago
	}
	// CarryOver works out where the marks of Layer, which is over Old, belong in New; the answer is Carried.
	CarryOver struct {
		Project  annotate.ProjectID
		Name     annotate.Annotator
		Old, New *annotate.Document
		Layer    annotate.Layer
		Entries  int  // of Layer, when Old is open
		Again    bool // only the report is wanted
	}
)

func (CarryFrom) msg()      {}
func (NewerRead) msg()      {}
func (VersionsLoaded) msg() {}
func (Carried) msg()        {}

func (ReadNewer) effect()    {}
func (LoadVersions) effect() {}
func (CarryOver) effect()    {}

// readNewer reads files as the newer version of the open document.
func (m Model) readNewer(files []File) (Model, []Effect) {
	if len(files) == 0 || m.Open == nil {
		return m, nil
	}
	m.Panel, m.Busy = NoPanel, fmt.Sprintf("Reading %s…", files[0].Name)
	return m, []Effect{ReadNewer{m.Open.Doc.ID, files}, FocusOn{"sheet"}}
}

// newerRead takes the article among those read that replaces the open document.
func (m Model) newerRead(msg NewerRead) (Model, []Effect) {
	m.Busy = ""
	if msg.Err != "" {
		return m.notice(msg.Err, true), nil
	}
	for _, p := range msg.Loaded.Problems {
		m = m.notice(p, true)
	}
	if m.Open == nil || m.Open.Doc.ID != msg.Doc {
		return m.notice("Another article was opened meanwhile. Nothing has changed.", true), nil
	}
	d := m.successor(msg.Loaded.Articles)
	for i := range msg.Pieces { // the file may hold the article's neighbours too
		if p := &msg.Pieces[i]; m.Open.titled(p) && (d == nil || m.Open.nearer(p, d)) {
			d = p
		}
	}
	switch {
	case d == nil && len(msg.Loaded.Articles) > 0:
		return m.notice(fmt.Sprintf("The file holds %d articles, and none is called “%s”. Open the one that replaces it.", len(msg.Loaded.Articles), m.Open.Title), true), nil
	case d == nil && len(msg.Loaded.Problems) == 0:
		return m.notice("The file holds no article.", true), nil
	case d == nil:
		return m, nil
	case d.Digest == m.Open.Doc.Digest:
		return m.notice("This is the same text, to the letter. Nothing has changed.", false), nil
	}
	return m.carryOver(&m.Open.Doc, m.Open.Layer, m.replacing(*d))
}

// successor is the article that replaces the open one: the only one, or the only one of its title.
func (m Model) successor(articles []Article) *annotate.Document {
	var found *annotate.Document
	for i := range articles {
		d := &articles[i].Document
		if len(articles) > 1 && !m.Open.titled(d) {
			continue
		}
		if found != nil {
			return nil
		}
		found = d
	}
	return found
}

// titled reports whether d is called as the article is.
func (o *Open) titled(d *annotate.Document) bool {
	return sameTitle(d.Title, o.Title) || sameTitle(d.Title, o.Doc.Title)
}

// nearer reports whether a is nearer to the article than b in how long it is.
func (o *Open) nearer(a, b *annotate.Document) bool {
	far := func(d *annotate.Document) annotate.Pos {
		n := d.Text.Len() - o.Doc.Text.Len()
		return max(n, -n)
	}
	return far(a) < far(b)
}

// Do reads the files, and cuts what surely holds several articles.
func (e ReadNewer) Do(ctx context.Context, bench Workbench) NewerRead {
	read, err := bench.Read(ctx, e.Files)
	answer := NewerRead{Doc: e.Doc, Loaded: read}
	for _, a := range read.Articles {
		var points []annotate.Pos
		for _, s := range a.Splits {
			if s.Sure {
				points = append(points, s.Pos)
			}
		}
		if err == nil && len(points) > 0 {
			var pieces []annotate.Document
			pieces, err = bench.Cut(ctx, []annotate.Document{a.Document}, [][]annotate.Pos{points})
			answer.Pieces = append(answer.Pieces, pieces...)
		}
	}
	answer.Err = text(err)
	return answer
}

// replacing is d as the successor of the open document. It stands in its place and says whose it is.
func (m Model) replacing(d annotate.Document) *annotate.Document {
	old := &m.Open.Doc
	if have, ok := m.doc(d.ID); ok && have.Digest != d.Digest { // an id of its own, as a column gives it
		d.ID += "-" + annotate.DocID(d.Digest[:8])
	}
	d.Order = old.Order
	d.Meta = append(slices.Clip(d.Meta),
		annotate.Field{Name: annotate.MetaReplaces, Value: string(old.ID)},
		annotate.Field{Name: annotate.MetaReplacesDigest, Value: string(old.Digest)})
	return &d
}

// doc finds a document of the project, in the bin or not.
func (m Model) doc(id annotate.DocID) (Doc, bool) {
	i := m.docAt(id)
	if i < 0 {
		return Doc{}, false
	}
	return *m.Docs[i], true
}

func (m Model) carryOver(old *annotate.Document, l annotate.Layer, next *annotate.Document) (Model, []Effect) {
	m.Busy = "Carrying the marks over…"
	return m, []Effect{CarryOver{Project: m.Project.ID, Name: m.Name, Old: old, New: next, Layer: l, Entries: m.entriesOf(old.ID)}}
}

// entriesOf is how many entries the marks of a document are made of, if it is open: a change meanwhile shows.
func (m Model) entriesOf(id annotate.DocID) int {
	if m.Open == nil || m.Open.Doc.ID != id {
		return 0
	}
	return m.Open.folded.Len()
}

// carryFrom begins to carry between two documents that are both here.
func (m Model) carryFrom(msg CarryFrom) (Model, []Effect) {
	m.Busy = "Carrying the marks over…"
	return m, []Effect{LoadVersions{Project: m.Project.ID, Name: m.Name, Old: msg.Old, New: msg.New}}
}

func (m Model) versionsLoaded(msg VersionsLoaded) (Model, []Effect) {
	m.Busy = ""
	if msg.Project != m.Project.ID {
		return m, nil
	}
	if msg.Err != "" {
		return m.notice("The marks were not carried over: "+msg.Err, true), nil
	}
	if msg.Again {
		m.Busy = readingReport
		return m, []Effect{CarryOver{Project: m.Project.ID, Name: m.Name, Old: msg.Old, New: msg.New, Layer: msg.Layer, Again: true}}
	}
	return m.carryOver(msg.Old, msg.Layer, msg.New)
}

// carried brings the newer version in, with the marks where the report says.
func (m Model) carried(msg Carried) (Model, []Effect) {
	m.Busy = ""
	if msg.Project != m.Project.ID {
		return m, nil
	}
	if msg.Err != "" {
		return m.notice("The marks were not carried over, and nothing has changed: "+msg.Err, true), nil
	}
	if msg.Again {
		return m.reported(msg)
	}
	if o := m.Open; o != nil && o.Doc.ID == msg.Old.ID && o.folded.Len() != msg.Entries { // marked on while the worker was at it
		return m.carryOver(msg.Old, o.Layer, msg.New)
	}
	entries := m.replace(msg.Old.ID, msg.New)
	m.Carry = m.newCarry(msg)
	if tx := m.layOn(msg.Has.Folded.Layer, msg); len(tx) > 0 {
		entries = append(entries, m.Clock.Next(journal.Stream{Doc: msg.New.ID, Layer: m.Name}, m.Now, tx))
	}
	m, drawing := m.lay(*msg.New, msg.Has, m.Name)
	m, effects := m.keep(entries...)
	m.Panel = CarryPanel
	m = m.nextDoubt(1, true).say("%s", m.Carry.summary())
	return m, append(append(effects, drawing...), SaveSettings{m.Settings}, FocusOn{"sheet"})
}

// replace puts document next in the place of the older one: it is pending afterwards, and the entries say the rest.
func (m *Model) replace(old annotate.DocID, next *annotate.Document) []journal.Entry {
	yes, id := "true", string(old)
	say := []said{{old, annotate.AttrDeleted, &yes}}
	if _, ok := m.doc(next.ID); !ok {
		*m = m.addHeads(*next)
		m.pending = append(slices.Clip(m.pending), journal.Record{Document: next})
	} else { // loaded before anybody said that it is the newer version: a document never changes, so an entry says it
		say = append(say, said{next.ID, annotate.AttrDeleted, nil})
		if m.replaces(next) != old {
			say = append(say, said{next.ID, annotate.AttrReplaces, &id})
		}
	}
	var entries []journal.Entry
	for _, s := range say {
		if from := m.docAttr(s.doc, s.name); from != s.to && (from == nil || s.to == nil || *from != *s.to) {
			tx := annotate.Tx{annotate.SetAttr{Name: s.name, From: from, To: s.to}}
			entries = append(entries, m.Clock.Next(journal.Stream{Doc: s.doc}, m.Now, tx))
		}
	}
	return entries
}

// said is what an attribute of a document should be.
type said struct {
	doc  annotate.DocID
	name string
	to   *string
}

// layOn is the one transaction that puts the carried marks on the layer that the newer document has already.
func (m *Model) layOn(has annotate.Layer, msg Carried) annotate.Tx {
	c := m.Carry
	var tx annotate.Tx
	for _, to := range msg.Report.Spans {
		s, _ := msg.Layer.Span(to.Span)
		if to.Fate == carry.Lost {
			continue
		}
		s.Ranges = to.Ranges
		for _, h := range has.In(s.Envelope()) {
			if h.Label == s.Label && slices.Equal(h.Ranges, s.Ranges) {
				c.ids[to.Span] = h.ID // made there by hand already
			}
		}
		if c.ids[to.Span] != "" {
			continue
		}
		s.ID = m.newID()
		c.ids[to.Span] = s.ID
		tx = append(tx, annotate.AddSpan{Span: s})
	}
	for i := range c.Doubts {
		c.Doubts[i].Now = c.ids[c.Doubts[i].Old.ID]
	}
	for _, id := range msg.Report.Relations {
		r, _ := msg.Layer.Relation(id)
		r.Head, r.Tail = c.ids[r.Head], c.ids[r.Tail]
		there := false
		for _, h := range has.RelationsOf(r.Head) {
			there = there || h.Label == r.Label && h.Head == r.Head && h.Tail == r.Tail
		}
		if !there {
			r.ID = m.newID()
			tx = append(tx, annotate.AddRelation{Relation: r})
		}
	}
	for _, a := range msg.Layer.Attrs() {
		if _, set := has.Attr(a.Name); !set && !strings.HasPrefix(a.Name, "galley:") {
			tx = append(tx, annotate.SetAttr{Name: a.Name, To: &a.Value})
		}
	}
	if len(tx) > 0 && has.State() == annotate.Todo {
		begun := string(annotate.InProgress)
		set := annotate.SetAttr{Name: annotate.AttrState, To: &begun}
		if now, ok := has.Attr(annotate.AttrState); ok {
			set.From = &now
		}
		tx = append(tx, set)
	}
	return tx
}

// replaces is the document that d is said to be the newer version of, "" for none.
func (m Model) replaces(d *annotate.Document) annotate.DocID {
	if said := m.docAttr(d.ID, annotate.AttrReplaces); said != nil {
		return annotate.DocID(*said)
	}
	said := "" // the last word counts: a file's own columns come before
	for _, f := range d.Meta {
		if f.Name == annotate.MetaReplaces {
			said = f.Value
		}
	}
	return annotate.DocID(said)
}

func sameTitle(a, b string) bool {
	a, b = strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " ")
	return a != "" && strings.EqualFold(a, b)
}

// olderOf finds the document of the queue that d may be a newer version of: of the same title, another text, and with
// marks of this annotator that would be left behind.
func (m Model) olderOf(d annotate.Document) (Doc, bool) {
	for _, have := range m.Docs {
		if !have.Deleted && have.Spans > 0 && have.Digest != d.Digest && sameTitle(have.Title, d.Title) {
			return *have, true
		}
	}
	return Doc{}, false
}

const carryAction = "Carry the marks over"

// offerCarry asks of documents that just came in whether they are newer versions.
func (m Model) offerCarry(older []CarryFrom) Model {
	for _, o := range older {
		if d, ok := m.doc(o.Old); ok {
			m = m.offer(fmt.Sprintf("A newer version of “%s”?", d.Title), false, carryAction, o)
		}
	}
	return m
}

// offerOlder offers the marks that this annotator made on the version before the open one, when somebody else brought the
// newer in.
func (m Model) offerOlder() Model {
	id := m.replaces(&m.Open.Doc)
	old, ok := m.doc(id)
	if !ok || old.Spans == 0 || m.Open.folded.Len() > 0 {
		return m
	}
	text := fmt.Sprintf("Your %d marks lie on an older version of this article.", old.Spans)
	if old.Spans == 1 {
		text = "Your 1 mark lies on an older version of this article."
	}
	return m.offer(text, false, carryAction, CarryFrom{id, m.Open.Doc.ID})
}

// carry performs the effects of this file.
func (r *Runner) carry(ctx context.Context, e Effect) {
	switch e := e.(type) {
	case ReadNewer:
		r.Send(e.Do(ctx, r.Workbench))
	case LoadVersions:
		r.settle()
		r.Send(e.Load(ctx, r.Journals))
	case CarryOver:
		r.settle()
		r.Send(e.Do(ctx, r.Journals, r.Workbench))
	}
}

// Load reads both documents.
func (e LoadVersions) Load(ctx context.Context, journals Journals) VersionsLoaded {
	answer := VersionsLoaded{Project: e.Project, Again: e.Again}
	old := LoadDoc{e.Project, journal.Stream{Doc: e.Old, Layer: e.Name}}.Load(ctx, journals)
	next := LoadDoc{e.Project, journal.Stream{Doc: e.New, Layer: e.Name}}.Load(ctx, journals)
	answer.Old, answer.New, answer.Layer = old.Document, next.Document, old.Laid.Folded.Layer
	if answer.Err = old.Err + next.Err; answer.Err != "" {
		return answer
	}
	if answer.Old == nil || answer.New == nil {
		answer.Err = "one of the two versions is not kept here"
	}
	return answer
}

// Do has the marks placed, and reads what is on the newer document already.
func (e CarryOver) Do(ctx context.Context, journals Journals, bench Workbench) Carried {
	answer := Carried{CarryOver: e}
	report, err := bench.Carry(ctx, e.Job())
	if err != nil {
		answer.Err = err.Error()
		return answer
	}
	answer.Report = report
	has := LoadDoc{e.Project, journal.Stream{Doc: e.New.ID, Layer: e.Name}}.Load(ctx, journals)
	if answer.Err = has.Err; has.Document == nil {
		has.Laid.Folded = journal.FoldAll(e.New.Text, nil)
	}
	answer.Has = has.Laid
	return answer
}

// Job is what the worker is asked for.
func (e CarryOver) Job() CarryJob {
	return CarryJob{Old: e.Old.Text, Spans: slices.Collect(e.Layer.Spans()), Relations: e.Layer.Relations(), New: e.New.Text}
}
