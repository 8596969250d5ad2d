package editor_test

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/app/editor"
	"galley/app/store/mem"
	"galley/app/worker/host"
	"galley/app/worker/rulehost"

	"pgregory.net/rapid"
)

// A tb is a *testing.T or a *rapid.T.
type tb interface {
	rapid.TB
	Context() context.Context
}

// A small article with one of each: headline, byline, dateline, indirect and direct speech, caption with its credit.
const ferries = `Ferries run again after nine days

By LENA MOSS

PORT ELIN (NL) — Ferries ran again on Friday. The pier lost 40 jobs last year, the union said.

“We sail at dawn,” said Ida Holm, who chairs the port board. “The pier is safe.”

Crews clear snow in Port Elin, Monday, Jan. 5, 2026. (Northline Photo/Ana Ruiz)
`

const bakery = `Bakery opens at the old mill

The bakery opened on Monday. Tom Beck bakes there.
`

// bench runs rules for all pages: what it compiled once serves every test.
var bench = &rulehost.Local{}

// A page is a desk without its page: it sends messages to a model and performs the effects at once, over a store in
// memory, in the order in which they came. What takes time on a real page (timers, a slow store) waits until the test
// says so.
type page struct {
	t       tb
	m       editor.Model
	store   *mem.Store
	count   editor.Journals // reads go through it, unless it is nil
	samples []editor.File

	slow   bool // appends wait for answer
	idle   bool // figures are not worked out
	agree  *host.Agreement
	broken string          // why the store takes nothing, "" when it does
	waits  []editor.Append // while slow
	timers []editor.After
	told   []editor.Tell
	saved  []editor.File
	focus  string
	other  []editor.Effect // what the kit does not perform
}

// newPage is a page over store, before its first message. Two pages over one store are two tabs.
func newPage(t tb, store *mem.Store) *page {
	return &page{t: t, store: store, m: editor.Model{Now: 1767225600000}}
}

// atDesk is a page of Ana's with a project of the preset "standard" that holds articles, the first of them open.
func atDesk(t tb, articles ...string) *page {
	t.Helper()
	p := newPage(t, &mem.Store{})
	for i, a := range articles {
		p.samples = append(p.samples, editor.File{Name: fmt.Sprintf("%d.txt", i+1), Data: []byte(a)})
	}
	p.send(editor.Started{Actor: "a1"}, editor.Named{Name: "Ana"})
	if p.m.Screen != editor.AtDesk || p.m.Open == nil && len(articles) > 0 {
		t.Fatalf("not at the desk: screen %d, notices %q", p.m.Screen, p.notices())
	}
	return p
}

// tab is another page of the same person over the same store, opened now.
func (p *page) tab(actor journal.Actor) *page {
	p.t.Helper()
	q := newPage(p.t, p.store)
	q.m.Now = p.m.Now
	q.send(editor.Started{Actor: actor, Settings: p.m.Settings})
	return q
}

func (p *page) send(msgs ...editor.Msg) *page {
	p.t.Helper()
	for _, msg := range msgs {
		var effects []editor.Effect
		p.m.Now++
		p.m, effects = editor.Update(p.m, msg)
		for _, e := range effects {
			p.perform(e)
		}
	}
	return p
}

// keys presses keys on the sheet: "j m Ctrl+z".
func (p *page) keys(keys string) *page {
	p.t.Helper()
	for k := range strings.FieldsSeq(keys) {
		p.send(editor.Key{Key: k})
	}
	return p
}

