package host

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/match"
	"galley/annotate/agreement/report"
	"galley/annotate/agreement/survey"
	"galley/annotate/journal"
	"galley/annotate/schemes"
	"galley/app/editor"
)

// An Agreement compares annotators where it is called. It implements [editor.AgreementBench], and keeps what it compared last,
// so that the differences behind a figure come at once.
type Agreement struct {
	Store Store // where projects are read

	mu   sync.Mutex
	last string        // the job, as JSON
	laid survey.Survey // its marks side by side, gold among the annotators when there is any
	all  []survey.Difference
}

// A reading is a project as it is compared.
type reading struct {
	sheets []survey.Sheet
	scheme annotate.Scheme
	names  map[annotate.Annotator]bool // who has read anything
	labels map[annotate.Label]bool     // that they used
}

// read reads the layers that a job asks for.
func (a *Agreement) read(ctx context.Context, job editor.AgreeJob) (reading, error) {
	r := reading{names: map[annotate.Annotator]bool{}, labels: map[annotate.Label]bool{}}
	records, err := Local{Store: a.Store}.project(ctx, job.Project)
	if err != nil {
		return r, err
	}
	r.scheme = schemeOf(records)
	streams := journal.Streams(journal.Entries(records))
	by := map[annotate.DocID][]journal.Stream{}
	for s := range streams {
		by[s.Doc] = append(by[s.Doc], s)
	}
	wanted := map[annotate.DocID]bool{}
	for _, id := range job.Documents {
		wanted[id] = true
	}
	for _, rec := range records {
		d := rec.Document
		if d == nil || job.Documents != nil && !wanted[d.ID] {
			continue
		}
		for _, s := range by[d.ID] {
			if s.Layer == annotate.Suggested {
				continue
			}
			entries := journal.Sorted(streams[s])
			l := journal.FoldAll(d.Text, entries).Layer
			if s.Layer != "" && s.Layer != annotate.Gold && survey.Read(l) {
				r.names[s.Layer] = true
				for span := range l.Spans() {
					r.labels[span.Label] = true
				}
			}
			if job.Finished && s.Layer != "" && s.Layer != annotate.Gold && l.State() != annotate.Done {
				continue
			}
			r.sheets = append(r.sheets, survey.Sheet{Document: d, Annotator: s.Layer, Layer: l, At: journal.WorkedAt(entries)})
		}
		if ctx.Err() != nil {
			return r, ctx.Err()
		}
	}
	return r, nil
}

// schemeOf is the scheme that a project's marks are made by.
func schemeOf(records []journal.Record) annotate.Scheme {
	for _, r := range records {
		if r.Project == nil {
			continue
		}
		if s, ok := journal.SchemeInForce(*r.Project, records); ok {
			return s
		}
		if s, ok := schemes.Find(r.Project.Scheme); ok {
			return s
		}
	}
	return schemes.Default()
}

// options are what a job asks of a report.
func options(job editor.AgreeJob) report.Options {
	o := report.Options{Replicates: job.Replicates}
	o.Annotators, o.Origin = job.Annotators, survey.Origin(job.Origin) // documents were left out as they were read
	if job.Label != "" {
		o.Labels = []annotate.Label{job.Label}
	}
	return o
}

// Agree implements [editor.AgreementBench].
func (a *Agreement) Agree(ctx context.Context, job editor.AgreeJob, tell func(editor.AgreeProgress)) (editor.Agreement, error) {
	tell(editor.AgreeProgress{What: "reading the marks"})
	read, err := a.read(ctx, job)
	if err != nil {
		return editor.Agreement{}, err
	}
	tell(editor.AgreeProgress{What: "laying the marks side by side"})
	o := options(job)
	o.Progress = func(done, of int, what string) error {
		tell(editor.AgreeProgress{What: what, N: done, Of: of})
		return ctx.Err()
	}
	r, err := report.Make(read.sheets, read.scheme, o)
	if ctx.Err() != nil {
		return editor.Agreement{}, ctx.Err()
	}
	a.keep(job, read)
	if err != nil { // nobody to compare, or a label that nobody used there: a reason, and no fault
		return editor.Agreement{Scheme: read.scheme.Name(), Nothing: sentence(err), Everybody: sorted(read.names), Labels: sorted(read.labels)}, nil
	}
	out := thin(r)
	out.Scheme, out.Everybody, out.Labels = read.scheme.Name(), sorted(read.names), sorted(read.labels)
	return out, nil
}

