package editor

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/journal"
)

// Bundles come in as a union: what is here already stays as it is. An article is known by its text, so that marks that
// somebody made in a project of their own, or under an id of their own, come to lie on the article that is here. Marks on
// another text are never laid on this one: see versions.go.

type (
	// TakeIn appends the records of a bundle, to a project that need not be the one at the desk; the answer is TakenIn.
	TakeIn struct {
		Project annotate.ProjectID
		Records []journal.Record
		Memos   []Memo // what their streams come to, each as a whole; those that nobody knows of are worked out
		From    string // the name of the project that they are of, when it is not this one
	}
	TakenIn struct {
		TakeIn          // its Records as they were kept
		Loaded   Loaded // the heads of the project as it is now
		Changes  int    // entries that were not there before
		Here     int    // entries that were
		Placings []journal.Placing
		Came     []journal.Stream // the streams that the bundle speaks of, in order
		Notes    []string         // of what was done to find a place for them
		Brought  *Brought         // of other tools' files; nil: it is a bundle
		Err      string
	}
	// TakeShared brings in what a bundle of another project says of articles that this one has too.
	TakeShared struct{ TakeIn }
)

func (TakenIn) msg()    {}
func (TakeShared) msg() {}

func (TakeIn) effect() {}

// Do puts the records on the articles that are here by their text, appends them, and works out at once how those streams
// stand that came whole, as all do of a project that was not here before.
func (e TakeIn) Do(ctx context.Context, journals Journals) TakenIn {
	before, err := journals.Load(ctx, e.Project, Selection{Heads: true})
	if err != nil {
		return TakenIn{TakeIn: e, Err: err.Error()}
	}
	var placings []journal.Placing
	e.Records, placings = journal.Place(documentsOf(before.Records), e.Records)
	e.Memos = placed(e.Memos, placings)
	answer := e.put(ctx, journals, before)
	answer.Placings = placings
	return answer
}

// placed returns memos as they are of the documents where their entries were put.
func placed(memos []Memo, placings []journal.Placing) []Memo {
	if len(placings) == 0 {
		return memos
	}
	to := make(map[annotate.DocID]annotate.DocID, len(placings))
	for _, p := range placings {
		to[p.From] = p.To
	}
	memos = slices.Clone(memos)
	for i := range memos {
		if id, ok := to[memos[i].Doc]; ok {
			memos[i].Doc = id
		}
	}
	return memos
}

// documentsOf returns the documents among records.
func documentsOf(recs []journal.Record) []annotate.Document {
	var all []annotate.Document
	for _, r := range recs {
		if r.Document != nil {
			all = append(all, *r.Document)
		}
	}
	return all
}

// put appends records that have their place. before is the project's heads.
func (e TakeIn) put(ctx context.Context, journals Journals, before Loaded) TakenIn {
	answer := TakenIn{TakeIn: e}
	fail := func(err error) TakenIn {
		answer.Err = err.Error()
		return answer
	}
	if err := journals.Append(ctx, e.Project, answer.Records...); err != nil {
		return fail(err)
	}
	after, err := journals.Load(ctx, e.Project, Selection{Heads: true})
	if err != nil {
		return fail(err)
	}
	came := journal.Streams(journal.Entries(answer.Records))
	known := make(map[journal.Stream]Memo, len(e.Memos))
	for _, m := range e.Memos {
		known[m.Stream] = m
	}
	for _, h := range before.Streams { // where one number may have been given to two entries, the one here stands
		delete(known, h.Stream)
	}
	var memos []Memo
	for i := range after.Streams {
		h := &after.Streams[i]
		answer.Changes += h.Entries
		entries := journal.Sorted(came[h.Stream])
		if len(entries) > 0 {
			answer.Came = append(answer.Came, h.Stream)
			answer.Here += len(entries)
		}
		if len(entries) == h.Entries && h.StandsFor != h.Entries {
			m, ok := known[h.Stream]
			if !ok || m.Entries != h.Entries {
				m = Memo{Stream: h.Stream, Entries: h.Entries, Standing: journal.StandingOf(entries)}
			}
			h.StandsFor, h.Standing = m.Entries, m.Standing
			memos = append(memos, m)
		}
	}
	for _, h := range before.Streams {
		answer.Changes -= h.Entries
	}
	answer.Here = max(answer.Here-answer.Changes, 0)
	if len(memos) > 0 {
		_ = journals.Remember(ctx, e.Project, memos...) // it can be worked out again
	}
	answer.Loaded, answer.Memos = after, nil
	return answer
}

// mergeRecords takes in the records of a bundle or an export: into this project, as a union, if they are of this one or
// say something of its articles only; else as a project of its own.
func (m Model) mergeRecords(recs []journal.Record, memos []Memo) (Model, []Effect) {
	if len(recs) == 0 {
		return m, nil
	}
	var project *annotate.Project
	for _, r := range recs {
		if r.Project != nil {
			project = r.Project
		}
	}
	if project == nil || project.ID == m.Project.ID {
		m.Busy = "Taking the bundle in…"
		return m, []Effect{TakeIn{Project: m.Project.ID, Records: recs, Memos: memos}}
	}
	shared, all := m.shared(recs)
	own := slices.ContainsFunc(m.Projects, func(p annotate.Project) bool { return p.ID == project.ID })
	fits := !own && sameScheme(project.Scheme, m.Project.Scheme) && len(shared) > 0
	theirs := TakeIn{Project: m.Project.ID, Records: sayingOf(recs, shared), Memos: memos, From: project.Name}
	if fits && len(shared) == all {
		m.Busy = "Taking the bundle in…"
		return m, []Effect{theirs}
	}
	if len(m.pending) > 0 {
		return m.notice("The last marks are not saved yet: open the bundle again when they are.", true), nil
	}
	if fits {
		m = m.offer(fmt.Sprintf("“%s” is a project of its own, and %d of its %s in “%s” as well.", project.Name, len(shared), things(all, "article is", "articles are"), m.Project.Name), false,
			"Bring their marks there", TakeShared{theirs})
	}
	m.Busy = "Taking the project in…"
	return m, []Effect{TakeIn{Project: project.ID, Records: recs, Memos: memos}}
}

