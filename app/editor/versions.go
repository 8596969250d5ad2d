package editor

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/carry"
	"galley/annotate/journal"
	"galley/annotate/order"
)

// Somebody may have marked another version of an article. Such marks are kept as they came, on a document of their own, and
// are not compared with those on the version here: they speak of other words. A person may have them brought over, by
// quotation and context, once it is on the table what became of each: [FitMarks] works that out, [AcceptFit] does it.

// A Version is somebody's marks on another version of an article that is here.
type Version struct {
	Theirs annotate.DocID // as they marked it
	Here   annotate.DocID
	Layer  annotate.Annotator
	Title  string
	Spans  int
}

// A Fit is what would become of marks that are brought to the version here.
type Fit struct {
	Version
	Count  map[carry.Fate]int
	Links  int // that keep both ends, of All
	All    int
	Doubts []Doubtful // those that changed, the lost ones last
	Before int        // marks of theirs that lie on the version here already
	tx     [2]annotate.Tx
}

// Doubtful is a mark whose words or place have changed.
type Doubtful struct {
	Title    string // of its label
	Was, Now string // its words
	Fate     carry.Fate
	Why      string
	Score    int // in hundredths: how alike words and surroundings are
}

type (
	// FitMarks works out where the marks of a version belong here; the answer is Fitted.
	FitMarks struct {
		Project annotate.ProjectID
		Version
	}
	Fitted struct {
		FitMarks
		Old, New *annotate.Document
		Layer    annotate.Layer // theirs, over Old
		Has      annotate.Layer // theirs, over New
		Report   carry.Report
		Err      string
	}
	// LookAtVersions shows what would become of the marks on other versions, one version after the other.
	LookAtVersions struct{ Versions []Version }
	// AcceptFit brings the marks over: all that have a place, or with Sure those only that lie on the very same words.
	AcceptFit struct{ Sure bool }
	// LeaveFit leaves them where they are.
	LeaveFit struct{}
)

func (Fitted) msg()         {}
func (LookAtVersions) msg() {}
func (AcceptFit) msg()      {}
func (LeaveFit) msg()       {}
func (FitMarks) effect()    {}

// Do loads both versions and has the marks placed.
func (e FitMarks) Do(ctx context.Context, journals Journals, bench Workbench) Fitted {
	answer := Fitted{FitMarks: e}
	loaded := LoadVersions{Project: e.Project, Name: e.Version.Layer, Old: e.Theirs, New: e.Here}.Load(ctx, journals)
	answer.Old, answer.New, answer.Layer = loaded.Old, loaded.New, loaded.Layer
	if answer.Err = loaded.Err; answer.Err != "" {
		return answer
	}
	has := LoadDoc{e.Project, journal.Stream{Doc: e.Here, Layer: e.Version.Layer}}.Load(ctx, journals)
	if answer.Err = has.Err; answer.Err != "" {
		return answer
	}
	answer.Has = has.Laid.Folded.Layer
	job := CarryOver{Old: loaded.Old, New: loaded.New, Layer: loaded.Layer}.Job()
	report, err := bench.Carry(ctx, job)
	answer.Report, answer.Err = report, text(err)
	return answer
}

// otherVersions lists the marks of others, among streams, that lie on another version of an article of the queue.
func (m Model) otherVersions(streams []StreamHead, docs []annotate.Document) []Version {
	var all []Version
	for _, h := range streams {
		if h.Doc == "" || h.Layer == "" || h.Layer == annotate.Suggested || h.Layer == annotate.Gold || h.Layer == m.Name {
			continue
		}
		theirs, ok := m.doc(h.Doc)
		if !ok || theirs.Deleted {
			continue
		}
		here, ok := m.versionHere(theirs, docs)
		if !ok {
			continue
		}
		there := slices.ContainsFunc(streams, func(x StreamHead) bool { return x.Doc == here.ID && x.Layer == h.Layer && x.Entries > 0 })
		if !there { // else they work on the version here, and the other is what they had before
			all = append(all, Version{Theirs: theirs.ID, Here: here.ID, Layer: h.Layer, Title: here.Title, Spans: h.Spans})
		}
	}
	return all
}

// versionHere finds the document of the queue that d is another version of: one that either of them is said to stand for,
// or else the first of the same title. Of two that both came from elsewhere neither is here.
func (m Model) versionHere(d Doc, docs []annotate.Document) (Doc, bool) {
	at := slices.IndexFunc(docs, func(x annotate.Document) bool { return x.ID == d.ID })
	for _, have := range m.Docs {
		if have.Deleted || have.ID == d.ID || have.Digest == d.Digest {
			continue
		}
		if at >= 0 && m.replaces(&docs[at]) == have.ID || strings.HasPrefix(string(d.ID), string(have.ID)+"-") && strings.HasSuffix(string(d.ID), "-"+string(d.Digest[:min(8, len(d.Digest))])) {
			return *have, true
		}
	}
	for _, have := range m.Docs {
		if !have.Deleted && have.ID != d.ID && have.Digest != d.Digest && sameTitle(have.Title, d.Title) {
			return *have, true
		}
	}
	return Doc{}, false
}

