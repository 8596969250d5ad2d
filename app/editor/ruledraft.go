package editor

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/annotate/rules"
)

// A RuleDraft is a rule that is being written. Nothing of it runs beside the others before it is saved; until then it is
// tried, again and again, on the open article.
type RuleDraft struct {
	File   string // in the project; "" before it was first saved
	Code   string
	Form   int // grows when the editor is to take Code anew
	Trial  RuleTrial
	Fault  string          // why it could not be tried
	Tried  bool            // Trial is about a text that was written here
	marks  []annotate.Span // what it proposes in the article that Trial is about, by place
	trying bool
	again  bool // the text, or the article, has changed since
	on     bool // it is to run once it is saved
	id     int
}

// A WrittenRule is what a draft came to, for the next visit.
type WrittenRule struct {
	Project annotate.ProjectID `json:"project"`
	File    string             `json:"file,omitempty"`
	Code    string             `json:"code"`
}

type (
	// WriteRule opens a rule of the project for writing, or with "" begins a new one.
	WriteRule struct{ File string }
	// ForkRule opens a rule that comes with Galley as one of the project's own.
	ForkRule struct{ File string }
	// RuleForked is its text.
	RuleForked struct {
		Project annotate.ProjectID
		File    string
		Code    string
		Err     string
	}
	// RuleTyped is the text as it stands in the editor.
	RuleTyped struct{ Code string }
	// SaveRule keeps it in the project.
	SaveRule struct{}
	// KeepRule makes a file of the project what it was; "" takes it out.
	KeepRule struct{ File, Code string }
	// DropRule forgets what was written since the last saving. RuleAgain brings a draft back that was left.
	DropRule  struct{}
	RuleAgain struct{ Draft RuleDraft }
	// GoToFound goes to the n-th thing that the draft found in the open article, from 0.
	GoToFound struct{ N int }
	// SaveTypes gives the person the declarations of what a rule sees.
	SaveTypes struct{}

	// ReadSource asks for a file that comes with Galley; the answer is RuleForked, or the file is saved.
	ReadSource struct {
		Project annotate.ProjectID
		File    string
		Save    bool
	}
	// TryRule tries a draft on a document, "" for none; the answer is RuleTried.
	TryRule struct {
		Project annotate.ProjectID
		Draft   int
		Source  rules.Source
		Doc     annotate.DocID
		Name    annotate.Annotator
		Scheme  annotate.Scheme
	}
	RuleTried struct {
		Project annotate.ProjectID
		Draft   int
		Doc     annotate.DocID
		Trial   RuleTrial
		Err     string
	}
)

func (WriteRule) msg()     {}
func (ForkRule) msg()      {}
func (RuleForked) msg()    {}
func (RuleTyped) msg()     {}
func (SaveRule) msg()      {}
func (KeepRule) msg()      {}
func (DropRule) msg()      {}
func (RuleAgain) msg()     {}
func (GoToFound) msg()     {}
func (SaveTypes) msg()     {}
func (RuleTried) msg()     {}
func (ReadSource) effect() {}
func (TryRule) effect()    {}

// typesFile is the declarations for the editor of whoever writes rules elsewhere.
const typesFile = "galley.d.ts"

// newRule is what a new rule begins as.
const newRule = `export const rule = {
  name: "my-rule",
  version: "1",
  description: "What it looks for, in a line.",
  labels: ["claim"],
};

export function suggest(doc, emit) {
  for (const m of doc.find(/\d+ percent/)) {
    emit.span(m, "claim", { confidence: 0.6, reason: "a figure that can be checked" });
  }
}
`

// ruleCode is a rule file of the project.
func (m Model) ruleCode(file string) (string, bool) {
	return m.ofProject.Attrs.Get(annotate.AttrRule + file)
}