// takeShared brings them in, into the project that they were offered to.
func (m Model) takeShared(msg TakeShared) (Model, []Effect) {
	if len(m.pending) > 0 {
		return m.notice(unsavedHere, true), nil
	}
	m.Busy = "Taking the marks in…"
	return m, []Effect{msg.TakeIn}
}

// shared returns the documents of a bundle whose text this project has, and of how many.
func (m Model) shared(recs []journal.Record) (shared map[annotate.DocID]bool, all int) {
	here := make(map[annotate.Digest]bool, len(m.Docs))
	for _, d := range m.Docs {
		here[d.Digest] = true
	}
	shared = map[annotate.DocID]bool{}
	for _, r := range recs {
		if r.Document != nil {
			all++
			if here[r.Document.Digest] {
				shared[r.Document.ID] = true
			}
		}
	}
	return shared, all
}

// sayingOf returns the records that speak of these documents. What another project says of itself, its rules and who works
// blind, is no affair of this one; nor is what it calls its articles, or whether they lie in its bin.
func sayingOf(recs []journal.Record, docs map[annotate.DocID]bool) []journal.Record {
	var out []journal.Record
	for _, r := range recs {
		switch {
		case r.Scheme != nil, r.Document != nil && docs[r.Document.ID], r.Entry != nil && docs[r.Entry.Doc] && r.Entry.Layer != "":
			out = append(out, r)
		}
	}
	return out
}

// sameScheme reports whether two schemes, as projects name them, are versions of one.
func sameScheme(a, b string) bool {
	a, _, _ = strings.Cut(a, "@")
	b, _, _ = strings.Cut(b, "@")
	return a == b
}

// takenIn lays out what a bundle brought.
func (m Model) takenIn(msg TakenIn) (Model, []Effect) {
	m.Busy = ""
	if msg.Err != "" {
		return m.notice("The bundle was not taken in, and nothing has changed: "+msg.Err, true), nil
	}
	if msg.Project != m.Project.ID {
		for _, r := range msg.Loaded.Records {
			if r.Project != nil && !slices.ContainsFunc(m.Projects, func(p annotate.Project) bool { return p.ID == r.Project.ID }) {
				m.Projects = append(slices.Clone(m.Projects), *r.Project)
			}
		}
		m, effects := m.projectLoaded(ProjectLoaded{Project: msg.Project, Loaded: msg.Loaded})
		m, more := m.offerVersions(msg)
		return m, append(effects, more...)
	}
	had := len(m.Docs)
	if s, ok := journal.SchemeInForce(m.Project, msg.Loaded.Records); ok && s.Version > m.Base.Version {
		m.setScheme(s)
	}
	m, effects := m.layOut(msg.Loaded)
	for _, n := range msg.Notes {
		m = m.notice(n+".", false)
	}
	m, again := m.cameFrom(msg, cameIn(msg, len(m.Docs)-had))
	effects = append(effects, again...)
	m, more := m.offerVersions(msg)
	effects = append(append(effects, more...), Tell{m.Project.ID, msg.Records})
	if m.Open != nil {
		if i := slices.IndexFunc(msg.Loaded.Streams, func(h StreamHead) bool { return h.Stream == m.layerStream() }); i >= 0 && msg.Loaded.Streams[i].Entries != m.Open.folded.Len() {
			effects = append(effects, LoadWhole{Project: m.Project.ID, Stream: m.layerStream()})
		}
	} else if d, ok := m.nextDoc(); ok {
		m, more := m.openDoc(d)
		return m, append(effects, more...)
	}
	return m, effects
}

// cameIn says what a bundle brought, and what of it was here before.
func cameIn(msg TakenIn, articles int) string {
	var text string
	switch {
	case msg.Changes == 0 && articles == 0 && msg.Here > 0:
		text = fmt.Sprintf("All of it was here already: %s.", things(msg.Here, "change", "changes"))
	case msg.Changes == 0 && articles == 0:
		text = "The bundle holds nothing that was not here."
	default:
		var came []string
		if articles > 0 {
			came = append(came, things(articles, "article", "articles"))
		}
		if msg.Changes > 0 {
			came = append(came, things(msg.Changes, "change", "changes"))
		}
		text = strings.Join(came, " and ") + " came in"
		if msg.Here > 0 {
			text += fmt.Sprintf(", %d %s here already", msg.Here, map[bool]string{true: "was", false: "were"}[msg.Here == 1])
		}
		text += "."
	}
	same := 0
	for _, p := range msg.Placings {
		if !p.Other {
			same++
		}
	}
	switch {
	case msg.From != "":
		text += fmt.Sprintf(" They are of “%s”, and lie on the same articles here, known by their text.", msg.From)
	case same > 0:
		text += fmt.Sprintf(" %s by its text.", things(same, "article was known", "articles were known"))
	}
	return text
}
