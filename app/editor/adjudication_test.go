package editor_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/adjudicate"
	"galley/annotate/journal"
	"galley/app/editor"

	"pgregory.net/rapid"
)

// reads lets somebody else mark words of the open article and finish it: "claim Ferries ran again", with "kind=x" behind a bar for
// a value. The entries come as from another tab.
func (p *page) reads(who annotate.Annotator, marks ...string) *page {
	p.t.Helper()
	doc := p.m.Open.Doc
	clock := journal.Clock{Actor: journal.Actor(fmt.Sprint(strings.ToLower(string(who)), p.m.ShelfAt(doc.ID)+1)), Lamport: p.m.Clock.Lamport}
	done := string(annotate.Done)
	var tx annotate.Tx
	for i, line := range marks {
		line, value, valued := strings.Cut(line, " | ")
		label, words, _ := strings.Cut(line, " ")
		at := strings.Index(doc.Text.String(), words)
		if at < 0 {
			p.t.Fatalf("the article does not say %q", words)
		}
		from, err := doc.Text.FromByte(annotate.Byte(at))
		if err != nil {
			p.t.Fatal(err)
		}
		s := annotate.Span{ID: annotate.SpanID(fmt.Sprintf("%s-%d", clock.Actor, i)), Label: annotate.Label(label), Ranges: []annotate.Range{{From: from, To: from + annotate.Pos(len([]rune(words)))}}}
		if name, v, _ := strings.Cut(value, "="); valued {
			s.Attrs = annotate.Attrs{{Name: name, Value: v}}
		}
		tx = append(tx, annotate.AddSpan{Span: s})
	}
	tx = append(tx, annotate.SetAttr{Name: annotate.AttrState, To: &done})
	e := clock.Next(journal.Stream{Doc: doc.ID, Layer: who}, p.m.Now, tx)
	recs := []journal.Record{{Entry: &e}}
	if err := p.store.Append(p.t.Context(), p.m.Project.ID, recs...); err != nil {
		p.t.Fatal(err)
	}
	return p.send(editor.Heard{Project: p.m.Project.ID, Records: recs})
}

// atCases is a lead's desk at which Ana and Ben have read the article.
func atCases(t tb) *page {
	t.Helper()
	p := atDesk(t, ferries, bakery)
	p.send(editor.OpenDoc{Doc: p.m.Queue()[0].ID})
	p.m.Name = "Lead"
	p.send(editor.OpenDoc{Doc: p.m.Queue()[0].ID})
	p.reads("Ana", "claim Ferries ran again on Friday", "source the union", "content “We sail at dawn,”", "cue said")
	p.reads("Ben", "claim Ferries ran again", "source the union", "claim “We sail at dawn,”", "source Ida Holm, who chairs the port board")
	return p
}

// cases are the cases of the open article: the kinds and how they stand, with a star for the one in hand.
func (p *page) cases() string {
	p.t.Helper()
	v, ok := p.m.CaseInHand()
	if !ok {
		return "not on gold"
	}
	return fmt.Sprintf("%d of %d, %d left: %s %s", v.N, v.Of, v.Left, v.What, v.State)
}

