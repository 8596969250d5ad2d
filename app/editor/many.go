package editor

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/journal"
)

// Many is marks that are about to be made in one go, shown before they are.
type Many struct {
	Label  annotate.Label
	Attrs  annotate.Attrs // of the mark that they are made like
	Copy   bool           // they get these values, too
	Query  annotate.Query
	Hits   []Hit
	Marked int   // places that have such a mark already
	Barred int   // places where the scheme allows none
	Whole  bool  // in every article of the project that is not finished
	At     int   // the row of the list that the keys are at
	Busy   bool  // other articles are being looked through
	left   []Hit // those that were left out before all were looked for anew
}

// A Hit is a place where a mark would be made.
type Hit struct {
	Doc           annotate.DocID
	Title         string
	Range         annotate.Range
	Before, After string // what stands around it
	Words         string
	Off           bool // it is left out
}

// Chosen counts the hits that are ticked.
func (w *Many) Chosen() int {
	n := 0
	for _, h := range w.Hits {
		if !h.Off {
			n++
		}
	}
	return n
}

// markAll shows every other place of the words of the mark in hand; from the search strip, every hit.
func (m Model) markAll() (Model, []Effect, bool) {
	w := &Many{}
	if s, ok := m.Open.Layer.Span(m.Open.Selected); ok {
		if len(s.Ranges) > 1 {
			return m.notice("A mark in parts has no like: take one in one piece.", false), nil, true
		}
		w.Label, w.Attrs = s.Label, s.Attrs
		w.Query = annotate.Query{Words: m.Open.Doc.Text.Slice(s.Ranges[0]), Case: true, Whole: true}
	} else if m.Panel == FindPanel && m.Find.Total > 0 {
		w.Query, w.Label = m.Find.Query, m.recent
		if w.Label == "" && len(m.Scheme.Labels) > 0 {
			w.Label = m.Scheme.Labels[0].ID
		}
	} else {
		return m.notice("Take a mark in hand first, or search: the others like it are found then.", false), nil, true
	}
	m.Many = w
	m = m.hits()
	m.Panel = ManyPanel
	return m.say("%s", m.ManyText()), []Effect{FocusOn{"hits"}}, true
}

// hits looks the open article through.
func (m Model) hits() Model {
	w := *m.Many
	w.left = nil
	for _, h := range w.Hits {
		if h.Off {
			w.left = append(w.left, h)
		}
	}
	w.Hits, w.Marked, w.Barred = nil, 0, 0
	w.add(m.Scheme, m.Open.Doc.ID, m.Open.Title, m.Open.Layer)
	w.At = min(w.At, max(len(w.Hits)-1, 0))
	m.Many = &w
	return m
}

// add takes in the places of one article.
func (w *Many) add(scheme annotate.Scheme, doc annotate.DocID, title string, l annotate.Layer) {
	t := l.Text()
	found, _, err := t.Find(w.Query, maxHits)
	if err != nil {
		return
	}
	for _, r := range found {
		x := annotate.Span{ID: "-", Label: w.Label, Ranges: []annotate.Range{r}}
		switch {
		case slices.ContainsFunc(l.In(r), func(s annotate.Span) bool { return s.Label == w.Label && slices.Equal(s.Ranges, x.Ranges) }):
			w.Marked++
		case scheme.CheckSpan(l, x) != nil:
			w.Barred++
		default:
			h := Hit{Doc: doc, Title: title, Range: r, Words: t.Slice(r)}
			h.Before, h.After = around(t, r)
			for _, o := range w.left {
				h.Off = h.Off || o.Doc == doc && o.Range == r
			}
			w.Hits = append(w.Hits, h)
		}
	}
}

// around is what stands on the line before and behind a range: some forty characters, in whole words.
func around(t annotate.Text, r annotate.Range) (before, after string) {
	from, to := max(r.From-40, 0), min(r.To+40, t.Len())
	before, after = t.Slice(t.SnapGraphemes(annotate.Range{From: from, To: r.From})), t.Slice(t.SnapGraphemes(annotate.Range{From: r.To, To: to}))
	if line := strings.LastIndexByte(before, '\n'); line >= 0 {
		before = before[line+1:]
	} else if from > 0 {
		before = "…" + before[strings.Index(before, " ")+1:]
	}
	if line := strings.IndexByte(after, '\n'); line >= 0 {
		after = after[:line]
	} else if to < t.Len() {
		after = after[:max(strings.LastIndexByte(after, ' '), 0)] + "…"
	}
	return before, after
}

