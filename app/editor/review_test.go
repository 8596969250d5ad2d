package editor_test

import (
	"strings"
	"testing"

	"galley/app/editor"
)

// several is a file with three articles: the place of the first cut is sure, that of the second is not.
func several() editor.File {
	story := func(head, city string) string {
		return head + "\n\n" + city + " (NL) — The council met on Friday and closed the old pier for the winter.\n\n" +
			"The harbor board agreed with the council after a long night of talks.\n\nFerries go on from the new pier, which opened in May.\n\n"
	}
	return editor.File{Name: "several.txt", Data: []byte(
		story("Council closes the old pier for good", "PORT ELIN") + story("Bakery opens at the old mill in spring", "BRACKWATER") +
			strings.TrimPrefix(story("", "SALT HILL"), "\n\n"))}
}

func inReview(t *testing.T) *page {
	t.Helper()
	p := atDesk(t, ferries).send(editor.Dropped{Files: []editor.File{several()}})
	if p.m.Panel != editor.ReviewPanel || p.m.Review == nil {
		t.Fatalf("no review: panel %q, notices %q", p.m.Panel, p.notices())
	}
	if points := p.m.Review.Points(); len(points) != 2 || !points[0].Sure || points[1].Sure {
		t.Fatalf("the story wants a sure place and one that is not, not %+v", points)
	}
	return p
}

func TestReview(t *testing.T) {
	const first = "Ferries: todo 0"
	tests := []struct {
		name  string
		msgs  []editor.Msg
		queue string
	}{
		{"what is sure stands", []editor.Msg{editor.AcceptReview{}}, first + "; Council: todo 0; Bakery: todo 0"},
		{"Enter confirms", []editor.Msg{editor.Key{Key: "Enter"}}, first + "; Council: todo 0; Bakery: todo 0"},
		{"all places", []editor.Msg{editor.ToggleSplit{N: 1}, editor.AcceptReview{}}, first + "; Council: todo 0; Bakery: todo 0; The: todo 0"},
		{"no place", []editor.Msg{editor.ToggleSplit{N: 0}, editor.AcceptReview{}}, first + "; Council: todo 0"},
		{"a place there and back", []editor.Msg{editor.ToggleSplit{N: 0}, editor.ToggleSplit{N: 0}, editor.ToggleSplit{N: 7}, editor.ToggleSplit{N: -1}, editor.AcceptReview{}}, first + "; Council: todo 0; Bakery: todo 0"},
		{"Escape takes nothing in", []editor.Msg{editor.Key{Key: "Escape"}, editor.AcceptReview{}}, first},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := inReview(t).send(tt.msgs...)
			is(t, "queue", p.queue(), tt.queue)
			if p.m.Review != nil || p.m.Panel != editor.NoPanel || p.m.Busy != "" {
				t.Errorf("it is not over: panel %q, busy %q", p.m.Panel, p.m.Busy)
			}
		})
	}
}

// A review that something else is laid over is not lost without a word.
func TestReviewSetAside(t *testing.T) {
	for name, msgs := range map[string][]editor.Msg{
		"Escape":        {editor.Key{Key: "Escape"}},
		"another panel": {editor.Key{Key: "?"}},
		"renaming":      {editor.Do{Command: "rename"}},
		"more files":    {editor.Dropped{Files: []editor.File{several()}}, editor.AcceptReview{}},
	} {
		t.Run(name, func(t *testing.T) {
			p := inReview(t).send(msgs...)
			has(t, "notices", p.notices(), "Not taken in: several.txt.")
			for _, n := range p.m.Notices {
				if n.Action == "Show it again" {
					p.send(editor.Act{Notice: n.ID})
				}
			}
			if p.m.Panel != editor.ReviewPanel || len(p.m.Review.Points()) != 2 {
				t.Fatalf("it does not come back: panel %q", p.m.Panel)
			}
		})
	}
}
