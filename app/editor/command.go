package editor

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/annotate/order"
)

// A Command is one thing a person can do. Do answers "may I?" and "do it" alike: while ok is false the palette greys
// the command and its key does nothing.
type Command struct {
	ID, Title string
	Group     string   // on the key sheet: what people are doing
	Keys      []string // as [Key] names them; the first is the one shown
	Do        func(Model) (Model, []Effect, bool)
}

// Commands lists everything but labels and relations, in the order of the key sheet. A key stands once.
func Commands() []Command {
	return append([]Command{
		{"next-sentence", "Next sentence", "Read and select", []string{"j"}, units(annotate.Sentence, Model.nextUnit)},
		{"prev-sentence", "Sentence before", "Read and select", []string{"k"}, units(annotate.Sentence, Model.prevUnit)},
		{"next-paragraph", "Next paragraph", "Read and select", []string{"J"}, units(annotate.ParagraphUnit, Model.nextUnit)},
		{"prev-paragraph", "Paragraph before", "Read and select", []string{"K"}, units(annotate.ParagraphUnit, Model.prevUnit)},
		{"next-quotation", "Next quotation", "Read and select", []string{"]"}, units(annotate.Quotation, Model.nextUnit)},
		{"prev-quotation", "Quotation before", "Read and select", []string{"["}, units(annotate.Quotation, Model.prevUnit)},
		{"next-phrase", "Next name or phrase", "Read and select", []string{"Ctrl+ArrowRight"}, units(annotate.Phrase, Model.nextUnit)},
		{"prev-phrase", "Name or phrase before", "Read and select", []string{"Ctrl+ArrowLeft"}, units(annotate.Phrase, Model.prevUnit)},
		{"next-unmarked", "Next sentence without a mark", "Read and select", []string{"}"}, walks(Model.nextUnmarked, 1)},
		{"prev-unmarked", "The one before without a mark", "Read and select", []string{"{"}, walks(Model.nextUnmarked, -1)},
		{"grow", "Larger: word, phrase, quotation, clause, sentence, paragraph; the mark in hand keeps its values and links", "Read and select", []string{"=", "+"}, onSheet(Model.grow)},
		{"shrink", "Smaller", "Read and select", []string{"-"}, onSheet(Model.shrink)},
		{"word-right", "Caret a word on", "Read and select", []string{"ArrowRight"}, steps(annotate.Word, 1)},
		{"word-left", "Caret a word back", "Read and select", []string{"ArrowLeft"}, steps(annotate.Word, -1)},
		{"line-down", "Caret to the next line", "Read and select", []string{"ArrowDown"}, sheet(func(m Model) Model { return m.line(1) })},
		{"line-up", "Caret to the line before", "Read and select", []string{"ArrowUp"}, sheet(func(m Model) Model { return m.line(-1) })},
		{"char-right", "Caret a character on", "Read and select", []string{"Alt+ArrowRight"}, steps(annotate.Grapheme, 1)},
		{"char-left", "Caret a character back", "Read and select", []string{"Alt+ArrowLeft"}, steps(annotate.Grapheme, -1)},
		{"extend-right", "Selection, or end of the mark in hand, a word on", "Read and select", []string{"Shift+ArrowRight"}, extends(annotate.Word, 1)},
		{"extend-left", "Selection, or end of the mark in hand, a word back", "Read and select", []string{"Shift+ArrowLeft"}, extends(annotate.Word, -1)},
		{"extend-char-right", "Selection, or end of the mark in hand, a character on", "Read and select", []string{"Alt+Shift+ArrowRight"}, extends(annotate.Grapheme, 1)},
		{"extend-char-left", "Selection, or end of the mark in hand, a character back", "Read and select", []string{"Alt+Shift+ArrowLeft"}, extends(annotate.Grapheme, -1)},
		{"extend-clause-right", "Selection, or end of the mark in hand, to the end of the clause", "Read and select", []string{"Shift+ArrowDown"}, extends(annotate.Clause, 1)},
		{"extend-clause-left", "Selection, or end of the mark in hand, a clause back", "Read and select", []string{"Shift+ArrowUp"}, extends(annotate.Clause, -1)},
		{"extend-sentence-right", "Selection, or end of the mark in hand, to the end of the sentence", "Read and select", []string{"Shift+End"}, extends(annotate.Sentence, 1)},
		{"extend-sentence-left", "Selection, or start of the mark in hand, to the start of the sentence", "Read and select", []string{"Shift+Home"}, onSheet(func(m Model) (Model, []Effect, bool) {
			if m.Open.Selected != "" {
				return m.nudge(true, annotate.Sentence, -1)
			}
			return m.step(annotate.Sentence, -1, true), nil, true
		})},
		{"start-right", "Start of the mark in hand a word on", "Read and select", []string{"Ctrl+Shift+ArrowRight"}, starts(1)},
		{"start-left", "Start of the mark in hand a word back", "Read and select", []string{"Ctrl+Shift+ArrowLeft"}, starts(-1)},

		{"find", "Find in this article", "Read and select", []string{"Ctrl+f", "/"}, onSheet(Model.openFind)},
		{"next-hit", "Next place found", "Read and select", []string{"F3", "Ctrl+g"}, finds(Model.goToHit, 1)},
		{"prev-hit", "Place found before", "Read and select", []string{"Shift+F3", "Ctrl+Shift+g"}, finds(Model.goToHit, -1)},

		{"next-mark", "Next mark", "Work on marks", []string{"."}, walks(Model.nextMark, 1)},
		{"prev-mark", "Mark before", "Work on marks", []string{","}, walks(Model.nextMark, -1)},
		{"next-same", "Next mark of the same label", "Work on marks", []string{"'"}, walks(Model.nextOfLabel, 1)},
		{"prev-same", "Mark of the same label before", "Work on marks", []string{"\""}, walks(Model.nextOfLabel, -1)},
		{"next-problem", "Next mark that is unfinished", "Work on marks", []string{"!"}, onSheet(func(m Model) (Model, []Effect, bool) {
			effects := m.watch()
			m, ok := m.nextProblem()
			return m, effects, ok
		})},
		{"again", "The same again: the last label on the selection, the last value, the next mark of a stack", "Work on marks", []string{"Enter"}, onSheet(Model.again)},
		{"same-values", "The values of the last mark of this label", "Work on marks", []string{"*"}, onSheet(Model.sameValues)},
		{"sticky", "Hold the last label for every selection, or let it go", "Work on marks", []string{";"}, onSheet(Model.stick)},
		{"split", "Cut the mark in two at the caret, or the selected words out of it", "Work on marks", []string{"|"}, onSheet(Model.split)},
		{"join", "Join the mark in hand with the next of its label", "Work on marks", []string{"_"}, onSheet(Model.joinNext)},
		{"mark-all", "Mark all like this, or all that were found", "Work on marks", []string{"a"}, onSheet(Model.markAll)},
		{"add-part", "Add the selection to the last mark, as a part", "Work on marks", []string{"x"}, onSheet(Model.addPart)},
		{"delete", "Remove the mark in hand, with its links", "Work on marks", []string{"Delete", "Backspace"}, onSheet(func(m Model) (Model, []Effect, bool) {
			if len(m.Open.Chosen) > 0 {
				m, effects := m.removeChosen()
				return m, effects, true
			}
			if m.Open.Pencil.Hand != "" {
				return m.reject()
			}
			if m.Open.Selected == "" {
				return m, nil, false
			}
			m, effects := m.remove(m.Open.Selected)
			return m, effects, true
		})},
		{"about", "What the article is: its own attributes", "Work on marks", []string{"I"}, Model.about},
		{"along", "Along a link, to its other end", "Work on marks", []string{"G"}, onSheet(Model.along)},
		{"all-links", "Show every link, or those of the mark in hand", "Work on marks", []string{"L"}, sheet(func(m Model) Model { m.open().AllLinks = !m.Open.AllLinks; return m })},
		{"undo", "Undo", "Work on marks", []string{"u", "Ctrl+z"}, onSheet(Model.undo)},
		{"redo", "Redo", "Work on marks", []string{"U", "Ctrl+Shift+z", "Ctrl+y"}, onSheet(Model.redo)},
		{"guide", "The label’s rule and examples", "Work on marks", []string{"i"}, open(GuidePanel)},

		{"find-articles", "Find in the project: articles by title or text", "The queue", []string{"Ctrl+Shift+f"}, Model.findArticles},
		{"done", "Done, and on to the next article", "The queue", []string{"y"}, onSheet(Model.done)},
		{"flag", "Flag this article, or take the flag off", "The queue", []string{"v"}, onSheet(Model.flag)},
		{"skip", "Skip this article", "The queue", []string{"z"}, onSheet(func(m Model) (Model, []Effect, bool) {
			m, effects := m.setState(annotate.Skipped)
			m, more := m.turn(1)
			return m, append(effects, more...), true
		})},
		{"next-doc", "Next article", "The queue", []string{">", "Ctrl+ArrowDown"}, func(m Model) (Model, []Effect, bool) { m, e := m.turn(1); return m, e, len(e) > 0 }},
		{"prev-doc", "Article before", "The queue", []string{"<", "Ctrl+ArrowUp"}, func(m Model) (Model, []Effect, bool) { m, e := m.turn(-1); return m, e, len(e) > 0 }},
		{"open", "Open files", "The queue", []string{"o"}, outside(ChooseFiles{})},
		{"paste", "Paste an article", "The queue", nil, open(PastePanel)},
		{"newer", "Load a corrected version of this article", "The queue", nil, onSheet(func(m Model) (Model, []Effect, bool) {
			if m.OnGold() { // marks go along from one's own layer
				return m, nil, false
			}
			m, effects := m.show(NewerPanel)
			return m, effects, true
		})},
		{"carry", "What became of the marks", "The queue", nil, onSheet(Model.showCarry)},
		{"rename", "Rename this article", "The queue", nil, onSheet(func(m Model) (Model, []Effect, bool) {
			m.Renaming, m.Panel = m.Open.Doc.ID, RenamePanel
			return m, []Effect{FocusOn{"rename"}}, true
		})},
		{"delete-doc", "Put this article into the bin", "The queue", nil, onSheet(func(m Model) (Model, []Effect, bool) {
			m, effects := m.deleteDoc(m.Open.Doc.ID)
			return m, effects, true
		})},
		{"bin", "The bin", "The queue", nil, open(BinPanel)},
		{"projects", "Projects", "The queue", nil, open(ProjectsPanel)},

		{"agree-tables", "Agreement: tables for drawings, or back", "The desk", []string{"$"}, Model.allTables},
		{"agreement", "Agreement: where annotators agree, and where not", "The desk", []string{"%"}, Model.openAgree},
		{"export", "Save as training data", "The desk", []string{"w"}, open(ExportPanel)},
		{"backup", "Save the whole project as a bundle", "The desk", nil, func(m Model) (Model, []Effect, bool) {
			if m.Project.ID == "" {
				return m, nil, false
			}
			m, effects := m.startExport(Export{Format: "bundle", Layer: "all"})
			return m, effects, true
		}},
		{"list", "Annotation list", "The desk", []string{"l"}, fold(ListPanel, func(m *Model) { m.List = !m.List })},
		{"queue", "Queue", "The desk", []string{"g"}, fold(QueuePanel, func(m *Model) { m.NoQueue = !m.NoQueue })},
		{"focus", "Only the sheet", "The desk", []string{"\\"}, desk(func(m *Model) { m.Focus = !m.Focus })},
		{"theme", "Light, dark, or as the system", "The desk", []string{"t"}, desk(func(m *Model) {
			m.Theme = map[Theme]Theme{SystemTheme: LightTheme, LightTheme: DarkTheme, DarkTheme: SystemTheme}[m.Theme]
		})},
		{"rekey", "Choose other keys", "The desk", nil, open(RekeyPanel)},
		{"reset-keys", "Every key as it was", "The desk", nil, Model.resetKeys},
		{"single-keys", "Single-key shortcuts on, or only with Alt", "The desk", nil, desk(func(m *Model) {
			m.WithAlt = !m.WithAlt
			text := "Letters, digits and signs are shortcuts"
			if m.WithAlt {
				text += " only with Alt"
			}
			*m = m.notice(text+" now.", false)
		})},
		{"scheme", "Labels, values and links: the scheme", "The desk", nil, Model.openDraft},
		{"lesson", "Guided start: the desk in two minutes", "The desk", nil, Model.guide},
		{"skip-lessons", "End the guided start", "The desk", nil, Model.skipLessons},
		{"rhythm", "Count keys and seconds a mark, here only", "The desk", nil, desk(func(m *Model) { m.Count = !m.Count; m.Rhythm = Rhythm{} })},
		{"palette", "All commands", "The desk", []string{":", "Ctrl+k"}, open(PalettePanel)},
		{"keys", "This card", "The desk", []string{"?"}, open(KeysPanel)},
		{"install", "Install the desk on this machine", "The desk", nil, outside(Install{})},
	}, append(adjudicationCommands(), pencilCommands()...)...)
}

