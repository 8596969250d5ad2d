package export

import (
	"io"
	"slices"
	"strings"

	"galley/annotate"
)

// Captions is a table with one row a caption, whose columns are named as IPTC's photo metadata is. Only what lies inside a
// caption or its credit, or is linked to one of them, is taken for its own: nothing follows from nearness.
var Captions = Format{
	Name:  "captions",
	Title: "Captions with IPTC fields (CSV)",
	Ext:   ".csv",
	Unit:  "none",
	Loses: []string{"all marks that are of no caption", "action and context, which IPTC has no field for", "dates and places stay as they are printed"},
	Write: writeCaptions,
}

type captionColumn struct {
	title string
	label annotate.Label
}

// captionColumns are IPTC's names, and the label that each is made of.
var captionColumns = []captionColumn{
	{"Description", "caption"}, {"Headline", "headline"}, {"Credit Line", "credit"}, {"Creator", "photographer"},
	{"Source", "agency"}, {"Person Shown", "who"}, {"Location Shown", "where"}, {"Date Created", "when"},
}

func writeCaptions(w io.Writer, j Job) (loss Loss, err error) {
	docs, err := j.Documents()
	if err != nil {
		return nil, err
	}
	put := writeCSVRow(w)
	header := []string{"doc_id", "annotator", "caption_id"}
	for _, c := range captionColumns {
		header = append(header, c.title)
	}
	if err := put(header); err != nil {
		return loss, err
	}
	for m := range docs {
		for _, l := range m.Layers {
			for _, row := range captionRows(m, l, &loss) {
				if err := put(row); err != nil {
					return loss, err
				}
			}
		}
	}
	return loss, nil
}

// captionRows returns the rows of a layer, by where the captions stand.
func captionRows(m Marked, l MarkedLayer, loss *Loss) (out [][]string) {
	owner := map[annotate.SpanID]annotate.SpanID{} // what a mark is linked to as a part of
	for _, r := range l.Relations() {
		if r.Label == "credit-of" || r.Label == "field-of" {
			owner[r.Head] = r.Tail
		}
	}
	used := map[annotate.SpanID]bool{}
	headline := ""
	for s := range l.Spans() {
		if s.Label == "headline" {
			headline = s.Surface(m.Text)
			used[s.ID] = true
			break
		}
	}
	for caption := range l.Spans() {
		if caption.Label != "caption" {
			continue
		}
		used[caption.ID] = true
		of := func(s, whole annotate.Span) bool {
			if to, ok := owner[s.ID]; ok {
				return to == whole.ID
			}
			return s.ID != whole.ID && whole.Envelope().Contains(s.Envelope())
		}
		values := map[annotate.Label][]string{"caption": {caption.Surface(m.Text)}}
		if headline != "" {
			values["headline"] = []string{headline}
		}
		var credits []annotate.Span
		for s := range l.Spans() {
			if s.Label == "credit" && of(s, caption) {
				credits = append(credits, s)
			}
		}
		for s := range l.Spans() {
			if s.Label == "caption" || s.Label == "headline" || !slices.ContainsFunc(captionColumns, func(c captionColumn) bool { return c.label == s.Label }) {
				continue
			}
			if of(s, caption) || slices.ContainsFunc(credits, func(c annotate.Span) bool { return of(s, c) }) {
				values[s.Label] = append(values[s.Label], s.Surface(m.Text))
				used[s.ID] = true
			}
		}
		row := []string{string(m.ID), string(l.Annotator), string(caption.ID)}
		for _, c := range captionColumns {
			row = append(row, strings.Join(values[c.label], "; "))
		}
		out = append(out, row)
	}
	for s := range l.Spans() {
		switch {
		case used[s.ID]:
		case s.Label == "credit":
			loss.add("credits that are linked to no caption", 1)
		default:
			loss.add("marks that are of no caption", 1)
		}
	}
	return out
}
