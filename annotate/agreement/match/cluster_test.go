package match

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// said writes clusters by the ids of their members, in a form that knows no order.
func said(lists [][]Span, clusters [][]Member) string {
	var all []string
	for _, c := range clusters {
		var ids []string
		for _, m := range c {
			ids = append(ids, lists[m.List][m.Span].ID)
		}
		slices.Sort(ids)
		all = append(all, strings.Join(ids, "+"))
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

func TestClusters(t *testing.T) {
	s := func(id, label string, from, to int) Span {
		return Span{ID: id, Label: label, Parts: []Range{{from, to}}}
	}
	for name, c := range map[string]struct {
		lists [][]Span
		want  string
	}{
		"nobody":                  {nil, ""},
		"all alike":               {[][]Span{{s("a", "claim", 0, 5)}, {s("b", "claim", 0, 5)}, {s("c", "claim", 0, 5)}}, "a+b+c"},
		"through the one between": {[][]Span{{s("a", "claim", 0, 5)}, {s("b", "claim", 3, 9)}, {s("c", "claim", 7, 12)}}, "a+b+c"},
		"nobody has two":          {[][]Span{{s("a1", "claim", 0, 4), s("a2", "claim", 5, 9)}, {s("b", "claim", 0, 9)}, {s("c", "claim", 5, 9)}}, "a1 a2+b+c"},
	} {
		if got := said(c.lists, Clusters(c.lists)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestClustersLaws(t *testing.T) { rapid.Check(t, holdClusters) }

func FuzzClusters(f *testing.F) { f.Fuzz(rapid.MakeFuzz(holdClusters)) }

func holdClusters(t *rapid.T) {
	lists := make([][]Span, rapid.IntRange(0, 4).Draw(t, "annotators"))
	for i := range lists {
		lists[i] = genSpans(fmt.Sprint("n", i, "-")).Draw(t, "spans")
	}
	all := Clusters(lists)

	// Every span is in one cluster, and nobody twice in one.
	seen := map[Member]bool{}
	for _, c := range all {
		for i, m := range c {
			if seen[m] || i > 0 && c[i-1].List >= m.List {
				t.Fatalf("%v is no cluster", c)
			}
			seen[m] = true
		}
	}
	n := 0
	for _, l := range lists {
		n += len(l)
	}
	if len(seen) != n {
		t.Fatalf("%d of %d spans are in clusters", len(seen), n)
	}

	// Two annotators have the pairs that the figures are made of.
	if len(lists) == 2 {
		m := Spans(lists[0], lists[1])
		want := len(lists[0]) + len(lists[1]) - len(m.Pairs)
		if len(all) != want {
			t.Fatalf("%d clusters of two, want %d", len(all), want)
		}
		for _, c := range all {
			if len(c) == 2 && !slices.Contains(m.Pairs, Pair{c[0].Span, c[1].Span}) {
				t.Fatalf("%v is none of %v", c, m.Pairs)
			}
		}
	}

	// No order makes a difference.
	other := slices.Clone(lists)
	slices.Reverse(other)
	for i := range other {
		other[i] = slices.Clone(other[i])
		slices.Reverse(other[i])
	}
	if got, want := said(other, Clusters(other)), said(lists, all); got != want {
		t.Fatalf("in another order %s, not %s", got, want)
	}
}
