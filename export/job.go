package export

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/adjudicate"
	"galley/annotate/agreement/survey"
	"galley/annotate/journal"
	"galley/annotate/schemes"
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

	votes map[annotate.SpanID]adjudicate.Votes // of gold, when they are asked for
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
		return nil, fmt.Errorf("layer %q: %w in this project; there are %s", j.Layer, annotate.ErrNotFound, layersOf(streams))
	}
	asked := make(map[annotate.DocID]bool, len(j.Docs))
	for _, d := range j.Docs {
		asked[d] = true
	}
	called := j.names(recs)
	return func(yield func(Marked) bool) {
		n, of := 0, len(have)
		if j.Docs != nil {
			of = len(asked)
		}
		for _, r := range recs {
			if r.Document == nil || j.Docs != nil && !asked[r.Document.ID] {
				continue
			}
			if n++; j.Progress != nil {
				j.Progress(n, of)
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
				var votes map[annotate.SpanID]adjudicate.Votes
				if a == annotate.Gold && j.Soft {
					votes = adjudicate.VotesOn(l, readersOf(m.Document, streams))
				}
				if l = j.Options.of(l); l.Len() > 0 || len(l.Attrs()) > 0 {
					if j.Pseudonyms {
						l = disguised(l, called)
					}
					m.Layers = append(m.Layers, MarkedLayer{called(a), l, conflicts, votes})
				}
			}
			slices.SortFunc(m.Layers, func(x, y MarkedLayer) int { return strings.Compare(string(x.Annotator), string(y.Annotator)) })
			if len(m.Layers) == 0 && j.Layer != "" && j.Layer != All || !j.Negatives.keeps(m) {
				continue
			}
			if !yield(m) {
				return
			}
		}
	}, nil
}

// readersOf returns everybody who has read the document, with what they made of it, whatever layer is asked for.
func readersOf(d annotate.Document, streams map[journal.Stream][]journal.Entry) []adjudicate.Reader {
	var all []adjudicate.Reader
	for s, entries := range streams {
		if s.Doc != d.ID || s.Layer == "" || s.Layer == annotate.Gold || s.Layer == annotate.Suggested {
			continue
		}
		if l, _ := journal.Fold(d.Text, entries); survey.Read(l) {
			all = append(all, adjudicate.Reader{Annotator: s.Layer, Layer: l})
		}
	}
	return all
}

// disguised returns the layer with the records of what was decided under other names.
func disguised(l annotate.Layer, called func(annotate.Annotator) annotate.Annotator) annotate.Layer {
	for _, f := range l.Attrs() {
		if !strings.HasPrefix(f.Name, annotate.AttrCase) {
			continue
		}
		value := adjudicate.Renamed(f.Value, called)
		if next, _, err := l.Apply(annotate.Tx{annotate.SetAttr{Name: f.Name, From: &f.Value, To: &value}}); err == nil {
			l = next
		}
	}
	return l
}

// keeps reports whether a document is written, marked or not.
func (n Negatives) keeps(m Marked) bool {
	done := false
	for _, l := range m.Layers {
		if l.Len() > 0 {
			return true
		}
		done = done || l.State() == annotate.Done
	}
	return n == KeepNegatives || n == DoneNegatives && done
}

// names returns what annotators are called: as they are, or by the order in which they began, so that a name stays with
// its annotator when others join.
func (j Job) names(recs []journal.Record) func(annotate.Annotator) annotate.Annotator {
	if !j.Pseudonyms {
		return func(a annotate.Annotator) annotate.Annotator { return a }
	}
	called := map[annotate.Annotator]annotate.Annotator{annotate.Gold: annotate.Gold}
	for _, e := range journal.Sorted(journal.Entries(recs)) {
		if a := e.Stream.Layer; a != "" && a != annotate.Suggested && called[a] == "" {
			called[a] = annotate.Annotator("A" + strconv.Itoa(len(called)))
		}
	}
	return func(a annotate.Annotator) annotate.Annotator { return called[a] }
}

// A View is a document as formats see it that know one annotator a record.
type View struct {
	annotate.Document
	By     annotate.Annotator // "" where nobody has marked anything
	Layer  annotate.Layer
	Record string // a name for the record, unique in the export: the document's id, with the annotator's where there are several
}

// Views returns the documents that j asks for once for each annotator, and once if there is none.
func (j Job) Views(loss *Loss) (iter.Seq[View], error) {
	docs, err := j.Documents()
	if err != nil {
		return nil, err
	}
	return func(yield func(View) bool) {
		for m := range docs {
			if len(m.Layers) == 0 && !yield(View{m.Document, "", annotate.NewLayer(m.Text), string(m.ID)}) {
				return
			}
			if len(m.Layers) > 1 {
				loss.add("documents written once for each annotator", 1)
			}
			for _, l := range m.Layers {
				v := View{m.Document, l.Annotator, l.Layer, string(m.ID)}
				if len(m.Layers) > 1 {
					v.Record += "/" + string(l.Annotator)
				}
				if !yield(v) {
					return
				}
			}
		}
	}, nil
}

// Scheme returns the scheme in force in the project, or the default one where the records hold none.
func (j Job) Scheme() annotate.Scheme {
	for _, r := range j.Records {
		if r.Project != nil {
			if s, ok := journal.SchemeInForce(*r.Project, j.Records); ok {
				return s
			}
			if s, ok := schemes.Find(r.Project.Scheme); ok {
				return s
			}
		}
	}
	return schemes.Default()
}

// A LabelGroup is labels that share a column in formats in which a word has one label.
type LabelGroup struct {
	ID     string
	Labels []annotate.Label
}

// Groups returns the scheme's groups of labels that j can write, in the scheme's order, and labels that the scheme does
// not know in a group "other".
func (j Job) Groups() ([]LabelGroup, error) {
	docs, err := j.Documents()
	if err != nil {
		return nil, err
	}
	found := map[annotate.Label]bool{}
	for m := range docs {
		for _, l := range m.Layers {
			for s := range l.Spans() {
				found[s.Label] = true
			}
		}
	}
	var groups []LabelGroup
	s := j.Scheme()
	for _, g := range s.Groups {
		group := LabelGroup{ID: g.ID}
		for _, l := range s.Labels {
			if l.Group == g.ID && (j.Labels == nil || slices.Contains(j.Labels, l.ID)) {
				group.Labels = append(group.Labels, l.ID)
				delete(found, l.ID)
			}
		}
		if len(group.Labels) > 0 {
			groups = append(groups, group)
		}
	}
	if len(found) > 0 {
		groups = append(groups, LabelGroup{"other", slices.Sorted(maps.Keys(found))})
	}
	return groups, nil
}

// layersOf lists the layers there are, for a message.
func layersOf(streams map[journal.Stream][]journal.Entry) string {
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
