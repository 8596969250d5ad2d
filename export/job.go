package export

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/journal"
)

// A Marked is a document with the layers that a job asks for.
type Marked struct {
	annotate.Document // with the title it has now
	Layers            []MarkedLayer
}

// A MarkedLayer is one annotator's marks on a document. Nothing in it is empty.
type MarkedLayer struct {
	Annotator annotate.Annotator
	annotate.Layer
	Conflicts []journal.Conflict
}

// Documents returns the documents that j asks for, by (order, id), each with its layers by annotator. Documents in
// the bin are left out, and layers that hold neither marks nor attributes; so are documents without the layer asked
// for, as training data must not take "not looked at" for "nothing found".
func (j Job) Documents() (iter.Seq[Marked], error) {
	recs := slices.Clone(j.Records)
	journal.SortRecords(recs)
	streams := journal.Streams(journal.Entries(recs))
	layers := map[annotate.DocID][]annotate.Annotator{}
	for s := range streams {
		if s.Doc != "" && s.Layer != "" && s.Layer != annotate.Suggested && (j.Layer == "" || j.Layer == All || string(s.Layer) == j.Layer) {
			layers[s.Doc] = append(layers[s.Doc], s.Layer)
		}
	}
	for _, names := range layers {
		slices.Sort(names)
	}
	have := map[annotate.DocID]bool{}
	for _, r := range recs {
		if r.Document != nil {
			have[r.Document.ID] = true
		}
	}
	for _, d := range j.Docs {
		if !have[d] {
			return nil, fmt.Errorf("document %q: %w in this project", d, annotate.ErrNotFound)
		}
	}
	if j.Layer != "" && j.Layer != All && len(layers) == 0 {
		return nil, fmt.Errorf("layer %q: %w in this project; there are %s", j.Layer, annotate.ErrNotFound, names(streams))
	}
	return func(yield func(Marked) bool) {
		for _, r := range recs {
			if r.Document == nil || j.Docs != nil && !slices.Contains(j.Docs, r.Document.ID) {
				continue
			}
			m := Marked{Document: *r.Document}
			own, _ := journal.Fold(annotate.NewText(""), streams[journal.Stream{Doc: m.ID}])
			if gone, _ := own.Attr(annotate.AttrDeleted); gone == "true" {
				continue
			}
			if title, ok := own.Attr(annotate.AttrTitle); ok {
				m.Title = title
			}
			for _, a := range layers[m.ID] {
				l, conflicts := journal.Fold(m.Text, streams[journal.Stream{Doc: m.ID, Layer: a}])
				if l.Len() > 0 || len(l.Attrs()) > 0 {
					m.Layers = append(m.Layers, MarkedLayer{Annotator: a, Layer: l, Conflicts: conflicts})
				}
			}
			if len(m.Layers) == 0 && j.Layer != "" && j.Layer != All {
				continue
			}
			if !yield(m) {
				return
			}
		}
	}, nil
}

// names lists the layers there are, for a message.
func names(streams map[journal.Stream][]journal.Entry) string {
	var out []string
	for s := range streams {
		if s.Layer != "" && s.Layer != annotate.Suggested && !slices.Contains(out, string(s.Layer)) {
			out = append(out, string(s.Layer))
		}
	}
	if len(out) == 0 {
		return "none yet"
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}
