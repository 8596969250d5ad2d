package editor

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/annotate/rules"
)

// pencilCommands are what a person does with suggestions.
func pencilCommands() []Command {
	const group = "Pencil marks"
	return []Command{
		{"next-suggestion", "Next suggestion", group, []string{")"}, finds(Model.nextPencil, 1)},
		{"prev-suggestion", "Suggestion before", group, []string{"("}, finds(Model.nextPencil, -1)},
		{"accept", "Accept: the pencil mark turns to ink", group, []string{"&"}, onSheet(func(m Model) (Model, []Effect, bool) { return m.accept(false) })},
		{"accept-next", "Accept, and on to the next", group, []string{"Y"}, onSheet(Model.acceptNext)},
		{"accept-as", "Accept with another label", group, []string{"O"}, onSheet(Model.chooseAs)},
		{"adjust", "Accept and take in hand, to adjust its ends or set values", group, []string{"E"}, onSheet(func(m Model) (Model, []Effect, bool) { return m.accept(true) })},
		{"reject", "Reject, and on to the next", group, []string{"D"}, onSheet(Model.reject)},
		{"accept-rule", "Accept all that this rule suggests here", group, []string{"T"}, onSheet(Model.acceptRule)},
		{"suggestions", "Rules and their suggestions", group, []string{"H"}, open(PencilPanel)},
		{"run-rules", "Run the rules on this article", group, []string{"V"}, onSheet(func(m Model) (Model, []Effect, bool) {
			m, effects := m.startRules(StartRules{})
			return m, effects, true
		})},
		{"write-rule", "Write a rule", group, nil, func(m Model) (Model, []Effect, bool) {
			if m.Screen != AtDesk || m.Project.ID == "" {
				return m, nil, false
			}
			file := ""
			if m.RuleDraft != nil {
				file = m.RuleDraft.File // go on with it
			}
			m, effects := m.writeRule(WriteRule{file})
			return m, effects, true
		}},
		{"rule-test", "How well the rules do", group, nil, open(RuleTestPanel)},
		{"problems", "What is unfinished or looks wrong", group, []string{"#"}, onSheet(Model.showProblems)},
	}
}

// take makes s a mark, as one step. With the error nothing has changed.
func (m Model) takeSuggestion(s rules.Suggestion) (Model, []Effect, error) {
	tx, err := m.desk().Accept(s, m.Scheme)
	if err != nil {
		return m, nil, err
	}
	m.dropPencil()
	m, effects, err := m.commit(tx)
	if err == nil && s.Span != nil {
		m.Rhythm.Marks++
	}
	return m, effects, err
}

// accept accepts the suggestion in hand. With hold the mark is in hand afterwards; else the caret stands where it begins.
func (m Model) accept(hold bool) (Model, []Effect, bool) {
	s, ok := m.PencilHand()
	if !ok {
		return m, nil, false
	}
	next, effects, err := m.takeSuggestion(s)
	if err != nil {
		return m.notice(reason(err), true), nil, true
	}
	next.open().Sel = Caret{Anchor: s.At.From, Focus: s.At.From}
	if hold {
		next = next.hold(next.acceptedSpan(s))
		return next.say("accepted and in hand: = and - and Shift with an arrow move its ends, digits set values"), effects, true
	}
	return next.say("accepted; %d left", len(next.Waiting())), effects, true
}

// acceptedSpan is the mark that s has become, or is about.
func (m Model) acceptedSpan(s rules.Suggestion) annotate.SpanID {
	switch {
	case s.Span != nil:
		return rules.AcceptedID(s.ID, m.Name)
	case s.Link != nil:
		if r, ok := m.Open.Layer.Relation(rules.AcceptedID(s.ID, m.Name)); ok {
			return r.Head
		}
		return ""
	}
	return s.Value.On
}

// acceptNext accepts the suggestion in hand and takes the next one.
func (m Model) acceptNext() (Model, []Effect, bool) {
	s, ok := m.PencilHand()
	if !ok {
		return m, nil, false
	}
	next, effects, err := m.takeSuggestion(s)
	if err != nil {
		return m.notice(reason(err), true), nil, true
	}
	return next.afterSettling(s), effects, true
}

// afterSettling takes the suggestion behind s in hand, which was settled.
func (m Model) afterSettling(s rules.Suggestion) Model {
	m.open().Sel = Caret{Anchor: s.At.From, Focus: s.At.From}
	if len(m.Waiting()) == 0 {
		return m.notice("Every suggestion in this article is settled.", false)
	}
	m, _, _ = m.nextPencil(1)
	return m
}

