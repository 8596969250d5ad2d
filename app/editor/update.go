package editor

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"galley/annotate"
)

// How long a notice stays that tells of nothing bad; one that offers something stays longer.
const (
	lingers = 6 * time.Second
	offers  = 20 * time.Second
)

// Update returns the model after msg and what should be done outside. It is pure: the time is m.Now.
func Update(m Model, msg Msg) (Model, []Effect) {
	next, effects := m.update(msg)
	switch msg.(type) {
	case Appended, TakenIn, Heard:
		var more []Effect
		next, more = next.agreeStale()
		effects = append(effects, more...)
	}
	return m.settle(next, effects)
}

// Press is [Update] for a key press, and reports whether the desk does something with the key, so that the browser
// should not.
func Press(m Model, key Key) (Model, []Effect, bool) {
	next, effects, ok := m.press(key)
	next, effects = m.settle(next, effects)
	return next, effects, ok
}

// settle adds what follows from any message: a review that was left is set aside, as are imports, and notices go after a while.
func (m Model) settle(next Model, effects []Effect) (Model, []Effect) {
	if next.Panel != ReviewPanel {
		next = next.setAside()
	}
	if next.Panel != ImportPanel {
		next = next.importsAside()
	}
	for _, n := range next.Notices {
		if n.ID <= m.notices || n.Bad {
			continue
		}
		stays := lingers
		if n.Action != "" {
			stays = offers
		}
		effects = append(effects, After{stays, Dismiss{n.ID}})
	}
	if d := next.RuleDraft; d != nil && next.Panel == RulePanel && next.Open != nil && (m.Open == nil || m.Open.Doc.ID != next.Open.Doc.ID) {
		var more []Effect
		next, more = next.tryRule() // another article lies open
		effects = append(effects, more...)
	}
	next, effects = next.sketched().sidesLater(effects)
	return next.checkLater(effects)
}

