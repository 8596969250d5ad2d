package editor

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/journal"
)

// layOut puts what a store holds of a project into the queue, and asks for what it does not know any more.
func (m Model) layOut(loaded Loaded) (Model, []Effect) {
	var docs []annotate.Document
	for _, r := range loaded.Records {
		if r.Document != nil {
			docs = append(docs, *r.Document)
		}
	}
	m = m.addHeads(docs...)
	var unknown []journal.Stream
	for _, h := range loaded.Streams {
		m.Clock.Lamport = max(m.Clock.Lamport, h.Lamport)
		if h.StandsFor != h.Entries && h.Layer != annotate.Suggested {
			unknown = append(unknown, h.Stream)
		}
	}
	m = m.stand(loaded.Streams)
	if len(unknown) == 0 {
		return m, nil
	}
	return m, []Effect{Recount{m.Project.ID, unknown}}
}

// stand lets the queue know how streams stand. The open document knows better.
func (m Model) stand(heads []StreamHead) Model {
	of := make(map[journal.Stream]*StreamHead, len(heads))
	others := map[annotate.DocID][]StreamHead{} // by name, as heads come
	for i, h := range heads {
		of[h.Stream] = &heads[i]
		if h.Doc != "" && h.Layer != m.Name && reads(h.Layer) && h.StandsFor == h.Entries {
			others[h.Doc] = append(others[h.Doc], h)
		}
	}
	if h := of[journal.Stream{}]; h != nil && h.StandsFor == h.Entries {
		m.ofProject = *h
	}
	m.Docs = slices.Clone(m.Docs)
	for i, d := range m.Docs {
		own, about, pencil := of[journal.Stream{Doc: d.ID, Layer: m.Name}], of[journal.Stream{Doc: d.ID}], of[journal.Stream{Doc: d.ID, Layer: annotate.Suggested}]
		gold := of[journal.Stream{Doc: d.ID, Layer: annotate.Gold}]
		if own == nil && about == nil && pencil == nil && gold == nil && len(others[d.ID]) == 0 {
			continue
		}
		next := *d
		if pencil != nil {
			next.suggested = pencil.Entries
		}
		if own != nil && own.StandsFor == own.Entries {
			next.own = *own
		}
		if about != nil && about.StandsFor == about.Entries {
			next.about = *about
		}
		if gold != nil && gold.StandsFor == gold.Entries {
			next.gold = *gold
		}
		for _, h := range others[d.ID] {
			if was := d.headOf(h.Layer, m.Name); was.Entries != h.Entries {
				m = m.readerWentOn(h.Doc, h.Layer)
			}
			next.others = withHead(next.others, h)
		}
		m.Docs[i] = next.read()
	}
	if m.Open != nil {
		m = m.refreshDoc(m.Open.Doc.ID)
	}
	return m.shelve()
}

// withHead returns heads, by name, with h in its place.
func withHead(heads []StreamHead, h StreamHead) []StreamHead {
	i, had := slices.BinarySearchFunc(heads, h.Layer, func(x StreamHead, l annotate.Annotator) int { return strings.Compare(string(x.Layer), string(l)) })
	if had {
		heads = slices.Clone(heads)
		heads[i] = h
		return heads
	}
	return slices.Insert(slices.Clone(heads), i, h)
}

// headOf returns the head of a stream of the document, and where it is kept.
func (d *Doc) headOf(layer, own annotate.Annotator) StreamHead {
	switch layer {
	case own:
		return d.own
	case "":
		return d.about
	case annotate.Gold:
		return d.gold
	}
	i, had := slices.BinarySearchFunc(d.others, layer, func(x StreamHead, l annotate.Annotator) int { return strings.Compare(string(x.Layer), string(l)) })
	if !had {
		return StreamHead{}
	}
	return d.others[i]
}

// setHead keeps the head of a stream of the document.
func (d *Doc) setHead(h StreamHead, own annotate.Annotator) {
	switch h.Layer {
	case own:
		d.own = h
	case "":
		d.about = h
	case annotate.Gold:
		d.gold = h
	default:
		d.others = withHead(d.others, h)
	}
}

// read reads title, state and number of spans off what is known of the streams.
func (d Doc) read() *Doc {
	d.State, d.Spans = d.own.State(), d.own.Spans
	if title, ok := d.about.Attrs.Get(annotate.AttrTitle); ok {
		d.Title = title
	}
	gone, _ := d.about.Attrs.Get(annotate.AttrDeleted)
	d.Deleted = gone == "true"
	blind, _ := d.about.Attrs.Get(annotate.AttrBlind)
	d.Blind = blind == "true"
	d.words = strings.ToLower(d.Title)
	d.settled = settledIn(d.own.Attrs)
	return &d
}

