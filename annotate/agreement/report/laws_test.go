package report_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/report"
	"galley/annotate/agreement/survey"
)

// A mark of a drawn desk; a desk is by document and annotator, nil where the document was not read.
type drawn struct {
	label    string
	from, to int
	hedged   string
}

type desked [][][]drawn

func genDesk(t *rapid.T) desked {
	people := rapid.IntRange(2, 4).Draw(t, "people")
	var d desked
	for range rapid.IntRange(1, 3).Draw(t, "documents") {
		var document [][]drawn
		for range people {
			if rapid.IntRange(0, 9).Draw(t, "read") == 0 {
				document = append(document, nil)
				continue
			}
			own := []drawn{}
			for range rapid.IntRange(0, 4).Draw(t, "marks") {
				from := rapid.IntRange(0, 60).Draw(t, "from")
				own = append(own, drawn{rapid.SampledFrom([]string{"claim", "cue", "source"}).Draw(t, "label"), from, from + rapid.IntRange(1, 20).Draw(t, "length"),
					rapid.SampledFrom([]string{"", "true", "false"}).Draw(t, "hedged")})
			}
			document = append(document, own)
		}
		d = append(d, document)
	}
	return d
}

// sheets lays a desk out: who is called what, and which label, is handed in.
func (d desked) sheets(t testing.TB, person func(int) string, label func(string) string) []survey.Sheet {
	var all []survey.Sheet
	for n, layers := range d {
		doc := document(n)
		for who, own := range layers {
			if own == nil {
				continue
			}
			tx := annotate.Tx{set("", annotate.AttrState, "done")}
			for i, m := range own {
				id := fmt.Sprint("s", i)
				tx = append(tx, mark(id, label(m.label), m.from, m.to))
				if m.hedged != "" {
					tx = append(tx, set(id, "hedged", m.hedged))
				}
			}
			for i := 1; i < len(own); i += 2 {
				tx = append(tx, annotate.AddRelation{Relation: annotate.Relation{ID: annotate.SpanID(fmt.Sprint("r", i)), Label: "says", Head: annotate.SpanID(fmt.Sprint("s", i-1)), Tail: annotate.SpanID(fmt.Sprint("s", i))}})
			}
			all = append(all, survey.Sheet{Document: doc, Annotator: annotate.Annotator(person(who)), Layer: marks(t, doc, tx...)})
		}
	}
	return all
}

func plainPerson(i int) string   { return fmt.Sprint("ann", i) }
func turnedPerson(i int) string  { return fmt.Sprint("ann", 9-i) }
func plainLabel(l string) string { return l }
func otherLabel(label string) string {
	return map[string]string{"claim": "z", "cue": "m", "source": "a"}[label]
}

var lawScheme = annotate.Scheme{ID: "laws", Attributes: []annotate.AttrDef{{ID: "hedged", On: []string{"claim", "cue", "source", "z", "m", "a"}, Type: annotate.Boolean}}}

// everything computes all measures of a desk by label, or says why nothing can be compared.
func everything(t *rapid.T, sheets []survey.Sheet) (map[string]report.SubjectFigure, error) {
	r, err := report.Table(sheets, lawScheme, report.ByLabel, report.Names(), report.Options{})
	if err != nil {
		return nil, err
	}
	all := map[string]report.SubjectFigure{}
	for _, f := range r.Figures {
		key := fmt.Sprint(f.Measure, "|", f.Kind, "|", f.Name)
		if _, twice := all[key]; twice {
			t.Fatalf("%s is there twice", key)
		}
		all[key] = f
	}
	return all, nil
}

// tied reports whether a figure hangs on which of several pairings of marks is taken that are equally good: which of them that
// is goes by names. How many pairs there are, how many of one label and how many that are equal is the same in all of them.
func tied(f report.SubjectFigure) bool {
	switch f.Measure {
	case report.F1Half:
		return true
	case report.Found, report.Same, report.Edges, report.F1Overlap:
		return f.Kind == survey.OfLabel
	}
	return f.Kind == survey.OfValue || f.Kind == report.OfLinks
}

// byLuck are measures that draw samples: the same desk under other names draws others.
func byLuck(measure string) bool { return strings.HasPrefix(measure, "gamma") }

