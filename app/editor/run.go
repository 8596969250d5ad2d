package editor

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/journal"
)

// A Runner holds the model, feeds it messages one at a time, and performs the effects that come out, each in its own
// goroutine. Answers that come late, for a document or project no longer wanted, are dropped.
type Runner struct {
	Journals  Journals
	Workbench Workbench
	Rules     RuleBench
	Agreement AgreementBench
	Tabs      Tabs
	Desk      Desk
	Changed   func(Model) // called after every message, on the goroutine that sent it

	mu      sync.Mutex
	model   Model
	doc     journal.Stream // the document and layer asked for last
	appends sync.Mutex     // appends go one after the other, in order
	turn    chan struct{}  // closed when the model next changes; nil: nobody waits

	ruling    sync.Mutex // rules run over one document at a time
	running   work       // of rules
	agreeing  work       // figures
	exporting work       // of a file
}

// Model returns the model as it is now.
func (r *Runner) Model() Model {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.model
}

// Send feeds the model a message.
func (r *Runner) Send(msg Msg) {
	r.mu.Lock()
	if late, ok := msg.(DocLoaded); ok && (journal.Stream{Doc: late.Doc, Layer: late.Layer}) != r.doc {
		r.mu.Unlock()
		return
	}
	m := r.model
	m.Now = r.Desk.Now()
	m, effects := Update(m, msg)
	r.take(m, effects)
}

// Press feeds the model a key press, and reports whether the desk does something with the key.
func (r *Runner) Press(key Key) bool {
	r.mu.Lock()
	m := r.model
	m.Now = r.Desk.Now()
	m, effects, ok := Press(m, key)
	if !ok {
		r.mu.Unlock()
		return false
	}
	r.take(m, effects)
	return true
}

// take makes m the model, shows it, and performs effects. It gives r.mu back.
func (r *Runner) take(m Model, effects []Effect) {
	r.model = m
	if r.turn != nil {
		close(r.turn)
		r.turn = nil
	}
	for _, e := range effects {
		if load, ok := e.(LoadDoc); ok {
			r.doc = load.Stream
		}
	}
	r.mu.Unlock()
	if r.Changed != nil {
		r.Changed(m)
	}
	for _, e := range effects {
		r.perform(e)
	}
}

// perform starts an effect. Those that only touch the page are done at once, while the person's gesture still counts.
func (r *Runner) perform(e Effect) {
	switch e := e.(type) {
	case ChooseFiles:
		r.Desk.ChooseFiles()
	case FocusOn:
		r.Desk.FocusOn(e.ID)
	case Restart:
		r.Desk.Restart()
	case Install:
		r.Desk.Install()
	case RunRules: // what ends it is there before anybody can ask for its end
		ctx := context.Background()
		if !e.Check { // validators run to their end
			ctx = r.running.begin()
		}
		go r.runRules(ctx, e)
	case HoldRules:
		go r.holdRules(r.running.begin(), e)
	case EndRun:
		r.running.stop()
	case Reckon:
		go r.agree(r.agreeing.begin(), e)
	case FindDifferences, WriteAgreement, WriteFigure:
		go r.agree(context.Background(), e)
	case EndReckon:
		r.agreeing.stop()
	case WriteExport: // the dialog opens while the gesture counts
		go r.writeExport(r.exporting.begin(), e, r.Desk.Destination(e.Export.File(e.Project.Name)))
	case EndExport:
		r.exporting.stop()
	case Tell:
		if r.Tabs != nil {
			r.Tabs.Tell(e.Project, e.Records)
		}
	case After:
		time.AfterFunc(e.D, func() { r.Send(e.Msg) })
	case Append:
		r.appends.Lock() // taken here, given back when done: the order of effects is the order of appends
		go func() {
			defer r.appends.Unlock()
			err := r.Journals.Append(context.Background(), e.Project, e.Records...)
			if e.Project == r.Model().Project.ID {
				go r.Send(Appended{N: len(e.Records), Err: text(err)})
			}
		}()
	default:
		go r.wait(e)
	}
}

