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
	src := j.source()
	heads := src.Documents()
	have := make(map[annotate.DocID]bool, len(heads))
	found := j.Layer == "" || j.Layer == All
	for _, h := range heads {
		have[h.ID] = true
		found = found || slices.Contains(h.Layers, annotate.Annotator(j.Layer)) && j.takes(annotate.Annotator(j.Layer))
	}
	for _, d := range j.Docs {
		if !have[d] {
			return nil, fmt.Errorf("document %q: %w in this project", d, annotate.ErrNotFound)
		}
	}
	if !found {
		if have := layersOf(heads); have != "" {
			return nil, fmt.Errorf("layer %q: %w in this project; there are %s", j.Layer, annotate.ErrNotFound, have)
		}
		return nil, fmt.Errorf("layer %q: %w, and nobody else has marked anything in this project yet", j.Layer, annotate.ErrNotFound)
	}
	asked := make(map[annotate.DocID]bool, len(j.Docs))
	for _, d := range j.Docs {
		asked[d] = true
	}
	called := j.names(src.Began())
	return func(yield func(Marked) bool) {
		n, of := 0, len(have)
		if j.Docs != nil {
			of = len(asked)
		}
		for _, h := range heads {
			if j.Docs != nil && !asked[h.ID] {
				continue
			}
			if n++; j.Progress != nil {
				j.Progress(n, of)
			}
			m, ok, err := j.marked(src, h, called)
			if err != nil {
				if j.failed == nil {
					panic(err) // whoever goes through a source that can fail asks for that first
				}
				*j.failed = err
				return
			}
			if ok && !yield(m) {
				return
			}
		}
	}, nil
}

// takes reports whether j asks for a layer.
func (j Job) takes(l annotate.Annotator) bool {
	return l != "" && l != annotate.Suggested && (j.Layer == "" || j.Layer == All || string(l) == j.Layer)
}

// marked reads a document with the layers that j asks for, and returns false for one that j leaves out.
func (j Job) marked(src Source, h journal.DocumentHead, called func(annotate.Annotator) annotate.Annotator) (Marked, bool, error) {
	doc, entries, err := src.Load(h.ID)
	if err != nil {
		return Marked{}, false, err
	}
	m := Marked{Document: doc}
	own, _ := journal.Fold(annotate.NewText(""), entries(""))
	if gone, _ := own.Attr(annotate.AttrDeleted); gone == "true" {
		return m, false, nil
	}
	if title, ok := own.Attr(annotate.AttrTitle); ok {
		m.Title = title
	}
	for _, a := range h.Layers {
		if !j.takes(a) {
			continue
		}
		l, conflicts := journal.Fold(m.Text, entries(a))
		var votes map[annotate.SpanID]adjudicate.Votes
		if a == annotate.Gold && j.Soft {
			votes = adjudicate.VotesOn(l, readersOf(m.Document, h.Layers, entries))
		}
		if l = j.Options.of(l); l.Len() > 0 || len(l.Attrs()) > 0 {
			if j.Pseudonyms {
				l = disguised(l, called)
			}
			m.Layers = append(m.Layers, MarkedLayer{called(a), l, conflicts, votes})
		}
	}
	slices.SortFunc(m.Layers, func(x, y MarkedLayer) int { return strings.Compare(string(x.Annotator), string(y.Annotator)) })
	return m, (len(m.Layers) > 0 || j.Layer == "" || j.Layer == All) && j.Negatives.keeps(m), nil
}

// readersOf returns everybody who has read the document, with what they made of it, whatever layer is asked for.
func readersOf(d annotate.Document, layers []annotate.Annotator, entries func(annotate.Annotator) []journal.Entry) []adjudicate.Reader {
	var all []adjudicate.Reader
	for _, by := range layers {
		if by == "" || by == annotate.Gold || by == annotate.Suggested {
			continue
		}
		if l, _ := journal.Fold(d.Text, entries(by)); survey.Read(l) {
			all = append(all, adjudicate.Reader{Annotator: by, Layer: l})
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
func (j Job) names(began []annotate.Annotator) func(annotate.Annotator) annotate.Annotator {
	if !j.Pseudonyms {
		return func(a annotate.Annotator) annotate.Annotator { return a }
	}
	called := map[annotate.Annotator]annotate.Annotator{annotate.Gold: annotate.Gold}
	for _, a := range began {
		if a != "" && a != annotate.Suggested && called[a] == "" {
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

// layersOf lists the layers there are, for a message; "" is none.
func layersOf(heads []journal.DocumentHead) string {
	var out []string
	for _, h := range heads {
		for _, l := range h.Layers {
			if l != annotate.Suggested && !slices.Contains(out, string(l)) {
				out = append(out, string(l))
			}
		}
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}
