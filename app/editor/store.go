package editor

import (
	"fmt"
	"slices"
	"time"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/annotate/schemes"
)

// commit applies tx to the open layer and keeps it. It is how every mark is made: the layer changes at once, the
// entry is on its way to the store, and only when it is durable does the slug line say saved.
func (m Model) commit(tx annotate.Tx) (Model, []Effect, error) {
	if m.OnGold() {
		tx = m.golden(tx)
	}
	next, _, err := m.Open.Layer.Apply(tx)
	if err != nil {
		return m, nil, err
	}
	if next.State() == annotate.Todo && touches(tx) {
		begun := string(annotate.InProgress)
		start := annotate.SetAttr{Name: annotate.AttrState, To: &begun}
		if from, ok := next.Attr(annotate.AttrState); ok {
			start.From = &from
		}
		tx = append(tx[:len(tx):len(tx)], start)
	}
	e := m.Clock.Next(m.layerStream(), m.Now, tx)
	m, effects := m.keep(e)
	return m, effects, nil
}

// touches reports whether tx marks anything: a state that is set is no work begun.
func touches(tx annotate.Tx) bool {
	for _, op := range tx {
		if set, ok := op.(annotate.SetAttr); !ok || set.ID != "" {
			return true
		}
	}
	return false
}

func (m Model) layerStream() journal.Stream {
	return journal.Stream{Doc: m.Open.Doc.ID, Layer: m.Open.By}
}

// keep takes in entries of our own and sends them to the store.
func (m Model) keep(entries ...journal.Entry) (Model, []Effect) {
	m = m.takeIn(entries)
	m.pending = slices.Clone(m.pending)
	for i := range entries {
		m.pending = append(m.pending, journal.Record{Entry: &entries[i]})
	}
	m, effects := m.flush()
	return m, append(effects, m.catchUp()...)
}

// flush sends what is pending, unless something is under way already.
func (m Model) flush() (Model, []Effect) {
	m.Save.Waiting = len(m.pending)
	if m.sent > 0 || len(m.pending) == 0 {
		return m, nil
	}
	m.sent = len(m.pending)
	if m.Save.State != Failed {
		m.Save.State = Saving
	}
	return m, []Effect{Append{m.Project.ID, m.pending[:m.sent:m.sent]}}
}

// appended takes the store's answer. After a failure everything stays pending and is tried again, ever more patiently.
func (m Model) appended(msg Appended) (Model, []Effect) {
	sent := m.pending[:m.sent]
	m.sent = 0
	if msg.Err != "" {
		m.Save.State, m.Save.Reason = Failed, msg.Err
		m.Save.Tries++
		m.Save.Waiting = len(m.pending)
		wait := time.Second << min(m.Save.Tries-1, 5)
		return m.say("Not saved: %s. Your marks are kept here and saving is tried again.", msg.Err), []Effect{After{wait, RetrySave{}}}
	}
	m.pending = m.pending[len(sent):]
	if m.Save.State == Failed {
		m = m.say("Saved again.")
	}
	m.Save = Save{State: Saved, At: m.Now, Waiting: len(m.pending)}
	effects := []Effect{Tell{m.Project.ID, sent}}
	if len(m.pending) == 0 {
		effects = append(append(effects, m.memos(sent)...), m.snapLater()...)
	}
	m, more := m.flush()
	return m, append(effects, more...)
}

// unsaved is what the store does not have, with what is needed to make a bundle of it.
func (m Model) unsaved() []journal.Record {
	recs := []journal.Record{{Project: &m.Project}}
	for _, r := range m.pending {
		if r.Project == nil {
			recs = append(recs, r)
		}
	}
	if m.Open != nil && !slices.ContainsFunc(recs, func(r journal.Record) bool { return r.Document != nil && r.Document.ID == m.Open.Doc.ID }) {
		recs = append(recs, journal.Record{Document: &m.Open.Doc})
	}
	return recs
}

// takeIn folds entries, ours or another tab's, into what is shown.
func (m Model) takeIn(entries []journal.Entry) Model {
	open := false
	for _, e := range entries {
		m.Clock.Observe(e)
		if m.Open != nil && e.Stream == m.layerStream() {
			open = true
			m = m.fold(e)
		} else {
			m = m.goOn(e)
		}
	}
	if open {
		m = m.refreshDoc(m.Open.Doc.ID)
	}
	return m
}

// fold brings the open layer up to date with e and redraws the lines that it changed.
func (m Model) fold(e journal.Entry) Model {
	before := m.Open.Layer
	o := m.open()
	known := o.laid.Tail
	if slices.ContainsFunc(known[max(0, len(known)-len(m.pending)-64):], func(h journal.Entry) bool { return h.Ref == e.Ref }) {
		return m
	}
	o.laid.Tail = append(known[:len(known):len(known)], e)
	o.since += len(e.Tx)
	folded, ok := o.folded.More(e)
	if !ok && o.laid.Covers > 0 {
		o.behind = true
		return m
	}
	if !ok {
		folded = journal.FoldAll(o.Doc.Text, append(slices.Clip(o.laid.older), o.laid.Tail...))
	}
	o.folded, o.Layer = folded, folded.Layer
	if ok && len(folded.Conflicts) == o.Conflicts {
		m.followPencil(e.Tx)
	} else {
		m.watchPencil()
	}
	if n := len(folded.Conflicts); n > o.Conflicts {
		last := folded.Conflicts[n-1]
		o.Conflicts = n
		m = m.notice("Two changes met, and one had to give way: "+last.Text, true)
		o = m.open()
	}
	o.holdOn(before)
	changed := noLines
	if !ok {
		changed = LineRange{0, len(o.Lines) - 1}
	} else {
		for _, op := range e.Tx {
			changed = changed.join(o.pencilLines(op)).join(o.caseLines(op))
			for _, l := range []annotate.Layer{before, o.Layer} {
				if s, there := l.Span(op.Target()); there {
					changed = changed.join(o.linesOf(s.Envelope()))
				}
			}
		}
	}
	m.redraw(changed)
	return m
}

