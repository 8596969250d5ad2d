package survey

import (
	"slices"
	"testing"

	"galley/annotate"
)

// Marks on another version are told of: of one title, or of one that is said to be replaced. The version of most readers is the one
// that is compared, unless another is said to stand.
func TestVersions(t *testing.T) {
	sheet := func(d *annotate.Document, who annotate.Annotator) Sheet {
		l, _, err := annotate.NewLayer(d.Text).Apply(annotate.Tx{annotate.AddSpan{Span: annotate.Span{ID: "s", Label: "claim", Ranges: []annotate.Range{{From: 0, To: 4}}}}})
		if err != nil {
			t.Fatal(err)
		}
		return Sheet{Document: d, Annotator: who, Layer: l}
	}
	doc := func(id annotate.DocID, title, text string) *annotate.Document {
		d := annotate.NewDocument(id, title, annotate.NewText(text))
		return &d
	}
	first, second, newest, other := doc("a", "Pier  opens", "Pier one."), doc("b", "pier opens", "Pier two."), doc("c", "Pier is open", "Pier three."), doc("d", "Bakery", "Bread.")
	newest.Meta = []annotate.Field{{Name: annotate.MetaReplaces, Value: "a"}}
	sheets := []Sheet{sheet(first, "Ana"), sheet(first, "Ben"), sheet(second, "Ben"), sheet(second, "Cleo"), sheet(second, annotate.Suggested), sheet(other, "Dan")}
	is := func(name string, got []Version, want ...Version) {
		t.Helper()
		if !slices.Equal(got, want) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	is("as many have read both: by id", Versions(sheets), Version{"b", "a", "Cleo", "Pier  opens", 1})
	is("one that stands", Versions(sheets, second), Version{"a", "b", "Ana", "pier opens", 1})
	is("one that nobody has read", Versions(sheets, newest), Version{"a", "c", "Ana", "Pier is open", 1}, Version{"a", "c", "Ben", "Pier is open", 1},
		Version{"b", "c", "Ben", "Pier is open", 1}, Version{"b", "c", "Cleo", "Pier is open", 1})
	gone := "true"
	bin, _, err := annotate.NewLayer(second.Text).Apply(annotate.Tx{annotate.SetAttr{Name: annotate.AttrDeleted, To: &gone}})
	if err != nil {
		t.Fatal(err)
	}
	is("one in the bin", Versions(append(sheets, Sheet{Document: second, Layer: bin})))
}
