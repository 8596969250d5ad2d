package editor_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/annotate/rules"
	"galley/app/editor"
	"galley/app/store/mem"

	"pgregory.net/rapid"
)

// rule is a file that proposes a label for every match of a pattern.
func rule(name, version, label, pattern string) editor.File {
	return editor.File{Name: name + ".js", Data: fmt.Appendf(nil, `export const rule = { name: %q, version: %q, description: "Every %s.", labels: [%q] };
export function suggest(doc, emit) { for (const m of doc.find(/%s/)) emit.span(m, %q, { confidence: 0.5, reason: "says " + m.text }); }
`, name, version, pattern, label, pattern, label)}
}

// ruled is a desk whose own rule alone is on.
func ruled(t tb, files ...editor.File) *page {
	t.Helper()
	p := atDesk(t, ferries, bakery)
	p.send(editor.Dropped{Files: files})
	for _, f := range p.m.Rules.Files {
		p.send(editor.TurnRule{File: f.File, On: f.Pack == ""})
	}
	return p.send(editor.Key{Key: "Escape"})
}

// waiting is what waits in the open article, in words. The suggestion in hand has a star.
func (p *page) waiting() string {
	var all []string
	for _, s := range p.m.Waiting() {
		star := ""
		if s.ID == p.m.Open.Pencil.Hand {
			star = "*"
		}
		switch {
		case s.Span != nil:
			all = append(all, star+string(s.Span.Label)+" "+s.Span.Surface(p.m.Open.Doc.Text))
		case s.Link != nil:
			all = append(all, star+"link "+string(s.Link.Label))
		default:
			all = append(all, star+s.Value.Name+"="+s.Value.Value)
		}
	}
	return strings.Join(all, "; ")
}

// A handle that is dragged accepts the suggestion with the ends that it was given.
func TestDragSuggestion(t *testing.T) {
	p := ruled(t, rule("words", "1", "claim", "pier")).keys("V )")
	p.send(editor.Handle{At: p.point("jobs", 4), Live: true}, editor.Handle{At: p.point("jobs", 4)})
	is(t, "marks", p.marks(), "*claim pier lost 40 jobs")
	is(t, "waiting", p.waiting(), "claim pier")
	is(t, "taken back", p.keys("u").waiting(), "claim pier; claim pier")
}

// A tap takes a suggestion in hand, behind the marks that lie there.
func TestTapSuggestion(t *testing.T) {
	p := ruled(t, rule("words", "1", "claim", "pier")).keys("V").selects("The pier lost").keys("n Escape")
	p.taps("pier lost")
	is(t, "first the mark", p.marks()+" / "+p.waiting(), "*editor_note The pier lost / claim pier; claim pier")
	p.taps("pier lost")
	is(t, "then the suggestion", p.marks()+" / "+p.waiting(), "editor_note The pier lost / *claim pier; claim pier")
	p.taps("pier lost")
	is(t, "and round again", p.marks()+" / "+p.waiting(), "*editor_note The pier lost / claim pier; claim pier")
}

func TestSettle(t *testing.T) {
	for _, test := range []struct {
		name, keys, marks, waits string
	}{
		{"run", "V", "", "claim Ferries; claim Ferries; claim pier; claim pier"},
		{"walk", "V ) )", "", "claim Ferries; *claim Ferries; claim pier; claim pier"},
		{"back round the end", "V (", "", "claim Ferries; claim Ferries; claim pier; *claim pier"},
		{"accept", "V ) &", "claim Ferries", "claim Ferries; claim pier; claim pier"},
		{"accept and next", "V ) Y", "claim Ferries", "*claim Ferries; claim pier; claim pier"},
		{"Enter does so too", "V ) Enter Enter", "claim Ferries; claim Ferries", "*claim pier; claim pier"},
		{"reject", "V ) D", "", "*claim Ferries; claim pier; claim pier"},
		{"Delete does so too", "V ) ) Delete", "", "claim Ferries; *claim pier; claim pier"},
		{"accept and take in hand", "V ) E", "*claim Ferries", "claim Ferries; claim pier; claim pier"},
		{"and adjust its end", "V ) E Shift+ArrowRight", "*claim Ferries run", "claim Ferries; claim pier; claim pier"},
		{"with another label", "V ) O s", "*source Ferries", "claim Ferries; claim pier; claim pier"},
		{"by the label’s key alone", "V ) ) s", "*source Ferries", "claim Ferries; claim pier; claim pier"},
		{"all of the rule", "V ) T", "claim Ferries; claim Ferries; claim pier; claim pier", ""},
		{"in one step", "V ) T u", "", "claim Ferries; claim Ferries; claim pier; claim pier"},
		{"accepting is one step", "V ) & u", "", "claim Ferries; claim Ferries; claim pier; claim pier"},
		{"and done again", "V ) & u U", "claim Ferries", "claim Ferries; claim pier; claim pier"},
		{"rejecting is one step", "V ) D Escape u", "", "claim Ferries; claim Ferries; claim pier; claim pier"},
		{"let go", "V ) Escape", "", "claim Ferries; claim Ferries; claim pier; claim pier"},
		{"nothing in hand", "V & Y E O D T", "", "claim Ferries; claim Ferries; claim pier; claim pier"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := ruled(t, rule("words", "1", "claim", "Ferries|pier")).keys(test.keys)
			is(t, "marks", p.marks(), test.marks)
			is(t, "waiting", p.waiting(), test.waits)
			again := p.tab("a2") // what a reload shows
			is(t, "marks after a reload", strings.ReplaceAll(again.marks(), "*", ""), strings.ReplaceAll(test.marks, "*", ""))
			is(t, "waiting after a reload", again.waiting(), strings.ReplaceAll(test.waits, "*", ""))
		})
	}
}

