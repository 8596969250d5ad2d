package survey

import (
	"cmp"
	"slices"
	"strings"

	"galley/annotate"
)

// A Version is somebody's layer on another version of an article than the one that is compared.
type Version struct {
	Theirs    annotate.DocID     `json:"theirs"` // as they marked it
	Here      annotate.DocID     `json:"here"`   // as it is compared
	Annotator annotate.Annotator `json:"annotator"`
	Title     string             `json:"title"`
	Spans     int                `json:"spans"`
}

// Versions lists layers that are not compared because they lie on another version of an article: one of the same title, or that
// the other says it replaces, with another text. Here is one of those that stand, whoever has read it; else the version that most
// people have read, and of several the first in the queue, then by id. An annotator who has read that one, too, is compared there.
func Versions(sheets []Sheet, stand ...*annotate.Document) []Version {
	type version struct {
		doc     *annotate.Document
		readers []Sheet
	}
	titles, binned := map[annotate.DocID]string{}, map[annotate.DocID]bool{}
	for _, s := range sheets {
		if s.Annotator != "" {
			continue
		}
		if v, _ := s.Layer.Attr(annotate.AttrDeleted); v == "true" {
			binned[s.Document.ID] = true
		}
		if title, ok := s.Layer.Attr(annotate.AttrTitle); ok {
			titles[s.Document.ID] = title
		}
	}
	titleOf := func(d *annotate.Document) string { return cmp.Or(titles[d.ID], d.Title) }
	of := map[string][]*version{}
	var order []string
	known := map[annotate.DocID]*version{}
	keys := map[annotate.DocID]string{}
	for _, s := range sheets {
		keys[s.Document.ID] = titleKey(titleOf(s.Document))
	}
	meet := func(d *annotate.Document) *version {
		if v := known[d.ID]; v != nil {
			return v
		}
		key := titleKey(titleOf(d))
		for _, f := range d.Meta {
			if older, ok := keys[annotate.DocID(f.Value)]; ok && f.Name == annotate.MetaReplaces {
				key = older
			}
		}
		if key == "" {
			return nil
		}
		v := &version{doc: d}
		known[d.ID] = v
		if len(of[key]) == 0 {
			order = append(order, key)
		}
		of[key] = append(of[key], v)
		return v
	}
	stands := map[annotate.DocID]bool{}
	for _, d := range stand {
		stands[d.ID] = true
		meet(d)
	}
	for _, s := range sheets {
		if s.Annotator == "" || s.Annotator == annotate.Gold || s.Annotator == annotate.Suggested || !Read(s.Layer) || binned[s.Document.ID] {
			continue
		}
		if v := meet(s.Document); v != nil {
			v.readers = append(v.readers, s)
		}
	}
	var all []Version
	for _, title := range order {
		group := of[title]
		slices.SortStableFunc(group, func(a, b *version) int {
			if stands[a.doc.ID] != stands[b.doc.ID] {
				return map[bool]int{true: -1, false: 1}[stands[a.doc.ID]]
			}
			return cmp.Or(cmp.Compare(len(b.readers), len(a.readers)), cmp.Compare(a.doc.Order, b.doc.Order), cmp.Compare(a.doc.ID, b.doc.ID))
		})
		here := group[0]
		for _, v := range group[1:] {
			for _, s := range v.readers {
				there := slices.ContainsFunc(here.readers, func(x Sheet) bool { return x.Annotator == s.Annotator })
				if v.doc.Digest != here.doc.Digest && !there {
					all = append(all, Version{Theirs: v.doc.ID, Here: here.doc.ID, Annotator: s.Annotator, Title: titleOf(here.doc), Spans: s.Layer.Len()})
				}
			}
		}
	}
	return all
}

// titleKey is a title as it is compared.
func titleKey(title string) string { return strings.ToLower(strings.Join(strings.Fields(title), " ")) }