// onSheet makes a command that needs an open document with text.
func onSheet(do func(Model) (Model, []Effect, bool)) func(Model) (Model, []Effect, bool) {
	return func(m Model) (Model, []Effect, bool) {
		if m.Open == nil || len(m.Open.Lines) == 0 {
			return m, nil, false
		}
		return do(m)
	}
}

// sheet makes a command that only moves about an open document.
func sheet(do func(Model) Model) func(Model) (Model, []Effect, bool) {
	return onSheet(func(m Model) (Model, []Effect, bool) { return do(m), nil, true })
}

// A do is what a command does.
type do = func(Model) (Model, []Effect, bool)

// units makes a command that goes to another unit of a kind.
func units(u annotate.Unit, to func(Model, annotate.Unit) Model) do {
	return sheet(func(m Model) Model { return to(m, u) })
}

// steps makes a command that moves the caret.
func steps(u annotate.Unit, by int) do {
	return sheet(func(m Model) Model { return m.step(u, by, false) })
}

// extends makes a command that moves the end of what is selected or in hand, and starts one that moves the start of what is in hand.
func extends(u annotate.Unit, by int) do {
	return onSheet(func(m Model) (Model, []Effect, bool) { return m.extend(u, by) })
}

func starts(by int) do {
	return onSheet(func(m Model) (Model, []Effect, bool) { return m.nudge(true, annotate.Word, by) })
}

