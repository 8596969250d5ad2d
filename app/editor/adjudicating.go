package editor

import (
	"errors"
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/adjudicate"
	"galley/annotate/order"
)

// adjudicationCommands are what a person does with what several have marked. Most of it has keys that count only while the gold
// layer lies on the sheet: see [Model.caseKey].
func adjudicationCommands() []Command {
	const group = "Settle what people see differently"
	onGold := func(do func(Model) (Model, []Effect, bool)) func(Model) (Model, []Effect, bool) {
		return func(m Model) (Model, []Effect, bool) {
			if !m.OnGold() || !m.Open.Adjudication.loaded {
				return m, nil, false
			}
			return do(m)
		}
	}
	return []Command{
		{"adjudicate", "Settle this article: everybody’s marks, and the gold layer", group, []string{"W"}, onSheet(func(m Model) (Model, []Effect, bool) {
			if m.OnGold() {
				m, effects := m.leaveGold()
				return m, effects, true
			}
			d, ok := m.doc(m.Open.Doc.ID)
			if !ok || d.Readers() < 2 {
				return m, nil, false
			}
			m, effects := m.adjudicate(Adjudicate{Doc: d.ID})
			return m, effects, true
		})},
		{"adjudicate-next", "Settle the next article that has open cases", group, nil, func(m Model) (Model, []Effect, bool) {
			d, ok := m.nextToSettle()
			if !ok {
				return m, nil, false
			}
			m, effects := m.adjudicate(Adjudicate{Doc: d})
			return m, effects, true
		}},
		{"settle-alike", "Settle all that everybody has alike", group, nil, onGold(Model.settleAlike)},
		{"hide-names", "Hide the names of annotators, or show them", group, nil, func(m Model) (Model, []Effect, bool) {
			if m.Screen != AtDesk {
				return m, nil, false
			}
			m.Hidden = !m.Hidden
			if m.OnGold() && m.Open.Adjudication.loaded {
				a := *m.Open.Adjudication
				a.order = letters(a.cases.Readers, m.Hidden, m.Open.Doc.ID)
				m.open().Adjudication = &a
				m.redraw(LineRange{0, m.Open.drawn - 1})
			}
			return m, []Effect{SaveSettings{m.Settings}}, true
		}},
		{"leave-gold", "Back to your own marks", group, nil, onGold(func(m Model) (Model, []Effect, bool) {
			m, effects := m.leaveGold()
			return m, effects, true
		})},
	}
}

// A CaseKey is a key that counts while the gold layer lies on the sheet.
type CaseKey struct{ Key, Title string }

// CaseKeys lists them for the card of keys.
func CaseKeys() []CaseKey {
	return []CaseKey{
		{"A B …", "Take what this reader has"},
		{"&", "Take what everybody has"},
		{"N", "Take nothing of it"},
		{"E", "Make it anew: it lies on gold, and all keys work on it"},
		{"Enter", "Keep what was decided before it changed"},
		{"1 … 6", "The reason: boundary, missed, label, attribute, link, guideline gap"},
		{"T", "Settle all that everybody has alike"},
		{") (", "Next open case, or the one before"},
		{". ,", "Next case, or the one before"},
		{"y", "On to the next article with open cases"},
		{"Esc", "Back to your own marks"},
	}
}

