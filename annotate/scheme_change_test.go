package annotate

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// deskScheme has one of everything that a scheme can have, in a few labels.
func deskScheme() Scheme {
	return Scheme{
		Galley: schemeFormat, ID: "desk", Version: 3, Title: "Desk", Guideline: "Claims first.",
		Groups: []Group{
			{ID: "claims", Title: "Claims", Overlap: OverlapNest, Guideline: "What may be true."},
			{ID: "said", Title: "Who said what", Overlap: OverlapFree},
		},
		Labels: []LabelDef{
			{ID: "claim", Group: "claims", Title: "Claim", Key: "m", Color: "blue", Style: "solid", Unit: "sentence", Trim: TrimQuotes, Guideline: "Short.", Examples: []Example{{Text: "[Rain fell]."}}},
			{ID: "source", Group: "said", Title: "Source", Key: "s"},
			{ID: "cue", Group: "said", Title: "Cue", Key: "q", Inside: []Label{"claim", "content"}},
			{ID: "content", Group: "said", Title: "Content", Key: "c"},
		},
		Attributes: []AttrDef{
			{ID: "check", On: []string{"claim", "content"}, Title: "Check-worthy", Type: Enum, Values: []string{"no", "maybe", "yes"}, Ordinal: true, Default: "no"},
			{ID: "kind", On: []string{"source"}, Title: "Kind", Type: String},
			{ID: "kind", On: []string{"claim"}, Title: "Type", Type: String},
			{ID: "score", On: []string{"claim", "said-by"}, Title: "Score", Type: Number},
			{ID: "genre", On: []string{onDocument}, Title: "Genre", Type: Enum, Values: []string{"news", "blog"}},
		},
		Relations: []RelationDef{
			{ID: "said-by", Title: "said by", Heads: []Label{"content", "claim"}, Tails: []Label{"source", "cue"}, Max: 3, Key: "b", Guideline: "One link each."},
			{ID: "source", Title: "same as", Heads: []Label{"source"}, Tails: []Label{"source"}, Min: 1},
		},
		Presets: []Preset{
			{ID: "basics", Title: "Basics", Labels: []Label{"claim", "source"}, Attributes: []string{"claim.check"}, Relations: []Label{"said-by"}},
			{ID: "all", Title: "All", Labels: []Label{"claim", "source", "cue", "content"}},
		},
	}
}

// edited is the desk scheme after an edit.
func edited(edit func(s *Scheme)) Scheme {
	s := deskScheme()
	edit(&s)
	return s
}

// swap exchanges the first two of a list.
func swap[T any](list []T) { list[0], list[1] = list[1], list[0] }

func TestDeskSchemeIsValid(t *testing.T) {
	if err := deskScheme().Validate(); err != nil {
		t.Fatal(err)
	}
}

