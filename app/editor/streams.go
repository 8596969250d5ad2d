package editor

import (
	"context"
	"slices"
	"time"

	"galley/annotate"
	"galley/annotate/journal"
)

// The desk never holds a project's history. Of every document it knows how its streams stand ([StreamHead]), of the open
// one the marks and the entries since a snapshot. What needs older entries asks for them: undo that goes back behind the
// snapshot, and an entry that arrives late and belongs among them.

type (
	// LoadDoc reads a document with the stream of one annotator; the answer is DocLoaded.
	LoadDoc struct {
		Project annotate.ProjectID
		journal.Stream
	}
	// DocLoaded is a document and the marks on it.
	DocLoaded struct {
		Doc         annotate.DocID
		Layer       annotate.Annotator // whose marks they are
		Document    *annotate.Document // nil: it is not there
		Laid        Laid
		Quarantined []Quarantine
		Err         string
	}
	// LoadWhole reads all entries of a stream; the answer is WholeLoaded, which brings Again back.
	LoadWhole struct {
		Project annotate.ProjectID
		journal.Stream
		Again Msg // what could not be done without them; nil for nothing
	}
	WholeLoaded struct {
		LoadWhole
		Entries []journal.Entry
		Err     string
	}
	// FindMade reads the streams of entries that should be taken back; the answer is MadeFound.
	FindMade struct {
		Project annotate.ProjectID
		Made    []journal.Entry
	}
	MadeFound struct {
		FindMade
		Entries []journal.Entry // of those streams
		Err     string
	}
	// Recount works out how streams stand; the answers are Recounted, a few streams at a time.
	Recount struct {
		Project annotate.ProjectID
		Streams []journal.Stream
	}
	Recounted struct {
		Project annotate.ProjectID
		Heads   []StreamHead
	}
	// Remember has the store keep memos; there is no answer. A Folded becomes a snapshot.
	Remember struct {
		Project annotate.ProjectID
		Memos   []Memo
		Folded  journal.Folded // of Memos[0], when Shot
		Shot    bool
	}
	// Snap is the moment, a while after it became worth while, to make a snapshot of the open document.
	Snap struct{ Doc annotate.DocID }
)

func (DocLoaded) msg()   {}
func (WholeLoaded) msg() {}
func (MadeFound) msg()   {}
func (Recounted) msg()   {}
func (Snap) msg()        {}

func (LoadDoc) effect()   {}
func (LoadWhole) effect() {}
func (FindMade) effect()  {}
func (Recount) effect()   {}
func (Remember) effect()  {}

// Laid is the marks of one stream, and how much of its history is at hand.
type Laid struct {
	Folded journal.Folded
	Covers int             // entries that lie under the snapshot, and are not at hand
	Tail   []journal.Entry // those since, in order
	older  []journal.Entry // those before Tail, once they were asked for
}

// snapAfter is how many operations may be folded anew at each opening before a snapshot is worth its writing.
const snapAfter = 500

// Load reads the document, by its snapshot if that can be gone on from, else by all its entries.
func (e LoadDoc) Load(ctx context.Context, journals Journals) DocLoaded {
	answer := DocLoaded{Doc: e.Doc, Layer: e.Layer}
	for _, whole := range []bool{false, true} {
		opened, err := journals.Open(ctx, e.Project, e.Stream, whole)
		answer.Document, answer.Quarantined, answer.Err = opened.Document, opened.Quarantined, text(err)
		if err != nil || opened.Document == nil {
			return answer
		}
		var ok bool
		if answer.Laid, ok = opened.lay(); ok {
			return answer
		}
	}
	return answer
}

// lay folds what was opened. It reports false if the entries cannot be folded onto the snapshot: then all are needed.
func (o Opened) lay() (Laid, bool) {
	laid := Laid{Covers: o.Covers, Tail: o.Entries}
	if o.Snapshot == nil {
		laid.Folded = journal.FoldAll(o.Document.Text, o.Entries)
		return laid, true
	}
	from, err := journal.Resume(o.Document.Text, o.Snapshot)
	if err != nil || from.Len() != o.Covers {
		return laid, false
	}
	var ok bool
	laid.Folded, ok = from.More(o.Entries...)
	return laid, ok
}

func (e LoadWhole) Load(ctx context.Context, journals Journals) WholeLoaded {
	opened, err := journals.Open(ctx, e.Project, e.Stream, true)
	return WholeLoaded{e, opened.Entries, text(err)}
}

func (e FindMade) Load(ctx context.Context, journals Journals) MadeFound {
	answer := MadeFound{FindMade: e}
	seen := map[journal.Stream]bool{}
	for _, m := range e.Made {
		if seen[m.Stream] {
			continue
		}
		seen[m.Stream] = true
		opened, err := journals.Open(ctx, e.Project, m.Stream, true)
		if err != nil {
			answer.Err = err.Error()
			return answer
		}
		answer.Entries = append(answer.Entries, opened.Entries...)
	}
	return answer
}

// recountAtOnce is how many streams are worked out between two answers.
const recountAtOnce = 100