func (p *page) perform(e editor.Effect) {
	p.t.Helper()
	ctx := p.t.Context()
	var store editor.Journals = p.store
	if p.count != nil {
		store = p.count
	}
	switch e := e.(type) {
	case editor.LoadProjects:
		all, err := store.Projects(ctx)
		p.send(editor.ProjectsLoaded{Projects: all, Err: words(err)})
	case editor.LoadProject:
		loaded, err := store.Load(ctx, e.Project, editor.Selection{Heads: true})
		p.send(editor.ProjectLoaded{Project: e.Project, Loaded: loaded, Err: words(err)})
	case editor.LoadDoc:
		p.send(e.Load(ctx, store))
	case editor.LoadSides:
		p.send(e.Load(ctx, store))
	case editor.LoadWhole:
		p.send(e.Load(ctx, store))
	case editor.FindMade:
		p.send(e.Load(ctx, store))
	case editor.FindBrought:
		p.send(e.Do(ctx, store))
	case editor.TakeImports:
		p.send(e.Do(ctx, store))
	case editor.TakeIn:
		p.send(e.Do(ctx, store))
	case editor.FitMarks:
		p.send(e.Do(ctx, store, host.Local{}))
	case editor.Reckon:
		if p.idle {
			p.other = append(p.other, e)
			break
		}
		p.send(e.Do(ctx, store, p.compares(), func(m editor.AgreeProgressed) { p.send(m) }))
	case editor.FindDifferences:
		p.send(e.Do(ctx, store, p.compares()))
	case editor.WriteAgreement:
		p.send(e.Do(ctx, store, p.compares()))
	case editor.WriteFigure:
		desk := &paperDesk{}
		if err := e.Do(ctx, store, p.compares(), desk); err != nil {
			p.send(editor.Unwritten{Name: e.Name, Err: err.Error()})
		}
		p.saved = append(p.saved, desk.saved...)
	case editor.RenameMarks:
		p.send(e.Do(ctx, store))
	case editor.Recount:
		e.Do(ctx, store, func(found editor.Recounted) { p.send(found) })
	case editor.Remember:
		e.Do(ctx, store)
	case editor.Search:
		p.send(e.Do(ctx, store))
	case editor.ReadSamples:
		read, err := host.Local{}.Read(ctx, p.samples)
		p.send(editor.FilesLoaded{Loaded: read, Sample: true, Err: words(err)})
	case editor.ReadFiles:
		read, err := host.Local{}.Read(ctx, e.Files)
		p.send(editor.FilesLoaded{Names: []string{e.Files[0].Name}, Loaded: read, Err: words(err)})
	case editor.ReadNewer:
		p.send(e.Do(ctx, host.Local{}))
	case editor.LoadVersions:
		p.send(e.Load(ctx, store))
	case editor.CarryOver:
		p.send(e.Do(ctx, store, host.Local{}))
	case editor.CutUp:
		docs, err := host.Local{}.Cut(ctx, e.Docs, e.Points)
		p.send(editor.SplitDone{Docs: docs, Err: words(err)})
	case editor.FindLike:
		e.Do(ctx, store, func(found editor.LikeFound) bool { p.send(found); return true })
	case editor.Append:
		if p.waits = append(p.waits, e); !p.slow {
			p.answer()
		}
	case editor.Tell:
		p.told = append(p.told, e)
	case editor.SaveFile:
		p.saved = append(p.saved, e.File)
	case editor.LookExport:
		job := editor.ExportJob{Project: e.Project.ID, Me: e.Name, Export: e.Export}
		preview, err := host.Local{Store: p.store}.Look(ctx, job, func(editor.ExportProgress) {})
		p.send(editor.ExportLooked{Project: e.Project.ID, Preview: preview, Err: words(err)})
	case editor.After:
		p.timers = append(p.timers, e)
	case editor.FocusOn:
		p.focus = e.ID
	case editor.LoadPencil:
		p.send(e.Load(ctx, store))
	case editor.DescribeRules:
		p.send(e.Do(ctx, bench))
	case editor.RunRules:
		for i, id := range e.Docs {
			msg := e.Over(ctx, id, store, bench)
			msg.Last = i == len(e.Docs)-1
			p.send(msg)
		}
	case editor.TryRule:
		p.send(e.Do(ctx, store, bench))
	case editor.ReadSource:
		if answer := e.Do(ctx, bench); !e.Save {
			p.send(answer)
		} else {
			p.saved = append(p.saved, editor.File{Name: e.File, Data: []byte(answer.Code)})
		}
	case editor.HoldRules:
		for i, id := range e.Docs {
			msg := e.Over(ctx, id, store, bench)
			msg.Last = i == len(e.Docs)-1
			p.send(msg)
		}
	case editor.SaveSettings:
	default:
		p.other = append(p.other, e)
	}
}

// compares is what compares annotators for this page.
func (p *page) compares() *host.Agreement {
	if p.agree == nil {
		p.agree = &host.Agreement{Store: p.store}
	}
	return p.agree
}

// fire lets the time pass that the desk waits for.
func (p *page) fire() *page {
	p.t.Helper()
	timers := p.timers
	p.timers = nil
	for _, e := range timers {
		p.send(e.Msg)
	}
	return p
}