// An accepted mark says where it comes from, whatever label it got.
func TestOriginIsKept(t *testing.T) {
	p := ruled(t, rule("words", "7", "claim", "Ferries|pier")).keys("V ) & ) s")
	n := 0
	for s := range p.m.Open.Layer.Spans() {
		if n++; s.Origin == nil || *s.Origin != (annotate.Origin{Rule: "words", Version: "7", Score: 0.5}) {
			t.Errorf("%s: origin %+v", s.Label, s.Origin)
		}
	}
	if n != 2 {
		t.Errorf("%d marks", n)
	}
}

// Running again adds nothing and brings nothing back; a newer version replaces what an older proposed.
func TestRunAgain(t *testing.T) {
	p := ruled(t, rule("words", "1", "claim", "Ferries|pier")).keys("V ) & ) D Escape")
	is(t, "waiting", p.waiting(), "claim pier; claim pier")
	entries := len(p.held())
	p.keys("V")
	is(t, "waiting after another run", p.waiting(), "claim pier; claim pier")
	if n := len(p.held()); n != entries {
		t.Errorf("the run left %d entries for nothing", n-entries)
	}
	p.send(editor.Dropped{Files: []editor.File{rule("words", "2", "claim", "Ferries|pier|dawn")}})
	has(t, "a rule that changed is off", p.keys("Escape V").notices(), "No rule that suggests is on")
	p.send(editor.TurnRule{File: "words.js", On: true}).keys("V")
	is(t, "waiting for the newer version", p.waiting(), "claim pier; claim dawn; claim pier")
	for _, s := range p.m.Waiting() {
		if v := s.Origin().Version; v != "2" {
			t.Errorf("a suggestion is of version %s", v)
		}
	}
	is(t, "marks", p.marks(), "claim Ferries")
}

// What the rules that come along say of the article, with the link that comes along when both its ends are accepted.
func TestLinksComeAlong(t *testing.T) {
	p := atDesk(t, ferries).keys("V")
	if p.waiting() == "" {
		t.Fatal("the rules for news copy see nothing")
	}
	linked := func() (n int) { return len(p.m.Open.Layer.Relations()) }
	p.keys(")")
	for range p.m.Waiting() {
		if s, ok := p.m.PencilHand(); !ok || s.Span == nil {
			break
		}
		p.keys("Y")
	}
	if linked() == 0 {
		t.Errorf("no link came along: %s", p.marks())
	}
	for _, r := range p.m.Open.Layer.Relations() {
		if r.Origin == nil {
			t.Errorf("a link without its origin: %+v", r)
		}
	}
}

// Over a whole project every article gets what is found in it; a run that was stopped leaves what it has found.
func TestRunProject(t *testing.T) {
	p := ruled(t, rule("words", "1", "claim", "pier|bakery"))
	p.send(editor.StartRules{Whole: true})
	has(t, "notice", p.notices(), "2 articles read, 3 new suggestions.")
	is(t, "here", p.waiting(), "claim pier; claim pier")
	p.keys(">")
	is(t, "in the other article", p.waiting(), "claim bakery")
	if p.m.Rules.Run != nil || p.m.Busy != "" {
		t.Errorf("the run goes on: %+v, %q", p.m.Rules.Run, p.m.Busy)
	}
}