// ManyText says what would be done.
func (m Model) ManyText() string {
	w := m.Many
	if w == nil {
		return ""
	}
	text := fmt.Sprintf("%s as %s", things(len(w.Hits), "place to mark", "places to mark"), m.labelTitle(w.Label))
	if w.Marked > 0 {
		text += fmt.Sprintf("; %s so", things(w.Marked, "is marked", "are marked"))
	}
	if w.Barred > 0 {
		text += fmt.Sprintf("; at %d the scheme allows none", w.Barred)
	}
	return text + "."
}

// change edits the list of marks to be made.
func (m Model) changeMany(f func(*Many)) Model {
	w := *m.Many
	w.Hits = slices.Clone(w.Hits)
	f(&w)
	m.Many = &w
	return m
}

// toggleHit ticks a hit, or takes the tick off, and goes to it.
func (m Model) toggleHit(n int) Model {
	if m.Many == nil || n < 0 || n >= len(m.Many.Hits) {
		return m
	}
	return m.changeMany(func(w *Many) { w.Hits[n].Off = !w.Hits[n].Off; w.At = n })
}

// showHit brings the row's place into view, when it is in this article.
func (m Model) showHit() Model {
	if w := m.Many; w.At < len(w.Hits) && w.Hits[w.At].Doc == m.Open.Doc.ID {
		h := w.Hits[w.At]
		return m.selectRange(h.Range).say("%s%s%s", h.Before, h.Words, h.After)
	}
	return m
}

// manyKey handles a key while the list is shown: arrows walk it, Space ticks, Enter marks, a label's key is the label.
func (m Model) manyKey(key string) (Model, []Effect, bool) {
	w := m.Many
	switch key {
	case "ArrowDown", "j":
		return m.changeMany(func(w *Many) { w.At = min(w.At+1, max(len(w.Hits)-1, 0)) }).showHit(), nil, true
	case "ArrowUp", "k":
		return m.changeMany(func(w *Many) { w.At = max(w.At-1, 0) }).showHit(), nil, true
	case " ":
		return m.toggleHit(w.At), nil, true
	case "Enter":
		return m.makeMany()
	}
	for _, l := range m.Scheme.Labels {
		if m.keyOf("label:"+string(l.ID), l.Key) == key {
			return m.manyAs(l.ID)
		}
	}
	return m, nil, false
}

// manyAs gives what is about to be made another label.
func (m Model) manyAs(id annotate.Label) (Model, []Effect, bool) {
	w := *m.Many
	w.Label = id
	m.Many = &w
	if w.Whole {
		return m.wholeProject(true)
	}
	m = m.hits()
	return m.say("%s", m.ManyText()), nil, true
}

// wholeProject takes in the other articles that this annotator has not finished, or leaves them out again.
func (m Model) wholeProject(yes bool) (Model, []Effect, bool) {
	w := *m.Many
	w.Whole = yes
	m.Many = &w
	m = m.hits()
	if !yes {
		return m.say("%s", m.ManyText()), nil, true
	}
	var docs []annotate.DocID
	for _, d := range m.Queue() {
		if d.ID != m.Open.Doc.ID && (d.State == annotate.Todo || d.State == annotate.InProgress) {
			docs = append(docs, d.ID)
		}
	}
	if len(docs) == 0 {
		return m.say("%s", m.ManyText()), nil, true
	}
	m = m.changeMany(func(w *Many) { w.Busy = true })
	return m, []Effect{FindLike{m.Project.ID, docs, m.Name, asked(w.Query)}}, true
}

