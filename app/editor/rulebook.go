package editor

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/rules"
)

// A RuleBook is which rules there are, and the run that is under way. Rules that come with Galley are on until somebody
// turns them off. Those of a project travel with it, and are off until a person has read what they may do and turns them
// on; when their file changes, they are off again.
type RuleBook struct {
	Files []RuleFile // as they describe themselves; nil before they were asked
	known bool       // Files says how they are now
	asked bool       // they are being asked
	again Msg        // what waits for the answer
	Fault string     // why they cannot be asked
	Run   *RuleRun   // nil: none is under way
	Stops []RuleStop // what became of rules that were stopped in the last run
	runs  int
	watch bool // validators are asked after every change
}

// A RuleStop is a rule that was stopped.
type RuleStop struct{ Rule, Text string }

type (
	// DescribeRules asks what rules there are; the answer is RulesDescribed.
	DescribeRules struct {
		Project annotate.ProjectID
		Files   []rules.Source
	}
	RulesDescribed struct {
		DescribeRules
		Found []RuleFile
		Err   string
	}
	// TurnRule turns a rule on or off, at this desk.
	TurnRule struct {
		File string
		On   bool
	}
	// RemoveRule takes a rule file out of the project.
	RemoveRule struct{ File string }
)

func (DescribeRules) effect() {}
func (RulesDescribed) msg()   {}
func (TurnRule) msg()         {}
func (RemoveRule) msg()       {}

// Do asks the bench.
func (e DescribeRules) Do(ctx context.Context, bench RuleBench) RulesDescribed {
	found, err := bench.Describe(ctx, e.Files)
	return RulesDescribed{e, found, text(err)}
}

// ruleFiles are the project's own rules, by file name.
func (m Model) ruleFiles() []rules.Source {
	var all []rules.Source
	for _, f := range m.ofProject.Attrs {
		if name, ok := strings.CutPrefix(f.Name, annotate.AttrRule); ok {
			all = append(all, rules.Source{Name: name, Code: f.Value})
		}
	}
	return all
}

// describeRules asks what rules there are, unless that is known.
func (m *Model) describeRules() []Effect {
	if m.Rules.known || m.Rules.asked || m.Project.ID == "" {
		return nil
	}
	m.Rules.asked, m.Rules.Fault = true, ""
	return []Effect{DescribeRules{m.Project.ID, m.ruleFiles()}}
}

func (m Model) rulesDescribed(msg RulesDescribed) (Model, []Effect) {
	if msg.Project != m.Project.ID {
		return m, nil
	}
	m.Rules.asked = false
	again := m.Rules.again
	if m.Rules.again = nil; again != nil {
		m.Busy = ""
	}
	if m.Rules.Fault = msg.Err; msg.Err != "" {
		return m.notice("The rules cannot be read: "+msg.Err, true), nil
	}
	m.Rules.Files, m.Rules.known = msg.Found, slices.Equal(msg.Files, m.ruleFiles())
	if !m.Rules.known { // others have come meanwhile
		m.Rules.again = again
		effects := m.describeRules()
		return m, effects
	}
	if again != nil {
		return m.update(again)
	}
	return m, nil
}

// ruleKey is under what a person's choice is kept. A rule of a project is known by its content.
func (m Model) ruleKey(f RuleFile) string {
	if f.Pack != "" {
		return f.Pack + "/" + f.Meta.Name
	}
	code, _ := m.ofProject.Attrs.Get(annotate.AttrRule + f.File)
	sum := sha256.Sum256([]byte(code))
	return string(m.Project.ID) + "/" + f.File + "@" + hex.EncodeToString(sum[:8])
}

// RuleOn reports whether a rule runs.
func (m Model) RuleOn(f RuleFile) bool {
	if f.Bad != "" {
		return false
	}
	if on, said := m.Settings.Rules[m.ruleKey(f)]; said {
		return on
	}
	return f.Pack != ""
}

// rulesOn are the names of the rules that run: those that suggest, or those that check.
func (m Model) rulesOn(check bool) []string {
	var names []string
	for _, f := range m.Rules.Files {
		if m.RuleOn(f) && (check && f.Meta.Checks || !check && f.Meta.Suggests) {
			names = append(names, f.Meta.Name)
		}
	}
	return names
}

func (m Model) turnRule(msg TurnRule) (Model, []Effect) {
	i := slices.IndexFunc(m.Rules.Files, func(f RuleFile) bool { return f.File == msg.File })
	if i < 0 {
		return m, nil
	}
	f := m.Rules.Files[i]
	m.Settings.Rules = maps.Clone(m.Settings.Rules)
	if m.Settings.Rules == nil {
		m.Settings.Rules = map[string]bool{}
	}
	m.Settings.Rules[m.ruleKey(f)] = msg.On
	word := "off"
	if msg.On {
		word = "on"
	}
	return m.say("%s is %s", f.Meta.Name, word), []Effect{SaveSettings{m.Settings}}
}

// isRule reports whether a file is a rule: JavaScript.
func isRule(f File) bool { return strings.HasSuffix(strings.ToLower(f.Name), ".js") }

// maxRule bounds a rule file, in bytes: a rule is small.
const maxRule = 256 << 10

// readRules takes rule files into the project, and shows what they say of themselves. They stay off.
func (m Model) readRules(files []File) (Model, []Effect) {
	var effects []Effect
	for _, f := range files {
		if !isRule(f) {
			m = m.notice(f.Name+" was left out: open rules by themselves.", true)
			continue
		}
		if len(f.Data) > maxRule {
			m = m.notice(fmt.Sprintf("%s has %d KB, and a rule has at most %d: cut it into several.", f.Name, len(f.Data)>>10, maxRule>>10), true)
			continue
		}
		code := strings.ToValidUTF8(string(f.Data), "\uFFFD")
		if entries := m.projectAttr(annotate.AttrRule+oneLine(f.Name, maxName), &code); entries != nil {
			var more []Effect
			m, more = m.keep(entries...)
			effects = append(effects, more...)
		}
	}
	m.Panel = PencilPanel
	effects = append(effects, m.describeRules()...)
	return m.say("The rules are in the project, and off: turn on those that should run."), append(effects, FocusOn{string(PencilPanel)})
}

func (m Model) removeRule(msg RemoveRule) (Model, []Effect) {
	code, there := m.ruleCode(msg.File)
	if !there {
		return m, nil
	}
	m, effects := m.setRule(msg.File, "", false)
	text := msg.File + " is out of the project. What it suggested stays until a rule of that name runs again."
	return m.offer(text, false, "Put it back", KeepRule{msg.File, code}), effects
}
