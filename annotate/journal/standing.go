package journal

import "galley/annotate"

// A Standing is what one stream has come to, in the few words that a queue of thousands shows: known without the text
// and, once worked out, without the entries.
type Standing struct {
	Spans int            `json:"spans"`
	Attrs annotate.Attrs `json:"attrs,omitempty"` // of the document: [annotate.AttrState], [annotate.AttrTitle] …
}

// State returns how far the annotator says to have come.
func (s Standing) State() annotate.State {
	if state, ok := s.Attrs.Get(annotate.AttrState); ok {
		return annotate.State(state)
	}
	return annotate.Todo
}

// StandingOf returns the standing that entries of one stream, in order, leave. The count is that of a fold wherever
// no two annotators have changed one mark at the same time.
func StandingOf(entries []Entry) Standing {
	spans := map[annotate.SpanID]bool{}
	var s Standing
	for _, e := range entries {
		s = s.With(e)
		for _, op := range e.Tx {
			switch op := op.(type) {
			case annotate.AddSpan:
				spans[op.Span.ID] = true
			case annotate.RemoveSpan:
				delete(spans, op.Span.ID)
			}
		}
	}
	s.Spans = len(spans)
	return s
}

// With returns the standing after one more entry. It knows no ids: a mark that two devices of one annotator have made
// alike, as when both accept one suggestion, is counted twice, until [StandingOf] is asked.
func (s Standing) With(e Entry) Standing {
	for _, op := range e.Tx {
		switch op := op.(type) {
		case annotate.AddSpan:
			s.Spans++
		case annotate.RemoveSpan:
			s.Spans = max(s.Spans-1, 0)
		case annotate.SetAttr:
			if op.ID == "" {
				s.Attrs = s.Attrs.With(op.Name, op.To)
			}
		}
	}
	return s
}