func TestAdjudication(t *testing.T) {
	p := atCases(t)
	is(t, "two have read", fmt.Sprint(p.m.Queue()[0].Readers()), "2")

	// Blind by default: who is not done is told first, and may go on.
	p.keys("W")
	has(t, "told first", p.notices(), "You have not finished your own marks of “Ferries run again after nine days”, and those of others would show.")
	is(t, "not yet", p.cases(), "not on gold")
	p.press()
	is(t, "at the first that differs", p.cases(), "1 of 5, 5 left: Edges differ open")
	is(t, "its words are selected", p.selection(), "Ferries ran again on Friday")

	p.keys("T")
	has(t, "alike", p.notices(), "1 case that all have alike settled. u takes it back.")
	is(t, "on gold", p.marks(), "source the union")
	is(t, "still at the first", p.cases(), "1 of 5, 4 left: Edges differ open")

	p.keys("6 B")
	is(t, "what Ben has", p.marks(), "claim Ferries ran again; source the union")
	is(t, "on to the next", p.cases(), "3 of 5, 3 left: Missed by B open")
	p.keys(",")
	p.keys(",")
	v, _ := p.m.CaseInHand()
	is(t, "as decided", v.Now, "Taken: B, Ben, says Lead.")
	is(t, "the reason", reasons(v), "guideline gap")
	p.keys("1")
	v, _ = p.m.CaseInHand()
	is(t, "another reason", reasons(v), "boundary")
	p.keys("A")
	is(t, "what Ana has", p.marks(), "claim Ferries ran again on Friday; source the union")

	// Both, and neither.
	is(t, "at what Ben missed", p.cases(), "3 of 5, 3 left: Missed by B open")
	p.keys("N")
	is(t, "on", p.cases(), "4 of 5, 2 left: Labels differ open")
	p.keys("&")
	is(t, "both", p.marks(), "claim Ferries ran again on Friday; source the union; claim “We sail at dawn,”; content “We sail at dawn,”")
	is(t, "on", p.cases(), "5 of 5, 1 left: Missed by A open")

	// Anew: gold is edited like one's own layer.
	p.keys("E Shift+ArrowLeft Shift+ArrowLeft Shift+ArrowLeft Shift+ArrowLeft Shift+ArrowLeft")
	has(t, "made anew", p.marks(), "*source Ida Holm")
	is(t, "all settled", p.m.CaseProgress(), "5 of 5 settled")
	is(t, "done", string(p.m.Open.Layer.State()), "done")
	is(t, "the queue knows", string(p.m.Queue()[0].GoldState()), "done")
	is(t, "own marks are as they were", fmt.Sprint(p.m.Queue()[0].Spans, p.m.Queue()[0].State), "0todo")

	// Undo reaches back over all of it, one step at a time.
	for range 5 + 1 {
		p.keys("u")
	}
	is(t, "the last case is open again", p.m.CaseProgress(), "4 of 5 settled")
	is(t, "in progress again", string(p.m.Open.Layer.State()), "in-progress")
	p.keys("U")
	is(t, "and settled", p.m.CaseProgress(), "5 of 5 settled")

	// It is kept, and taken up where it was left.
	q := newPage(t, p.store)
	q.m.Now = p.m.Now
	q.send(editor.Started{Actor: "a2", Settings: p.m.Settings})
	is(t, "after a reload", q.m.CaseProgress()+"; "+q.marks(), "5 of 5 settled; "+strings.ReplaceAll(p.marks(), "*", ""))

	// Esc leaves; the person's own layer lies there as before.
	p.keys("Escape Escape")
	is(t, "left", p.cases()+p.marks(), "not on gold")
}

func reasons(v editor.CaseView) string {
	var all []string
	for _, r := range v.Reasons {
		if r.Chosen {
			all = append(all, r.Title)
		}
	}
	return strings.Join(all, ", ")
}

func TestAdjudicationByLabel(t *testing.T) {
	p := atCases(t).keys("W").press()
	// A label's key marks the words of the case in hand anew, and that settles it.
	p.keys("s")
	is(t, "anew", p.marks(), "*source Ferries ran again on Friday")
	is(t, "settled", p.m.CaseProgress(), "1 of 5 settled")
	p.keys("Escape .")
	k, _ := p.m.CaseInHand()
	is(t, "the next", k.What, "All have the same")
	p.keys(",")
	k, _ = p.m.CaseInHand()
	is(t, "what stands", k.Now, "Made anew, says Lead.")
	// A mark elsewhere settles nothing.
	p.keys(") J J J J 5 p")
	is(t, "a mark that nobody made", p.m.CaseProgress(), "1 of 5 settled")
	// The mark that was made goes: the case is open again, and says so.
	p.keys("Escape")
	p.send(editor.ToCase{ID: caseID(p, 0)})
	p.send(editor.Remove{Span: p.ids()[0]})
	is(t, "open again", p.m.CaseProgress(), "0 of 5 settled")
	p.send(editor.ToCase{ID: caseID(p, 0)})
	k, _ = p.m.CaseInHand()
	is(t, "changed", string(k.State), string(adjudicate.Changed))
	p.keys("A")
	is(t, "and settled", p.m.CaseProgress(), "1 of 5 settled")
}

// caseID is the name of the n-th case, as its note in the margin has it.
func caseID(p *page, n int) string {
	p.t.Helper()
	l := p.m.Open.Layer.Attrs()
	i := slices.IndexFunc(l, func(f annotate.Field) bool { return strings.HasPrefix(f.Name, annotate.AttrCase) })
	if i < 0 {
		p.t.Fatal("nothing is decided")
	}
	return strings.TrimPrefix(l[i+n].Name, annotate.AttrCase)
}

