package editor

import (
	"context"
	"errors"
	"slices"
	"strings"

	"galley/annotate"
)

// Do works the figures out.
func (e Reckon) Do(ctx context.Context, journals Journals, bench AgreementBench, tell func(AgreeProgressed)) Agreed {
	answer := Agreed{Run: e.Run, Project: e.Project, Page: e.Page}
	job, ok, err := e.narrowed(ctx, e.Words, journals)
	switch {
	case err != nil:
	case !ok:
		answer.Agreement = Agreement{Nothing: "No article has these words."}
		return answer
	default:
		answer.Agreement, err = bench.Agree(ctx, job, func(p AgreeProgress) { tell(AgreeProgressed{e.Run, p}) })
	}
	answer.Stopped, answer.Err = errors.Is(ctx.Err(), context.Canceled), text(err)
	return answer
}

// Do lists them.
func (e FindDifferences) Do(ctx context.Context, journals Journals, bench AgreementBench) DifferencesFound {
	answer := DifferencesFound{Run: e.Run, Query: e.Query, From: e.From}
	job, ok, err := e.narrowed(ctx, e.Words, journals)
	if err == nil && ok {
		e.AgreeJob = job
		answer.Differences, err = bench.Differ(ctx, e.DifferJob)
	}
	answer.Err = text(err)
	return answer
}

// Do writes the report.
func (e WriteAgreement) Do(ctx context.Context, journals Journals, bench AgreementBench) Reported {
	answer := Reported{File: File{Name: e.Name}}
	job, ok, err := e.narrowed(ctx, e.Words, journals)
	if err == nil && !ok {
		err = errors.New("no article has these words")
	}
	if err == nil {
		answer.File.Data, err = bench.Report(ctx, job, func(AgreeProgress) {})
	}
	answer.Err = text(err)
	return answer
}

// Do has the file made, and gives it out.
func (e WriteFigure) Do(ctx context.Context, journals Journals, bench AgreementBench, desk Desk) error {
	job, ok, err := e.narrowed(ctx, e.Words, journals)
	if err != nil || !ok {
		return err
	}
	as, picture := "svg", strings.HasSuffix(e.Name, ".png")
	if strings.HasSuffix(e.Name, ".csv") {
		as = "csv"
	}
	drawn, err := bench.Figure(ctx, job, e.ID, as)
	switch {
	case err != nil:
		return err
	case picture:
		return desk.SavePicture(ctx, SavePicture{drawn, e.Name})
	}
	return desk.SaveFile(ctx, File{Name: e.Name, Data: drawn.Data})
}

// narrowed is the job on those documents only whose text has words. ok is false when there are none.
func (j AgreeJob) narrowed(ctx context.Context, words []string, journals Journals) (AgreeJob, bool, error) {
	if len(words) == 0 {
		return j, true, nil
	}
	found, err := journals.Search(ctx, j.Project, words)
	if err != nil {
		return j, false, err
	}
	if j.Documents != nil {
		found = slices.DeleteFunc(found, func(id annotate.DocID) bool { return !slices.Contains(j.Documents, id) })
	}
	j.Documents = found
	return j, len(found) > 0, nil
}

// agree performs the effects of this file.
func (r *Runner) agree(ctx context.Context, e Effect) {
	switch e := e.(type) {
	case WriteFigure:
		if err := e.Do(ctx, r.Journals, r.Agreement, r.Desk); err != nil {
			r.Send(Unwritten{e.Name, err.Error()})
		}
	case Reckon:
		r.settle()
		r.Send(e.Do(ctx, r.Journals, r.Agreement, func(p AgreeProgressed) { r.Send(p) }))
	case FindDifferences:
		r.settle()
		r.Send(e.Do(ctx, r.Journals, r.Agreement))
	case WriteAgreement:
		r.settle()
		r.Send(e.Do(ctx, r.Journals, r.Agreement))
	}
}
