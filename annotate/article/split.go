package article

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
)

// A Split is a place where another article seems to begin.
type Split struct {
	Line int          `json:"line"` // number of its first paragraph in the text, from 1
	Pos  annotate.Pos `json:"pos"`  // where that paragraph begins, in code points
	Sure bool         `json:"sure"` // confident enough to be done without asking
	Why  string       `json:"why"`  // one phrase for the person who decides
}

// Splits returns where t seems to hold more than one article, in order. It never proposes its beginning. O(n).
func Splits(t annotate.Text) []Split { return splits(read(t.String(), nil)) }

func splits(lines []line) []Split {
	var out []Split
	story := 0  // paragraphs of the article so far
	ended := "" // what closed it
	dated := false
	seen := map[string]bool{}
	start := func(i int, sure bool, why string) {
		out = append(out, Split{Line: i + 1, Pos: lines[i].at, Sure: sure, Why: why})
		story, ended, dated = 0, "", false
		clear(seen)
	}
	for i := range lines {
		l := &lines[i]
		_, hasDate := l.dated()
		switch {
		case i == 0:
		case ended != "" && story >= 2 && begins(lines, i, seen):
			start(i, true, ended+" closes the article before")
		case story >= 3 && headed(lines, i):
			start(i, true, "a headline with its byline or dateline")
		case story >= 3 && dated && hasDate && l.story() && l.blank >= 2:
			start(i, true, "a new dateline after empty lines")
		case story >= 3 && dated && hasDate && l.story() && ruledAbove(lines, i):
			start(i, true, "a new dateline under a rule")
		case story >= 3 && dated && hasDate && l.story():
			start2 := Split{Line: i + 1, Pos: l.at, Why: "a second dateline"}
			out = append(out, start2)
		}
		switch {
		case l.is(annotate.Contributor) && story >= 2:
			ended = "a line on who contributed"
		case l.is(annotate.Furniture) && story >= 2 && closing(l.s):
			ended = fmt.Sprintf("%q", short(l.s, 24))
		case l.is(annotate.Caption):
			seen[fold(l.s)] = true
		case l.story():
			story++
			dated = dated || hasDate
		}
	}
	return out
}

// begins reports whether, after an article's end, line i is the first of another: a headline, byline or story
// line, or a caption not seen before that stands above a story with a headline of its own.
func begins(lines []line, i int, seen map[string]bool) bool {
	l := &lines[i]
	switch {
	case l.is(annotate.Headline, annotate.Byline, annotate.Entry):
	case l.story():
		if len(l.s) < 60 && !headed(lines, i) && !titleLike(lines, i) {
			return false
		}
	default:
		return false
	}
	n := 0
	for j := i; j < min(len(lines), i+12); j++ {
		if lines[j].story() && lines[j].long(40) {
			n++
		}
	}
	return n >= 2 || n >= 1 && headed(lines, i)
}

func titleLike(lines []line, i int) bool {
	l := &lines[i]
	return !l.ended() && i+1 < len(lines) && lines[i+1].long(60) && lines[i+1].story()
}

// headed reports whether line i is a headline that a byline or a dateline follows.
func headed(lines []line, i int) bool {
	l := &lines[i]
	if !l.is("", annotate.Paragraph, annotate.Headline) || len(l.inner) > 0 || l.long(170) || l.ended() || len(strings.Fields(l.s)) < 3 || strings.ContainsAny(l.s[:1], `"“`) {
		return false
	}
	for j := i + 1; j < min(len(lines), i+4); j++ {
		n := &lines[j]
		if _, ok := n.dated(); ok && n.story() || n.is(annotate.Byline) {
			return true
		}
		if !n.is(annotate.Furniture, annotate.Headline, annotate.Caption, annotate.Credit) && (n.long(170) || n.ended()) {
			return false
		}
	}
	return false
}

func ruledAbove(lines []line, i int) bool {
	return lines[i-1].is(annotate.Furniture) && ruled(lines[i-1].s)
}

// closing reports whether a furniture line ends an article for good.
func closing(s string) bool {
	f := strings.Trim(fold(s), "().-—– ")
	switch f {
	case "30", "ends", "end", "enditem", "endit", "###", "##", "#", "xxx":
		return true
	}
	return strings.HasPrefix(f, "copyright 20") || strings.HasPrefix(f, "copyright ©") || strings.HasPrefix(f, "© 20") || strings.Contains(f, "may not be published") ||
		strings.HasPrefix(f, "our standards: the thomson reuters")
}

// SplitAt returns the documents that doc is when it is cut at the points, in code points: each has the exact
// slice as its text, so that together they are doc's, its own digest and title, blocks found anew, and "file"
// and "offset" (of its start in doc's text) among its metadata. Points outside the text, and pieces of white
// space alone, are left out. With nothing to cut at, doc comes back as it is.
func SplitAt(doc annotate.Document, points []annotate.Pos) []annotate.Document {
	n := doc.Text.Len()
	points = slices.Clone(points)
	slices.Sort(points)
	cuts := []annotate.Pos{0}
	for _, p := range points {
		if p > cuts[len(cuts)-1] && p < n && strings.TrimSpace(doc.Text.Slice(annotate.Range{From: cuts[len(cuts)-1], To: p})) != "" {
			cuts = append(cuts, p)
		}
	}
	if len(cuts) > 1 && strings.TrimSpace(doc.Text.Slice(annotate.Range{From: cuts[len(cuts)-1], To: n})) == "" {
		cuts = cuts[:len(cuts)-1]
	}
	if len(cuts) == 1 {
		return []annotate.Document{doc}
	}
	out := make([]annotate.Document, len(cuts))
	for i, from := range cuts {
		to := n
		if i+1 < len(cuts) {
			to = cuts[i+1]
		}
		d := document(doc.Text.Slice(annotate.Range{From: from, To: to}))
		d.Lang = doc.Lang
		d.Order = doc.Order + i
		if natural := documentID(doc); doc.ID != natural {
			d.ID = annotate.DocID(fmt.Sprintf("%s/%d", doc.ID, i+1))
		}
		for _, f := range doc.Meta {
			if f.Name != "offset" {
				d.Meta = append(d.Meta, f)
			}
		}
		d.Meta = append(d.Meta, annotate.Field{Name: "offset", Value: fmt.Sprint(int(from))})
		out[i] = d
	}
	return out
}
