package grammar

import (
	"slices"
	"strings"

	"galley/annotate"
)

// keep turns finds into attributions.
func (g *region) keep() []Attribution {
	var out []Attribution
	for _, f := range g.finds {
		a := Attribution{Reports: f.reports, Request: f.request, Negative: f.negative, Lemma: f.lemma, Speaker: -1, Depth: g.depth, first: f.source[0], last: f.source[1], unit: g.unit}
		for _, span := range f.content {
			if c, ok := g.contentRange(span); ok {
				a.Content = append(a.Content, c)
			}
		}
		if len(a.Content) == 0 {
			continue
		}
		if f.source[1] > f.source[0] {
			a.Source = []annotate.Range{g.trimmed(f.source[0], f.source[1])}
		}
		a.Cue = []annotate.Range{g.spanned(f.cue[0], f.cue[1])}
		a.Kind = g.kindOf(a.Content)
		a.Order = orderOf(&a)
		out = append(out, a)
	}
	for i := range out {
		reach := out[i].Reach()
		for k := range out {
			if b := out[k].Content[0]; k != i && b != out[i].Content[0] && b.Contains(reach) {
				out[i].Depth++
			}
		}
	}
	return out
}

// trimmed returns the range of tokens without the marks at its end.
func (r *reader) trimmed(from, to int) annotate.Range {
	for to > from+1 && (r.tokens[to-1].Tag == Mark && r.tokens[to-1].Text != ")" || r.tokens[to-1].Tag == QuotationMark && r.tokens[to-1].Quote >= 0 && r.quotes[r.tokens[to-1].Quote].first == to-1) {
		to--
	}
	for from+1 < to && r.tokens[from].Tag == Mark && r.tokens[from].Text != "(" {
		from++
	}
	return r.spanned(from, to)
}

// contentRange turns items into the range of what is said: without marks at its ends, but with the quotation marks that
// lie within it or right around it.
func (g *region) contentRange(span [2]int) (annotate.Range, bool) {
	if span[1] <= span[0] || span[0] >= len(g.items) {
		return annotate.Range{}, false
	}
	from, to := g.items[span[0]].first, g.items[min(span[1], len(g.items))-1].last
	for to > from && g.tokens[to-1].Tag == Mark && g.tokens[to-1].Text != ")" && g.tokens[to-1].Text != "]" {
		to--
	}
	for from < to && g.tokens[from].Tag == Mark && g.tokens[from].Text != "(" && g.tokens[from].Text != "[" {
		from++
	}
	if from >= to {
		return annotate.Range{}, false
	}
	// A mark that opens right before belongs to what is said when it closes within, or right behind.
	for from > 0 && g.tokens[from-1].Tag == QuotationMark {
		q := g.markOf(from - 1)
		if q < 0 || g.quotes[q].first != from-1 || g.quotes[q].last > to+3 || g.quotes[q].Level <= g.depth {
			break
		}
		from--
	}
	for k := to; k < min(to+4, len(g.tokens)); k++ {
		if g.tokens[k].Tag != QuotationMark {
			if g.tokens[k].Tag == Mark && strings.ContainsAny(g.tokens[k].Text, ",.?!…") {
				continue
			}
			break
		}
		q := g.markOf(k)
		if q >= 0 && g.quotes[q].last == k+1 && g.quotes[q].first >= from && g.quotes[q].Level > g.depth {
			to = k + 1
		}
	}
	return g.spanned(from, to), true
}

// markOf returns the quotation whose first or last token is the mark at token i, or -1.
func (r *reader) markOf(i int) int {
	for q := max(0, r.tokens[i].Quote); q < len(r.quotes) && r.quotes[q].first <= i; q++ {
		if r.quotes[q].first == i || r.quotes[q].last == i+1 && !r.quotes[q].Unclosed {
			return q
		}
	}
	return -1
}

// kindOf says whether what is said is quoted: direct when no word stands outside double quotation marks, indirect when
// none stands inside, else mixed.
func (r *reader) kindOf(content []annotate.Range) string {
	inside, outside := false, false
	for _, c := range content {
		for i := r.tokenFrom(c.From); i < len(r.tokens) && r.tokens[i].To <= c.To; i++ {
			if !r.tokens[i].word() {
				continue
			}
			if r.tokens[i].Quote >= 0 {
				inside = true
			} else {
				outside = true
			}
		}
	}
	switch {
	case inside && outside:
		return "mixed"
	case inside:
		return "direct"
	}
	return "indirect"
}

// orderOf writes the order of source, cue and content: "scq", "qcs".
func orderOf(a *Attribution) string {
	type part struct {
		at   annotate.Pos
		name string
	}
	parts := []part{{a.Content[0].From, "q"}}
	if len(a.Source) > 0 {
		parts = append(parts, part{a.Source[0].From, "s"})
	}
	if len(a.Cue) > 0 {
		parts = append(parts, part{a.Cue[0].From, "c"})
	}
	if len(a.Content) > 1 {
		parts = append(parts, part{a.Content[1].From, "q"})
	}
	slices.SortStableFunc(parts, func(x, y part) int { return int(x.at - y.at) })
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.name)
	}
	return b.String()
}