// offerVersions says which marks of a bundle lie on other versions of articles, and offers to bring them over.
func (m Model) offerVersions(msg TakenIn) (Model, []Effect) {
	var streams []StreamHead
	for _, h := range msg.Loaded.Streams {
		if slices.Contains(msg.Came, h.Stream) {
			streams = append(streams, h)
		}
	}
	fresh := map[annotate.DocID]bool{} // as they came
	var docs []annotate.Document
	for _, r := range msg.Records {
		if r.Document != nil {
			fresh[r.Document.ID] = true
			docs = append(docs, *r.Document)
		}
	}
	all := slices.DeleteFunc(m.otherVersions(streams, docs), func(v Version) bool { return !fresh[v.Theirs] || fresh[v.Here] })
	if len(all) == 0 {
		return m, nil
	}
	v := all[0]
	text := fmt.Sprintf("What %s marked in “%s” lies on another version of its text, so it is not compared with what is here.", v.Layer, v.Title)
	if len(all) > 1 {
		text = fmt.Sprintf("%d articles came in another version than the one here: marks on them are not compared.", len(all))
	}
	return m.offer(text, false, "See what would fit", LookAtVersions{all}), nil
}

// lookAtVersions begins with the first.
func (m Model) lookAtVersions(msg LookAtVersions) (Model, []Effect) {
	m.Versions, m.Fit = msg.Versions, nil
	return m.nextVersion()
}

// nextVersion has the next version looked at, or ends.
func (m Model) nextVersion() (Model, []Effect) {
	if len(m.Versions) == 0 {
		m.Panel = NoPanel
		return m, []Effect{FocusOn{"sheet"}}
	}
	m.Busy = "Looking where the marks belong…"
	return m, []Effect{FitMarks{m.Project.ID, m.Versions[0]}}
}

// fitted puts on the table what would become of the marks.
func (m Model) fitted(msg Fitted) (Model, []Effect) {
	m.Busy = ""
	if msg.Project != m.Project.ID || len(m.Versions) == 0 || m.Versions[0] != msg.Version {
		return m, nil
	}
	m.Versions = m.Versions[1:]
	if msg.Err != "" {
		return m.notice("It cannot be told where the marks belong: "+msg.Err, true), nil
	}
	m.Fit = m.newFit(msg)
	m.Panel = VersionsPanel
	return m.say("%s", m.Fit.Summary()), []Effect{FocusOn{string(VersionsPanel)}}
}

// Summary is the fit in one line.
func (f *Fit) Summary() string {
	return fmt.Sprintf("%d unchanged, %d moved, %d altered, %d lost", f.Count[carry.Unchanged], f.Count[carry.Moved], f.Count[carry.Altered], f.Count[carry.Lost])
}

// newFit reads a report, and makes the transactions: of all marks that have a place, and of the sure ones.
func (m *Model) newFit(msg Fitted) *Fit {
	f := &Fit{Version: msg.Version, Count: map[carry.Fate]int{}, All: len(msg.Layer.Relations()), Links: len(msg.Report.Relations), Before: msg.Has.Len()}
	for _, to := range msg.Report.Spans {
		f.Count[to.Fate]++
		if to.Fate == carry.Unchanged {
			continue
		}
		s, _ := msg.Layer.Span(to.Span)
		d := Doubtful{Title: m.labelTitle(s.Label), Was: msg.Layer.Surface(s), Fate: to.Fate, Why: to.Why, Score: int(to.Score*100 + 0.5)}
		if to.Fate != carry.Lost {
			d.Now = annotate.Span{Ranges: to.Ranges}.Surface(msg.New.Text)
		}
		f.Doubts = append(f.Doubts, d)
	}
	order.By(f.Doubts, func(a, b Doubtful) int {
		lost := map[bool]int{true: 1}
		return lost[a.Fate == carry.Lost] - lost[b.Fate == carry.Lost]
	})
	for i := range f.tx {
		f.tx[i] = msg.Report.Tx(msg.Layer, msg.Has, i == 1, m.newID)
	}
	return f
}

// acceptFit brings the marks over, and goes on to the next version.
func (m Model) acceptFit(msg AcceptFit) (Model, []Effect) {
	f := m.Fit
	if f == nil {
		return m, nil
	}
	tx, n := f.tx[0], 0
	if msg.Sure {
		tx = f.tx[1]
	}
	for _, op := range tx {
		if _, ok := op.(annotate.AddSpan); ok {
			n++
		}
	}
	m.Fit = nil
	var effects []Effect
	if len(tx) > 0 {
		e := m.Clock.Next(journal.Stream{Doc: f.Here, Layer: f.Layer}, m.Now, tx)
		m, effects = m.keep(e)
	}
	m = m.notice(fmt.Sprintf("%s of %s lie on the version here. As they came they stay on the other one.", things(n, "mark", "marks"), f.Layer), false)
	m, more := m.nextVersion()
	return m, append(effects, more...)
}

// leaveFit goes on to the next version.
func (m Model) leaveFit() (Model, []Effect) {
	m.Fit = nil
	return m.nextVersion()
}
