package editor

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/journal"
)

// Marks name labels, relations, attributes and values by id. When the draft of a scheme gives one of these another id, the
// rest of the draft follows at once, and this annotator's marks follow when the draft comes into force. Marks of others
// are theirs: they are among their problems until they relabel them.

type (
	// RenameMarks works out what gives the marks of other articles their new names; the answer is MarksNamed.
	RenameMarks struct {
		Project annotate.ProjectID
		Layer   annotate.Annotator
		Docs    []annotate.DocID
		Names   annotate.Renaming
	}
	MarksNamed struct {
		RenameMarks
		Txs []annotate.Tx // one for each of Docs, nil where there is nothing to rename
		Err string
	}
)

func (RenameMarks) effect() {}
func (MarksNamed) msg()     {}

// Do reads one article after the other.
func (e RenameMarks) Do(ctx context.Context, journals Journals) MarksNamed {
	answer := MarksNamed{RenameMarks: e}
	for _, id := range e.Docs {
		doc := LoadDoc{e.Project, journal.Stream{Doc: id, Layer: e.Layer}}.Load(ctx, journals)
		if answer.Err = doc.Err; answer.Err != "" {
			return answer
		}
		answer.Txs = append(answer.Txs, annotate.Remap(doc.Laid.Folded.Layer, e.Names))
	}
	return answer
}

// renameMarks has the marks follow the names, in every article that this annotator has marked.
func (m Model) renameMarks(names annotate.Renaming) []Effect {
	if len(names.Label)+len(names.Relation)+len(names.Attr)+len(names.Value) == 0 {
		return nil
	}
	var docs []annotate.DocID
	for _, d := range m.Docs {
		if d.Spans > 0 || m.Open != nil && d.ID == m.Open.Doc.ID {
			docs = append(docs, d.ID)
		}
	}
	return []Effect{RenameMarks{m.Project.ID, m.Name, docs, names}}
}

// marksNamed makes the changes: one step of undo an article, and one button that takes all of them back. The open article is
// worked out anew: it may have been marked meanwhile.
func (m Model) marksNamed(msg MarksNamed) (Model, []Effect) {
	if msg.Project != m.Project.ID {
		return m, nil
	}
	if msg.Err != "" {
		return m.notice("The marks keep their old names: "+msg.Err, true), nil
	}
	var made []journal.Entry
	for i, id := range msg.Docs {
		tx := msg.Txs[i]
		if m.Open != nil && id == m.Open.Doc.ID {
			tx = annotate.Remap(m.Open.Layer, msg.Names)
		}
		if len(tx) > 0 {
			made = append(made, m.Clock.Next(journal.Stream{Doc: id, Layer: msg.Layer}, m.Now, tx))
		}
	}
	if len(made) == 0 {
		return m, nil
	}
	m, effects := m.keep(made...)
	return m.offer(fmt.Sprintf("The marks in %s have the new names.", things(len(made), "article", "articles")), false, "Undo", UndoMany{made}), effects
}