// ruleDraftMsg handles what has to do with a rule that is being written.
func (m Model) ruleDraftMsg(msg Msg) (Model, []Effect) {
	switch msg := msg.(type) {
	case WriteRule:
		return m.writeRule(msg)
	case ForkRule:
		return m, []Effect{ReadSource{Project: m.Project.ID, File: msg.File}}
	case SaveTypes:
		return m, []Effect{ReadSource{Project: m.Project.ID, File: typesFile, Save: true}}
	case RuleForked:
		return m.ruleForked(msg)
	case KeepRule:
		return m.keepRule(msg)
	case RuleTried:
		return m.ruleTried(msg)
	case RuleAgain:
		msg.Draft.trying = false
		return m.draftOf(msg.Draft)
	}
	if m.RuleDraft == nil {
		return m, nil
	}
	switch msg := msg.(type) {
	case RuleTyped:
		if msg.Code == m.RuleDraft.Code {
			return m, nil
		}
		m.draftRule(func(d *RuleDraft) { d.Code = msg.Code })
		m, effects := m.tryRule()
		return m, append(effects, m.keepWritten()...)
	case SaveRule:
		return m.saveRule()
	case DropRule:
		return m.dropRule()
	case GoToFound:
		return m.goToFound(msg.N), nil
	}
	return m, nil
}

// draftRule changes the draft.
func (m *Model) draftRule(change func(*RuleDraft)) {
	d := *m.RuleDraft
	change(&d)
	m.RuleDraft = &d
}

// writeRule opens a rule of the project, or goes on with the draft of it that there is.
func (m Model) writeRule(msg WriteRule) (Model, []Effect) {
	if d := m.RuleDraft; d != nil && (d.File == msg.File || m.ruleChanged()) {
		if d.File != msg.File {
			m = m.notice("First save what you have written here, or leave it.", true)
		}
		m.Panel = RulePanel
		return m.tryRule()
	}
	code := newRule
	on := true
	if msg.File != "" {
		var ok bool
		if code, ok = m.ruleCode(msg.File); !ok {
			return m, nil
		}
		i := slices.IndexFunc(m.Rules.Files, func(f RuleFile) bool { return f.Pack == "" && f.File == msg.File })
		on = i >= 0 && m.RuleOn(m.Rules.Files[i])
	}
	if w := m.Written; w != nil && w.Project == m.Project.ID && w.File == msg.File && len(w.Code) <= maxRule {
		code = w.Code // from the last visit
	}
	return m.draftOf(RuleDraft{File: msg.File, Code: code, on: on})
}

// keepWritten remembers what is not saved, or that all is.
func (m *Model) keepWritten() []Effect {
	var now *WrittenRule
	if d := m.RuleDraft; d != nil && m.ruleChanged() {
		now = &WrittenRule{m.Project.ID, d.File, d.Code}
	}
	if now == nil && m.Written == nil {
		return nil
	}
	m.Written = now
	return []Effect{SaveSettings{m.Settings}}
}

func (m Model) draftOf(d RuleDraft) (Model, []Effect) {
	m.ruleDrafts++
	d.id, d.Form = m.ruleDrafts, m.ruleDrafts
	m.RuleDraft, m.Panel = &d, RulePanel
	next, effects := m.tryRule()
	return next, append(effects, next.describeRules()...)
}

// ruleChanged reports whether the draft is not what the project has.
func (m Model) ruleChanged() bool {
	d := m.RuleDraft
	if d == nil {
		return false
	}
	kept, ok := m.ruleCode(d.File)
	if d.File == "" || !ok {
		return d.Code != newRule
	}
	return kept != d.Code
}

var nameInRule = regexp.MustCompile(`(?m)^(.*\bname:\s*")([^"\n]*)(")`)

// ruleForked opens the text of a rule that comes with Galley under a name of the project's own: two rules of one name
// could not be told apart by what they suggest.
func (m Model) ruleForked(msg RuleForked) (Model, []Effect) {
	if msg.Project != m.Project.ID {
		return m, nil
	}
	if msg.Err != "" {
		return m.notice("The rule cannot be opened: "+msg.Err, true), nil
	}
	if m.ruleChanged() {
		m.Panel = RulePanel
		return m.notice("First save what you have written here, or leave it.", true), nil
	}
	code := msg.Code
	if at := nameInRule.FindStringSubmatchIndex(code); at != nil {
		own := "my-" + strings.TrimPrefix(strings.TrimPrefix(code[at[4]:at[5]], "news-"), "check-")
		name := own
		for n := 2; slices.ContainsFunc(m.Rules.Files, func(f RuleFile) bool { return f.Meta.Name == name }); n++ {
			name = fmt.Sprintf("%s-%d", own, n)
		}
		code = code[:at[4]] + name + code[at[5]:]
	}
	return m.draftOf(RuleDraft{Code: code, on: true})
}

