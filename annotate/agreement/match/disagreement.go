package match

import (
	"cmp"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/order"
)

// A Kind says in what two annotators differ.
type Kind string

// The kinds, in the order in which they are best settled.
const (
	Missed    Kind = "missed"    // one marked it, the other did not
	Edges     Kind = "edges"     // one mark, cut otherwise
	Label     Kind = "label"     // one mark, called otherwise
	Attribute Kind = "attribute" // one mark of one label, with another value
	Link      Kind = "link"      // one links what the other does not, or calls or turns otherwise
)

// A Disagreement is one thing that two annotators see differently, with what each has.
type Disagreement struct {
	Kind    Kind
	A       string // the id of A's mark, or link; "" when A has none
	B       string // and of B's
	Name    string // of the attribute
	At      int    // where it begins in the text; a link begins where its head does
	Follows bool   // a link that the other could not make, having missed a mark at an end of it
}

// Disagreements lists everything that two annotators see differently in one document, in the order of the text. nil for
// symmetric means that every link has a direction.
func Disagreements(a, b Marks, symmetric func(label string) bool) []Disagreement {
	m := Spans(a.Spans, b.Spans)
	return Sorted(m.Disagreements(), m.LinkDisagreements(a.Links, b.Links, symmetric))
}

// Sorted puts lists of disagreements about one document together, in the order of the text.
func Sorted(lists ...[]Disagreement) []Disagreement {
	all := slices.Concat(lists...)
	order.By(all, compareDisagreements)
	return all
}

// Disagreements lists what the two see differently about marks, in the order of the text. A pair may differ in several ways;
// attributes are compared only under one label. One that only one of them has set is a difference.
func (m Matching) Disagreements() []Disagreement {
	var all []Disagreement
	m.Each(func(kind Kind, i, j int, name string) {
		d := Disagreement{Kind: kind, Name: name}
		switch {
		case j < 0:
			d.A, d.At = m.A[i].ID, m.A[i].from()
		case i < 0:
			d.B, d.At = m.B[j].ID, m.B[j].from()
		default:
			d.A, d.B, d.At = m.A[i].ID, m.B[j].ID, min(m.A[i].from(), m.B[j].from())
		}
		all = append(all, d)
	})
	return Sorted(all)
}

// Count adds what [Matching.Disagreements] and [Matching.LinkDisagreements] list to kinds.
func (m Matching) Count(kinds map[Kind]int, a, b []Relation, symmetric func(label string) bool) {
	var of [3]int
	m.Each(func(kind Kind, _, _ int, _ string) {
		switch kind {
		case Missed:
			of[0]++
		case Edges:
			of[1]++
		case Label:
			of[2]++
		default:
			kinds[kind]++
		}
	})
	for i, kind := range []Kind{Missed, Edges, Label} {
		if of[i] > 0 {
			kinds[kind] += of[i]
		}
	}
	if n := m.countLinks(a, b, symmetric); n > 0 {
		kinds[Link] += n
	}
}

// countLinks returns how many [Matching.LinkDisagreements] there are: links that are the same are none, and of those between the
// same two marks that are called or turned otherwise, one of either side make one.
func (m Matching) countLinks(a, b []Relation, symmetric func(label string) bool) int {
	if len(a)+len(b) == 0 {
		return 0
	}
	same := m.Relations(a, b, Linking{Symmetric: symmetric}).Both
	between := m.Relations(a, b, Linking{AnyLabel: true, Symmetric: func(string) bool { return true }}).Both
	return len(a) + len(b) - same - between
}

// Each yields what the two see differently about marks: the places of both, or -1 for one who has none, and the attribute.
func (m Matching) Each(yield func(kind Kind, i, j int, name string)) {
	for i := range m.A {
		j, found := m.PartnerOfA(i)
		if !found {
			yield(Missed, i, -1, "")
			continue
		}
		a, b := &m.A[i], &m.B[j]
		if !SameEdges(a, b) {
			yield(Edges, i, j, "")
		}
		if a.Label != b.Label {
			yield(Label, i, j, "")
			continue
		}
		for _, name := range differing(a.Attrs, b.Attrs) {
			yield(Attribute, i, j, name)
		}
	}
	for j := range m.B {
		if _, found := m.PartnerOfB(j); !found {
			yield(Missed, -1, j, "")
		}
	}
}

