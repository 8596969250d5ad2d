package editor_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/annotate/rules"
	"galley/app/editor"

	"pgregory.net/rapid"
)

// ugly is short text that is hard to cut: families, flags, accents of their own, right-to-left, spaces of several kinds.
const ugly = "Cafe\u0301 👨‍👩‍👧 🇫🇷🇩🇪\n\nBRACKWATER (NL) — “We\u00a0sail,” said Zoe\u0308 مرفأ. It’s 5,000\u202fm.\n\nIce 🙂. (Northline Photo/Ana Ruiz)\n"

// oneOf draws one of s; the zero value when there is none.
func oneOf[T any](t *rapid.T, s []T, name string) (none T) {
	if len(s) == 0 {
		return none
	}
	return s[rapid.IntRange(0, len(s)-1).Draw(t, name)]
}

// drawPoint draws a place on the sheet, sometimes beside it.
func drawPoint(t *rapid.T, name string) editor.Point {
	return editor.Point{Line: rapid.IntRange(-1, 5).Draw(t, name+" line"), Off: rapid.IntRange(-1, 90).Draw(t, name+" off")}
}

// drawMsg draws what may happen next to p. Other tabs and the store's answers are drawn elsewhere.
func drawMsg(t *rapid.T, p *page) editor.Msg {
	var keys []string
	for _, c := range editor.CommandsOf(p.m) {
		keys = append(keys, c.Keys...)
	}
	keys = append(keys, "Enter", "Escape", "Escape", "1", "2", "3", "9", "0", "f", "j", ";", "é", "F1")
	spans := []annotate.SpanID{"nothing"}
	links := []annotate.SpanID{"nothing"}
	if p.m.Open != nil {
		spans = append(spans, p.ids()...)
		for _, r := range p.m.Open.Layer.Relations() {
			links = append(links, r.ID)
		}
	}
	docs := []annotate.DocID{"nowhere"}
	for _, d := range p.m.Docs {
		docs = append(docs, d.ID)
	}
	var commands []string
	for _, c := range editor.CommandsOf(p.m) {
		commands = append(commands, c.ID)
	}
	switch kind := rapid.IntRange(0, 39).Draw(t, "kind"); kind {
	default:
		return editor.Key{Key: oneOf(t, keys, "key"), InField: kind == 39}
	case 0, 1, 2, 3:
		return editor.Select{A: drawPoint(t, "a"), B: drawPoint(t, "b"), Live: rapid.Bool().Draw(t, "live"), Raw: rapid.Bool().Draw(t, "raw")}
	case 4, 5:
		finger := rapid.Bool().Draw(t, "finger")
		if rapid.IntRange(0, 3).Draw(t, "held") == 0 {
			return editor.Hold{At: drawPoint(t, "at"), Finger: finger}
		}
		return editor.Tap{At: drawPoint(t, "at"), Clicks: rapid.IntRange(1, 3).Draw(t, "clicks"), Finger: finger}
	case 6, 7:
		return editor.Handle{At: drawPoint(t, "at"), Start: rapid.Bool().Draw(t, "start"), Live: rapid.Bool().Draw(t, "live"), Raw: rapid.Bool().Draw(t, "raw")}
	case 8, 9, 10:
		return editor.Mark{Label: oneOf(t, []annotate.Label{"claim", "source", "content", "caption", "credit", "cue", "headline", "who", "nothing"}, "label")}
	case 11, 12:
		return editor.Pick{Span: oneOf(t, spans, "span")}
	case 13:
		value := oneOf(t, []*string{nil, ptr("direct"), ptr("yes"), ptr("said on condition"), ptr("")}, "value")
		return editor.SetValue{Span: oneOf(t, spans, "span"), Name: oneOf(t, []string{"directness", "check_worthy", "anonymity_reason", ""}, "name"), Value: value}
	case 14:
		return editor.Unlink{Relation: oneOf(t, links, "link")}
	case 15:
		return editor.Remove{Span: oneOf(t, spans, "span")}
	case 16:
		return editor.OpenDoc{Doc: oneOf(t, docs, "doc")}
	case 17:
		return editor.DeleteDoc{Doc: oneOf(t, docs, "doc")}
	case 18:
		return editor.RestoreDoc{Doc: oneOf(t, docs, "doc")}
	case 19:
		return editor.Rename{Doc: oneOf(t, docs, "doc")}
	case 20:
		return editor.Renamed{Title: oneOf(t, []string{"", "Ice", "Cafe\u0301\x00\n🙂"}, "title")}
	case 21:
		return editor.Pasted{Text: oneOf(t, []string{"", " \n", bakery, council, "one line", string(several().Data)}, "text")}
	case 22:
		return editor.Viewed{Lines: editor.LineRange{First: rapid.IntRange(-2, 9).Draw(t, "first"), Last: rapid.IntRange(-2, 9).Draw(t, "last")}}
	case 23:
		return editor.Typed{Query: oneOf(t, []string{"", "undo", "e", "\x00", "İ"}, "query")}
	case 24:
		return editor.Show{Panel: oneOf(t, []editor.Panel{editor.NoPanel, editor.KeysPanel, editor.PalettePanel, editor.ReviewPanel, editor.GuidePanel, editor.ListPanel}, "panel")}
	case 25:
		if len(p.m.Notices) > 0 {
			return editor.Act{Notice: oneOf(t, p.m.Notices, "notice").ID}
		}
		return editor.Dismiss{Notice: 1}
	case 26:
		return editor.ToggleSplit{N: rapid.IntRange(-1, 3).Draw(t, "split")}
	case 27:
		return oneOf(t, []editor.Msg{editor.AcceptReview{}, editor.SaveUnsaved{}, editor.RetrySave{}, editor.StartExport{}, editor.StopExport{}, editor.ToggleExportLabel{Label: "claim"}, editor.Resized{Narrow: true}, editor.Resized{}}, "msg")
	case 28, 29:
		return editor.Do{Command: oneOf(t, append(commands, "nothing"), "command")}
	}
}

