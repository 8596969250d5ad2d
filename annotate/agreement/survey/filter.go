package survey

import (
	"slices"

	"galley/annotate"
)

// An Origin says which marks count by where they come from.
type Origin string

// The origins.
const (
	Anywhere  Origin = ""          // all marks
	ByHand    Origin = "hand"      // made by a person
	Suggested Origin = "suggested" // proposed by a rule and accepted by a person
)

// Origins returns the origins that marks can be narrowed to.
func Origins() []Origin { return []Origin{ByHand, Suggested} }

// A Filter narrows sheets down. The zero Filter keeps everything.
type Filter struct {
	Annotators []annotate.Annotator `json:"annotators,omitempty"` // only theirs, and the gold layer
	Documents  []annotate.DocID     `json:"documents,omitempty"`
	Origin     Origin               `json:"origin,omitempty"`
}

// Apply returns the sheets that are left, with the marks that are. Whether somebody has read a document is settled before any
// mark is taken away: one whose marks were all accepted suggestions has marked nothing by hand, and that counts. Links at
// a mark that is taken away go with it.
func (f Filter) Apply(sheets []Sheet) []Sheet {
	var kept []Sheet
	for _, s := range sheets {
		person := s.Annotator != "" && s.Annotator != annotate.Gold && s.Annotator != annotate.Suggested
		if person && len(f.Annotators) > 0 && !slices.Contains(f.Annotators, s.Annotator) {
			continue
		}
		if len(f.Documents) > 0 && !slices.Contains(f.Documents, s.Document.ID) {
			continue
		}
		if person && f.Origin != Anywhere && Read(s.Layer) {
			s.Layer = f.Origin.only(s.Layer)
		}
		kept = append(kept, s)
	}
	return kept
}

// only returns a layer that was read with the marks of this origin alone.
func (o Origin) only(l annotate.Layer) annotate.Layer {
	goes := func(origin *annotate.Origin) bool { return (origin == nil) != (o == ByHand) }
	var tx annotate.Tx
	gone := map[annotate.SpanID]bool{}
	for span := range l.Spans() {
		if goes(span.Origin) {
			gone[span.ID] = true
		}
	}
	for _, r := range l.Relations() {
		if goes(r.Origin) || gone[r.Head] || gone[r.Tail] {
			tx = append(tx, annotate.RemoveRelation{Relation: r})
		}
	}
	for span := range l.Spans() {
		if gone[span.ID] {
			tx = append(tx, annotate.RemoveSpan{Span: span})
		}
	}
	if s := l.State(); s != annotate.Done && s != annotate.Flagged {
		done := string(annotate.Done) // it was read, and stays so without a mark
		set := annotate.SetAttr{Name: annotate.AttrState, To: &done}
		if v, ok := l.Attr(annotate.AttrState); ok {
			set.From = &v
		}
		tx = append(tx, set)
	}
	next, _, err := l.Apply(tx)
	if err != nil { // every operation names what the layer holds
		panic("survey: " + err.Error())
	}
	return next
}
