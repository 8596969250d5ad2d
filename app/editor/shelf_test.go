package editor_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/app/editor"
)

func (p *page) shelf() string {
	var all []string
	for _, d := range p.m.Shelved(0, 100) {
		title, _, _ := strings.Cut(d.Title, " ")
		all = append(all, title)
	}
	return strings.Join(all, " ")
}

func TestShelf(t *testing.T) {
	p := atDesk(t, ferries, bakery)
	is(t, "all", p.shelf(), "Ferries Bakery")
	p.send(editor.Shelve{Words: "bak"})
	is(t, "by title", p.shelf(), "Bakery")
	p.send(editor.Shelve{Words: "BECK monday"})
	is(t, "by text", p.shelf(), "Bakery")
	has(t, "said", p.m.Say.Text, "1 of 2 articles")
	p.send(editor.Shelve{Words: "on"})
	is(t, "in both", p.shelf(), "Ferries Bakery")
	p.send(editor.Shelve{Words: "zeppelin"})
	is(t, "nowhere", p.shelf(), "")
	p.send(editor.Shelve{State: annotate.Done})
	is(t, "none is done", p.shelf(), "")
	p.send(editor.Do{Command: "done"})
	is(t, "one is", p.shelf(), "Ferries")
	p.send(editor.Shelve{State: annotate.Todo})
	is(t, "and one is to do", p.shelf(), "Bakery")
	p.send(editor.Shelve{})
	is(t, "all again", p.shelf(), "Ferries Bakery")
	p.send(editor.DeleteDoc{Doc: p.m.Queue()[0].ID})
	is(t, "without the bin", p.shelf(), "Bakery")
}

// Whoever opens an article for its words is a key away from them.
func TestOpenedForItsWords(t *testing.T) {
	p := atDesk(t, ferries, bakery)
	p.send(editor.Shelve{Words: "tom beck"}, editor.OpenDoc{Doc: p.m.Queue()[1].ID}).keys("F3")
	is(t, "selected", p.selection(), "Tom Beck")
	p.send(editor.Shelve{Words: "mill monday"}, editor.OpenDoc{Doc: p.m.Queue()[1].ID}).keys("F3")
	is(t, "selected", p.selection(), "Monday")
}

// A late answer of the search changes nothing that is looked for now.
func TestLateSearch(t *testing.T) {
	p := atDesk(t, ferries, bakery).send(editor.Shelve{Words: "beck"})
	late := editor.Searched{Search: editor.Search{Project: p.m.Project.ID, Words: []string{"ferries"}}, Docs: []annotate.DocID{p.m.Queue()[0].ID}}
	p.send(late)
	is(t, "shelf", p.shelf(), "Bakery")
}

// A mark in a project of thousands leaves their shelf alone.
func TestMarkLeavesShelf(t *testing.T) {
	var docs []string
	for i := range 50 {
		docs = append(docs, fmt.Sprintf("Story %d\n\nThe pier opened. It rained.\n", i))
	}
	p := atDesk(t, docs...).keys("j m")
	places, others := &p.m.Shelf.Places[0], p.m.Docs[1]
	p.keys("j m")
	if &p.m.Shelf.Places[0] != places || p.m.Docs[1] != others {
		t.Error("a mark has the shelf worked out again")
	}
}