// walks makes a command that goes to another mark, or to where none is, and finds one that goes to another place that was found.
func walks(to func(Model, int) (Model, bool), by int) do {
	return onSheet(func(m Model) (Model, []Effect, bool) { m, ok := to(m, by); return m, nil, ok })
}

func finds(to func(Model, int) (Model, []Effect, bool), by int) do {
	return onSheet(func(m Model) (Model, []Effect, bool) { return to(m, by) })
}

// open makes a command that shows a panel.
func open(p Panel) func(Model) (Model, []Effect, bool) {
	return func(m Model) (Model, []Effect, bool) {
		if m.Screen != AtDesk {
			return m, nil, false
		}
		m, effects := m.show(p)
		return m, effects, true
	}
}

// desk makes a command that changes a setting.
func desk(change func(*Model)) func(Model) (Model, []Effect, bool) {
	return func(m Model) (Model, []Effect, bool) {
		if m.Screen != AtDesk {
			return m, nil, false
		}
		change(&m)
		return m, []Effect{SaveSettings{m.Settings}}, true
	}
}

// outside makes a command that the page does, once there is a desk.
func outside(e Effect) func(Model) (Model, []Effect, bool) {
	return func(m Model) (Model, []Effect, bool) {
		if m.Screen != AtDesk {
			return m, nil, false
		}
		return m, []Effect{e}, true
	}
}

