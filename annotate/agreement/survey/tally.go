package survey

import (
	"cmp"
	"iter"
	"slices"

	"galley/annotate"
	"galley/annotate/agreement/match"
)

// A Tally is what the marks of one label come to, of two annotators on one document, all by number. Where gold is compared with
// people, it is A.
type Tally struct {
	Document, A, B int
	Label          int          // its place in [Survey.Labels]
	Marks          match.Hits   // equal in label and edges
	Overlap        int          // pairs of this label
	Half           int          // of them, those that share at least half of what either covers
	Answer         match.Answer // found, called the same, cut the same
	Words          match.Hits   // words under the label; a word under two marks of one label counts twice
}

// Exact, Overlapping, Halves and Tokens are the hits that F1 is made of.
func (t *Tally) Exact() match.Hits { return t.Marks }
func (t *Tally) Overlapping() match.Hits {
	return match.Hits{Both: t.Overlap, A: t.Marks.A, B: t.Marks.B}
}
func (t *Tally) Halves() match.Hits { return match.Hits{Both: t.Half, A: t.Marks.A, B: t.Marks.B} }
func (t *Tally) Tokens() match.Hits { return t.Words }

// Tallies counts all pairs of annotators on all documents, by document, pair and label. A label that neither of them used there
// has no tally. The cost is that of the marks, times the annotators who read the document.
func (s Survey) Tallies() []Tally {
	numbers := make(map[string]int, len(s.labels))
	for k, l := range s.labels {
		numbers[string(l)] = k
	}
	documents := slices.Collect(chunked(s.pairings))
	of := make([][]Tally, len(documents))
	onAllCores(len(documents), func(i int) {
		t := tallying{Survey: s, numbers: numbers, of: make([]Tally, len(s.labels))}
		of[i] = t.document(nil, documents[i])
	})
	return slices.Concat(of...)
}

// chunked yields the pairings of one document after the other.
func chunked(all []pairing) iter.Seq[[]pairing] {
	return func(yield func([]pairing) bool) {
		for len(all) > 0 {
			n := 1
			for n < len(all) && all[n].document == all[0].document {
				n++
			}
			if !yield(all[:n:n]) {
				return
			}
			all = all[n:]
		}
	}
}

type tallying struct {
	Survey
	numbers map[string]int
	of      []Tally // of the pair in hand, by label
}

// A numbered span is one with the number of its label.
type numbered struct {
	label int
	*match.Span
}

func compareNumbered(a, b numbered) int {
	if a.label != b.label {
		return cmp.Compare(a.label, b.label)
	}
	return slices.CompareFunc(a.Parts, b.Parts, func(x, y match.Range) int {
		return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To))
	})
}

// document counts the pairs of one document.
func (t *tallying) document(all []Tally, pairs []pairing) []Tally {
	number := pairs[0].document
	sorted := make([][]numbered, len(t.Annotators)) // once for each annotator
	labels := make([][]int, len(t.Annotators))      // by place
	sort := func(who int, spans []match.Span) {
		if labels[who] != nil || len(spans) == 0 {
			return
		}
		labels[who], sorted[who] = make([]int, len(spans)), make([]numbered, len(spans))
		for i := range spans {
			k := t.numbers[spans[i].Label]
			labels[who][i], sorted[who][i] = k, numbered{k, &spans[i]}
		}
		slices.SortFunc(sorted[who], compareNumbered)
	}
	words := t.Documents[number].labelled
	for _, p := range pairs {
		sort(p.a, p.A)
		sort(p.b, p.B)
		clear(t.of)
		t.exact(sorted[p.a], sorted[p.b])
		t.paired(p, labels[p.a], labels[p.b])
		t.words(words, int32(p.a), int32(p.b))
		for k, x := range t.of {
			if x.Marks.A > 0 || x.Marks.B > 0 {
				x.Document, x.A, x.B, x.Label = number, p.a, p.b, k
				all = append(all, x)
			}
		}
	}
	return all
}

// exact walks through two sorted lists and counts what they have in common.
func (t *tallying) exact(a, b []numbered) {
	for len(a) > 0 || len(b) > 0 {
		first := 0
		switch {
		case len(a) == 0:
			first = 1
		case len(b) == 0:
			first = -1
		default:
			first = compareNumbered(a[0], b[0])
		}
		if first <= 0 {
			t.of[a[0].label].Marks.A++
		}
		if first >= 0 {
			t.of[b[0].label].Marks.B++
		}
		if first == 0 {
			t.of[a[0].label].Marks.Both++
		}
		if first <= 0 {
			a = a[1:]
		}
		if first >= 0 {
			b = b[1:]
		}
	}
}