// tryRule tries the draft on the open article; while one try is under way the next waits for it.
func (m Model) tryRule() (Model, []Effect) {
	d := m.RuleDraft
	if d.trying {
		m.draftRule(func(d *RuleDraft) { d.again = true })
		return m, nil
	}
	e := TryRule{Project: m.Project.ID, Draft: d.id, Source: rules.Source{Name: m.draftFile(), Code: d.Code}, Name: m.Name, Scheme: m.Scheme}
	if m.Open != nil {
		e.Doc = m.Open.Doc.ID
	}
	m.draftRule(func(d *RuleDraft) { d.trying, d.again = true, false })
	return m, []Effect{e}
}

// draftFile is what the draft is called in messages.
func (m Model) draftFile() string {
	if m.RuleDraft.File != "" {
		return m.RuleDraft.File
	}
	return "new.js"
}

func (m Model) ruleTried(msg RuleTried) (Model, []Effect) {
	d := m.RuleDraft
	if d == nil || msg.Draft != d.id || msg.Project != m.Project.ID {
		return m, nil
	}
	again := d.again
	m.draftRule(func(d *RuleDraft) {
		d.trying, d.Trial, d.Fault, d.Tried = false, msg.Trial, msg.Err, true
		d.marks = sketch(msg.Trial.Report)
	})
	if m.Open != nil && m.Open.Doc.ID != msg.Doc {
		again = true
	}
	if again && m.Panel == RulePanel {
		return m.tryRule()
	}
	return m.say("%s", m.ruleText()), nil
}

var versionInRule = regexp.MustCompile(`(?m)^(.*\bversion:\s*")([^"\n]*)(")`)

// nextVersion is code with a version that is one more than that of kept, unless it is another already: what a rule proposed
// before is told from what it proposes now by it. A version that does not end in a number is left to whoever writes.
func nextVersion(kept, code string) string {
	was, now := versionInRule.FindStringSubmatch(kept), versionInRule.FindStringSubmatchIndex(code)
	if was == nil || now == nil || was[2] != code[now[4]:now[5]] {
		return code
	}
	v := was[2]
	digits := len(v)
	for digits > 0 && v[digits-1] >= '0' && v[digits-1] <= '9' {
		digits--
	}
	n, err := strconv.Atoi(v[digits:])
	if err != nil {
		return code
	}
	return code[:now[4]] + v[:digits] + strconv.Itoa(n+1) + code[now[5]:]
}

// saveRule keeps the draft in the project, as an entry like every other. It runs from now on, unless the person had turned
// it off: whoever wrote it has read it.
func (m Model) saveRule() (Model, []Effect) {
	d := m.RuleDraft
	switch {
	case len(d.Code) > maxRule:
		return m.notice(fmt.Sprintf("This has %d KB, and a rule has at most %d: cut it into several.", len(d.Code)>>10, maxRule>>10), true), nil
	case !m.ruleChanged() && d.File != "":
		return m.say("Nothing was changed."), nil
	}
	file, kept := d.File, ""
	if file == "" {
		name := nameInRule.FindStringSubmatch(d.Code)
		if name == nil || name[2] == "" {
			return m.notice("Give the rule a name first: name: \"my-rule\".", true), nil
		}
		file = oneLine(strings.ReplaceAll(name[2], "/", "-"), maxName-3) + ".js"
		if _, taken := m.ruleCode(file); taken {
			return m.notice("The project has a file "+file+" already: give the rule another name.", true), nil
		}
	} else {
		kept, _ = m.ruleCode(file)
	}
	code := nextVersion(kept, d.Code)
	m.draftRule(func(d *RuleDraft) {
		d.File = file
		if code != d.Code {
			d.Code = code
			m.ruleDrafts++
			d.Form = m.ruleDrafts
		}
	})
	m, effects := m.setRule(file, code, d.on)
	m = m.offer(file+" is saved.", false, "Take it back", KeepRule{file, kept})
	m, more := m.tryRule()
	effects = append(effects, more...)
	return m, append(effects, m.keepWritten()...)
}