// A reader who goes on while gold is made: what was decided on what they had is open again, and their mark is shown as it is.
func TestReaderGoesOn(t *testing.T) {
	p := atCases(t).keys("W").press().keys("T B")
	is(t, "before", p.m.CaseProgress(), "2 of 5 settled")
	clock := journal.Clock{Actor: "ben1", Seq: 1, Lamport: p.m.Clock.Lamport}
	e := clock.Next(journal.Stream{Doc: p.m.Open.Doc.ID, Layer: "Ben"}, p.m.Now, annotate.Tx{annotate.Relabel{ID: "ben1-0", From: "claim", To: "content"}})
	recs := []journal.Record{{Entry: &e}}
	if err := p.store.Append(t.Context(), p.m.Project.ID, recs...); err != nil {
		t.Fatal(err)
	}
	p.send(editor.Heard{Project: p.m.Project.ID, Records: recs})
	is(t, "open again", p.m.CaseProgress(), "1 of 5 settled")
	p.send(editor.ToCase{ID: caseID(p, 0)})
	for range 5 { // whichever of the two is first by name
		if v, _ := p.m.CaseInHand(); v.State == adjudicate.Changed {
			break
		}
		p.keys(".")
	}
	v, _ := p.m.CaseInHand()
	is(t, "what was decided", v.Now, "Taken: B, Ben, says Lead. It has changed since: open again.")
	is(t, "what Ben has now", v.Sides[1].Title, "Content")
	p.keys("Enter")
	is(t, "kept", p.m.CaseProgress(), "2 of 5 settled")
	has(t, "as it was", p.marks(), "claim Ferries ran again")
}

// Where a reader goes on after all was settled, the queue and y know before the article is opened; and no longer once it was looked at.
func TestReaderGoesOnLater(t *testing.T) {
	p := atCases(t).keys("W").press().keys("T A A A A")
	first := p.m.Open.Doc.ID
	has(t, "done", p.notices(), "the gold layer is done")
	doc := func() editor.Doc {
		for _, d := range p.m.Queue() {
			if d.ID == first {
				return *d
			}
		}
		return editor.Doc{}
	}
	if d := doc(); d.ToSettle() || d.WentOn() {
		t.Errorf("settled, and still to settle: %+v", d)
	}
	p.send(editor.OpenDoc{Doc: p.m.Queue()[1].ID})
	clock := journal.Clock{Actor: "ben1", Seq: 1, Lamport: p.m.Clock.Lamport}
	goesOn := func(op annotate.Op) {
		t.Helper()
		e := clock.Next(journal.Stream{Doc: first, Layer: "Ben"}, p.m.Now, annotate.Tx{op})
		recs := []journal.Record{{Entry: &e}}
		if err := p.store.Append(t.Context(), p.m.Project.ID, recs...); err != nil {
			t.Fatal(err)
		}
		p.send(editor.Heard{Project: p.m.Project.ID, Records: recs})
	}
	goesOn(annotate.Relabel{ID: "ben1-0", From: "claim", To: "content"})
	if d := doc(); !d.ToSettle() || !d.WentOn() {
		t.Errorf("Ben went on, and nothing is to settle: %+v", d)
	}
	p.send(editor.Adjudicate{Doc: first, Anyway: true})
	is(t, "open again", p.m.CaseProgress(), "4 of 5 settled")
	for range 5 {
		if v, _ := p.m.CaseInHand(); v.State == adjudicate.Changed {
			break
		}
		p.keys(".")
	}
	p.keys("Enter")
	if d := doc(); d.ToSettle() {
		t.Errorf("settled again, and still to settle: %s, %+v", p.m.CaseProgress(), d)
	}
	flagged, done := string(annotate.Flagged), string(annotate.Done)
	p.send(editor.OpenDoc{Doc: p.m.Queue()[1].ID})
	goesOn(annotate.SetAttr{Name: annotate.AttrState, From: &done, To: &flagged})
	if !doc().ToSettle() {
		t.Error("Ben went on again")
	}
	p.send(editor.Adjudicate{Doc: first, Anyway: true})
	is(t, "nothing of it is open", p.m.CaseProgress(), "5 of 5 settled")
	if doc().ToSettle() {
		t.Error("looked at, and still to settle")
	}
	for _, d := range p.tab("lead2").m.Queue() {
		if d.ID == first && d.ToSettle() {
			t.Error("looked at, and to settle once more after the page was opened anew")
		}
	}
}