// fold makes a command that folds a side pane away or back; on a narrow screen it is a panel instead.
func fold(p Panel, change func(*Model)) func(Model) (Model, []Effect, bool) {
	return func(m Model) (Model, []Effect, bool) {
		if m.Narrow || p == QueuePanel && m.OnGold() { // the other margin is for what others have marked
			return open(p)(m)
		}
		return desk(change)(m)
	}
}

// CommandsOf lists all commands for a model, its scheme's labels and relations before the others.
func CommandsOf(m Model) []Command {
	var all []Command
	for _, l := range m.Scheme.Labels {
		all = append(all, Command{"label:" + string(l.ID), l.Title, "Mark", keysOf(l.Key), onSheet(func(m Model) (Model, []Effect, bool) {
			m, effects := m.label(l.ID)
			return m, effects, true
		})})
	}
	for _, r := range m.Scheme.Relations {
		all = append(all, Command{"relation:" + string(r.ID), r.Title, "Link the mark in hand", keysOf(r.Key), onSheet(func(m Model) (Model, []Effect, bool) {
			return m.startLink(r.ID)
		})})
	}
	return m.rekeyed(append(all, Commands()...))
}

func keysOf(key string) []string {
	if key == "" {
		return nil
	}
	return []string{key}
}

// command finds a command by its id.
func command(m Model, id string) (Command, bool) {
	all := CommandsOf(m)
	i := slices.IndexFunc(all, func(c Command) bool { return c.ID == id })
	if i < 0 {
		return Command{}, false
	}
	return all[i], true
}

// Clashes lists keys of the scheme that a command of the desk has already, in words.
func Clashes(s annotate.Scheme) []string {
	var out []string
	taken := map[string]string{}
	for _, c := range Commands() {
		for _, k := range c.Keys {
			taken[k] = c.Title
		}
	}
	for _, c := range CommandsOf(Model{Scheme: s})[:len(s.Labels)+len(s.Relations)] {
		for _, k := range c.Keys {
			if title, ok := taken[k]; ok {
				out = append(out, "key "+k+" is both “"+c.Title+"” and “"+title+"”")
			}
			taken[k] = c.Title
		}
	}
	return out
}

