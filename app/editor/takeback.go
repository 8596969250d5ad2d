package editor

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/annotate/order"
)

// What came from another tool's file can be taken back: its marks, as far as nobody has changed them or linked to them since, and
// the articles that came with them and that nobody has touched. It is done as everything is, by entries, and undone likewise.

// Brought names what came from files.
type Brought struct {
	Actors []journal.Actor  // in whose name the marks came: they are made of the files' content
	Docs   []annotate.DocID // the articles that the files speak of, as they are called here
	New    []annotate.DocID // those that came with them
}

// by reports whether an entry came from the files.
func (b Brought) by(r journal.Ref) bool { return slices.Contains(b.Actors, r.Actor) }

// broughtBy returns who brought records that have their place, and of which articles they speak.
func broughtBy(recs []journal.Record) Brought {
	var b Brought
	docs := map[annotate.DocID]bool{}
	for _, r := range recs {
		id := annotate.DocID("")
		switch {
		case r.Document != nil:
			id = r.Document.ID
		case r.Entry != nil:
			id = r.Entry.Doc
			if !b.by(r.Entry.Ref) {
				b.Actors = append(b.Actors, r.Entry.Actor)
			}
		}
		if id != "" && !docs[id] {
			docs[id] = true
			b.Docs = append(b.Docs, id)
		}
	}
	return b
}

type (
	// ImportBack takes back what files brought or, with Again, brings it back.
	ImportBack struct {
		Brought Brought
		Again   bool
	}
	// ImportsOut takes back what the files that are looked at have brought before.
	ImportsOut struct{}
	// FindBrought works out how; the answer is BroughtFound.
	FindBrought struct {
		Project annotate.ProjectID
		ImportBack
		Records []journal.Record // when it is not known what they brought: what they hold, with no place yet
		Silent  bool             // says nothing where there is nothing to do
	}
	// BroughtFound is what FindBrought came to.
	BroughtFound struct {
		FindBrought
		Entries   []journal.Entry  // that do it, with no number yet
		Untouched []annotate.DocID // articles that came with the files, and that nobody has touched since
		Stay      int              // marks, links and values that are others' by now
		Err       string
	}
)

func (ImportBack) msg()     {}
func (ImportsOut) msg()     {}
func (BroughtFound) msg()   {}
func (FindBrought) effect() {}

// Do reads one article after the other.
func (e FindBrought) Do(ctx context.Context, journals Journals) BroughtFound {
	answer := BroughtFound{FindBrought: e}
	if e.Records != nil {
		heads, err := journals.Load(ctx, e.Project, Selection{Heads: true})
		if err != nil {
			answer.Err = err.Error()
			return answer
		}
		placed, _ := journal.Place(documentsOf(heads.Records), e.Records)
		answer.Brought = broughtBy(placed)
	}
	b := answer.Brought
	for _, id := range b.Docs {
		loaded, err := journals.Load(ctx, e.Project, Selection{Doc: id})
		if err != nil {
			answer.Err = err.Error()
			return answer
		}
		var text annotate.Text
		for _, d := range documentsOf(loaded.Records) {
			text = d.Text
		}
		entries := journal.Entries(loaded.Records)
		streams := journal.Streams(entries)
		layers := slices.Collect(maps.Keys(streams))
		order.By(layers, journal.Stream.Compare)
		for _, s := range layers {
			if e.Again {
				answer.Entries = append(answer.Entries, journal.BringBack(text, streams[s], b.by)...)
				continue
			}
			back, stay := journal.TakeBack(text, streams[s], b.by)
			answer.Entries = append(answer.Entries, back...)
			answer.Stay += stay
		}
		if slices.Contains(b.New, id) && !touched(entries, b) {
			answer.Untouched = append(answer.Untouched, id)
		}
	}
	return answer
}

// touched reports whether anybody but the files has had to do with an article. What took back or brought back what the files
// brought has not, nor has a rule, nor who put it into the bin or took it out.
func touched(entries []journal.Entry, b Brought) bool {
	theirs := map[journal.Ref]bool{}
	for _, e := range journal.Sorted(entries) {
		of := e.Ref
		switch {
		case e.Undoes != nil:
			of = *e.Undoes
		case e.Redoes != nil:
			of = *e.Redoes
		}
		theirs[e.Ref] = b.by(e.Ref) || theirs[of]
		if !theirs[e.Ref] && e.Layer != annotate.Suggested && !onlyBins(e) {
			return true
		}
	}
	return false
}

func onlyBins(e journal.Entry) bool {
	return e.Layer == "" && !slices.ContainsFunc(e.Tx, func(op annotate.Op) bool {
		set, ok := op.(annotate.SetAttr)
		return !ok || set.Name != annotate.AttrDeleted
	})
}

