package editor_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/app/editor"
)

// Two tabs of one person, on one article.
func twoTabs(t *testing.T) (p, q *page) {
	p = atDesk(t, ferries)
	q = p.tab("a2")
	p.told, q.told = nil, nil
	return p, q
}

func TestTwoTabs(t *testing.T) {
	p, q := twoTabs(t)
	p.keys("h")
	q.hear(p)
	is(t, "what one marks, the other shows", q.marks(), "headline Ferries run again after nine days")
	is(t, "in its queue too", q.queue(), "Ferries: in-progress 1")
	q.keys("] c 1 1")
	p.hear(q)
	is(t, "and the other way", p.marks(), "*headline Ferries run again after nine days; content “We sail at dawn,” directness=direct")

	p.keys("u")
	q.hear(p)
	is(t, "undo takes the last change, whichever tab made it", q.marks(), "headline Ferries run again after nine days; *content “We sail at dawn,”")
	q.keys("U")
	p.hear(q)
	is(t, "and so does redo", p.marks(), q.marksWithoutStar())

	n := len(p.held())
	for _, e := range p.held() {
		p.send(editor.Heard{Project: p.m.Project.ID, Records: []journal.Record{{Entry: &e}}})
	}
	is(t, "heard twice is heard once", p.marks(), q.marksWithoutStar())
	p.send(editor.Heard{Project: "another", Records: []journal.Record{{Document: &annotate.Document{ID: "x"}}}})
	is(t, "another project is none of ours", p.queue(), "Ferries: in-progress 2")
	if len(p.held()) != n {
		t.Error("what was heard is written again")
	}
}

// marksWithoutStar are the marks as if nothing were in hand.
func (p *page) marksWithoutStar() string {
	m := p.m
	defer func() { p.m = m }()
	return p.keys("Escape Escape Escape").marks()
}

func TestTwoTabsMeet(t *testing.T) {
	tests := []struct {
		name     string
		ana      func(*page) // both begin with one content, in hand
		tab      func(*page)
		marks    string // in both, when each has heard the other
		conflict bool
	}{
		{"two marks", func(p *page) { p.selects("Ferries run again after nine days").keys("h") }, func(q *page) { q.keys("Escape ] ] c") },
			"headline Ferries run again after nine days; content “We sail at dawn,”; content “The pier is safe.”", false},
		{"two values of one attribute", func(p *page) { p.keys("1 1") }, func(q *page) { q.keys("1 2") },
			"content “We sail at dawn,” directness=indirect", true},
		{"a value of what is deleted", func(p *page) { p.keys("1 1") }, func(q *page) { q.keys("Delete") }, "", true},
		{"two labels", func(p *page) { p.keys("m") }, func(q *page) { q.keys("s") }, "source We sail at dawn", true},
		{"both delete it", func(p *page) { p.keys("Delete") }, func(q *page) { q.keys("Delete") }, "", false},
		{"both undo it", func(p *page) { p.keys("u") }, func(q *page) { q.keys("u") }, "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, q := twoTabs(t)
			p.keys("] c")
			q.hear(p).keys(".")
			tt.ana(p)
			tt.tab(q)
			p.hear(q)
			q.hear(p)
			is(t, "one tab", p.marksWithoutStar(), tt.marks)
			is(t, "the other", q.marksWithoutStar(), tt.marks)
			is(t, "after a reload", p.tab("a3").marks(), tt.marks)
			if told := p.notices() + q.notices(); strings.Contains(told, "Two changes met") != tt.conflict {
				t.Errorf("told: %q", told)
			}
		})
	}
}

// Between the digits that choose an attribute and its value, another tab may change the mark in hand.
func TestMarkInHandChangesElsewhere(t *testing.T) {
	p, q := twoTabs(t)
	p.keys("] c")
	q.hear(p).keys(".")

	p.keys("7")
	if p.m.Open.Attr != 7 {
		t.Fatalf("attribute %d is chosen, not 7", p.m.Open.Attr)
	}
	q.keys("m")
	p.hear(q).keys("1")
	is(t, "relabelled: a digit chooses among the new attributes", p.marks(), "*claim We sail at dawn")
	if p.m.Open.Attr != 1 {
		t.Errorf("attribute %d is chosen, not 1", p.m.Open.Attr)
	}

	q.keys("Delete")
	p.hear(q).keys("1 S Delete")
	is(t, "deleted: nothing is in hand any more", p.marks(), "")
}

// While letters are shown, another tab may delete either end.
func TestLinkEndDeletedElsewhere(t *testing.T) {
	for name, victim := range map[string]string{"tail": "Ida Holm", "head": "sail"} {
		t.Run(name, func(t *testing.T) {
			p, q := twoTabs(t)
			p.selects("Ida Holm").keys("s [ c")
			p.keys("Escape").selects("“We sail at dawn,”").keys("c S")
			q.hear(p).taps(victim).keys("Delete")
			p.hear(q)
			if p.m.Open.Linking != nil {
				for _, h := range p.m.Open.Linking.Hints {
					if _, ok := p.m.Open.Layer.Span(h.Span); !ok {
						t.Errorf("letter %s stands on a mark that is gone", h.Key)
					}
				}
			}
			p.keys("Enter")
			if n := len(p.m.Open.Layer.Relations()); n > 0 && name == "head" {
				t.Errorf("%d links from a mark that is gone", n)
			}
		})
	}
}

// An article that another tab pastes, renames or bins.
func TestQueueInTwoTabs(t *testing.T) {
	p, q := twoTabs(t)
	q.send(editor.Pasted{Text: bakery}).keys("h")
	p.hear(q)
	is(t, "pasted there", p.queue(), "Ferries: todo 0; Bakery: in-progress 1")
	is(t, "ours stays open", p.title(), "Ferries")
	q.send(editor.Do{Command: "rename"}, editor.Renamed{Title: "Mill"})
	p.hear(q)
	is(t, "renamed there", p.queue(), "Ferries: todo 0; Mill: in-progress 1")
	p.keys(">")
	is(t, "opened here", p.marks(), "headline Bakery opens at the old mill")
	q.send(editor.Do{Command: "delete-doc"})
	p.hear(q)
	is(t, "binned there", p.queue(), "Ferries: todo 0")
	is(t, "stays on the sheet it lies on", p.m.Open.Title, "Mill")
	p.keys("h")
	is(t, "the desk still saves", p.save(), "saved")
}