func (m Model) update(msg Msg) (Model, []Effect) {
	switch msg := msg.(type) {
	case Started:
		return m.start(msg)
	case Named:
		return m.named(msg)
	case ProjectsLoaded:
		return m.projectsLoaded(msg)
	case ProjectLoaded:
		return m.projectLoaded(msg)
	case DocLoaded:
		return m.docLoaded(msg)
	case FilesLoaded:
		return m.filesLoaded(msg)
	case WholeLoaded:
		return m.wholeLoaded(msg)
	case MarksNamed:
		return m.marksNamed(msg)
	case MadeFound:
		return m.madeFound(msg)
	case TakenIn:
		return m.takenIn(msg)
	case BroughtFound:
		return m.broughtFound(msg)
	case TakeShared:
		return m.takeShared(msg)
	case LookAtVersions:
		return m.lookAtVersions(msg)
	case Fitted:
		return m.fitted(msg)
	case AcceptFit:
		return m.acceptFit(msg)
	case LeaveFit:
		return m.leaveFit()
	case Recounted:
		if msg.Project != m.Project.ID {
			return m, nil
		}
		return m.stand(msg.Heads), nil
	case Snap:
		return m.snap(msg)
	case RulesDescribed, RulesRan, PencilLoaded, StartRules, StopRules, TurnRule, RemoveRule, SetBlind, SetBlindDocs, CheckNow:
		return m.pencilMsg(msg)
	case WriteRule, ForkRule, RuleForked, RuleTyped, SaveRule, KeepRule, DropRule, RuleAgain, GoToFound, SaveTypes, RuleTried:
		return m.ruleDraftMsg(msg)
	case TestRules, CheckProject, SetAgainst, StopTest, ShowMisses, GoToMiss, RulesHeld:
		return m.ruleTestMsg(msg)
	case Shelve:
		return m.shelveBy(msg)
	case Searched:
		return m.searched(msg), nil
	case SplitDone:
		return m.splitDone(msg)
	case Appended:
		return m.appended(msg)
	case SetExport, ToggleExportLabel, StartExport, StopExport, ExportLooked, ExportLooking, ExportProgress, Exported:
		return m.exportMsg(msg)
	case Heard:
		return m.heard(msg)
	case Resized:
		if m.Narrow = msg.Narrow; m.Panel == QueuePanel || m.Panel == ListPanel {
			m.Panel = NoPanel
		}
		if m.Panel == AgreePanel && m.Agree.Report != nil {
			return m.reckon() // drawings have another width
		}
		return m, nil
	case Key:
		return m.key(msg)
	case Do:
		if c, ok := command(m, msg.Command); ok {
			if m.Open != nil && msg.Command != "grow" && msg.Command != "shrink" { // the labels at the selection have been used
				m.popDown()
			}
			next, effects, _ := m.carryOut(c)
			return next, effects
		}
		return m, nil
	case CarryFrom:
		return m.carryFrom(msg)
	case NewerRead:
		return m.newerRead(msg)
	case VersionsLoaded:
		return m.versionsLoaded(msg)
	case Carried:
		return m.carried(msg)
	case Adjudicate:
		return m.adjudicate(msg)
	case SidesLoaded:
		return m.sidesLoaded(msg)
	case Dropped:
		if m.Panel == NewerPanel {
			return m.readNewer(msg.Files)
		}
		return m.readFiles(msg.Files)
	case Pasted:
		if strings.TrimSpace(msg.Text) == "" {
			return m, nil
		}
		if m.Panel == NewerPanel {
			return m.readNewer([]File{{Name: "pasted.txt", Data: []byte(msg.Text)}})
		}
		m.Panel = NoPanel
		return m.readFiles([]File{{Name: "pasted.txt", Data: []byte(msg.Text)}})
	case OpenDifference:
		return m.openDifference(msg)
	case OpenDoc:
		if m.Panel == QueuePanel {
			m.Panel = NoPanel
		}
		return m.openDoc(msg.Doc)
	case DeleteDoc:
		return m.deleteDoc(msg.Doc)
	case RestoreDoc:
		return m.restoreDoc(msg.Doc)
	case Rename:
		m.Renaming, m.Panel = msg.Doc, RenamePanel
		return m, []Effect{FocusOn{"rename"}}
	case Renamed:
		return m.renamed(msg)
	case SwitchTo:
		if len(m.pending) > 0 {
			return m.notice(unsavedHere, true), nil
		}
		m.Panel = NoPanel
		return m, []Effect{LoadProject(msg)}
	case NewProject:
		return m.newProject(msg)
	case Show:
		return m.show(msg.Panel)
	case Typed:
		m.Query, m.Choice = msg.Query, 0
		return m, nil
	case ShowGuide:
		m.Guide, m.Panel = msg.Label, GuidePanel
		return m, nil
	case SetTheme:
		m.Theme = msg.Theme
		return m, []Effect{SaveSettings{m.Settings}}
	case Dismiss:
		return m.dismiss(msg.Notice), nil
	case Act:
		for _, n := range m.Notices {
			if n.ID == msg.Notice && n.Msg != nil {
				return m.dismiss(n.ID).update(n.Msg)
			}
		}
		return m, nil
	case ToggleSplit:
		return m.toggleSplit(msg.N), nil
	case ReviewAgain:
		m = m.setAside()
		m.Review, m.Panel = msg.Review, ReviewPanel
		return m, []Effect{FocusOn{"review"}}
	case AcceptReview:
		return m.acceptReview()
	case AcceptImports:
		return m.acceptImports()
	case ImportBack:
		return m.importBack(msg)
	case ImportsOut:
		return m.importsOut()
	case ImportsAgain:
		return m.reviewImports(msg.Imports)
	case Rekey:
		m.Rekey = msg.Command
		return m.say("Press the key; Escape leaves it as it is."), nil
	case ChooseLabel, EditScheme, EditGroup, AddGroup, RemoveGroup, EditLabel, AddLabel, RemoveLabel, MoveLabel, EditAttr, AddAttr, RemoveAttr, EditRelation, AddRelation, RemoveRelation,
		UndoDraft, DropDraft, WeighDraft, UseDraft, SaveScheme:
		return m.draftMsg(msg)
	case SaveUnsaved:
		return m, []Effect{SaveRecords{Name: "unsaved.galley.jsonl", Records: m.unsaved()}}
	case RetrySave:
		return m.flush()
	case UpdateReady:
		m.Update = true
		return m, nil
	case ApplyUpdate:
		return m, []Effect{Restart{}}
	}
	if next, effects, ok := m.agreeMsg(msg); ok {
		return next, effects
	}
	if m.Open == nil {
		return m, nil
	}
	return m.onSheet(msg)
}

