package editor

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"galley/annotate"
)

// The agreement screen works its figures out in a worker, and again whenever marks changed, a moment after the last change.
// It never shows what other people marked in an article that this annotator has yet to finish: see [Model.Unseen].

// An AgreeDesk is the agreement screen: what is asked for, what came of it, and what is looked at.
type AgreeDesk struct {
	Filter AgreeFilter
	Report *Agreement // the page that is looked at; nil before the first
	Run    *AgreeRun  // under way; nil: none is
	Fault  string     // why the last one came to nothing
	Page   AgreePage
	Tables map[string]bool // drawings that are shown as tables, by id
	Said   SayMeasure      // whose sentence and citation are shown, and where
	Query  DifferQuery
	From   int          // the first difference that is listed, counted from 0
	List   *Differences // nil while they are looked for
	stale  bool         // marks changed since Report was begun
	marks  int          // grows with every change of the marks
	runs   int
	waits  int // changes, each of which waits for the next a moment
}

// An AgreeFilter says what is compared.
type AgreeFilter struct {
	Label  annotate.Label
	Only   []annotate.Annotator // by name; nil is everybody
	Set    AgreeSet
	Words  string // of articles whose text has all of them
	Origin string // "", "hand" or "suggested"
}

// An AgreeSet is a set of articles.
type AgreeSet string

// The sets; beside them there is one for every [annotate.State], of the articles that stand so in this annotator's queue.
const (
	AllArticles      AgreeSet = ""
	FinishedArticles AgreeSet = "finished" // layers that their annotators have finished
)

// AgreePages lists the pages with their names.
func AgreePages() [][2]string {
	return [][2]string{
		{string(AgreeLabels), "Labels"}, {string(AgreePeople), "Annotators"}, {string(AgreeConfusions), "Mix-ups"},
		{string(AgreeDocuments), "Articles"}, {string(AgreeFeedbacks), "Against gold"}, {string(AgreeDifferences), "Differences"},
	}
}

// An AgreeRun is figures being worked out.
type AgreeRun struct {
	AgreeProgress
	id int
}

type (
	// SetAgree changes what is compared.
	SetAgree struct{ Filter AgreeFilter }
	// ShowAgree turns to a page of the screen.
	ShowAgree struct{ Page AgreePage }
	// ToggleTable shows a drawing as a table, or draws it again.
	ToggleTable struct{ ID string }
	// SayMeasure shows what a measure means, and whose it is; or hides it again.
	SayMeasure struct {
		AgreeMeasure
		In string // the block that it is shown in
	}
	// StartAgree works the figures out anew, StopAgree ends that.
	StartAgree struct{}
	StopAgree  struct{}
	// AgreeAgain is a moment after a change. N is which.
	AgreeAgain struct{ N int }
	// ListDifferences turns to the differences behind a figure.
	ListDifferences struct{ DifferQuery }
	// TurnDifferences lists the same differences from another one on, counted from 0.
	TurnDifferences struct{ From int }
	// OpenLayers lets everybody of the project see the layers of others before they have finished their own, or not.
	OpenLayers struct{ On bool }
	// SaveFigure gives a drawing out as "csv", "svg" or "png"; SaveAgreement a report of all.
	SaveFigure    struct{ ID, As string }
	SaveAgreement struct{}

	// AgreeProgressed and Agreed are the answers to Reckon, DifferencesFound that to FindDifferences.
	AgreeProgressed struct {
		Run int
		AgreeProgress
	}
	Agreed struct {
		Run       int
		Project   annotate.ProjectID
		Page      AgreePage
		Agreement Agreement
		Stopped   bool // by the person
		Err       string
	}
	DifferencesFound struct {
		Run         int
		Query       DifferQuery
		From        int
		Differences Differences
		Err         string
	}
	// Reported is the answer to WriteAgreement.
	Reported struct {
		File File
		Err  string
	}
	// Unwritten tells of a file that could not be written.
	Unwritten struct{ Name, Err string }

	// Reckon works out how far annotators agree.
	Reckon struct {
		Run int
		AgreeJob
		Words []string // only documents whose text has these, in lower case
	}
	// EndReckon ends that.
	EndReckon struct{}
	// FindDifferences lists differences.
	FindDifferences struct {
		Run int
		DifferJob
		Words []string
	}
	// WriteAgreement writes a report of the figures.
	WriteAgreement struct {
		AgreeJob
		Words []string
		Name  string
	}
	// WriteFigure gives a drawing to the person; when something is amiss the answer is Unwritten.
	WriteFigure struct {
		AgreeJob
		Words []string
		ID    string
		Name  string // of the file, which ends in .csv, .svg or .png
	}
	// SavePicture gives a drawing, a file of SVG, to the person as PNG.
	SavePicture struct {
		Picture
		Name string
	}
)