func TestChanges(t *testing.T) {
	tests := []struct {
		name string
		edit func(s *Scheme)
		want []SchemeChange
	}{
		{"nothing", func(s *Scheme) {}, nil},
		{"a new version alone", func(s *Scheme) { s.Version, s.ID = 9, "other" }, nil},
		{"title", func(s *Scheme) { s.Title = "News" }, []SchemeChange{{"scheme", "", "changed", "The scheme is renamed “News”"}}},
		{"guideline of the scheme", func(s *Scheme) { s.Guideline = "" }, []SchemeChange{{"guideline", "", "removed", "The guideline of the scheme is gone"}}},
		{"label renamed", func(s *Scheme) { s.Labels[0].Title = "Assertion" }, []SchemeChange{{"label", "claim", "changed", "“Claim” is renamed “Assertion”"}}},
		{"label gone and another new", func(s *Scheme) { s.Labels[3] = LabelDef{ID: "tone", Group: "said", Title: "Tone"} }, []SchemeChange{
			{"label", "content", "removed", "“Content” is gone"},
			{"label", "tone", "added", "“Tone” is new"},
		}},
		{"label with another id", func(s *Scheme) { s.Labels[3].ID = "what" }, []SchemeChange{
			{"label", "content", "removed", "“Content” (content) is gone"},
			{"label", "what", "added", "“Content” (what) is new"},
		}},
		{"order of labels", func(s *Scheme) { swap(s.Labels) }, []SchemeChange{{"label", "", "changed", "The labels are in another order"}}},
		{"looks of a label", func(s *Scheme) {
			l := &s.Labels[0]
			l.Key, l.Color, l.Style, l.Unit, l.Trim, l.Group = "k", "red", "", "clause", TrimSpace, "said"
		}, []SchemeChange{
			{"label", "claim", "changed", "Claim is in the group Who said what now"},
			{"label", "claim", "changed", "The key of Claim is “k” now, not “m”"},
			{"label", "claim", "changed", "The color of Claim is “red” now, not “blue”"},
			{"label", "claim", "changed", "Claim has no line any more"},
			{"label", "claim", "changed", "The usual unit of Claim is “clause” now, not “sentence”"},
			{"label", "claim", "changed", "Claim leaves off only white space at its ends now"},
		}},
		{"rules of a label", func(s *Scheme) { s.Labels[2].Contiguous, s.Labels[2].Inside = true, []Label{"claim"} }, []SchemeChange{
			{"label", "cue", "changed", "Cue must be one piece now"},
			{"label", "cue", "changed", "Cue must lie inside Claim now"},
		}},
		{"rules of a label taken away", func(s *Scheme) { s.Labels[2].Inside = nil }, []SchemeChange{{"label", "cue", "changed", "Cue may stand anywhere now"}}},
		{"guidelines of labels", func(s *Scheme) {
			s.Labels[0].Guideline, s.Labels[0].Examples, s.Labels[1].Guideline = "Shorter.", nil, "The whole name."
		}, []SchemeChange{
			{"guideline", "claim", "changed", "The examples of Claim are changed"},
			{"guideline", "claim", "changed", "The guideline of Claim is changed"},
			{"guideline", "source", "added", "The guideline of Source is new"},
		}},
		{"groups", func(s *Scheme) { s.Groups[0].Overlap, s.Groups[1].Overlap = OverlapNone, OverlapNest }, []SchemeChange{
			{"group", "claims", "changed", "Marks of Claims may no longer overlap"},
			{"group", "said", "changed", "Marks of Who said what may overlap only where one lies inside the other"},
		}},
		{"a freer group", func(s *Scheme) { s.Groups[0].Overlap = OverlapFree }, []SchemeChange{{"group", "claims", "changed", "Marks of Claims may overlap freely now"}}},
		{"values", func(s *Scheme) { s.Attributes[0].Values = []string{"yes", "no", "unsure"} }, []SchemeChange{
			{"attribute", "check", "changed", "The value “maybe” is gone from Check-worthy"},
			{"attribute", "check", "changed", "The value “unsure” is new in Check-worthy"},
			{"attribute", "check", "changed", "The values of Check-worthy are in another order"},
		}},
		{"type", func(s *Scheme) { s.Attributes[1].Type = Boolean }, []SchemeChange{{"attribute", "kind", "changed", "Kind is yes or no now, not a text"}}},
		{"attribute elsewhere", func(s *Scheme) { s.Attributes[0].On = []string{"content", "cue"} }, []SchemeChange{
			{"attribute", "check", "changed", "Check-worthy is no longer on Claim"},
			{"attribute", "check", "changed", "Check-worthy is on Cue now"},
		}},
		{"attribute needed", func(s *Scheme) {
			a := &s.Attributes[0]
			a.Required, a.Ordinal, a.Default = true, false, "yes"
		}, []SchemeChange{
			{"attribute", "check", "changed", "The values of Check-worthy are no longer ranked"},
			{"attribute", "check", "changed", "The first offer of Check-worthy is “yes” now, not “no”"},
			{"attribute", "check", "changed", "Check-worthy must be set now"},
		}},
		{"one of two attributes with one id", func(s *Scheme) { s.Attributes = slices.Delete(s.Attributes, 1, 2) }, []SchemeChange{
			{"attribute", "kind", "removed", "“Kind” is gone"},
		}},
		{"ends", func(s *Scheme) {
			s.Relations[0].Heads, s.Relations[0].Tails = []Label{"claim"}, []Label{"source", "content"}
		}, []SchemeChange{
			{"relation", "said-by", "changed", "“said by” may no longer go from Content"},
			{"relation", "said-by", "changed", "“said by” may no longer go to Cue"},
			{"relation", "said-by", "changed", "“said by” may go to Content now"},
		}},
		{"how many", func(s *Scheme) {
			s.Relations[0].Min, s.Relations[0].Max, s.Relations[1].Min, s.Relations[1].Max = 1, 0, 0, 2
		}, []SchemeChange{
			{"relation", "said-by", "changed", "A mark needs at least 1 “said by” now, not 0"},
			{"relation", "said-by", "changed", "A mark may have any number of “said by” now"},
			{"relation", "source", "changed", "A mark may do without “same as” now"},
			{"relation", "source", "changed", "A mark may have at most 2 “same as” now"},
		}},
		{"presets", func(s *Scheme) {
			s.Presets[0] = Preset{ID: "basics", Title: "Basics", Labels: []Label{"source", "cue"}, Relations: []Label{"said-by", "source"}}
			s.Presets = s.Presets[:1]
		}, []SchemeChange{
			{"preset", "basics", "changed", "“Basics” no longer has Claim"},
			{"preset", "basics", "changed", "“Basics” no longer has Check-worthy of Claim"},
			{"preset", "basics", "changed", "“Basics” has Cue now"},
			{"preset", "basics", "changed", "“Basics” has “same as” now"},
			{"preset", "all", "removed", "“All” is gone"},
		}},
		{"label gone, from presets too", func(s *Scheme) {
			s.Labels = s.Labels[1:]
			s.Attributes = slices.Delete(s.Attributes, 0, 0)
			s.Presets[0].Labels = slices.DeleteFunc(s.Presets[0].Labels, func(l Label) bool { return l == "claim" })
		}, []SchemeChange{{"label", "claim", "removed", "“Claim” is gone"}}},
		{"order of ends and of a preset", func(s *Scheme) {
			swap(s.Relations[0].Heads)
			swap(s.Presets[0].Labels)
			swap(s.Labels[2].Inside)
			swap(s.Attributes[0].On)
		}, nil},
		{"order of attributes with one id", func(s *Scheme) { swap(s.Attributes[1:]) }, []SchemeChange{
			{"attribute", "", "changed", "The attributes are in another order"},
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if d := cmp.Diff(test.want, deskScheme().Changes(edited(test.edit))); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

// TestChangesMissNothing: whichever word, number or yes and no of a scheme is another, Changes says so.
func TestChangesMissNothing(t *testing.T) {
	base := deskScheme()
	var walk func(path string, v reflect.Value, s *Scheme)
	walk = func(path string, v reflect.Value, s *Scheme) {
		old := reflect.New(v.Type()).Elem()
		old.Set(v)
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				walk(path+"."+v.Type().Field(i).Name, v.Field(i), s)
			}
			return
		case reflect.Slice:
			for i := range v.Len() {
				walk(path, v.Index(i), s)
			}
			return
		case reflect.String:
			v.SetString(v.String() + "x")
		case reflect.Int:
			v.SetInt(v.Int() + 1)
		case reflect.Bool:
			v.SetBool(!v.Bool())
		}
		silent := path == ".Galley" || path == ".ID" || path == ".Version"
		if got := base.Changes(*s); (got == nil) != silent {
			t.Errorf("another %s (%v): %v", path, v, got)
		}
		v.Set(old)
	}
	s := deskScheme()
	walk("", reflect.ValueOf(&s).Elem(), &s)
}

// drawScheme draws a scheme of a small world, so that two of them have much in common.
func drawScheme(t *rapid.T, name string) Scheme {
	labels := []Label{"claim", "source", "cue", "content"}
	some := func(what string, least int) []Label {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(labels), least, len(labels), rapid.ID).Draw(t, name+" "+what)
	}
	is := func(what string) bool { return rapid.Bool().Draw(t, name+" "+what) }
	s := Scheme{Galley: schemeFormat, ID: "drawn", Version: 1, Title: "Drawn"}
	for _, g := range []string{"a", "b"} {
		s.Groups = append(s.Groups, Group{ID: g, Title: "Group " + g, Overlap: rapid.SampledFrom([]Overlap{OverlapNone, OverlapNest, OverlapFree}).Draw(t, name+" overlap")})
	}
	labels = some("labels", 1)
	for _, id := range labels {
		def := LabelDef{ID: id, Title: "The " + string(id), Group: rapid.SampledFrom([]string{"a", "b"}).Draw(t, name+" group"), Contiguous: is("contiguous")}
		if is("has inside") {
			def.Inside = slices.DeleteFunc(some("inside", 0), func(l Label) bool { return l == id })
		}
		s.Labels = append(s.Labels, def)
	}
	for _, id := range []Label{"links", "source"} {
		if is("has relation") {
			s.Relations = append(s.Relations, RelationDef{
				ID: id, Title: "links " + string(id), Heads: some("heads", 1), Tails: some("tails", 1),
				Min: rapid.IntRange(0, 2).Draw(t, name+" min"), Max: rapid.SampledFrom([]int{0, 2, 3}).Draw(t, name+" max"),
			})
		}
	}
	bearers := []string{onDocument}
	for _, id := range labels {
		bearers = append(bearers, string(id))
	}
	for _, r := range s.Relations {
		if r.ID == "links" {
			bearers = append(bearers, string(r.ID))
		}
	}
	for _, id := range []string{"check", "score"} {
		if !is("has attribute") {
			continue
		}
		a := AttrDef{ID: id, Title: "The " + id, Required: is("required"), On: rapid.SliceOfNDistinct(rapid.SampledFrom(bearers), 1, -1, rapid.ID).Draw(t, name+" on")}
		a.Type = rapid.SampledFrom([]AttrType{Enum, String, Number, Boolean}).Draw(t, name+" type")
		if a.Type == Enum {
			a.Values = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"1", "true", "x"}), 1, 3, rapid.ID).Draw(t, name+" values")
		}
		s.Attributes = append(s.Attributes, a)
	}
	return s
}

