package report

import (
	"cmp"
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/match"
	"galley/annotate/agreement/survey"
)

// Gold is how everybody does against the gold layer, on documents that have one.
type Gold struct {
	Documents int       `json:"documents"`
	People    []GoldRow `json:"people"`
}

// A GoldRow is how one annotator does against gold.
type GoldRow struct {
	Annotator annotate.Annotator `json:"annotator"`
	Documents int                `json:"documents"`
	Exact     Scores             `json:"exact"`
	Overlap   Scores             `json:"overlap"`
	Token     Scores             `json:"token"`
	Labels    []GoldLabel        `json:"labels"`
	Confusion survey.Confusion   `json:"confusion"` // rows are gold
	Feedback  []Feedback         `json:"feedback"`  // what differs most, first
}

// Scores are precision, recall and F1 by one notion of a hit.
type Scores struct {
	Hits      match.Hits `json:"hits"` // A is gold
	Precision Figure     `json:"precision"`
	Recall    Figure     `json:"recall"`
	F1        Figure     `json:"f1"`
}

// A GoldLabel is how one annotator does on one label. Answer asks the marks of both sides.
type GoldLabel struct {
	Label   annotate.Label `json:"label"`
	Answer  match.Answer   `json:"answer"`
	Exact   Scores         `json:"exact"`
	Overlap Scores         `json:"overlap"`
}

// A Difference says how an annotator differs from gold.
type Difference string

// The differences.
const (
	Missed    Difference = "missed"    // in gold, and not marked
	Added     Difference = "added"     // marked, and not in gold
	OtherEdge Difference = "edges"     // cut otherwise
	OtherName Difference = "label"     // called otherwise
	OtherAttr Difference = "attribute" // with another value
	OtherLink Difference = "link"      // linked otherwise, or only by one of the two
)

// A Feedback is one thing that an annotator does otherwise than gold, how often, and some cases of it.
type Feedback struct {
	Difference Difference     `json:"difference"`
	Label      annotate.Label `json:"label"`               // in gold; of what was added, and of links that only they have, theirs
	As         annotate.Label `json:"as,omitempty"`        // what they called it
	Attribute  string         `json:"attribute,omitempty"` // which value
	Count      int            `json:"count"`
	Of         int            `json:"of,omitempty"` // marks of the label in gold; where they added it, of theirs
	Examples   []Example      `json:"examples"`     // up to [MostExamples], from as many documents as can be
}

// MostExamples is how many cases of each difference a report shows.
const MostExamples = 5

// An Example is one case, with the words on both sides.
type Example struct {
	Document       annotate.DocID `json:"document"`
	Title          string         `json:"title,omitempty"`
	annotate.Range                // "start" and "end", code points: where to look
	Before         string         `json:"before"`          // what stands before it
	Gold           string         `json:"gold,omitempty"`  // the words that gold has marked; of a link, of both its ends
	Own            string         `json:"own,omitempty"`   // the words that they have marked
	After          string         `json:"after"`           // what stands behind
	Value          string         `json:"value,omitempty"` // of the attribute, or type of the link, in gold
	OwnValue       string         `json:"own_value,omitempty"`
}

// goldSteps hold everybody against gold. The survey is one of [survey.Against].
func (w *work) goldSteps(g *Gold) []step {
	g.Documents = len(w.Documents)
	var steps []step
	for a, name := range w.Annotators {
		if name == annotate.Gold {
			continue
		}
		i := len(g.People)
		g.People = append(g.People, GoldRow{})
		steps = append(steps, step{fmt.Sprintf("%s and gold", name), func() { g.People[i] = w.againstGold(a) }})
	}
	return steps
}

func (w *work) againstGold(a int) GoldRow {
	row := GoldRow{Annotator: w.Annotators[a], Labels: []GoldLabel{}}
	place, n := w.shared(func(read []bool) bool { return read[a] })
	row.Documents = n
	c := w.countIn(place, n, func(t *survey.Tally) bool { return t.B == a })
	row.Exact, row.Overlap, row.Token = w.scores(F1Exact, c.exact), w.scores(F1Overlap, c.overlap), w.scores(F1Token, c.token)
	for k, l := range w.Labels() {
		if !slices.Contains(w.labels, l) {
			continue
		}
		c := w.countIn(place, n, func(t *survey.Tally) bool { return t.B == a && t.Label == k })
		if c.answer.Marks > 0 {
			row.Labels = append(row.Labels, GoldLabel{l, c.answer, w.scores(F1Exact, c.exact), w.scores(F1Overlap, c.overlap)})
		}
	}
	row.Confusion = w.Confusion(w.only, a)
	row.Feedback = w.feedback(a, row.Labels)
	return row
}

func (w *work) scores(f1 string, hits []match.Hits) Scores {
	var s Scores
	precision, recall := make([]agreement.Portion, len(hits)), make([]agreement.Portion, len(hits))
	for i, h := range hits {
		s.Hits = s.Hits.Plus(h)
		precision[i], recall[i] = agreement.Portion{N: h.Both, Of: h.B}, agreement.Portion{N: h.Both, Of: h.A}
	}
	s.Precision, s.Recall = w.figure(Precision, agreement.Share(precision)), w.figure(Recall, agreement.Share(recall))
	s.F1 = w.figure(f1, agreement.SpanF1(hits))
	return s
}