func (SetAgree) msg()           {}
func (ShowAgree) msg()          {}
func (ToggleTable) msg()        {}
func (SayMeasure) msg()         {}
func (StartAgree) msg()         {}
func (StopAgree) msg()          {}
func (AgreeAgain) msg()         {}
func (ListDifferences) msg()    {}
func (TurnDifferences) msg()    {}
func (OpenLayers) msg()         {}
func (SaveFigure) msg()         {}
func (SaveAgreement) msg()      {}
func (AgreeProgressed) msg()    {}
func (Agreed) msg()             {}
func (DifferencesFound) msg()   {}
func (Reported) msg()           {}
func (Reckon) effect()          {}
func (EndReckon) effect()       {}
func (FindDifferences) effect() {}
func (WriteAgreement) effect()  {}
func (WriteFigure) effect()     {}
func (Unwritten) msg()          {}

// again is how long nothing must change before figures are worked out again.
const again = 1200 * time.Millisecond

// MostDifferences is how many differences the screen lists at once.
const MostDifferences = 100

// agreeMsg handles what has to do with the agreement screen. ok is false for any other message.
func (m Model) agreeMsg(msg Msg) (next Model, effects []Effect, ok bool) {
	switch msg := msg.(type) {
	case SetAgree:
		m.Agree.Filter, m.Agree.From, m.Agree.List = msg.Filter, 0, nil
		next, effects = m.reckon()
	case ShowAgree:
		next, effects = m.showAgree(msg.Page)
	case ToggleTable:
		tables := map[string]bool{msg.ID: !m.Agree.Tables[msg.ID]}
		for id, on := range m.Agree.Tables {
			if id != msg.ID {
				tables[id] = on
			}
		}
		m.Agree.Tables = tables
		next = m
	case SayMeasure:
		if m.Agree.Said == msg {
			msg = SayMeasure{}
		}
		m.Agree.Said = msg
		next = m
		if msg.Name != "" {
			next = m.say("%s: %s", msg.Title, msg.Question)
		}
	case StartAgree:
		next, effects = m.reckon()
	case StopAgree:
		next, effects = m.stopAgree()
	case AgreeAgain:
		next, effects = m.agreeAgain(msg)
	case ListDifferences:
		m.Agree.Query, m.Agree.From, m.Agree.List = msg.DifferQuery, 0, nil
		next, effects = m.showAgree(AgreeDifferences)
	case TurnDifferences:
		m.Agree.From = msg.From
		next, effects = m, append(m.findDifferences(), FocusOn{"agree-differences-name"})
	case OpenLayers:
		next, effects = m.openLayers(msg)
	case SaveFigure:
		next, effects = m.saveFigure(msg)
	case SaveAgreement:
		next, effects = m.saveAgreement()
	case AgreeProgressed:
		if m.Agree.Run != nil && m.Agree.Run.id == msg.Run {
			m.Agree.Run = &AgreeRun{msg.AgreeProgress, msg.Run}
		}
		next = m
	case Agreed:
		next, effects = m.agreed(msg)
	case DifferencesFound:
		next = m.differencesFound(msg)
	case Reported:
		next, effects = m.agreementWritten(msg)
	case Unwritten:
		next = m.notice(fmt.Sprintf("%s was not written: %s", msg.Name, msg.Err), true)
	default:
		return m, nil, false
	}
	return next, effects, true
}