func ptr(s string) *string { return &s }

// holds fails the test unless everything that is always so is so now.
func (p *page) holds() {
	p.t.Helper()
	for _, view := range []any{p.m.Notes(), held(p.m), p.m.Listing(0, 5), p.m.Listing(3, 50), p.m.Arcs(), p.m.Problems(), p.m.Bar(), p.m.Words(), p.m.Bin()} {
		_ = view // that none of them panics is what is asked
	}
	if p.m.Panel == editor.PalettePanel {
		p.m.Palette() // tries every command
	}
	if p.m.Review != nil && p.m.Panel != editor.ReviewPanel {
		p.t.Fatalf("a review lies under panel %q", p.m.Panel)
	}
	o := p.m.Open
	if o == nil {
		return
	}
	text := o.Doc.Text
	for name, at := range map[string]annotate.Pos{"anchor": o.Sel.Anchor, "focus": o.Sel.Focus} {
		if at < 0 || at > text.Len() || !text.IsBoundary(at) {
			p.t.Fatalf("the %s of the selection, %d, is outside the text or splits a character", name, at)
		}
	}
	if _, ok := o.Layer.Span(o.Selected); !ok && o.Selected != "" {
		p.t.Fatalf("%q is in hand and not there", o.Selected)
	}
	for s := range o.Layer.Spans() {
		for _, r := range s.Ranges {
			if err := text.Check(r); err != nil {
				p.t.Fatalf("%s %v: %v", s.Label, r, err)
			}
		}
	}
	if o.Rows.Len() != len(o.Lines) {
		p.t.Fatalf("%d rows on %d lines", o.Rows.Len(), len(o.Lines))
	}
	for i, row := range o.Rows.All() {
		for k := 0; k < len(row); k += editor.RowWidth {
			if from, to := row[k], row[k+1]; from < 0 || to <= from {
				p.t.Fatalf("line %d has a row from %d to %d", i, from, to)
			}
		}
	}
	if got := p.m.Waiting(); len(got) > 0 {
		want := rules.Desk{Suggested: o.Pencil.Layer, Own: o.Layer, By: p.m.Name}.Waiting().All()
		if !reflect.DeepEqual(got, want) {
			p.t.Fatalf("there waits %v, not %v", got, want)
		}
	}
	for _, d := range p.m.Queue() {
		if d.ID == o.Doc.ID && (d.Spans != o.Layer.Len() || d.State != o.Layer.State()) {
			p.t.Fatalf("the queue says %s %d, the sheet %s %d", d.State, d.Spans, o.Layer.State(), o.Layer.Len())
		}
	}
}

// whole is all that a layer says, for comparing two.
func (p *page) whole() string {
	m := p.m
	defer func() { p.m = m }()
	for p.m.Open.Selected != "" {
		p.send(editor.Key{Key: "Escape"})
	}
	return fmt.Sprint(p.marks(), " | ", p.m.Open.Layer.Attrs())
}