// asked is what a text must have in lower case for the query to be found in it: its runs of ASCII letters and figures, since
// stores and queries do not fold all other letters alike. An expression asks for nothing that could be told beforehand.
func asked(q annotate.Query) []string {
	if q.Regexp {
		return nil
	}
	return strings.FieldsFunc(strings.ToLower(q.Words), func(r rune) bool {
		return r >= utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// likeFound takes in one article that was looked for.
func (m Model) likeFound(msg LikeFound) Model {
	if m.Many == nil || !m.Many.Whole || m.Open == nil {
		return m
	}
	return m.changeMany(func(w *Many) {
		if w.Busy = !msg.Last; msg.Err == "" && msg.Document != nil {
			w.add(m.Scheme, msg.Document.ID, m.titleOf(msg.Document.ID), msg.Layer)
		}
	}).say("%s", m.ManyText())
}

func (m Model) titleOf(id annotate.DocID) string {
	for _, d := range m.Docs {
		if d.ID == id {
			return d.Title
		}
	}
	return string(id)
}

// makeMany makes the marks that are ticked: one step of undo an article, and one button that takes all of them back.
func (m Model) makeMany() (Model, []Effect, bool) {
	w := m.Many
	if w == nil || w.Chosen() == 0 || w.Busy {
		return m, nil, w != nil
	}
	var docs []annotate.DocID
	txs := map[annotate.DocID]annotate.Tx{}
	for _, h := range w.Hits {
		if h.Off {
			continue
		}
		s := annotate.Span{ID: m.newID(), Label: w.Label, Ranges: []annotate.Range{h.Range}}
		if w.Copy {
			s.Attrs = slices.Clone(w.Attrs)
		}
		if txs[h.Doc] == nil {
			docs = append(docs, h.Doc)
		}
		txs[h.Doc] = append(txs[h.Doc], annotate.AddSpan{Span: s})
	}
	var entries []journal.Entry
	for _, d := range docs {
		tx := txs[d]
		if d == m.Open.Doc.ID {
			next, _, err := m.Open.Layer.Apply(tx)
			if err != nil {
				return m.notice(reason(err), true), nil, true
			}
			if next.State() == annotate.Todo {
				tx = append(tx, m.begun())
			}
		}
		entries = append(entries, m.Clock.Next(journal.Stream{Doc: d, Layer: m.Name}, m.Now, tx))
	}
	n := w.Chosen()
	m.Many, m.Panel = nil, NoPanel
	m.drop()
	m, effects := m.keep(entries...)
	text := fmt.Sprintf("%s made.", things(n, "mark", "marks"))
	if len(docs) > 1 {
		text = fmt.Sprintf("%s made in %d articles.", things(n, "mark", "marks"), len(docs))
	}
	m = m.offer(text, false, "Undo", UndoMany{entries})
	return m, append(effects, FocusOn{"sheet"}), true
}

// begun says that the article is in progress.
func (m Model) begun() annotate.Op {
	begun := string(annotate.InProgress)
	op := annotate.SetAttr{Name: annotate.AttrState, To: &begun}
	if from, ok := m.Open.Layer.Attr(annotate.AttrState); ok {
		op.From = &from
	}
	return op
}

// undoMany takes marks back that were made in one go, in every article: first their histories are read.
func (m Model) undoMany(made []journal.Entry) (Model, []Effect) {
	return m, []Effect{FindMade{m.Project.ID, made}}
}

// madeFound takes back what was not taken back already.
func (m Model) madeFound(msg MadeFound) (Model, []Effect) {
	if msg.Project != m.Project.ID {
		return m, nil
	}
	if msg.Err != "" {
		return m.notice("Nothing was taken back: "+msg.Err, true), nil
	}
	streams := journal.Streams(append(slices.Clip(msg.Entries), journal.Entries(m.pending)...)) // and what is not saved yet
	var back []journal.Entry
	for _, e := range msg.Made {
		undo := journal.NewHistory(streams[e.Stream]).Undo
		i := slices.IndexFunc(undo, func(h journal.Entry) bool { // itself, or what did it again
			return h.Ref == e.Ref || h.Redoes != nil && *h.Redoes == e.Ref
		})
		if i >= 0 {
			back = append(back, m.Clock.Undo(undo[i], m.Now))
		}
	}
	if len(back) == 0 {
		return m.say("These are taken back already."), nil
	}
	if m.Open != nil {
		m.drop()
	}
	m, effects := m.keep(back...)
	return m.say("taken back in %s", things(len(back), "article", "articles")), effects
}
