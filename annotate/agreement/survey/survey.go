// Package survey lays the layers of several annotators side by side and makes of them what package agreement
// computes from: tables of who put what into which category.
//
// A document counts for agreement when at least two annotators have read it. An annotator has read a document who
// marked something in it, or finished it and marked nothing: silence is data. One who never opened it, is not
// done with it and has marked nothing, or skipped it, is missing there.
//
// Start reading at [New].
package survey

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"slices"

	"galley/annotate"
	"galley/annotate/agreement"
)

// A Sheet is one annotator's layer of one document.
type Sheet struct {
	Document  *annotate.Document
	Annotator annotate.Annotator
	Layer     annotate.Layer
	At        int64 // when it was worked on, in milliseconds since 1970 UTC; 0 where nobody knows ([journal.WorkedAt])
}

// A Survey is the documents that two annotators or more have read, with their layers. The same layers in another
// order make the same survey.
type Survey struct {
	Annotators []annotate.Annotator // by name
	Documents  []Document           // by id
	LeftOut    int                  // documents that only one annotator has read

	gold     int              // the number of the gold layer among the annotators; -1 where it is not of the party
	labels   []annotate.Label // that somebody used, by name
	pairings []pairing        // of marks, by document and name
}

// A Document is one article with the layer of each annotator.
type Document struct {
	*annotate.Document
	At int64 // when the last of its annotators worked on it, in milliseconds since 1970 UTC; 0 where nobody knows

	layers  []*annotate.Layer // nil: has not read it
	words   []annotate.Range
	touches []touch // by word, annotator and label

	labelled []touch // the same by label, word and annotator
}

// Read reports whether an annotator has read the document of a layer.
func Read(l annotate.Layer) bool {
	switch l.State() {
	case annotate.Skipped:
		return false
	case annotate.Done, annotate.Flagged:
		return true
	}
	return l.Len() > 0 || len(l.Relations()) > 0 || slices.ContainsFunc(l.Attrs(), func(f annotate.Field) bool {
		return !own(f.Name)
	})
}

// own reports whether an attribute is Galley's, not the scheme's.
func own(name string) bool {
	return len(name) >= len(annotate.OwnAttr) && name[:len(annotate.OwnAttr)] == annotate.OwnAttr
}

// New returns the survey of these sheets. Suggestions, the gold layer and the documents' own streams are nobody's
// judgement and left out, and so are documents in the bin.
func New(sheets []Sheet) Survey { return newSurvey(eligible(sheets, false), false) }

// Against returns the survey of these sheets with the gold layer for the other side: a document counts when there is a gold
// layer of it and somebody has read it, and everybody is compared with gold alone. Ok is false where there is no such document.
func Against(sheets []Sheet) (s Survey, ok bool) {
	sheets = eligible(sheets, true)
	settled := map[annotate.DocID]bool{}
	for _, sheet := range sheets {
		if sheet.Annotator == annotate.Gold {
			settled[sheet.Document.ID] = true
		}
	}
	s = newSurvey(slices.DeleteFunc(sheets, func(sheet Sheet) bool { return !settled[sheet.Document.ID] }), true)
	return s, len(s.Documents) > 0
}

// eligible returns the sheets that count, by document and annotator.
func eligible(sheets []Sheet, gold bool) []Sheet {
	binned := map[annotate.DocID]bool{}
	sheets = slices.DeleteFunc(slices.Clone(sheets), func(sheet Sheet) bool {
		if v, _ := sheet.Layer.Attr(annotate.AttrDeleted); sheet.Annotator == "" && v == "true" {
			binned[sheet.Document.ID] = true
		}
		return sheet.Annotator == "" || sheet.Annotator == annotate.Gold && !gold || sheet.Annotator == annotate.Suggested || !Read(sheet.Layer)
	})
	sheets = slices.DeleteFunc(sheets, func(sheet Sheet) bool { return binned[sheet.Document.ID] })
	slices.SortStableFunc(sheets, func(a, b Sheet) int {
		return cmp.Or(cmp.Compare(a.Document.ID, b.Document.ID), cmp.Compare(a.Annotator, b.Annotator))
	})
	return sheets
}