// undoAll takes everything back, article by article, and fails the test where something is left.
func (p *page) undoAll() {
	p.t.Helper()
	for _, d := range p.m.Queue() {
		p.send(editor.OpenDoc{Doc: d.ID})
		for range 1000 {
			if p.send(editor.Do{Command: "undo"}); p.m.Say.Text == "There is nothing to undo." { // whatever key it has been given
				break
			}
		}
		if l := p.m.Open.Layer; l.Len() > 0 || len(l.Relations()) > 0 || len(l.Attrs()) > 0 {
			p.t.Errorf("all undone, and %q, %v is left", p.marks(), l.Attrs())
		}
	}
}

// settle lets the store answer all that waits, mended.
func (p *page) settle() {
	p.slow, p.broken = false, ""
	for len(p.waits) > 0 {
		p.answer()
	}
	p.send(editor.RetrySave{}, editor.Resized{})
	for p.m.Panel != editor.NoPanel || p.m.Open != nil && p.m.Open.Linking != nil {
		p.send(editor.Key{Key: "Escape"})
	}
}

// Whatever one person does on one page, with a store that is slow or broken at times: nothing panics, what is always
// so stays so, what was marked is there after a reload, and undo leads back to the beginning.
func TestWhateverHappens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := atDesk(t, ugly, bakery)
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			switch rapid.IntRange(0, 19).Draw(t, "store") {
			case 0:
				p.slow = !p.slow
			case 1:
				p.broken = oneOf(t, []string{"", "the disk is full"}, "broken")
			case 2, 3:
				if len(p.waits) > 0 {
					p.answer()
				}
			}
			before, was := p.m, ""
			if before.Open != nil {
				was = p.marks()
			}
			p.send(drawMsg(t, p))
			p.holds()
			after := p.m
			if p.m = before; before.Open != nil && p.marks() != was {
				t.Errorf("the model before was changed from %s to %s", was, p.marks())
			}
			p.m = after
		}
		p.settle()
		is(t, "save", p.save(), "saved")
		if p.m.Open != nil {
			p.redrawn()
			if len(p.m.Queue()) > 0 && slices.ContainsFunc(p.m.Queue(), func(d *editor.Doc) bool { return d.ID == p.m.Open.Doc.ID }) {
				q := p.tab("a2").send(editor.OpenDoc{Doc: p.m.Open.Doc.ID})
				is(t, "after a reload", q.whole(), p.whole())
			}
			p.undoAll()
		}
	})
}

// Whatever two tabs do at one time: when each has heard the other, both show the same, and so does a third.
func TestWhateverHappensInTwoTabs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := atDesk(t, ugly)
		q := p.tab("a2")
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			one, other := p, q
			if rapid.Bool().Draw(t, "tab") {
				one, other = q, p
			}
			if rapid.IntRange(0, 3).Draw(t, "hears") == 0 {
				one.hear(other)
			}
			one.send(drawMsg(t, one))
			one.holds()
		}
		p.settle()
		q.settle()
		p.hear(q)
		q.hear(p)
		p.holds()
		q.holds()
		third := p.tab("a3")
		var shown []string
		for _, tab := range []*page{p, q, third} {
			var all []string
			for _, d := range third.m.Queue() {
				all = append(all, tab.send(editor.OpenDoc{Doc: d.ID}).whole())
			}
			shown = append(shown, strings.Join(all, "\n"))
		}
		is(t, "the second tab", shown[1], shown[0])
		is(t, "a third", shown[2], shown[0])
	})
}

// An article without any text, as a bundle may hold one, is a sheet on which nothing can be done.
func TestEmptyArticle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := annotate.NewDocument("empty", "Nothing", annotate.NewText(oneOf(t, []string{"", "\n", " \n\u00a0\n"}, "text")))
		p := atDesk(t).send(editor.FilesLoaded{Loaded: editor.FilesRead{Records: []journal.Record{{Document: &d}}}})
		if p.title() != "Nothing" {
			t.Fatalf("it is not open: %s", p.notices())
		}
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			p.send(drawMsg(t, p))
			p.holds()
		}
	})
}

// held is the note of the mark in hand, as one value.
func held(m editor.Model) editor.Hand {
	h, _ := m.Hand()
	return h
}
