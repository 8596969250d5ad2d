package host

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/agreement/match"
	"galley/annotate/agreement/report"
	"galley/annotate/agreement/survey"
	"galley/app/editor"
)

// list returns the differences that are asked for, some of them with their words. All are counted by their outlines; the marks
// are looked up for those alone that are listed.
func (c *comparison) list(job editor.DifferJob) editor.Differences {
	q := job.Query
	if q.Article != "" {
		return c.listArticles(job)
	}
	s, only := &c.laid.People, options(job.AgreeJob).Labels
	if q.Gold {
		s = &c.laid.Gold
	}
	out := editor.Differences{Of: c.queryText(q), From: job.From}
	kinds := map[match.Kind]int{}
	all, here := make([]int, len(s.Documents)), make([]int, len(s.Documents)) // of each document: differences, and those to list
	for o := range s.Outlines(only) {
		all[o.Document]++
		if !c.asked(s, o, q) {
			continue
		}
		kinds[o.Kind]++
		if q.Kind == "" || o.Kind == q.Kind {
			out.All++
			here[o.Document]++
		}
	}
	out.Kinds = kindsOf(kinds)
	order := make([]int, len(s.Documents))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, k int) int { return cmp.Compare(all[k], all[i]) })
	skip := job.From
	for _, i := range order {
		if skip >= here[i] {
			skip -= here[i]
			continue
		}
		for d := range s.DifferencesIn(i, only) {
			if o := d.Outline(i); !c.asked(s, &o, q) || q.Kind != "" && d.Kind != q.Kind {
				continue
			}
			if skip--; skip >= 0 {
				continue
			}
			if len(out.Rows) == job.Most {
				return out
			}
			out.Rows = append(out.Rows, c.row(s.Documents[i].Document, d))
		}
		skip = 0
	}
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
func (c *comparison) asked(s *survey.Survey, o *survey.Outline, q editor.DifferQuery) bool {
	if q.Document != "" && s.Documents[o.Document].ID != q.Document {
		return false
	}
	if q.Round > 0 && (q.Round > len(c.report.Rounds) || !c.report.Rounds[q.Round-1].Has(s.Documents[o.Document].ID)) {
		return false
	}
	switch {
	case q.A != "" && q.B != "":
		if !(o.A == q.A && o.B == q.B || o.A == q.B && o.B == q.A) {
			return false
		}
	case q.A != "":
		if o.A != q.A && o.B != q.A {
			return false
		}
	}
	if q.Name != "" && o.Name != q.Name && string(o.LinkA) != q.Name && string(o.LinkB) != q.Name {
		return false
	}
	if q.Label == "" {
		return true
	}
	if q.As == "" {
		return slices.Contains(o.OfA, q.Label) || slices.Contains(o.OfB, q.Label)
	}
	has := func(labels []annotate.Label, l annotate.Label) bool {
		if l == editor.Nothing {
			return len(labels) == 0
		}
		return slices.Contains(labels, l)
	}
	if q.Gold { // which comes first
		return has(o.OfA, q.Label) && has(o.OfB, q.As)
	}
	return has(o.OfA, q.Label) && has(o.OfB, q.As) || has(o.OfA, q.As) && has(o.OfB, q.Label)
}

// queryText says which differences are asked for, beside their kind.
func (c *comparison) queryText(q editor.DifferQuery) string {
	var parts []string
	switch {
	case q.Article != "":
		parts = append(parts, "about the article’s "+c.attribute("", q.Article))
	case q.Gold && q.Label == editor.Nothing:
		parts = append(parts, c.label(q.As)+" that gold does not have")
	case q.Gold && q.As == editor.Nothing:
		parts = append(parts, c.label(q.Label)+" that gold has and they have not marked")
	case q.Gold && q.As != "":
		parts = append(parts, c.label(q.Label)+" of gold that they call "+c.label(q.As))
	case q.Label != "" && q.As == editor.Nothing:
		parts = append(parts, c.label(q.Label)+" that one has and the other has not marked")
	case q.Label != "" && q.As != "":
		parts = append(parts, c.label(q.Label)+" of the one that the other calls "+c.label(q.As))
	case q.Label != "":
		parts = append(parts, "about "+c.label(q.Label))
	}
	switch {
	case q.Name != "" && q.Kind == match.Link:
		parts = append(parts, "about links “"+c.relation(annotate.Label(q.Name))+"”")
	case q.Name != "":
		parts = append(parts, "about the "+c.attribute(q.Label, q.Name))
	}
	switch {
	case q.Gold && q.A != "":
		parts = append(parts, fmt.Sprintf("of %s and gold", q.A))
	case q.Gold:
		parts = append(parts, "from gold")
	case q.A != "" && q.B != "":
		parts = append(parts, fmt.Sprintf("of %s and %s", q.A, q.B))
	case q.A != "":
		parts = append(parts, fmt.Sprintf("of %s with anybody", q.A))
	}
	if q.Round > 0 && q.Round <= len(c.report.Rounds) {
		r := c.report.Rounds[q.Round-1]
		parts = append(parts, fmt.Sprintf("in the %s from %s to %s", things(r.Documents, "article", "articles"), date(r.From), date(r.To)))
	}
	if q.Document != "" {
		parts = append(parts, "in “"+c.titles[q.Document]+"”")
	}
	return strings.Join(parts, ", ")
}

