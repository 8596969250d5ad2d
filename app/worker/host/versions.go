package host

import (
	"cmp"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/agreement/survey"
	"galley/app/editor"
)

// versions lists marks that are not compared because they lie on another version of an article: one of the same title and another
// text. Here is the version that most people have read, and of several the first in the queue.
func (r reading) versions() []editor.Version {
	type version struct {
		doc     *annotate.Document
		readers []survey.Sheet
	}
	of := map[string][]*version{}
	var titles []string
	known := map[annotate.DocID]*version{}
	for _, s := range r.sheets {
		if s.Annotator == "" || s.Annotator == annotate.Gold || !survey.Read(s.Layer) || r.binned[s.Document.ID] {
			continue
		}
		v := known[s.Document.ID]
		if v == nil {
			title := strings.ToLower(strings.Join(strings.Fields(r.titles[s.Document.ID]), " "))
			if title == "" {
				continue
			}
			v = &version{doc: s.Document}
			known[s.Document.ID] = v
			if len(of[title]) == 0 {
				titles = append(titles, title)
			}
			of[title] = append(of[title], v)
		}
		v.readers = append(v.readers, s)
	}
	var all []editor.Version
	for _, title := range titles {
		group := of[title]
		slices.SortStableFunc(group, func(a, b *version) int {
			return cmp.Or(cmp.Compare(len(b.readers), len(a.readers)), cmp.Compare(a.doc.Order, b.doc.Order), cmp.Compare(a.doc.ID, b.doc.ID))
		})
		here := group[0]
		for _, v := range group[1:] {
			for _, s := range v.readers {
				there := slices.ContainsFunc(here.readers, func(x survey.Sheet) bool { return x.Annotator == s.Annotator })
				if v.doc.Digest != here.doc.Digest && !there {
					all = append(all, editor.Version{Theirs: v.doc.ID, Here: here.doc.ID, Layer: s.Annotator, Title: r.titles[here.doc.ID], Spans: s.Layer.Len()})
				}
			}
		}
	}
	return all
}
