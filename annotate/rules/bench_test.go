package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/rules"
)

// crowd is a megabyte of text on which n claims and as many sources wait, each claim linked to its source.
func crowd(b testing.TB, n int) rules.Desk {
	l := annotate.NewLayer(annotate.NewText(strings.Repeat(story+"\n", n)))
	var lines []string
	for i := range n {
		at := i * (len(story) + 1)
		lines = append(lines, fmt.Sprintf("claim %d %d", at, at+10), fmt.Sprintf("source %d %d", at+12, at+28))
	}
	for i := range n {
		lines = append(lines, fmt.Sprintf(">says %d %d", 2*i, 2*i+1))
	}
	d := rules.Desk{Suggested: l, Own: l, By: "ana"}
	d.Suggested = apply(b, l, rules.Merge(l, proposed("names", "1", lines...)))
	return d
}

// BenchmarkAccept accepts one of 10,000 suggestions with its relations, and BenchmarkAcceptAll all of them at once.
func BenchmarkAccept(b *testing.B) {
	d := crowd(b, 3333)
	s := d.Open()[5000]
	for b.Loop() {
		if _, err := d.Accept(s, scheme()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAcceptAll(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		d := crowd(b, n/3)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				tx, left := d.AcceptAll(scheme(), func(rules.Suggestion) bool { return true })
				if len(left) > 0 {
					b.Fatal(left[0])
				}
				apply(b, d.Own, tx)
			}
		})
	}
}