// answer lets the store answer the append that waits for it.
func (p *page) answer() {
	p.t.Helper()
	e := p.waits[0]
	p.waits = p.waits[1:]
	if p.broken != "" {
		p.send(editor.Appended{N: len(e.Records), Err: p.broken})
		return
	}
	if err := p.store.Append(p.t.Context(), e.Project, e.Records...); err != nil {
		p.t.Fatalf("the store refuses what it was sent: %v", err)
	}
	if e.Project == p.m.Project.ID { // as a Runner does
		p.send(editor.Appended{N: len(e.Records)})
	}
}

// hear brings p what q has told since the last time.
func (p *page) hear(q *page) *page {
	p.t.Helper()
	for _, e := range q.told {
		p.send(editor.Heard(e))
	}
	q.told = nil
	return p
}

// selects selects the first occurrence of s on the sheet, as a pointer does.
func (p *page) selects(s string) *page {
	p.t.Helper()
	return p.send(editor.Select{A: p.point(s, 0), B: p.point(s, len(s))})
}

// taps presses the pointer on the first occurrence of s.
func (p *page) taps(s string) *page {
	p.t.Helper()
	return p.send(editor.Tap{At: p.point(s, 0), Clicks: 1})
}

// point is the place off bytes into the first occurrence of s.
func (p *page) point(s string, off int) editor.Point {
	p.t.Helper()
	i := strings.Index(p.m.Open.Doc.Text.String(), s)
	if i < 0 {
		p.t.Fatalf("the article does not say %q", s)
	}
	pos, err := p.m.Open.Doc.Text.FromByte(annotate.Byte(i + off))
	if err != nil {
		p.t.Fatal(err)
	}
	return p.m.Open.Point(pos)
}

// marks are the marks of the open article in their order, with attributes and links:
// "content “We sail” directness=direct source→Ida; source Ida". The mark in hand has a star.
func (p *page) marks() string {
	var all []string
	for s := range p.m.Open.Layer.Spans() {
		text := string(s.Label) + " " + p.m.Open.Layer.Surface(s)
		if s.ID == p.m.Open.Selected {
			text = "*" + text
		}
		for _, a := range s.Attrs {
			text += " " + a.Name + "=" + a.Value
		}
		for _, r := range p.m.Open.Layer.RelationsOf(s.ID) {
			if tail, ok := p.m.Open.Layer.Span(r.Tail); ok && r.Head == s.ID {
				text += " " + string(r.Label) + "→" + p.m.Open.Layer.Surface(tail)
			}
		}
		all = append(all, text)
	}
	return strings.Join(all, "; ")
}

// selection is the text that is selected.
func (p *page) selection() string { return p.m.Open.Doc.Text.Slice(p.m.Open.Sel.Range()) }

// queue is the queue in words: "Ferries run again: todo 0; ...".
func (p *page) queue() string {
	var all []string
	for _, d := range p.m.Queue() {
		title, _, _ := strings.Cut(d.Title, " ")
		all = append(all, fmt.Sprintf("%s: %s %d", title, d.State, d.Spans))
	}
	return strings.Join(all, "; ")
}

func (p *page) notices() string {
	var all []string
	for _, n := range p.m.Notices {
		all = append(all, n.Text)
	}
	return strings.Join(all, " | ")
}

// press presses the button of the last notice.
func (p *page) press() *page {
	p.t.Helper()
	if len(p.m.Notices) == 0 {
		p.t.Fatal("there is no notice to press")
	}
	return p.send(editor.Act{Notice: p.m.Notices[len(p.m.Notices)-1].ID})
}

// held are the entries that the store has.
func (p *page) held() []journal.Entry {
	p.t.Helper()
	loaded, err := p.store.Load(p.t.Context(), p.m.Project.ID, editor.Selection{})
	if err != nil {
		p.t.Fatal(err)
	}
	return journal.Entries(loaded.Records)
}

// is fails the test when what a person sees is not what it should be.
func is(t tb, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n- %s\n+ %s", what, want, got)
	}
}

// has fails the test when got does not say want.
func has(t tb, what, got, want string) {
	t.Helper()
	if !strings.Contains(got, want) {
		t.Errorf("%s: got %q, want it to say %q", what, got, want)
	}
}

func words(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// ids are the marks' ids, in order.
func (p *page) ids() []annotate.SpanID {
	var all []annotate.SpanID
	for s := range p.m.Open.Layer.Spans() {
		all = append(all, s.ID)
	}
	return slices.Clip(all)
}