// openAgree shows the screen, and works the figures out where they are not known or not true any more.
func (m Model) openAgree() (Model, []Effect, bool) {
	if m.Screen != AtDesk || m.Project.ID == "" {
		return m, nil, false
	}
	m, effects := m.show(AgreePanel)
	if m.Panel != AgreePanel || m.Agree.Run != nil || m.Agree.Report != nil && !m.Agree.stale {
		return m, effects, true
	}
	m, more := m.reckon()
	return m, append(effects, more...), true
}

// allTables shows every drawing of the page as a table, with a way from each row to what is behind it; or draws all again.
func (m Model) allTables() (Model, []Effect, bool) {
	if m.Panel != AgreePanel || m.Agree.Report == nil {
		return m, nil, false
	}
	tables, drawn, some := map[string]bool{}, false, false
	for _, b := range m.Agree.Report.Blocks {
		if b.Drawing.Tag != "" {
			some, drawn = true, drawn || !m.Agree.Tables[b.ID]
			tables[b.ID] = true
		}
	}
	if !some {
		return m, nil, false
	}
	for id, on := range m.Agree.Tables {
		if !tables[id] {
			tables[id] = on
		}
	}
	if !drawn {
		for _, b := range m.Agree.Report.Blocks {
			tables[b.ID] = false
		}
	}
	m.Agree.Tables = tables
	if drawn {
		return m.say("Tables."), nil, true
	}
	return m.say("Drawings."), nil, true
}

// agreeJob is what the screen asks for. ok is false where that is no article.
func (m Model) agreeJob() (job AgreeJob, words []string, ok bool) {
	f := m.Agree.Filter
	unseen, may := m.Unseen()
	switch f.Set {
	case AllArticles, FinishedArticles:
	default:
		may = slices.DeleteFunc(may, func(id annotate.DocID) bool { d, _ := m.doc(id); return d.State != annotate.State(f.Set) })
	}
	job = AgreeJob{
		Project: m.Project.ID, Version: m.Agree.marks, Label: f.Label, Annotators: f.Only, Finished: f.Set == FinishedArticles, Origin: f.Origin,
		Page: m.Agree.Page, Room: 940,
	}
	if m.Narrow {
		job.Room = 322
	}
	if unseen > 0 || f.Set != AllArticles && f.Set != FinishedArticles {
		job.Documents = may
	}
	return job, strings.Fields(strings.ToLower(f.Words)), len(may) > 0
}

// reckon begins to work the figures out.
func (m Model) reckon() (Model, []Effect) {
	job, words, ok := m.agreeJob()
	m.Agree.runs++
	m.Agree.stale, m.Agree.Fault = false, ""
	if !ok {
		nothing := "No article is like that."
		if unseen, _ := m.Unseen(); unseen > 0 {
			nothing = "Nothing is shown of articles that you have not finished."
		}
		var everybody []annotate.Annotator
		if m.Agree.Report != nil {
			everybody = m.Agree.Report.Everybody
		}
		m.Agree.Report, m.Agree.Run = &Agreement{Nothing: nothing, Everybody: everybody}, nil
		return m, []Effect{EndReckon{}}
	}
	m.Agree.Run = &AgreeRun{AgreeProgress{What: "reading the marks"}, m.Agree.runs}
	return m, []Effect{Reckon{Run: m.Agree.runs, AgreeJob: job, Words: words}}
}

func (m Model) stopAgree() (Model, []Effect) {
	if m.Agree.Run == nil {
		return m, nil
	}
	m.Agree.Run, m.Agree.stale = nil, true
	m.Agree.runs++
	m.Agree.Fault = "Stopped. The figures are those of before."
	if m.Agree.Report == nil {
		m.Agree.Fault = "Stopped before there was anything to show."
	}
	return m.say("Stopped."), []Effect{EndReckon{}}
}

// agreeStale notes that marks have changed: figures on screen are worked out again a moment after the last change.
func (m Model) agreeStale() (Model, []Effect) {
	if m.Agree.Report == nil && m.Agree.Run == nil {
		return m, nil
	}
	m.Agree.stale = true
	m.Agree.marks++
	m.Agree.waits++
	if m.Panel != AgreePanel {
		return m, nil
	}
	return m, []Effect{After{again, AgreeAgain{m.Agree.waits}}}
}