// addHeads puts documents into the queue, unless they are there.
func (m Model) addHeads(docs ...annotate.Document) Model {
	there := make(map[annotate.DocID]bool, len(m.Docs)+len(docs))
	for _, d := range m.Docs {
		there[d.ID] = true
	}
	m.Docs = slices.Clone(m.Docs)
	for _, d := range docs {
		if there[d.ID] {
			continue
		}
		there[d.ID] = true
		m.Docs = append(m.Docs, Doc{ID: d.ID, Title: d.Title, Order: d.Order, Digest: d.Digest, looked: m.Looked[m.lookKey(d.ID)]}.read())
	}
	slices.SortFunc(m.Docs, func(a, b *Doc) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), strings.Compare(string(a.ID), string(b.ID)))
	})
	return m.shelve()
}

// docAt is where a document stands in Docs, or -1.
func (m Model) docAt(id annotate.DocID) int {
	return slices.IndexFunc(m.Docs, func(d *Doc) bool { return d.ID == id })
}

// refreshDoc reads the open document's state and number of spans off its layer, and gives the sheet its title.
func (m Model) refreshDoc(id annotate.DocID) Model {
	i := m.docAt(id)
	if i < 0 {
		return m
	}
	d := *m.Docs[i]
	if m.Open != nil && m.Open.Doc.ID == id {
		memo := m.Open.memo(m.layerStream())
		d.setHead(StreamHead{Stream: memo.Stream, Entries: memo.Entries, StandsFor: memo.Entries, Standing: memo.Standing}, m.Name)
		if m.Open.Title != d.Title {
			m.open().Title = d.Title
		}
	}
	return m.putDoc(i, d.read())
}

// putDoc replaces a document of the queue. Only what moves it on or off the shelf is looked at again.
func (m Model) putDoc(i int, d *Doc) Model {
	was := m.Docs[i]
	m.Docs = slices.Clone(m.Docs)
	m.Docs[i] = d
	if was.State != d.State || was.Deleted != d.Deleted || was.words != d.words {
		m = m.shelve()
	}
	return m
}

// goOn goes on with how a stream stands that is not open. What two tabs do to one mark at the same time may count twice
// until the document is opened.
func (m Model) goOn(e journal.Entry) Model {
	if e.Doc == "" || e.Layer == annotate.Suggested {
		return m.goOnPencil(e)
	}
	m = m.readerWentOn(e.Doc, e.Layer)
	i := m.docAt(e.Doc)
	if i < 0 {
		return m
	}
	d := *m.Docs[i]
	h := d.headOf(e.Layer, m.Name)
	h.Stream, h.Entries, h.Standing = e.Stream, h.Entries+1, h.With(e)
	h.StandsFor = h.Entries
	d.setHead(h, m.Name)
	m = m.putDoc(i, d.read())
	if m.Open != nil && m.Open.Doc.ID == e.Doc && m.Open.Title != m.Docs[i].Title {
		m.open().Title = m.Docs[i].Title
	}
	return m.seeAgain()
}

// Queue returns the documents that are not in the bin.
func (m Model) Queue() []*Doc {
	return slices.DeleteFunc(slices.Clone(m.Docs), func(d *Doc) bool { return d.Deleted })
}

// Bin returns those that are.
func (m Model) Bin() []*Doc {
	return slices.DeleteFunc(slices.Clone(m.Docs), func(d *Doc) bool { return !d.Deleted })
}

// nextDoc is where work goes on: the first document to do or in progress, or else the first.
func (m Model) nextDoc() (annotate.DocID, bool) {
	queue := m.Queue()
	for _, d := range queue {
		if d.State == annotate.InProgress || d.State == annotate.Todo {
			return d.ID, true
		}
	}
	if len(queue) == 0 {
		return "", false
	}
	return queue[0].ID, true
}

func (m Model) openDoc(id annotate.DocID) (Model, []Effect) {
	return m, []Effect{LoadDoc{m.Project.ID, journal.Stream{Doc: id, Layer: m.Name}}}
}

// docLoaded puts a document on the sheet.
func (m Model) docLoaded(msg DocLoaded) (Model, []Effect) {
	if msg.Err != "" {
		return m.notice("The article cannot be read: "+msg.Err, true), nil
	}
	if msg.Document == nil {
		return m.notice("The article is not in this project any more.", true), nil
	}
	m = m.tellDamage(msg.Quarantined)
	m, effects := m.lay(*msg.Document, msg.Laid, msg.Layer)
	for _, r := range m.pending { // what the store did not have yet
		if r.Entry != nil && r.Entry.Stream == m.layerStream() {
			m = m.fold(*r.Entry)
		}
	}
	m = m.refreshDoc(msg.Doc)
	effects = append(append(effects, m.catchUp()...), m.snapLater()...)
	return m.offerOlder().arrive().atPlace(), append(effects, SaveSettings{m.Settings})
}

