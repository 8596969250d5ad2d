package editor_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/app/editor"
)

// corrected is the ferries' next version: a figure put right, the second quotation gone, a paragraph more.
var corrected = strings.NewReplacer("40 jobs", "45 jobs", " “The pier is safe.”", "", "“We sail", "Nobody was hurt.\n\n“We sail").Replace(ferries)

// onCorrected is a page with six marks and a link on the ferries, which loaded the corrected version.
func onCorrected(t *testing.T) *page {
	t.Helper()
	p := atDesk(t, ferries, bakery)
	p.selects("The pier lost 40 jobs last year").keys("m")
	p.selects("the union").keys("s")
	p.selects("“We sail at dawn,”").keys("c")
	p.selects("Ida Holm").keys("s 1 1")
	p.selects("“The pier is safe.”").keys("c 1 1")
	p.keys("S")
	for _, h := range p.m.Open.Linking.Hints {
		if s, _ := p.m.Open.Layer.Span(h.Span); p.m.Open.Layer.Surface(s) == "Ida Holm" {
			p.keys(h.Key)
		}
	}
	p.send(editor.Do{Command: "newer"}, editor.Pasted{Text: corrected})
	if p.m.Panel != editor.CarryPanel {
		t.Fatalf("no report: panel %q, notices %q", p.m.Panel, p.notices())
	}
	return p
}

// report is the panel's figures and rows in words, the doubt in hand with a star.
func (p *page) report() string {
	v, ok := p.m.Carrying()
	if !ok {
		return "none"
	}
	text := fmt.Sprintf("%d %d %d %d, links %d %d, open %d", v.Unchanged, v.Moved, v.Altered, v.Lost, v.Links, v.LostLinks, v.Open)
	for _, r := range v.Rows {
		text += "; "
		if r.Current {
			text += "*"
		}
		text += fmt.Sprintf("%s %s: %s", r.Fate, r.State, r.Words)
	}
	return text
}

func TestCarrying(t *testing.T) {
	p := onCorrected(t)
	const doubts = "altered open: The pier lost 40 jobs last year; lost open: “The pier is safe.”"
	is(t, "report", p.report(), "3 0 1 1, links 0 1, open 2; *"+doubts)
	is(t, "marks", p.marks(), "*claim The pier lost 45 jobs last year; source the union; content “We sail at dawn,”; source Ida Holm kind=named_individual")
	is(t, "queue", p.queue(), "Ferries: in-progress 4; Bakery: todo 0")
	is(t, "the slug says", string(p.m.Save.State), "saved")
	d := p.m.Open.Doc
	old := p.m.Bin()
	if len(old) != 1 {
		t.Fatalf("the bin holds %+v", old)
	}
	meta := fmt.Sprint(d.Meta)
	has(t, "the newer says what it replaces", meta, fmt.Sprintf("{replaces %s} {replaces_sha256 %s}", old[0].ID, old[0].Digest))
	if d.Order != old[0].Order {
		t.Errorf("it stands at %d, the older at %d", d.Order, old[0].Order)
	}
	is(t, "after a reload", p.tab("a2").marks(), strings.TrimPrefix(p.marks(), "*"))

	p.keys("Escape")
	is(t, "closed", string(p.m.Panel), "")
	p.send(editor.Do{Command: "carry"})
	is(t, "opened again", string(p.m.Panel), "carry")
	p.keys("Escape Escape").keys("> <")
	if p.send(editor.Do{Command: "carry"}); p.m.Panel != editor.CarryPanel {
		t.Error("the report is gone after another article")
	}

	is(t, "one undo takes all off", p.keys("u").marks(), "")
	is(t, "and the walk says so", p.report(), "3 0 1 1, links 0 1, open 1; *altered removed: The pier lost 40 jobs last year; lost open: “The pier is safe.”")
	is(t, "one redo puts all on", p.keys("U").marks(), "claim The pier lost 45 jobs last year; source the union; content “We sail at dawn,”; source Ida Holm kind=named_individual")
	p.send(editor.RestoreDoc{Doc: old[0].ID}, editor.OpenDoc{Doc: old[0].ID})
	has(t, "the older is as it was", p.marks(), "content “The pier is safe.” directness=direct source→Ida Holm")
}

