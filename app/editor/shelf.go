package editor

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
)

// A Shelf is the part of the queue that is shown. Places are indices of Docs, worked out when something changes that
// moves a document on or off the shelf, so that a mark in a project of thousands costs nothing here.
type Shelf struct {
	State  annotate.State // only documents of this state; "" is all
	Words  string         // only those whose title has all these words, or whose text has them
	Places []int32
	within map[annotate.DocID]bool // documents whose text has the words; nil until the store has answered
	Queued int                     // documents that are not in the bin, on the shelf or not
	Ended  int                     // those of them that are done or skipped
}

// Shelve says which documents the queue should show.
type Shelve struct {
	State annotate.State
	Words string
}

func (Shelve) msg() {}

type (
	// Search looks through the texts of a project; the answer is Searched.
	Search struct {
		Project annotate.ProjectID
		Words   []string
	}
	Searched struct {
		Search
		Docs []annotate.DocID
		Err  string
	}
)

func (Search) effect() {}
func (Searched) msg()  {}

// Do asks the store.
func (e Search) Do(ctx context.Context, journals Journals) Searched {
	docs, err := journals.Search(ctx, e.Project, e.Words)
	return Searched{e, docs, text(err)}
}

// wanted is the words that are looked for, in lower case.
func (s Shelf) wanted() []string { return strings.Fields(strings.ToLower(s.Words)) }

// placeIn is what to look for in a text that was found by the words: all of them as they stand, if they stand so, or
// else the longest.
func (s Shelf) placeIn(t annotate.Text) string {
	words := s.wanted()
	if len(words) == 0 || strings.Contains(strings.ToLower(t.String()), strings.Join(words, " ")) {
		return strings.Join(words, " ")
	}
	return slices.MaxFunc(words, func(a, b string) int { return len(a) - len(b) })
}

func (m Model) shelveBy(msg Shelve) (Model, []Effect) {
	again := m.Shelf.Words != msg.Words
	m.Shelf.State, m.Shelf.Words = msg.State, msg.Words
	words := m.Shelf.wanted()
	if again {
		m.Shelf.within = nil
	}
	m = m.shelve().tellShelf()
	if !again || len(words) == 0 {
		return m, nil
	}
	return m, []Effect{Search{m.Project.ID, words}}
}

// findArticles goes to the search of the queue, which is a pane, or a panel where there is no room for one.
func (m Model) findArticles() (Model, []Effect, bool) {
	if m.Screen != AtDesk {
		return m, nil, false
	}
	if m.Narrow {
		m.Panel = QueuePanel
	}
	m.NoQueue, m.Focus = false, false
	return m, []Effect{FocusOn{"queue-words"}, SaveSettings{m.Settings}}, true
}

// searched puts those documents on the shelf whose text has what is still looked for.
func (m Model) searched(msg Searched) Model {
	if msg.Project != m.Project.ID || !slices.Equal(msg.Words, m.Shelf.wanted()) {
		return m
	}
	if msg.Err != "" {
		return m.notice("The articles cannot be searched: "+msg.Err, true)
	}
	m.Shelf.within = make(map[annotate.DocID]bool, len(msg.Docs))
	for _, id := range msg.Docs {
		m.Shelf.within[id] = true
	}
	return m.shelve().tellShelf()
}

func (m Model) tellShelf() Model { return m.say("%s", m.Shelf.tell()) }

// shelve works out anew what the queue shows.
func (m Model) shelve() Model {
	s := &m.Shelf
	s.Places, s.Queued, s.Ended = make([]int32, 0, len(m.Docs)), 0, 0
	words := s.wanted()
	for i, d := range m.Docs {
		if d.Deleted {
			continue
		}
		s.Queued++
		if d.State == annotate.Done || d.State == annotate.Skipped {
			s.Ended++
		}
		if (s.State == "" || d.State == s.State) && (s.within[d.ID] || !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(d.words, w) })) {
			s.Places = append(s.Places, int32(i))
		}
	}
	return m
}

func (s Shelf) tell() string {
	if s.State == "" && s.Words == "" {
		return things(s.Queued, "article", "articles")
	}
	return fmt.Sprintf("%d of %s", len(s.Places), things(s.Queued, "article", "articles"))
}

// Shelved returns the documents from first on that the queue shows, at most n.
func (m Model) Shelved(first, n int) []*Doc {
	places := m.Shelf.Places
	first = min(max(first, 0), len(places))
	out := make([]*Doc, 0, min(n, len(places)-first))
	for _, i := range places[first:min(first+n, len(places))] {
		out = append(out, m.Docs[i])
	}
	return out
}

// ShelfAt is where a document stands on the shelf, or -1.
func (m Model) ShelfAt(id annotate.DocID) int {
	return slices.IndexFunc(m.Shelf.Places, func(i int32) bool { return m.Docs[i].ID == id })
}
