package host

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"galley/annotate"
	"galley/annotate/agreement/report"
	"galley/annotate/agreement/report/paper"
	"galley/annotate/agreement/survey"
	"galley/annotate/journal"
	"galley/annotate/schemes"
	"galley/app/editor"
)

// An Agreement compares annotators where it is called. It implements [editor.AgreementBench], and keeps what it compared last,
// so that another page, a file or the differences behind a figure come at once.
type Agreement struct {
	Store Store // where projects are read

	mu   sync.Mutex
	last string // the job, as JSON, without what hangs on who looks
	comparison
}

// A comparison is what a job came to.
type comparison struct {
	reading
	report  report.Report
	nothing string      // why there is no report
	laid    report.Laid // what it was made of
}

// A reading is the layers that are compared.
type reading struct {
	sheets []survey.Sheet
	scheme annotate.Scheme
	names  map[annotate.Annotator]bool // who has read anything
	labels map[annotate.Label]bool     // that they used
	titles map[annotate.DocID]string   // as articles are called now
}

// read reads the layers that a job asks for, from what the store remembers of them, and where that cannot be read from all
// of their entries.
func (a *Agreement) read(ctx context.Context, job editor.AgreeJob) (reading, error) {
	r, err := a.readFrom(ctx, job, editor.Selection{Folded: true})
	if errors.Is(err, journal.ErrSnapshot) {
		return a.readFrom(ctx, job, editor.Selection{})
	}
	return r, err
}

func (a *Agreement) readFrom(ctx context.Context, job editor.AgreeJob, sel editor.Selection) (reading, error) {
	r := reading{names: map[annotate.Annotator]bool{}, labels: map[annotate.Label]bool{}, titles: map[annotate.DocID]string{}}
	loaded, err := Local{Store: a.Store}.load(ctx, job.Project, sel)
	if err != nil {
		return r, err
	}
	records := loaded.Records
	r.scheme = schemeOf(records)
	by := map[annotate.DocID][]stream{}
	for s, entries := range journal.Streams(journal.Entries(records)) {
		by[s.Doc] = append(by[s.Doc], stream{Shot: editor.Shot{Stream: s}, entries: entries})
	}
	for _, shot := range loaded.Shots {
		by[shot.Doc] = append(by[shot.Doc], stream{Shot: shot})
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
		r.titles[d.ID] = d.Title
		for _, s := range by[d.ID] {
			if s.Layer == annotate.Suggested {
				continue
			}
			l, at, err := s.layer(d.Text)
			if err != nil {
				return r, err
			}
			person := s.Layer != "" && s.Layer != annotate.Gold
			if title, ok := l.Attr(annotate.AttrTitle); ok && s.Layer == "" {
				r.titles[d.ID] = title
			}
			if person && survey.Read(l) {
				r.names[s.Layer] = true
				for span := range l.Spans() {
					r.labels[span.Label] = true
				}
			}
			if job.Finished && person && l.State() != annotate.Done {
				continue
			}
			r.sheets = append(r.sheets, survey.Sheet{Document: d, Annotator: s.Layer, Layer: l, At: at})
		}
		if ctx.Err() != nil {
			return r, ctx.Err()
		}
	}
	return r, nil
}

// A stream is its snapshot, or its entries.
type stream struct {
	editor.Shot
	entries []journal.Entry
}

// layer returns what a stream comes to, and when it was worked on. An error is [journal.ErrSnapshot].
func (s stream) layer(t annotate.Text) (annotate.Layer, int64, error) {
	if s.Data != nil {
		f, err := journal.Resume(t, s.Data)
		return f.Layer, s.At, err
	}
	entries := journal.Sorted(s.entries)
	return journal.FoldAll(t, entries).Layer, journal.WorkedAt(entries), nil
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

// options are what a job asks of a report. Documents are left out as they are read.
func options(job editor.AgreeJob) report.Options {
	o := report.Options{Replicates: report.Replicates}
	o.Annotators, o.Origin = job.Annotators, survey.Origin(job.Origin)
	if job.Label != "" {
		o.Labels = []annotate.Label{job.Label}
	}
	return o
}

// key names what a job compares, whoever looks at which page of it.
func key(job editor.AgreeJob) string {
	job.Page, job.Room = "", 0
	data, _ := json.Marshal(job) // names and numbers: nothing in it fails
	return string(data)
}

// compare works the figures out, unless they are known. a.mu is held.
func (a *Agreement) compare(ctx context.Context, job editor.AgreeJob, tell func(editor.AgreeProgress)) error {
	if a.last == key(job) {
		return nil
	}
	tell(editor.AgreeProgress{What: "reading the marks"})
	read, err := a.read(ctx, job)
	if err != nil {
		return err
	}
	tell(editor.AgreeProgress{What: "laying the marks side by side"})
	o := options(job)
	o.Progress = func(done, of int, what string) error {
		tell(editor.AgreeProgress{What: what, N: done, Of: of})
		return ctx.Err()
	}
	c := comparison{reading: read}
	c.report, c.laid, err = report.MakeLaid(read.sheets, read.scheme, o)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil { // nobody to compare, or a label that nobody used there: a reason, and no fault
		c.nothing = sentence(err.Error())
	}
	a.last, a.comparison = key(job), c
	return nil
}

// sentence makes a sentence of a reason.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// Agree implements [editor.AgreementBench].
func (a *Agreement) Agree(ctx context.Context, job editor.AgreeJob, tell func(editor.AgreeProgress)) (editor.Agreement, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.compare(ctx, job, tell); err != nil {
		return editor.Agreement{}, err
	}
	return a.comparison.page(job), nil
}

// Figure implements [editor.AgreementBench].
func (a *Agreement) Figure(ctx context.Context, job editor.AgreeJob, id, as string) (editor.Picture, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.compare(ctx, job, func(editor.AgreeProgress) {}); err != nil {
		return editor.Picture{}, err
	}
	blocks := a.comparison.page(job).Blocks
	i := slices.IndexFunc(blocks, func(b editor.AgreeBlock) bool { return b.ID == id })
	if i < 0 {
		return editor.Picture{}, fmt.Errorf("there is no figure %q here any more", id)
	}
	if as == "csv" {
		return editor.Picture{Data: csv(blocks[i])}, nil
	}
	w, h := blocks[i].Drawing.Size()
	return editor.Picture{Data: blocks[i].Drawing.File(), Width: w, Height: h}, nil
}

// Report implements [editor.AgreementBench].
func (a *Agreement) Report(ctx context.Context, job editor.AgreeJob, tell func(editor.AgreeProgress)) ([]byte, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.compare(ctx, job, tell); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err := paper.Write(&b, a.comparison.report)
	return b.Bytes(), err
}

// Differ implements [editor.AgreementBench].
func (a *Agreement) Differ(ctx context.Context, job editor.DifferJob) (editor.Differences, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.compare(ctx, job.AgreeJob, func(editor.AgreeProgress) {}); err != nil {
		return editor.Differences{}, err
	}
	return a.comparison.list(job), ctx.Err()
}
