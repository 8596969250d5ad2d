package match

import (
	"cmp"
	"slices"

	"galley/annotate/order"
)

// A Member is one span of a cluster: whose it is, by the place of their list, and its place in that list.
type Member struct{ List, Span int }

// Clusters groups the spans of any number of annotators into those that stand for one mark: at most one of each annotator, each
// span in one cluster. Every two annotators are paired by [Spans]; pairs are put together, those worth most first, as long as
// nobody would have two marks in one cluster. For two annotators these are their pairs. For more they are the best there are
// wherever the pairings fit together, which they do unless marks overlap crosswise; to find the best clusters even there is
// NP-hard for three annotators already (Karp 1972). The order of the lists, and of the spans in them, makes no difference.
//
// Clusters come in the order of the text, members by list. The cost is that of pairing every two.
func Clusters(lists [][]Span) [][]Member {
	type edge struct {
		a, b Member // a comes first in the text
		gain gain
	}
	span := func(m Member) *Span { return &lists[m.List][m.Span] }
	byPlace := func(x, y Member) int {
		return cmp.Or(compare(span(x), span(y)), cmp.Compare(x.List, y.List), cmp.Compare(x.Span, y.Span))
	}
	var edges []edge
	for i := range lists {
		for k := i + 1; k < len(lists); k++ {
			for _, p := range Spans(lists[i], lists[k]).Pairs {
				a, b := Member{i, p.A}, Member{k, p.B}
				if byPlace(a, b) > 0 {
					a, b = b, a
				}
				edges = append(edges, edge{a, b, gainOf(span(a), span(b))})
			}
		}
	}
	order.By(edges, func(x, y edge) int {
		switch {
		case y.gain.less(x.gain):
			return -1
		case x.gain.less(y.gain):
			return 1
		}
		return cmp.Or(byPlace(x.a, y.a), byPlace(x.b, y.b))
	})

	clusters := make([][]Member, 0, len(edges))
	of := make([][]int, len(lists)) // the cluster of each span
	for i, list := range lists {
		of[i] = make([]int, len(list))
		for k := range list {
			of[i][k] = len(clusters)
			clusters = append(clusters, []Member{{i, k}})
		}
	}
	for _, e := range edges {
		to, from := of[e.a.List][e.a.Span], of[e.b.List][e.b.Span]
		if to == from || slices.ContainsFunc(clusters[from], func(x Member) bool {
			return slices.ContainsFunc(clusters[to], func(y Member) bool { return x.List == y.List })
		}) {
			continue
		}
		for _, m := range clusters[from] {
			of[m.List][m.Span] = to
		}
		clusters[to], clusters[from] = append(clusters[to], clusters[from]...), nil
	}
	clusters = slices.DeleteFunc(clusters, func(c []Member) bool { return c == nil })
	first := make(map[Member]Member, len(clusters)) // of a cluster, by its first member of all lists: the first in the text
	for _, c := range clusters {
		at := slices.MinFunc(c, byPlace)
		order.By(c, func(x, y Member) int { return cmp.Compare(x.List, y.List) })
		first[c[0]] = at
	}
	order.By(clusters, func(x, y []Member) int { return byPlace(first[x[0]], first[y[0]]) })
	return clusters
}