// A run that was cancelled takes nothing more in.
func TestRunIsStopped(t *testing.T) {
	p := ruled(t, rule("words", "1", "claim", "pier|bakery"))
	var effects []editor.Effect
	p.m, effects = editor.Update(p.m, editor.StartRules{Whole: true})
	run := effects[0].(editor.RunRules)
	msg := run.Over(t.Context(), run.Docs[0], p.store, bench)
	p.send(msg)
	has(t, "busy", p.m.Busy, "2 of 2")
	p.send(editor.StopRules{})
	has(t, "notice", p.notices(), "Stopped after 1 of 2 articles")
	if len(p.other) != 1 || p.other[0] != (editor.EndRun{}) {
		t.Errorf("effects %v", p.other)
	}
	msg = run.Over(t.Context(), run.Docs[1], p.store, bench)
	msg.Last = true
	p.send(msg)
	is(t, "here", p.waiting(), "claim pier; claim pier")
	is(t, "in the other article", p.keys(">").waiting(), "")
}

// A rule without end is stopped and named; the others are not lost.
func TestStoppedRuleIsNamed(t *testing.T) {
	endless := editor.File{Name: "endless.js", Data: []byte("export const rule = { name: \"endless\", version: \"1\" };\nexport function suggest(doc) {\n  for (;;) {}\n}\n")}
	p := ruled(t, rule("words", "1", "claim", "pier"), endless).keys("V")
	is(t, "waiting", p.waiting(), "claim pier; claim pier")
	has(t, "notices", p.notices(), "endless was stopped: endless")
}

// Rules travel with a project, and are off at every desk until somebody turns them on there.
func TestRulesTravelOff(t *testing.T) {
	p := ruled(t, rule("words", "1", "claim", "pier"))
	q := newPage(t, p.store)
	q.m.Now = p.m.Now
	q.send(editor.Started{Actor: "b1", Settings: editor.Settings{Name: "Ben"}}, editor.Show{Panel: editor.PencilPanel})
	var own editor.RuleRow
	for _, r := range q.m.Penciled().Rules {
		if r.Pack == "" {
			own = r
		} else if !r.On {
			t.Errorf("%s comes with Galley and is off", r.Name)
		}
	}
	if own.On || own.Name != "words" {
		t.Errorf("%+v", own)
	}
	is(t, "what it may do", own.May, "May propose: Claim.")
	q.send(editor.RemoveRule{File: "words.js"})
	for _, r := range q.m.Penciled().Rules {
		if r.Pack == "" {
			t.Errorf("still there: %+v", r)
		}
	}
}

// Whoever works blind sees no suggestion, and settles none by a key.
func TestBlind(t *testing.T) {
	p := ruled(t, rule("words", "1", "claim", "pier")).keys("V")
	drawn := func(p *page) (n int) {
		for _, row := range p.m.Open.Rows.All() {
			for k := 0; k < len(row); k += editor.RowWidth {
				if row[k+editor.RowWidth-1]&editor.FlagSuggestion != 0 {
					n++
				}
			}
		}
		return n
	}
	if n := drawn(p); n != 2 {
		t.Fatalf("%d suggestions are drawn", n)
	}
	for _, who := range []annotate.Annotator{"", "Ana"} {
		p.send(editor.SetBlind{Who: who, On: true})
		is(t, "waiting", p.waiting(), "")
		if n := drawn(p) + drawn(p.tab("a9")); n != 0 {
			t.Errorf("%d are drawn for somebody who works blind", n)
		}
		has(t, "next", p.keys(")").notices(), "hidden")
		is(t, "marks", p.keys("& Y T").marks(), "")
		p.send(editor.SetBlind{Who: who, On: false})
		is(t, "waiting again", p.waiting(), "claim pier; claim pier")
	}
	p.send(editor.SetBlind{Who: "Ben", On: true})
	is(t, "another is blind", p.waiting(), "claim pier; claim pier")

	// A batch: what the queue shows, by words or state; and one article.
	docs := p.m.Queue()
	p.send(editor.Shelve{Words: "bakery"}, editor.SetBlindDocs{Shelf: true, On: true})
	is(t, "not of the batch", p.waiting(), "claim pier; claim pier")
	v := p.m.Penciled()
	is(t, "the batch", fmt.Sprintf("%d of %d, here %t", v.BlindShelved, v.Shelved, v.BlindDoc), "1 of 1, here false")
	p.send(editor.OpenDoc{Doc: docs[1].ID})
	is(t, "of the batch", fmt.Sprint(p.m.Blind(), p.tab("a8").m.Blind()), "true true")
	p.send(editor.Shelve{}, editor.OpenDoc{Doc: docs[0].ID}, editor.SetBlindDocs{On: true})
	is(t, "this article", p.waiting(), "")
	if n := drawn(p); n != 0 {
		t.Errorf("%d are drawn in an article that is worked on blind", n)
	}
	p.send(editor.SetBlindDocs{Shelf: true})
	is(t, "shown everywhere again", p.waiting(), "claim pier; claim pier")
	if n := drawn(p); n != 2 {
		t.Errorf("%d are drawn again", n)
	}
}

