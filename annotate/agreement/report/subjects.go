package report

import (
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/match"
	"galley/annotate/agreement/survey"
)

// subjectSteps compute what annotators put into categories: words, attributes of marks and of documents.
func (w *work) subjectSteps(r *Report, subjects []survey.Subject) []step {
	var steps []step
	from := make([]int, len(subjects))
	for i, s := range subjects {
		from[i] = len(r.Figures)
		r.Figures = append(r.Figures, make([]SubjectFigure, len(s.Measures))...)
	}
	for i, s := range subjects {
		steps = append(steps, step{subjectName(s), func() {
			for k, name := range s.Measures {
				f := SubjectFigure{Kind: s.Kind, Name: s.Name, On: s.Def.On, Figure: w.rated(s, s.Items, name)}
				r.Figures[from[i]+k] = f
				if at := w.wordsOf(r, s, name); at != nil {
					*at = f.Figure
				}
			}
		}})
	}
	return steps
}

func subjectName(s survey.Subject) string {
	if s.Kind == survey.OfLabels {
		return "words under all labels"
	}
	return fmt.Sprintf("%s %s, by word", s.Kind, s.Name)
}

// wordsOf returns where the table of labels wants a figure of words; nil where it does not.
func (w *work) wordsOf(r *Report, s survey.Subject, measure string) *Figure {
	several := len(w.labels) > 1
	switch {
	case s.Kind == survey.OfLabels && measure == "alpha-masi":
		return &r.Marks[0].Words
	case s.Kind == survey.OfLabel && measure == "alpha":
		i := slices.Index(w.labels, annotate.Label(s.Name))
		if several {
			i++
		}
		return &r.Marks[i].Words
	}
	return nil
}

// rated computes a measure of a table of a subject.
func (w *work) rated(s survey.Subject, x *agreement.Items, measure string) Figure {
	m, _ := agreement.Find(measure)
	f := w.figure(measure, s.Sample(m, x))
	if measure != "percent" && !m.Apart {
		f.Weights = s.Weights.Name
	}
	return f
}

// attributeSteps compute values of marks that both have made.
func (w *work) attributeSteps(r *Report, subjects []survey.Subject) []step {
	var steps []step
	for _, s := range subjects {
		if s.Kind != survey.OfValue {
			continue
		}
		i := len(r.Attributes)
		r.Attributes = append(r.Attributes, AttributeRow{Attribute: s.Name})
		steps = append(steps, step{fmt.Sprintf("attribute %s", s.Name), func() {
			row := AttributeRow{Attribute: s.Name, On: s.Def.On}
			documents := s.Tallies
			presence, joint := make([]agreement.Portion, len(documents)), make([]match.Hits, len(documents))
			for d, t := range documents {
				row.Marked = row.Marked.Plus(t.Marked)
				presence[d], joint[d] = t.Presence, t.Joint
			}
			row.Presence, row.Joint = w.figure(Presence, agreement.Share(presence)), w.figure(F1Joint, agreement.SpanF1(joint))
			for _, name := range s.Measures {
				row.Values = append(row.Values, w.rated(s, s.Items, name))
			}
			r.Attributes[i] = row
		}})
	}
	return steps
}
