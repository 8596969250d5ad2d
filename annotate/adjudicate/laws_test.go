package adjudicate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"galley/annotate"
	"galley/annotate/journal"
)

// genLayer makes a layer of marks and links at random; ids begin with name.
func genLayer(name string) *rapid.Generator[annotate.Layer] {
	return rapid.Custom(func(t *rapid.T) annotate.Layer {
		l := annotate.NewLayer(text)
		do := func(op annotate.Op) {
			if next, err := op.Apply(l); err == nil {
				l = next
			}
		}
		var ids []annotate.SpanID
		for i := range rapid.IntRange(0, 5).Draw(t, "marks") {
			from := rapid.IntRange(0, 20).Draw(t, "from")
			s := annotate.Span{
				ID: annotate.SpanID(fmt.Sprint(name, i)), Label: annotate.Label(rapid.SampledFrom([]string{"claim", "source"}).Draw(t, "label")),
				Ranges: []annotate.Range{{From: annotate.Pos(from), To: annotate.Pos(from + rapid.IntRange(1, 6).Draw(t, "length"))}},
			}
			if v := rapid.SampledFrom([]string{"", "yes", "no"}).Draw(t, "value"); v != "" {
				s.Attrs = annotate.Attrs{{Name: "sure", Value: v}}
			}
			do(annotate.AddSpan{Span: s})
			ids = append(ids, s.ID)
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "links") {
			if len(ids) > 0 {
				end := rapid.SampledFrom(ids)
				do(annotate.AddRelation{Relation: annotate.Relation{
					ID: annotate.SpanID(fmt.Sprint(name, "-l", i)), Label: annotate.Label(rapid.SampledFrom([]string{"says", "denies"}).Draw(t, "type")),
					Head: end.Draw(t, "head"), Tail: end.Draw(t, "tail"),
				}})
			}
		}
		if v := rapid.SampledFrom([]string{"", "report", "opinion"}).Draw(t, "genre"); v != "" {
			do(annotate.SetAttr{Name: "genre", To: &v})
		}
		return l
	})
}

func genReaders(t *rapid.T) []Reader {
	readers := make([]Reader, rapid.IntRange(2, 4).Draw(t, "readers"))
	for i := range readers {
		name := string(rune('a' + i))
		readers[i] = Reader{annotate.Annotator(name), genLayer(name).Draw(t, name)}
	}
	return readers
}

func genVerdict(t *rapid.T, readers []Reader) Verdict {
	v := Verdict{Choice: rapid.SampledFrom([]Choice{Take, Both, Neither, Anew}).Draw(t, "choice"), By: "lead"}
	if v.Choice == Take {
		v.Of = rapid.SampledFrom(readers).Draw(t, "of").Annotator
	}
	return v
}

// settle decides cases at random until none can be decided, and returns the layer and what was done to it.
func settle(t *rapid.T, s Sides, gold annotate.Layer) (annotate.Layer, []annotate.Tx) {
	var done []annotate.Tx
	for range 100 {
		c := s.Cases(gold)
		i := slices.IndexFunc(c.All, Case.ToDo)
		if i < 0 {
			return gold, done
		}
		v := genVerdict(t, s.Readers)
		if c.All[i].group < 0 && v.Choice == Take || c.All[i].Attr != "" && v.Choice == Both {
			v = Verdict{Choice: Neither}
		}
		tx, err := c.Decide(c.All[i].ID, v, annotate.Scheme{})
		if err != nil {
			t.Fatalf("%+v of %+v: %v", v, c.All[i], err)
		}
		if gold, _, err = gold.Apply(tx); err != nil {
			t.Fatal(err)
		}
		if k, ok := s.Cases(gold).Case(c.All[i].ID); ok && !k.Done() {
			t.Fatalf("settled by %+v it is %s: %+v", v, k.State, k)
		}
		done = append(done, tx)
	}
	t.Fatal("there is no end of it")
	return gold, nil
}

func TestLaws(t *testing.T) { rapid.Check(t, holdLaws) }
func FuzzLaws(f *testing.F) { f.Fuzz(rapid.MakeFuzz(holdLaws)) }