// onSheet handles what happens to the open document.
func (m Model) onSheet(msg Msg) (Model, []Effect) {
	asked := m.Open.PopUp
	switch msg.(type) {
	case Viewed, DrawOn, LikeFound: // nobody did anything
	default:
		m.popDown()
		m.beat(false)
	}
	switch msg := msg.(type) {
	case Mark:
		if m.Panel == ManyPanel && m.Many != nil {
			m, effects, _ := m.manyAs(msg.Label)
			return m, effects
		}
		next, effects := m.label(msg.Label)
		next.did("label:" + string(msg.Label))
		return next, effects
	case Select:
		return m.pointed(msg)
	case Hold:
		m = m.heldAt(msg)
		m.did("held")
		return m, nil
	case Tap:
		m, effects := m.tapped(msg, asked)
		m.did("tap")
		return m, effects
	case Handle:
		m, effects := m.dragged(msg)
		if !msg.Live {
			m.did("pulled")
		}
		return m, effects
	case Viewed:
		o := m.open()
		o.View, o.Paper = msg.Lines, msg.Paper
		return m, nil
	case Looked:
		return m.look(msg.Query), nil
	case ToggleHit:
		return m.toggleHit(msg.N), nil
	case MakeMany:
		m, effects, _ := m.makeMany()
		return m, effects
	case UndoMany:
		return m.undoMany(msg.Made)
	case CopyValues:
		if m.Many != nil {
			m = m.changeMany(func(w *Many) { w.Copy = msg.Yes })
		}
		return m, nil
	case WholeProject:
		if m.Many == nil {
			return m, nil
		}
		m, effects, _ := m.wholeProject(msg.Yes)
		return m, effects
	case LikeFound:
		if m.Draft != nil && m.Panel == SchemePanel && msg.Document != nil {
			d := *m.Draft
			d.Fallout = slices.Clone(d.Fallout)
			d.fall(msg.Layer, m.Base)
			m.Draft = &d
			return m, nil
		}
		return m.likeFound(msg), nil
	case Tick:
		return m.tick(msg.Span, msg.Through), nil
	case TickAll:
		return m.tickAll(), nil
	case SetFilter:
		m.Filter = msg.Filter
		return m, nil
	case DrawOn:
		if msg.Doc != m.Open.Doc.ID {
			return m, nil
		}
		return m.drawOn(moreLines)
	case Pick:
		return m.picked(msg)
	case SetValue:
		return m.setValue(msg.Span, msg.Name, msg.Value)
	case Unlink:
		return m.unlink(msg.Relation)
	case Remove:
		return m.remove(msg.Span)
	case ToCase:
		return m.toCase(msg.ID), nil
	case WalkTo:
		return m.walkTo(msg.N), nil
	case GoToProblem:
		return m.problemAt(msg), nil
	}
	return m, nil
}

// start takes in what the platform knows, and asks the store for the projects.
func (m Model) start(msg Started) (Model, []Effect) {
	m.Settings = msg.Settings
	m.Clock.Actor = msg.Actor
	m.Save.State = Saved
	m.Export = Export{Format: "jsonl", Layer: string(m.Name)}
	m.early = msg.Files
	return m, []Effect{LoadProjects{}}
}