func TestHiddenNames(t *testing.T) {
	p := atCases(t)
	p.reads("Cy", "claim Ferries ran again")
	p.keys("W").press()
	p.send(editor.Do{Command: "hide-names"})
	v, _ := p.m.CaseInHand()
	var names []string
	for _, s := range v.Sides {
		names = append(names, s.Letter+" "+s.Name+": "+s.Text)
	}
	for _, who := range []string{"Ana", "Ben", "Cy"} {
		if strings.Contains(strings.Join(names, "; ")+v.Now+p.m.Say.Text, who) {
			t.Errorf("the name %s shows: %v", who, names)
		}
	}
	is(t, "numbers", v.Sides[2].Letter+" "+v.Sides[2].Name, "C Annotator 3")
	was := strings.Join(names, "; ")
	p.send(editor.Do{Command: "hide-names"}, editor.Do{Command: "hide-names"})
	v, _ = p.m.CaseInHand()
	names = nil
	for _, s := range v.Sides {
		names = append(names, s.Letter+" "+s.Name+": "+s.Text)
	}
	is(t, "the same order again", strings.Join(names, "; "), was)
	p.keys("C")
	is(t, "what C has", strings.TrimPrefix(p.marks(), "claim "), strings.TrimPrefix(v.Sides[2].Text, "claim "))
}

func TestNextToSettle(t *testing.T) {
	p := atCases(t)
	first := p.m.Open.Doc.ID
	p.send(editor.OpenDoc{Doc: p.m.Queue()[1].ID})
	p.keys("W")
	is(t, "nobody has read it", p.cases(), "not on gold")
	p.reads("Ana", "claim The bakery opened").reads("Ben", "claim The bakery opened")
	p.send(editor.Adjudicate{Doc: first, Anyway: true})
	p.keys("T A A A A")
	has(t, "told where it goes on", p.notices(), "Every case is settled, and the gold layer is done. y goes on to “Bakery opens at the old mill”.")
	p.keys("y")
	is(t, "the next article", p.m.Open.Title, "Bakery opens at the old mill")
	has(t, "which all have alike", p.notices(), "Nothing else is open but 1 case that all have alike: T settles them.")
	p.keys("T")
	has(t, "the end", p.notices(), "No other article has open cases.")
	p.send(editor.Adjudicate{Doc: "nowhere"})
}

// From a difference on the agreement screen one press leads to its case.
func TestSettleDifference(t *testing.T) {
	p := atCases(t)
	doc := p.m.Open.Doc.ID
	d := editor.Difference{Doc: doc, A: "Ana", OfA: "ana1-2", B: "Ben", OfB: "ben1-2"}
	p.send(editor.OpenDifference{Difference: d})
	has(t, "told", p.notices(), "Ana and Ben differ here.")
	p.press().press() // the first is a warning: Lead has not finished their own
	is(t, "at its case", p.cases(), "4 of 5, 5 left: Labels differ open")
	d.OfA, d.OfB = "ana1-0", ""
	p.send(editor.OpenDifference{Difference: d})
	is(t, "at another", p.cases(), "1 of 5, 5 left: Edges differ open")
}

// A link is settled behind the marks that it is between, and goes with them.
func TestAdjudicateLink(t *testing.T) {
	p := atDesk(t, ferries)
	p.m.Name = "Lead"
	p.send(editor.OpenDoc{Doc: p.m.Queue()[0].ID})
	p.reads("Ana", "content “We sail at dawn,”", "source Ida Holm").reads("Ben", "content “We sail at dawn,”", "source Ida Holm")
	clock := journal.Clock{Actor: "ana1", Seq: 1, Lamport: p.m.Clock.Lamport}
	e := clock.Next(journal.Stream{Doc: p.m.Open.Doc.ID, Layer: "Ana"}, p.m.Now, annotate.Tx{
		annotate.AddRelation{Relation: annotate.Relation{ID: "ana1-l", Label: "source", Head: "ana1-0", Tail: "ana1-1"}}})
	if err := p.store.Append(t.Context(), p.m.Project.ID, journal.Record{Entry: &e}); err != nil {
		t.Fatal(err)
	}
	p.keys("W").press()
	has(t, "marks first", p.notices(), "Nothing else is open but 2 cases that all have alike: T settles them.")
	p.keys("T")
	is(t, "then the link", p.cases(), "3 of 3, 1 left: Link: missed by B open")
	is(t, "drawn as Ana has it", fmt.Sprint(len(p.m.Arcs())), "1")
	var beside []string
	for _, n := range p.m.Notes() {
		if n.Side != "" {
			beside = append(beside, fmt.Sprintf("%s: %s %s %t", n.Side, n.Title, n.Text, n.Held))
		}
	}
	is(t, "in the other margin", strings.Join(beside, "; "), "A: said by “We sail at dawn,” → Ida Holm true")
	p.keys("A")
	is(t, "on gold", p.marks(), "content “We sail at dawn,” source→Ida Holm; source Ida Holm")
	is(t, "done", p.m.CaseProgress(), "3 of 3 settled")
	// Its end goes, and with it the link; there is nothing left to decide about it.
	p.keys(". N")
	is(t, "without its end", p.marks()+"; "+p.m.CaseProgress(), "source Ida Holm; 3 of 3 settled")
	p.keys("u")
	is(t, "and back", p.marks(), "content “We sail at dawn,” source→Ida Holm; source Ida Holm")
}

