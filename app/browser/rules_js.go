//go:build js && wasm

package browser

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"galley/annotate/rules"
	"galley/app/editor"
	"galley/app/worker"
)

// Rules runs rules in a web worker of their own. It implements [editor.RuleBench].
type Rules struct{ *thread }

// NewRules returns a bench that runs the script at url.
func NewRules(url string) Rules { return Rules{newThread(url, "galley-rules")} }

// Describe implements [editor.RuleBench].
func (r Rules) Describe(ctx context.Context, files []rules.Source) ([]editor.RuleFile, error) {
	var out []editor.RuleFile
	err := r.again(ctx, worker.Request{Describe: &worker.Describe{Files: files}}, &out)
	return out, err
}

// again asks once more when the worker was ended meanwhile, over something else that was asked of it.
func (r Rules) again(ctx context.Context, req worker.Request, out any) error {
	err := r.ask(ctx, req, out)
	for range 2 {
		if err == nil || ctx.Err() != nil || err.Error() != context.DeadlineExceeded.Error() && err.Error() != context.Canceled.Error() {
			break
		}
		err = r.ask(ctx, req, out)
	}
	return err
}

// Run implements [editor.RuleBench]. The worker reads all rules before its time is counted.
func (r Rules) Run(ctx context.Context, job editor.RuleJob) ([]rules.Report, error) {
	if _, err := r.Describe(ctx, nil); err != nil {
		return nil, fmt.Errorf("the rules cannot be run: %w", err)
	}
	var out []rules.Report
	err := r.timed(ctx, job, worker.Request{Run: &job}, &out)
	return out, err
}

// Try implements [editor.RuleBench].
func (r Rules) Try(ctx context.Context, job editor.RuleJob) (editor.RuleTrial, error) {
	var out editor.RuleTrial
	err := r.timed(ctx, job, worker.Request{Try: &job}, &out)
	return out, err
}

// Record implements [editor.RuleBench].
func (r Rules) Record(ctx context.Context, job editor.RuleJob) ([]byte, error) {
	var out []byte
	err := r.timed(ctx, job, worker.Request{Record: &job}, &out)
	return out, err
}

// Source implements [editor.RuleBench].
func (r Rules) Source(ctx context.Context, name string) (string, error) {
	var out string
	err := r.again(ctx, worker.Request{Source: name}, &out)
	return out, err
}

// timed has a job done. The worker says that it stands before its time is counted: fetching it may take longer than any
// rule. When time is up the worker is ended, and where it said it was last is all that is known of its rules.
func (r Rules) timed(ctx context.Context, job editor.RuleJob, req worker.Request, out any) error {
	if _, err := r.Source(ctx, "galley.d.ts"); err != nil {
		return fmt.Errorf("the rules cannot be run: %w", err)
	}
	timed, done := context.WithTimeout(ctx, job.Within)
	defer done()
	var at atomic.Pointer[rules.Place]
	_, err := r.askFor(timed, req, out, func(a worker.Answer) { at.Store(a.At) })
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return editor.Overdue{At: at.Load()}
	}
	return err
}