// paired counts what the pairs come to, and asks the three questions of both sides.
func (t *tallying) paired(p pairing, labelsA, labelsB []int) {
	for _, k := range labelsA {
		t.of[k].Answer.Marks++
	}
	for _, k := range labelsB {
		t.of[k].Answer.Marks++
	}
	for _, pair := range p.Pairs {
		a, b := labelsA[pair.A], labelsB[pair.B]
		t.of[a].Answer.Found++
		t.of[b].Answer.Found++
		if a != b {
			continue
		}
		x := &t.of[a]
		x.Overlap++
		x.Answer.Same += 2
		if match.SameEdges(&p.A[pair.A], &p.B[pair.B]) {
			x.Answer.Edges += 2
			x.Half++
		} else if match.Jaccard(&p.A[pair.A], &p.B[pair.B]) >= 0.5 {
			x.Half++
		}
	}
}

// byLabel returns the touches of a document by word, label and annotator.
func (d Document) byLabel() []touch {
	// Touches are by word, annotator and label: put into heaps by label, they are as they should be.
	labels := int32(0)
	for _, t := range d.touches {
		labels = max(labels, t.label+1)
	}
	from := make([]int, labels+1)
	for _, t := range d.touches {
		from[t.label+1]++
	}
	for k := range labels {
		from[k+1] += from[k]
	}
	all := make([]touch, len(d.touches))
	for _, t := range d.touches {
		all[from[t.label]] = t
		from[t.label]++
	}
	return all
}

// words counts the words of two annotators. all is by label, word and annotator.
func (t *tallying) words(all []touch, a, b int32) {
	for i := 0; i < len(all); {
		word, label := all[i].word, all[i].label
		var ofA, ofB int32
		for ; i < len(all) && all[i].word == word && all[i].label == label; i++ {
			switch all[i].annotator {
			case a:
				ofA = all[i].times
			case b:
				ofB = all[i].times
			}
		}
		w := &t.of[label].Words
		w.A += int(ofA)
		w.B += int(ofB)
		w.Both += int(min(ofA, ofB))
	}
}

// A Confusion counts how marks were called by two who are compared: a pair of marks once, and one that only one of them has
// made against nothing.
type Confusion struct {
	Labels []annotate.Label `json:"labels"` // of rows and columns; the last, "", is nothing
	Counts [][]int          `json:"counts"` // by row and column
	Pairs  int              `json:"pairs"`  // of marks
}

// Confusion returns how marks were called by the two that are compared. With gold, rows are gold and columns those who are held
// against it; between people nobody is first, so that every cell off the diagonal counts each pair from both sides and the
// matrix is its own mirror image. Labels given limit it to pairs in which one is called so; who, where not negative, to pairs with this
// annotator, by number.
func (s Survey) Confusion(only []annotate.Label, who int) Confusion {
	c := Confusion{Labels: append(slices.Clone(s.labels), "")}
	nothing := len(s.labels)
	counts := make([][]int, nothing+1)
	for i := range counts {
		counts[i] = make([]int, nothing+1)
	}
	number := map[string]int{}
	for k, l := range s.labels {
		number[string(l)] = k
	}
	wanted := func(k int) bool {
		return len(only) == 0 || k < nothing && slices.Contains(only, s.labels[k])
	}
	put := func(a, b int) {
		if !wanted(a) && !wanted(b) {
			return
		}
		c.Pairs++
		counts[a][b]++
		if a != b && s.gold < 0 {
			counts[b][a]++
		}
	}
	for _, p := range s.pairings {
		if who >= 0 && p.a != who && p.b != who {
			continue
		}
		for i, a := range p.A {
			if j, found := p.PartnerOfA(i); found {
				put(number[a.Label], number[p.B[j].Label])
			} else {
				put(number[a.Label], nothing)
			}
		}
		for j, b := range p.B {
			if _, found := p.PartnerOfB(j); !found {
				put(nothing, number[b.Label])
			}
		}
	}
	c.Counts = counts
	if len(only) > 0 {
		c.narrow()
	}
	return c
}

// narrow takes labels out that occur nowhere.
func (c *Confusion) narrow() {
	var kept []int
	for k := range c.Labels {
		used := k == len(c.Labels)-1
		for i := range c.Labels {
			used = used || c.Counts[k][i] > 0 || c.Counts[i][k] > 0
		}
		if used {
			kept = append(kept, k)
		}
	}
	labels, counts := make([]annotate.Label, len(kept)), make([][]int, len(kept))
	for i, k := range kept {
		labels[i] = c.Labels[k]
		for _, j := range kept {
			counts[i] = append(counts[i], c.Counts[k][j])
		}
	}
	c.Labels, c.Counts = labels, counts
}

// HitsOf counts something of each document, over all pairs. Where labels are given, marks of others are taken out of what was
// paired.
func (s Survey) HitsOf(labels []annotate.Label, of func(match.Matching) match.Hits) []match.Hits {
	hits := make([]match.Hits, len(s.Documents))
	for _, p := range s.pairings {
		m := p.Matching
		if len(labels) > 0 {
			m = m.Only(func(label string) bool { return slices.Contains(labels, annotate.Label(label)) })
		}
		hits[p.document] = hits[p.document].Plus(of(m))
	}
	return hits
}