// feedback gathers what an annotator does otherwise than gold, the most frequent first.
func (w *work) feedback(a int, labels []GoldLabel) []Feedback {
	type key struct {
		d         Difference
		label, as annotate.Label
		attribute string
	}
	of := map[key]*Feedback{}
	cases := map[key][]survey.Difference{}
	for d := range w.DifferencesOf(w.only) {
		if d.B != w.Annotators[a] {
			continue
		}
		k := key{attribute: d.Name}
		switch d.Kind {
		case match.Missed:
			k.d = Missed
			if d.OfA == nil {
				k.d = Added
			}
		case match.Edges:
			k.d = OtherEdge
		case match.Label:
			k.d = OtherName
		case match.Attribute:
			k.d = OtherAttr
		case match.Link:
			k.d = OtherLink
		}
		switch {
		case d.OfA != nil:
			k.label = d.OfA.Label
		case d.OfB != nil:
			k.label = d.OfB.Label
		case d.LinkOfA != nil:
			k.label = d.LinkOfA.Label
		case d.LinkOfB != nil:
			k.label = d.LinkOfB.Label
		}
		if k.d == OtherName {
			k.as = d.OfB.Label
		}
		if of[k] == nil {
			of[k] = &Feedback{Difference: k.d, Label: k.label, As: k.as, Attribute: k.attribute, Of: whole(labels, k.d, k.label)}
		}
		of[k].Count++
		cases[k] = append(cases[k], d)
	}
	all := []Feedback{}
	for k, f := range of {
		f.Examples = w.examples(cases[k])
		all = append(all, *f)
	}
	slices.SortFunc(all, func(x, y Feedback) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(rank(x.Difference), rank(y.Difference)), cmp.Compare(x.Label, y.Label), cmp.Compare(x.As, y.As), cmp.Compare(x.Attribute, y.Attribute))
	})
	return all
}

func rank(d Difference) int {
	return slices.Index([]Difference{Missed, Added, OtherName, OtherEdge, OtherAttr, OtherLink}, d)
}

// whole is how many marks of the label there are in gold, or on their side where they added it; 0 for links.
func whole(labels []GoldLabel, d Difference, l annotate.Label) int {
	for _, x := range labels {
		if x.Label == l && d != OtherLink {
			if d == Added {
				return x.Exact.Hits.B
			}
			return x.Exact.Hits.A
		}
	}
	return 0
}

// The words that examples show, in code points.
const (
	mostWords   = 200
	mostContext = 40
)

// examples picks cases from as many documents as can be: one of each, then a second, in the order of the documents.
func (w *work) examples(cases []survey.Difference) []Example {
	by := map[annotate.DocID][]survey.Difference{}
	var names []annotate.DocID
	for _, d := range cases {
		if by[d.Document] == nil {
			names = append(names, d.Document)
		}
		by[d.Document] = append(by[d.Document], d)
	}
	slices.Sort(names)
	var all []Example
	for turn := 0; len(all) < min(MostExamples, len(cases)); turn++ {
		for _, name := range names {
			if turn < len(by[name]) && len(all) < MostExamples {
				all = append(all, w.example(by[name][turn]))
			}
		}
	}
	return all
}

func (w *work) example(d survey.Difference) Example {
	i, _ := slices.BinarySearchFunc(w.Documents, d.Document, func(x survey.Document, id annotate.DocID) int { return cmp.Compare(x.ID, id) })
	t := w.Documents[i].Text
	e := Example{Document: d.Document, Title: w.Documents[i].Title}
	at := annotate.Range{From: t.Len()}
	see := func(s annotate.Span) {
		r := s.Envelope()
		at = annotate.Range{From: min(at.From, r.From), To: max(at.To, r.To)}
	}
	words := func(s *annotate.Span, l *survey.Linked) string {
		switch {
		case s != nil:
			see(*s)
			return clip(s.Surface(t))
		case l != nil:
			see(l.From)
			see(l.To)
			return clip(l.From.Surface(t)) + " → " + clip(l.To.Surface(t))
		}
		return ""
	}
	e.Gold, e.Own = words(d.OfA, d.LinkOfA), words(d.OfB, d.LinkOfB)
	if d.Name != "" {
		if d.OfA != nil {
			e.Value, _ = d.OfA.Attrs.Get(d.Name)
		}
		if d.OfB != nil {
			e.OwnValue, _ = d.OfB.Attrs.Get(d.Name)
		}
	}
	if d.LinkOfA != nil {
		e.Value = string(d.LinkOfA.Label)
	}
	if d.LinkOfB != nil {
		e.OwnValue = string(d.LinkOfB.Label)
	}
	e.Range = at
	e.Before = t.Slice(annotate.Range{From: max(0, at.From-mostContext), To: at.From})
	e.After = t.Slice(annotate.Range{From: at.To, To: min(t.Len(), at.To+mostContext)})
	return e
}

// clip cuts words that are too many to show.
func clip(s string) string {
	r := []rune(s)
	if len(r) <= mostWords {
		return s
	}
	return string(r[:mostWords-1]) + "…"
}

// Says puts a difference into words.
func (f Feedback) Says() string {
	switch f.Difference {
	case Missed:
		return fmt.Sprintf("missed %s", f.Label)
	case Added:
		return fmt.Sprintf("added %s", f.Label)
	case OtherName:
		return fmt.Sprintf("called %s %s", f.Label, f.As)
	case OtherEdge:
		return fmt.Sprintf("cut %s otherwise", f.Label)
	case OtherAttr:
		return fmt.Sprintf("%s of %s", f.Attribute, f.Label)
	}
	return fmt.Sprintf("link %s", f.Label)
}

// Says puts a case into words: what gold has and what they have, where that differs.
func (e Example) Says() string {
	quote := func(words, value string) string {
		if words == "" {
			return "nothing"
		}
		if value != "" {
			return fmt.Sprintf("%q %s", words, value)
		}
		return fmt.Sprintf("%q", words)
	}
	gold, own := quote(e.Gold, e.Value), quote(e.Own, e.OwnValue)
	switch {
	case e.Own == "":
		return gold
	case e.Gold == "", gold == own:
		return own
	}
	return gold + ", they " + own
}
