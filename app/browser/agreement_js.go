//go:build js && wasm

package browser

import (
	"context"

	"galley/app/editor"
	"galley/app/worker"
)

// Agreement compares annotators in a web worker of its own: ending it, when nobody waits for the figures any more, ends
// nothing else. It implements [editor.AgreementBench].
type Agreement struct{ *thread }

// NewAgreement returns a bench that runs the script at url and reads the store of that name.
func NewAgreement(url, store string) Agreement {
	return Agreement{newThread(url, "galley-worker#"+store)}
}

// Agree implements [editor.AgreementBench].
func (a Agreement) Agree(ctx context.Context, job editor.AgreeJob, tell func(editor.AgreeProgress)) (editor.Agreement, error) {
	var out editor.Agreement
	_, err := a.askFor(ctx, worker.Request{Agree: &job}, &out, toldOf(tell))
	return out, err
}

// Differ implements [editor.AgreementBench].
func (a Agreement) Differ(ctx context.Context, job editor.DifferJob) (editor.Differences, error) {
	var out editor.Differences
	err := a.ask(ctx, worker.Request{Differ: &job}, &out)
	return out, err
}

// Figure implements [editor.AgreementBench].
func (a Agreement) Figure(ctx context.Context, job editor.AgreeJob, id, as string) (editor.Picture, error) {
	var out editor.Picture
	err := a.ask(ctx, worker.Request{Figure: &worker.Figure{Job: job, ID: id, As: as}}, &out)
	return out, err
}

// Report implements [editor.AgreementBench].
func (a Agreement) Report(ctx context.Context, job editor.AgreeJob, tell func(editor.AgreeProgress)) ([]byte, error) {
	var out []byte
	_, err := a.askFor(ctx, worker.Request{Report: &job}, &out, toldOf(tell))
	return out, err
}

func toldOf(tell func(editor.AgreeProgress)) func(worker.Answer) {
	return func(a worker.Answer) {
		if p := a.Progress; p != nil {
			tell(editor.AgreeProgress{What: p.Stage, N: p.N, Of: p.Of})
		}
	}
}