// The rate of each rule is of all that this annotator settled in the project.
func TestAcceptanceRate(t *testing.T) {
	p := ruled(t, rule("words", "1", "claim", "Ferries|pier|bakery"))
	p.send(editor.StartRules{Whole: true}).keys(") & ) D Escape ) & Escape > ) D Escape")
	for _, r := range p.tab("a2").send(editor.Show{Panel: editor.PencilPanel}).m.Penciled().Rules {
		if r.Name == "words" {
			is(t, "rate", r.Rate(), "50 % of 4 accepted")
		}
	}
}

// The desk's own stream is nobody's name.
func TestNameOfSuggestionsIsTaken(t *testing.T) {
	p := newPage(t, &mem.Store{}).send(editor.Started{Actor: "a1"}, editor.Named{Name: string(annotate.Suggested)})
	if p.m.Screen != editor.Welcome {
		t.Error("somebody is called like the stream of suggestions")
	}
}

// Another tab sees what rules found, and what was done with it.
func TestPencilInTwoTabs(t *testing.T) {
	p := ruled(t, rule("words", "1", "claim", "pier"))
	q := p.tab("a2")
	p.told = nil
	p.keys("V ) &")
	q.hear(p)
	is(t, "marks", q.marks(), "claim pier")
	is(t, "waiting", q.waiting(), "claim pier")
	q.keys(")")
	p.keys(") D")
	if q.hear(p); q.m.Open.Pencil.Hand != "" {
		t.Error("what another tab rejected is still in hand")
	}
}

// Suggestions are nobody's marks: they are in no record that is written, and the article is not begun by them.
func TestSuggestionsAreNoMarks(t *testing.T) {
	p := ruled(t, rule("words", "1", "claim", "pier")).keys("V")
	is(t, "queue", p.queue(), "Ferries: todo 0; Bakery: todo 0")
	p.keys(") &")
	is(t, "queue", p.queue(), "Ferries: in-progress 1; Bakery: todo 0")
	n := 0
	for _, e := range p.held() {
		if e.Layer == annotate.Suggested {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d entries of rules", n)
	}
}

// Validators' problems join the walk and go with what they were about.
func TestValidators(t *testing.T) {
	p := atDesk(t, ferries)
	p.keys("] c Escape !").fire()
	var found []string
	for _, x := range p.m.Problems() {
		found = append(found, x.Rule+": "+x.Text)
	}
	has(t, "problems", strings.Join(found, "\n"), "check-source: This content has no source")
	seen := map[string]bool{}
	for _, x := range p.m.Problems() {
		if s, ok := p.m.Open.Layer.Span(x.Span); ok && strings.Contains(x.Text, "not set") && seen[string(s.ID)] {
			t.Errorf("told twice: %s", x.Text)
		}
		seen[string(x.Span)] = true
	}
	p.keys("!")
	has(t, "the walk", p.notices(), "no source")
	p.keys("Delete").fire()
	if all := p.m.Problems(); len(all) != 0 {
		t.Errorf("left: %+v", all)
	}
}

// An entry of rules that comes from elsewhere and belongs before others is not lost.
func TestLatePencil(t *testing.T) {
	p := ruled(t, rule("words", "1", "claim", "pier")).keys("V")
	d := p.m.Open.Doc
	s := annotate.Span{ID: rules.SpanID("early", "", "source", []annotate.Range{{From: 0, To: 7}}), Label: "source", Ranges: []annotate.Range{{From: 0, To: 7}}, Origin: &annotate.Origin{Rule: "early", Version: "1", Score: 1}}
	e := journal.Entry{Ref: journal.Ref{Actor: "0", Seq: 1}, Lamport: 1, Stream: journal.Stream{Doc: d.ID, Layer: annotate.Suggested}, Tx: annotate.Tx{annotate.AddSpan{Span: s}}}
	recs := []journal.Record{{Entry: &e}}
	if err := p.store.Append(t.Context(), p.m.Project.ID, recs...); err != nil {
		t.Fatal(err)
	}
	p.send(editor.Heard{Project: p.m.Project.ID, Records: recs})
	is(t, "waiting", p.waiting(), "source Ferries; claim pier; claim pier")
}

// Whatever is done with suggestions and marks, by keys: what waits is what one finds who looks at everything.
func TestWhateverHappensToSuggestions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := ruled(t, rule("words", "1", "claim", "pier"), rule("names", "1", "source", "[A-Z]\\w+"))
		for range rapid.IntRange(5, 40).Draw(t, "steps") {
			p.keys(rapid.SampledFrom(strings.Fields(") ( & Y E D T V u U s c Escape ArrowRight ArrowDown Delete w ] [ 1 Enter")).Draw(t, "key"))
			p.holds()
		}
	})
}