// holdOn lets go of what was in hand on the layer before and is gone or another thing now, as when another tab changed it.
func (o *Open) holdOn(before annotate.Layer) {
	was, _ := before.Span(o.Selected)
	now, there := o.Layer.Span(o.Selected)
	if !there {
		o.Selected = ""
	}
	if now.Label != was.Label {
		o.Attr = 0
	}
	o.dropSettled()
	o.recase()
	if o.Linking == nil {
		return
	}
	l := *o.Linking
	l.Hints = slices.DeleteFunc(slices.Clone(l.Hints), func(h Hint) bool { _, there := o.Layer.Span(h.Span); return !there })
	if o.Linking = &l; len(l.Hints) == 0 {
		o.Linking = nil
	}
	if _, there := o.Layer.Span(l.From); !there {
		o.Linking = nil
	}
}

// heard takes in what another tab has made durable.
func (m Model) heard(msg Heard) (Model, []Effect) {
	if msg.Project != m.Project.ID {
		return m, nil
	}
	var entries []journal.Entry
	for _, r := range msg.Records {
		switch {
		case r.Document != nil:
			m = m.addHeads(*r.Document)
		case r.Scheme != nil && r.Scheme.ID == m.Base.ID && r.Scheme.Version > m.Base.Version:
			m.setScheme(*r.Scheme)
			m = m.notice(fmt.Sprintf("%s, version %d, is in force.", r.Scheme.Title, r.Scheme.Version), false)
			if m.Open != nil {
				m.redraw(LineRange{0, len(m.Open.Lines) - 1})
			}
		case r.Entry != nil:
			entries = append(entries, *r.Entry)
		}
	}
	m = m.takeIn(entries)
	return m, m.catchUp()
}

// found begins a project.
func (m Model) found(name, preset string) (Model, []Effect) {
	s := schemes.Default()
	p := annotate.Project{
		ID:   annotate.ProjectID(fmt.Sprintf("desk-%s-%d", m.Clock.Actor, len(m.Projects)+1)),
		Name: name, Scheme: s.Name(), Preset: preset,
	}
	m.Projects = append(slices.Clone(m.Projects), p)
	m.setProject(p, s)
	m.pending = append(slices.Clone(m.pending), journal.Record{Project: &p}, journal.Record{Scheme: &s})
	next, effects := m.flush()
	return next, append(effects, SaveSettings{next.Settings})
}

// unsavedHere is said when a project should be left whose last entries would go with it: what is pending belongs to the
// project at the desk, and to no other.
const unsavedHere = "The last marks are not saved yet: try again when they are."

func (m Model) newProject(msg NewProject) (Model, []Effect) {
	if len(m.pending) > 0 {
		return m.notice(unsavedHere, true), nil
	}
	name := string(layerName(msg.Name))
	if name == "" {
		return m.notice("Give the project a name first.", true), nil
	}
	m.Panel = NoPanel
	return m.found(name, msg.Preset)
}

// setProject makes p the project at the desk, with nothing on it.
func (m *Model) setProject(p annotate.Project, s annotate.Scheme) {
	m.Project, m.Settings.Project = p, p.ID
	m.setScheme(s)
	m.Draft = nil
	m.Docs, m.Shelf, m.Open = nil, Shelf{}, nil
	m.ofProject, m.Rules = StreamHead{}, RuleBook{}
	m.Agree, m.Versions, m.Fit = AgreeDesk{runs: m.Agree.runs + 1, Tables: m.Agree.Tables}, nil, nil
	m.Settings.Doc, m.Settings.OnGold = "", false
}

// projectLoaded lays a project out, and opens the document that was open when it was left.
func (m Model) projectLoaded(msg ProjectLoaded) (Model, []Effect) {
	m.Busy = ""
	if len(m.pending) > 0 { // marked since it was asked for
		return m.notice(unsavedHere, true), nil
	}
	if msg.Err != "" {
		return m.notice("The project cannot be read: "+msg.Err, true), nil
	}
	doc, gold := m.Settings.Doc, m.Settings.OnGold
	var project annotate.Project
	scheme := schemes.Default()
	for _, r := range msg.Loaded.Records {
		if r.Project != nil {
			project = *r.Project
		}
	}
	if s, ok := journal.SchemeInForce(project, msg.Loaded.Records); ok {
		scheme = s
	}
	if project.ID == "" {
		return m.notice("The project is not kept here.", true), nil
	}
	m.setProject(project, scheme)
	m, effects := m.layOut(msg.Loaded)
	m = m.tellDamage(msg.Loaded.Quarantined)
	m.Settings.Project = project.ID
	m = m.tellClashes()
	m, more := m.firstDoc(doc, gold)
	effects = append(effects, more...)
	files := m.early
	m.early = nil
	m, more = m.readFiles(files)
	return m, append(effects, more...)
}

// firstDoc opens the document that was open the last time, or else the next to work on.
func (m Model) firstDoc(doc annotate.DocID, gold bool) (Model, []Effect) {
	if i := slices.IndexFunc(m.Docs, func(d *Doc) bool { return d.ID == doc && !d.Deleted }); i >= 0 {
		if gold {
			return m, []Effect{LoadDoc{m.Project.ID, journal.Stream{Doc: doc, Layer: annotate.Gold}}}
		}
		return m.openDoc(doc)
	}
	if d, ok := m.nextDoc(); ok {
		return m.openDoc(d)
	}
	return m, []Effect{SaveSettings{m.Settings}}
}
