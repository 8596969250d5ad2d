package gold

import (
	"fmt"
	"slices"

	"galley/annotate"
)

// Head is the head of the table that [SpanScore.Row] and [LinkScore.Rows] are rows of.
const Head = "| what | gold | found | exact P | R | F1 | overlap P | R | F1 |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"

func touches(r annotate.Range, others []annotate.Range) bool {
	return slices.ContainsFunc(others, r.Overlaps)
}

// SpanScore counts spans of one label. The zero value is ready to use.
type SpanScore struct{ gold, found, exact, foundHit, goldHit int }

// Add counts one document. With kinds only the gold attributions of these are asked for: to find the others costs nothing.
func (s *SpanScore) Add(gold, found Doc, label string, kinds []string) {
	var want, ignored map[string]bool
	if kinds != nil {
		want, ignored = map[string]bool{}, map[string]bool{}
		for _, r := range gold.Relations {
			for _, id := range slices.Concat(r.Quote, r.Source, r.Cue) {
				if slices.Contains(kinds, r.Kind) {
					want[id] = true
				} else {
					ignored[id] = true
				}
			}
		}
		for id := range want {
			delete(ignored, id)
		}
	}
	g, f := gold.ranges(label, want), found.ranges(label, nil)
	if kinds != nil {
		skip := gold.ranges(label, ignored)
		f = slices.DeleteFunc(f, func(r annotate.Range) bool { return !touches(r, g) && touches(r, skip) })
	}
	s.gold += len(g)
	s.found += len(f)
	for _, r := range g {
		if slices.Contains(f, r) {
			s.exact++
		}
		if touches(r, f) {
			s.goldHit++
		}
	}
	for _, r := range f {
		if touches(r, g) {
			s.foundHit++
		}
	}
}

// Gold returns how many spans there are in the gold.
func (s *SpanScore) Gold() int { return s.gold }

// Row is the counts as a row of a Markdown table: gold, found, and precision, recall and F1, exactly and by overlap.
func (s *SpanScore) Row(name string) string {
	return fmt.Sprintf("| %s | %d | %d | %s | %s |", name, s.gold, s.found, prf(s.exact, s.found, s.exact, s.gold), prf(s.foundHit, s.found, s.goldHit, s.gold))
}

func prf(right, found, hit, gold int) string {
	p, r, f := 0.0, 0.0, 0.0
	if found > 0 {
		p = float64(right) / float64(found)
	}
	if gold > 0 {
		r = float64(hit) / float64(gold)
	}
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return fmt.Sprintf("%.3f | %.3f | %.3f", p, r, f)
}

// LinkScore counts quotations whose speaker was found. A speaker is right when a source found for a quotation shares a character
// with a gold one.
type LinkScore struct{ gold, pred, found, right, rightPred int }

// Add counts one document.
func (l *LinkScore) Add(gold, found Doc) {
	type link struct{ quote, source []annotate.Range }
	links := func(d Doc, all bool) (out []link) {
		for _, r := range d.Relations {
			if len(r.Quote) > 0 && (all || len(r.Source) > 0) && r.Label == "attribution" {
				out = append(out, link{d.byID(r.Quote), d.byID(r.Source)})
			}
		}
		return out
	}
	want := links(gold, false)
	for _, w := range want {
		l.gold++
		best, sizes := 0, []int{}
		candidates := links(found, true)
		for _, c := range candidates {
			n := 0
			for _, x := range w.quote {
				for _, y := range c.quote {
					n += max(0, int(min(x.To, y.To)-max(x.From, y.From)))
				}
			}
			sizes = append(sizes, n)
			best = max(best, n)
		}
		if best == 0 {
			continue
		}
		l.found++
		for i, c := range candidates {
			if sizes[i] > 0 && 2*sizes[i] >= best && slices.ContainsFunc(c.source, func(r annotate.Range) bool { return touches(r, w.source) }) {
				l.right++
				break
			}
		}
	}
	for _, c := range links(found, false) {
		l.pred++
		for _, w := range want {
			if slices.ContainsFunc(c.quote, func(r annotate.Range) bool { return touches(r, w.quote) }) && slices.ContainsFunc(c.source, func(r annotate.Range) bool { return touches(r, w.source) }) {
				l.rightPred++
				break
			}
		}
	}
}

// Rows is the row of whole links, and beneath the table how many quotations were found and how many of their speakers are
// right.
func (l *LinkScore) Rows() string {
	return fmt.Sprintf("| whole link | %d | %d | | | | %s |\n\nQuotations found: %.3f of %d. Speaker right: %.3f of those found.", l.gold, l.pred,
		prf(l.rightPred, l.pred, l.right, l.gold), float64(l.found)/float64(max(1, l.gold)), l.gold, float64(l.right)/float64(max(1, l.found)))
}