// Do works the streams out, and hands what it found to answer.
func (e Recount) Do(ctx context.Context, journals Journals, answer func(Recounted)) {
	for some := range slices.Chunk(e.Streams, recountAtOnce) {
		out := Recounted{Project: e.Project}
		var memos []Memo
		for _, s := range some {
			opened, err := journals.Open(ctx, e.Project, s, true)
			if err != nil {
				return // it stays to be worked out
			}
			n, standing := len(opened.Entries), journal.StandingOf(opened.Entries)
			out.Heads = append(out.Heads, StreamHead{Stream: s, Entries: n, StandsFor: n, Standing: standing})
			memos = append(memos, Memo{Stream: s, Entries: n, Standing: standing})
		}
		_ = journals.Remember(ctx, e.Project, memos...)
		answer(out)
	}
}

// Do keeps the memos.
func (e Remember) Do(ctx context.Context, journals Journals) {
	if e.Shot {
		e.Memos = slices.Clone(e.Memos)
		e.Memos[0].Snapshot = e.Folded.Snapshot()
	}
	_ = journals.Remember(ctx, e.Project, e.Memos...) // it can be worked out again
}

// memos is what the store should remember now that it holds sent: how the streams stand that it touched.
func (m Model) memos(sent []journal.Record) []Effect {
	seen := map[journal.Stream]bool{}
	var out []Memo
	for _, r := range sent {
		if r.Entry == nil || seen[r.Entry.Stream] {
			continue
		}
		s := r.Entry.Stream
		seen[s] = true
		if m.Open != nil && s == m.layerStream() {
			out = append(out, m.Open.memo(s))
		} else if s.Doc == "" {
			out = append(out, Memo{Stream: s, Entries: m.ofProject.Entries, Standing: m.ofProject.Standing})
		} else if d, ok := m.doc(s.Doc); ok && s.Layer != annotate.Suggested {
			h := d.own
			switch s.Layer {
			case "":
				h = d.about
			case annotate.Gold:
				h = d.gold
			}
			out = append(out, Memo{Stream: s, Entries: h.Entries, Standing: h.Standing})
		}
	}
	if len(out) == 0 {
		return nil
	}
	return []Effect{Remember{Project: m.Project.ID, Memos: out}}
}

func (o *Open) memo(s journal.Stream) Memo {
	return Memo{Stream: s, Entries: o.folded.Len(), Standing: journal.Standing{Spans: o.Layer.Len(), Attrs: o.Layer.Attrs()}}
}

// snapLater asks for a snapshot when opening the document again would fold many entries.
func (m Model) snapLater() []Effect {
	if m.Open == nil || m.Open.snapping || m.Open.since < snapAfter {
		return nil
	}
	m.open().snapping = true
	return []Effect{After{3 * time.Second, Snap{m.Open.Doc.ID}}}
}

// snap makes the snapshot, unless something is on its way to the store: then the next append asks again.
func (m Model) snap(msg Snap) (Model, []Effect) {
	if m.Open == nil || m.Open.Doc.ID != msg.Doc {
		return m, nil
	}
	o := m.open()
	o.snapping = false
	if len(m.pending) > 0 {
		return m, nil
	}
	o.since = 0
	return m, []Effect{Remember{m.Project.ID, []Memo{o.memo(m.layerStream())}, o.folded, true}}
}

// wholeLoaded takes in all entries of the open stream.
func (m Model) wholeLoaded(msg WholeLoaded) (Model, []Effect) {
	m.Busy = ""
	if m.Open == nil || msg.Stream != m.layerStream() || msg.Project != m.Project.ID {
		return m, nil
	}
	if msg.Err != "" {
		return m.notice("The older changes cannot be read: "+msg.Err, true), nil
	}
	o := m.open()
	all := journal.Sorted(append(slices.Clip(msg.Entries), o.laid.Tail...)) // some of those may not be saved yet
	before := o.Layer
	o.laid = Laid{Folded: o.folded, older: all}
	if o.folded.Len() != len(all) || o.behind {
		o.behind = false
		o.folded = journal.FoldAll(o.Doc.Text, all)
		o.Layer, o.Conflicts = o.folded.Layer, len(o.folded.Conflicts)
		m.watchPencil()
		o.holdOn(before)
		m.redraw(LineRange{0, len(o.Lines) - 1})
		m = m.refreshDoc(o.Doc.ID)
	}
	if msg.Again == nil {
		return m, nil
	}
	return Update(m, msg.Again)
}

// catchUp reads all entries when one came that belongs among those that are not at hand.
func (m Model) catchUp() []Effect {
	if m.Open == nil {
		return nil
	}
	effects := m.pencilBehind()
	if m.Open.behind {
		effects = append(effects, LoadWhole{Project: m.Project.ID, Stream: m.layerStream()})
	}
	return effects
}

// history is what can be taken back and done again on the open document. ok is false when that cannot be told without
// the older entries; back says which of the two is asked.
func (o *Open) history(back bool) (h journal.History, ok bool) {
	h, undo, redo := journal.TailHistory(o.laid.Tail)
	if back && undo || !back && redo {
		return h, true
	}
	if o.laid.Covers > 0 {
		return h, false
	}
	return journal.NewHistory(append(slices.Clip(o.laid.older), o.laid.Tail...)), true
}
