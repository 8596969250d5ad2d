package export

import (
	"cmp"
	"slices"

	"galley/annotate"
)

// A column is one tag for each word: "O", or a prefix and a label.
type column struct {
	name string
	tags []string
	kept []piece // what the tags say, in order
}

// columns returns the tag columns of pieces, one for each group or, unless the overlap policy is to split, one for all.
func columns(ps []piece, n int, groups []LabelGroup, o Overlap, bioes bool, loss *Loss) []column {
	if o != SplitOverlap {
		return []column{tag("", ps, n, o, bioes, loss)}
	}
	out := make([]column, len(groups))
	for i, g := range groups {
		var own []piece
		for _, p := range ps {
			if slices.Contains(g.Labels, p.span.Label) {
				own = append(own, p)
			}
		}
		out[i] = tag(g.ID, own, n, o, bioes, loss)
	}
	return out
}

// flat is the policy of formats that have one column and cannot split.
func flat(o Overlap) Overlap { return cmp.Or(o, DropOverlap) }

// tag writes pieces over n words so that no word has two.
func tag(name string, ps []piece, n int, o Overlap, bioes bool, loss *Loss) column {
	c := column{name: name, tags: make([]string, n), kept: apart(ps, n, o, loss)}
	for i := range c.tags {
		c.tags[i] = "O"
	}
	for _, p := range c.kept {
		label := string(p.span.Label)
		for i := p.from; i < p.to; i++ {
			prefix := "I-"
			switch {
			case bioes && p.to-p.from == 1:
				prefix = "S-"
			case i == p.from:
				prefix = "B-"
			case bioes && i == p.to-1:
				prefix = "E-"
			}
			c.tags[i] = prefix + label
		}
	}
	return c
}

// apart returns what is left of pieces, in order, when no two may share a word.
func apart(ps []piece, n int, o Overlap, loss *Loss) []piece {
	order := slices.Clone(ps)
	slices.SortStableFunc(order, func(a, b piece) int { return cmp.Compare(b.to-b.from, a.to-a.from) })
	owner := make([]int, n) // index in order, from 1
	var kept []piece
	if o != FlattenOverlap {
		for i, p := range order {
			if slices.IndexFunc(owner[p.from:p.to], func(x int) bool { return x != 0 }) >= 0 {
				loss.add(lostOverlaps, 1)
				continue
			}
			for w := p.from; w < p.to; w++ {
				owner[w] = i + 1
			}
			kept = append(kept, p)
		}
	} else {
		for i, p := range order { // the shortest come last and have the word
			for w := p.from; w < p.to; w++ {
				owner[w] = i + 1
			}
		}
		held := make([]int, len(order)+1)
		for w := 0; w < n; {
			end := w + 1
			for end < n && owner[end] == owner[w] {
				end++
			}
			if i := owner[w]; i > 0 {
				p := order[i-1]
				p.from, p.to = w, end
				kept = append(kept, p)
				held[i] += end - w
			}
			w = end
		}
		for i, p := range order {
			switch held[i+1] {
			case p.to - p.from:
			case 0:
				loss.add("stretches that shorter ones cover wholly, left out", 1)
			default:
				loss.add(lostPieces, 1)
			}
		}
	}
	slices.SortFunc(kept, func(a, b piece) int { return cmp.Compare(a.from, b.from) })
	return kept
}

// tagNames returns the tags of a group as class labels: O, then B- and I- of each label.
func tagNames(labels []annotate.Label) []string {
	names := []string{"O"}
	for _, l := range labels {
		names = append(names, "B-"+string(l), "I-"+string(l))
	}
	return names
}

// A chunk is a run of words with one label, as tags say it.
type chunk struct {
	label    string
	from, to int // to exclusive
}

// chunks reads a column of IOB2, IOB1, BIOES or BILUO tags, as seqeval's default reading does: an I- that continues
// nothing begins a chunk.
func chunks(tags []string) []chunk {
	var out []chunk
	open := false
	for i, t := range tags {
		if len(t) < 3 || t[1] != '-' {
			open = false
			continue
		}
		label := t[2:]
		begins := !open || out[len(out)-1].label != label
		switch t[0] {
		case 'B', 'S', 'U':
			begins = true
		}
		if begins {
			out = append(out, chunk{label, i, i + 1})
		} else {
			out[len(out)-1].to = i + 1
		}
		open = t[0] == 'B' || t[0] == 'I'
	}
	return out
}