// named takes the answer to the welcome: from now on there is an annotator.
func (m Model) named(msg Named) (Model, []Effect) {
	name := layerName(msg.Name)
	if strings.HasPrefix(string(name), annotate.OwnAttr) {
		return m.notice("Names that begin with “galley:” are the desk’s own. Type another.", true), nil
	}
	if name == annotate.Gold {
		return m.notice("“gold” is the name of the settled layer. Type another.", true), nil
	}
	if name == "" {
		return m.notice("Type your name first: your marks are kept under it.", true), nil
	}
	m.Name = name
	m.Export.Layer = string(name)
	m.Screen = AtDesk
	effects := []Effect{SaveSettings{m.Settings}}
	if len(m.Projects) > 0 {
		return m, append(effects, LoadProject{m.Projects[0].ID})
	}
	if !m.Guided {
		m.lesson = 1
	}
	next, more := m.found("Sample desk", "standard")
	effects = append(append(effects, more...), ReadSamples{})
	files := next.early
	next.early = nil
	next, more = next.readFiles(files)
	next.Busy = "Laying out the sample articles…"
	return next, append(effects, more...)
}

// How long names and titles may be, in characters. Loaded titles may be longer; they are cut when they are changed.
const (
	maxName  = 64
	MaxTitle = 300
)

// layerName makes a name fit to be a layer's: one line of at most 64 characters.
func layerName(s string) annotate.Annotator { return annotate.Annotator(oneLine(s, maxName)) }

// oneLine is s without control characters and without outer or double spaces, cut to n characters.
func oneLine(s string, n int) string {
	s = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)), " ")
	if r := []rune(s); len(r) > n {
		s = strings.TrimSpace(string(r[:n]))
	}
	return s
}

func (m Model) projectsLoaded(msg ProjectsLoaded) (Model, []Effect) {
	if msg.Err != "" {
		m.Screen = Welcome
		m.Save = Save{State: Failed, Reason: msg.Err}
		return m.notice("This browser's store cannot be read: "+msg.Err, true), nil
	}
	m.Projects = msg.Projects
	if m.Name == "" {
		m.Screen = Welcome
		return m, []Effect{FocusOn{"name"}}
	}
	m.Screen = AtDesk
	if len(m.Projects) == 0 {
		return m.named(Named{string(m.Name)})
	}
	for _, p := range m.Projects {
		if p.ID == m.Settings.Project {
			return m, []Effect{LoadProject{p.ID}}
		}
	}
	return m, []Effect{LoadProject{m.Projects[0].ID}}
}

// show opens a panel, or closes it when it is open.
func (m Model) show(p Panel) (Model, []Effect) {
	if m.Panel == p {
		p = NoPanel
	}
	m.Panel, m.Query, m.Choice = p, "", 0
	switch p {
	case NoPanel:
		return m, []Effect{FocusOn{"sheet"}}
	case GuidePanel:
		m.Guide = m.guideLabel()
	case ExportPanel:
		m, effects := m.preview()
		if len(m.ruleFiles()) > 0 { // some of them may be templates
			effects = append(effects, m.describeRules()...)
		}
		return m, append(effects, FocusOn{string(p)})
	case PencilPanel:
		effects := m.describeRules()
		return m, append(effects, FocusOn{string(p)})
	}
	return m, []Effect{FocusOn{string(p)}}
}

// guideLabel is the label whose card is wanted: that of the span in hand, or the first.
func (m Model) guideLabel() annotate.Label {
	if m.Open != nil {
		if s, ok := m.Open.Layer.Span(m.Open.Selected); ok {
			return s.Label
		}
	}
	if len(m.Scheme.Labels) > 0 {
		return m.Scheme.Labels[0].ID
	}
	return ""
}

// notice shows one line, and says it.
func (m Model) notice(text string, bad bool) Model { return m.offer(text, bad, "", nil) }

// offer shows one line with a button. One that says the same goes.
func (m Model) offer(text string, bad bool, action string, msg Msg) Model {
	m.notices++
	m.Notices = append(slices.DeleteFunc(slices.Clone(m.Notices), func(n Notice) bool { return n.Text == text }), Notice{m.notices, text, bad, action, msg})
	if len(m.Notices) > 3 {
		m.Notices = m.Notices[len(m.Notices)-3:]
	}
	return m.say("%s", text)
}

func (m Model) dismiss(id int) Model {
	m.Notices = slices.DeleteFunc(slices.Clone(m.Notices), func(n Notice) bool { return n.ID == id })
	return m
}

// say lets a screen reader say text.
func (m Model) say(format string, args ...any) Model {
	m.Say = Say{m.Say.N + 1, fmt.Sprintf(format, args...)}
	return m
}