// tellDamage says that some of a journal could not be read.
func (m Model) tellDamage(damaged []Quarantine) Model {
	if len(damaged) == 0 {
		return m
	}
	return m.notice(fmt.Sprintf("%d pieces of the journal could not be read and are kept aside, untouched: %s: %s", len(damaged), damaged[0].Key, damaged[0].Reason), true)
}

// lay puts d on the sheet with the marks that are on it, which are by's.
func (m Model) lay(d annotate.Document, laid Laid, by annotate.Annotator) (Model, []Effect) {
	o := &Open{Doc: d, By: by, Title: d.Title, Lines: lines(d), View: LineRange{0, 40}, laid: laid, since: journal.Operations(laid.Tail)}
	o.folded = laid.Folded
	if laid.Folded.Len() == 0 {
		o.folded = journal.FoldAll(d.Text, nil)
	}
	o.Layer, o.Conflicts = o.folded.Layer, len(o.folded.Conflicts)
	o.Rows = newRows(len(o.Lines))
	if m.Open != nil {
		o.Version = m.Open.Version
	}
	if len(o.Lines) > 0 {
		o.Sel = Caret{Anchor: o.Lines[0].From, Focus: o.Lines[0].From}
	}
	if m.Open = o; by == annotate.Gold {
		o.Adjudication = &Adjudication{}
	}
	m.Settings.Doc, m.Settings.OnGold = d.ID, by == annotate.Gold
	m.Many, m.Find.Hits, m.Find.Total, m.Find.At = nil, nil, 0, -1 // they are another article's
	if words := m.Shelf.placeIn(d.Text); words != "" {             // it was opened for these: the next key is at the place
		m.Find.Query = annotate.Query{Words: words}
	}
	if m.Panel == FindPanel {
		m = m.look(m.Find.Query)
	}
	m, effects := m.drawOn(firstLines)
	m = m.refreshDoc(d.ID)
	if effects = append(effects, m.readPencil()...); by == annotate.Gold {
		effects = append(effects, LoadSides{m.Project.ID, d.ID})
	}
	return m.say("%s, %d marks", m.Open.Title, o.Layer.Len()), effects
}

// docAttr is what a stream of the document itself says now.
func (m Model) docAttr(id annotate.DocID, name string) *string {
	d, ok := m.doc(id)
	if !ok {
		return nil
	}
	if now, set := d.about.Attrs.Get(name); set {
		return &now
	}
	return nil
}

func (m Model) setDocAttr(id annotate.DocID, name string, to *string) (Model, []Effect) {
	tx := annotate.Tx{annotate.SetAttr{Name: name, From: m.docAttr(id, name), To: to}}
	return m.keep(m.Clock.Next(journal.Stream{Doc: id}, m.Now, tx))
}

// deleteDoc puts a document into the bin, from where it can be taken back at any time.
func (m Model) deleteDoc(id annotate.DocID) (Model, []Effect) {
	i := slices.IndexFunc(m.Docs, func(d *Doc) bool { return d.ID == id })
	if i < 0 || m.Docs[i].Deleted {
		return m, nil
	}
	title, yes := m.Docs[i].Title, "true"
	m, effects := m.setDocAttr(id, annotate.AttrDeleted, &yes)
	m = m.offer(fmt.Sprintf("“%s” lies in the bin.", title), false, "Undo", RestoreDoc{id})
	if m.Open != nil && m.Open.Doc.ID == id {
		m.Open = nil
		if next, ok := m.nextDoc(); ok {
			m, more := m.openDoc(next)
			return m, append(effects, more...)
		}
	}
	return m, effects
}

// restoreDoc takes a document out of the bin, and opens it when nothing else is open.
func (m Model) restoreDoc(id annotate.DocID) (Model, []Effect) {
	if !slices.ContainsFunc(m.Bin(), func(d *Doc) bool { return d.ID == id }) {
		return m, nil
	}
	m, effects := m.setDocAttr(id, annotate.AttrDeleted, nil)
	if m.Open == nil {
		m, more := m.openDoc(id)
		return m, append(effects, more...)
	}
	return m, effects
}

func (m Model) renamed(msg Renamed) (Model, []Effect) {
	id := m.Renaming
	m.Renaming, m.Panel = "", NoPanel
	title := oneLine(msg.Title, MaxTitle)
	if id == "" || title == "" {
		return m, []Effect{FocusOn{"sheet"}}
	}
	m, effects := m.setDocAttr(id, annotate.AttrTitle, &title)
	return m, append(effects, FocusOn{"sheet"})
}

