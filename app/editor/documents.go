package editor

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/journal"
)

// addDoc puts a document into the queue, unless it is there.
func (m Model) addDoc(d annotate.Document) Model {
	if slices.ContainsFunc(m.Docs, func(have Doc) bool { return have.ID == d.ID }) {
		return m
	}
	m.Docs = append(slices.Clone(m.Docs), Doc{ID: d.ID, Title: d.Title, Order: d.Order, Digest: d.Digest, State: annotate.Todo})
	slices.SortFunc(m.Docs, func(a, b Doc) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), strings.Compare(string(a.ID), string(b.ID)))
	})
	return m.refreshDoc(d.ID)
}

// refreshDoc reads a document's title, state and number of spans off its entries.
func (m Model) refreshDoc(id annotate.DocID) Model {
	i := slices.IndexFunc(m.Docs, func(d Doc) bool { return d.ID == id })
	if i < 0 {
		return m
	}
	m.Docs = slices.Clone(m.Docs)
	d := &m.Docs[i]
	for _, e := range m.streams[journal.Stream{Doc: id}] {
		for _, op := range e.Tx {
			if set, ok := op.(annotate.SetAttr); ok {
				switch set.Name {
				case annotate.AttrTitle:
					if set.To != nil {
						d.Title = *set.To
					}
				case annotate.AttrDeleted:
					d.Deleted = set.To != nil && *set.To == "true"
				}
			}
		}
	}
	if m.Open != nil && m.Open.Doc.ID == id {
		d.State, d.Spans = m.Open.Layer.State(), m.Open.Layer.Len()
		if m.Open.Title != d.Title {
			m.open().Title = d.Title
		}
		return m
	}
	d.State, d.Spans = tally(m.streams[journal.Stream{Doc: id, Layer: m.Name}])
	return m
}

// tally counts what entries leave on a layer without its text, which a queue does not load.
func tally(entries []journal.Entry) (annotate.State, int) {
	state, spans := annotate.Todo, map[annotate.SpanID]bool{}
	for _, e := range entries {
		for _, op := range e.Tx {
			switch op := op.(type) {
			case annotate.AddSpan:
				spans[op.Span.ID] = true
			case annotate.RemoveSpan:
				delete(spans, op.Span.ID)
			case annotate.SetAttr:
				if op.ID == "" && op.Name == annotate.AttrState {
					state = annotate.Todo
					if op.To != nil {
						state = annotate.State(*op.To)
					}
				}
			}
		}
	}
	return state, len(spans)
}

// Queue returns the documents that are not in the bin.
func (m Model) Queue() []Doc {
	return slices.DeleteFunc(slices.Clone(m.Docs), func(d Doc) bool { return d.Deleted })
}

// Bin returns those that are.
func (m Model) Bin() []Doc {
	return slices.DeleteFunc(slices.Clone(m.Docs), func(d Doc) bool { return !d.Deleted })
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
	return m, []Effect{LoadDoc{m.Project.ID, id}}
}

// docLoaded puts a document on the sheet.
func (m Model) docLoaded(msg DocLoaded) (Model, []Effect) {
	if msg.Err != "" {
		return m.notice("The article cannot be read: "+msg.Err, true), nil
	}
	for _, r := range msg.Loaded.Records {
		if r.Document != nil && r.Document.ID == msg.Doc {
			m, effects := m.lay(*r.Document)
			return m.offerOlder(), append(effects, SaveSettings{m.Settings})
		}
	}
	return m.notice("The article is not in this project any more.", true), nil
}

// lay puts d on the sheet with the marks that its entries make.
func (m Model) lay(d annotate.Document) (Model, []Effect) {
	o := &Open{Doc: d, Title: d.Title, Lines: lines(d), View: LineRange{0, 40}}
	o.folded = journal.FoldAll(d.Text, m.streams[journal.Stream{Doc: d.ID, Layer: m.Name}])
	o.Layer, o.Conflicts = o.folded.Layer, len(o.folded.Conflicts)
	o.Rows = make([]LineMarks, len(o.Lines))
	if m.Open != nil {
		o.Version = m.Open.Version
	}
	if len(o.Lines) > 0 {
		o.Sel = Caret{Anchor: o.Lines[0].From, Focus: o.Lines[0].From}
	}
	m.Open = o
	m.Settings.Doc = d.ID
	m.Many, m.Find.Hits, m.Find.Total, m.Find.At = nil, nil, 0, -1 // they are another article's
	if m.Panel == FindPanel {
		m = m.look(m.Find.Query)
	}
	m, effects := m.drawOn(firstLines)
	m = m.refreshDoc(d.ID)
	return m.say("%s, %d marks", m.Open.Title, o.Layer.Len()), effects
}

// docAttr is what a stream of the document itself says now.
func (m Model) docAttr(id annotate.DocID, name string) *string {
	var now *string
	for _, e := range m.streams[journal.Stream{Doc: id}] {
		for _, op := range e.Tx {
			if set, ok := op.(annotate.SetAttr); ok && set.Name == name {
				now = set.To
			}
		}
	}
	return now
}