// What an article is, as a whole, is settled like a mark.
func TestAdjudicateArticle(t *testing.T) {
	p := atCases(t)
	for _, who := range []string{"Ana", "Ben"} {
		clock := journal.Clock{Actor: journal.Actor(strings.ToLower(who) + "1"), Seq: 1, Lamport: p.m.Clock.Lamport}
		v := map[string]string{"Ana": "analysis", "Ben": "hard_news"}[who]
		e := clock.Next(journal.Stream{Doc: p.m.Open.Doc.ID, Layer: annotate.Annotator(who)}, p.m.Now, annotate.Tx{annotate.SetAttr{Name: "genre", To: &v}})
		recs := []journal.Record{{Entry: &e}}
		if err := p.store.Append(t.Context(), p.m.Project.ID, recs...); err != nil {
			t.Fatal(err)
		}
		p.send(editor.Heard{Project: p.m.Project.ID, Records: recs})
	}
	p.keys("W").press()
	is(t, "the article first", p.cases(), "1 of 6, 6 left: Genre differs open")
	p.keys("&")
	has(t, "one value", p.notices(), "An article has one value of each attribute: take one of them")
	p.keys("B")
	v, _ := p.m.Open.Layer.Attr("genre")
	is(t, "what Ben has", v, "hard_news")
}

// Whatever keys are pressed on the gold layer: the readers' layers stay as they are, what is shown is what the store holds, and
// opening it again shows the same.
func TestAdjudicationKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := atCases(t).keys("W").press()
		keys := strings.Fields("A B C & N E T . , ) ( 1 2 6 Enter Escape u U u c s m x = - | _ Delete J ] S f Shift+ArrowRight I y W a")
		for _, k := range rapid.SliceOfN(rapid.SampledFrom(keys), 1, 30).Draw(t, "keys") {
			p.keys(k)
		}
		want := map[annotate.Annotator]int{"Ana": 4, "Ben": 4}
		for s, entries := range journal.Streams(p.held()) {
			l, _ := journal.Fold(annotate.NewText(ferries), entries)
			if n, ok := want[s.Layer]; ok && l.Len() != n {
				t.Fatalf("%s has %d marks", s.Layer, l.Len())
			}
			if s.Layer == annotate.Gold && p.m.OnGold() && p.m.Open.Doc.ID == s.Doc && (l.Len() != p.m.Open.Layer.Len() || !slices.Equal(l.Attrs(), p.m.Open.Layer.Attrs())) {
				t.Fatalf("the store holds %d marks, %d are shown", l.Len(), p.m.Open.Layer.Len())
			}
		}
		doc := p.m.Queue()[0].ID
		p.send(editor.Adjudicate{Doc: doc, Anyway: true})
		progress, marks := p.m.CaseProgress(), strings.ReplaceAll(p.marks(), "*", "")
		q := newPage(t, p.store)
		q.m.Now = p.m.Now
		q.send(editor.Started{Actor: "a9", Settings: p.m.Settings}, editor.Adjudicate{Doc: doc, Anyway: true})
		if q.m.CaseProgress() != progress || q.marks() != marks {
			t.Fatalf("opened again: %s, %s; it was %s, %s", q.m.CaseProgress(), q.marks(), progress, marks)
		}
	})
}