// readFiles sends files to be read, once there is a project to take them in.
func (m Model) readFiles(files []File) (Model, []Effect) {
	if m.Project.ID == "" {
		m.early = append(slices.Clone(m.early), files...)
		return m, nil
	}
	if i := slices.IndexFunc(files, isScheme); i >= 0 {
		return m.readScheme(files[i])
	}
	if slices.ContainsFunc(files, isRule) {
		return m.readRules(files)
	}
	if len(files) == 0 {
		return m, nil
	}
	m.Busy = fmt.Sprintf("Reading %s…", files[0].Name)
	if len(files) > 1 {
		m.Busy = fmt.Sprintf("Reading %d files…", len(files))
	}
	return m, []Effect{ReadFiles{files}}
}

// filesLoaded takes in what files held. Articles that may be several are shown first, so that a person decides.
func (m Model) filesLoaded(msg FilesLoaded) (Model, []Effect) {
	m.Busy = ""
	for _, p := range msg.Loaded.Problems {
		m = m.notice(p, true)
	}
	if msg.Err != "" {
		return m.notice(msg.Err, true), nil
	}
	for _, n := range msg.Loaded.Notes {
		m = m.notice(n, false)
	}
	m, effects := m.mergeRecords(msg.Loaded.Records, msg.Loaded.Memos)
	m, more := m.filesRead(msg)
	effects = append(effects, more...)
	if m.Panel == ReviewPanel && len(msg.Loaded.Imports) > 0 { // one thing after the other
		m.Imports = msg.Loaded.Imports
		return m.importsAside(), effects
	}
	m, more = m.reviewImports(msg.Loaded.Imports)
	return m, append(effects, more...)
}

// filesRead takes in the articles that files held.
func (m Model) filesRead(msg FilesLoaded) (Model, []Effect) {
	articles := msg.Loaded.Articles
	if len(articles) == 0 {
		return m, nil
	}
	if slices.ContainsFunc(articles, func(a Article) bool { return len(a.Splits) > 0 }) {
		m = m.setAside()
		m.Review = &Review{Docs: articles, Cut: map[int]bool{}, Names: msg.Names}
		for i, s := range m.Review.Points() {
			m.Review.Cut[i] = s.Sure
		}
		if msg.Sample { // a first visit asks nothing but a name
			return m.acceptReview()
		}
		m.Panel = ReviewPanel
		return m.say("This file may hold more than one article. Confirm where to cut."), []Effect{FocusOn{"review"}}
	}
	docs := make([]annotate.Document, len(articles))
	for i, a := range articles {
		docs[i] = a.Document
	}
	return m.addDocs(docs)
}

// addDocs keeps new documents and opens the first of them.
func (m Model) addDocs(docs []annotate.Document) (Model, []Effect) {
	order := 0
	for _, d := range m.Docs {
		order = max(order, d.Order)
	}
	var added []annotate.Document
	var older []CarryFrom
	same := 0
	m.pending = slices.Clone(m.pending)
	for _, d := range docs {
		if i := slices.IndexFunc(m.Docs, func(have *Doc) bool { return have.ID == d.ID }); i >= 0 {
			if m.Docs[i].Digest != d.Digest { // an id of their own, another text: both are kept
				d = annotate.Document{ID: d.ID + "-" + annotate.DocID(d.Digest[:8]), Title: d.Title, Lang: d.Lang, Meta: d.Meta, Digest: d.Digest, Text: d.Text, Blocks: d.Blocks}
			}
			if slices.ContainsFunc(m.Docs, func(have *Doc) bool { return have.ID == d.ID }) {
				same++
				continue
			}
		}
		order++
		d.Order = order
		if old, ok := m.olderOf(d); ok { // beside the one that it may stand for
			d.Order = old.Order
			older = append(older, CarryFrom{old.ID, d.ID})
		}
		m = m.addHeads(d)
		m.pending = append(m.pending, journal.Record{Document: &d})
		added = append(added, d)
	}
	if same > 0 {
		m = m.notice(fmt.Sprintf("%d of %d articles are here already.", same, len(docs)), false)
	}
	if len(added) == 0 {
		if len(docs) == 1 {
			return m.openDoc(docs[0].ID)
		}
		return m, nil
	}
	m, drawing := m.lay(added[0], Laid{}, m.Name)
	if len(added) > 1 || same > 0 {
		m = m.notice(fmt.Sprintf("%d articles added.", len(added)), false)
	}
	m = m.offerCarry(older)
	m, effects := m.flush()
	return m, append(append(effects, drawing...), SaveSettings{m.Settings}, FocusOn{"sheet"})
}