// newSurvey lays eligible sheets side by side.
func newSurvey(sheets []Sheet, gold bool) Survey {
	s := Survey{gold: -1}
	readers := map[annotate.DocID]int{}
	for _, sheet := range sheets {
		readers[sheet.Document.ID]++
		s.Annotators = append(s.Annotators, sheet.Annotator)
	}
	slices.Sort(s.Annotators)
	s.Annotators = slices.Compact(s.Annotators)
	if gold {
		s.gold = slices.Index(s.Annotators, annotate.Gold)
	}
	for _, n := range readers {
		if n < 2 {
			s.LeftOut++
		}
	}
	for _, sheet := range sheets {
		if readers[sheet.Document.ID] < 2 {
			continue
		}
		last := len(s.Documents) - 1
		if last < 0 || s.Documents[last].ID != sheet.Document.ID {
			s.Documents = append(s.Documents, Document{Document: sheet.Document, layers: make([]*annotate.Layer, len(s.Annotators))})
			last++
		}
		d := &s.Documents[last]
		i, _ := slices.BinarySearch(s.Annotators, sheet.Annotator)
		d.layers[i] = &sheet.Layer
		if sheet.Annotator != annotate.Gold {
			d.At = max(d.At, sheet.At)
		}
	}
	s.labels = s.used()
	numbers := make(map[annotate.Label]int32, len(s.labels))
	for k, l := range s.labels {
		numbers[l] = int32(k)
	}
	onAllCores(len(s.Documents), func(i int) {
		d := &s.Documents[i]
		d.words = d.Text.Segments(annotate.Word, annotate.Range{From: 0, To: d.Text.Len()})
		d.touched(numbers)
	})
	s.pair()
	return s
}

// Layer returns what an annotator, by number, made of the document, and whether they have read it.
func (d Document) Layer(annotator int) (annotate.Layer, bool) {
	if l := d.layers[annotator]; l != nil {
		return *l, true
	}
	return annotate.Layer{}, false
}

// Seed returns a seed for resampling that hangs on what was marked and on nothing else, so that the same layers
// have the same intervals.
func (s Survey) Seed() uint64 {
	h := fnv.New64a()
	var all []byte // of a document
	number := func(n int) { all = binary.LittleEndian.AppendUint64(all, uint64(n)) }
	text := func(t string) { number(len(t)); all = append(all, t...) }
	attrs := func(a annotate.Attrs) {
		for _, f := range a {
			if !own(f.Name) {
				text(f.Name)
				text(f.Value)
			}
		}
	}
	for _, d := range s.Documents {
		all = all[:0]
		text(string(d.ID))
		text(string(d.Digest))
		for i, l := range d.layers {
			if l == nil {
				continue
			}
			text(string(s.Annotators[i]))
			attrs(l.Attrs())
			for span := range l.Spans() {
				text(string(span.Label))
				for _, r := range span.Ranges {
					number(int(r.From))
					number(int(r.To))
				}
				attrs(span.Attrs)
			}
		}
		_, _ = h.Write(all)
	}
	return h.Sum64()
}

// coders returns the names of the annotators.
func (s Survey) coders() []string {
	names := make([]string, len(s.Annotators))
	for i, a := range s.Annotators {
		names[i] = string(a)
	}
	return names
}

// Labels returns every label that somebody used, by name.
func (s Survey) Labels() []annotate.Label { return slices.Clone(s.labels) }

func (s Survey) used() []annotate.Label {
	seen := map[annotate.Label]bool{}
	for _, d := range s.Documents {
		for _, l := range d.layers {
			if l != nil {
				for span := range l.Spans() {
					seen[span.Label] = true
				}
			}
		}
	}
	labels := make([]annotate.Label, 0, len(seen))
	for l := range seen {
		labels = append(labels, l)
	}
	slices.Sort(labels)
	return labels
}

// Attribute returns the table of a document attribute: an item a document. An attribute that is not set is a
// missing rating, but a boolean one that is not set is false.
func (s Survey) Attribute(def annotate.AttrDef) *agreement.Items {
	var names []string
	switch def.Type {
	case annotate.Boolean:
		names = []string{"false", "true"}
	case annotate.Enum:
		names = slices.Clone(def.Values)
	}
	declared := len(names)
	for _, d := range s.Documents {
		for _, l := range d.layers {
			if v, set := valueIn(l, def); set && !slices.Contains(names, v) {
				names = append(names, v)
			}
		}
	}
	slices.Sort(names[declared:])
	scale := agreement.Scale{Categories: names}
	if def.Type == annotate.Number {
		scale = agreement.Numeric(names)
	}
	x := agreement.NewItems(scale, s.coders())
	row := make([]int32, len(s.Annotators))
	for i, d := range s.Documents {
		for coder, l := range d.layers {
			row[coder] = agreement.Missing
			if v, set := valueIn(l, def); set {
				row[coder] = int32(slices.Index(scale.Categories, v))
			}
		}
		x.Add(i, row...)
	}
	x.Documents = len(s.Documents)
	return x
}

// Value returns what an annotator, by number, has given the document for an attribute, as [Survey.Attribute] takes it; ok is false
// where that is a missing rating.
func (d Document) Value(def annotate.AttrDef, annotator int) (value string, ok bool) {
	return valueIn(d.layers[annotator], def)
}

func valueIn(l *annotate.Layer, def annotate.AttrDef) (string, bool) {
	if l == nil {
		return "", false
	}
	v, set := l.Attr(def.ID)
	if !set && def.Type == annotate.Boolean {
		return "false", true
	}
	return v, set
}
