package editor

import (
	"context"
	"errors"
	"slices"
	"time"

	"galley/annotate"
	"galley/annotate/rules"
)

// A RuleBench runs rules: in a worker of their own on the page, in place in tests. What goes in and out are plain values.
type RuleBench interface {
	// Describe says what rules there are: those that come with Galley, then those of files. One that cannot be read is
	// described by its problem.
	Describe(ctx context.Context, files []rules.Source) ([]RuleFile, error)

	// Run runs rules over one document and returns a report for each that reads it, in the order of job.On. A rule that
	// is stopped by its limits says so in its report. When all of them together take longer than job.Within, whatever runs
	// is ended from outside, nothing is known of any of them, and the error is an [Overdue].
	Run(ctx context.Context, job RuleJob) ([]rules.Report, error)

	// Try runs a rule that is being written, job.Files[0], whatever it is called: all that it has to say of the document. What
	// is wrong with it is in the answer; without a document it is only read. The error is like that of Run.
	Try(ctx context.Context, job RuleJob) (RuleTrial, error)

	// Record has the template job.On[0] write a document. The error may be a [rules.Stop] in words.
	Record(ctx context.Context, job RuleJob) ([]byte, error)

	// Source returns a file that comes with Galley: a rule by its name, or "galley.d.ts".
	Source(ctx context.Context, name string) (string, error)
}

// A RuleTrial is what a rule that is being written comes to.
type RuleTrial struct {
	Meta   rules.Meta   `json:"meta"` // as far as it can be read
	Report rules.Report `json:"report"`
	Record string       `json:"record,omitempty"` // what a template wrote, the beginning of it
	Bytes  int          `json:"bytes,omitempty"`  // of all that it wrote
}

// MaxRecordShown bounds, in bytes, how much of a record is shown.
const MaxRecordShown = 4000

// An Overdue reports that rules were ended from outside, since they took too long.
type Overdue struct {
	At *rules.Place // where the last one was; nil when that is not known
}

// Error says so.
func (Overdue) Error() string { return "the rules took too long and were ended" }

// overdue is why rules were stopped that a job ran, and whether they were ended from outside. name is that of their file, or of the
// one of them, where nothing better is known.
func overdue(err error, job RuleJob, name string) (*rules.Stop, bool) {
	late, ok := errors.AsType[Overdue](err)
	if !ok {
		return nil, false
	}
	if late.At == nil {
		late.At = &rules.Place{File: name}
	}
	return &rules.Stop{
		Kind: rules.Timeout, Place: *late.At,
		Text: "it took longer than " + job.Within.Round(time.Second).String() + " and was ended: most likely a loop that does not end",
	}, true
}

// A RuleFile is a rule as its file describes it.
type RuleFile struct {
	File string     `json:"file"`
	Pack string     `json:"pack,omitempty"` // of those that come with Galley; "" is the project's own
	Meta rules.Meta `json:"meta"`
	Bad  string     `json:"bad,omitempty"` // why it cannot be read, with the line
}

// A RuleJob is rules to be run over one document.
type RuleJob struct {
	Files     []rules.Source      `json:"files,omitempty"` // beside those that come with Galley
	On        []string            `json:"on"`              // names of the rules that run
	Check     bool                `json:"check,omitempty"` // find problems; else propose marks
	Document  annotate.Document   `json:"document"`
	By        annotate.Annotator  `json:"by"` // whose marks these are
	Spans     []annotate.Span     `json:"spans,omitempty"`
	Relations []annotate.Relation `json:"relations,omitempty"`
	Attrs     annotate.Attrs      `json:"attrs,omitempty"`
	Scheme    annotate.Scheme     `json:"scheme"`
	Within    time.Duration       `json:"-"` // at most so long, not counting the time until a worker stands

	Going func(rules.Place) `json:"-"` // told about once a second where a rule is that takes so long, where there is a clock; nil: nobody asks
}

// ruleTime is how long rules may take over a text: far more than the slowest honest rule needs, and far less than a person
// waits. Below it a rule has limits of its own, which name the line that runs without end.
func ruleTime(t annotate.Text) time.Duration {
	return 8*time.Second + time.Duration(t.Len())*time.Second/10_000
}

// runRules runs a job. When time is up, each rule is run alone, so that the one to blame is found, named and left out, and
// the others are not lost with it.
func runRules(ctx context.Context, bench RuleBench, job RuleJob) ([]rules.Report, error) {
	job.Within = ruleTime(job.Document.Text)
	reports, err := bench.Run(ctx, job)
	if _, late := overdue(err, job, ""); !late {
		return reports, err
	}
	var all []rules.Report
	for _, name := range job.On {
		one := job
		one.On = []string{name}
		reports, err := reports, err
		if len(job.On) > 1 {
			reports, err = bench.Run(ctx, one)
		}
		if stop, late := overdue(err, one, name); late {
			reports, err = []rules.Report{{Doc: job.Document.ID, Rule: name, Stop: stop}}, nil
		}
		if err != nil {
			return all, err
		}
		all = append(all, reports...)
	}
	return all, nil
}

// tryRule tries a rule that is being written; one that takes too long is named.
func tryRule(ctx context.Context, bench RuleBench, job RuleJob) (RuleTrial, error) {
	job.Within = ruleTime(job.Document.Text)
	trial, err := bench.Try(ctx, job)
	if stop, late := overdue(err, job, job.Files[0].Name); late {
		return RuleTrial{Report: rules.Report{Stop: stop}}, nil
	}
	return trial, err
}

// unstopped is names less those of rules that were stopped.
func unstopped(names []string, reports []rules.Report) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return slices.ContainsFunc(reports, func(r rules.Report) bool { return r.Rule == name && r.Stop != nil })
	})
}
