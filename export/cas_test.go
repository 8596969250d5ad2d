package export_test

import (
	"os"
	"strings"
	"testing"

	"galley/annotate"
	"galley/export"

	"github.com/google/go-cmp/cmp"
)

var casView = view{ids: true, origin: true, relationAttrs: true, docs: true, docAttrs: true}

func TestCASGolden(t *testing.T) {
	for _, f := range []export.Format{export.CASJSON, export.XMI} {
		out, loss := writeAll(t, f, nasty(), "all")
		golden(t, f.Name+".txtar", out.archive())
		if len(loss) > 0 {
			t.Errorf("%s loses %s", f.Name, loss)
		}
	}
}

func TestCASJSONRoundTrip(t *testing.T) { casView.law(t, export.CASJSON) }

func TestXMIRoundTrip(t *testing.T) {
	v := casView
	v.title = func(s string) string {
		return strings.Map(func(r rune) rune {
			if r < ' ' && r != '\t' && r != '\n' || r == '\uFFFE' || r == '\uFFFF' {
				return ' '
			}
			return r
		}, s)
	}
	v.law(t, export.XMI)
}

// What XML cannot hold becomes a space of the same width, and is told.
func TestXMIControl(t *testing.T) {
	recs := nasty()
	doc := annotate.NewDocument("c", "", annotate.NewText("a\x01b\uFFFF🙂c"))
	recs[1].Document = &doc
	recs = recs[:3]
	out, loss := writeAll(t, export.XMI, recs, "all")
	in, err := export.XMI.ReadFiles(out, export.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got := in.Records[0].Document.Text.String(); got != "a b 🙂c" {
		t.Errorf("got %q", got)
	}
	if got := loss.String(); got != "2 control characters that XML cannot hold, made spaces" {
		t.Errorf("loses %s", got)
	}
}

// INCEpTION's own layers: a label in value, tokens that are nobody's marks, a slot, a relation.
func TestCASRead(t *testing.T) {
	const text = `{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaNum":1,"sofaID":"_InitialView","mimeType":"text","sofaString":"🙂 Ana Ruiz said it."}`
	tests := []struct {
		name, json  string
		spans, note []string
	}{
		{name: "layers of others", json: `{"%TYPES":{},"%FEATURE_STRUCTURES":[` + text + `,
			{"%ID":2,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity","@sofa":1,"begin":3,"end":11,"value":"PER","identifier":"Q1"},
			{"%ID":3,"%TYPE":"webanno.custom.Said","@sofa":1,"begin":12,"end":16,"@who":4},
			{"%ID":4,"%TYPE":"uima.cas.FSArray","%ELEMENTS":[5]},
			{"%ID":5,"%TYPE":"webanno.custom.SaidWhoLink","role":"speaker","@target":2},
			{"%ID":6,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token","@sofa":1,"begin":0,"end":2},
			{"%ID":7,"%TYPE":"webanno.custom.Rel","@sofa":1,"begin":12,"end":16,"@Governor":2,"@Dependent":3}],"%VIEWS":{}}`,
			spans: []string{"PER Ana Ruiz identifier=Q1", "Said said", "Rel Ana Ruiz → said", "speaker said → Ana Ruiz"},
			note:  []string{"d.json: 1 annotations of de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token are left out: they are no marks of people"}},
		{name: "within an emoji", json: `{"%FEATURE_STRUCTURES":[` + text + `,{"%ID":2,"%TYPE":"x.Y","@sofa":1,"begin":1,"end":4}]}`,
			note: []string{"d.json: feature structure 2: the span Y is left out: 1–4 is no stretch of the text, which has 19 characters"}},
		{name: "another view", json: `{"%FEATURE_STRUCTURES":[` + text + `,{"%ID":2,"%TYPE":"x.Y","@sofa":9,"begin":3,"end":6}]}`,
			note: []string{`d.json: 1 feature structures lie on other views than "_InitialView" and are left out`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in, err := export.CASJSON.ReadFiles(filesOf("d.json", tt.json), export.ReadOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.note, in.Notes); d != "" {
				t.Errorf("notes (-want +got):\n%s", d)
			}
			if d := cmp.Diff(tt.spans, surfaces(t, in.Records)); d != "" {
				t.Errorf("spans (-want +got):\n%s", d)
			}
		})
	}
	for _, tt := range []struct{ name, data, want string }{
		{"d.json", "{\n\"%FEATURE_STRUCTURES\":[{\"%ID\":true}]}", `d.json:2:31: %FEATURE_STRUCTURES[0].%ID: here stands`},
		{"d.json", `{"%TYPES":{}}`, "%FEATURE_STRUCTURES"},
		{"d.json", `{"%FEATURE_STRUCTURES":[]}`, "d.json: there is no text in it"},
		{"d.xmi", "<a/>", "d.xmi:1:5: the outermost element is a, not xmi:XMI"},
		{"d.xmi", "<a\n<b", "d.xmi:2:1: this is no XML"},
		{"d.xmi", `<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"><a xmi:id="x"/></xmi:XMI>`, `d.xmi:1:60: a: xmi:id: "x" is no whole number`},
	} {
		f := export.CASJSON
		if tt.name == "d.xmi" {
			f = export.XMI
		}
		if _, err := f.ReadFiles(filesOf(tt.name, tt.data), export.ReadOptions{}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %s", tt.data, err, tt.want)
		}
	}
}

func FuzzCASJSON(f *testing.F) { fuzzFolder(f, export.CASJSON, "ugly_1.json") }
func FuzzXMI(f *testing.F)     { fuzzFolder(f, export.XMI, "ugly_1.xmi") }

// What dkpro-cassis writes of our files comes back as what we gave it: see interop/test_cas.py.
func TestCassis(t *testing.T) {
	v := casView
	out, _ := writeAll(t, export.CASJSON, nasty(), "all")
	for name := range out.MapFS {
		if name != "ana/ugly_1.json" {
			delete(out.MapFS, name)
		}
	}
	want, err := export.CASJSON.ReadFiles(out, export.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		file string
		export.Format
	}{{"cassis.json", export.CASJSON}, {"cassis.xmi", export.XMI}} {
		data, err := os.ReadFile("testdata/" + tt.file)
		if err != nil {
			t.Fatal(err)
		}
		in, err := tt.ReadFiles(filesOf(tt.file, string(data)), export.ReadOptions{})
		if err != nil || len(in.Notes) > 0 {
			t.Fatal(err, in.Notes)
		}
		if d := cmp.Diff(v.tell(t, want.Records), v.tell(t, in.Records)); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.file, d)
		}
	}
}
