package grammar

import (
	"slices"
	"strings"

	"galley/annotate"
)

// announced finds what a paragraph that ends with a colon announces in the next.
func (r *reader) announced(all []Attribution) (out []Attribution) {
	for u := 0; u+1 < len(r.units); u++ {
		from, to := r.units[u].from, r.units[u].to
		if r.tokens[to-1].Text != ":" || r.headline[from] {
			continue
		}
		next := r.units[u+1]
		if spokenFor(all, r.spanned(next.from, next.to)) {
			continue
		}
		g := r.region(from, to, 1, 0, u)
		source := g.mainSubject(len(g.items))
		if source[1] <= source[0] {
			continue
		}
		cue, lemma := g.wordOfSaying(len(g.items))
		if cue[1] == 0 {
			if g.opensAt(next.from, 1) < 0 {
				continue
			}
			cue, lemma = [2]int{to - 1, to}, ":"
		}
		end := next.to
		if r.tokens[next.from].Quote < 0 { // unquoted: the paragraph, as far as nobody else speaks in it
			for v := u + 2; v < len(r.units) && r.tokens[r.units[v].from].line == r.tokens[next.from].line && !speaksIn(all, r.spanned(r.units[v].from, r.units[v].to)); v++ {
				end = r.units[v].to
			}
		}
		content := r.trimmedContent(next.from, end)
		out = append(out, Attribution{Content: []annotate.Range{content}, Source: []annotate.Range{r.trimmed(source[0], source[1])}, Cue: []annotate.Range{r.spanned(cue[0], cue[1])},
			Kind: r.kindOf([]annotate.Range{content}), Reports: "speech", Order: "scq", Lemma: lemma, Speaker: -1, first: source[0], last: source[1], unit: u + 1})
	}
	return out
}

// signed finds words that are set off, and signed with a name that the article has elsewhere: a paragraph in the first person,
// and behind its last sentence the name alone.
func (r *reader) signed() (out []Attribution) {
	names := map[string]int{}
	for i := range r.chunks {
		if c := &r.chunks[i]; strings.ContainsRune(c.Name, ' ') {
			names[c.Name]++
		}
	}
	for u := 1; u < len(r.units); u++ {
		un := r.units[u]
		n := r.chunkAt[un.from]
		if n < 0 || r.chunks[n].Last != un.to || names[r.chunks[n].Name] < 2 || r.chunks[n].Sort != Person && r.chunks[n].Sort != Thing {
			continue
		}
		if un.to < len(r.tokens) && r.tokens[un.to].line == r.tokens[un.from].line {
			continue
		}
		from, first := u, false
		for v := u - 1; v >= 0 && r.tokens[r.units[v].from].line == r.tokens[un.from].line; v-- {
			from = v
			for i := r.units[v].from; i < r.units[v].to; i++ {
				first = first || r.tokens[i].entry.kind&isFirst != 0 && r.tokens[i].Quote < 0
			}
		}
		if from == u || !first {
			continue
		}
		content := r.trimmedContent(r.units[from].from, r.units[u-1].to)
		out = append(out, Attribution{Content: []annotate.Range{content}, Source: []annotate.Range{r.spanned(un.from, un.to)}, Kind: r.kindOf([]annotate.Range{content}),
			Reports: "speech", Order: "qs", Speaker: -1, first: un.from, last: un.to, unit: from})
	}
	return out
}

