package schemes

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"galley/annotate"
)

// TestAll tries the laws of a scheme that comes with Galley on each of them.
func TestAll(t *testing.T) {
	for _, s := range All() {
		t.Run(s.Name(), func(t *testing.T) {
			data, err := s.Marshal()
			if err != nil {
				t.Fatal(err)
			}
			again, err := annotate.ParseScheme(s.Name(), data)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(s, again); diff != "" {
				t.Errorf("read back, it differs (-want +got)\n%s", diff)
			}
			for _, l := range s.Labels {
				if l.Guideline == "" || l.Color == "" || l.Style == "" {
					t.Errorf("label %s lacks a guideline, a hue or a line style", l.ID)
				}
				good := slices.ContainsFunc(l.Examples, func(e annotate.Example) bool { return !e.Bad })
				bad := slices.ContainsFunc(l.Examples, func(e annotate.Example) bool { return e.Bad })
				if !good || !bad {
					t.Errorf("label %s lacks a good or a bad example", l.ID)
				}
			}
			for _, p := range s.Presets {
				if part, err := s.With(p.ID); err != nil || len(part.Labels) != len(p.Labels) {
					t.Errorf("preset %s: %d labels, %v", p.ID, len(part.Labels), err)
				}
			}
			if found, ok := Find(s.Name()); !ok || found.ID != s.ID {
				t.Errorf("Find(%q) does not find it", s.Name())
			}
		})
	}
}

// Labels that look alike without colour must differ in hue at least.
func TestLooksDiffer(t *testing.T) {
	for _, s := range All() {
		seen := map[[2]string]annotate.Label{}
		for _, l := range s.Labels {
			look := [2]string{l.Color, l.Style}
			if other, ok := seen[look]; ok {
				t.Errorf("%s and %s are drawn alike: %v", l.ID, other, look)
			}
			seen[look] = l.ID
		}
	}
}

func TestDefaultBegins(t *testing.T) {
	want := []annotate.Label{"claim", "source", "content", "caption", "credit"}
	var got []annotate.Label
	for _, l := range Default().Labels[:5] {
		got = append(got, l.ID)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestSchema(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("scheme.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("scheme.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	valid := func(data []byte) error {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(v)
	}
	if err := valid(galleyNews); err != nil {
		t.Errorf("galley-news.json: %v", err)
	}
	for _, change := range []func(map[string]any){
		func(m map[string]any) { m["galley"] = "scheme/9" },
		func(m map[string]any) { m["colour"] = "red" },
		func(m map[string]any) { m["version"] = 0 },
		func(m map[string]any) { delete(m, "labels") },
		func(m map[string]any) { m["labels"].([]any)[0].(map[string]any)["key"] = "mm" },
	} {
		var m map[string]any
		if err := json.Unmarshal(galleyNews, &m); err != nil {
			t.Fatal(err)
		}
		change(m)
		data, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		if valid(data) == nil {
			t.Errorf("the schema lets pass what is wrong: %.120s", data)
		}
		if _, err := annotate.ParseScheme("changed.json", data); err == nil {
			t.Errorf("ParseScheme lets pass what is wrong: %.120s", data)
		}
	}
}