// undo takes the last change of this layer back, whichever device made it, however long ago.
func (m Model) undo() (Model, []Effect, bool) {
	history, ok := m.Open.history(true)
	if !ok {
		return m.older("undo")
	}
	if len(history.Undo) == 0 {
		return m.notice("There is nothing to undo.", false), nil, true
	}
	return m.replay(history.Undo[len(history.Undo)-1], false)
}

func (m Model) redo() (Model, []Effect, bool) {
	history, ok := m.Open.history(false)
	if !ok {
		return m.older("redo")
	}
	if len(history.Redo) == 0 {
		return m.notice("There is nothing to redo.", false), nil, true
	}
	return m.replay(history.Redo[len(history.Redo)-1], true)
}

// older reads the entries that lie under the snapshot, and runs the command again.
func (m Model) older(command string) (Model, []Effect, bool) {
	m.Busy = "Reading older changes…"
	return m, []Effect{LoadWhole{m.Project.ID, m.layerStream(), Do{command}}}, true
}

func (m Model) replay(target journal.Entry, again bool) (Model, []Effect, bool) {
	var e journal.Entry
	if again {
		e = m.Clock.Redo(target, m.Now)
	} else {
		e = m.Clock.Undo(target, m.Now)
	}
	m.drop()
	m, effects := m.keep(e)
	o := m.open()
	for _, op := range e.Tx {
		if s, ok := o.Layer.Span(op.Target()); ok {
			o.Sel = Caret{Anchor: s.Envelope().From, Focus: s.Envelope().From}
			o.Scroll++
		}
	}
	word := "undone"
	if again {
		word = "done again"
	}
	return m.say("%s; %d marks", word, o.Layer.Len()), effects, true
}

// setState says how far this annotator has come with the article.
func (m Model) setState(s annotate.State) (Model, []Effect) {
	set := annotate.SetAttr{Name: annotate.AttrState}
	if now, ok := m.Open.Layer.Attr(annotate.AttrState); ok {
		if annotate.State(now) == s {
			return m, nil
		}
		set.From = &now
	}
	to := string(s)
	set.To = &to
	m, effects, err := m.commit(annotate.Tx{set})
	if err != nil {
		return m.notice(reason(err), true), nil
	}
	return m.say("%s: %s", m.Open.Title, s), effects
}

// done says that the article is finished, also with marks that are not: it names them and leads back to them.
func (m Model) done() (Model, []Effect, bool) {
	if m.OnGold() {
		return m.settledAndNext()
	}
	unfinished := m.Problems()
	here := m.Open.Doc.ID
	m, effects := m.setState(annotate.Done)
	if n := len(unfinished); n > 0 {
		m = m.offer(fmt.Sprintf("%s: %s unfinished.", m.Open.Title, things(n, "mark is", "marks are")), false, "Show", OpenDoc{here})
	}
	queue := m.Queue()
	at := slices.IndexFunc(queue, func(d *Doc) bool { return d.ID == here })
	for i := range queue { // from here on, and then round
		if d := queue[(at+1+i)%len(queue)]; d.State == annotate.Todo || d.State == annotate.InProgress {
			m, more := m.openDoc(d.ID)
			return m, append(effects, more...), true
		}
	}
	return m.notice("Every article of this project is done, flagged or skipped.", false), effects, true
}

// things counts in words.
func things(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

func (m Model) flag() (Model, []Effect, bool) {
	to := annotate.Flagged
	if m.Open.Layer.State() == annotate.Flagged {
		to = annotate.InProgress
	}
	m, effects := m.setState(to)
	return m, effects, true
}

// turn opens the article by places away in the queue.
func (m Model) turn(by int) (Model, []Effect) {
	queue := m.Queue()
	i := -by
	if m.Open != nil {
		i = slices.IndexFunc(queue, func(d *Doc) bool { return d.ID == m.Open.Doc.ID })
	}
	if i += by; i < 0 || i >= len(queue) {
		return m, nil
	}
	return m.openDoc(queue[i].ID)
}

// Palette lists the commands that match what was typed: those that can be done now first, and among them those whose
// title begins so.
func (m Model) Palette() []Command {
	query := strings.ToLower(strings.TrimSpace(m.Query))
	words := strings.Fields(query)
	var found []Command
	rank := map[string]int{}
	for _, c := range CommandsOf(m) {
		title := strings.ToLower(c.Title)
		if slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(title+" "+strings.ToLower(c.Group), w) }) {
			continue
		}
		found = append(found, c)
		if _, _, ok := c.Do(m); !ok {
			rank[c.ID] += 2
		}
		if !strings.HasPrefix(title, query) {
			rank[c.ID]++
		}
	}
	order.By(found, func(a, b Command) int { return rank[a.ID] - rank[b.ID] })
	return found
}