// around is how many characters stand on either side of a difference.
const around = 60

// row is a difference with its words. Gold stands second.
func (c *comparison) row(doc *annotate.Document, d survey.Difference) editor.DifferenceRow {
	one, other := sideOf(d.OfA, d.LinkOfA), sideOf(d.OfB, d.LinkOfB)
	what := c.what(d, one.label)
	if d.A == annotate.Gold {
		d.A, d.B, one, other = d.B, d.A, other, one
	}
	out := editor.DifferenceRow{
		Difference: editor.Difference{Doc: d.Document, Kind: d.Kind, Name: d.Name, A: d.A, B: d.B, OfA: one.id, OfB: other.id},
		Title:      c.titles[d.Document], What: what,
		One: c.said(d.A, one, d.Name), Other: c.said(d.B, other, d.Name),
	}
	t := doc.Text
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

// listArticles returns where two people have given an article another value.
func (c *comparison) listArticles(job editor.DifferJob) editor.Differences {
	q, s := job.Query, &c.laid.People
	out := editor.Differences{Of: c.queryText(q), From: job.From}
	i := slices.IndexFunc(c.scheme.Attributes, func(a annotate.AttrDef) bool {
		return a.ID == q.Article && slices.Contains(a.On, "document")
	})
	if i < 0 {
		return out
	}
	def := c.scheme.Attributes[i]
	for _, d := range s.Documents {
		for a := range s.Annotators {
			for b := a + 1; b < len(s.Annotators); b++ {
				one, okOne := d.Value(def, a)
				other, okOther := d.Value(def, b)
				if !okOne || !okOther || one == other {
					continue
				}
				if out.All++; out.All <= job.From || len(out.Rows) == job.Most {
					continue
				}
				begin := annotate.Range{To: min(d.Text.Len(), 2*around)}
				out.Rows = append(out.Rows, editor.DifferenceRow{
					Difference: editor.Difference{Doc: d.ID, Kind: match.Attribute, Name: def.ID, A: s.Annotators[a], B: s.Annotators[b]},
					Title:      c.titles[d.ID], What: def.Title,
					One: fmt.Sprintf("%s: %s", s.Annotators[a], one), Other: fmt.Sprintf("%s: %s", s.Annotators[b], other),
					Pieces: []editor.DifferencePiece{{Text: wordsTo(d.Text.Slice(begin))}},
				})
			}
		}
	}
	out.Kinds = kindsOf(map[match.Kind]int{match.Attribute: out.All})
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
			row := editor.AgreeFeedback{Text: c.feedbackText(f), Share: things(f.Count, "time", "times"), Go: behind(p.Annotator, f)}
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

// behind are all cases of a feedback.
func behind(who annotate.Annotator, f report.Feedback) editor.DifferQuery {
	q := editor.DifferQuery{Gold: true, A: who, Label: f.Label}
	switch f.Difference {
	case report.Missed:
		q.Kind, q.As = match.Missed, editor.Nothing
	case report.Added:
		q.Kind, q.Label, q.As = match.Missed, editor.Nothing, f.Label
	case report.OtherEdge:
		q.Kind, q.As = match.Edges, ""
	case report.OtherName:
		q.Kind, q.As = match.Label, f.As
	case report.OtherAttr:
		q.Kind, q.Name = match.Attribute, f.Attribute
	case report.OtherLink:
		q.Kind, q.Label, q.Name = match.Link, "", string(f.Label)
	}
	return q
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