// rename has the rest of next, and names, follow what the step from draft old to next calls otherwise. base is the scheme in
// force. A step changes one name, as one field does; what has another length came as a file or was added, and renames
// nothing. A name that something else has already is not followed: that is an error of the draft first.
func rename(base, old, next annotate.Scheme, names annotate.Renaming) (annotate.Scheme, annotate.Renaming) {
	names = annotate.Renaming{Label: maps.Clone(names.Label), Relation: maps.Clone(names.Relation), Attr: maps.Clone(names.Attr), Value: maps.Clone(names.Value)}
	var step annotate.Renaming
	if from, to, ok := renamedIn(old.Labels, next.Labels, func(d annotate.LabelDef) annotate.Label { return d.ID }); ok {
		step.Label = map[annotate.Label]annotate.Label{from: to}
		if was := before(names.Label, from); slices.ContainsFunc(base.Labels, func(d annotate.LabelDef) bool { return d.ID == was }) {
			called(&names.Label, was, to)
		}
	}
	if from, to, ok := renamedIn(old.Relations, next.Relations, func(d annotate.RelationDef) annotate.Label { return d.ID }); ok {
		step.Relation = map[annotate.Label]annotate.Label{from: to}
		if was := before(names.Relation, from); slices.ContainsFunc(base.Relations, func(d annotate.RelationDef) bool { return d.ID == was }) {
			called(&names.Relation, was, to)
		}
	}
	for i := range old.Attributes {
		if len(old.Attributes) != len(next.Attributes) {
			break
		}
		a, b := old.Attributes[i], next.Attributes[i]
		from, to, value := renamedIn(a.Values, b.Values, func(v string) string { return v })
		for _, on := range a.On {
			was, known := attrBefore(base, old, names, on, a.ID) // "label.attribute" of the scheme in force
			if a.ID != b.ID && b.ID != "" {
				called(&step.Attr, on+"."+a.ID, b.ID)
				if known {
					called(&names.Attr, was, b.ID)
				}
			}
			if value {
				called(&step.Value, on+"."+b.ID+"="+from, to)
				if known {
					prefix := was + "="
					first := from
					for name, now := range names.Value {
						if v, ok := strings.CutPrefix(name, prefix); ok && now == from {
							first = v
						}
					}
					called(&names.Value, prefix+first, to)
				}
			}
		}
	}
	return next.Renamed(step), names
}

// renamedIn returns the one element of a list whose name is another in next, if there is one and both names are its own.
func renamedIn[T any, N ~string](old, next []T, name func(T) N) (from, to N, ok bool) {
	if len(old) != len(next) {
		return "", "", false
	}
	for i := range old {
		a, b := name(old[i]), name(next[i])
		if a == b {
			continue
		}
		for k, x := range old {
			if ok || b == "" || name(x) == b || k != i && name(x) == a {
				return "", "", false
			}
		}
		from, to, ok = a, b, true
	}
	return from, to, ok
}

// before is what is called now in the draft was called in the scheme in force.
func before[N ~string](names map[N]N, now N) N {
	for was, is := range names {
		if is == now {
			return was
		}
	}
	return now
}

// called notes that was has the name to now.
func called[K, N ~string](names *map[K]N, was K, to N) {
	if *names == nil {
		*names = map[K]N{}
	}
	(*names)[was] = to
}

// attrBefore is what an attribute of the draft was called in the scheme in force, if it was there: "label.attribute".
func attrBefore(base, draft annotate.Scheme, names annotate.Renaming, on, id string) (string, bool) {
	bearer := annotate.Label(on)
	if _, ok := draft.Label(bearer); ok {
		bearer = before(names.Label, bearer)
	} else {
		bearer = before(names.Relation, bearer)
	}
	for _, d := range base.AttrsOf(string(bearer)) {
		name := string(bearer) + "." + d.ID
		if to, ok := names.Attr[name]; ok && to == id || !ok && d.ID == id {
			return name, true
		}
	}
	return "", false
}

// renamings says in words what marks will be called otherwise.
func (d *Draft) renamings() []string {
	var all []string
	add := func(was, to string) {
		if was != to {
			all = append(all, fmt.Sprintf("“%s” is “%s” in the data now; your marks follow", was, to))
		}
	}
	for _, was := range slices.Sorted(maps.Keys(d.renamed.Label)) {
		add(string(was), string(d.renamed.Label[was]))
	}
	for _, was := range slices.Sorted(maps.Keys(d.renamed.Relation)) {
		add("the link "+string(was), "the link "+string(d.renamed.Relation[was]))
	}
	for _, was := range slices.Sorted(maps.Keys(d.renamed.Attr)) {
		bearer, id, _ := strings.Cut(was, ".")
		if id != d.renamed.Attr[was] {
			add(was, bearer+"."+d.renamed.Attr[was])
		}
	}
	for _, was := range slices.Sorted(maps.Keys(d.renamed.Value)) {
		attr, _, _ := strings.Cut(was, "=")
		add(was, attr+"="+d.renamed.Value[was])
	}
	return all
}
