package host

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/agreement/match"
	"galley/annotate/agreement/report"
	"galley/annotate/agreement/survey"
	"galley/app/editor"
)

// list returns the differences that are asked for, the first of them with their words.
func (c *comparison) list(job editor.DifferJob) editor.Differences {
	out := editor.Differences{Of: c.queryText(job.Query)}
	kinds := map[match.Kind]int{}
	for _, d := range c.differ {
		if !asked(d, job.Query) {
			continue
		}
		kinds[d.Kind]++
		if job.Query.Kind != "" && d.Kind != job.Query.Kind {
			continue
		}
		out.All++
		if len(out.Rows) < job.Most {
			out.Rows = append(out.Rows, c.row(d))
		}
	}
	out.Kinds = kindsOf(kinds)
	return out
}

// kindsOf are the kinds of differences with their number, as they are best settled.
func kindsOf(n map[match.Kind]int) []editor.AgreeKind {
	return []editor.AgreeKind{
		{Kind: match.Missed, Title: "Missed", N: n[match.Missed]}, {Kind: match.Edges, Title: "Edges", N: n[match.Edges]},
		{Kind: match.Label, Title: "Label", N: n[match.Label]}, {Kind: match.Attribute, Title: "Value", N: n[match.Attribute]},
		{Kind: match.Link, Title: "Link", N: n[match.Link]},
	}
}

// asked reports whether a difference is one that is asked for, whatever its kind.
func asked(d survey.Difference, q editor.DifferQuery) bool {
	if q.Document != "" && d.Document != q.Document {
		return false
	}
	switch {
	case q.A != "" && q.B != "":
		if !(d.A == q.A && d.B == q.B || d.A == q.B && d.B == q.A) {
			return false
		}
	case q.A != "":
		if d.A != q.A && d.B != q.A {
			return false
		}
	}
	if q.Label == "" {
		return true
	}
	a, b := labelsOf(d)
	if q.As == "" {
		return slices.Contains(a, q.Label) || slices.Contains(b, q.Label)
	}
	has := func(labels []annotate.Label, l annotate.Label) bool {
		if l == editor.Nothing {
			return len(labels) == 0
		}
		return slices.Contains(labels, l)
	}
	return has(a, q.Label) && has(b, q.As) || has(a, q.As) && has(b, q.Label)
}

// labelsOf is what the marks of both sides are called; those at the ends of a link, for a link.
func labelsOf(d survey.Difference) (a, b []annotate.Label) {
	side := func(s *annotate.Span, l *survey.Linked) []annotate.Label {
		switch {
		case s != nil:
			return []annotate.Label{s.Label}
		case l != nil:
			return []annotate.Label{l.From.Label, l.To.Label}
		}
		return nil
	}
	return side(d.OfA, d.LinkOfA), side(d.OfB, d.LinkOfB)
}

// queryText says which differences are asked for, beside their kind.
func (c *comparison) queryText(q editor.DifferQuery) string {
	var parts []string
	switch {
	case q.Label != "" && q.As == editor.Nothing:
		parts = append(parts, c.label(q.Label)+" that one has and the other has not marked")
	case q.Label != "" && q.As != "":
		parts = append(parts, c.label(q.Label)+" of the one that the other calls "+c.label(q.As))
	case q.Label != "":
		parts = append(parts, "about "+c.label(q.Label))
	}
	switch {
	case q.A != "" && q.B != "":
		parts = append(parts, fmt.Sprintf("of %s and %s", q.A, q.B))
	case q.A != "":
		parts = append(parts, fmt.Sprintf("of %s with anybody", q.A))
	}
	if q.Document != "" {
		parts = append(parts, "in “"+c.titles[q.Document]+"”")
	}
	return strings.Join(parts, ", ")
}

// around is how many characters stand on either side of a difference.
const around = 60

// row is a difference with its words.
func (c *comparison) row(d survey.Difference) editor.DifferenceRow {
	one, other := sideOf(d.OfA, d.LinkOfA), sideOf(d.OfB, d.LinkOfB)
	out := editor.DifferenceRow{
		Difference: editor.Difference{Doc: d.Document, Kind: d.Kind, Name: d.Name, A: d.A, B: d.B, OfA: one.id, OfB: other.id},
		Title:      c.titles[d.Document], What: c.what(d, one.label),
		One: c.said(d.A, one, d.Name), Other: c.said(d.B, other, d.Name),
	}
	t := c.docs[d.Document].Text
	out.At = annotate.Span{Ranges: append(slices.Clone(one.ranges), other.ranges...)}.Envelope()
	from, to := max(out.At.From-around, 0), min(out.At.To+around, t.Len())
	// What is cut off is cut off between words.
	from, to = min(t.At(annotate.Word, from).From, out.At.From), max(t.At(annotate.Word, to).To, out.At.To)
	for _, p := range cut(from, to, one.ranges, other.ranges) {
		out.Pieces = append(out.Pieces, editor.DifferencePiece{Text: short(t.Slice(p.Range)), One: p.one, Other: p.other})
	}
	if from > 0 {
		out.Pieces = append([]editor.DifferencePiece{{Text: "… "}}, out.Pieces...)
	}
	if to < t.Len() {
		out.Pieces = append(out.Pieces, editor.DifferencePiece{Text: " …"})
	}
	return out
}