// reject keeps the suggestion in hand from being shown again, and takes the next one in hand.
func (m Model) reject() (Model, []Effect, bool) {
	s, ok := m.PencilHand()
	if !ok {
		return m, nil, false
	}
	m.dropPencil()
	m, effects, err := m.commit(m.desk().Reject(s))
	if err != nil {
		return m.notice(reason(err), true), nil, true
	}
	return m.afterSettling(s), effects, true
}

// chooseAs shows the labels at the suggestion in hand: the one that is chosen, or whose key is pressed, it is accepted with.
func (m Model) chooseAs() (Model, []Effect, bool) {
	s, ok := m.PencilHand()
	if !ok || s.Span == nil {
		return m, nil, false
	}
	m.open().PopUp = true
	return m.say("Choose the label that it should have."), nil, true
}

// acceptAs accepts s with another label, and takes the mark in hand. Values that the label does not have are left off.
func (m Model) acceptAs(s rules.Suggestion, id annotate.Label) (Model, []Effect) {
	if s.Span == nil {
		return m.notice("This is no span: accept or reject it as it is.", true), nil
	}
	as := *s.Span
	if as.Label != id {
		as.Label = id
		for _, a := range s.Span.Attrs {
			if !slices.ContainsFunc(m.Scheme.AttrsOf(string(id)), func(d annotate.AttrDef) bool { return d.ID == a.Name }) {
				as.Attrs = as.Attrs.With(a.Name, nil)
			}
		}
	}
	s.Span = &as
	next, effects, err := m.takeSuggestion(s)
	if err != nil {
		return m.notice(reason(err), true), nil
	}
	return next.hold(next.acceptedSpan(s)), effects
}

// acceptWithin accepts s with other ends, and takes the mark in hand.
func (m Model) acceptWithin(s rules.Suggestion, r annotate.Range) (Model, []Effect) {
	within := *s.Span
	within.Ranges = []annotate.Range{r}
	s.Span = &within
	next, effects, err := m.takeSuggestion(s)
	if err != nil {
		return m.notice(reason(err), true), nil
	}
	return next.hold(next.acceptedSpan(s)), effects
}

// acceptRule accepts all that the rule of the suggestion in hand proposes for this article, as one step.
func (m Model) acceptRule() (Model, []Effect, bool) {
	s, ok := m.PencilHand()
	if !ok {
		return m, nil, false
	}
	rule := s.Origin().Rule
	n := 0
	tx, left := m.desk().AcceptAll(m.Scheme, func(x rules.Suggestion) bool {
		if x.Origin().Rule == rule {
			n++
			return true
		}
		return false
	})
	if len(tx) == 0 {
		return m.notice("None of them can be accepted: "+reason(left[0]), true), nil, true
	}
	at := s.At.From
	m.dropPencil()
	m, effects, err := m.commit(tx)
	if err != nil {
		return m.notice(reason(err), true), nil, true
	}
	m.open().Sel = Caret{Anchor: at, Focus: at}
	text := fmt.Sprintf("%s of %s accepted. u takes all of it back.", things(n-len(left), "suggestion", "suggestions"), rule)
	if len(left) > 0 {
		text += fmt.Sprintf(" %d wait on: %s.", len(left), strings.TrimSuffix(reason(left[0]), "."))
	}
	return m.notice(text, false), effects, true
}

// A RuleCount is what one annotator did with the suggestions of a rule.
type RuleCount struct {
	Rule               string
	Accepted, Rejected int
}

// settledIn counts by rule what the attributes of a layer say of suggestions, by name of the rule.
func settledIn(attrs annotate.Attrs) []RuleCount {
	var all []RuleCount
	first, _ := slices.BinarySearchFunc(attrs, annotate.AttrSettled, func(f annotate.Field, n string) int { return strings.Compare(f.Name, n) })
	for _, f := range attrs[first:] {
		if !strings.HasPrefix(f.Name, annotate.AttrSettled) {
			break
		}
		what, by, _ := strings.Cut(f.Value, " ")
		rule, _, _ := strings.Cut(by, "@")
		i, ok := slices.BinarySearchFunc(all, rule, func(c RuleCount, r string) int { return strings.Compare(c.Rule, r) })
		if !ok {
			all = slices.Insert(all, i, RuleCount{Rule: rule})
		}
		switch what {
		case "accepted":
			all[i].Accepted++
		case "rejected":
			all[i].Rejected++
		}
	}
	return all
}

// projectAttr is the transaction's entry that says something of the project itself; nil when it is said already.
func (m *Model) projectAttr(name string, to *string) []journal.Entry {
	var from *string
	if now, ok := m.ofProject.Attrs.Get(name); ok {
		from = &now
	}
	if from == to || from != nil && to != nil && *from == *to {
		return nil
	}
	return []journal.Entry{m.Clock.Next(journal.Stream{}, m.Now, annotate.Tx{annotate.SetAttr{Name: name, From: from, To: to}})}
}
