package editor_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/app/editor"
)

// drafting is a desk with two marks and the scheme open for editing.
func drafting(t *testing.T) *page {
	p := atDesk(t, ferries, bakery)
	p.selects("Ida Holm").keys("s 1 1 Escape").selects("“We sail at dawn,”").keys("c S Enter Escape")
	p.send(editor.Do{Command: "scheme"})
	if p.m.Panel != editor.SchemePanel || p.m.Draft == nil {
		t.Fatal("the scheme is not open")
	}
	return p
}

// label returns the place and definition of a label of the draft.
func (p *page) label(id annotate.Label) (int, annotate.LabelDef) {
	i := slices.IndexFunc(p.m.Draft.Scheme.Labels, func(l annotate.LabelDef) bool { return l.ID == id })
	if i < 0 {
		p.t.Fatalf("no label %s", id)
	}
	return i, p.m.Draft.Scheme.Labels[i]
}

func causes(p *page) string {
	var all []string
	for _, f := range p.m.Draft.Fallout {
		all = append(all, f.Cause)
	}
	return strings.Join(all, "; ")
}

// A label that is added can be used at once, with its key and a value of its own, and is there after a reload.
func TestAddLabel(t *testing.T) {
	p := drafting(t).send(editor.AddLabel{})
	n := len(p.m.Draft.Scheme.Labels) - 1
	l := p.m.Draft.Scheme.Labels[n]
	if l.Key == "" || p.m.Draft.At != n {
		t.Errorf("it has a free key and is shown: %+v", l)
	}
	l.Title, l.Key, l.Guideline = "Pull quote", "Z", "A quotation set apart."
	p.send(editor.EditLabel{N: n, Label: l}, editor.AddAttr{On: l.ID})
	if len(p.m.Draft.Errs) != 0 || len(p.m.Draft.Clashes) != 0 || causes(p) != "" {
		t.Errorf("nothing is wrong: %+v", p.m.Draft)
	}
	has(t, "what changes", strings.Join(p.m.Draft.Changes, " "), "Pull quote")
	p.send(editor.UseDraft{})
	has(t, "in force", p.notices(), "version 2, is in force")
	p.selects("the union").keys("Z 1 1")
	has(t, "used", p.marks(), "the union value=yes")

	again := p.tab("a2")
	if again.m.Base.Version != 2 {
		t.Errorf("version %d is in force after a reload", again.m.Base.Version)
	}
	has(t, "offered", again.m.Bar()[len(again.m.Bar())-1].Title, "Pull quote")
}

// What a change makes invalid is said before it happens, in every article; nothing of it is lost, and it fits again.
func TestRemoveLabel(t *testing.T) {
	p := drafting(t)
	n, _ := p.label("source")
	p.send(editor.RemoveLabel{N: n}, editor.WeighDraft{})
	has(t, "before it happens", causes(p), "has the label “Source”, which is gone")
	before := p.marks()
	p.send(editor.UseDraft{})
	is(t, "nothing is lost", p.marks(), before)
	if len(p.m.Problems()) == 0 {
		t.Error("it is among the problems")
	}
	old, err := p.other0(t).Marshal()
	if err != nil {
		t.Fatal(err)
	}
	p.send(editor.Dropped{Files: []editor.File{{Name: "galley-news-1.json", Data: old}}})
	has(t, "a scheme file comes in as a draft", strings.Join(p.m.Draft.Changes, " "), "“Source”")
	p.send(editor.UseDraft{})
	if got := len(p.m.Problems()); got != 0 || p.m.Base.Version != 3 {
		t.Errorf("it fits again: %d problems %v, version %d, %s", got, p.m.Problems(), p.m.Base.Version, p.notices())
	}
}

// A value that is taken away is counted, and the draft can be used: presets follow.
func TestRemoveAttr(t *testing.T) {
	p := drafting(t)
	n := slices.IndexFunc(p.m.Draft.Scheme.Attributes, func(a annotate.AttrDef) bool { return a.ID == "kind" && slices.Contains(a.On, "source") })
	p.send(editor.RemoveAttr{N: n})
	has(t, "before it happens", causes(p), "Kind")
	if len(p.m.Draft.Errs) != 0 {
		t.Errorf("it can be used: %+v", p.m.Draft.Errs)
	}
	p.send(editor.UseDraft{})
	has(t, "the value stays", p.marks(), "kind=named_individual")
}