// TestChangesLaws: a scheme has no changes to itself nor to its copy; the drawn ones are valid, and what differs between
// two is said from either side.
func TestChangesLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawScheme(t, "a"), drawScheme(t, "b")
		if err := a.Validate(); err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		var twin Scheme
		if err := json.Unmarshal(data, &twin); err != nil {
			t.Fatal(err)
		}
		if got := a.Changes(twin); got != nil {
			t.Fatalf("changes to itself: %v", got)
		}
		if got := a.Changes(a.NextVersion(a)); got != nil {
			t.Fatalf("changes to its next version: %v", got)
		}
		there, back := a.Changes(b), b.Changes(a)
		if (there == nil) != (back == nil) {
			t.Fatalf("there %v, back %v", there, back)
		}
		for _, c := range there {
			if c.What == "" || c.Text == "" || !slices.Contains([]string{"added", "removed", "changed"}, c.Kind) {
				t.Fatalf("%#v", c)
			}
		}
	})
}

func TestNextVersion(t *testing.T) {
	next := edited(func(s *Scheme) { s.ID, s.Version, s.Title = "copy", 1, "News" })
	if got := deskScheme().NextVersion(next); got.Name() != "desk@4" || got.Title != "News" {
		t.Errorf("%s %q", got.Name(), got.Title)
	}
}

func TestFreeKey(t *testing.T) {
	all := func(string) bool { return true }
	tests := []struct {
		name, title string
		taken       func(string) bool
		want        string
	}{
		{"first letter", "Tone", nil, "t"},
		{"that of a label is taken", "Money", nil, "o"},
		{"that of a relation is taken", "Bid", nil, "i"},
		{"that of a command is taken", "Tone", func(k string) bool { return k == "t" }, "o"},
		{"no letter of the title is free", "Mbscq", nil, "a"},
		{"digits and dashes are no keys", "24-Hour", nil, "h"},
		{"accents", "Égalité", nil, "é"},
		{"composed by an input method", "引用", nil, "a"},
		{"no title", "", nil, "a"},
		{"capitals last", "Tone", func(k string) bool { return k >= "a" && k <= "z" }, "A"},
		{"none", "Tone", all, ""},
	}
	for _, test := range tests {
		if got := deskScheme().FreeKey(test.title, test.taken); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
