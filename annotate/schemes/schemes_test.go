package schemes

import (
	"bytes"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"galley/annotate"
)

func TestDefault(t *testing.T) {
	s := Default()
	if s.Name() != "galley-news@1" {
		t.Errorf("default scheme is %s", s.Name())
	}
	for i, want := range []annotate.Label{"claim", "source", "content", "caption", "credit"} {
		if s.Labels[i].ID != want {
			t.Errorf("label %d is %q, want %q", i, s.Labels[i].ID, want)
		}
	}
	if got, ok := Find("galley-news"); !ok || got.Name() != s.Name() {
		t.Errorf("Find by id: %v, %t", got.Name(), ok)
	}
	if _, ok := Find("galley-olds"); ok {
		t.Error("found a scheme that does not exist")
	}
}

// Every scheme that comes with Galley teaches by example, survives writing, and has presets that stand alone.
func TestLaws(t *testing.T) {
	for _, s := range All() {
		for _, l := range s.Labels {
			good, bad := 0, 0
			for _, e := range l.Examples {
				if e.Bad {
					bad++
				} else {
					good++
				}
			}
			if l.Guideline == "" || good == 0 || bad == 0 {
				t.Errorf("%s: label %s has %d good and %d bad examples, guideline %t", s.Name(), l.ID, good, bad, l.Guideline != "")
			}
			if l.Color == "" || l.Style == "" || l.Unit == "" {
				t.Errorf("%s: label %s lacks a hue, a style or a unit", s.Name(), l.ID)
			}
		}
		data, err := s.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		again, err := annotate.ParseScheme(s.Name(), data)
		if err != nil {
			t.Fatal(err)
		}
		if twice, _ := again.Marshal(); !bytes.Equal(twice, data) {
			t.Errorf("%s: written twice, two forms", s.Name())
		}
		for _, p := range s.Presets {
			part, err := s.With(p.ID)
			if err != nil {
				t.Fatal(err)
			}
			if part.Name() != s.Name() || len(part.Labels) != len(p.Labels) || len(part.Relations) != len(p.Relations) {
				t.Errorf("%s, preset %s: %d of %d labels, %d of %d relations", s.Name(), p.ID, len(part.Labels), len(p.Labels), len(part.Relations), len(p.Relations))
			}
		}
	}
}

// The JSON Schema takes what ParseScheme takes, and refuses a shape that it refuses.
func TestSchema(t *testing.T) {
	check := compile(t)
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := check(data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		written, err := Default().Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if err := check(written); err != nil {
			t.Errorf("%s as written: %v", name, err)
		}
		for _, edit := range [][2]string{
			{`"galley": "scheme/1"`, `"galley": "scheme/2"`},
			{`"version": 1`, `"version": 0`},
			{`"overlap": "none"`, `"overlap": "some"`},
			{`"color": "blue"`, `"color": "mauve"`},
			{`"key": "m"`, `"key": "7"`},
			{`"key": "m"`, `"shortcut": "m"`},
			{`"type": "text"`, `"type": "enum"`},
			{`"unit": "sentence"`, `"unit": "chapter"`},
		} {
			broken := bytes.Replace(data, []byte(edit[0]), []byte(edit[1]), 1)
			if bytes.Equal(broken, data) {
				t.Fatalf("%s does not hold %s", name, edit[0])
			}
			if check(broken) == nil {
				t.Errorf("%s: the schema takes %s", name, edit[1])
			}
			if _, err := annotate.ParseScheme(name, broken); err == nil {
				t.Errorf("%s: ParseScheme takes %s", name, edit[1])
			}
		}
	}
}

func compile(t *testing.T) func([]byte) error {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("scheme.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("scheme.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return func(data []byte) error {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			return err
		}
		return compiled.Validate(v)
	}
}