// caseKey handles a key while the gold layer lies on the sheet. Keys that it has no use for do what they always do; with a mark
// in hand those are letters and digits.
func (m Model) caseKey(key string) (Model, []Effect, bool) {
	a := m.Open.Adjudication
	if !a.loaded {
		return m, nil, false
	}
	free := m.Open.Selected == "" && !m.Open.About
	k, held := m.caseInHand()
	switch {
	case key == ")" || key == "(":
		by := 1
		if key == "(" {
			by = -1
		}
		return m.nextOpenCase(by), []Effect{FocusOn{"sheet"}}, true
	case key == "." || key == ",":
		by := 1
		if key == "," {
			by = -1
		}
		return m.nextCase(by, func(k adjudicate.Case) bool { return k.State != adjudicate.Moot }), []Effect{FocusOn{"sheet"}}, true
	case key == "T":
		return m.settleAlike()
	case key == "y":
		return m.settledAndNext()
	case !held:
		return m, nil, false
	case key == "E":
		return m.settleAnew(k)
	case !free:
		return m, nil, false
	case key == "&":
		return m.decide(k, adjudicate.Verdict{Choice: adjudicate.Both})
	case key == "N":
		return m.decide(k, adjudicate.Verdict{Choice: adjudicate.Neither})
	case key == "Enter" && k.State == adjudicate.Changed && m.Open.Sel == a.sel:
		return m.keepCase(k)
	case len(key) == 1 && key[0] >= '1' && key[0] <= '6' && m.Open.Sel == a.sel:
		return m.chooseReason(k, adjudicate.Reasons()[key[0]-'1'])
	case len(key) == 1 && key[0] >= 'A' && key[0] <= 'Z':
		if r, ok := a.reader(int(key[0] - 'A')); ok {
			return m.decide(k, adjudicate.Verdict{Choice: adjudicate.Take, Of: a.cases.Readers[r].Annotator})
		}
	}
	return m, nil, false
}

// decide settles the case in hand, and goes on to the next that is open.
func (m Model) decide(k adjudicate.Case, v adjudicate.Verdict) (Model, []Effect, bool) {
	next, effects, ok := m.settleBy(k, v)
	if !ok {
		return next, effects, true
	}
	if next.finished(m) {
		return next.tellFinished(), effects, true
	}
	return next.nextOpenCase(1), effects, true
}

// settleBy settles a case. ok is false when the scheme, or what is open yet, does not allow it; the person is told why.
func (m Model) settleBy(k adjudicate.Case, v adjudicate.Verdict) (_ Model, _ []Effect, ok bool) {
	a := m.Open.Adjudication
	v.By, v.Reason = m.Name, a.reason
	if v.Reason == "" && k.Decision != nil { // a person has thought about it before
		v.Reason = k.Decision.Reason
	}
	tx, err := a.cases.Decide(k.ID, v, m.Base)
	if err == nil {
		var next Model
		var effects []Effect
		if next, effects, err = m.commit(tx); err == nil {
			return next, effects, true
		}
	}
	if errors.Is(err, adjudicate.ErrWaiting) {
		return m.notice("Settle the marks at its ends first: they stand before it.", true), nil, false
	}
	return m.notice(reason(err), true), nil, false
}

// finished reports whether the last open case of the article was settled since before.
func (m Model) finished(before Model) bool {
	left, all := m.Open.Adjudication.cases.Left()
	was, _ := before.Open.Adjudication.cases.Left()
	return left == 0 && was > 0 && all > 0
}

func (m Model) tellFinished() Model {
	if d, ok := m.nextToSettle(); ok {
		next, _ := m.doc(d)
		return m.offer(fmt.Sprintf("Every case is settled, and the gold layer is done. y goes on to “%s”.", next.Title), false, "Go on", Adjudicate{Doc: d})
	}
	return m.notice("Every case is settled, and the gold layer is done. No other article has open cases.", false)
}

// settleAnew puts what most readers have on gold, where every key works on it, and takes it in hand. What is there already stays.
func (m Model) settleAnew(k adjudicate.Case) (Model, []Effect, bool) {
	next, effects, ok := m.settleBy(k, adjudicate.Verdict{Choice: adjudicate.Anew})
	if !ok {
		return next, effects, true
	}
	now, _ := next.Open.Adjudication.cases.Case(k.ID)
	switch {
	case k.Attr != "":
		if !next.Open.About {
			next, _, _ = next.about()
		}
		return next.say("The article is in hand: digits set its values."), effects, true
	case len(now.Gold) == 0:
		return next, effects, true
	case k.Link:
		r, _ := next.Open.Layer.Relation(now.Gold[0])
		return next.pick(r.Head).say("The mark that it goes from is in hand: cut the link, or make another"), effects, true
	}
	return next.pick(now.Gold[0]).say("On gold and in hand: = and - and Shift with an arrow move its ends, digits set values, a label’s key renames it"), effects, true
}