// sameFigure compares figures of one desk that was laid out in two ways.
func sameFigure(t *rapid.T, what string, a, b report.SubjectFigure) {
	x, ok := a.Value.Get()
	y, too := b.Value.Get()
	if byLuck(a.Measure) {
		// γ-cat hangs on which of several best alignments is taken, and that on the order of units and labels.
		if a.Measure != report.GammaAll {
			return
		}
		x, ok = a.Observed.Get()
		y, too = b.Observed.Get()
	}
	if ok != too || a.Status != b.Status && !byLuck(a.Measure) || math.Abs(x-y) > 1e-9 || a.Items != b.Items {
		t.Fatalf("%s: %s %s is %v of %d (%s), then %v of %d (%s)", what, a.Measure, a.Name, x, a.Items, a.Status, y, b.Items, b.Status)
	}
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tb := t
		d := genDesk(t)
		sheets := d.sheets(testingOf(tb), plainPerson, plainLabel)
		all, err := everything(t, sheets)
		readers := 0
		for _, document := range d {
			n := 0
			for _, own := range document {
				if own != nil {
					n++
				}
			}
			readers = max(readers, n)
		}
		if (err == nil) != (readers >= 2) {
			t.Fatalf("%d have read a document in common, and: %v", readers, err)
		}
		if err != nil {
			return
		}
		for key, f := range all {
			v, ok := f.Value.Get()
			switch {
			case ok != (f.Status == agreement.OK):
				t.Fatalf("%s: value %v and status %q", key, v, f.Status)
			case ok && v > 1+1e-9:
				t.Fatalf("%s: %v is more than all", key, v)
			case ok && v < 0 && (strings.HasPrefix(f.Measure, "f1") || slices.Contains([]string{report.Found, report.Same, report.Edges, report.Presence, report.LinkAccuracy, "percent"}, f.Measure)):
				t.Fatalf("%s: %v is less than nothing", key, v)
			}
		}
		// Who is called what, and hence whose marks come first.
		turned, err := everything(t, d.sheets(testingOf(tb), turnedPerson, plainLabel))
		if err != nil || len(turned) != len(all) {
			t.Fatalf("%d figures, and under other names %d: %v", len(all), len(turned), err)
		}
		for key, f := range all {
			sameFigure(t, "other names of people", f, turned[key])
		}
		// The same desk twice, as documents of their own: what has no correction for chance stays.
		var twice []survey.Sheet
		for _, s := range sheets {
			copied := *s.Document
			copied.ID += "-again"
			again := s
			again.Document = &copied
			twice = append(twice, s, again)
		}
		doubled, err := everything(t, twice)
		if err != nil {
			t.Fatal(err)
		}
		for key, f := range all {
			if strings.HasPrefix(f.Measure, "f1") || f.Measure == report.Found || f.Measure == "percent" {
				x, _ := f.Value.Get()
				if y, _ := doubled[key].Value.Get(); math.Abs(x-y) > 1e-9 {
					t.Fatalf("%s is %v, and of everything twice %v", key, x, y)
				}
			}
		}
		// What labels are called.
		called, err := everything(t, d.sheets(testingOf(tb), plainPerson, otherLabel))
		if err != nil || len(called) != len(all) {
			t.Fatalf("%d figures, and of other labels %d: %v", len(all), len(called), err)
		}
		for key, f := range all {
			if f.Kind == survey.OfLabel {
				key = fmt.Sprint(f.Measure, "|", f.Kind, "|", otherLabel(f.Name))
			}
			if !tied(f) {
				sameFigure(t, "other names of labels", f, called[key])
			}
		}
	})
}

// Everybody has the marks of the first: whatever has a value is 1.
func TestIdentityOfEveryMeasure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := genDesk(t)
		for n := range d {
			if d[n][0] == nil {
				d[n][0] = []drawn{}
			}
			for who := range d[n] {
				d[n][who] = d[n][0]
			}
		}
		all, err := everything(t, d.sheets(testingOf(t), plainPerson, plainLabel))
		if err != nil {
			t.Fatal(err)
		}
		for key, f := range all {
			if v, ok := f.Value.Get(); ok && math.Abs(v-1) > 1e-9 {
				t.Fatalf("%s of the same marks is %v", key, v)
			}
		}
	})
}

// testingOf lets helpers that want a testing.TB run under rapid, whose T has what they use.
func testingOf(t *rapid.T) testing.TB { return rapidTB{t: t} }

type rapidTB struct {
	testing.TB
	t *rapid.T
}

func (r rapidTB) Helper()           { r.t.Helper() }
func (r rapidTB) Fatal(args ...any) { r.t.Fatal(args...) }