// agreeAgain works the figures out if nothing has changed since the moment was asked for. While they are being worked out the
// end of that is waited for, so that somebody who marks on without a pause sees figures all the same.
func (m Model) agreeAgain(msg AgreeAgain) (Model, []Effect) {
	if msg.N != m.Agree.waits || m.Panel != AgreePanel || m.Agree.Run != nil {
		return m, nil
	}
	return m.reckon()
}

// agreed takes the figures in.
func (m Model) agreed(msg Agreed) (Model, []Effect) {
	if m.Agree.Run == nil || m.Agree.Run.id != msg.Run || msg.Project != m.Project.ID {
		return m, nil
	}
	m.Agree.Run = nil
	if msg.Stopped {
		return m, nil
	}
	if msg.Err != "" {
		m.Agree.Fault = "The figures could not be worked out: " + msg.Err
		return m.say("%s", m.Agree.Fault), nil
	}
	r := msg.Agreement
	m.Agree.Report = &r
	m = m.say("%s%s", r.Nothing, r.Summary)
	switch {
	case m.Agree.stale:
		m.Agree.waits++
		return m, []Effect{After{again, AgreeAgain{m.Agree.waits}}}
	case msg.Page != m.Agree.Page:
		return m.reckon()
	}
	if m.Panel == AgreePanel && m.Agree.Page == AgreeDifferences {
		return m, m.findDifferences()
	}
	m.Agree.List = nil
	return m, nil
}

// showAgree turns to a page.
func (m Model) showAgree(p AgreePage) (Model, []Effect) {
	turned := m.Agree.Page != p
	m.Agree.Page = p
	var effects []Effect
	if m.Panel != AgreePanel {
		m.Panel = AgreePanel
		effects = append(effects, FocusOn{string(AgreePanel)})
	}
	switch {
	case m.Agree.Run != nil: // the page is laid out when that has ended
	case turned: // what was worked out is laid out anew
		m, more := m.reckon()
		return m, append(effects, more...)
	case p == AgreeDifferences && m.Agree.List == nil:
		effects = append(effects, m.findDifferences()...)
	}
	return m, effects
}

// findDifferences looks for the differences that are asked for.
func (m Model) findDifferences() []Effect {
	job, words, ok := m.agreeJob()
	if !ok || m.Agree.Report == nil || m.Agree.Report.Nothing != "" {
		return nil
	}
	return []Effect{FindDifferences{m.Agree.runs, DifferJob{AgreeJob: job, Query: m.Agree.Query, From: m.Agree.From, Most: MostDifferences}, words}}
}

func (m Model) differencesFound(msg DifferencesFound) Model {
	if msg.Query != m.Agree.Query || msg.From != m.Agree.From || msg.Run != m.Agree.runs {
		return m
	}
	if msg.Err != "" {
		m.Agree.Fault = "The differences could not be listed: " + msg.Err
		return m.say("%s", m.Agree.Fault)
	}
	list := msg.Differences
	m.Agree.List = &list
	if list.From > 0 {
		return m.say("%d to %d of %s", list.From+1, list.From+len(list.Rows), things(list.All, "difference", "differences"))
	}
	return m.say("%s", things(list.All, "difference", "differences"))
}

// saveFigure gives a drawing out.
func (m Model) saveFigure(msg SaveFigure) (Model, []Effect) {
	job, words, ok := m.agreeJob()
	if !ok {
		return m, nil
	}
	return m, []Effect{WriteFigure{job, words, msg.ID, fmt.Sprintf("%s-%s.%s", fileName(m.Project.Name), msg.ID, msg.As)}}
}

func (m Model) saveAgreement() (Model, []Effect) {
	job, words, ok := m.agreeJob()
	if !ok || m.Agree.Report == nil || m.Agree.Report.Nothing != "" {
		return m.notice("There is nothing to report on yet.", false), nil
	}
	m.Busy = "Writing the report…"
	return m, []Effect{WriteAgreement{job, words, fileName(m.Project.Name) + "-agreement.html"}}
}

func (m Model) agreementWritten(msg Reported) (Model, []Effect) {
	m.Busy = ""
	if msg.Err != "" {
		return m.notice("The report was not written: "+msg.Err, true), nil
	}
	return m.notice(msg.File.Name+" is written. It prints well.", false), []Effect{SaveFile{msg.File}}
}
