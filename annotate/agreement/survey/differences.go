package survey

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"galley/annotate"
	"galley/annotate/agreement/match"
)

// A Difference is one thing that two annotators see differently, with what each has: nil for nothing.
type Difference struct {
	Document annotate.DocID     `json:"document"`
	Kind     match.Kind         `json:"kind"`
	Name     string             `json:"attribute,omitempty"`
	A        annotate.Annotator `json:"a"`
	B        annotate.Annotator `json:"b"`
	OfA      *annotate.Span     `json:"span_a"`
	OfB      *annotate.Span     `json:"span_b"`
	LinkOfA  *Linked            `json:"link_a,omitempty"`
	LinkOfB  *Linked            `json:"link_b,omitempty"`
	Follows  bool               `json:"follows,omitempty"` // a link at a mark that one of them has missed
}

// A Linked is a link with the marks at its ends.
type Linked struct {
	annotate.Relation
	From annotate.Span `json:"head_span"`
	To   annotate.Span `json:"tail_span"`
}

// An Outline is a difference without the marks themselves: enough to count and to choose by, and made in no time.
type Outline struct {
	Document     int // by number
	Kind         match.Kind
	Name         string // of the attribute
	A, B         annotate.Annotator
	OfA, OfB     []annotate.Label // what the marks of either are called: none, one, or those at both ends of a link
	LinkA, LinkB annotate.Label   // the types of a link
}

// Outlines yields what annotators see differently, by document and pair. Labels given limit it as in [Survey.Differences]. What
// it yields is written over by the next.
func (s Survey) Outlines(only []annotate.Label) iter.Seq[*Outline] {
	return func(yield func(*Outline) bool) {
		for i := range s.pairings {
			if !s.outlines(&s.pairings[i], only, yield) {
				return
			}
		}
	}
}

func (s Survey) outlines(p *pairing, only []annotate.Label, yield func(*Outline) bool) bool {
	o := Outline{Document: p.document, A: s.Annotators[p.a], B: s.Annotators[p.b]}
	var ofA, ofB [2]annotate.Label
	on := true
	tell := func() {
		named := func(l annotate.Label) bool { return slices.Contains(only, l) }
		if on && (len(only) == 0 || slices.ContainsFunc(o.OfA, named) || slices.ContainsFunc(o.OfB, named)) {
			on = yield(&o)
		}
	}
	p.Each(func(kind match.Kind, i, j int, name string) {
		o.Kind, o.Name, o.OfA, o.OfB = kind, name, nil, nil
		if i >= 0 {
			ofA[0] = annotate.Label(p.A[i].Label)
			o.OfA = ofA[:1]
		}
		if j >= 0 {
			ofB[0] = annotate.Label(p.B[j].Label)
			o.OfB = ofB[:1]
		}
		tell()
	})
	o.Name = ""
	side := func(links []match.Relation, id string, spans []match.Span, of *[2]annotate.Label) ([]annotate.Label, annotate.Label) {
		for _, r := range links {
			if r.ID == id {
				of[0], of[1] = annotate.Label(spans[r.Head].Label), annotate.Label(spans[r.Tail].Label)
				return of[:], annotate.Label(r.Label)
			}
		}
		return nil, ""
	}
	for _, d := range p.LinkDisagreements(p.linksA, p.linksB, nil) {
		o.Kind = d.Kind
		o.OfA, o.LinkA = side(p.linksA, d.A, p.A, &ofA)
		o.OfB, o.LinkB = side(p.linksB, d.B, p.B, &ofB)
		tell()
	}
	return on
}

// Differences lists what annotators see differently, the documents with the most of it first, within each in the order of
// the text. Labels given limit it to marks that one of the two has called so, and links at such marks.
func (s Survey) Differences(only []annotate.Label) []Difference {
	all := slices.Collect(s.DifferencesOf(only))
	many := map[annotate.DocID]int{}
	for _, d := range all {
		many[d.Document]++
	}
	slices.SortStableFunc(all, func(x, y Difference) int {
		return cmp.Or(cmp.Compare(many[y.Document], many[x.Document]), cmp.Compare(x.Document, y.Document))
	})
	return all
}