// other0 is the scheme that the project began with.
func (p *page) other0(t *testing.T) annotate.Scheme {
	loaded, err := p.store.Load(t.Context(), p.m.Project.ID, editor.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range loaded.Records {
		if r.Scheme != nil && r.Scheme.Version == 1 {
			return *r.Scheme
		}
	}
	t.Fatal("the first version is not kept")
	return annotate.Scheme{}
}

func TestDraftIsChecked(t *testing.T) {
	p := drafting(t)
	n, l := p.label("claim")
	l.Key = "j"
	p.send(editor.EditLabel{N: n, Label: l})
	has(t, "a key of the desk", strings.Join(p.m.Draft.Clashes, " "), "key j is both")
	l.Key, l.Title = "m", ""
	p.send(editor.EditLabel{N: n, Label: l})
	if len(p.m.Draft.Errs) == 0 || !strings.HasPrefix(p.m.Draft.Errs[0].Field, "labels[0].title") {
		t.Errorf("an empty title is said at its field: %+v", p.m.Draft.Errs)
	}
	p.send(editor.UseDraft{})
	has(t, "and not used", p.notices(), "cannot be used yet")
	p.send(editor.UndoDraft{}, editor.UndoDraft{})
	if len(p.m.Draft.Errs)+len(p.m.Draft.Changes)+len(p.m.Draft.Clashes) != 0 {
		t.Errorf("taken back: %+v", p.m.Draft)
	}
	p.send(editor.UseDraft{})
	has(t, "nothing", p.notices(), "Nothing was changed")
	p.send(editor.Do{Command: "scheme"}, editor.SaveScheme{})
	if len(p.saved) != 1 || p.saved[0].Name != "galley-news-1.json" {
		t.Errorf("saved %v", p.saved)
	}
	p.send(editor.AddLabel{}, editor.DropDraft{})
	if p.m.Draft != nil || p.m.Base.Version != 1 {
		t.Error("a draft that is dropped changes nothing")
	}
	p.send(editor.Dropped{Files: []editor.File{{Name: "bad.json", Data: []byte(`{"galley": "scheme/1", "id": 3}`)}}})
	has(t, "a bad file says where", p.notices(), "bad.json")
}

// Every message may come with any number, and a draft never breaks.
func TestDraftNumbers(t *testing.T) {
	for _, n := range []int{-1, 0, 5, 1000} {
		p := drafting(t)
		p.send(editor.ChooseLabel{N: 2}, editor.RemoveAttr{N: n}, editor.RemoveRelation{N: n}, editor.MoveLabel{N: n, By: 1}, editor.MoveLabel{N: n, By: -1},
			editor.EditAttr{N: n}, editor.EditRelation{N: n}, editor.EditLabel{N: n}, editor.EditGroup{N: n}, editor.RemoveGroup{N: n}, editor.AddRelation{Head: "claim"}, editor.RemoveLabel{N: n}, editor.UndoDraft{}, editor.UseDraft{})
	}
}

// What is added has the keyboard, and when a part goes that had it, the fields of what is left.
func TestDraftKeepsTheKeyboard(t *testing.T) {
	p := drafting(t)
	p.send(editor.ChooseLabel{N: 0})
	for _, step := range []struct {
		msg  editor.Msg
		want string
	}{
		{editor.AddAttr{On: "claim"}, fmt.Sprintf("attributes[%d].title", len(p.m.Draft.Scheme.Attributes))},
		{editor.AddRelation{Head: "claim"}, fmt.Sprintf("relations[%d].title", len(p.m.Draft.Scheme.Relations))},
		{editor.AddGroup{}, fmt.Sprintf("groups[%d].title", len(p.m.Draft.Scheme.Groups))},
		{editor.AddLabel{}, "scheme-label"},
		{editor.RemoveAttr{N: 0}, "scheme-label"},
		{editor.RemoveLabel{N: 0}, "scheme-label"},
	} {
		p.focus = ""
		if p.send(step.msg); p.focus != step.want {
			t.Errorf("after %T the keyboard is at %q, want %q", step.msg, p.focus, step.want)
		}
	}
	// A field that is written in has it anyway, and so has the button that takes a step back.
	p.focus = ""
	n, l := p.label("source")
	if p.send(editor.EditLabel{N: n, Label: l}, editor.UndoDraft{}, editor.ChooseLabel{N: 1}); p.focus != "" {
		t.Errorf("the keyboard went to %q", p.focus)
	}
}

// Another tab that edits the scheme is followed.
func TestSchemeInTabs(t *testing.T) {
	p := drafting(t)
	q := p.tab("b2")
	p.told = nil
	n, l := p.label("claim")
	l.Title = "Assertion"
	p.send(editor.EditLabel{N: n, Label: l}, editor.UseDraft{})
	q.hear(p)
	is(t, "its title", q.m.Bar()[0].Title, "Assertion")
}

// A label, a link, an attribute and a value that are called otherwise take the marks with them, in every article; one
// press takes that back.
func TestRenamedInTheData(t *testing.T) {
	p := atDesk(t, ferries, bakery)
	p.send(editor.OpenDoc{Doc: p.m.Queue()[1].ID}).selects("Tom Beck").keys("s 1 1 Escape")
	p.send(editor.OpenDoc{Doc: p.m.Queue()[0].ID})
	p.selects("Ida Holm").keys("s 1 1 Escape").selects("“We sail at dawn,”").keys("c S Enter Escape").send(editor.Do{Command: "scheme"})
	before := p.marks()

	n, l := p.label("source")
	l.ID = "sauce"
	p.send(editor.EditLabel{N: n, Label: l})
	l.ID = "speaker"
	p.send(editor.EditLabel{N: n, Label: l})
	i := slices.IndexFunc(p.m.Draft.Scheme.Attributes, func(a annotate.AttrDef) bool { return a.ID == "kind" && slices.Contains(a.On, "speaker") })
	if i < 0 {
		t.Fatalf("the attribute does not follow its label: %+v", p.m.Draft.Scheme.Attributes)
	}
	a := p.m.Draft.Scheme.Attributes[i]
	a.ID = "sort"
	p.send(editor.EditAttr{N: i, Attr: a})
	a.Values = slices.Clone(a.Values)
	if a.Values[0] != "named_individual" {
		t.Fatalf("values are %v", a.Values)
	}
	a.Values[0] = "person"
	p.send(editor.EditAttr{N: i, Attr: a})
	i = slices.IndexFunc(p.m.Draft.Scheme.Relations, func(r annotate.RelationDef) bool { return r.ID == "source" })
	r := p.m.Draft.Scheme.Relations[i]
	if !slices.Contains(r.Tails, "speaker") {
		t.Errorf("the ends of a link do not follow: %v", r.Tails)
	}
	r.ID = "said_by"
	p.send(editor.EditRelation{N: i, Relation: r}, editor.WeighDraft{})
	if len(p.m.Draft.Errs) != 0 || causes(p) != "" {
		t.Errorf("everything fits: %+v, %s", p.m.Draft.Errs, causes(p))
	}
	has(t, "what changes", strings.Join(p.m.Draft.Changes, "; "), "“source” is “speaker” in the data now; your marks follow")
	p.send(editor.UndoDraft{})
	if strings.Contains(strings.Join(p.m.Draft.Changes, "; "), "said_by") {
		t.Error("a step that is taken back is still a change")
	}
	p.send(editor.EditRelation{N: i, Relation: r}, editor.UseDraft{})
	has(t, "renamed", p.notices(), "The marks in 2 articles have the new names.")
	for _, want := range []string{"speaker", "sort=person", "said_by"} {
		has(t, "marks", p.marks(), want)
	}
	if got := len(p.m.Problems()); got != 0 {
		t.Errorf("%d problems: %v", got, p.m.Problems())
	}
	p.send(editor.OpenDoc{Doc: p.m.Queue()[1].ID})
	has(t, "another article", p.marks(), "sort=person")
	notice := p.m.Notices[len(p.m.Notices)-1]
	p.send(notice.Msg).send(editor.OpenDoc{Doc: p.m.Queue()[0].ID})
	is(t, "taken back", p.marks(), before)
}

// A name that something else has is said at its field, and nothing follows it.
func TestRenamedToWhatIsTaken(t *testing.T) {
	p := drafting(t)
	n, l := p.label("source")
	l.ID = "claim"
	p.send(editor.EditLabel{N: n, Label: l})
	if len(p.m.Draft.Errs) == 0 {
		t.Error("two labels have one id")
	}
	p.send(editor.UndoDraft{})
	if len(p.m.Draft.Errs)+len(p.m.Draft.Changes) != 0 {
		t.Errorf("its own name again: %+v %v", p.m.Draft.Errs, p.m.Draft.Changes)
	}
}

// Groups come and go as labels do; one that labels are in still cannot go.
func TestGroups(t *testing.T) {
	p := drafting(t)
	groups := func() []annotate.Group { return p.m.Draft.Scheme.Groups }
	p.send(editor.ChooseLabel{N: -1}, editor.AddGroup{})
	n := len(groups()) - 1
	g := groups()[n]
	g.Title, g.Overlap = "Figures", annotate.OverlapNone
	p.send(editor.EditGroup{N: n, Group: g})
	i, l := p.label("claim")
	l.Group = g.ID
	p.send(editor.EditLabel{N: i, Label: l})
	if len(p.m.Draft.Errs) != 0 {
		t.Errorf("it can be used: %+v", p.m.Draft.Errs)
	}
	p.send(editor.RemoveGroup{N: n})
	if len(p.m.Draft.Errs) == 0 {
		t.Error("a label is in no group")
	}
	p.send(editor.UndoDraft{}, editor.EditScheme{Title: "Ours", Guideline: "Mark what is said."}, editor.UseDraft{})
	is(t, "in force", p.m.Base.Title, "Ours")
	is(t, "with the group", p.m.Base.Groups[len(p.m.Base.Groups)-1].Title, "Figures")
}
