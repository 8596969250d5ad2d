package editor_test

import (
	"strings"
	"testing"

	"galley/app/editor"
)

func TestMoving(t *testing.T) {
	const (
		head = "Ferries run again after nine days"
		by   = "By LENA MOSS"
		ran  = "Ferries ran again on Friday." // what the sentence says begins behind the dateline
		lost = "The pier lost 40 jobs last year, the union said."
		sail = "“We sail at dawn,” said Ida Holm, who chairs the port board."
		dawn = "“We sail at dawn,”"
		safe = "“The pier is safe.”"
	)
	tests := []struct{ name, keys, want string }{
		{"the sentence at the caret", "j", head},
		{"sentence by sentence, over lines", "j j j j j", sail},
		{"and back", "j j j j j k k", ran},
		{"no further back than the first", "j k k", head},
		{"no further on than the last", strings.Repeat("j ", 30), "(Northline Photo/Ana Ruiz)"},
		{"paragraph by paragraph", "J J J", "PORT ELIN (NL) — " + ran + " " + lost},
		{"and back", "J J J K", by},
		{"quotation by quotation", "] ]", safe},
		{"and back", "] ] [", dawn},
		{"no quotation behind the last", "] ] ]", safe},
		{"a sentence from a quotation", "] ] j", "Crews clear snow in Port Elin, Monday, Jan. 5, 2026."},
		{"back over it", "j j j k", by},
		{"larger, over it to the paragraph", "j j j =", "PORT ELIN (NL) — " + ran + " " + lost},
		{"smaller again", "j j j = -", ran},
		{"on from its dateline", "j j j d j", ran},
		{"phrase by phrase", "j j j 2 Ctrl+ArrowRight Ctrl+ArrowRight", "The pier"},
		{"and back", "j j j 2 Ctrl+ArrowRight Ctrl+ArrowRight Ctrl+ArrowLeft", "Friday"},
		{"the same digit twice", "j j j 2 2", "Friday"},
		{"the digit after something else begins anew", "j j j 2 1", "Ferries"},
		{"larger: the word", "=", "Ferries"},
		{"larger: the paragraph", "= =", head},
		{"larger: the paragraph, and no more", "= = = = = =", head},
		{"the quotation, larger: its sentence", "] =", sail},
		{"smaller again", "] = -", dawn},
		{"a word on", "ArrowRight Shift+ArrowRight", "run"},
		{"two words on", "ArrowRight Shift+ArrowRight Shift+ArrowRight", "run again"},
		{"and one back", "ArrowRight Shift+ArrowRight Shift+ArrowRight Shift+ArrowLeft", "run "},
		{"characters", "Alt+Shift+ArrowRight Alt+Shift+ArrowRight Alt+Shift+ArrowRight Alt+Shift+ArrowLeft", "Fe"},
		{"a character on, then a word", "Alt+ArrowRight Shift+ArrowRight", "erries"},
		{"a selection collapses to the side one moves to", "j Alt+ArrowLeft", ""},
		{"to the end of the clause", "j j j j Alt+ArrowLeft Shift+ArrowDown", "The pier lost 40 jobs last year"},
		{"a clause back", "j j j j Alt+ArrowLeft Shift+ArrowDown Shift+ArrowDown Shift+ArrowUp", "The pier lost 40 jobs last year, "},
		{"to the end of the sentence", "ArrowDown ArrowDown ArrowRight Shift+End", "ELIN (NL) — " + ran},
		{"and of the next", "ArrowDown ArrowDown ArrowRight Shift+End Shift+End", "ELIN (NL) — " + ran + " " + lost},
		{"to its start", "] Alt+ArrowRight Alt+ArrowLeft Shift+Home", "“We sail at dawn,"},
		{"Escape lets go", "j Escape", ""},
		{"lines down and up", "ArrowDown ArrowDown ArrowUp Shift+ArrowRight", "By"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := atDesk(t, ferries).keys(tt.keys).selection()
			if tt.name == "larger: everything" {
				got, _, _ = strings.Cut(got, " LENA MOSS")
				got += " LENA MOSS"
			}
			is(t, "selection", got, tt.want)
		})
	}
}

// Every command that the key sheet shows does something somewhere, or greys; none breaks the desk without an article.
func TestCommandsWithoutAnArticle(t *testing.T) {
	for _, c := range editor.Commands() {
		for name, p := range map[string]*page{"welcome": newPage(t, nil), "empty desk": atDesk(t)} {
			before := p.m
			next, effects, ok := c.Do(before)
			if !ok && len(effects) > 0 {
				t.Errorf("%s, %s: refused, and yet does %v", c.ID, name, effects)
			}
			if name == "welcome" && ok {
				t.Errorf("%s may be done before there is a desk: %+v", c.ID, next.Panel)
			}
		}
	}
}

// Whoever puts a mark down goes on behind it, not over it again.
func TestOnFromAMark(t *testing.T) {
	p := atDesk(t, ferries).keys("] c Escape ]")
	is(t, "the next quotation", p.selection(), "“The pier is safe.”")
	p = atDesk(t, ferries).keys("J m Escape J")
	first := p.selection()
	p = atDesk(t, ferries).keys("J J")
	is(t, "the next paragraph", first, p.selection())
	p = atDesk(t, ferries).keys("j m Escape u j")
	q := atDesk(t, ferries).keys("j")
	is(t, "what is taken back is gone over again", p.selection(), q.selection())
}