// The report outlives a reload: it follows from the two versions and the layer.
func TestReportAfterReload(t *testing.T) {
	p := onCorrected(t)
	const figures = "3 0 1 1, links 0 1, open 2; *altered open: The pier lost 40 jobs last year; lost open: “The pier is safe.”"
	later := p.tab("a2")
	is(t, "at first", later.report(), "none")
	marks, entries := later.marks(), later.m.Open.Layer.Len()
	later.send(editor.Do{Command: "carry"})
	is(t, "the report", later.report(), figures)
	is(t, "the first doubt is in hand", later.marks(), strings.Replace(marks, "claim", "*claim", 1))
	if n := later.m.Open.Layer.Len(); n != entries {
		t.Errorf("%d marks, had %d: the report changed the layer", n, entries)
	}
	later.keys("Shift+ArrowLeft").keys("Escape Escape")
	again := p.tab("a3").send(editor.Do{Command: "carry"})
	has(t, "a mark whose end was moved is known again", again.report(), "*altered open: The pier lost 40 jobs last year")
	again.keys("Delete")
	has(t, "and one that was removed is not", p.tab("a4").send(editor.Do{Command: "carry"}).report(), "altered removed: The pier lost 40 jobs last year")
	other := atDesk(t, ferries)
	other.send(editor.Do{Command: "carry"})
	is(t, "no report without an older version", string(other.m.Panel), "")
}

func TestWalk(t *testing.T) {
	const claim, quote = "The pier lost 40 jobs last year", "“The pier is safe.”"
	tests := []struct {
		name, keys, doubts, inHand string
	}{
		{"keep", "Enter", "altered kept: " + claim + "; *lost open: " + quote, ""},
		{"keep, let go", "Enter Enter", "altered kept: " + claim + "; *lost let go: " + quote, ""},
		{"remove", "Delete", "altered removed: " + claim + "; *lost open: " + quote, ""},
		{"remove and undo", "Delete u", "altered open: " + claim + "; *lost open: " + quote, ""},
		{"keep and undo", "Enter u", "*altered open: " + claim + "; lost open: " + quote, "The pier lost 45 jobs last year"},
		{"all and undo", "Shift+Enter u", "*altered open: " + claim + "; lost open: " + quote, "The pier lost 45 jobs last year"},
		{"both and undo both", "Enter Enter u u", "*altered open: " + claim + "; lost open: " + quote, "The pier lost 45 jobs last year"},
		{"on and round", ". .", "*altered open: " + claim + "; lost open: " + quote, "The pier lost 45 jobs last year"},
		{"back", ",", "altered open: " + claim + "; *lost open: " + quote, ""},
		{"all", "Shift+Enter", "*altered kept: " + claim + "; lost let go: " + quote, "The pier lost 45 jobs last year"},
		{"other keys do what they do", "d", "*altered open: " + claim + "; lost open: " + quote, "The pier lost 45 jobs last year"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := onCorrected(t).keys(tt.keys)
			_, got, _ := strings.Cut(p.report(), "; ")
			is(t, "doubts", got, tt.doubts)
			hand := ""
			if s, ok := p.m.Open.Layer.Span(p.m.Open.Selected); ok {
				hand = p.m.Open.Layer.Surface(s)
			}
			is(t, "in hand", hand, tt.inHand)
		})
	}
}

// A lost mark that is put on anew has its attributes, and its links when their other ends are there.
func TestPutBack(t *testing.T) {
	const back = "content “We sail at dawn,” said Ida Holm directness=direct source→Ida Holm"
	for name, key := range map[string]string{"the label's key": "c", "Enter": "Enter"} {
		t.Run(name, func(t *testing.T) {
			p := onCorrected(t).keys(".").selects("“We sail at dawn,” said Ida Holm").keys(key)
			has(t, "marks", p.marks(), "*"+back)
			has(t, "report", p.report(), "*lost placed: “The pier is safe.”")
			has(t, "after a reload", p.tab("a2").marks(), back)
			if p.keys("u"); strings.Contains(p.marks(), back) {
				t.Error("one undo does not take it off")
			}
			has(t, "report after undo", p.report(), "*lost open: “The pier is safe.”")
		})
	}
	p := onCorrected(t).keys(".").selects("Nobody was hurt").keys("m")
	has(t, "another label is another mark", p.marks(), "*claim Nobody was hurt;")
	has(t, "report", p.report(), "*lost open")
}

func TestNewerRefused(t *testing.T) {
	two := `{"text":"One story\n\nIt rained.","title":"One"}` + "\n" + `{"text":"Another\n\nIt snowed.","title":"Two"}` + "\n"
	tests := []struct {
		name   string
		files  []editor.File
		notice string
	}{
		{"the same text", []editor.File{{Name: "same.txt", Data: []byte(ferries)}}, "This is the same text, to the letter."},
		{"several articles", []editor.File{{Name: "two.jsonl", Data: []byte(two)}}, "The file holds 2 articles, and none is called “Ferries run again after nine days”."},
		{"no article", []editor.File{{Name: "picture.png", Data: []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")}}, "picture.png"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := atDesk(t, ferries).keys("] c").send(editor.Do{Command: "newer"}, editor.Dropped{Files: tt.files})
			has(t, "notice", p.notices(), tt.notice)
			is(t, "queue", p.queue(), "Ferries: in-progress 1")
			is(t, "busy", p.m.Busy, "")
		})
	}
	p := atDesk(t, ferries).keys("] c").send(editor.Do{Command: "newer"}, editor.Pasted{Text: " \n"})
	is(t, "pasting nothing leaves the panel", string(p.m.Panel), "newer")
	p.keys("Escape").send(editor.Pasted{Text: bakery})
	is(t, "after Esc an article is an article", p.queue(), "Ferries: in-progress 1; Bakery: todo 0")
	if p.send(editor.Do{Command: "carry"}); p.m.Panel != editor.NoPanel {
		t.Error("a report where nothing was carried")
	}
}