// keepCase lets a decision stand though what it was about has changed.
func (m Model) keepCase(k adjudicate.Case) (Model, []Effect, bool) {
	v := adjudicate.Verdict{Choice: adjudicate.Anew}
	if len(k.Gold) == 0 && k.Attr == "" {
		v.Choice = adjudicate.Neither
	}
	return m.decide(k, v)
}

// chooseReason notes why readers differ: with the decision that is to come, or the one that was made.
func (m Model) chooseReason(k adjudicate.Case, r adjudicate.Reason) (Model, []Effect, bool) {
	a := *m.Open.Adjudication
	a.reason = r
	m.open().Adjudication = &a
	m = m.say("reason: %s", reasonTitle(r))
	if k.State != adjudicate.Settled {
		return m, nil, true
	}
	tx := a.cases.Reconsider(k.ID, r)
	if len(tx) == 0 {
		return m, nil, true
	}
	next, effects, err := m.commit(tx)
	if err != nil {
		return m.notice(reason(err), true), nil, true
	}
	return next, effects, true
}

// settleAlike makes gold of all that everybody has alike, as one step.
func (m Model) settleAlike() (Model, []Effect, bool) {
	c := m.Open.Adjudication.cases
	tx, n, left := c.Each(adjudicate.AllAgreed(m.Name), m.Base)
	if n == 0 {
		if len(left) > 0 {
			return m.notice("None of what all have alike can be settled: "+reason(left[0]), true), nil, true
		}
		return m.notice("There is nothing left that all have alike.", false), nil, true
	}
	next, effects, err := m.commit(tx)
	if err != nil {
		return m.notice(reason(err), true), nil, true
	}
	text := fmt.Sprintf("%s that all have alike settled. u takes it back.", things(n, "case", "cases"))
	if len(left) > 0 {
		text += " " + things(len(left), "waits", "wait") + " on: " + left[0].Error() + "."
	}
	next = next.notice(text, false)
	if next.finished(m) {
		return next.tellFinished(), effects, true
	}
	if k, ok := next.caseInHand(); !ok || k.Done() {
		next = next.nextOpenCase(1)
	}
	return next, effects, true
}

// settledAndNext goes on to the next article with open cases, or back to what is open here.
func (m Model) settledAndNext() (Model, []Effect, bool) {
	if left, all := m.Open.Adjudication.cases.Left(); left > 0 {
		m = m.nextOpenCase(1)
		return m.notice(fmt.Sprintf("%d of %s here are open yet.", left, things(all, "case", "cases")), false), nil, true
	}
	d, ok := m.nextToSettle()
	if !ok {
		return m.notice("No other article has open cases.", false), nil, true
	}
	m, effects := m.adjudicate(Adjudicate{Doc: d})
	return m, effects, true
}

// nextToSettle is the next article, in the order of the queue, that two have read and whose gold layer is not done.
func (m Model) nextToSettle() (annotate.DocID, bool) {
	queue := m.Queue()
	from := 0
	if m.Open != nil {
		from = slices.IndexFunc(queue, func(d *Doc) bool { return d.ID == m.Open.Doc.ID }) + 1
	}
	for i := range queue {
		d := queue[(from+i)%len(queue)]
		if d.ToSettle() && !(m.OnGold() && d.ID == m.Open.Doc.ID) {
			return d.ID, true
		}
	}
	return "", false
}

// ToSettle reports whether two have read the document and its gold layer is not done, or was before one of them went on.
func (d Doc) ToSettle() bool {
	return !d.Deleted && d.Readers() > 1 && d.GoldState() != annotate.Skipped && (d.GoldState() != annotate.Done || d.WentOn())
}

