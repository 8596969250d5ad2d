package adjudicate

import (
	"fmt"
	"slices"

	"galley/annotate"
)

// A writer gathers operations, each tried on the layer that those before it have left.
type writer struct {
	layer  annotate.Layer
	scheme annotate.Scheme // one without labels is not asked
	tx     annotate.Tx
	err    error // the first
}

func (w *writer) do(op annotate.Op) {
	if w.err != nil {
		return
	}
	next, err := op.Apply(w.layer)
	if err != nil {
		w.err = err
		return
	}
	w.layer, w.tx = next, append(w.tx, op)
}

// has reports whether the layer has a link of that id.
func (w *writer) has(id annotate.SpanID) bool {
	_, ok := w.layer.Relation(id)
	return ok
}

// checkSpan fails if the scheme does not allow x on the layer.
func (w *writer) checkSpan(x annotate.Span) {
	if w.err == nil && len(w.scheme.Labels) > 0 {
		w.err = w.scheme.CheckSpan(w.layer, x)
	}
}

// addSpan returns the id that the span has come to have.
func (w *writer) addSpan(x annotate.Span) annotate.SpanID {
	x.ID = w.unused(x.ID)
	w.checkSpan(x)
	w.do(annotate.AddSpan{Span: x})
	return x.ID
}

func (w *writer) addRelation(x annotate.Relation) annotate.SpanID {
	x.ID = w.unused(x.ID)
	if w.err == nil && len(w.scheme.Labels) > 0 {
		w.err = w.scheme.CheckRelation(w.layer, x)
	}
	w.do(annotate.AddRelation{Relation: x})
	return x.ID
}

// unused returns id, or one like it that the layer does not have, as when a mark has come to belong to another case.
func (w *writer) unused(id annotate.SpanID) annotate.SpanID {
	try := id
	for n := 2; ; n++ {
		_, span := w.layer.Span(try)
		if !span && !w.has(try) {
			return try
		}
		try = annotate.SpanID(fmt.Sprintf("%s-%d", id, n))
	}
}

func (w *writer) deleteSpan(id annotate.SpanID) {
	if w.err != nil {
		return
	}
	tx, err := annotate.DeleteSpan(w.layer, id)
	if w.err = err; err != nil {
		return
	}
	for _, op := range tx {
		w.do(op)
	}
}

// set brings an attribute to a value, unless it has it.
func (w *writer) set(id annotate.SpanID, name string, to *string) {
	attrs := w.layer.Attrs()
	if s, ok := w.layer.Span(id); ok {
		attrs = s.Attrs
	}
	var from *string
	if v, ok := attrs.Get(name); ok {
		from = &v
	}
	if from == to || from != nil && to != nil && *from == *to {
		return
	}
	w.do(annotate.SetAttr{ID: id, Name: name, From: from, To: to})
}

// become turns a mark on the layer into what x is; links that the scheme does not allow then go.
func (w *writer) become(id annotate.SpanID, x annotate.Span) {
	now, ok := w.layer.Span(id)
	if !ok || w.err != nil {
		return
	}
	x.ID = id
	w.checkSpan(x)
	if now.Label != x.Label {
		w.do(annotate.Relabel{ID: id, From: now.Label, To: x.Label})
	}
	if !slices.Equal(now.Ranges, x.Ranges) {
		w.do(annotate.MoveSpan{ID: id, From: now.Ranges, To: x.Ranges})
	}
	for _, f := range ownLeftOff(now.Attrs) {
		if _, set := x.Attrs.Get(f.Name); !set {
			w.set(id, f.Name, nil)
		}
	}
	for _, f := range x.Attrs {
		w.set(id, f.Name, &f.Value)
	}
	if len(w.scheme.Labels) == 0 || now.Label == x.Label {
		return
	}
	for _, r := range w.layer.RelationsOf(id) {
		if w.scheme.CheckRelation(w.layer, r) != nil {
			w.do(annotate.RemoveRelation{Relation: r})
		}
	}
}