// setRule makes code a rule file of the project, which runs if on; "" takes it out.
func (m Model) setRule(file, code string, on bool) (Model, []Effect) {
	var to *string
	if code != "" {
		to = &code
	}
	entries := m.projectAttr(annotate.AttrRule+file, to)
	if entries == nil {
		return m, nil
	}
	m, effects := m.keep(entries...)
	if on && to != nil {
		m.Settings.Rules = maps.Clone(m.Settings.Rules)
		if m.Settings.Rules == nil {
			m.Settings.Rules = map[string]bool{}
		}
		m.Settings.Rules[m.ruleKey(RuleFile{File: file})] = true
		effects = append(effects, SaveSettings{m.Settings})
	}
	return m, append(effects, m.describeRules()...)
}

// keepRule makes a file what it was before it was saved.
func (m Model) keepRule(msg KeepRule) (Model, []Effect) {
	before, _ := m.ruleCode(msg.File)
	if before == msg.Code {
		return m, nil
	}
	m, effects := m.setRule(msg.File, msg.Code, false)
	if d := m.RuleDraft; d != nil && d.File == msg.File && msg.Code == "" {
		m.draftRule(func(d *RuleDraft) { d.File = "" }) // what was written stays, as that of a new one
	} else if d != nil && d.File == msg.File {
		m.ruleDrafts++
		m.draftRule(func(d *RuleDraft) { d.Code, d.Form = msg.Code, m.ruleDrafts })
		next, more := m.tryRule()
		m, effects = next, append(effects, more...)
	}
	if msg.Code == "" {
		return m.offer(msg.File+" is out of the project again.", false, "Put it back", KeepRule{msg.File, before}), effects
	}
	return m.offer(msg.File+" is as it was.", false, "Put it back", KeepRule{msg.File, before}), effects
}

// dropRule forgets what was not saved, and leaves.
func (m Model) dropRule() (Model, []Effect) {
	d := m.RuleDraft
	m.RuleDraft, m.Panel = nil, PencilPanel
	effects := m.describeRules()
	if kept, _ := m.ruleCode(d.File); d.Code != kept && d.Code != newRule {
		m = m.offer("What you wrote is left.", false, "Bring it back", RuleAgain{*d})
	}
	effects = append(effects, m.keepWritten()...)
	return m, append(effects, FocusOn{string(PencilPanel)})
}

// goToFound selects what the draft found.
func (m Model) goToFound(n int) Model {
	rows := m.ruleFound()
	if m.Open == nil || n < 0 || n >= len(rows) {
		return m
	}
	if m.Narrow {
		m.Panel = NoPanel
	}
	t := m.Open.Doc.Text
	at := annotate.Range{From: min(rows[n].At.From, t.Len()), To: min(rows[n].At.To, t.Len())}
	m = m.selectRange(at)
	m.open().Scroll++
	return m.say("%s: %s", rows[n].Title, clip(t.Slice(at), 80))
}

// Do tries the draft on the document, if there is one.
func (e TryRule) Do(ctx context.Context, journals Journals, bench RuleBench) RuleTried {
	answer := RuleTried{Project: e.Project, Draft: e.Draft, Doc: e.Doc}
	job := RuleJob{Files: []rules.Source{e.Source}, By: e.Name, Scheme: e.Scheme}
	if e.Doc != "" {
		doc := LoadDoc{e.Project, journal.Stream{Doc: e.Doc, Layer: e.Name}}.Load(ctx, journals)
		if answer.Err = doc.Err; doc.Err != "" {
			return answer
		}
		if doc.Document != nil {
			own := doc.Laid.Folded.Layer
			job.Document, job.Spans, job.Relations, job.Attrs = *doc.Document, slices.Collect(own.Spans()), own.Relations(), own.Attrs()
		}
	}
	var err error
	if answer.Trial, err = tryRule(ctx, bench, job); err != nil && !errors.Is(err, context.Canceled) {
		answer.Err = err.Error()
	}
	return answer
}

// Do reads the file.
func (e ReadSource) Do(ctx context.Context, bench RuleBench) RuleForked {
	code, err := bench.Source(ctx, e.File)
	return RuleForked{e.Project, e.File, code, text(err)}
}
