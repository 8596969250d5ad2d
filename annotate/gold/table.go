package gold

import (
	"bytes"
	"path"
	"strings"
)

// Parse reads the documents of a file by its name: .txt as [Marked] reads them, anything else as [Read] does.
func Parse(name string, data []byte) ([]Doc, error) {
	if path.Ext(name) == ".txt" {
		return Marked(string(data))
	}
	return Read(bytes.NewReader(data))
}

// Both passes what both filters pass.
func Both(a, b Filter) Filter { return func(r Relation) bool { return a(r) && b(r) } }

// Attributions is how well attributions were found, as rows of the table below [Head], with a line beneath.
func Attributions(want, found []Doc) string {
	var out strings.Builder
	for _, row := range []struct {
		name, label string
		pass        Filter
	}{
		{"content", "quote", nil}, {"content that reports speech", "quote", Reporting},
		{"of it direct and mixed", "quote", Both(Reporting, Kinds("direct", "mixed"))},
		{"its source", "source", Reporting}, {"its cue", "cue", Reporting},
	} {
		var s SpanScore
		for i := range want {
			s.Add(want[i], found[i], row.label, row.pass)
		}
		out.WriteString(s.Row(row.name) + "\n")
	}
	var l LinkScore
	for i := range want {
		l.Add(want[i], found[i], Reporting)
	}
	out.WriteString(l.Rows() + "\n")
	return out.String()
}