func holdLaws(t *rapid.T) {
	readers := genReaders(t)
	s := Lay(readers)
	none := annotate.NewLayer(text)
	c := s.Cases(none)

	// The order of readers makes no difference.
	turned := slices.Clone(readers)
	slices.Reverse(turned)
	if got, want := names(Lay(turned).Cases(none)), names(c); got != want {
		t.Fatalf("in another order\n%s\nnot\n%s", got, want)
	}

	// Every mark and every link between marks is in exactly one case, and nobody twice in one.
	n, all := 0, 0
	for _, k := range c.All {
		for _, x := range k.Said {
			if x.id() != "" {
				n++
			}
		}
	}
	for _, r := range readers {
		all += r.Layer.Len() + len(r.Layer.Relations())
	}
	if n != all {
		t.Fatalf("%d of %d marks and links are in cases", n, all)
	}

	// Taking one reader's answer to everything makes gold what that reader has.
	of := rapid.SampledFrom(readers).Draw(t, "taken")
	tx, _, left := c.Each(func(Cases, Case) (Verdict, bool) { return Verdict{Choice: Take, Of: of.Annotator}, true }, annotate.Scheme{})
	gold, undo, err := none.Apply(tx)
	if err != nil || len(left) > 0 {
		t.Fatal(left, err)
	}
	if got, want := marks(gold), marks(of.Layer); got != want {
		t.Fatalf("all that %s has, taken, is\n%s\nnot\n%s", of.Annotator, got, want)
	}
	if n, _ := s.Cases(gold).Left(); n != 0 {
		t.Fatalf("%d cases are left:\n%s", n, written(s.Cases(gold)))
	}
	back, _, err := gold.Apply(undo)
	if err != nil || marks(back) != "" || len(back.Attrs()) != 0 {
		t.Fatalf("taken back, there is %s, %v", marks(back), err)
	}

	// Readers who have the same need no decision but one key.
	same := Lay([]Reader{of, {"z", of.Layer}, {"y", of.Layer}}).Cases(none)
	tx, _, _ = same.Each(AllAgreed("lead"), annotate.Scheme{})
	if gold, _, err = none.Apply(tx); err != nil || marks(gold) != marks(of.Layer) {
		t.Fatalf("what all have is not gold: %v\n%s", err, marks(gold))
	}
	if n, _ := same.Sides.Cases(gold).Left(); n != 0 {
		t.Fatalf("%d cases are left where all have the same", n)
	}

	// However cases are settled, it comes to an end, and each step can be taken back.
	gold, steps := settle(t, s, none)
	for _, tx := range slices.Backward(steps) {
		if gold, _, err = gold.Apply(tx.Invert()); err != nil {
			t.Fatal(err)
		}
	}
	if marks(gold) != "" || len(gold.Attrs()) != 0 {
		t.Fatalf("all taken back, there is %s", marks(gold))
	}
}

// names writes cases in a form that does not hang on the order of the readers' list.
func names(c Cases) string {
	var lines []string
	for _, k := range c.All {
		lines = append(lines, fmt.Sprint(k.ID, k.Kinds, k.Names, k.At))
	}
	return strings.Join(lines, "\n")
}

// Whatever readers do after it was settled, nothing of what was decided is lost: every record is with a case, every mark that a
// decision made is, what was decided on something else is open again, and all can be settled and let go of.
func TestChangesLaws(t *testing.T) { rapid.Check(t, holdChanges) }
func FuzzChanges(f *testing.F)     { f.Fuzz(rapid.MakeFuzz(holdChanges)) }