func sorted[K ~string](set map[K]bool) []K {
	all := make([]K, 0, len(set))
	for k := range set {
		all = append(all, k)
	}
	slices.Sort(all)
	return all
}

// sentence is an error as a sentence.
func sentence(err error) string {
	s := err.Error()
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// keep remembers what was compared, without working anything out.
func (a *Agreement) keep(job editor.AgreeJob, read reading) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.last, a.all = key(job), nil
	a.laid = survey.New(options(job).Apply(read.sheets))
}

func key(job editor.AgreeJob) string {
	data, _ := json.Marshal(job) // names and numbers: nothing in it fails
	return string(data)
}

// Differ implements [editor.AgreementBench].
func (a *Agreement) Differ(ctx context.Context, job editor.DifferJob) (editor.Differences, error) {
	a.mu.Lock()
	known := a.last == key(job.AgreeJob)
	a.mu.Unlock()
	if !known {
		read, err := a.read(ctx, job.AgreeJob)
		if err != nil {
			return editor.Differences{}, err
		}
		a.keep(job.AgreeJob, read)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.all == nil {
		a.all = a.laid.Differences(options(job.AgreeJob).Labels)
	}
	return list(a.laid, a.all, job), ctx.Err()
}

// Report implements [editor.AgreementBench].
func (a *Agreement) Report(ctx context.Context, job editor.AgreeJob, tell func(editor.AgreeProgress)) ([]byte, error) {
	return nil, errors.New("reports are not written here yet")
}

// thin is what the screen shows of a report.
func thin(r report.Report) editor.Agreement {
	out := editor.Agreement{Annotators: r.Annotators, Documents: r.Documents, LeftOut: r.LeftOut, NoRounds: r.NoRounds, Kinds: r.Kinds}
	if r.NoAgreement != "" {
		out.NoRounds = ""
		out.NoPairs = sentence(errors.New(r.NoAgreement))
	}
	for _, f := range r.Headline {
		out.Headline = append(out.Headline, figure(f))
	}
	for _, x := range r.Marks {
		out.Marks = append(out.Marks, editor.AgreeLabel{
			Label: x.Label, Marks: x.Answer.Marks, N: [3]int{x.Answer.Found, x.Answer.Same, x.Answer.Edges},
			Found: figure(x.Found), Same: figure(x.Same), Edges: figure(x.Edges),
			Exact: figure(x.Exact), Overlap: figure(x.Overlap), Units: figure(x.Units), Words: figure(x.Words),
		})
	}
	for _, x := range r.Pairs {
		out.Pairs = append(out.Pairs, editor.AgreePair{A: x.A, B: x.B, Documents: x.Documents, Exact: figure(x.Exact), Overlap: figure(x.Overlap), Words: figure(x.Words)})
	}
	if c := r.Confusion; c != nil && c.Pairs > 0 {
		out.Confusion = &editor.AgreeConfusion{Labels: slices.Clone(c.Labels), Counts: c.Counts}
		for i, l := range out.Confusion.Labels {
			if l == "" {
				out.Confusion.Labels[i] = editor.Nothing
			}
		}
	}
	for _, x := range r.ByDocument[:min(len(r.ByDocument), editor.MostAgreeDocs)] {
		out.Docs = append(out.Docs, editor.AgreeDoc{
			Document: x.Document, Title: x.Title, Annotators: len(x.Annotators), Differences: x.Differences, Marks: x.Answer.Marks, Exact: figure(x.Exact), Overlap: figure(x.Overlap),
		})
	}
	for _, x := range r.Rounds {
		out.Rounds = append(out.Rounds, editor.AgreeRound{From: x.From, To: x.To, Documents: x.Documents, Exact: figure(x.Exact), Overlap: figure(x.Overlap)})
	}
	for _, x := range r.People {
		out.People = append(out.People, person(x))
	}
	if r.Gold != nil {
		out.GoldDocs = r.Gold.Documents
		for _, x := range r.Gold.People {
			out.Gold = append(out.Gold, goldOf(x))
		}
	}
	for _, x := range r.Attributes {
		s := editor.AgreeSubject{Kind: "value", Name: x.Attribute, Figures: []editor.AgreeFigure{figure(x.Presence)}}
		for _, f := range x.Values {
			s.Figures = append(s.Figures, figure(f))
		}
		out.Others = append(out.Others, editor.AgreeSubject{Kind: s.Kind, Name: s.Name, Figures: append(s.Figures, figure(x.Joint))})
	}
	for _, x := range r.Links {
		s := editor.AgreeSubject{Kind: "link", Name: string(x.Label), Figures: []editor.AgreeFigure{figure(x.Labelled)}}
		if x.AnyType != nil {
			s.Figures = append(s.Figures, figure(*x.AnyType))
		}
		out.Others = append(out.Others, editor.AgreeSubject{Kind: s.Kind, Name: s.Name, Figures: append(s.Figures, figure(x.Given))})
	}
	for _, x := range r.Figures {
		if x.Kind != survey.OfAttribute {
			continue
		}
		if n := len(out.Others); n > 0 && out.Others[n-1].Kind == "attribute" && out.Others[n-1].Name == x.Name {
			out.Others[n-1].Figures = append(out.Others[n-1].Figures, figure(x.Figure))
			continue
		}
		out.Others = append(out.Others, editor.AgreeSubject{Kind: "attribute", Name: x.Name, Figures: []editor.AgreeFigure{figure(x.Figure)}})
	}
	for _, x := range r.Measures {
		out.Measures = append(out.Measures, editor.AgreeMeasure{Name: x.Name, Title: x.Title, Question: x.Question, Citation: x.Citation})
	}
	return out
}

// figure is a figure with the reason why it has no value, or no interval.
func figure(f report.Figure) editor.AgreeFigure {
	out := editor.AgreeFigure{Measure: f.Measure, Value: pointer(f.Value), Low: pointer(f.Interval.Low), High: pointer(f.Interval.High), Items: f.Items}
	switch {
	case f.Status != agreement.OK:
		out.Why = strings.TrimPrefix(string(f.Status), "undefined: ")
	case out.Low == nil:
		out.Why = f.Interval.Reason
	}
	return out
}

func pointer(n agreement.Number) *float64 {
	x, ok := n.Get()
	if !ok {
		return nil
	}
	return &x
}

// person is one annotator's row. Of the models the mean over labels is shown.
func person(x report.PersonRow) editor.AgreePerson {
	p := editor.AgreePerson{Annotator: x.Annotator, Documents: x.Documents, Marks: x.Marks, Exact: figure(x.Exact), Overlap: figure(x.Overlap)}
	var rest, label *report.PersonSubject
	var right, knows []float64
	for i, s := range x.Subjects {
		switch s.Kind {
		case survey.OfLabels:
			rest = &x.Subjects[i]
		case survey.OfLabel:
			label = &x.Subjects[i]
			if v, ok := s.Right.Get(); ok {
				right = append(right, v)
			}
			if v, ok := s.Knows.Get(); ok {
				knows = append(knows, v)
			}
			if p.NoModel == "" {
				p.NoModel = s.NoModel
			}
		}
	}
	if rest == nil {
		rest = label
	}
	if rest != nil {
		p.Rest = figure(report.Figure{Measure: report.WithRest, Figure: rest.WithRest})
	}
	p.Right, p.Knows = mean(right), mean(knows)
	if p.Right != nil {
		p.NoModel = ""
	}
	return p
}

func mean(all []float64) *float64 {
	if len(all) == 0 {
		return nil
	}
	sum := 0.0
	for _, x := range all {
		sum += x
	}
	sum /= float64(len(all))
	return &sum
}

func goldOf(x report.GoldRow) editor.AgreeGold {
	g := editor.AgreeGold{Annotator: x.Annotator, Documents: x.Documents, Precision: figure(x.Overlap.Precision), Recall: figure(x.Overlap.Recall), F1: figure(x.Overlap.F1), Exact: figure(x.Exact.F1)}
	for _, f := range x.Feedback {
		out := editor.AgreeFeedback{Kind: string(f.Difference), Label: f.Label, As: f.As, Attribute: f.Attribute, Count: f.Count, Of: f.Of}
		for _, e := range f.Examples {
			out.Examples = append(out.Examples, editor.AgreeExample{
				Document: e.Document, Title: e.Title, At: e.Range, Before: e.Before, After: e.After, Gold: e.Gold, Own: e.Own, Value: e.Value, OwnValue: e.OwnValue,
			})
		}
		g.Feedback = append(g.Feedback, out)
	}
	return g
}

// list returns the differences that are asked for, the first of them with their words.
func list(s survey.Survey, all []survey.Difference, job editor.DifferJob) editor.Differences {
	out := editor.Differences{Kinds: map[match.Kind]int{}}
	docs := map[annotate.DocID]*annotate.Document{}
	for _, d := range s.Documents {
		docs[d.ID] = d.Document
	}
	for _, d := range all {
		if !asked(d, job.Query) {
			continue
		}
		out.Kinds[d.Kind]++
		if job.Query.Kind != "" && d.Kind != job.Query.Kind {
			continue
		}
		out.All++
		if len(out.Rows) < job.Most {
			out.Rows = append(out.Rows, row(docs[d.Document], d))
		}
	}
	return out
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

// around is how many characters stand on either side of a difference.
const around = 60

// row is a difference with its words.
func row(doc *annotate.Document, d survey.Difference) editor.DifferenceRow {
	out := editor.DifferenceRow{
		Difference: editor.Difference{Doc: d.Document, Kind: d.Kind, Name: d.Name, A: d.A, B: d.B},
		Title:      doc.Title, Follows: d.Follows,
	}
	ofA, ofB := side(d.OfA, d.LinkOfA, d.Name), side(d.OfB, d.LinkOfB, d.Name)
	out.OfA, out.LabelA, out.ValueA = ofA.id, ofA.label, ofA.value
	out.OfB, out.LabelB, out.ValueB = ofB.id, ofB.label, ofB.value
	both := append(slices.Clone(ofA.ranges), ofB.ranges...)
	at := annotate.Span{Ranges: both}.Envelope()
	out.At = at
	t := doc.Text
	// A long stretch is shown by its two ends.
	from, to := max(at.From-around, 0), min(at.To+around, t.Len())
	for _, p := range cut(from, to, ofA.ranges, ofB.ranges) {
		text := strings.ReplaceAll(t.Slice(p.Range), "\n", " ")
		if r := []rune(text); len(r) > 220 {
			text = string(r[:110]) + " … " + string(r[len(r)-110:])
		}
		out.Pieces = append(out.Pieces, editor.DifferencePiece{Text: text, A: p.a, B: p.b})
	}
	return out
}

type sided struct {
	id     annotate.SpanID
	label  annotate.Label
	value  string
	ranges []annotate.Range
}

func side(s *annotate.Span, l *survey.Linked, name string) sided {
	switch {
	case s != nil:
		v, _ := s.Attrs.Get(name)
		return sided{s.ID, s.Label, v, s.Ranges}
	case l != nil:
		return sided{l.ID, l.Label, "", append(slices.Clone(l.From.Ranges), l.To.Ranges...)}
	}
	return sided{}
}

// A piece is a stretch of text by whom it is marked.
type piece struct {
	annotate.Range
	a, b bool
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