// An article that comes in under the title of a marked one is taken in, and may take the marks over.
func TestOfferNewer(t *testing.T) {
	p := atDesk(t, ferries, bakery).keys("] c").send(editor.Pasted{Text: corrected})
	if q := p.m.Queue(); len(q) != 3 || q[0].Order != q[1].Order || !strings.HasPrefix(q[2].Title, "Bakery") {
		t.Errorf("the two versions do not stand side by side: %q", p.queue())
	}
	has(t, "notice", p.notices(), "A newer version of “Ferries run again after nine days”?")
	is(t, "no mark yet", p.marks(), "")
	p.selects("“We sail at dawn,”").keys("c").press()
	is(t, "panel", string(p.m.Panel), "carry")
	is(t, "the mark made there by hand is not doubled", p.marks(), "content “We sail at dawn,”")
	is(t, "queue", p.queue(), "Ferries: in-progress 1; Bakery: todo 0")

	q := atDesk(t, ferries, bakery).keys("] c").send(editor.Pasted{Text: corrected}).press()
	is(t, "marks", q.marks(), "content “We sail at dawn,”")
	is(t, "after a reload", q.tab("a2").queue(), "Ferries: in-progress 1; Bakery: todo 0")
	if p := atDesk(t, ferries).send(editor.Pasted{Text: corrected}); p.notices() != "" {
		t.Errorf("without a mark there is nothing to offer: %q", p.notices())
	}
}

// Somebody else's marks stay on the older version, and are offered to them on the newer.
func TestCarryOfOthers(t *testing.T) {
	p := atDesk(t, ferries).keys("] c")
	ben := newPage(t, p.store).send(editor.Started{Actor: "b1"}, editor.Named{Name: "Ben"}).keys("h")
	p.hear(ben).send(editor.Do{Command: "newer"}, editor.Pasted{Text: corrected})
	again := newPage(t, p.store).send(editor.Started{Actor: "b2", Settings: ben.m.Settings})
	has(t, "notice", again.notices(), "Your 1 mark lies on an older version of this article.")
	again.press()
	is(t, "Ben's marks", again.marks(), "headline Ferries run again after nine days")
	is(t, "Ana's", p.marks(), "content “We sail at dawn,”")
	if last := newPage(t, p.store).send(editor.Started{Actor: "b3", Settings: ben.m.Settings}); last.notices() != "" {
		t.Errorf("offered again: %q", last.notices())
	}
}

// Marks made while the worker was at it go along.
func TestCarryWhileMarking(t *testing.T) {
	p := atDesk(t, ferries).keys("] c")
	next := annotate.NewDocument("", "Ferries", annotate.NewText(corrected))
	late := editor.CarryOver{Project: p.m.Project.ID, Old: &p.m.Open.Doc, New: &next, Layer: p.m.Open.Layer, Entries: len(p.held())}
	p.send(editor.Carried{CarryOver: late, Err: "the worker stopped"})
	has(t, "notice", p.notices(), "The marks were not carried over, and nothing has changed: the worker stopped")
	is(t, "queue", p.queue(), "Ferries: in-progress 1")
	late.Entries = 0
	p.send(editor.Carried{CarryOver: late})
	is(t, "marks", p.marks(), "content “We sail at dawn,”")
}

// A corrected file may hold the article's neighbours too, as the file did that it came from.
func TestNewerAmongOthers(t *testing.T) {
	const other = "Council votes to keep its lamp\n\nBy TOM RETH\n\nLOWER PORT (NL) — By four votes the council of Lower Port has kept its only lamp.\n\n“It gives one time to think,” said Edda Lind, who voted for it.\n"
	p := atDesk(t, ferries).selects("the union").keys("s").send(editor.Do{Command: "newer"})
	p.send(editor.Dropped{Files: []editor.File{{Name: "wire.txt", Data: []byte(corrected + "\n___\n\n" + other)}}})
	has(t, "marks", p.marks(), "source the union")
	if text := p.m.Open.Doc.Text.String(); strings.Contains(text, "lamp") || !strings.Contains(text, "45 jobs") {
		t.Errorf("the sheet has\n%s", text)
	}
	is(t, "queue", p.queue(), "Ferries: in-progress 1")
}