// cameFrom says what came in. What came from a file can be taken back at once; what was taken back before comes back, when
// its file is taken in again.
func (m Model) cameFrom(msg TakenIn, text string) (Model, []Effect) {
	b := msg.Brought
	if b == nil {
		return m.notice(text, false), nil
	}
	if msg.Changes > 0 || len(b.New) > 0 {
		m = m.offer(text, false, "Take it back", ImportBack{Brought: *b})
	} else {
		m = m.notice(text, false)
	}
	if msg.Here == 0 {
		return m, nil
	}
	again := ImportBack{Brought: *b, Again: true}
	for _, d := range m.Bin() {
		if slices.Contains(b.Docs, d.ID) {
			again.Brought.New = append(slices.Clone(again.Brought.New), d.ID)
		}
	}
	return m, []Effect{FindBrought{Project: m.Project.ID, ImportBack: again, Silent: true}}
}

// importBack has it worked out what there is to take back.
func (m Model) importBack(e ImportBack) (Model, []Effect) {
	m.Busy = "Looking what there is to take back…"
	if e.Again {
		m.Busy = "Looking what there is to bring back…"
	}
	return m, []Effect{FindBrought{Project: m.Project.ID, ImportBack: e}}
}

// ImportsHere reports whether articles of the files that are looked at are here, so that the files may have been taken in
// before.
func (m Model) ImportsHere() bool {
	here := make(map[annotate.Digest]bool, len(m.Docs))
	for _, d := range m.Docs {
		here[d.Digest] = true
	}
	for _, i := range m.Imports {
		for _, r := range i.Records {
			if r.Document != nil && here[r.Document.Digest] {
				return true
			}
		}
	}
	return false
}

// importsOut takes back what the files that are looked at have brought before. Which articles came with them nobody
// remembers: they stay.
func (m Model) importsOut() (Model, []Effect) {
	if m.Imports == nil {
		return m, nil
	}
	find := FindBrought{Project: m.Project.ID}
	for _, i := range m.Imports {
		find.Records = append(find.Records, i.Records...)
	}
	m.Imports, m.Panel, m.Busy = nil, NoPanel, "Looking what there is to take back…"
	return m, []Effect{find, FocusOn{"sheet"}}
}

// broughtFound takes it back, or brings it back.
func (m Model) broughtFound(msg BroughtFound) (Model, []Effect) {
	if msg.Project != m.Project.ID {
		return m, nil
	}
	m.Busy = ""
	if msg.Err != "" {
		return m.notice("Nothing was changed: "+msg.Err, true), nil
	}
	var made []journal.Entry
	marks := 0
	for _, e := range msg.Entries {
		for _, op := range e.Tx {
			switch op.(type) {
			case annotate.AddSpan, annotate.RemoveSpan:
				marks++
			}
		}
		made = append(made, m.Clock.Number(e, m.Now))
	}
	yes, articles := "true", 0
	bin := msg.Untouched
	if msg.Again {
		bin = msg.Brought.New
	}
	for _, id := range bin {
		d, ok := m.doc(id)
		if !ok || d.Deleted != msg.Again {
			continue
		}
		op := annotate.SetAttr{Name: annotate.AttrDeleted, From: m.docAttr(id, annotate.AttrDeleted)}
		if !msg.Again {
			op.To = &yes
		}
		articles++
		made = append(made, m.Clock.Next(journal.Stream{Doc: id}, m.Now, annotate.Tx{op}))
	}
	if len(made) == 0 {
		if !msg.Silent {
			m = m.notice("There is nothing of it here"+stays(msg.Stay)+".", false)
		}
		return m, nil
	}
	m, effects := m.keep(made...)
	if !msg.Again && m.Open != nil && slices.Contains(bin, m.Open.Doc.ID) {
		m.Open = nil
		if next, ok := m.nextDoc(); ok {
			var more []Effect
			m, more = m.openDoc(next)
			effects = append(effects, more...)
		}
	}
	if msg.Again {
		return m.offer(fmt.Sprintf("%s back.", broughtWords(marks, articles, "is", "are")), false, "Take it back", ImportBack{Brought: msg.Brought}), effects
	}
	text := broughtWords(marks, articles, "is taken back", "are taken back")
	switch {
	case articles == 1:
		text += ", the article into the bin"
	case articles > 1:
		text += ", the articles into the bin"
	}
	b := msg.Brought
	b.New = bin
	return m.offer(text+stays(msg.Stay)+".", false, "Bring it back", ImportBack{Brought: b, Again: true}), effects
}

// broughtWords counts what came or went.
func broughtWords(marks, articles int, one, many string) string {
	text := things(marks, "mark", "marks")
	verb := many
	if articles > 0 {
		text += " and " + things(articles, "article", "articles")
	} else if marks == 1 {
		verb = one
	}
	return text + " " + verb
}

// stays says what could not be taken back.
func stays(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("; %s since and %s", things(n, "mark was changed or linked to", "marks were changed or linked to"), map[bool]string{true: "stays", false: "stay"}[n == 1])
}
