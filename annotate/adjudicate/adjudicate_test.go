package adjudicate

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/agreement/match"
)

var text = annotate.NewText("The pier is safe, Ida Holm said on Friday, and the union said it was not.\n")

// layer makes a layer of lines: "claim 0 16 kind=a", "source 18 26", "says 0 1" for a link between the marks of these numbers,
// "genre=x" for an attribute of the document. Ids begin with name.
func layer(t testing.TB, name string, lines ...string) annotate.Layer {
	t.Helper()
	var tx annotate.Tx
	var ids []annotate.SpanID
	for i, line := range lines {
		f := strings.Fields(line)
		id := annotate.SpanID(fmt.Sprintf("%s%d", name, i))
		var attrs annotate.Attrs
		if len(f) > 3 {
			k, v, _ := strings.Cut(f[3], "=")
			attrs = annotate.Attrs{{Name: k, Value: v}}
		}
		var a, b int
		switch {
		case len(f) == 1:
			k, v, _ := strings.Cut(line, "=")
			tx = append(tx, annotate.SetAttr{Name: k, To: &v})
			continue
		case f[0] == "says":
			if _, err := fmt.Sscan(f[1]+" "+f[2], &a, &b); err != nil {
				t.Fatal(err)
			}
			tx = append(tx, annotate.AddRelation{Relation: annotate.Relation{ID: id, Label: "says", Head: ids[a], Tail: ids[b], Attrs: attrs}})
			continue
		}
		if _, err := fmt.Sscan(f[1]+" "+f[2], &a, &b); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
		tx = append(tx, annotate.AddSpan{Span: annotate.Span{ID: id, Label: annotate.Label(f[0]), Ranges: []annotate.Range{{From: annotate.Pos(a), To: annotate.Pos(b)}}, Attrs: attrs}})
	}
	l, _, err := annotate.NewLayer(text).Apply(tx)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// marks writes what lies on a layer, without ids and without what is Galley's own.
func marks(l annotate.Layer) string {
	var all []string
	write := func(s annotate.Span) string {
		out := fmt.Sprint(s.Label, s.Ranges)
		for _, f := range ownLeftOff(s.Attrs) {
			out += " " + f.Name + "=" + f.Value
		}
		return out
	}
	for s := range l.Spans() {
		all = append(all, write(s))
	}
	for _, r := range l.Relations() {
		head, _ := l.Span(r.Head)
		tail, _ := l.Span(r.Tail)
		line := fmt.Sprintf("%s: %s > %s", r.Label, write(head), write(tail))
		for _, f := range ownLeftOff(r.Attrs) {
			line += " " + f.Name + "=" + f.Value
		}
		all = append(all, line)
	}
	for _, f := range ownLeftOff(l.Attrs()) {
		all = append(all, f.Name+"="+f.Value)
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// written writes cases: kinds, what each says, the state.
func written(c Cases) string {
	var lines []string
	for _, k := range c.All {
		var said []string
		for _, s := range k.Said {
			switch {
			case s.Span != nil:
				said = append(said, string(s.Span.Label)+" "+text.Slice(s.Span.Envelope()))
			case s.Link != nil:
				said = append(said, string(s.Link.Label))
			case s.Value != nil:
				said = append(said, *s.Value)
			default:
				said = append(said, "–")
			}
		}
		line := fmt.Sprintf("%v %s: %s", k.Kinds, strings.Join(said, " | "), k.State)
		if len(k.Names) > 0 {
			line += fmt.Sprint(" ", k.Names)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func two(t testing.TB) Sides {
	return Lay([]Reader{
		{"ben", layer(t, "b", "claim 0 15", "source 18 26", "cue 27 31", "says 0 1", "claim 57 72 sure=no", "genre=report")},
		{"ana", layer(t, "a", "claim 0 16", "source 18 26", "says 0 1", "content 43 72", "claim 57 72 sure=yes", "genre=opinion")},
	})
}

func TestCases(t *testing.T) {
	want := `[attribute] opinion | report: open [genre]
[edges] claim The pier is safe | claim The pier is saf: open
[] source Ida Holm | source Ida Holm: open
[] says | says: waiting
[missed] – | cue said: open
[missed] content and the union said it was not | –: open
[attribute] claim said it was not | claim said it was not: open [sure]`
	if got := written(two(t).Cases(annotate.NewLayer(text))); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// decide settles a case and returns where things stand then.
func decide(t testing.TB, c Cases, id string, v Verdict) Cases {
	t.Helper()
	tx, err := c.Decide(id, v, annotate.Scheme{})
	if err != nil {
		t.Fatal(err)
	}
	next, _, err := c.Gold.Apply(tx)
	if err != nil {
		t.Fatal(err)
	}
	return c.Sides.Cases(next)
}

func find(t testing.TB, c Cases, kind match.Kind) Case {
	t.Helper()
	for _, k := range c.All {
		if slices.Contains(k.Kinds, kind) && k.Attr == "" {
			return k
		}
	}
	t.Fatalf("no case of kind %s", kind)
	return Case{}
}

func TestDecide(t *testing.T) {
	c := two(t).Cases(annotate.NewLayer(text))
	edges := find(t, c, match.Edges)
	for _, step := range []struct {
		v    Verdict
		want string
	}{
		{Verdict{Choice: Take, Of: "ana"}, "claim[0–16]"},
		{Verdict{Choice: Take, Of: "ben"}, "claim[0–15]"},
		{Verdict{Choice: Both}, "claim[0–15]\nclaim[0–16]"},
		{Verdict{Choice: Neither}, ""},
		{Verdict{Choice: Anew}, "claim[0–16]"},
		{Verdict{Choice: Anew, Made: &Made{Label: "content", Parts: []annotate.Range{{From: 4, To: 16}}}}, "content[4–16]"},
	} {
		c = decide(t, c, edges.ID, step.v)
		k, _ := c.Case(edges.ID)
		if got := marks(c.Gold); got != step.want || k.State != Settled || k.Decision.Choice != step.v.Choice || k.Decision.Reason != Boundary {
			t.Errorf("%v: %s, %s, want %s", step.v, got, k.State, step.want)
		}
	}
	if _, err := c.Decide(edges.ID, Verdict{Choice: Take, Of: "cy"}, annotate.Scheme{}); !errors.Is(err, ErrNobody) {
		t.Errorf("taking what nobody has: %v", err)
	}
	var link Case
	for _, k := range c.All {
		if k.Link {
			link = k
		}
	}
	if _, err := c.Decide(link.ID, Verdict{Choice: Both}, annotate.Scheme{}); !errors.Is(err, ErrWaiting) {
		t.Errorf("a link before its ends: %v", err)
	}
	tx, settled, left := c.Each(AllAgreed("lead"), annotate.Scheme{})
	gold, _, err := c.Gold.Apply(tx)
	if err != nil || len(left) > 0 || settled != 2 {
		t.Fatalf("%d settled, %v, %v", settled, left, err)
	}
	if c = c.Sides.Cases(gold); len(gold.Relations()) != 1 {
		t.Errorf("the link that both have is not on gold: %s", marks(gold))
	}
	// The mark at an end of it goes, and the link has nothing to hang on.
	c = decide(t, c, edges.ID, Verdict{Choice: Neither})
	if k, _ := c.Case(link.ID); k.State != Moot || len(c.Gold.Relations()) != 0 {
		t.Errorf("the link is %s", k.State)
	}
	c = decide(t, c, edges.ID, Verdict{Choice: Take, Of: "ben"})
	if k, _ := c.Case(link.ID); k.State != Changed {
		t.Errorf("the link is %s", k.State)
	}
}

// What was decided is open again when what it was decided on has changed, and can be settled as before.
func TestChangedSince(t *testing.T) {
	c := two(t).Cases(annotate.NewLayer(text))
	c = decide(t, c, find(t, c, match.Edges).ID, Verdict{Choice: Take, Of: "ana"})
	before := c.Gold
	for name, ana := range map[string]annotate.Layer{
		"moved": layer(t, "a", "claim 0 12"), "renamed": layer(t, "a", "content 0 16"), "described": layer(t, "a", "claim 0 16 sure=yes"),
		"gone": layer(t, "x"),
	} {
		now := Lay([]Reader{{"ana", ana}, {"ben", layer(t, "b", "claim 0 15")}}).Cases(before)
		if len(now.All) != 1 || now.All[0].State != Changed || len(now.All[0].Gold) != 1 || now.All[0].Decision.Of != "ana" {
			t.Errorf("%s: %s", name, written(now))
			continue
		}
		if now = decide(t, now, now.All[0].ID, Verdict{Choice: Anew}); now.All[0].State != Settled || marks(now.Gold) != marks(before) {
			t.Errorf("%s: kept, it is %s", name, written(now))
		}
	}
	// Of a thing of which nobody has anything left the record is a case of its own.
	now := Lay([]Reader{{"ana", layer(t, "x")}, {"ben", layer(t, "y")}}).Cases(before)
	if len(now.All) != 1 || now.All[0].State != Changed || now.All[0].At.Empty() {
		t.Fatalf("%s", written(now))
	}
	kept := decide(t, now, now.All[0].ID, Verdict{Choice: Anew})
	if kept.Gold.Len() != 1 {
		t.Errorf("kept, there are %d marks", kept.Gold.Len())
	}
	if now = decide(t, now, now.All[0].ID, Verdict{Choice: Neither}); len(now.All) != 0 || now.Gold.Len() != 0 {
		t.Errorf("let go, there is %s", written(now))
	}
	// A third reader who has nothing there changes nothing; one who has the same is asked for.
	third := func(cy annotate.Layer) State {
		ana, ben := c.Readers[0], c.Readers[1]
		k, _ := Lay([]Reader{ana, ben, {"cy", cy}}).Cases(before).Of("ana", "a0")
		return k.State
	}
	if got := third(layer(t, "c", "cue 27 31")); got != Settled {
		t.Errorf("a third reader with nothing there: %s", got)
	}
	if got := third(layer(t, "c", "claim 0 16")); got != Changed {
		t.Errorf("a third reader with the same: %s", got)
	}
}

func three(t testing.TB) Sides {
	return Lay([]Reader{
		{"ana", layer(t, "a", "claim 0 16 sure=yes", "source 18 26", "says 0 1", "cue 27 31", "genre=report")},
		{"ben", layer(t, "b", "claim 0 16 sure=no", "source 18 31", "says 0 1", "genre=report")},
		{"cy", layer(t, "c", "content 0 16", "source 18 26", "says 0 1", "claim 52 60", "genre=opinion")},
	})
}

func TestMajority(t *testing.T) {
	s := three(t)
	c := s.Cases(annotate.NewLayer(text))
	tx, settled, left := c.Each(ByMajority("lead", 0.5), annotate.Scheme{})
	gold, _, err := c.Gold.Apply(tx)
	if err != nil || len(left) > 0 {
		t.Fatal(left, err)
	}
	// The claim is of two, who differ in a value: open, and the link at it waits.
	c = s.Cases(gold)
	if n, all := c.Left(); settled != 4 || n != 2 || all != 6 {
		t.Errorf("%d settled, %d of %d left:\n%s", settled, n, all, written(c))
	}
	if got, want := marks(gold), "genre=report\nsource[18–26]"; got != want {
		t.Errorf("gold is\n%s\nnot\n%s", got, want)
	}
	if _, settled, _ = s.Cases(annotate.NewLayer(text)).Each(ByMajority("lead", 0.7), annotate.Scheme{}); settled != 0 {
		t.Errorf("two of three are more than 0.7 for %d cases", settled)
	}
	// Two readers have no majority but where they agree.
	c = two(t).Cases(annotate.NewLayer(text))
	if _, settled, _ = c.Each(ByMajority("lead", 0.5), annotate.Scheme{}); settled != 1 {
		t.Errorf("%d cases of two are settled, want the one that they agree on", settled)
	}
}

func TestDawidSkene(t *testing.T) {
	// Ana and Ben agree, Cy calls everything a cue: the model finds out whom to believe.
	docs := map[annotate.DocID]Cases{}
	for i := range 12 {
		at := i * 2
		label := []string{"claim", "source"}[i%2]
		line := fmt.Sprintf("%s %d %d", label, at, at+5)
		docs[annotate.DocID(fmt.Sprint("d", i))] = Lay([]Reader{
			{"ana", layer(t, "a", line, "claim 60 66")}, {"ben", layer(t, "b", line, "claim 60 66")}, {"cy", layer(t, "c", fmt.Sprintf("cue %d %d", at, at+5), "cue 60 66")},
		}).Cases(annotate.NewLayer(text))
	}
	m, err := Fit(docs)
	if err != nil || m.Items != 24 {
		t.Fatal(m.Items, err)
	}
	if m.Right[0] < 0.9 || m.Right[2] > 0.1 {
		t.Errorf("%v are right %v", m.Readers, m.Right)
	}
	for id, c := range docs {
		tx, settled, left := c.Each(m.By(id, "lead", 0.9), annotate.Scheme{})
		gold, _, err := c.Gold.Apply(tx)
		if settled != 2 || len(left) > 0 || err != nil || marks(gold) != marks(c.Readers[0].Layer) {
			t.Errorf("%s: %d settled, %v: %s", id, settled, left, marks(gold))
		}
		if k := c.Sides.Cases(gold).All[0]; k.Decision.How != DawidSkene || k.Decision.Of != "ana" {
			t.Errorf("%s: %+v", id, k.Decision)
		}
	}
	delete(docs, "d0")
	if _, err := Fit(map[annotate.DocID]Cases{"d": two(t).Cases(annotate.NewLayer(text))}); err == nil || !strings.Contains(err.Error(), "2 annotators: a model of them needs 3") {
		t.Errorf("a model of two: %v", err)
	}
}

func TestVotes(t *testing.T) {
	s := three(t)
	c := s.Cases(annotate.NewLayer(text))
	k, _ := c.Of("ana", "a0")
	c = decide(t, c, k.ID, Verdict{Choice: Take, Of: "ana", By: "lead"})
	bare := annotate.Tx{annotate.AddSpan{Span: annotate.Span{ID: "hand", Label: "source", Ranges: []annotate.Range{{From: 18, To: 26}}}},
		annotate.AddSpan{Span: annotate.Span{ID: "nobody", Label: "cue", Ranges: []annotate.Range{{From: 36, To: 41}}}}}
	gold, _, err := c.Gold.Apply(bare)
	if err != nil {
		t.Fatal(err)
	}
	votes := VotesOn(gold, s.Readers)
	for id, want := range map[annotate.SpanID]string{
		GoldID("ana", "a0"): "{3 3 2 [{claim 0.6666666666666666} {content 0.3333333333333333}]}",
		"hand":              "{3 3 3 [{source 1}]}",
		"nobody":            "{3 0 0 []}",
	} {
		if got := fmt.Sprint(votes[id]); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
	// The gold layer alone knows what was decided.
	if got := fmt.Sprint(VotesOn(gold, nil)[GoldID("ana", "a0")]); !strings.HasPrefix(got, "{3 3 2") {
		t.Errorf("without the readers: %s", got)
	}
	p := Provenances(gold)[GoldID("ana", "a0")]
	if p.Of != "ana" || p.By != "lead" || len(p.Said) != 3 || p.Said[2].ID != "c0" {
		t.Errorf("it comes from %+v", p)
	}
}
