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

// Add counts one document. With a filter only the gold attributions that pass are asked for.
func (s *SpanScore) Add(gold, found Doc, label string, pass Filter) {
	wanted, free := gold.split(pass)
	g, f := gold.ranges(label, wanted), found.ranges(label, nil)
	if pass != nil {
		skip := gold.ranges(label, free)
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

// Exact is F1 of spans that begin and end where those of the gold do, from 0 to 1.
func (s *SpanScore) Exact() float64 { return f1(s.exact, s.found, s.exact, s.gold) }

// Overlap is F1 of spans that share a character with one of the gold, from 0 to 1.
func (s *SpanScore) Overlap() float64 { return f1(s.foundHit, s.found, s.goldHit, s.gold) }

func f1(right, found, hit, gold int) float64 {
	p, r := ratio(right, found), ratio(hit, gold)
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

func prf(right, found, hit, gold int) string {
	return fmt.Sprintf("%.3f | %.3f | %.3f", ratio(right, found), ratio(hit, gold), f1(right, found, hit, gold))
}

// LinkScore counts quotations whose speaker was found. A speaker is right when a source found for a quotation shares a character
// with a gold one.
type LinkScore struct{ gold, pred, found, right, rightPred int }

// Add counts one document. With a filter only the gold attributions that pass are asked for.
func (l *LinkScore) Add(gold, found Doc, pass Filter) {
	type link struct{ quote, source []annotate.Range }
	links := func(d Doc, all bool, pass Filter) (out []link) {
		for _, r := range d.Relations {
			if len(r.Quote) > 0 && (all || len(r.Source) > 0) && r.Label == "attribution" && (pass == nil || pass(r)) {
				out = append(out, link{d.byID(r.Quote), d.byID(r.Source)})
			}
		}
		return out
	}
	want := links(gold, false, pass)
	var skip []annotate.Range
	if pass != nil {
		_, free := gold.split(pass)
		for _, label := range []string{"quote", "source", "cue"} {
			skip = append(skip, gold.ranges(label, free)...)
		}
	}
	for _, w := range want {
		l.gold++
		best, sizes := 0, []int{}
		candidates := links(found, true, nil)
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
	for _, c := range links(found, false, nil) {
		hit, right := false, false
		for _, w := range want {
			if slices.ContainsFunc(c.quote, func(r annotate.Range) bool { return touches(r, w.quote) }) {
				hit = true
				right = right || slices.ContainsFunc(c.source, func(r annotate.Range) bool { return touches(r, w.source) })
			}
		}
		if !hit && slices.ContainsFunc(c.quote, func(r annotate.Range) bool { return touches(r, skip) }) {
			continue
		}
		l.pred++
		if right {
			l.rightPred++
		}
	}
}

// Speaker is the share of the quotations found whose speaker is right, from 0 to 1.
func (l *LinkScore) Speaker() float64 { return ratio(l.right, l.found) }

// Whole is F1 of quotations with the right speaker, from 0 to 1.
func (l *LinkScore) Whole() float64 { return f1(l.rightPred, l.pred, l.right, l.gold) }

// Rows is the row of whole links, and beneath the table how many quotations were found and how many of their speakers are
// right.
func (l *LinkScore) Rows() string {
	return fmt.Sprintf("| whole link | %d | %d | | | | %s |\n\nQuotations found: %.3f of %d. Speaker right: %.3f of those found.", l.gold, l.pred,
		prf(l.rightPred, l.pred, l.right, l.gold), float64(l.found)/float64(max(1, l.gold)), l.gold, float64(l.right)/float64(max(1, l.found)))
}
