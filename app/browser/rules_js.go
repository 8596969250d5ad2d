//go:build js && wasm

package browser

import (
	"context"
	"errors"
	"fmt"

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
	err := r.ask(ctx, worker.Request{Describe: &worker.Describe{Files: files}}, &out)
	return out, err
}

// Run implements [editor.RuleBench]. The worker says that it stands before its time is counted: fetching it may take longer
// than any rule.
func (r Rules) Run(ctx context.Context, job editor.RuleJob) ([]rules.Report, error) {
	if _, err := r.Describe(ctx, nil); err != nil {
		return nil, fmt.Errorf("the rules cannot be run: %w", err)
	}
	timed, done := context.WithTimeout(ctx, job.Within)
	defer done()
	var out []rules.Report
	err := r.ask(timed, worker.Request{Run: &job}, &out)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return nil, editor.ErrDeadline
	}
	return out, err
}