func (m Model) setDocAttr(id annotate.DocID, name string, to *string) (Model, []Effect) {
	tx := annotate.Tx{annotate.SetAttr{Name: name, From: m.docAttr(id, name), To: to}}
	return m.keep(m.Clock.Next(journal.Stream{Doc: id}, m.Now, tx))
}

// deleteDoc puts a document into the bin, from where it can be taken back at any time.
func (m Model) deleteDoc(id annotate.DocID) (Model, []Effect) {
	i := slices.IndexFunc(m.Docs, func(d Doc) bool { return d.ID == id })
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
	if !slices.ContainsFunc(m.Bin(), func(d Doc) bool { return d.ID == id }) {
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
	m, effects := m.mergeRecords(msg.Loaded.Records)
	articles := msg.Loaded.Articles
	if len(articles) == 0 {
		return m, effects
	}
	if slices.ContainsFunc(articles, func(a Article) bool { return len(a.Splits) > 0 }) {
		m = m.setAside()
		m.Review = &Review{Docs: articles, Cut: map[int]bool{}, Names: msg.Names}
		for i, s := range m.Review.Points() {
			m.Review.Cut[i] = s.Sure
		}
		if msg.Sample { // a first visit asks nothing but a name
			m, more := m.acceptReview()
			return m, append(effects, more...)
		}
		m.Panel = ReviewPanel
		return m.say("This file may hold more than one article. Confirm where to cut."), append(effects, FocusOn{"review"})
	}
	docs := make([]annotate.Document, len(articles))
	for i, a := range articles {
		docs[i] = a.Document
	}
	m, more := m.addDocs(docs)
	return m, append(effects, more...)
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
		if i := slices.IndexFunc(m.Docs, func(have Doc) bool { return have.ID == d.ID }); i >= 0 {
			if m.Docs[i].Digest != d.Digest { // an id of their own, another text: both are kept
				d = annotate.Document{ID: d.ID + "-" + annotate.DocID(d.Digest[:8]), Title: d.Title, Lang: d.Lang, Meta: d.Meta, Digest: d.Digest, Text: d.Text, Blocks: d.Blocks}
			}
			if slices.ContainsFunc(m.Docs, func(have Doc) bool { return have.ID == d.ID }) {
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
		m = m.addDoc(d)
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
	m, drawing := m.lay(added[0])
	if len(added) > 1 || same > 0 {
		m = m.notice(fmt.Sprintf("%d articles added.", len(added)), false)
	}
	m = m.offerCarry(older)
	m, effects := m.flush()
	return m, append(append(effects, drawing...), SaveSettings{m.Settings}, FocusOn{"sheet"})
}

// mergeRecords takes in the records of a bundle or an export: as a project of its own when it is another one, else
// into this one, as a union.
func (m Model) mergeRecords(recs []journal.Record) (Model, []Effect) {
	if len(recs) == 0 {
		return m, nil
	}
	var project *annotate.Project
	for _, r := range recs {
		if r.Project != nil {
			project = r.Project
		}
	}
	if project != nil && project.ID != m.Project.ID {
		if len(m.pending) > 0 {
			return m.notice("The last marks are not saved yet: open the bundle again when they are.", true), nil
		}
		if !slices.ContainsFunc(m.Projects, func(p annotate.Project) bool { return p.ID == project.ID }) {
			m.Projects = append(slices.Clone(m.Projects), *project)
		}
		m.Busy = "Taking the project in…"
		return m, []Effect{Append{project.ID, recs}, LoadProject{project.ID}}
	}
	var entries []journal.Entry
	docs := 0
	m.pending = slices.Clone(m.pending)
	known := m.entryRefs()
	for _, r := range recs {
		switch {
		case r.Document != nil:
			if had := len(m.Docs); had < len(m.addDoc(*r.Document).Docs) {
				m = m.addDoc(*r.Document)
				m.pending = append(m.pending, r)
				docs++
			}
		case r.Scheme != nil && r.Scheme.ID == m.Base.ID && r.Scheme.Version > m.Base.Version:
			m.setScheme(*r.Scheme)
			m.pending = append(m.pending, r)
		case r.Entry != nil && !known[r.Entry.Ref]:
			entries = append(entries, *r.Entry)
			m.pending = append(m.pending, r)
		}
	}
	journal.Sort(entries)
	m = m.takeIn(entries)
	m = m.notice(fmt.Sprintf("%d articles and %d changes came in.", docs, len(entries)), false)
	m, effects := m.flush()
	if m.Open == nil {
		if d, ok := m.nextDoc(); ok {
			effects = append(effects, LoadDoc{m.Project.ID, d})
		}
	}
	return m, effects
}

func (m Model) entryRefs() map[journal.Ref]bool {
	known := map[journal.Ref]bool{}
	for _, es := range m.streams {
		for _, e := range es {
			known[e.Ref] = true
		}
	}
	return known
}

// exported hands a written file to the person.
func (m Model) exported(msg Exported) (Model, []Effect) {
	m.Busy = ""
	if msg.Err != "" {
		return m.notice("The export was not written: "+msg.Err, true), nil
	}
	text := fmt.Sprintf("%s is written.", msg.File.Name)
	if msg.Note != "" {
		text += " Left out: " + msg.Note + "."
	}
	return m.notice(text, false), []Effect{SaveFile{msg.File}}
}