// differing returns the names that are not set alike, in order.
func differing(a, b annotate.Attrs) []string {
	var names []string
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].Name < b[0].Name:
			names, a = append(names, a[0].Name), a[1:]
		case len(a) == 0 || b[0].Name < a[0].Name:
			names, b = append(names, b[0].Name), b[1:]
		default:
			if a[0].Value != b[0].Value {
				names = append(names, a[0].Name)
			}
			a, b = a[1:], b[1:]
		}
	}
	return names
}

// A placedLink is a link with its ends as places in B's list, where B has them.
type placedLink struct {
	Relation
	head, tail       int
	matched, settled bool // both its ends are marks of either; it is dealt with
}

// between names two marks, whichever comes first.
func (l placedLink) between() [2]int { return [2]int{min(l.head, l.tail), max(l.head, l.tail)} }

func placed(links []Relation, place func(int) (int, bool)) []placedLink {
	all := make([]placedLink, len(links))
	for i, r := range links {
		head, ok1 := place(r.Head)
		tail, ok2 := place(r.Tail)
		all[i] = placedLink{Relation: r, head: head, tail: tail, matched: ok1 && ok2}
	}
	order.By(all, func(x, y placedLink) int {
		return cmp.Or(strings.Compare(x.Label, y.Label), strings.Compare(x.ID, y.ID))
	})
	return all
}

// LinkDisagreements lists the links that only one of them has, and those between the same two marks that they call or turn
// otherwise, in the order of the text.
func (m Matching) LinkDisagreements(a, b []Relation, symmetric func(label string) bool) []Disagreement {
	if len(a)+len(b) == 0 {
		return nil
	}
	ofA := placed(a, m.PartnerOfA)
	ofB := placed(b, func(j int) (int, bool) { _, found := m.PartnerOfB(j); return j, found })
	var between map[[2]int][]int // places in ofB, where there are many
	if len(a)*len(b) > mostLooked {
		between = map[[2]int][]int{}
		for j, y := range ofB {
			if y.matched {
				between[y.between()] = append(between[y.between()], j)
			}
		}
	}
	every := make([]int, len(ofB))
	for j := range every {
		every[j] = j
	}
	same := func(x, y placedLink) bool {
		return x.Label == y.Label && (x.head == y.head && x.tail == y.tail || symmetric != nil && symmetric(x.Label))
	}
	var all []Disagreement
	// Links that are the same go first, so that none of them is taken for another one under the wrong name.
	for _, equal := range []bool{true, false} {
		for i := range ofA {
			x := &ofA[i]
			if !x.matched || x.settled {
				continue
			}
			at, near := x.between(), every
			if between != nil {
				near = between[at]
			}
			for _, j := range near {
				y := &ofB[j]
				if y.settled || !y.matched || y.between() != at || equal && !same(*x, *y) {
					continue
				}
				x.settled, y.settled = true, true
				if !equal {
					all = append(all, Disagreement{Kind: Link, A: x.ID, B: y.ID, At: min(m.A[x.Head].from(), m.B[y.Head].from())})
				}
				break
			}
		}
	}
	for _, x := range ofA {
		if !x.settled {
			all = append(all, Disagreement{Kind: Link, A: x.ID, At: m.A[x.Head].from(), Follows: !x.matched})
		}
	}
	for _, y := range ofB {
		if !y.settled {
			all = append(all, Disagreement{Kind: Link, B: y.ID, At: m.B[y.Head].from(), Follows: !y.matched})
		}
	}
	return Sorted(all)
}

// compareDisagreements orders them by the text, then as they are best settled.
func compareDisagreements(x, y Disagreement) int {
	return cmp.Or(
		cmp.Compare(x.At, y.At), cmp.Compare(x.Kind.rank(), y.Kind.rank()),
		strings.Compare(x.A, y.A), strings.Compare(x.B, y.B), strings.Compare(x.Name, y.Name),
	)
}

func (k Kind) rank() int { return slices.Index([]Kind{Missed, Edges, Label, Attribute, Link}, k) }