// scripted finds talk set as in a play: lines that begin with a name and a colon. The name must lead two lines at least.
func (r *reader) scripted(all []Attribution) (out []Attribution) {
	type line struct{ name, colon, end int } // units and tokens
	lines := map[string][]line{}
	var order []string
	for u := 0; u < len(r.units); u++ {
		from := r.units[u].from
		if !r.firstInLine(from) || r.tokens[from].Tag != Name && !r.tokens[from].allCaps() && !r.tokens[from].capital() {
			continue
		}
		k := from
		for k < min(from+5, r.units[u].to) && r.tokens[k].Text != ":" && (r.tokens[k].capital() || r.tokens[k].Text == ".") {
			k++
		}
		if k == from || r.at(k).Text != ":" || k+1 >= r.units[u].to {
			continue
		}
		end := r.units[u].to
		for v := u + 1; v < len(r.units) && r.tokens[r.units[v].from].line == r.tokens[from].line; v++ {
			end = r.units[v].to
		}
		name := r.text.Slice(r.spanned(from, k))
		if lines[name] == nil {
			order = append(order, name)
		}
		lines[name] = append(lines[name], line{from, k, end})
	}
	for _, name := range order {
		if len(lines[name]) < 2 {
			continue
		}
		for _, l := range lines[name] {
			content := r.trimmedContent(l.colon+1, l.end)
			if spokenFor(all, content) {
				continue
			}
			out = append(out, Attribution{Content: []annotate.Range{content}, Source: []annotate.Range{r.spanned(l.name, l.colon)}, Cue: []annotate.Range{r.spanned(l.colon, l.colon+1)},
				Kind: r.kindOf([]annotate.Range{content}), Reports: "speech", Order: "scq", Lemma: ":", Speaker: -1, first: l.name, last: l.colon, unit: -1})
		}
	}
	return out
}

// trimmedContent returns the range of tokens without the final mark, unless a quotation closes behind it.
func (r *reader) trimmedContent(from, to int) annotate.Range {
	for to > from+1 && r.tokens[to-1].Tag == Mark {
		to--
	}
	return r.spanned(from, to)
}

// spokenFor reports whether what lies in a range is content already.
func spokenFor(all []Attribution, in annotate.Range) bool {
	for _, a := range all {
		for _, c := range a.Content {
			if a.Depth == 0 && !a.Request && c.Overlaps(in) {
				return true
			}
		}
	}
	return false
}

// speaksIn reports whether a range holds a cue.
func speaksIn(all []Attribution, in annotate.Range) bool {
	for _, a := range all {
		for _, c := range a.Cue {
			if a.Depth == 0 && c.Overlaps(in) {
				return true
			}
		}
	}
	return false
}

// inherit gives quotations that stand alone the source of the one before them, or else of the one that follows. What goes on
// in the same paragraph is another part of that one's content.
func (r *reader) inherit(all []Attribution) (out []Attribution) {
	last := map[int]int{} // by unit: its last attribution with quoted content
	first := map[int]int{}
	for i := range all {
		a := &all[i]
		if a.unit < 0 || a.Request || len(a.Source) == 0 || a.Kind == "indirect" && a.Reports != "speech" {
			continue
		}
		if _, ok := first[a.unit]; !ok {
			first[a.unit] = i
		}
		if k, ok := last[a.unit]; !ok || all[k].Kind == "indirect" || a.Kind != "indirect" {
			last[a.unit] = i
		}
	}
	speaker := -1 // the attribution that the run of quotations goes on from
	for u, un := range r.units {
		line := r.tokens[un.from].line
		if k, ok := last[u]; ok {
			speaker = k
			continue
		}
		q := r.opensAt(un.from, 1)
		alone := q >= 0 && r.quotes[q].Use == Speech && r.quotes[q].last >= un.to-1
		if !alone {
			if u > 0 && r.tokens[r.units[u-1].from].line != line {
				speaker = -1
			}
			if speaker >= 0 && r.units[all[speaker].unit].to != un.from {
				speaker = -1
			}
			continue
		}
		k := -1
		switch {
		case speaker >= 0 && all[speaker].unit < u && r.tokens[un.from].line-r.tokens[r.units[max(0, u-1)].to-1].line <= 1:
			k = speaker
		default:
			if n, ok := first[u+1]; ok && r.tokens[r.units[u+1].from].line-line <= 1 {
				k = n
			}
		}
		if k < 0 {
			continue
		}
		from := &all[k]
		content := r.spanned(un.from, r.quotes[q].last)
		if r.tokens[r.units[from.unit].from].line == line && from.Kind == "direct" { // “We sail,” she said. “We always did.”
			from.Content = append(from.Content, content)
			slices.SortFunc(from.Content, func(a, b annotate.Range) int { return int(a.From - b.From) })
			speaker = k
			continue
		}
		out = append(out, Attribution{Content: []annotate.Range{content}, Source: from.Source, Cue: from.Cue, Kind: "direct", Reports: "speech",
			Order: from.Order, Inherited: true, Lemma: from.Lemma, Speaker: -1, first: from.first, last: from.last, unit: u})
		speaker = k
	}
	return out
}
