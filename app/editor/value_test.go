package editor_test

import (
	"slices"
	"testing"

	"galley/annotate"
	"galley/app/editor"
)

// The article as a whole has attributes, by two keys like any mark's; what is in hand afterwards is a mark again.
func TestAboutTheArticle(t *testing.T) {
	p := atDesk(t, ferries)
	p.m.Scheme = p.m.Base
	p.keys("I")
	h, ok := p.m.Hand()
	if !ok || h.Span != "" || h.Title != "The article" || len(h.Attrs) != 1 || h.Attrs[0].Title != "Genre" {
		t.Fatalf("in hand is %+v", h)
	}
	is(t, "not set", p.m.AboutText(), "genre?")
	p.keys("1 3")
	is(t, "set", p.m.AboutText(), "analysis")
	p.keys("u")
	is(t, "taken back", p.m.AboutText(), "genre?")
	v := "obituary"
	p.send(editor.SetValue{Name: "genre", Value: &v})
	is(t, "by the pointer", p.m.AboutText(), "obituary")
	wrong := "poem"
	p.send(editor.SetValue{Name: "genre", Value: &wrong})
	is(t, "what it cannot be", p.m.AboutText(), "obituary")
	p.keys("Escape")
	if _, ok := p.m.Hand(); ok {
		t.Error("Escape puts the article down")
	}
	p.keys("I").selects("Ida Holm").keys("s 1 1")
	has(t, "the digits are the mark's", p.marks(), "kind=named_individual")
	is(t, "not the article's", p.m.AboutText(), "obituary")
	is(t, "after a reload", p.tab("a2").m.AboutText(), "obituary")
}

// A scheme without attributes of the article does not offer them.
func TestNothingAboutTheArticle(t *testing.T) {
	p := atDesk(t, ferries)
	p.m.Scheme.Attributes = slices.DeleteFunc(slices.Clone(p.m.Scheme.Attributes), func(a annotate.AttrDef) bool { return slices.Contains(a.On, "document") })
	p.keys("I")
	if _, ok := p.m.Hand(); ok {
		t.Error("there is nothing to set")
	}
}

// A link's attributes are set at the mark that it leads from, by the digits behind the mark's own.
func TestLinkAttributes(t *testing.T) {
	p := atDesk(t, ferries)
	p.m.Scheme.Attributes = []annotate.AttrDef{
		{ID: "directness", On: []string{"content"}, Title: "Directness", Type: annotate.Enum, Values: []string{"direct", "indirect"}},
		{ID: "sure", On: []string{"says"}, Title: "Certainty", Type: annotate.Enum, Values: []string{"certain", "likely"}},
	}
	p.m.Scheme.Relations = []annotate.RelationDef{{ID: "says", Title: "Said by", Heads: []annotate.Label{"content"}, Tails: []annotate.Label{"source"}, Key: "S"}}
	p.m.Base = p.m.Scheme
	p.selects("Ida Holm").keys("s Escape").selects("“We sail at dawn,”").keys("c S Enter")
	h, _ := p.m.Hand()
	if len(h.Attrs) != 2 || h.Attrs[1].Title != "Said by: Certainty" || h.Attrs[1].Of != h.Links[0].Relation {
		t.Fatalf("in hand is %+v", h)
	}
	p.keys("2 2")
	if r, _ := p.m.Open.Layer.Relation(h.Links[0].Relation); len(r.Attrs) != 1 || r.Attrs[0].Value != "likely" {
		t.Errorf("the link has %v", r.Attrs)
	}
	p.keys("u")
	if r, _ := p.m.Open.Layer.Relation(h.Links[0].Relation); len(r.Attrs) != 0 {
		t.Errorf("taken back, the link has %v", r.Attrs)
	}
}

// While an attribute is chosen a letter stands for its tenth value and those after it, and for nothing else: any other is a
// label's key, as ever.
func TestLettersOfValues(t *testing.T) {
	p := atDesk(t, ferries)
	p.selects("Ida Holm").keys("s 1 a")
	has(t, "the tenth value", p.marks(), "kind=author")
	p.keys("Escape Escape").selects("“We sail at dawn,”").keys("m 1 c")
	has(t, "a letter that is no value", p.marks(), "content “We sail at dawn,”")
}