// DifferencesOf yields the same by document and pair, without keeping them: there may be a great many.
func (s Survey) DifferencesOf(only []annotate.Label) iter.Seq[Difference] {
	return func(yield func(Difference) bool) {
		for i := range s.Documents {
			for d := range s.DifferencesIn(i, only) {
				if !yield(d) {
					return
				}
			}
		}
	}
}

// DifferencesIn yields those of one document, by number.
func (s Survey) DifferencesIn(document int, only []annotate.Label) iter.Seq[Difference] {
	from, _ := slices.BinarySearchFunc(s.pairings, document, func(p pairing, document int) int { return cmp.Compare(p.document, document) })
	return func(yield func(Difference) bool) {
		for i := from; i < len(s.pairings) && s.pairings[i].document == document; i++ {
			p := &s.pairings[i]
			d := &s.Documents[p.document]
			a, b := d.layers[p.a], d.layers[p.b]
			for _, x := range match.Sorted(p.Disagreements(), p.LinkDisagreements(p.linksA, p.linksB, nil)) {
				f := Difference{Document: d.ID, Kind: x.Kind, Name: x.Name, A: s.Annotators[p.a], B: s.Annotators[p.b], Follows: x.Follows}
				if x.Kind == match.Link {
					f.LinkOfA, f.LinkOfB = linked(a, x.A), linked(b, x.B)
				} else {
					f.OfA, f.OfB = span(a, x.A), span(b, x.B)
				}
				if len(only) > 0 {
					named := func(l annotate.Label) bool { return slices.Contains(only, l) }
					if o := f.Outline(p.document); !slices.ContainsFunc(o.OfA, named) && !slices.ContainsFunc(o.OfB, named) {
						continue
					}
				}
				if !yield(f) {
					return
				}
			}
		}
	}
}

// Outline returns the difference without the marks, with the number of its document.
func (d Difference) Outline(document int) Outline {
	o := Outline{Document: document, Kind: d.Kind, Name: d.Name, A: d.A, B: d.B}
	side := func(s *annotate.Span, l *Linked) ([]annotate.Label, annotate.Label) {
		switch {
		case s != nil:
			return []annotate.Label{s.Label}, ""
		case l != nil:
			return []annotate.Label{l.From.Label, l.To.Label}, l.Label
		}
		return nil, ""
	}
	o.OfA, o.LinkA = side(d.OfA, d.LinkOfA)
	o.OfB, o.LinkB = side(d.OfB, d.LinkOfB)
	return o
}

// KindsByDocument counts differences of each document by kind. Labels given limit it as in [Survey.Differences].
func (s Survey) KindsByDocument(only []annotate.Label) []map[match.Kind]int {
	kinds := make([]map[match.Kind]int, len(s.Documents))
	for i := range kinds {
		kinds[i] = map[match.Kind]int{}
	}
	if len(only) > 0 {
		for o := range s.Outlines(only) {
			kinds[o.Document][o.Kind]++
		}
		return kinds
	}
	documents := slices.Collect(chunked(s.pairings))
	onAllCores(len(documents), func(i int) {
		for _, p := range documents[i] {
			p.Count(kinds[p.document], p.linksA, p.linksB, nil)
		}
	})
	return kinds
}

// span returns the mark of that id; nil where there is none.
func span(l *annotate.Layer, id string) *annotate.Span {
	if x, ok := l.Span(annotate.SpanID(id)); ok {
		return &x
	}
	return nil
}

// linked returns the link of that id; nil where there is none.
func linked(l *annotate.Layer, id string) *Linked {
	r, ok := l.Relation(annotate.SpanID(id))
	if !ok {
		return nil
	}
	from, _ := l.Span(r.Head)
	to, _ := l.Span(r.Tail)
	return &Linked{r, from, to}
}

// Kinds counts differences by kind, in the order of the names.
func Kinds(all []Difference) (kinds []match.Kind, count map[match.Kind]int) {
	count = map[match.Kind]int{}
	for _, d := range all {
		count[d.Kind]++
	}
	return slices.Sorted(maps.Keys(count)), count
}