func holdChanges(t *rapid.T) {
	readers := genReaders(t)
	none := annotate.NewLayer(text)
	gold, _ := settle(t, Lay(readers), none)
	made := map[annotate.SpanID]bool{}
	for s := range gold.Spans() {
		made[s.ID] = true
	}
	was := map[string]Decision{}
	for _, k := range Lay(readers).Cases(gold).All {
		if k.Decision != nil {
			was[k.ID] = *k.Decision
		}
	}

	later := slices.Clone(readers)
	for i := range later {
		if rapid.Bool().Draw(t, "changes") {
			name := string(later[i].Annotator)
			later[i].Layer = genLayer(name).Draw(t, "later "+name)
		}
	}
	if rapid.Bool().Draw(t, "hostile") {
		for range rapid.IntRange(1, 4).Draw(t, "records") {
			name := annotate.AttrCase + rapid.StringMatching(`[a-z0-9]{0,8}`).Draw(t, "name")
			value := rapid.SampledFrom([]string{"", "null", "[]", `{"choice":"take"}`, `{"choice":"both","gold":["g-1","a0"],"said":[{"annotator":"a","id":"a0","parts":[{"start":-4,"end":900}]}]}`}).Draw(t, "value")
			gold, _, _ = gold.Apply(annotate.Tx{annotate.SetAttr{Name: name, To: &value}})
		}
	}
	s := Lay(later)
	c := s.Cases(gold)
	records, marked := map[string]bool{}, map[annotate.SpanID]bool{}
	for _, k := range c.All {
		for _, name := range k.drop {
			records[name] = true
		}
		for _, id := range k.Gold {
			if marked[id] {
				t.Fatalf("%s stands for two cases", id)
			}
			marked[id] = true
		}
		if k.State == Settled && !k.Decision.stillSaid(k.Said) {
			t.Fatalf("settled on something else: %+v", k)
		}
	}
	for _, f := range gold.Attrs() {
		if strings.HasPrefix(f.Name, annotate.AttrCase) && !records[f.Name] {
			t.Fatalf("%s is with no case", f.Name)
		}
	}
	for id := range made {
		if _, there := gold.Span(id); there && !marked[id] {
			t.Fatalf("the mark %s is with no case:\n%s", id, written(c))
		}
	}

	gold, _ = settle(t, s, gold)
	c = s.Cases(gold)
	tx, _, left := func() (annotate.Tx, int, []error) {
		for i := range c.All {
			c.All[i].State = Changed
		}
		return c.Each(func(Cases, Case) (Verdict, bool) { return Verdict{Choice: Neither}, true }, annotate.Scheme{})
	}()
	gold, _, err := gold.Apply(tx)
	if err != nil || len(left) > 0 || marks(gold) != "" {
		t.Fatalf("let go of, there is %s: %v %v", marks(gold), left, err)
	}
}

// Two desks that settle without knowing of each other come to one gold layer, in whatever order their work is put together, and
// what they decided otherwise is open again.
func TestMergeLaws(t *testing.T) { rapid.Check(t, holdMerges) }
func FuzzMerges(f *testing.F)    { f.Fuzz(rapid.MakeFuzz(holdMerges)) }

func holdMerges(t *rapid.T) {
	readers := genReaders(t)
	s := Lay(readers)
	none := annotate.NewLayer(text)
	var entries []journal.Entry
	stream := journal.Stream{Doc: "d", Layer: annotate.Gold}
	for _, actor := range []journal.Actor{"one", "two"} {
		clock := journal.Clock{Actor: actor}
		_, steps := settle(t, s, none)
		for _, tx := range steps {
			entries = append(entries, clock.Next(stream, 0, tx))
		}
	}
	gold, _ := journal.Fold(text, entries)
	slices.Reverse(entries)
	again, _ := journal.Fold(text, entries)
	if marks(gold) != marks(again) || !slices.Equal(gold.Attrs(), again.Attrs()) {
		t.Fatal("the order of entries made a difference")
	}
	c := s.Cases(gold)
	claimed := map[annotate.SpanID]bool{}
	for _, k := range c.All {
		for _, id := range k.Gold {
			claimed[id] = true
		}
	}
	for x := range gold.Spans() {
		if !claimed[x.ID] {
			t.Fatalf("the mark %s is with no case:\n%s", x.ID, written(c))
		}
	}
	gold, _ = settle(t, s, gold)
	if n, _ := s.Cases(gold).Left(); n != 0 {
		t.Fatalf("%d cases cannot be settled", n)
	}
}