// wait performs an effect that takes its time.
func (r *Runner) wait(e Effect) {
	ctx := context.Background()
	switch e := e.(type) {
	case LoadProjects:
		all, err := r.Journals.Projects(ctx)
		r.Send(ProjectsLoaded{all, text(err)})
	case LoadProject:
		r.settle()
		loaded, err := r.Journals.Load(ctx, e.Project, Selection{Heads: true})
		r.Send(ProjectLoaded{e.Project, loaded, text(err)})
	case LoadDoc:
		r.Send(e.Load(ctx, r.Journals))
	case LoadWhole:
		r.settle()
		r.Send(e.Load(ctx, r.Journals))
	case FindMade:
		r.settle()
		r.Send(e.Load(ctx, r.Journals))
	case RenameMarks:
		r.settle()
		r.Send(e.Do(ctx, r.Journals))
	case TakeIn:
		r.settle()
		r.Send(e.Do(ctx, r.Journals))
	case FitMarks:
		r.settle()
		r.Send(e.Do(ctx, r.Journals, r.Workbench))
	case FindBrought:
		if err := r.saved(ctx); err != nil {
			r.Send(BroughtFound{FindBrought: e, Err: text(err)})
			return
		}
		r.Send(e.Do(ctx, r.Journals))
	case TakeImports:
		if err := r.saved(ctx); err != nil {
			r.Send(TakenIn{TakeIn: TakeIn{Project: e.Project}, Err: text(err)})
			return
		}
		r.Send(e.Do(ctx, r.Journals))
	case Recount:
		e.Do(ctx, r.Journals, func(found Recounted) { r.Send(found) })
	case Remember:
		e.Do(ctx, r.Journals)
	case Search:
		r.Send(e.Do(ctx, r.Journals))
	case FindLike:
		r.findLike(ctx, e)
	case LoadSides:
		r.settle()
		r.Send(e.Load(ctx, r.Journals))
	case LoadPencil:
		r.settle()
		r.Send(e.Load(ctx, r.Journals))
	case DescribeRules:
		r.Send(e.Do(ctx, r.Rules))
	case TryRule:
		r.settle()
		r.ruling.Lock()
		answer := e.Do(ctx, r.Journals, r.Rules)
		r.ruling.Unlock()
		r.Send(answer)
	case ReadSource:
		answer := e.Do(ctx, r.Rules)
		if !e.Save || answer.Err != "" {
			r.Send(answer)
			break
		}
		if err := r.Desk.SaveFile(ctx, File{Name: e.File, Data: []byte(answer.Code)}); err != nil {
			r.Send(Exported{Err: err.Error()})
		}
	case SaveSettings:
		if err := r.Desk.SaveSettings(ctx, e.Settings); err != nil {
			return // settings are a convenience: what people mark does not hang on them
		}
	case ReadFiles:
		read, err := r.Workbench.Read(ctx, e.Files)
		r.Send(FilesLoaded{Names: names(e.Files), Loaded: read, Err: text(err)})
	case ReadSamples:
		files, err := r.Desk.Samples(ctx)
		var read FilesRead
		if err == nil {
			read, err = r.Workbench.Read(ctx, files)
		}
		r.Send(FilesLoaded{Names: names(files), Loaded: read, Sample: true, Err: text(err)})
	case CutUp:
		docs, err := r.Workbench.Cut(ctx, e.Docs, e.Points)
		r.Send(SplitDone{docs, text(err)})
	case ReadNewer, LoadVersions, CarryOver:
		r.carry(ctx, e)
	case LookExport:
		r.Send(r.lookExport(ctx, e))
	case SaveRecords:
		var b bytes.Buffer
		err := bundle.Write(&b, e.Records)
		if err == nil {
			err = r.Desk.SaveFile(ctx, File{Name: e.Name, Data: b.Bytes()})
		}
		if err != nil {
			r.Send(Exported{Err: err.Error()})
		}
	case SaveFile:
		if err := r.Desk.SaveFile(ctx, e.File); err != nil {
			r.Send(Exported{Err: err.Error()})
		}
	}
}

// findLike has the effect done for as long as it is wanted.
func (r *Runner) findLike(ctx context.Context, e FindLike) {
	e.Do(ctx, r.Journals, func(found LikeFound) bool {
		r.Send(found)
		m := r.Model()
		return m.Draft != nil || m.Many != nil && m.Many.Whole
	})
}

// Do loads articles one after the other, so that no more than one is in memory beside the open one, until answer returns
// false.
func (e FindLike) Do(ctx context.Context, journals Journals, answer func(LikeFound) bool) {
	docs := e.Docs
	if len(e.Words) > 0 {
		found, err := journals.Search(ctx, e.Project, e.Words)
		if err != nil {
			answer(LikeFound{Last: true, Err: err.Error()})
			return
		}
		have := make(map[annotate.DocID]bool, len(found))
		for _, id := range found {
			have[id] = true
		}
		docs = slices.DeleteFunc(slices.Clone(docs), func(id annotate.DocID) bool { return !have[id] })
	}
	if len(docs) == 0 {
		answer(LikeFound{Last: true})
		return
	}
	for i, id := range docs {
		doc := LoadDoc{e.Project, journal.Stream{Doc: id, Layer: e.Layer}}.Load(ctx, journals)
		if !answer(LikeFound{Document: doc.Document, Layer: doc.Laid.Folded.Layer, Last: i == len(docs)-1, Err: doc.Err}) {
			return
		}
	}
}

// settle waits until every append that was begun has ended.
func (r *Runner) settle() {
	r.appends.Lock()
	defer r.appends.Unlock()
}

// Hear lets the model know of what other tabs did.
func (r *Runner) Hear() {
	r.Tabs.Hear(func(p annotate.ProjectID, recs []journal.Record) { r.Send(Heard{p, recs}) })
}

// fileName makes a project's name fit for a file's.
func fileName(name string) string {
	s := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + ('a' - 'A')
		}
		return '-'
	}, name)
	if s = strings.Trim(s, "-"); s == "" {
		return "galley"
	}
	return s
}

func names(files []File) []string {
	var out []string
	for _, f := range files {
		out = append(out, f.Name)
	}
	return out
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return fmt.Sprint(err)
}