// nextCase takes the next case in hand for which wanted holds, or with by < 0 the one before, going round at the ends.
func (m Model) nextCase(by int, wanted func(adjudicate.Case) bool) Model {
	all := m.Open.Adjudication.cases.All
	at := slices.IndexFunc(all, func(k adjudicate.Case) bool { return k.ID == m.Open.Adjudication.at })
	if at < 0 && by < 0 {
		at = 0
	}
	for range all {
		at = (at + by + len(all)) % len(all)
		if wanted(all[at]) {
			return m.toCase(all[at].ID)
		}
	}
	return m
}

// nextOpenCase goes to the next case that is open and in which readers differ; what all have alike has a key of its own.
func (m Model) nextOpenCase(by int) Model {
	open := func(k adjudicate.Case) bool { return k.ToDo() && !(k.Agreed() && k.State == adjudicate.Open) }
	c := m.Open.Adjudication.cases
	if slices.ContainsFunc(c.All, open) {
		return m.nextCase(by, open)
	}
	if n := m.alike(); n > 0 {
		return m.notice(fmt.Sprintf("Nothing else is open but %s that all have alike: T settles them.", things(n, "case", "cases")), false)
	}
	if left, _ := c.Left(); left > 0 {
		return m.nextCase(by, func(k adjudicate.Case) bool { return !k.Done() })
	}
	return m.notice("Every case of this article is settled.", false)
}

// alike counts the open cases in which all have the same.
func (m Model) alike() (n int) {
	for _, k := range m.Open.Adjudication.cases.All {
		if k.Agreed() && k.State == adjudicate.Open {
			n++
		}
	}
	return n
}

// toCase takes a case in hand: its words are selected, so that a label's key marks them anew and the keys of the ladder begin
// from them.
func (m Model) toCase(id string) Model {
	if !m.OnGold() {
		return m
	}
	k, ok := m.Open.Adjudication.cases.Case(id)
	if !ok {
		return m
	}
	m.drop()
	was, held := m.caseInHand()
	o := m.open()
	a := *o.Adjudication
	a.at, a.reason = id, ""
	o.Sel = Caret{Anchor: k.At.From, Focus: k.At.To}
	a.sel = o.Sel
	o.Adjudication = &a
	o.Scroll++
	if held && !was.At.Empty() {
		m.redraw(o.linesOf(was.At))
	}
	if !k.At.Empty() {
		m.redraw(o.linesOf(k.At))
	}
	return m.say("%s", m.caseText(k))
}

// toDifference goes to the case of a difference, or to the first that is open.
func (m Model) toDifference(d Difference) Model {
	c := m.Open.Adjudication.cases
	for _, side := range []struct {
		by annotate.Annotator
		id annotate.SpanID
	}{{d.A, d.OfA}, {d.B, d.OfB}} {
		if k, ok := c.Of(side.by, side.id); ok && d.Doc == m.Open.Doc.ID {
			return m.toCase(k.ID)
		}
	}
	if k, ok := m.caseInHand(); ok && !k.Done() {
		return m
	}
	return m.nextOpenCase(1)
}

// caseTapped is the case with an open mark at p; the smallest, and of several the one behind the case in hand.
func (m Model) caseTapped(p annotate.Pos) string {
	if !m.OnGold() {
		return ""
	}
	var found []adjudicate.Case
	for _, k := range m.Open.Adjudication.cases.All {
		if !k.Done() && !k.Link && k.At.From <= p && p < k.At.To {
			found = append(found, k)
		}
	}
	if len(found) == 0 {
		return ""
	}
	order.By(found, func(x, y adjudicate.Case) int { return int(x.At.Len() - y.At.Len()) })
	i := slices.IndexFunc(found, func(k adjudicate.Case) bool { return k.ID == m.Open.Adjudication.at })
	return found[(i+1)%len(found)].ID
}