// what says in what they differ.
func (c *comparison) what(d survey.Difference, l annotate.Label) string {
	switch {
	case d.Kind == match.Attribute:
		return c.attribute(l, d.Name)
	case d.Follows:
		return "Link at a missed mark"
	}
	for _, k := range kindsOf(nil) {
		if k.Kind == d.Kind {
			return k.Title
		}
	}
	return string(d.Kind)
}

// A sided is what one of the two has.
type sided struct {
	id     annotate.SpanID
	label  annotate.Label
	link   bool
	attrs  annotate.Attrs
	ranges []annotate.Range
}

func sideOf(s *annotate.Span, l *survey.Linked) sided {
	switch {
	case s != nil:
		return sided{id: s.ID, label: s.Label, attrs: s.Attrs, ranges: s.Ranges}
	case l != nil:
		return sided{id: l.ID, label: l.Label, link: true, ranges: append(slices.Clone(l.From.Ranges), l.To.Ranges...)}
	}
	return sided{}
}

// said is what somebody has, in words; of a mark whose values differ, the value of name.
func (c *comparison) said(who annotate.Annotator, s sided, name string) string {
	if s.id == "" {
		return string(who) + ": nothing"
	}
	text := string(who) + ": " + c.label(s.label)
	if s.link {
		text = string(who) + ": " + c.relation(s.label)
	}
	if name == "" {
		return text
	}
	if v, ok := s.attrs.Get(name); ok {
		return text + ", " + v
	}
	return text + ", no value"
}

// short is text on one line, a long one by its two ends.
func short(text string) string {
	text = strings.ReplaceAll(text, "\n", " ")
	if r := []rune(text); len(r) > 220 {
		return string(r[:110]) + " … " + string(r[len(r)-110:])
	}
	return text
}

// A piece is a stretch of text by whom it is marked.
type piece struct {
	annotate.Range
	one, other bool
}

// cut cuts a stretch of text wherever a mark of either begins or ends.
func cut(from, to annotate.Pos, a, b []annotate.Range) []piece {
	at := []annotate.Pos{from, to}
	for _, r := range append(slices.Clone(a), b...) {
		at = append(at, min(max(r.From, from), to), min(max(r.To, from), to))
	}
	slices.Sort(at)
	at = slices.Compact(at)
	in := func(ranges []annotate.Range, p annotate.Pos) bool {
		return slices.ContainsFunc(ranges, func(r annotate.Range) bool { return r.From <= p && p < r.To })
	}
	var all []piece
	for i := 1; i < len(at); i++ {
		all = append(all, piece{annotate.Range{From: at[i-1], To: at[i]}, in(a, at[i-1]), in(b, at[i-1])})
	}
	return all
}

// sheets are what everybody does otherwise than gold.
func (c *comparison) sheetsOf(g *report.Gold) []editor.AgreeSheet {
	var all []editor.AgreeSheet
	for _, p := range g.People {
		sheet := editor.AgreeSheet{Annotator: p.Annotator}
		for _, f := range p.Feedback {
			row := editor.AgreeFeedback{Text: c.feedbackText(f), Share: things(f.Count, "time", "times")}
			if f.Of > 0 {
				row.Share = fmt.Sprintf("%d of %d", f.Count, f.Of)
			}
			for _, e := range f.Examples {
				row.Cases = append(row.Cases, c.example(p.Annotator, f, e))
			}
			sheet.Rows = append(sheet.Rows, row)
		}
		all = append(all, sheet)
	}
	return all
}

func (c *comparison) example(who annotate.Annotator, f report.Feedback, e report.Example) editor.DifferenceRow {
	quoted := func(words, value string) string {
		switch {
		case words == "":
			return "nothing"
		case value != "" && f.Difference == report.OtherLink:
			return short(words) + ", " + c.relation(annotate.Label(value))
		case value != "":
			return short(words) + ", " + value
		}
		return short(words)
	}
	middle := e.Gold
	if middle == "" {
		middle = e.Own
	}
	return editor.DifferenceRow{
		Difference: editor.Difference{Doc: e.Document, Kind: match.Kind(f.Difference), Name: f.Attribute, A: who, B: annotate.Gold, At: e.Range},
		Title:      c.titles[e.Document], What: c.titles[e.Document],
		One: "theirs: " + quoted(e.Own, e.OwnValue), Other: "gold: " + quoted(e.Gold, e.Value),
		Pieces: []editor.DifferencePiece{{Text: wordsFrom(e.Before)}, {Text: short(middle), One: e.Own != "", Other: e.Gold != ""}, {Text: wordsTo(e.After)}},
	}
}

// wordsFrom is text that was cut off in front, from its first whole word on; wordsTo text that was cut off behind, to its last.
func wordsFrom(text string) string {
	if i := strings.IndexAny(text, " \n"); i >= 0 {
		return "… " + short(text[i+1:])
	}
	return short(text)
}

func wordsTo(text string) string {
	if i := strings.LastIndexAny(text, " \n"); i >= 0 {
		return short(text[:i]) + " …"
	}
	return short(text)
}

func (c *comparison) feedbackText(f report.Feedback) string {
	name := c.label(f.Label)
	switch f.Difference {
	case report.Missed:
		return name + " that they did not mark"
	case report.Added:
		return name + " that gold does not have"
	case report.OtherEdge:
		return name + " that they cut otherwise"
	case report.OtherName:
		return name + " that they called " + c.label(f.As)
	case report.OtherAttr:
		return name + " with another " + c.attribute(f.Label, f.Attribute)
	}
	return "Links “" + c.relation(f.Label) + "” that they made otherwise"
}
